//! Commands about the policies of functions, which Lambda writes itself, a statement at a time.

use serde_json::Value;

use super::difference::{entries, text};
use super::{Script, quoted};
use crate::scenario::Scenario;

/// The commands that lead from one text of a function's policy to another.
// AWS: "AddPermission" — Lambda writes the policy, and takes no document; a statement's id is its own.
pub(super) fn permissions(
    script: &mut Script,
    function: &str,
    before: &str,
    after: &str,
    scenario: &Scenario,
) {
    let own = scenario.functions.iter().find(|it| it.id == function);
    let name = quoted(own.map_or(function, |it| &it.name));
    let (old, new) = (statements(before), statements(after));
    for statement in old.iter().filter(|it| !new.contains(it)) {
        let id = quoted(&id(statement));
        script.put(format!(
            "aws lambda remove-permission --function-name {name} --statement-id {id}"
        ));
    }
    for statement in new.iter().filter(|it| !old.contains(it)) {
        match added(&name, statement) {
            Some(line) => script.put(line),
            None => script.note(&format!("Lambda has no command for this statement: {statement}")),
        }
    }
}

fn statements(document: &str) -> Vec<Value> {
    let read: Value = serde_json::from_str(document).unwrap_or_default();
    match read.get("Statement") {
        Some(Value::Array(list)) => list.clone(),
        Some(only) => vec![only.clone()],
        None => Vec::new(),
    }
}

fn id(statement: &Value) -> String {
    match text(statement, "Sid") {
        "" => "AllowFromAccesspath".to_owned(),
        sid => sid.to_owned(),
    }
}

/// The command that adds a statement; `None` of one that says what no option does.
fn added(function: &str, statement: &Value) -> Option<String> {
    let principal = match statement.get("Principal")? {
        Value::String(all) => all.clone(),
        Value::Object(members) => {
            let mut named = members.values();
            let (only, None) = (named.next()?, named.next()) else { return None };
            one(only)?
        }
        _ => return None,
    };
    if text(statement, "Effect") != "Allow" {
        return None;
    }
    let mut line = format!(
        "aws lambda add-permission --function-name {function} --statement-id {} --action {} --principal {}",
        quoted(&id(statement)),
        quoted(&one(statement.get("Action")?)?),
        quoted(&principal)
    );
    let tests = statement.get("Condition").and_then(Value::as_object);
    for (_, keys) in tests.into_iter().flatten() {
        for (key, value) in keys.as_object()? {
            let option = match key.to_ascii_lowercase().as_str() {
                "aws:sourcearn" => "--source-arn",
                "aws:sourceaccount" => "--source-account",
                "aws:principalorgid" => "--principal-org-id",
                _ => return None,
            };
            line.push_str(&format!(" {option} {}", quoted(&one(value)?)));
        }
    }
    Some(line)
}

/// A text, or the only one of a list.
fn one(value: &Value) -> Option<String> {
    let mut all = entries(value);
    match (value.as_str(), all.next(), all.next()) {
        (Some(it), ..) => Some(it.to_owned()),
        (None, Some(only), None) => only.as_str().map(str::to_owned),
        _ => None,
    }
}
