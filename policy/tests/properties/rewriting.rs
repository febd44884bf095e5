//! Ways of writing a policy differently that change nothing.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::{answer, case, config, decision, policies, statements};

/// Whether the case is answered as before after `change`.
#[track_caller]
fn check(case: &Value, change: impl FnOnce(&mut Value)) -> Result<(), TestCaseError> {
    let mut changed = case.clone();
    change(&mut changed);
    prop_assert_eq!(
        decision(case),
        decision(&changed),
        "{}\nis answered otherwise as\n{}",
        case,
        changed
    );
    Ok(())
}

fn each_statement(case: &mut Value, change: impl Fn(&mut Value)) {
    for policy in policies(case) {
        statements(policy).iter_mut().for_each(&change);
    }
}

/// Every statement becomes several, one for each entry of its list `element`.
fn split(case: &mut Value, element: &str) {
    for policy in policies(case) {
        let statements = statements(policy);
        *statements = statements
            .iter()
            .flat_map(|it| {
                let list = match element {
                    "AWS" => it["Principal"]["AWS"].as_array().cloned(),
                    _ => it[element].as_array().cloned(),
                };
                let one = |entry: Value| {
                    let mut one = it.clone();
                    match element {
                        "AWS" => one["Principal"] = json!({ "AWS": entry }),
                        _ => one[element] = entry,
                    }
                    one
                };
                list.map_or_else(|| vec![it.clone()], |list| list.into_iter().map(one).collect())
            })
            .collect();
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_statements_changes_nothing(case in case()) {
        check(&case, |it| policies(it).into_iter().for_each(|it| statements(it).reverse()))?;
    }

    #[test]
    fn the_order_of_policies_and_of_levels_changes_nothing(case in case()) {
        check(&case, |it| {
            let turn = |list: Option<&mut Value>| {
                if let Some(list) = list.and_then(Value::as_array_mut) {
                    list.reverse();
                }
            };
            turn(it.get_mut("identity_policies"));
            for level in it.get_mut("service_control_policies").and_then(Value::as_array_mut).into_iter().flatten() {
                turn(Some(level));
            }
            turn(it.get_mut("service_control_policies"));
        })?;
    }

    #[test]
    fn saying_everything_twice_changes_nothing(case in case()) {
        check(&case, |it| {
            for policy in policies(it) {
                let twice = statements(policy).clone();
                statements(policy).extend(twice);
            }
        })?;
    }

    #[test]
    fn a_list_of_actions_is_as_many_statements(case in case()) {
        check(&case, |it| split(it, "Action"))?;
    }

    #[test]
    fn a_list_of_resources_is_as_many_statements(case in case()) {
        check(&case, |it| split(it, "Resource"))?;
    }

    #[test]
    fn a_list_of_principals_is_as_many_statements(case in case()) {
        check(&case, |it| split(it, "AWS"))?;
    }

    #[test]
    fn one_entry_alone_is_a_list_of_one(case in case()) {
        check(&case, |it| each_statement(it, |statement| {
            for element in ["Action", "NotAction", "Resource"] {
                if let Some(text @ Value::String(_)) = statement.get(element).cloned() {
                    statement[element] = json!([text]);
                }
            }
        }))?;
    }

    #[test]
    fn identity_policies_count_together(case in case()) {
        check(&case, |it| {
            let all: Vec<Value> = it["identity_policies"].as_array_mut().into_iter().flatten()
                .flat_map(|it| statements(it).clone()).collect();
            it["identity_policies"] = json!([{ "Version": "2012-10-17", "Statement": all }]);
        })?;
    }

    #[test]
    fn the_case_of_actions_and_keys_changes_nothing(case in case()) {
        let upper = |text: &Value| json!(text.as_str().unwrap_or_default().to_ascii_uppercase());
        check(&case, |it| each_statement(it, |statement| {
            for element in ["Action", "NotAction"] {
                match statement.get(element).cloned() {
                    Some(Value::Array(list)) => statement[element] = list.iter().map(upper).collect(),
                    Some(text) => statement[element] = upper(&text),
                    None => {}
                }
            }
            for keys in statement.get_mut("Condition").and_then(Value::as_object_mut).into_iter().flat_map(|it| it.values_mut()) {
                let turned = keys.as_object().into_iter().flatten().map(|(key, value)| (key.to_ascii_uppercase(), value.clone()));
                *keys = Value::Object(turned.collect());
            }
        }))?;
    }

    #[test]
    fn names_and_keys_that_nobody_asks_for_change_nothing(case in case()) {
        check(&case, |it| {
            it["request"]["context"]["aws:UserAgent"] = json!("anything");
            for policy in policies(it) {
                for (at, statement) in statements(policy).iter_mut().enumerate() {
                    statement["Sid"] = json!(format!("S{at}"));
                }
            }
        })?;
    }

    #[test]
    fn doubled_stars_change_nothing(case in case()) {
        check(&case, |it| each_statement(it, |statement| {
            let doubled = statement["Resource"].to_string().replace('*', "**");
            statement["Resource"] = serde_json::from_str(&doubled).expect("still JSON");
        }))?;
    }

    #[test]
    fn the_same_bytes_give_the_same_bytes(case in case()) {
        prop_assert_eq!(answer(&case).to_string(), answer(&case).to_string());
    }
}
