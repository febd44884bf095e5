use super::*;
use crate::facts::SERVICE_AUTHORIZATION;
use crate::policy::{PolicyKind, parse_policy};

/// The flaws of a policy of one statement for the bucket `b`, each with its text, behind a `?` where AWS does not say.
#[track_caller]
fn check(statement: &str, expected: &[(Flaw, &str)]) {
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    let text =
        format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow",{statement}}}}}"#);
    let parsed = parse_policy("p".into(), PolicyKind::Bucket, &text);
    let bucket = OwnBucket { name: "b", region: "eu-west-1" };
    let found = objections(&parsed.value, bucket, Some(&facts));
    let shown: Vec<(Flaw, String)> = found
        .iter()
        .map(|it| {
            let mark = if it.is_sure { "" } else { "?" };
            (it.flaw, format!("{mark}{}", it.span.of(&text).trim_matches('"')))
        })
        .collect();
    let expected: Vec<(Flaw, String)> =
        expected.iter().map(|(flaw, text)| (*flaw, (*text).to_owned())).collect();
    assert_eq!(shown, expected, "{text}");
}

fn with(principal: &str, action: &str, resource: &str) -> String {
    format!(r#""Principal":{principal},"Action":{action},"Resource":{resource}"#)
}

#[test]
fn principals_of_no_form_are_refused() {
    let read = |principal: &str| with(principal, r#""s3:GetObject""#, r#""arn:aws:s3:::b/*""#);
    let id = "AROAEXAMPLEEXAMPLE12";
    check(&read(&format!(r#"{{"AWS":"{id}"}}"#)), &[(Flaw::Principal, id)]);
    check(&read(r#"{"Service":"lambda"}"#), &[(Flaw::Principal, "lambda")]);
    check(&read(r#"{"Service":"lambda.amazonaws.com"}"#), &[]);
    check(&read(r#"{"AWS":"arn:aws:iam::cloudfront:user/x"}"#), &[]);
    check(&read(r#"{"AWS":[]}"#), &[(Flaw::Principal, r#"{"AWS":[]}"#)]);
    check(&read(r#"{"CanonicalUser":"79a5"}"#), &[(Flaw::Principal, "79a5")]);
    check(&read(&format!(r#"{{"CanonicalUser":"{}"}}"#, "79a59df9".repeat(8))), &[]);
    let root = "arn:aws-cn:iam::111122223333:root";
    check(&read(&format!(r#"{{"AWS":"{root}"}}"#)), &[(Flaw::Principal, &format!("?{root}"))]);
}

#[test]
fn what_a_list_of_no_action_comes_to_is_not_known() {
    check(&with(r#""*""#, "[]", r#""arn:aws:s3:::b""#), &[(Flaw::Action, "?[]")]);
}

#[test]
fn resources_are_the_bucket_and_what_is_in_it() {
    let read = |resource: &str| with(r#""*""#, r#""s3:*""#, &format!("\"{resource}\""));
    for own in ["arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:userid}/*"] {
        check(&read(own), &[]);
    }
    for other in ["arn:aws:s3:::c/*", "arn:aws-cn:s3:::b", "*", "arn:aws:s3:::B", "arn:aws:s3:::c*"]
    {
        check(&read(other), &[(Flaw::Resource, other)]);
    }
    for open in ["arn:aws:s3:::b*", "arn:aws:s3:::*", "arn:*:s3:::b/*"] {
        check(&read(open), &[(Flaw::Resource, &format!("?{open}"))]);
    }
}

#[test]
fn actions_and_keys_are_those_of_s3() {
    let read = |action: &str| with(r#""*""#, action, r#"["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#);
    check(&read(r#"["*","s3:*","s3:getobject","s3:Get*"]"#), &[]);
    check(
        &read(r#"["s3:ListObjects","kms:Decrypt","s3:Fetch*"]"#),
        &[
            (Flaw::Action, "s3:ListObjects"),
            (Flaw::Action, "kms:Decrypt"),
            (Flaw::Action, "?s3:Fetch*"),
        ],
    );
    let under = |key: &str| {
        format!(r#"{},"Condition":{{"StringEquals":{{"{key}":"x"}}}}"#, read(r#""s3:*""#))
    };
    check(&under("aws:PrincipalTag/team"), &[]);
    check(&under("aws:SourceVpcEndpoint"), &[(Flaw::ConditionKey, "aws:SourceVpcEndpoint")]);
    check(&under("s3:NoSuchKey"), &[(Flaw::ConditionKey, "s3:NoSuchKey")]);
    check(&under("aws:PrincipalTag"), &[(Flaw::ConditionKey, "?aws:PrincipalTag")]);
    check(&under("kms:ViaService"), &[(Flaw::ConditionKey, "?kms:ViaService")]);
}

#[test]
fn actions_and_conditions_fit_the_resources() {
    let read = |action: &str| with(r#""*""#, action, r#""arn:aws:s3:::b/*""#);
    check(&read(r#"["s3:GetObject","s3:*"]"#), &[]);
    let flaw = Flaw::ActionWithoutResource;
    check(
        &read(r#"["s3:GetObject","s3:ListBucket","s3:ListAllMyBuckets"]"#),
        &[(flaw, "s3:ListBucket"), (flaw, "s3:ListAllMyBuckets")],
    );
    let prefix = |action: &str| {
        let both = with(r#""*""#, action, r#"["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#);
        format!(r#"{both},"Condition":{{"StringLike":{{"s3:prefix":"x/*"}}}}"#)
    };
    let flaw = Flaw::ConditionWithoutAction;
    check(&prefix(r#""s3:ListBucket""#), &[]);
    check(&prefix(r#""s3:*""#), &[]);
    check(&prefix(r#""s3:GetObject""#), &[(flaw, "s3:prefix")]);
    check(&prefix(r#"["s3:ListBucket","s3:GetObject"]"#), &[(flaw, "?s3:prefix")]);
}
