use super::*;
use crate::{analyze, explain};

/// A function with a path through a gateway endpoint, and a bucket whose policy has `statements`.
fn scenario(statements: &str, role: &str) -> Scenario {
    let text = format!(
        r#"{{
  "accesspath": 1,
  "organization": {{ "id": "o-exampleorg1" }},
  "accounts": [{{ "id": "111122223333" }}],
  "documents": {{
    "bucket-policy": {{ "Version": "2012-10-17", "Statement": [{statements}] }},
    "role-policy": {{ "Version": "2012-10-17", "Statement": [{role}] }}
  }},
  "roles": [{{ "id": "r", "arn": "arn:aws:iam::111122223333:role/app/reader", "policies": ["role-policy"] }}],
  "functions": [{{ "id": "fn", "name": "reader", "role": "r", "placements": [{{ "id": "A", "subnets": ["s"], "security_groups": ["sg"] }}] }}],
  "vpcs": [{{ "id": "vpc-0a1b2c3d", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"], "main_route_table": "rtb" }}],
  "subnets": [{{ "id": "s", "vpc": "vpc-0a1b2c3d", "cidr": "10.0.1.0/24" }}],
  "route_tables": [{{ "id": "rtb", "vpc": "vpc-0a1b2c3d", "routes": [{{ "destination": "pl-s3", "target": "vpce-0a1b2c3d" }}] }}],
  "endpoints": [{{ "id": "vpce-0a1b2c3d", "kind": "gateway", "vpc": "vpc-0a1b2c3d" }}],
  "prefix_lists": [{{ "id": "pl-s3", "name": "com.amazonaws.eu-west-1.s3" }}],
  "security_groups": [{{ "id": "sg" }}],
  "buckets": [{{ "id": "b", "name": "reports-private", "account": "111122223333", "region": "eu-west-1", "policy": "bucket-policy" }}],
  "question": {{ "callers": ["fn"], "operation": "GetObject", "bucket": "b", "key": "k" }}
}}"#
    );
    Scenario::from_json(&text).unwrap()
}

const NOTHING: &str = r#"{"Effect":"Allow","Action":"logs:*","Resource":"*"}"#;

/// The codes of the mismatches of a document, each with the underlined text.
fn found(scenario: &Scenario, document: &str) -> Vec<(String, String)> {
    let analysis = analyze(scenario);
    let (.., parsed) = analysis.documents.iter().find(|it| **it.0 == *document).unwrap();
    let all = mismatches(scenario, &analysis, parsed);
    let shown = |(span, it): &(Span, Mismatch)| {
        (explain::mismatch(it, *span).code.to_owned(), span.of(&parsed.text).replace('"', ""))
    };
    all.iter().map(shown).collect()
}

#[track_caller]
fn check_as(scenario: &Scenario, document: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect();
    assert_eq!(found(scenario, document), expected);
}

/// The mismatches of a statement of the bucket policy with this principal, on these resources, under this condition.
#[track_caller]
fn check(principal: &str, resource: &str, condition: &str, expected: &[(&str, &str)]) {
    let statement = format!(
        r#"{{"Effect":"Deny","Principal":{principal},"Action":"s3:*","Resource":{resource},"Condition":{condition}}}"#
    );
    check_as(&scenario(&statement, NOTHING), "bucket-policy", expected);
}

const OWN: &str = r#""arn:aws:s3:::reports-private/*""#;

#[test]
fn a_policy_of_another_bucket_is_told() {
    let both = r#"["arn:aws:s3:::acme-invoices-prod","arn:aws:s3:::acme-invoices-prod/*"]"#;
    let first = ("names-another-bucket", "arn:aws:s3:::acme-invoices-prod");
    check(r#""*""#, both, "{}", &[first]);
    let one_own = r#"["arn:aws:s3:::acme-invoices-prod","arn:aws:s3:::reports-private/*"]"#;
    check(r#""*""#, one_own, "{}", &[]);
    for open in
        [r#""*""#, r#""arn:aws:s3:::reports-*""#, r#""arn:aws:s3:::${aws:PrincipalTag/b}/*""#]
    {
        check(r#""*""#, open, "{}", &[]);
    }
}

#[test]
fn the_sentence_names_both() {
    let other = r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::acme-invoices-prod/*"}"#;
    let scenario = scenario(other, NOTHING);
    let analysis = analyze(&scenario);
    let (.., parsed) = analysis.documents.iter().find(|it| &**it.0 == "bucket-policy").unwrap();
    let all = mismatches(&scenario, &analysis, parsed);
    let told = "this policy names acme-invoices-prod; your bucket is reports-private";
    let (span, first) = all.first().unwrap();
    assert_eq!(explain::mismatch(first, *span).headline, told);
}

#[test]
fn a_role_may_use_other_buckets_beside_the_scenario_s() {
    let allow = |buckets: &[&str]| {
        let one = |it: &&str| {
            format!(
                r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{it}/*"}}"#
            )
        };
        let all: Vec<String> = buckets.iter().map(one).collect();
        scenario("", &format!("{NOTHING},{}", all.join(",")))
    };
    check_as(&allow(&["other", "reports-private"]), "role-policy", &[]);
    let first = ("names-another-bucket", "arn:aws:s3:::other/*");
    check_as(&allow(&["other", "third"]), "role-policy", &[first]);
}

#[test]
fn principals_of_another_account_and_other_roles_are_told() {
    let role = r#"{"AWS":"arn:aws:iam::111122223333:role/writer"}"#;
    let text = "arn:aws:iam::111122223333:role/writer";
    check(role, OWN, "{}", &[("names-another-role", text)]);
    let other = "arn:aws:iam::444455556666:root";
    check(
        r#"{"AWS":"arn:aws:iam::444455556666:root"}"#,
        OWN,
        "{}",
        &[("names-another-account", other)],
    );
    for own in [
        r#"{"AWS":["arn:aws:iam::444455556666:root","111122223333"]}"#,
        r#"{"AWS":["arn:aws:iam::111122223333:role/writer","arn:aws:iam::111122223333:role/app/reader"]}"#,
        r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/reader/reader"}"#,
        r#"{"Service":"cloudfront.amazonaws.com"}"#,
    ] {
        check(own, OWN, "{}", &[]);
    }
}

#[test]
fn conditions_on_things_of_elsewhere_are_told() {
    let under = |operator: &str, key: &str, values: &str| {
        format!(r#"{{"{operator}":{{"{key}":{values}}}}}"#)
    };
    let endpoint = |values: &str| under("StringNotEquals", "aws:SourceVpce", values);
    let other = ("names-another-endpoint", "vpce-0999aaaa");
    check(r#""*""#, OWN, &endpoint(r#""vpce-0999aaaa""#), &[other]);
    check(r#""*""#, OWN, &endpoint(r#"["vpce-0999aaaa","vpce-0a1b2c3d"]"#), &[]);
    let vpc = under("StringNotEquals", "aws:SourceVpc", r#""vpc-0999aaaa""#);
    check(r#""*""#, OWN, &vpc, &[("names-another-vpc", "vpc-0999aaaa")]);
    let organization = |key: &str, value: &str| under("StringNotLike", key, value);
    let elsewhere = ("names-another-organization", "o-otherorg99");
    check(r#""*""#, OWN, &organization("aws:PrincipalOrgID", r#""o-otherorg99""#), &[elsewhere]);
    check(r#""*""#, OWN, &organization("aws:PrincipalOrgID", r#""o-exampleorg1""#), &[]);
    let path = organization("aws:ResourceOrgPaths", r#""o-exampleorg1/r-ab12/*""#);
    check(r#""*""#, OWN, &path, &[]);
    let account = under("StringNotEquals", "aws:PrincipalAccount", r#""444455556666""#);
    check(r#""*""#, OWN, &account, &[("names-another-account", "444455556666")]);
}

#[test]
fn a_key_that_no_path_brings_is_told() {
    let address = r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#;
    check(r#""*""#, OWN, address, &[("key-on-no-path", "aws:SourceIp")]);
    let if_exists = r#"{"NotIpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}}"#;
    check(r#""*""#, OWN, if_exists, &[]);
    let service = r#"{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}"#;
    check(r#""*""#, OWN, service, &[("key-on-no-path", "aws:SourceAccount")]);
    // The statement is not about the question's call.
    check(r#""*""#, r#""arn:aws:s3:::reports-private""#, address, &[]);
}
