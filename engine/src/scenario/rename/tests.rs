use super::*;

const SCENARIO: &str = r#"{"accesspath":1,"title":"demo of 111122223333 in vpc-1",
  "accounts":[{"id":"111122223333"}],
  "documents":{
    "policy":{"Version":"2012-10-17","Id":"demo","Statement":[{"Sid":"vpce1","Effect":"Deny",
      "Principal":{"AWS":["arn:aws:iam::111122223333:role/team/reader","arn:aws:sts::111122223333:assumed-role/reader/fn","111122223333"]},
      "Action":"s3:*","Resource":["arn:aws:s3:::demo","arn:aws:s3:::demo/demo/*","arn:aws:s3:::demo-2/*","arn:aws:s3:::demo*"],
      "Condition":{"StringNotEquals":{"aws:SourceVpce":["vpce-1","vpce-12"],"aws:SourceVpc":"vpc-1","s3:prefix":"demo"}}}]},
    "broken":"{ \"Resource\": \"arn:aws:s3:::demo/*\", \"Effect\": "},
  "roles":[{"id":"r","arn":"arn:aws:iam::111122223333:role/team/reader"}],
  "functions":[{"id":"fn","name":"demo","role":"r","placements":[{"id":"A","subnets":["s"],"endpoint_url":"vpce-1",
    "condition_keys":{"aws:SourceVpce":["vpce-1"]}}]}],
  "vpcs":[{"id":"vpc-1","account":"111122223333","region":"eu-west-1","cidrs":["10.0.0.0/16"]}],
  "subnets":[{"id":"s","vpc":"vpc-1","cidr":"10.0.1.0/24"}],
  "endpoints":[{"id":"vpce-1","kind":"interface","vpc":"vpc-1","subnets":["s"]}],
  "private_zones":[{"id":"z","name":"s3.eu-west-1.amazonaws.com","vpcs":["vpc-1"],
    "records":[{"name":"*.s3.eu-west-1.amazonaws.com","value":"vpce-1-x.s3.eu-west-1.vpce.amazonaws.com"}]}],
  "buckets":[{"id":"demo","name":"demo","account":"111122223333","region":"eu-west-1","tags":{"name":"demo"}}],
  "objects":[{"id":"o","bucket":"demo","key":"demo"}],
  "callers":[{"id":"log","name":"demo","service":"logging.s3.amazonaws.com","source_arn":"arn:aws:s3:::demo"}],
  "question":{"callers":["fn","log"],"operation":"GetObject","bucket":"demo","key":"demo"}}"#;

