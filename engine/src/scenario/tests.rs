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
