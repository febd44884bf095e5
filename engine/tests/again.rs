//! The law of `analyze_again`: whatever was analysed before, the answer is that of `analyze`.
//!
//! The scenarios are those of the conformance cases, each after the one before it: most name their documents alike and
//! few mean the same by it.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod cases;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{Change, apply};
use accesspath_engine::{analyze, analyze_again};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    scenario: Box<serde_json::value::RawValue>,
}

/// The scenarios of all conformance cases.
fn scenarios() -> Vec<Scenario> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let scenario = |path: &PathBuf| {
        let case: Case = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        Scenario::from_json(case.scenario.get()).unwrap()
    };
    cases::files(&folder).iter().map(scenario).collect()
}

#[test]
fn an_answer_does_not_depend_on_what_was_analysed_before() {
    let mut before = analyze(&Scenario::default());
    // One in four, which is a second of work.
    for scenario in scenarios().into_iter().step_by(4) {
        let again = analyze_again(&scenario, &before);
        assert_eq!(again, analyze(&scenario), "{}", scenario.to_compact_json());
        before = again;
    }
}

#[test]
fn only_the_document_that_was_edited_is_read_again() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/four-ways-in.json");
    let scenario = Scenario::from_json(&fs::read_to_string(path).unwrap()).unwrap();
    let before = analyze(&scenario);
    let edited = "bucket-policy";
    let text = format!("{} ", scenario.text(edited).unwrap().text());
    let change = Change::EditDocument { document: edited.into(), text };
    let after = analyze_again(&apply(&scenario, change), &before);
    let mut kept = 0;
    for (id, kind, parsed) in before.documents.iter() {
        let is_kept = Arc::ptr_eq(parsed, after.documents.get(id, kind).unwrap());
        assert_eq!(is_kept, &**id != edited, "{id}");
        kept += usize::from(is_kept);
    }
    assert!(kept > 0);
}
