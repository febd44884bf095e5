//! What a policy more, or a policy less, can do and can never do.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{case, config, decision, policies, statement, statements};

const LIMITS: [&str; 4] = [
    "permissions_boundaries",
    "session_policies",
    "vpc_endpoint_policies",
    "service_control_policies",
];

fn allowed(case: &Value) -> bool {
    decision(case) == "allow"
}

/// The layers that may take one more statement, each with whether it names principals.
fn layer() -> impl Strategy<Value = (&'static str, bool)> {
    prop::sample::select(vec![
        ("identity_policies", false),
        ("resource_policy", true),
        ("permissions_boundaries", false),
        ("session_policies", false),
        ("vpc_endpoint_policies", true),
    ])
}

/// Adds a statement to the first policy of a layer that is there.
fn add(case: &mut Value, layer: &str, statement: Value) -> bool {
    let policy = match layer {
        "resource_policy" => case.get_mut(layer),
        _ => case[layer].as_array_mut().and_then(|it| it.first_mut()),
    };
    let Some(policy) = policy else { return false };
    statements(policy).push(statement);
    true
}

fn with_effect(statement: &Value, effect: &str, with_principal: bool) -> Value {
    let mut statement = statement.clone();
    statement["Effect"] = json!(effect);
    if !with_principal {
        statement.as_object_mut().expect("a statement is an object").remove("Principal");
    }
    statement
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn one_more_deny_never_opens((case, (layer, named), statement) in (case(), layer(), statement(true))) {
        let mut denied = case.clone();
        if add(&mut denied, layer, with_effect(&statement, "Deny", named)) && allowed(&denied) {
            prop_assert!(allowed(&case), "{} opens with a Deny in {}: {}", case, layer, denied);
        }
    }

    #[test]
    fn one_more_allow_never_closes((case, (layer, named), statement) in (case(), layer(), statement(true))) {
        let mut wider = case;
        // An Allow can make the bucket policy public, which Block Public Access answers by closing.
        wider["block_public_access"] = json!({});
        let before = wider.clone();
        if add(&mut wider, layer, with_effect(&statement, "Allow", named)) && allowed(&before) {
            prop_assert!(allowed(&wider), "{} closes with an Allow in {}: {}", before, layer, wider);
        }
    }

    #[test]
    fn one_more_limit_never_opens((case, limit) in (case(), prop::sample::select(&LIMITS[..]))) {
        let mut limited = case.clone();
        let nothing = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "logs:*", "Resource": "*"
        }] });
        match limit {
            "vpc_endpoint_policies" => return Ok(()),
            "service_control_policies" => {
                let mut levels = case[limit].as_array().cloned().unwrap_or_default();
                levels.push(json!([nothing]));
                limited[limit] = json!(levels);
            }
            _ => limited[limit].as_array_mut().expect("a list").push(nothing),
        }
        prop_assert!(allowed(&case) || !allowed(&limited), "{} opens with {}", case, limit);
    }

    #[test]
    fn a_level_that_allows_everything_changes_nothing(case in case()) {
        let everything = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Action": "*", "Resource": "*"
        }] });
        let mut levels = case.get("service_control_policies").and_then(Value::as_array).cloned().unwrap_or_default();
        levels.push(json!([everything]));
        let mut wider = case.clone();
        wider["service_control_policies"] = json!(levels);
        prop_assert_eq!(decision(&case), decision(&wider));
    }

    #[test]
    fn taking_all_limits_away_never_closes(case in case()) {
        let mut free = case.clone();
        for limit in LIMITS {
            free.as_object_mut().expect("a case is an object").remove(limit);
        }
        free["block_public_access"] = json!({});
        if allowed(&case) {
            prop_assert!(allowed(&free), "{} closes without its limits", case);
        }
    }

    #[test]
    fn block_public_access_never_opens_and_never_touches_the_own_account(case in case()) {
        let set = |on: bool| {
            let mut set = case.clone();
            set["block_public_access"] = json!({ "restrict_public_buckets": on });
            set
        };
        let (off, on) = (set(false), set(true));
        prop_assert!(allowed(&off) || !allowed(&on), "{}", case);
        if case["request"]["resource_account"] == "111122223333" {
            prop_assert_eq!(decision(&off), decision(&on));
        }
    }

    #[test]
    fn taking_denies_away_never_closes(case in case()) {
        let mut milder = case.clone();
        for policy in policies(&mut milder) {
            statements(policy).retain(|it| it["Effect"] == "Allow");
        }
        if allowed(&case) {
            prop_assert!(allowed(&milder), "{}", case);
        }
    }

    #[test]
    fn a_wider_resource_keeps_what_it_did(case in case()) {
        for effect in ["Allow", "Deny"] {
            let mut wider = case.clone();
            wider["block_public_access"] = json!({});
            let before = allowed(&wider);
            for policy in policies(&mut wider) {
                for statement in statements(policy).iter_mut().filter(|it| it["Effect"] == effect) {
                    statement["Resource"] = json!("*");
                }
            }
            match effect {
                "Allow" => prop_assert!(!before || allowed(&wider), "{}", case),
                _ => prop_assert!(before || !allowed(&wider), "{}", case),
            }
        }
    }

    #[test]
    fn a_statement_about_another_service_changes_nothing(case in case()) {
        let mut other = case;
        other["block_public_access"] = json!({});
        let before = decision(&other);
        for policy in policies(&mut other) {
            let named = statements(policy).iter().any(|it| it.get("Principal").is_some());
            let mut statement = json!({ "Effect": "Deny", "Action": "dynamodb:*", "Resource": "*" });
            if named {
                statement["Principal"] = json!("*");
            }
            if named || !statements(policy).is_empty() {
                statements(policy).push(statement);
            }
        }
        prop_assert_eq!(before, decision(&other));
    }
}
