//! Runs the conformance cases: one fact of AWS a file, with its source.
//!
//! A case about policies alone is a line of `accesspath authorize`; a case about paths is a scenario.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::authorize::line;
use accesspath_engine::report::differences as path_differences;
use accesspath_engine::scenario::{Expected, Scenario, problems, read_expected};
use accesspath_engine::{analyze, rule::Rule};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    fact: String,
    rule: String,
    source: String,
    basis: String,
    authorize: Option<Box<serde_json::value::RawValue>>,
    authorize_text: Option<String>,
    scenario: Option<Box<serde_json::value::RawValue>>,
    expect: Value,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "json") {
            found.push(path);
        }
    }
}

/// The raw text without the white space between its tokens, members in their order.
fn minified(raw: &str) -> String {
    let mut out = String::new();
    let mut in_string = false;
    let mut escaped = false;
    for c in raw.chars() {
        if in_string || !c.is_whitespace() {
            out.push(c);
        }
        if escaped {
            escaped = false;
        } else if in_string && c == '\\' {
            escaped = true;
        } else if c == '"' {
            in_string = !in_string;
        }
    }
    out
}

/// Whether everything that `expected` says is so in `found`.
fn says(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().all(|(name, value)| found.get(name).is_some_and(|it| says(it, value)))
        }
        _ => found == expected,
    }
}

fn sorted(value: &Value) -> Vec<String> {
    let items = value.as_array().cloned().unwrap_or_default();
    let mut items: Vec<String> = items.iter().map(Value::to_string).collect();
    items.sort();
    items
}

fn scenario_differences(text: &str, expect: &Value) -> Vec<String> {
    let scenario = match Scenario::from_json(text) {
        Ok(scenario) => scenario,
        Err(error) => return vec![error.to_string()],
    };
    let expected: Vec<Expected> = match read_expected(&expect.to_string()) {
        Ok(expected) => expected,
        Err(error) => return vec![format!("expect: {error}")],
    };
    let problems = problems(&scenario);
    if !problems.is_empty() {
        return problems.iter().map(|it| format!("{}: {}", it.place(), it.message)).collect();
    }
    let analysis = analyze(&scenario);
    let mut differences = path_differences(&analysis, &expected, &scenario);
    for path in &analysis.paths {
        if !expected.iter().any(|it| it.path == path.path.id) {
            differences.push(format!("nothing is expected of path {}", path.path.id));
        }
    }
    differences
}

fn differences(case: &Case) -> Vec<String> {
    let line = match (&case.authorize, &case.authorize_text, &case.scenario) {
        (Some(raw), None, None) => minified(raw.get()),
        (None, Some(text), None) => text.clone(),
        (None, None, Some(raw)) => return scenario_differences(raw.get(), &case.expect),
        _ => return vec!["needs one of authorize, authorize_text and scenario".to_owned()],
    };
    let answer: Value = serde_json::from_str(&line::answer(&line, 1).json).unwrap();
    let expected = &case.expect;
    let mut differences = Vec::new();
    let mut differ = |what: &str, found: &Value, expected: &Value| {
        differences.push(format!("{what}: expected {expected}, found {found}"));
    };
    if let Some(error) = expected.get("error") {
        if !answer.get("error").is_some_and(|it| says(it, error)) {
            differ("error", &answer, error);
        }
        return differences;
    }
    let null = Value::Null;
    let pick =
        |name: &str| (answer.get(name).unwrap_or(&null), expected.get(name).unwrap_or(&null));
    let (found, wanted) = pick("decision");
    if found != wanted {
        differ("decision", &answer, wanted);
    }
    for name in ["blocked_by", "or"] {
        let (found, wanted) = pick(name);
        if sorted(found) != sorted(wanted) {
            differ(name, found, wanted);
        }
    }
    if let (found, Value::Array(wanted)) = pick("unverified")
        && sorted(found) != sorted(&json!(wanted))
    {
        differ("unverified", found, &json!(wanted));
    }
    for name in ["because", "open"] {
        if let (found, Value::Array(wanted)) = pick(name) {
            let all = found.as_array().cloned().unwrap_or_default();
            for entry in wanted {
                if !all.iter().any(|it| says(it, entry)) {
                    differ(name, found, entry);
                }
            }
        }
    }
    let known = ["decision", "blocked_by", "or", "unverified", "because", "open"];
    for name in expected.as_object().into_iter().flatten().map(|(name, _)| name) {
        if !known.contains(&name.as_str()) {
            differ("expect", &json!(name), &json!("a known member"));
        }
    }
    differences
}

#[test]
fn every_fact_of_aws_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let filter = std::env::var("CASE").unwrap_or_default();
    let mut found = Vec::new();
    files(&folder, &mut found);
    found.sort();
    let mut failures = BTreeMap::new();
    let mut ran = 0;
    for path in &found {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        if !name.contains(&filter) {
            continue;
        }
        let case: Case = match serde_json::from_str(&fs::read_to_string(path).unwrap()) {
            Ok(case) => case,
            Err(error) => {
                failures.insert(name, vec![error.to_string()]);
                continue;
            }
        };
        ran += 1;
        let mut differences = differences(&case);
        if !["stated", "inferred", "contested", "unverified"].contains(&case.basis.as_str()) {
            differences.push(format!("unknown basis {}", case.basis));
        }
        if !case.source.starts_with("https://") || case.rule.is_empty() || case.fact.is_empty() {
            differences.push("a case needs a fact, a rule and a source".to_owned());
        }
        if !differences.is_empty() {
            failures.insert(name, differences);
        }
    }
    let list: Vec<String> = failures
        .iter()
        .map(|(name, differences)| format!("{name}\n    {}", differences.join("\n    ")))
        .collect();
    assert!(failures.is_empty(), "{} of {ran} cases differ:\n{}", failures.len(), list.join("\n"));
    assert!(ran > 0, "no case matches {filter:?}");
}

#[test]
fn every_unclear_rule_stands_in_the_documentation() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/evaluation.md");
    let page = fs::read_to_string(page).unwrap();
    for rule in Rule::ALL {
        assert!(
            page.contains(&format!("**{}**", rule.id)),
            "{} is not in docs/evaluation.md",
            rule.id
        );
    }
}

#[test]
fn every_case_names_a_rule_of_the_documentation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("../docs/evaluation.md")).unwrap();
    let mut found = Vec::new();
    files(&root.join("tests/conformance"), &mut found);
    for path in found {
        let case: Case = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let stands = page.contains(&format!("**{}**", case.rule));
        assert!(stands, "{}: rule {} is not in docs/evaluation.md", path.display(), case.rule);
    }
}
