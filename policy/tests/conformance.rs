//! Runs the conformance cases about policies: one fact of AWS a file, with its source.
//!
//! Each is a line of `accesspath authorize`.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

use accesspath_policy::line;
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
    expect: Value,
}

impl Case {
    /// What is wrong with the case itself.
    fn form_differences(&self) -> impl Iterator<Item = String> {
        let basis =
            ["stated", "inferred", "contested", "unverified"].contains(&self.basis.as_str());
        let named =
            self.source.starts_with("https://") && !self.rule.is_empty() && !self.fact.is_empty();
        let basis = (!basis).then(|| format!("unknown basis {}", self.basis));
        let named = (!named).then(|| "a case needs a fact, a rule and a source".to_owned());
        basis.into_iter().chain(named)
    }
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

/// The differences of every case under `folder` whose name holds the word in `CASE`.
fn differing(folder: &Path, differences: &(dyn Fn(&Case) -> Vec<String> + Sync)) -> Vec<String> {
    let filter = std::env::var("CASE").unwrap_or_default();
    let mut found = Vec::new();
    files(folder, &mut found);
    found.retain(|it| it.display().to_string().contains(&filter));
    found.sort();
    assert!(!found.is_empty(), "no case matches {filter:?}");
    let told = |path: &PathBuf| {
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        let wrong = match serde_json::from_str::<Case>(&fs::read_to_string(path).unwrap()) {
            Ok(case) => case.form_differences().chain(differences(&case)).collect(),
            Err(error) => vec![error.to_string()],
        };
        (!wrong.is_empty()).then(|| format!("{name}\n    {}", wrong.join("\n    ")))
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let run = |part: &[PathBuf]| part.iter().filter_map(&told).collect::<Vec<String>>();
    let run = &run;
    std::thread::scope(|scope| {
        let parts = found.chunks(found.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || run(part))).collect();
        running.into_iter().flat_map(|it| it.join().unwrap()).collect()
    })
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

fn differences(case: &Case) -> Vec<String> {
    let line = match (&case.authorize, &case.authorize_text) {
        (Some(raw), None) => minified(raw.get()),
        (None, Some(text)) => text.clone(),
        _ => return vec!["needs one of authorize and authorize_text".to_owned()],
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
    for name in ["blocked_by", "or", "unverified"] {
        let (found, wanted) = pick(name);
        if sorted(found) != sorted(wanted) {
            differ(name, found, wanted);
        }
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
    let failures = differing(&folder, &differences);
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
}
