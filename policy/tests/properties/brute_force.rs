//! The evaluator against a second reading of the rules: plain, slow, and written for this small world alone.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{answer, case, config};

const ROLE: &str = "arn:aws:iam::111122223333:role/fn";

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

/// Tries every length of every star.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => (0..=text.len()).any(|it| glob(rest, &text[it..])),
        (Some((b'?', rest)), Some((_, behind))) => glob(rest, behind),
        (Some((a, rest)), Some((b, behind))) => a == b && glob(rest, behind),
        _ => false,
    }
}

fn any_glob(patterns: &Value, text: &str) -> bool {
    texts(patterns).iter().any(|it| glob(it.as_bytes(), text.as_bytes()))
}

fn condition_holds(statement: &Value, context: &Value) -> bool {
    let Some(operators) = statement.get("Condition").and_then(Value::as_object) else {
        return true;
    };
    operators.iter().all(|(operator, keys)| {
        keys.as_object().into_iter().flatten().all(|(key, own)| {
            let held = context.get(key).and_then(Value::as_str);
            let own = own.as_str().expect("one value a key");
            let in_range = |it: &str| it.starts_with("203.0.113.");
            match operator.as_str() {
                "StringEquals" => held == Some(own),
                "StringNotEquals" => held != Some(own),
                "StringEqualsIfExists" | "ForAllValues:StringEquals" => {
                    held.is_none_or(|it| it == own)
                }
                "ForAnyValue:StringNotEquals" => held.is_some_and(|it| it != own),
                "IpAddress" => held.is_some_and(in_range),
                "NotIpAddress" | "NotIpAddressIfExists" => !held.is_some_and(in_range),
                "Null" => held.is_none() == (own == "true"),
                _ => unreachable!("the small world has no other"),
            }
        })
    })
}

/// How a statement names the caller.
#[derive(PartialEq, Clone, Copy)]
enum Named {
    Everyone,
    Session,
    Role,
    Account,
}

/// How the statement, where it applies to the request at all, names the caller; one without Principal names everyone.
fn applies(statement: &Value, request: &Value) -> Vec<Named> {
    let action = request["action"].as_str().expect("an action");
    let action_fits = match statement.get("NotAction") {
        Some(listed) => !any_glob(listed, action),
        None => any_glob(&statement["Action"], action),
    };
    let resource = request["resource"].as_str().expect("a resource");
    let fits = action_fits
        && any_glob(&statement["Resource"], resource)
        && condition_holds(statement, &request["context"]);
    if !fits {
        return Vec::new();
    }
    let Some(principal) = statement.get("Principal") else { return vec![Named::Everyone] };
    let name = |it: &&str| match *it {
        "*" => Some(Named::Everyone),
        "111122223333" => Some(Named::Account),
        ROLE => Some(Named::Role),
        session if request["principal"] == session => Some(Named::Session),
        _ => None,
    };
    texts(&principal["AWS"]).iter().filter_map(name).collect()
}

/// How the policies' statements of that effect name the caller, where they apply.
fn named<'v>(
    policies: impl IntoIterator<Item = &'v Value>,
    effect: &str,
    request: &Value,
) -> Vec<Named> {
    let statements =
        policies.into_iter().flat_map(|it| it["Statement"].as_array().into_iter().flatten());
    statements.filter(|it| it["Effect"] == effect).flat_map(|it| applies(it, request)).collect()
}

fn brute_force(case: &Value) -> &'static str {
    let request = &case["request"];
    let layer = |name: &str| case.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let levels = layer("service_control_policies");
    let level = |it: &Value| it.as_array().cloned().unwrap_or_default();
    let resource: Vec<Value> = case.get("resource_policy").cloned().into_iter().collect();
    let (identity, endpoint) = (layer("identity_policies"), layer("vpc_endpoint_policies"));
    let (boundary, session) = (layer("permissions_boundaries"), layer("session_policies"));
    let scps: Vec<Value> = levels.iter().flat_map(level).collect();
    let mut all = identity
        .iter()
        .chain(&resource)
        .chain(&boundary)
        .chain(&session)
        .chain(&endpoint)
        .chain(&scps);
    if all.any(|it| !named([it], "Deny", request).is_empty()) {
        return "explicit_deny";
    }
    let allows = |policies: &[Value]| !named(policies, "Allow", request).is_empty();
    let limit = |policies: &[Value]| policies.is_empty() || allows(policies);
    let outer = levels.iter().all(|it| allows(&level(it))) && limit(&endpoint);
    let inner = limit(&boundary) && limit(&session);
    let granted = named(&resource, "Allow", request);
    let foreign = request["resource_account"] != "111122223333";
    let open = if foreign {
        allows(&identity) && inner && !granted.is_empty()
    } else {
        let directly = granted.contains(&Named::Session) || granted.contains(&Named::Everyone);
        directly || (inner && (allows(&identity) || granted.contains(&Named::Role)))
    };
    if outer && open { "allow" } else { "implicit_deny" }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_evaluator_agrees_with_a_plain_reading_of_the_rules(case in case()) {
        let mut case = case;
        // When a policy is public is a reading of its own.
        case["block_public_access"] = json!({});
        let answer = answer(&case);
        prop_assert_eq!(answer["decision"].as_str(), Some(brute_force(&case)), "{} of {}", answer, case);
    }
}
