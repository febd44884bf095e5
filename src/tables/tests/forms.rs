//! The forms over the records of a scenario.

use accesspath_engine::scenario::{Fact, ObjectOwnership};

use super::*;

/// A function in one of two subnets, with an interface endpoint, and a bucket whose policy names it.
const SCENARIO: &str = r#"{"accesspath":1,
  "documents":{"policy":{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",
    "Resource":"arn:aws:s3:::reports/*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}]}},
  "roles":[{"id":"r","arn":"arn:aws:iam::111122223333:role/reader","policies":["AmazonS3FullAccess"]}],
  "functions":[{"id":"fn","name":"fn","role":"r","placements":[
    {"id":"A","subnets":["subnet-1"],"security_groups":["sg-1"],"endpoint_url":"vpce-1"}]}],
  "vpcs":[{"id":"vpc-1","account":"111122223333","region":"eu-west-1","cidrs":["10.0.0.0/16"],"dns_hostnames":true}],
  "subnets":[{"id":"subnet-1","vpc":"vpc-1","cidr":"10.0.1.0/24"},{"id":"subnet-2","vpc":"vpc-1","cidr":"10.0.2.0/24"}],
  "endpoints":[{"id":"vpce-1","kind":"interface","vpc":"vpc-1","subnets":["subnet-1"],"security_groups":["sg-2"]}],
  "security_groups":[{"id":"sg-1"},{"id":"sg-2","ingress":[{"protocol":"tcp","from_port":443,"cidr":"10.0.0.0/16"}]}],
  "buckets":[{"id":"reports","name":"reports","account":"111122223333","region":"eu-west-1","policy":"policy"}],
  "question":{"callers":["fn"],"operation":"GetObject","bucket":"reports","key":"a.txt"}}"#;

fn scenario() -> Scenario {
    Scenario::from_json(SCENARIO).expect("a scenario")
}

#[track_caller]
fn filled(scenario: &Scenario, cell: (&str, &str, &str), value: &str) -> Scenario {
    set(scenario, &place(scenario, cell.0, cell.1, cell.2), value).expect("it can be so")
}

#[test]
fn a_new_name_is_used_everywhere_and_changes_no_answer() {
    let before = scenario();
    let cases = [
        (("buckets", "reports", "Name"), "reports-2026"),
        (("endpoints", "vpce-1", "Endpoint"), "vpce-9"),
        (("vpcs", "vpc-1", "VPC"), "vpc-9"),
        (("subnets", "subnet-1", "Subnet"), "subnet-9"),
        (("security-groups", "sg-1", "Security group"), "sg-9"),
        (
            ("roles", "arn:aws:iam::111122223333:role/reader", "Role ARN"),
            "arn:aws:iam::111122223333:role/writer",
        ),
        (("functions", "fn", "Name"), "fetcher"),
    ];
    let outcome = |it: &Scenario| analyze(it).paths.first().map(|it| it.outcome);
    for (cell, name) in cases {
        let after = filled(&before, cell, name);
        assert_eq!(outcome(&after), outcome(&before), "{cell:?}");
        assert!(!after.to_json().contains(&format!("\"{}\"", cell.1)), "{cell:?}");
        assert_eq!(filled(&after, (cell.0, name, cell.2), cell.1), before, "{cell:?}");
    }
    let policy = filled(&before, cases[0].0, "reports-2026");
    let policy = policy.text("policy").expect("the policy").text().clone();
    assert!(policy.contains("arn:aws:s3:::reports-2026/*"), "{policy}");
}

#[test]
fn what_a_form_cannot_hold_is_told() {
    let before = scenario();
    let cases = [
        (("vpcs", "vpc-1", "CIDR blocks"), "10.0.0.0/33"),
        (("vpcs", "vpc-1", "Region"), "eu-west"),
        (("subnets", "subnet-1", "CIDR block"), "10.9.0.0/24"),
        (("subnets", "subnet-1", "Subnet"), "subnet-2"),
        (("buckets", "reports", "Account"), "1111"),
        (("buckets", "reports", "Name"), ""),
        (("functions", "fn", "Timeout in seconds"), "soon"),
        (("buckets", "reports", "Tags, as a=1&b=2"), "=1"),
    ];
    for (cell, value) in cases {
        let said = set(&before, &place(&before, cell.0, cell.1, cell.2), value);
        let said = said.expect_err(value);
        assert!(said.ends_with(['.', '?']), "{said}");
        assert!(said.starts_with(|it: char| !it.is_lowercase()), "{said}");
    }
}

#[test]
fn a_fact_is_known_not_known_or_left_out() {
    let before = scenario();
    let ownership = ("buckets", "reports", "Object Ownership");
    let of = |it: &Scenario| it.buckets[0].ownership.clone();
    let known = filled(&before, ownership, "ObjectWriter");
    assert_eq!(of(&known), Some(Fact::Known(ObjectOwnership::ObjectWriter)));
    let unknown = filled(&known, ownership, NOT_KNOWN);
    assert_eq!(of(&unknown), Some(Fact::Unknown));
    assert_eq!(filled(&unknown, ownership, ""), before);
    let servers = ("vpcs", "vpc-1", "DNS servers");
    let unknown = filled(&before, servers, NOT_KNOWN);
    assert_eq!(unknown.vpcs[0].domain_name_servers, Some(Fact::Unknown));
    let known = filled(&unknown, servers, "10.0.0.2, 10.0.0.3");
    let expected = vec!["10.0.0.2".to_owned(), "10.0.0.3".to_owned()];
    assert_eq!(known.vpcs[0].domain_name_servers, Some(Fact::Known(expected)));
}

#[test]
fn one_switch_of_block_public_access_tells_nothing_of_the_others() {
    let after = filled(&scenario(), ("buckets", "reports", "BlockPublicPolicy"), "true");
    let own = after.buckets[0].block_public_access.clone().expect("its switches");
    assert_eq!(own.block_public_policy, Fact::Known(true));
    assert_eq!(own.restrict_public_buckets, Fact::Unknown);
}

#[test]
fn a_placement_without_subnets_is_outside() {
    let before = scenario();
    let subnets = place(&before, "placements", "fn", "Subnets; none: outside a VPC");
    let both = set(&before, &subnets, "subnet-2").expect("two subnets");
    assert_eq!(both.functions[0].placements[0].subnets.len(), 2);
    let free = ("placements", "fn", "Endpoint's own name");
    let outside = set(&filled(&before, free, ""), &subnets, "subnet-1").expect("none");
    assert!(outside.functions[0].placements[0].outside);
    let back = set(&outside, &subnets, "subnet-1").expect("one again");
    assert!(!back.functions[0].placements[0].outside);
}

#[test]
fn what_something_else_needs_is_not_removed() {
    let before = scenario();
    for (table, says) in [("vpcs", "vpc-1 is needed."), ("roles", "r is needed.")] {
        let table = all(&before).into_iter().find(|it| it.id.name() == table).expect("it");
        let said = remove(&before, &table.id, 0).expect_err(says);
        assert!(said.starts_with(says), "{said}");
    }
}
