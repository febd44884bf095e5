//! Laws that hold for every input: reading is total, and decisions obey what AWS promises of all policies.

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a case that is not of the shape that it was made in must fail the test"
)]

use accesspath_engine::authorize::line;
use accesspath_engine::policy::{PolicyKind, parse_policy};
use accesspath_engine::scenario::Scenario;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "é🪣", "Effect": "Deny", "Principal": {"AWS": ["*", "111122223333"]},
 "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/${aws:userid}/*"], "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}]}"#;

const ACCOUNTS: [&str; 2] = ["111122223333", "999999999999"];
const KEYS: [&str; 2] = ["aws:SourceVpce", "aws:SourceIp"];

/// A text that is nearly a policy: one with a piece cut out and another put in.
fn near_policy() -> impl Strategy<Value = String> {
    let length = POLICY.chars().count();
    (0..length, 0..12_usize, "[\\[\\]{}\",:a-z\\\\ \n${*0é]{0,6}").prop_map(|(at, cut, put)| {
        let head: String = POLICY.chars().take(at).collect();
        let tail: String = POLICY.chars().skip(at + cut).collect();
        head + &put + &tail
    })
}

fn one_of(choices: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(choices).prop_map(str::to_owned)
}

fn condition() -> impl Strategy<Value = Option<Value>> {
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

fn statement(with_principal: bool) -> impl Strategy<Value = Value> {
    let principal = one_of(&[
        "*",
        "arn:aws:iam::111122223333:role/fn",
        "111122223333",
        "arn:aws:sts::111122223333:assumed-role/fn/s",
    ]);
    let action = one_of(&["s3:*", "s3:GetObject", "s3:Put*", "*"]);
    let resource = one_of(&["*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::b/k?"]);
    let allows = prop::bool::weighted(0.75);
    (allows, principal, action, resource, condition(), any::<bool>(), any::<bool>()).prop_map(
        move |(allows, principal, action, resource, condition, not_action, not_resource)| {
            let mut statement = json!({ "Effect": if allows { "Allow" } else { "Deny" } });
            if with_principal {
                statement["Principal"] =
                    if principal == "*" { json!("*") } else { json!({ "AWS": principal }) };
            }
            // The Not… forms are rarer, as in life.
            statement[if not_action && not_resource { "NotAction" } else { "Action" }] =
                json!(action);
            statement["Resource"] = json!(resource);
            if let Some(condition) = condition {
                statement["Condition"] = condition;
            }
            statement
        },
    )
}

fn policy(with_principal: bool) -> impl Strategy<Value = Value> {
    prop::collection::vec(statement(with_principal), 0..4)
        .prop_map(|statements| json!({ "Version": "2012-10-17", "Statement": statements }))
}

/// A case of `accesspath authorize` over a small world.
fn case() -> impl Strategy<Value = Value> {
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

fn answer(case: &Value) -> Value {
    let answer = line::answer(&case.to_string(), 1);
    serde_json::from_str(&answer.json).unwrap_or(Value::Null)
}

fn decision(case: &Value) -> String {
    answer(case)["decision"].as_str().unwrap_or("error").to_owned()
}

/// Every policy of a case.
fn policies(case: &mut Value) -> Vec<&mut Value> {
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

fn statements(policy: &mut Value) -> &mut Vec<Value> {
    policy["Statement"].as_array_mut().expect("every policy here has a list of statements")
}

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_span_lies_in_its_text(text in prop_oneof![near_policy(), any::<String>()]) {
        let parsed = parse_policy("p".into(), PolicyKind::Bucket, &text);
        for diagnostic in &parsed.diagnostics {
            prop_assert!(text.get(diagnostic.span.range()).is_some(), "{diagnostic:?}");
        }
        for statement in &parsed.value.statements {
            prop_assert!(text.get(statement.span.range()).is_some());
            for condition in &statement.conditions {
                prop_assert!(statement.span.contains(condition.key.span));
                prop_assert!(statement.span.contains(condition.values_span));
            }
        }
    }

    #[test]
    fn a_policy_that_is_changed_anywhere_is_read_or_refused_and_never_both(text in near_policy()) {
        let parsed = parse_policy("p".into(), PolicyKind::Bucket, &text);
        prop_assert_eq!(parsed.has_errors(), parsed.value.unreadable.is_some());
        if serde_json::from_str::<Value>(&text).is_err() {
            prop_assert!(parsed.has_errors(), "{}", text);
        }
    }

    #[test]
    fn every_line_has_an_answer(text in prop_oneof![near_policy(), any::<String>()]) {
        let answer = line::answer(&text, 1);
        prop_assert!(answer.is_error);
        prop_assert!(serde_json::from_str::<Value>(&answer.json).is_ok());
    }

    #[test]
    fn every_text_is_a_scenario_or_is_refused_with_a_place(text in prop_oneof![near_policy(), any::<String>()]) {
        let refused = Scenario::from_json(&text).expect_err("no such text is a scenario");
        prop_assert!(refused.line >= 1 && refused.column >= 1 && !refused.message.is_empty());
    }

    #[test]
    fn the_order_of_statements_changes_nothing(case in case()) {
        let mut turned = case.clone();
        policies(&mut turned).into_iter().for_each(|it| statements(it).reverse());
        prop_assert_eq!(decision(&case), decision(&turned));
    }

    #[test]
    fn an_explicit_deny_always_wins(case in case()) {
        let mut denied = case;
        let deny = json!({ "Effect": "Deny", "Action": "*", "Resource": "*" });
        denied["identity_policies"] = json!([{ "Version": "2012-10-17", "Statement": [deny] }]);
        let answer = answer(&denied);
        prop_assert_eq!(&answer["decision"], "explicit_deny");
        prop_assert!(answer["blocked_by"].as_array().is_some_and(|it| it.contains(&json!("identity_policies"))));
    }

    #[test]
    fn nothing_is_allowed_that_no_statement_allows(case in case()) {
        let mut bare = case;
        bare["identity_policies"] = json!([]);
        if let Some(resource) = bare.get_mut("resource_policy") {
            statements(resource).retain(|it| it["Effect"] == "Deny");
        }
        prop_assert_ne!(decision(&bare), "allow");
    }

    #[test]
    fn one_more_deny_never_opens(case in case()) {
        let mut denied = case.clone();
        for policy in policies(&mut denied) {
            let mut deny = json!({ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" });
            if statements(policy).iter().any(|it| it.get("Principal").is_some()) {
                deny["Principal"] = json!("*");
                statements(policy).push(deny);
            }
        }
        if decision(&case) != "allow" {
            prop_assert_ne!(decision(&denied), "allow");
        }
    }

    #[test]
    fn across_accounts_both_sides_must_allow(case in case()) {
        let mut foreign = case;
        foreign["request"]["resource_account"] = json!(ACCOUNTS[1]);
        if decision(&foreign) == "allow" {
            let mut no_identity = foreign.clone();
            no_identity["identity_policies"] = json!([]);
            prop_assert_ne!(decision(&no_identity), "allow");
            let mut no_resource = foreign;
            no_resource.as_object_mut().expect("a case is an object").remove("resource_policy");
            prop_assert_ne!(decision(&no_resource), "allow");
        }
    }

    #[test]
    fn what_is_decided_without_a_key_holds_for_all_its_values(case in case()) {
        let mut unknown = case.clone();
        unknown["request"]["context"].as_object_mut().expect("the context is an object").remove(KEYS[0]);
        unknown["request"]["unknown_keys"] = json!([KEYS[0]]);
        let without = decision(&unknown);
        if without != "undetermined" {
            for value in [None, Some("vpce-1"), Some("vpce-2"), Some("")] {
                let mut known = case.clone();
                let context = known["request"]["context"].as_object_mut().expect("the context is an object");
                context.remove(KEYS[0]);
                context.extend(value.map(|it| (KEYS[0].to_owned(), json!(it))));
                prop_assert_eq!(decision(&known) == "allow", without == "allow", "{:?}", value);
            }
        }
    }

    #[test]
    fn every_refusal_names_what_must_change(case in case()) {
        let answer = answer(&case);
        let blocked = answer["blocked_by"].as_array().is_some_and(|it| !it.is_empty());
        let refused = matches!(answer["decision"].as_str(), Some("implicit_deny" | "explicit_deny"));
        prop_assert_eq!(blocked, refused, "{}", answer);
        prop_assert_eq!(answer["decision"] == "undetermined", answer.get("open").is_some(), "{}", answer);
    }

    #[test]
    fn taking_away_every_named_blocker_opens_and_no_fewer_do(case in case()) {
        let answer = answer(&case);
        let named: Vec<String> = answer["blocked_by"].as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect();
        if !named.is_empty() {
            for left in 0..=named.len() {
                let mut mended = case.clone();
                for (at, layer) in named.iter().enumerate() {
                    if at != left {
                        neutralise(&mut mended, layer);
                    }
                }
                let opened = decision(&mended) == "allow";
                prop_assert_eq!(opened, left == named.len(), "{} without {:?}: {}", answer, named.get(left), mended);
            }
        }
    }
}

/// Changes a layer so that it no longer blocks: a limit goes, a grant gets exactly what is asked for.
fn neutralise(case: &mut Value, layer: &str) {
    let allow = json!({
        "Effect": "Allow", "Action": case["request"]["action"], "Resource": case["request"]["resource"]
    });
    match layer {
        "identity_policies" => {
            for policy in case["identity_policies"].as_array_mut().into_iter().flatten() {
                statements(policy).retain(|it| it["Effect"] == "Allow");
            }
            if let Some(policies) = case["identity_policies"].as_array_mut() {
                policies.push(json!({ "Version": "2012-10-17", "Statement": [allow] }));
            }
        }
        "resource_policy" => {
            let mut granted = allow;
            granted["Principal"] = json!({ "AWS": case["request"]["principal"] });
            if case.get("resource_policy").is_none() {
                case["resource_policy"] = json!({ "Version": "2012-10-17", "Statement": [] });
            }
            let foreign = case["request"]["resource_account"] != ACCOUNTS[0];
            let statements = statements(&mut case["resource_policy"]);
            statements.retain(|it| it["Effect"] == "Allow");
            // In one account a matching Deny blocks, never a missing grant.
            if foreign {
                statements.push(granted);
            }
        }
        "block_public_access" => case["block_public_access"] = json!({}),
        "service_control_policies" => {
            case.as_object_mut().expect("a case is an object").remove(layer);
        }
        _ => case[layer] = json!([]),
    }
}
