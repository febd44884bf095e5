use accesspath_engine::scenario::Scenario;
use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};

use super::*;

const SCENARIO: &str = include_str!("../../static/scenarios/four-ways-in.json");

/// What is offered at `|`, asked for: the first labels are `expected`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let labels: Vec<String> = offered(text).into_iter().map(|it| it.label).collect();
    let first: Vec<&str> = labels.iter().map(String::as_str).take(expected.len()).collect();
    assert_eq!(first, expected, "{text}: {labels:?}");
}

/// Nothing is offered at `|`.
#[track_caller]
fn check_nothing(text: &str) {
    assert_eq!(offered(text), [], "{text}");
}

/// The text after the first candidate is taken, with the caret as `|`.
#[track_caller]
fn check_taken(text: &str, expected: &str) {
    let caret = text.find('|').unwrap();
    let plain = text.replace('|', "");
    let taken = offered(text).into_iter().next().unwrap();
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let span = of(&plain, caret, &Names::of(&scenario)).unwrap().span;
    let mut insert = taken.insert;
    insert.insert(taken.caret, '|');
    let after =
        [Span::new(0, span.start).of(&plain), &insert, Span::new(span.end, plain.len()).of(&plain)]
            .concat();
    assert_eq!(after, expected);
}

fn of(text: &str, caret: usize, names: &Names) -> Option<Completion> {
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    complete(text, caret, true, &Known { kind: PolicyKind::Bucket, facts: Some(&facts), names })
}

fn offered(text: &str) -> Vec<Candidate> {
    let caret = text.find('|').unwrap();
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let found = of(&text.replace('|', ""), caret, &Names::of(&scenario));
    found.map(|it| it.candidates).unwrap_or_default()
}

/// A statement with `members`.
fn in_statement(members: &str) -> String {
    format!("{{ \"Statement\": [{{ {members} }}] }}")
}

#[test]
fn elements_that_are_there_are_not_offered_again() {
    check("{ | }", &["Version", "Id", "Statement"]);
    check(r#"{ "Version": "2012-10-17", "|" }"#, &["Id", "Statement"]);
    check(&in_statement(r#""Effect": "Deny", "|""#), &["Sid", "Principal"]);
    check_nothing(&in_statement(r#""Eff|ect": "Deny", "Sid": "a""#));
    check(&in_statement(r#""Principal": { "|" }"#), &["AWS", "Service"]);
}

#[test]
fn words_that_begin_as_typed_come_first() {
    check(&in_statement(r#""res|""#), &["Resource", "NotResource"]);
    check(&in_statement(r#""Effect": "d|""#), &["Deny"]);
    check(r#"{ "Version": "|" }"#, &["2012-10-17", "2008-10-17"]);
}

#[test]
fn actions_are_those_that_aws_documents() {
    check(
        &in_statement(r#""Action": "s3:getobjectt|""#),
        &["s3:GetObjectTagging", "s3:GetObjectTorrent"],
    );
    check(&in_statement(r#""Action": ["kms:Dec|"]"#), &["kms:Decrypt"]);
    check(&in_statement(r#""Action": "PutBucketPol|""#), &["s3:PutBucketPolicy"]);
    check_nothing(&in_statement(r#""Action": "nosuch:|""#));
}

#[test]
fn operators_have_their_prefixes_and_suffixes() {
    check(
        &in_statement(r#""Condition": { "StringNotE|" }"#),
        &["StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotEqualsIfExists"],
    );
    check(
        &in_statement(r#""Condition": { "ForAnyValue:StringL|" }"#),
        &["ForAnyValue:StringLike", "ForAnyValue:StringLikeIfExists"],
    );
}

#[test]
fn keys_are_those_that_the_actions_carry_and_the_global_ones() {
    check(
        &in_statement(r#""Action": "s3:ListBucket", "Condition": { "StringLike": { "s3:p|" } }"#),
        &["s3:prefix"],
    );
    check(
        &in_statement(r#""Action": "s3:PutObject", "Condition": { "Bool": { "aws:Sec|" } }"#),
        &["aws:SecureTransport"],
    );
    let key = r#""Action": "s3:GetObject", "Condition": { "StringLike": { "s3:prefix|" } }"#;
    check_nothing(&in_statement(key));
}

#[test]
fn values_are_the_names_of_the_scenario() {
    let condition = |key: &str| {
        in_statement(&format!("\"Condition\": {{ \"StringEquals\": {{ \"{key}\": \"|\" }} }}"))
    };
    check(&condition("aws:SourceVpce"), &["vpce-0a1b2c3d"]);
    check(&condition("aws:SourceVpc"), &["vpc-0c0ffee0"]);
    check(&condition("aws:PrincipalAccount"), &["111122223333"]);
    check(&condition("aws:SecureTransport"), &["true", "false"]);
    check(
        &in_statement(r#""Resource": "|""#),
        &["arn:aws:s3:::thumbs-prod/*", "arn:aws:s3:::thumbs-prod"],
    );
    check(
        &in_statement(r#""Principal": { "AWS": "arn:|" }"#),
        &[
            "arn:aws:iam::111122223333:role/service-role/LambdaThumbRole",
            "arn:aws:iam::111122223333:root",
        ],
    );
    check(&in_statement(r#""Principal": "|""#), &["*"]);
}

#[test]
fn a_name_that_is_taken_begins_its_value() {
    check_taken(r#"{ "Ver|" }"#, r#"{ "Version": "|" }"#);
    check_taken(r#"{ "Ver|": "x" }"#, r#"{ "Version"|: "x" }"#);
    check_taken(&in_statement(r#""Cond|""#), &in_statement(r#""Condition": { "|" }"#));
    check_taken(
        &in_statement(r#""Action": ["s3:PutObjectAc|"]"#),
        &in_statement(r#""Action": ["s3:PutObjectAcl"|]"#),
    );
    check_taken(
        &in_statement(r#""Condition": { "StringEquals": { "aws:principalt|" } }"#),
        &in_statement(r#""Condition": { "StringEquals": { "aws:PrincipalTag/|" } }"#),
    );
}

#[test]
fn nothing_is_offered_unasked_outside_of_a_string() {
    let scenario = Scenario::from_json(SCENARIO).unwrap();
    let names = Names::of(&scenario);
    let known = Known { kind: PolicyKind::Bucket, facts: None, names: &names };
    assert_eq!(complete("{  }", 2, false, &known), None);
    assert!(complete("{ \"\" }", 3, false, &known).is_some());
    assert_eq!(complete(r#"{ "Sid": "" }"#, 10, false, &known), None);
}

#[test]
fn what_is_there_already_is_not_offered_alone() {
    check_nothing(&in_statement(r#""Action": "kms:Decrypt|""#));
}