/// After a renaming the scenario is the one whose text has `changed` in these places, and no other.
#[track_caller]
fn check(thing: Thing, from: &str, to: &str, changed: &[(&str, &str)]) {
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let mut text = SCENARIO.to_owned();
    for (old, new) in changed {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    let expected = Scenario::from_json(&text).unwrap();
    let after = renamed(&scenario, thing, from, to).unwrap();
    assert_eq!(after.to_json(), expected.to_json());
    // Back again, all is as it was.
    assert_eq!(renamed(&after, thing, to, from).unwrap(), scenario);
}

#[test]
fn a_buckets_name_changes_in_arns_alone() {
    let changed = [
        (r#""id":"demo","name":"demo","acc"#, r#""id":"demo","name":"new","acc"#),
        (":::demo\"", ":::new\""),
        (":::demo/", ":::new/"),
    ];
    check(Thing::BucketName, "demo", "new", &changed);
}

#[test]
fn a_buckets_id_changes_where_facts_refer_to_it() {
    let changed = [
        (r#""id":"demo","name":"demo","acc"#, r#""id":"new","name":"demo","acc"#),
        (r#""bucket":"demo""#, r#""bucket":"new""#),
    ];
    check(Thing::Bucket, "demo", "new", &changed);
}

#[test]
fn an_endpoints_id_changes_in_facts_policies_and_its_own_names() {
    let changed = [("\"vpce-1\"", "\"vpce-9\""), ("vpce-1-x", "vpce-9-x")];
    check(Thing::Endpoint, "vpce-1", "vpce-9", &changed);
}

#[test]
fn a_vpcs_id_changes_with_those_who_refer_to_it() {
    check(Thing::Vpc, "vpc-1", "vpc-9", &[("\"vpc-1\"", "\"vpc-9\"")]);
}

#[test]
fn an_account_changes_in_every_arn() {
    let changed = [(":111122223333:", ":444455556666:"), ("\"111122223333\"", "\"444455556666\"")];
    check(Thing::Account, "111122223333", "444455556666", &changed);
}

#[test]
fn a_roles_name_changes_in_its_arn_and_in_its_sessions() {
    let arn = |name: &str| format!("arn:aws:iam::111122223333:role/{name}");
    let changed =
        [("role/team/reader", "role/writer"), ("assumed-role/reader", "assumed-role/writer")];
    let (from, to) = (arn("team/reader"), arn("writer"));
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let after = renamed(&scenario, Thing::RoleArn, &from, &to).unwrap().to_json();
    let mut text = SCENARIO.to_owned();
    for (old, new) in changed {
        text = text.replace(old, new);
    }
    assert_eq!(after, Scenario::from_json(&text).unwrap().to_json());
}

#[test]
fn a_callers_id_is_none_of_a_functions() {
    check(
        Thing::Function,
        "fn",
        "f2",
        &[(r#"{"id":"fn""#, r#"{"id":"f2""#), (r#"["fn","log"]"#, r#"["f2","log"]"#)],
    );
}

#[test]
fn a_name_that_another_has_is_refused() {
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let two = r#""endpoints":[{"id":"vpce-2","kind":"gateway","vpc":"vpc-1"},"#;
    let two = Scenario::from_json(&SCENARIO.replace(r#""endpoints":["#, two)).unwrap();
    assert_eq!(
        renamed(&two, Thing::Endpoint, "vpce-1", "vpce-2").unwrap_err(),
        "There is an endpoint vpce-2 already."
    );
    assert_eq!(renamed(&scenario, Thing::Endpoint, "vpce-1", "vpce-1").unwrap(), scenario);
}

/// In a policy's text the name changes where the policy names the thing, and nowhere else.
#[track_caller]
fn check_in(text: &str, thing: Thing, from: &str, to: &str, expected: &str) {
    assert_eq!(renamed_in(text, thing, from, to), expected);
}

#[test]
fn a_bucket_is_renamed_in_a_text_where_an_arn_names_it() {
    check_in(
        r#"{"Sid": "acme", "Resource": ["arn:aws:s3:::acme", "arn:aws:s3:::acme/*", "arn:aws:s3:::acme-2", "my.acme"]}"#,
        Thing::BucketName,
        "acme",
        "reports",
        r#"{"Sid": "acme", "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*", "arn:aws:s3:::acme-2", "my.acme"]}"#,
    );
}

#[test]
fn a_text_that_breaks_off_is_renamed_as_far_as_it_can_be_read() {
    check_in(
        r#"{"Sid": "vpce-1", "Condition": {"StringEquals": {"aws:SourceVpce": ["vpce-1", "vpce-12"]}"#,
        Thing::Endpoint,
        "vpce-1",
        "vpce-9",
        r#"{"Sid": "vpce-1", "Condition": {"StringEquals": {"aws:SourceVpce": ["vpce-9", "vpce-12"]}"#,
    );
}

#[test]
fn an_organization_is_renamed_at_the_head_of_a_path_as_well() {
    check_in(
        r#"{"aws:PrincipalOrgID": "o-acme1", "aws:PrincipalOrgPaths": "o-acme1/r-1/*"}"#,
        Thing::Organization,
        "o-acme1",
        "o-other",
        r#"{"aws:PrincipalOrgID": "o-other", "aws:PrincipalOrgPaths": "o-other/r-1/*"}"#,
    );
}

#[test]
fn what_is_proposed_to_try_has_the_new_name_too() {
    let tries = r#""tries":[{"what":"Name vpce-1","then":{},"changes":[
        {"document":"policy","at":["Statement","1"],"set":{"Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}}},
        {"at":["endpoints","vpce-1","private_dns"],"set":true}]}],"question""#;
    let scenario = Scenario::from_json(&SCENARIO.replace("\"question\"", tries)).unwrap();
    let after = renamed(&scenario, Thing::Endpoint, "vpce-1", "vpce-9").unwrap();
    assert!(!after.written_facts().contains("vpce-1\""));
    assert_eq!(after.tries[0].what, "Name vpce-9");
    assert_eq!(renamed(&after, Thing::Endpoint, "vpce-9", "vpce-1").unwrap(), scenario);
}

#[test]
fn the_places_and_values_of_what_is_proposed_to_try_are_renamed_too() {
    let tries = |function: &str, role: &str| {
        let tries = format!(
            r#""tries":[{{"what":"Take another role","then":{{}},"changes":[
            {{"at":["functions","{function}","role"],"set":"{role}"}},
            {{"at":["functions"],"add":{{"id":"x","role":"{role}"}}}}]}}],"question""#
        );
        let facts = format!(r#"{{"id":"{function}","name":"demo","role":"{role}","#);
        let text = SCENARIO.replace("\"question\"", &tries);
        let text = text.replace(r#"{"id":"fn","name":"demo","role":"r","#, &facts);
        let text = text.replace(r#"["fn","log"]"#, &format!(r#"["{function}","log"]"#));
        text.replace(r#""roles":[{"id":"r""#, &format!(r#""roles":[{{"id":"{role}""#))
    };
    let name = |thing, from: &str, to: &str| NewName { thing, from: from.into(), to: to.into() };
    let names = [name(Thing::Function, "fn", "f2"), name(Thing::Role, "r", "r2")];
    let scenario = Scenario::from_json(&tries("fn", "r")).unwrap();
    let after = all_renamed(&scenario, &names).unwrap();
    assert_eq!(after.to_json(), Scenario::from_json(&tries("f2", "r2")).unwrap().to_json());
}
