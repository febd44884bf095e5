//! A small world: one caller, two accounts, few actions, resources, keys and operators, so that cases meet often.

use accesspath_policy::line;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

pub const ACCOUNTS: [&str; 2] = ["111122223333", "999999999999"];
pub const KEYS: [&str; 2] = ["aws:SourceVpce", "aws:SourceIp"];

pub fn one_of(choices: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(choices).prop_map(str::to_owned)
}

/// One word alone, or a list of a few.
fn some_of(choices: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let several = prop::collection::vec(one_of(choices), 1..3);
    prop_oneof![3 => one_of(choices).prop_map(Value::String), 1 => several.prop_map(|it| json!(it))]
}

pub fn condition() -> impl Strategy<Value = Option<Value>> {
    let vpce = one_of(&[
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIfExists",
        "ForAllValues:StringEquals",
        "ForAnyValue:StringNotEquals",
    ])
    .prop_map(|it| Some(json!({ it: { "aws:SourceVpce": "vpce-1" } })));
    let address = one_of(&["IpAddress", "NotIpAddress", "NotIpAddressIfExists"])
        .prop_map(|it| Some(json!({ it: { "aws:SourceIp": "203.0.113.0/24" } })));
    let null =
        one_of(&["true", "false"]).prop_map(|it| Some(json!({ "Null": { "aws:SourceVpce": it } })));
    prop_oneof![3 => Just(None), 2 => vpce, 1 => address, 1 => null]
}

pub fn statement(with_principal: bool) -> impl Strategy<Value = Value> {
    let principal = some_of(&[
        "*",
        "arn:aws:iam::111122223333:role/fn",
        "111122223333",
        "arn:aws:sts::111122223333:assumed-role/fn/s",
        "arn:aws:iam::111122223333:user/ann",
    ]);
    let action = some_of(&["s3:*", "s3:GetObject", "s3:Put*", "*", "s3:DeleteObject"]);
    let resource = some_of(&["*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::b/k?"]);
    let allows = prop::bool::weighted(0.75);
    (allows, principal, action, resource, condition(), any::<bool>(), any::<bool>()).prop_map(
        move |(allows, principal, action, resource, condition, not_action, not_resource)| {
            let mut statement = json!({ "Effect": if allows { "Allow" } else { "Deny" } });
            if with_principal {
                statement["Principal"] = json!({ "AWS": principal });
            }
            // The Not… forms are rarer, as in life.
            statement[if not_action && not_resource { "NotAction" } else { "Action" }] = action;
            statement["Resource"] = resource;
            if let Some(condition) = condition {
                statement["Condition"] = condition;
            }
            statement
        },
    )
}

pub fn policy(with_principal: bool) -> impl Strategy<Value = Value> {
    prop::collection::vec(statement(with_principal), 0..4)
        .prop_map(|statements| json!({ "Version": "2012-10-17", "Statement": statements }))
}

/// A case of `accesspath authorize` over a small world.
pub fn case() -> impl Strategy<Value = Value> {
    let context = (
        prop::option::of(one_of(&["vpce-1", "vpce-2"])),
        prop::option::of(one_of(&["203.0.113.7", "198.51.100.7"])),
    );
    let layers = (
        prop::collection::vec(policy(false), 0..3),
        prop::option::of(policy(true)),
        prop::option::of(policy(false)),
        prop::option::of(policy(false)),
        prop::option::of(prop::collection::vec(prop::collection::vec(policy(false), 0..3), 1..3)),
        prop::option::of(policy(true)),
    );
    (context, layers, prop::sample::select(&ACCOUNTS[..]), any::<bool>(), any::<bool>()).prop_map(
        |(
            (vpce, address),
            (identity, resource, boundary, session, scps, endpoint),
            account,
            restrict,
            put,
        )| {
            let mut context = serde_json::Map::new();
            context.extend(vpce.map(|it| (KEYS[0].to_owned(), json!(it))));
            context.extend(address.map(|it| (KEYS[1].to_owned(), json!(it))));
            let mut case = json!({
                "request": {
                    "principal": "arn:aws:sts::111122223333:assumed-role/fn/s",
                    "action": if put { "s3:PutObject" } else { "s3:GetObject" },
                    "resource": "arn:aws:s3:::b/k1", "resource_account": account, "context": context
                },
                "identity_policies": identity,
                "permissions_boundaries": boundary.into_iter().collect::<Vec<_>>(),
                "session_policies": session.into_iter().collect::<Vec<_>>(),
                "vpc_endpoint_policies": endpoint.into_iter().collect::<Vec<_>>(),
                "vpc_endpoint_type": "interface",
                "block_public_access": { "restrict_public_buckets": restrict }
            });
            if let Some(resource) = resource {
                case["resource_policy"] = resource;
            }
            if let Some(scps) = scps {
                case["service_control_policies"] = json!(scps);
            }
            case
        },
    )
}

pub fn answer(case: &Value) -> Value {
    let answer = line::answer(&case.to_string(), 1);
    serde_json::from_str(&answer.json).unwrap_or(Value::Null)
}

pub fn decision(case: &Value) -> String {
    answer(case)["decision"].as_str().unwrap_or("error").to_owned()
}

/// Every policy of a case.
pub fn policies(case: &mut Value) -> Vec<&mut Value> {
    let mut found = Vec::new();
    for (name, layer) in case.as_object_mut().into_iter().flatten() {
        match (name.as_str(), layer) {
            ("resource_policy", policy) => found.push(policy),
            ("service_control_policies", Value::Array(levels)) => {
                found.extend(
                    levels.iter_mut().flat_map(|it| it.as_array_mut().into_iter().flatten()),
                );
            }
            ("request" | "block_public_access", _) => {}
            (_, Value::Array(policies)) => found.extend(policies),
            _ => {}
        }
    }
    found
}

pub fn statements(policy: &mut Value) -> &mut Vec<Value> {
    policy["Statement"].as_array_mut().expect("every policy here has a list of statements")
}

/// The same cases in every run.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}
