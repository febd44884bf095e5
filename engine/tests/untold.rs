//! The law of what is not told: under `not_told: "unknown"` a scenario in which every default is told answers as it does
//! under `"none"`, and where a member is left out, each path comes to what it came to before, or is undetermined.
//!
//! The scenarios are those of the conformance cases and of the gallery.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::analyze;
use accesspath_engine::judge::Outcome;
use accesspath_engine::scenario::{Account, NotTold, Scenario, ServiceFacts, problems};
use serde_json::Value;

/// Threads that share the work.
const THREADS: usize = 2;

/// Members that ask or expect, that name or place a thing, or that say of the call what nobody else can.
const APART: [&str; 27] = [
    "accesspath",
    "not_told",
    "question",
    "expect",
    "expect_chains",
    "title",
    "about",
    "source",
    "upload",
    "condition_keys",
    // The client's own: an answer lists what it assumes of them.
    "endpoint_url",
    "endpoint_zone",
    "s3_name",
    "path_style",
    "client_region",
    "follows_redirects",
    "ipv6",
    "signed_url",
    // A constraint that is left out where others are told is none.
    "encryption_context_equals",
    "encryption_context_subset",
    // A switch that is left out where others are told is off.
    "block_public_acls",
    "ignore_public_acls",
    "block_public_policy",
    "restrict_public_buckets",
    // Lambda passes none.
    "session_policies",
    // A role whose unique id is left out is taken to have none of those that policies name.
    "unique_id",
    // An object whose storage class is left out is taken for one that the call takes.
    "storage_class",
];

/// Members whose own members are no fields.
const MAPS: [&str; 2] = ["documents", "tags"];

fn outcomes(scenario: &Scenario) -> BTreeMap<String, Outcome> {
    let scenario = Scenario { facts: ServiceFacts::shipped(), ..scenario.clone() };
    let analysis = analyze(&scenario);
    analysis.paths.iter().map(|it| (it.path.id.clone(), it.outcome)).collect()
}

/// The places of all members below `value` that may be left out, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, it) in members {
                if !APART.contains(&name.as_str()) {
                    let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                    found.push(at.clone());
                    if !MAPS.contains(&name.as_str()) {
                        places(it, &at, found);
                    }
                }
            }
        }
        Value::Array(items) => {
            for (number, it) in items.iter().enumerate() {
                places(it, &format!("{at}/{number}"), found);
            }
        }
        _ => {}
    }
}

/// The scenario without the member at that place; nothing where it is then none any more.
fn without(all: &Value, at: &str) -> Option<Scenario> {
    let mut left = all.clone();
    let (parent, name) = at.rsplit_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    left.pointer_mut(parent)?.as_object_mut()?.remove(&name);
    let scenario = Scenario::from_json(&left.to_string()).ok()?;
    problems(&scenario).is_empty().then_some(scenario)
}

/// What contradicts the law in the scenario of this file; of its members each `step`th is tried, from `first` on.
fn broken(file: &Path, first: usize, step: usize) -> Vec<String> {
    let read: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let told = read.get("scenario").unwrap_or(&read);
    let told = Scenario::from_json(&told.to_string()).unwrap();
    // An object that is copied and not described is taken to have no tags only where a copy takes them along.
    if told.question.options.copy_source.is_some() || told.not_told == NotTold::Unknown {
        return Vec::new();
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let before = outcomes(&told);
    let mut all = told.all_told();
    all.not_told = NotTold::Unknown;
    let mut broken = Vec::new();
    let written = all.to_compact_json();
    let all = Scenario::from_json(&written).unwrap();
    if outcomes(&all) != before {
        broken.push(format!("{name}: told in full it is {:?}, not {before:?}", outcomes(&all)));
    }
    let all: Value = serde_json::from_str(&written).unwrap();
    let mut found = Vec::new();
    places(&all, "", &mut found);
    // An account that has SCPs is in an organization, whatever its scenario says.
    let limits = |it: &Account| it.scp_levels.is_some() || it.rcp_levels.is_some();
    if told.organization.is_none() && told.accounts.iter().any(limits) {
        found.retain(|it| !it.starts_with("/accounts"));
    }
    for at in found.iter().skip(first).step_by(step) {
        let Some(scenario) = without(&all, at) else { continue };
        for (path, after) in outcomes(&scenario) {
            let same = before.get(&path).is_none_or(|it| *it == after);
            if !same && after != Outcome::Undetermined {
                broken.push(format!("{name}{at}: path {path} is {}", after.code()));
            }
        }
    }
    broken
}

#[test]
fn what_is_not_told_leaves_an_outcome_or_makes_it_undetermined() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = cases::files(&folder.join("tests/conformance"));
    let gallery = folder.join("../static/scenarios");
    files.extend(fs::read_dir(gallery).unwrap().map(|it| it.unwrap().path()));
    files.retain(|it| it.extension().is_some_and(|it| it == "json"));
    // Every member of every kind stands in many cases: a few of each case are enough.
    let step = std::env::var("STEP").ok().and_then(|it| it.parse().ok()).unwrap_or(23);
    let one = |(at, file): (usize, &PathBuf)| broken(file, at % step, step);
    let part = |first: usize| {
        files.iter().enumerate().skip(first).step_by(THREADS).flat_map(one).collect::<Vec<_>>()
    };
    let part = &part;
    let broken: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..THREADS).map(|first| scope.spawn(move || part(first))).collect();
        all.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    assert!(broken.is_empty(), "{} places:\n{}", broken.len(), broken.join("\n"));
}
