//! The best set of repairs for a case.

use std::fs;
use std::path::Path;

use accesspath_engine::analyze;
use accesspath_engine::repair::{Bound, Does, RepairSet, Target, repairs};
use accesspath_engine::scenario::{ManagedPolicies, Scenario, ServiceFacts};
use accesspath_policy::facts::MANAGED_POLICIES;
use serde_json::Value;

/// The scenario of the case of that name.
pub fn case(name: &str) -> Scenario {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = crate::cases::files(&root.join("tests/conformance"));
    let file = files.iter().find(|it| it.file_stem().unwrap() == name);
    assert!(file.is_some(), "no case is called {name}");
    let read: Value = serde_json::from_str(&fs::read_to_string(file.unwrap()).unwrap()).unwrap();
    let mut scenario = Scenario::from_json(&read.get("scenario").unwrap().to_string()).unwrap();
    scenario.managed = ManagedPolicies::read(MANAGED_POLICIES);
    scenario.facts = ServiceFacts::shipped();
    scenario
}

/// The best set for a target.
pub fn best(scenario: &Scenario, target: &Target) -> Option<RepairSet> {
    let analysis = analyze(scenario);
    let bound = Bound { sets: 1, ..Bound::default() };
    repairs(scenario, &analysis.documents, target, bound).sets.into_iter().next()
}

/// A path by its id, or a chain as `bucket notification`.
pub fn target(name: &str) -> Target {
    match name.split_once(' ') {
        Some((bucket, notification)) => {
            Target::Chain { bucket: bucket.to_owned(), notification: notification.to_owned() }
        }
        None => Target::Path(name.to_owned()),
    }
}

/// What the best sets do, where that is not what a table says: cases with a target and the name of each repair.
pub fn differing(table: &[(&str, &str, &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, of, expected) in table {
        let set = best(&case(name), &target(of));
        let found = set.map(|it| done(&it)).unwrap_or_default();
        if found != *expected {
            wrong.push(format!("{name} {of}: {found:?} in place of {expected:?}"));
        }
    }
    wrong
}

/// The name of what each repair of the set does.
pub fn done(set: &RepairSet) -> Vec<String> {
    let name = |does: &Does| {
        let shown = format!("{does:?}");
        let inner = shown.split_once('(').map_or("", |it| it.1);
        inner.split([' ', '{', ')']).next().unwrap_or_default().to_owned()
    };
    set.repairs.iter().map(|it| name(&it.does)).collect()
}
