//! Compares an analysis with the answers that a scenario expects.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::{PathReport, ReasonReport, path_report};
use crate::Analysis;
use crate::scenario::{Expected, Scenario};

/// How a list differs from the one that is expected, whatever their order; `None` if it does not.
pub(super) fn other_list(found: &[&str], wanted: Option<&[String]>) -> Option<String> {
    let wanted: BTreeSet<&str> = wanted?.iter().map(String::as_str).collect();
    let found: BTreeSet<&str> = found.iter().copied().collect();
    let list = |set: &BTreeSet<&str>| set.iter().copied().collect::<Vec<_>>().join(", ");
    (found != wanted).then(|| format!("[{}], expected [{}]", list(&found), list(&wanted)))
}

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
///
/// What was not told is not among the reasons here: it takes more than one analysis.
pub fn differences(
    analysis: &Analysis,
    expected: &[Expected],
    scenario: &Scenario,
) -> Vec<Difference> {
    let paths: Vec<PathReport> =
        analysis.paths.iter().map(|it| path_report(it, scenario)).collect();
    path_differences(&paths, expected)
}

/// The differences between the paths of a report and the expected answers.
pub(super) fn path_differences(paths: &[PathReport], expected: &[Expected]) -> Vec<Difference> {
    let mut all = Vec::new();
    for (number, expected) in expected.iter().enumerate() {
        let mut differences = Vec::new();
        compare(paths, expected, &mut differences);
        let differ = |told| Difference { at: ("expect", number), told };
        all.extend(differences.into_iter().map(differ));
    }
    all
}

fn compare(paths: &[PathReport], expected: &Expected, differences: &mut Vec<String>) {
    let name = &expected.path;
    let Some(found) = paths.iter().find(|it| it.path == *name) else {
        let known: Vec<&str> = paths.iter().map(|it| it.path.as_str()).collect();
        differences.push(format!("path {name} does not exist; there are {}", known.join(", ")));
        return;
    };
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
    let differ = other_list(&found.by, expected.by.as_deref());
    differences.extend(differ.map(|it| format!("path {name} is blocked by {it}")));
    if let Some(wanted) = expected.message.as_ref().filter(|it| **it != found.symptom) {
        differences.push(format!("path {name} tells \"{}\", expected \"{wanted}\"", found.symptom));
    }
    let assumed: Vec<&str> = found.assumed.iter().map(|it| it.member.as_str()).collect();
    let lists = [
        ("leans on the rules", &found.unverified, &expected.unverified),
        ("assumes", &assumed, &expected.assumed),
    ];
    for (does, found, wanted) in lists {
        let differ = other_list(found, wanted.as_deref());
        differences.extend(differ.map(|it| format!("path {name} {does} {it}")));
    }
    for wanted in &expected.because {
        let all = found.because.iter().chain(&found.open);
        let mut all = all.flat_map(|it| std::iter::once(it).chain(it.nearest.as_deref()));
        let fits = |it: &ReasonReport| {
            it.reason == wanted.reason
                && wanted.text.as_ref().is_none_or(|text| {
                    it.text.as_ref() == Some(text) || it.member.as_ref() == Some(text)
                })
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
