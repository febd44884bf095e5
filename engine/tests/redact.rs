//! Laws of other names: every scenario answers with them as it did, and none of a person's own is left where that can be.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read must fail the test")]

mod cases;

use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::analyze;
use accesspath_engine::redact::{Kept, Redacted, redacted};
use accesspath_engine::repair::Bound;
use accesspath_engine::report::{fixes, report};
use accesspath_engine::scenario::{Scenario, ServiceFacts};
use accesspath_policy::json;

/// The JSON files below a folder of the repository.
fn files(folder: &str) -> Vec<PathBuf> {
    let found = cases::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder));
    assert!(!found.is_empty(), "no file in {folder}");
    found
}

fn scenario(file: &Path) -> Scenario {
    let text = fs::read_to_string(file).unwrap();
    let tree = json::read_up_to(usize::MAX, "", &text);
    let root = tree.root().unwrap();
    let own = root.at(&["scenario"]).unwrap_or(root).span.of(&text);
    let mut scenario = Scenario::from_json(own).unwrap();
    scenario.facts = ServiceFacts::shipped();
    scenario
}

/// The outcome and the blockers of each path and chain.
fn outcomes(scenario: &Scenario) -> Vec<(&'static str, Vec<&'static str>)> {
    let analysis = analyze(scenario);
    let paths = analysis.paths.iter().map(|it| {
        let blockers = it.blockers().map(|it| it.code());
        (it.outcome.code(), blockers.collect())
    });
    let chains = analysis.chains.iter().map(|it| (it.outcome.code(), Vec::new()));
    paths.chain(chains).collect()
}

#[test]
fn every_example_comes_out_as_it_expects_with_all_names_replaced() {
    let mut wrong = Vec::new();
    for file in files("static/scenarios") {
        let (name, scenario) = (file.file_stem().unwrap().display().to_string(), scenario(&file));
        let Redacted { scenario: other, kept, paths } = redacted(&scenario);
        assert_eq!(outcomes(&other), outcomes(&scenario), "{name}");
        let report = report("", &other, &analyze(&other));
        for it in &report.differences {
            wrong.push(format!("{name}: {}", it.told));
        }
        assert_eq!(paths.len(), report.paths.len(), "{name}");
        for ((_, id), path) in paths.iter().zip(&report.paths) {
            assert_eq!(*id, path.path, "{name}");
        }
        // The names of statements, keys of objects and what is known of callers stay, and are told.
        for it in kept.iter().filter(|it| !matches!(it, Kept::Stands { .. })) {
            wrong.push(format!("{name}: kept {it:?}"));
        }
        let text = other.to_compact_json();
        let accounts = scenario.buckets.iter().map(|it| &it.account);
        let ids =
            scenario.vpcs.iter().map(|it| &it.id).chain(scenario.endpoints.iter().map(|it| &it.id));
        let names = scenario.buckets.iter().map(|it| &it.name);
        for secret in accounts.chain(ids).chain(names) {
            // What belongs to nobody may take the place of another of its kind.
            if text.contains(&format!("\"{secret}\"")) {
                wrong.push(format!("{name}: {secret} is left"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn other_names_never_change_an_answer() {
    let folders =
        ["tests/told/inputs", "engine/tests/conformance/path", "engine/tests/conformance/chain"];
    let mut kept = 0;
    let all: Vec<PathBuf> = folders.iter().flat_map(|it| files(it)).collect();
    for file in &all {
        let scenario = scenario(file);
        let Redacted { scenario: other, kept: own, .. } = redacted(&scenario);
        assert_eq!(outcomes(&other), outcomes(&scenario), "{}", file.display());
        kept += usize::from(own.iter().any(|it| matches!(it, Kept::Matters(_) | Kept::AllIds)));
    }
    // Where names are patterns' or AWS's own, they stay; that must be rare.
    assert!(kept * 20 < all.len(), "{kept} of {}", all.len());
}

#[test]
fn the_smallest_changes_are_as_many() {
    for file in files("static/scenarios") {
        let scenario = scenario(&file);
        let other = redacted(&scenario).scenario;
        let sizes = |it: &Scenario| {
            let found = fixes(it, &analyze(it), Bound::BEST, 1);
            let size = |it: &accesspath_engine::report::FixReport| {
                it.sets.first().map(|it| it.changes.len())
            };
            found.iter().map(size).collect::<Vec<_>>()
        };
        assert_eq!(sizes(&other), sizes(&scenario), "{}", file.display());
    }
}
