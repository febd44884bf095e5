//! SARIF 2.1.0, the format in which programs that analyse files tell what they found.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::Status;
use crate::annotation::{Annotation, Level, Region, object};
use crate::terminal::{complain, print};

/// Prints a log with these annotations, of a run that came to `status`.
pub fn show(annotations: &[Annotation], status: Status) {
    match serde_json::to_string_pretty(&log(annotations, status)) {
        Ok(text) => print(&(text + "\n")),
        Err(error) => complain(&error.to_string()),
    }
}

fn log(annotations: &[Annotation], status: Status) -> Value {
    let ids: BTreeSet<&str> = annotations.iter().map(|it| it.rule.as_str()).collect();
    let rules: Vec<Value> = ids.iter().map(|it| rule(it)).collect();
    let results: Vec<Value> = annotations.iter().map(|it| result(it, &ids)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "accesspath",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "invocations": [{ "executionSuccessful": status != Status::Wrong }],
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

/// A rule, with its id as words: `invalid-effect` is "Invalid effect".
fn rule(id: &str) -> Value {
    let mut words = id.replace(['-', '_'], " ").replace('/', ": ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    json!({ "id": id, "shortDescription": { "text": words }, "fullDescription": { "text": words } })
}

fn result(annotation: &Annotation, rules: &BTreeSet<&str>) -> Value {
    let Annotation { file, region, document, level, rule, message, help } = annotation;
    let region = region.map(|Region { start, end }| {
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    });
    let file = json!({ "uri": uri(file) });
    let document = document.as_ref().map(|it| json!([{ "name": it, "kind": "resource" }]));
    let location = object([
        ("physicalLocation", Some(object([("artifactLocation", Some(file)), ("region", region)]))),
        ("logicalLocations", document),
    ]);
    let help = help.as_ref().map(|it| format!("\n{it}")).unwrap_or_default();
    json!({
        "ruleId": rule,
        "ruleIndex": rules.iter().position(|it| it == rule),
        "level": match level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        },
        "message": { "text": format!("{message}{help}") },
        "locations": [location],
    })
}

/// The file as a reference that a URI can be: a relative one stays relative.
fn uri(file: &str) -> String {
    let path = if cfg!(windows) { file.replace('\\', "/") } else { file.to_owned() };
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_a_uri() {
        assert_eq!(uri("a b/ü:1.json"), "a%20b/%C3%BC%3A1.json");
        assert_eq!(uri("/tmp/a.json"), "file:///tmp/a.json");
        assert_eq!(uri("-"), "-");
    }
}
