//! The law of what is not known: where a fact of a scenario is replaced by `{"unknown": true}`, each path comes to what it
//! came to before, or is undetermined.
//!
//! The scenarios are those of the conformance cases. A value is a fact where the format takes `{"unknown": true}` in
//! its place.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::analyze;
use accesspath_engine::judge::Outcome;
use accesspath_engine::scenario::{Scenario, ServiceFacts, problems};
use serde_json::{Value, json};

/// Threads that share the work.
const THREADS: usize = 2;

/// The top members that hold no fact of the account, the network or the bucket.
const APART: [&str; 6] = ["documents", "question", "expect", "expect_chains", "title", "about"];

/// Fields that are no facts, left out to save time.
const NEVER: [&str; 10] =
    ["id", "name", "arn", "account", "region", "kind", "destination", "target", "cidr", "number"];

fn files() -> Vec<PathBuf> {
    cases::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"))
}

fn outcomes(scenario: &Scenario) -> BTreeMap<String, Outcome> {
    let scenario = Scenario { facts: ServiceFacts::shipped(), ..scenario.clone() };
    let analysis = analyze(&scenario);
    analysis.paths.iter().map(|it| (it.path.id.clone(), it.outcome)).collect()
}

/// The places of all values below `value` that may be facts, as JSON pointers; documents are none.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, it)| (at.to_string(), it)).collect()
        }
        _ => Vec::new(),
    };
    for (name, it) in below {
        if at.is_empty() && APART.contains(&name.as_str()) || NEVER.contains(&name.as_str()) {
            continue;
        }
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        found.push(at.clone());
        places(it, &at, found);
    }
}

/// What contradicts the law in the case of this file.
fn broken(file: &Path) -> Vec<String> {
    let case: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let told = case.get("scenario").unwrap();
    let before = outcomes(&Scenario::from_json(&told.to_string()).unwrap());
    let mut found = Vec::new();
    places(told, "", &mut found);
    let mut broken = Vec::new();
    for at in found {
        let mut open = told.clone();
        *open.pointer_mut(&at).unwrap() = json!({ "unknown": true });
        let Ok(scenario) = Scenario::from_json(&open.to_string()) else { continue };
        if !problems(&scenario).is_empty() {
            continue;
        }
        for (path, after) in outcomes(&scenario) {
            let same = before.get(&path).is_none_or(|it| *it == after);
            if !same && after != Outcome::Undetermined {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                broken.push(format!("{name}{at}: path {path} is {}", after.code()));
            }
        }
    }
    broken
}

#[test]
fn what_is_not_known_leaves_an_outcome_or_makes_it_undetermined() {
    let files = files();
    let part = |first: usize| files.iter().skip(first).step_by(THREADS).flat_map(|it| broken(it));
    let broken: Vec<String> = std::thread::scope(|scope| {
        let spawn = |first| scope.spawn(move || part(first).collect::<Vec<_>>());
        let all: Vec<_> = (0..THREADS).map(spawn).collect();
        all.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    assert!(broken.is_empty(), "{} places:\n{}", broken.len(), broken.join("\n"));
}
