//! Cases and targets by their names.

use std::fs;
use std::path::Path;

use accesspath_engine::repair::Target;
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

/// A path by its id, or a chain as `bucket notification`.
pub fn target(name: &str) -> Target {
    match name.split_once(' ') {
        Some((bucket, notification)) => {
            Target::Chain { bucket: bucket.to_owned(), notification: notification.to_owned() }
        }
        None => Target::Path(name.to_owned()),
    }
}
