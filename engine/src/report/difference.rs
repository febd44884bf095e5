//! Compares an analysis with the answers that a scenario expects.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::{ReasonReport, path_report};
use crate::Analysis;
use crate::scenario::{Expected, Scenario};

/// One difference; in JSON it is its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The member of the scenario that expects something else, such as `expect`, and there the entry's number.
    pub at: (&'static str, usize),
    /// The difference in a sentence.
    pub told: String,
}

impl Serialize for Difference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.told)
    }
}

/// The differences between `analysis` and the expected answers; a path without an expected answer is none.
pub fn differences(
    analysis: &Analysis,
    expected: &[Expected],
    scenario: &Scenario,
) -> Vec<Difference> {
    let mut all = Vec::new();
    for (number, expected) in expected.iter().enumerate() {
        let mut differences = Vec::new();
        compare(analysis, expected, scenario, &mut differences);
        let differ = |told| Difference { at: ("expect", number), told };
        all.extend(differences.into_iter().map(differ));
    }
    all
}

fn compare(
    analysis: &Analysis,
    expected: &Expected,
    scenario: &Scenario,
    differences: &mut Vec<String>,
) {
    let name = &expected.path;
    let Some(path) = analysis.paths.iter().find(|it| it.path.id == *name) else {
        let known: Vec<&str> = analysis.paths.iter().map(|it| it.path.id.as_str()).collect();
        differences.push(format!("path {name} does not exist; there are {}", known.join(", ")));
        return;
    };
    let found = path_report(path, scenario);
    if found.outcome != expected.outcome {
        let by = found.by.join(", ");
        differences.push(format!(
            "path {name} is {} [{by}], expected {}",
            found.outcome, expected.outcome
        ));
    }
    if let Some(kind) = expected.kind.as_ref().filter(|it| **it != found.kind) {
        differences.push(format!("path {name} is of kind {}, expected {kind}", found.kind));
    }
    if let Some(by) = &expected.by {
        let wanted: BTreeSet<&str> = by.iter().map(String::as_str).collect();
        let blocking: BTreeSet<&str> = found.by.iter().copied().collect();
        if wanted != blocking {
            let list = |set: &BTreeSet<&str>| set.iter().copied().collect::<Vec<_>>().join(", ");
            differences.push(format!(
                "path {name} is blocked by [{}], expected [{}]",
                list(&blocking),
                list(&wanted)
            ));
        }
    }
    for wanted in &expected.because {
        let all = found.because.iter().chain(&found.open);
        let mut all = all.flat_map(|it| std::iter::once(it).chain(it.nearest.as_deref()));
        let fits = |it: &ReasonReport| {
            it.reason == wanted.reason
                && wanted.text.as_ref().is_none_or(|text| it.text.as_ref() == Some(text))
        };
        let beaten = found.beaten.iter().any(|it| it.reason == wanted.reason);
        let unused = found.unused.iter().any(|it| it.reason == wanted.reason);
        let told = all.any(fits) || ((beaten || unused) && wanted.text.is_none());
        if !told {
            let text = wanted.text.as_deref().unwrap_or("any text");
            let given: Vec<String> = found
                .because
                .iter()
                .chain(&found.open)
                .map(|it| format!("{} {}", it.reason, it.text.as_deref().unwrap_or_default()))
                .collect();
            differences.push(format!(
                "path {name} lacks the reason {} at {text}; given: {}",
                wanted.reason,
                given.join("; ")
            ));
        }
    }
}
