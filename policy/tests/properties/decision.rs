//! What AWS promises of every decision, and what the answer promises of the blockers it names.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{ACCOUNTS, KEYS, answer, case, config, decision, statements};

proptest! {
    #![proptest_config(config())]

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
