use super::*;

const SCENARIO: &str = r#"{"accesspath":1,"title":"Why can Billing-Writer not reach acme-invoices?",
  "documents":{
    "policy":{"Version":"2012-10-17","Statement":[{"Sid":"OnlyAcme","Effect":"Allow",
      "Principal":{"AWS":["arn:aws:iam::999900001111:role/team/Billing-Writer","arn:aws:iam::999900001111:role/Break-Glass"]},
      "Action":"s3:*","Resource":["arn:aws:s3:::acme-invoices/*"],
      "Condition":{"IpAddress":{"aws:SourceIp":"81.2.69.0/24"},"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d4e5f67890"}}}]},
    "role-policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::acme-*"}]}},
  "roles":[{"id":"Billing-Writer","arn":"arn:aws:iam::999900001111:role/team/Billing-Writer","policies":["role-policy"]}],
  "functions":[{"id":"billing","name":"billing","role":"Billing-Writer","placements":[{"id":"A","outside":true}],
    "origin":{"file":"/home/somebody/acme.tf","address":"aws_lambda_function.billing"}}],
  "buckets":[{"id":"acme-invoices","name":"acme-invoices","account":"999900001111","region":"eu-west-1","policy":"policy"}],
  "question":{"callers":["billing"],"operation":"PutObject","bucket":"acme-invoices","key":"x"}}"#;

fn told(of: &str) -> (String, Vec<Kept>) {
    let Redacted { scenario, kept, .. } = redacted(&Scenario::from_json(of).unwrap());
    (scenario.to_compact_json(), kept)
}

#[test]
fn names_ids_and_addresses_are_replaced_wherever_they_stand() {
    // No pattern keeps the bucket's name.
    let (text, kept) = told(&SCENARIO.replace("acme-*", "*"));
    for secret in
        ["acme-", "illing", "Break-Glass", "999900001111", "81.2.69", "0a1b2c3d", "somebody"]
    {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    for other in [
        "Why can role-1 not reach bucket-1?",
        "arn:aws:iam::111122223333:role/team/role-1",
        "arn:aws:iam::111122223333:role/role-2",
        "arn:aws:s3:::bucket-1/*",
        "203.0.113.0/24",
        "vpce-00000001",
        r#""callers":["function-1"]"#,
    ] {
        assert!(text.contains(other), "{other}: {text}");
    }
    assert_eq!(kept, []);
}

#[test]
fn a_name_that_a_pattern_covers_stays_and_is_told() {
    let (text, kept) = told(SCENARIO);
    assert!(text.contains("acme-invoices") && !text.contains("illing"), "{text}");
    let matters = Kept::Matters("acme-invoices".to_owned());
    let pattern = Kept::Pattern("arn:aws:s3:::acme-*".to_owned());
    assert!(kept.contains(&matters) && kept.contains(&pattern), "{kept:?}");
}
