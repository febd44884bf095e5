use super::*;

/// A scenario of one document, with `facts` behind its question.
fn scenario(facts: &str, document: &str) -> Scenario {
    let text = format!(
        r#"{{
            "accesspath": 1,
            "documents": {{ "d": {document} }},
            "question": {{ "callers": [], "operation": "GetObject", "bucket": "b", "key": "k" }}
            {facts}
        }}"#
    );
    Scenario::from_json(&text).expect("it is a scenario")
}

/// Compares two scenarios of these facts and documents, which must agree with how they are written.
#[track_caller]
fn check(left: [&str; 2], right: [&str; 2], equal: bool) {
    let (left, right) = (scenario(left[0], left[1]), scenario(right[0], right[1]));
    assert_eq!(left == right, equal);
    assert_eq!(left.to_compact_json() == right.to_compact_json(), equal);
}

#[test]
fn scenarios_are_equal_where_they_are_written_alike() {
    let policy = r#"{ "Version": "2012-10-17" }"#;
    check(["", policy], ["", policy], true);
    // A document whose text is its canonical print.
    let printed = r#""{ \"Version\": \"2012-10-17\" }""#;
    check(["", policy], ["", printed], true);
}

#[test]
fn what_was_told_is_written_again_whatever_it_is() {
    let told = r#", "organization": null, "endpoints": [], "roles": [
        { "id": "r", "arn": "arn:aws:iam::111122223333:role/r", "boundary": null, "policies": [],
          "tags": { "value": {}, "origin": { "file": "main.tf", "place": "3:1" } },
          "unique_id": { "value": "AROAEXAMPLE", "origin": { "file": "role.json" } },
          "origin": { "address": "aws_iam_role.r" } }]"#;
    let read = scenario(told, r#"{ "value": "{ broken", "origin": { "file": "p.json" } }"#);
    let written = read.to_compact_json();
    assert!(written.contains(r#""boundary":null,"#), "{written}");
    assert!(written.contains(r#""tags":{"value":{},"origin":{"#), "{written}");
    assert!(
        written.contains(r#""d":{"value":"{ broken","origin":{"file":"p.json"}}"#),
        "{written}"
    );
    assert!(written.contains(r#""origin":{"address":"aws_iam_role.r"}"#), "{written}");
    assert_eq!(Scenario::from_json(&written), Ok(read));
    check([told, "{}"], ["", "{}"], false);
}

#[test]
fn scenarios_differ_where_a_fact_or_a_document_does() {
    check(["", "{}"], ["", r#""{ }""#], false);
    check(["", "{}"], [r#", "title": "t""#, "{}"], false);
    let tags =
        |tags: &str| format!(r#", "objects": [{{ "id": "o", "bucket": "b", "key": "k" {tags} }}]"#);
    // No tags, and tags that are not known.
    check([&tags(r#", "tags": {}"#), "{}"], [&tags(""), "{}"], false);
    check([r#", "time": """#, "{}"], ["", "{}"], false);
}

/// A policy that stands inline, by the start of its text.
const INLINE: &str = r#"{ "Version": "2012-10-17" }"#;

#[test]
fn an_inline_policy_becomes_a_document_that_is_named_after_its_place() {
    let facts = format!(
        r#", "roles": [{{ "id": "r", "arn": "a", "policies": ["d", {INLINE}, {INLINE}], "boundary": {INLINE},
            "session_policies": [{INLINE}], "trust": {INLINE} }}],
          "buckets": [{{ "id": "b", "name": "b", "account": "1", "region": "x", "policy": {INLINE} }}],
          "accounts": [{{ "id": "1", "scp_levels": [["FullAWSAccess"], [{INLINE}]], "rcp_levels": [[{INLINE}]] }}],
          "access_points": [{{ "id": "a", "name": "a", "account": "1", "bucket": "b", "policy": {INLINE} }}],
          "callers": [{{ "id": "c", "name": "c", "policies": [{INLINE}], "boundary": {{ "unknown": true }} }}],
          "title": "role-policy-1""#
    );
    let scenario = scenario(&facts, "{}");
    let names: Vec<&str> = scenario.documents.keys().map(|it| &**it).collect();
    let expected = [
        "access-point-policy-1",
        "account-rcp-level-1",
        "account-scp-level-1",
        "bucket-policy-1",
        "caller-policy-1",
        "d",
        "role-boundary-1",
        "role-policy-2",
        "role-policy-3",
        "role-session-policy-1",
        "role-trust-1",
    ];
    assert_eq!(names, expected);
    let again = Scenario::from_json(&scenario.to_json()).expect("it is a scenario");
    assert_eq!(again, scenario);
    assert_eq!(again.to_json(), scenario.to_json());
}

#[test]
fn what_stands_in_short_is_read_as_what_it_is_written_as() {
    let text = format!(
        r#"{{ "accesspath": 1, "question": {{ "callers": [], "operation": "GetObject", "bucket": "b" }},
            "roles": [{{ "id": "r", "arn": "a", "policies": [{INLINE}] }}],
            "buckets": [{{ "id": "b", "name": "b", "account": "1", "region": "x",
                "block_public_access": "all_on" }}] }}"#
    );
    let read = Scenario::from_json(&text).expect("it is a scenario");
    let again = Scenario::from_json(&read.to_json()).expect("it is a scenario");
    // Field by field, because two scenarios count as equal where they are written alike.
    assert_eq!(format!("{again:?}"), format!("{read:?}"));
}

#[test]
fn what_is_no_policy_is_not_taken_for_one() {
    let mistake = |policies: &str| {
        let role = format!(r#"{{ "id": "r", "arn": "a", "policies": {policies} }}"#);
        let text = format!(
            r#"{{ "accesspath": 1, "roles": [{role}],
                "question": {{ "callers": [], "operation": "GetObject", "bucket": "b" }} }}"#
        );
        Scenario::from_json(&text).expect_err("it is none").message
    };
    for policies in [r#"[{ "unknown": true }]"#, "[{}]", "[7]"] {
        assert_eq!(mistake(policies), "expected the name of a document, or a policy");
    }
    assert!(mistake(r#"{ "unkown": true }"#).starts_with("a fact is written"));
}

#[test]
fn all_on_stands_for_the_four_switches() {
    let bucket = |switches: &str| {
        let bucket = format!(
            r#", "buckets": [{{ "id": "b", "name": "b", "account": "1", "region": "x",
                "block_public_access": {switches} }}]"#
        );
        scenario(&bucket, "{}")
    };
    let four = r#"{ "block_public_acls": true, "ignore_public_acls": true,
        "block_public_policy": true, "restrict_public_buckets": true }"#;
    let short = bucket(r#""all_on""#);
    assert_eq!(short, bucket(four));
    let again = Scenario::from_json(&short.to_json()).expect("it is a scenario");
    assert_eq!(again.to_json(), short.to_json());
}
