//! The laws of repairs, over random policies of a bucket that is called by three callers on four paths.

#![expect(
    clippy::indexing_slicing,
    reason = "a case that is not of the shape that it was made in must fail the test"
)]

mod laws;

use accesspath_engine::analyze;
use accesspath_engine::repair::{Bound, Target};
use accesspath_engine::scenario::{Scenario, problems};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

/// The same cases in every run; their number is what takes some ten seconds.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 60,
        max_shrink_iters: 100,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

const ROLE: &str = "arn:aws:iam::111122223333:role/service-role/writer";

fn actions() -> impl Strategy<Value = Value> {
    select(vec![
        json!("s3:GetObject"),
        json!("s3:PutObject"),
        json!("s3:*"),
        json!("s3:ListBucket"),
        json!(["s3:GetObject", "s3:PutObject"]),
        json!("s3:Get*"),
    ])
}

fn resources() -> impl Strategy<Value = Value> {
    select(vec![
        json!("arn:aws:s3:::b"),
        json!("arn:aws:s3:::b/*"),
        json!("arn:aws:s3:::b/in/*"),
        json!(["arn:aws:s3:::b", "arn:aws:s3:::b/*"]),
    ])
}

fn conditions() -> impl Strategy<Value = Option<Value>> {
    let told = select(vec![
        json!({ "StringNotEquals": { "aws:SourceVpce": "vpce-1" } }),
        json!({ "StringEquals": { "aws:SourceVpce": ["vpce-9", "vpce-8"] } }),
        json!({ "NotIpAddress": { "aws:SourceIp": "198.51.100.0/24" } }),
        json!({ "Bool": { "aws:SecureTransport": "false" } }),
        json!({ "ArnNotEquals": { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/other" } }),
        json!({ "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-exampleorg1" } }),
        json!({ "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" } }),
        json!({ "Null": { "aws:SourceVpce": "true" } }),
    ]);
    prop::option::weighted(0.5, told)
}

/// A statement of a policy that takes a principal, or of one that takes none.
fn statement(takes_principal: bool) -> impl Strategy<Value = Value> {
    let principal = select(vec![
        json!("*"),
        json!({ "AWS": ROLE }),
        json!({ "AWS": "111122223333" }),
        json!({ "AWS": ["arn:aws:iam::444455556666:root", "arn:aws:iam::111122223333:role/other"] }),
    ]);
    let allows = prop::bool::weighted(0.6);
    (allows, actions(), resources(), conditions(), principal, prop::bool::weighted(0.1)).prop_map(
        move |(allows, action, resource, condition, principal, is_not)| {
            let effect = if allows { "Allow" } else { "Deny" };
            let mut told = json!({ "Effect": effect, "Action": action, "Resource": resource });
            let is_not = is_not && !allows && principal != "*";
            if takes_principal {
                told[if is_not { "NotPrincipal" } else { "Principal" }] = principal;
            }
            if let Some(condition) = condition {
                told["Condition"] = condition;
            }
            told
        },
    )
}

fn policy(takes_principal: bool) -> impl Strategy<Value = Value> {
    let statements = prop::collection::vec(statement(takes_principal), 1..4);
    statements.prop_map(|it| json!({ "Version": "2012-10-17", "Statement": it }))
}

/// The documents: of the role, of the bucket, and perhaps of the endpoint, the boundary and the account.
fn documents() -> impl Strategy<Value = Value> {
    let own = |chance, takes_principal| prop::option::weighted(chance, policy(takes_principal));
    (own(0.8, false), own(0.8, true), own(0.4, true), own(0.3, false), own(0.3, false)).prop_map(
        |(role, bucket, endpoint, boundary, scp)| {
            let all = [
                ("role", role),
                ("bucket", bucket),
                ("endpoint", endpoint),
                ("boundary", boundary),
                ("scp", scp),
            ];
            let told = all.into_iter().filter_map(|(name, it)| Some((name.to_owned(), it?)));
            Value::Object(told.collect())
        },
    )
}

fn switches() -> impl Strategy<Value = Value> {
    let all = vec![
        "block_public_acls",
        "ignore_public_acls",
        "block_public_policy",
        "restrict_public_buckets",
    ];
    let on = subsequence(all, 0..=4).prop_map(|on| {
        Value::Object(on.into_iter().map(|it| (it.to_owned(), json!(true))).collect())
    });
    prop_oneof![on, Just(json!("all_on"))]
}

fn scenario(documents: &Value, switches: &Value, operation: &str, has_route: bool) -> Value {
    let policy = |name: &str| documents.get(name).map(|_| json!(name));
    let list = |name: &str| json!(policy(name).into_iter().collect::<Vec<Value>>());
    let routes = match has_route {
        true => json!([{ "destination": "pl-s3", "target": "vpce-1" }]),
        false => json!([]),
    };
    let mut told = json!({
        "accesspath": 1,
        "documents": documents,
        "roles": [
            { "id": "writer", "arn": ROLE, "policies": list("role") },
            { "id": "partner", "arn": "arn:aws:iam::444455556666:role/partner", "policies": list("role") }],
        "functions": [{ "id": "fn", "name": "fn", "role": "writer", "placements": [
            { "id": "A", "outside": true },
            { "id": "B", "subnets": ["subnet-1"], "security_groups": ["sg-1"] }] }],
        "callers": [
            { "id": "partner", "name": "partner", "role": "partner", "source_ip": "198.51.100.7" },
            { "id": "visitor", "name": "visitor", "source_ip": "203.0.113.9" }],
        "vpcs": [{ "id": "vpc-1", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"] }],
        "subnets": [{ "id": "subnet-1", "vpc": "vpc-1", "cidr": "10.0.1.0/24", "route_table": "rtb-1" }],
        "route_tables": [{ "id": "rtb-1", "vpc": "vpc-1", "routes": routes }],
        "endpoints": [{ "id": "vpce-1", "kind": "gateway", "vpc": "vpc-1" }],
        "security_groups": [{ "id": "sg-1" }],
        "prefix_lists": [{ "id": "pl-s3", "name": "com.amazonaws.eu-west-1.s3", "entries": ["52.216.0.0/29"] }],
        "buckets": [{ "id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1",
            "block_public_access": switches }],
        "question": { "callers": ["fn", "partner", "visitor"], "operation": operation, "bucket": "b", "key": "in/k" }
    });
    for (pointer, member, name) in [
        ("/buckets/0", "policy", "bucket"),
        ("/endpoints/0", "policy", "endpoint"),
        ("/roles/0", "boundary", "boundary"),
    ] {
        if let (Some(it), Some(record)) = (policy(name), told.pointer_mut(pointer)) {
            record[member] = it;
        }
    }
    if policy("scp").is_some() {
        told["accounts"] = json!([{ "id": "111122223333", "scp_levels": [["scp"]] }]);
    }
    told
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_search_keeps_its_laws(
        documents in documents(),
        switches in switches(),
        operation in select(vec!["GetObject", "PutObject", "ListObjectsV2", "DeleteObject"]),
        has_route in prop::bool::weighted(0.8),
        at in any::<Index>(),
    ) {
        let told = scenario(&documents, &switches, operation, has_route).to_string();
        let scenario = Scenario::from_json(&told).expect("the scenario is sound");
        prop_assert_eq!(problems(&scenario), []);
        let analysis = analyze(&scenario);
        let targets = Target::blocked(&analysis);
        if !targets.is_empty() {
            let target = at.get(&targets);
            let bound = Bound { evaluations: 60, sets: 4, ..Bound::default() };
            let (_, broken) = laws::Asked::of(&scenario, &analysis).broken(target, bound);
            prop_assert!(broken.is_empty(), "{}\n{}", told, broken.join("\n"));
        }
    }
}
