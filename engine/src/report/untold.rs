//! Finds the members of a scenario that were not told and that the outcome of a path turns on.
//!
//! A member counts where the path's open reasons are others once it is none. Half of the members are tried at a time, so
//! that a few that count are found with few analyses.

use std::collections::BTreeMap;
use std::ops::Range;

use accesspath_policy::truth::Truth;

use super::{ReasonReport, bare, reasons};
use crate::Analysis;
use crate::answer::analyze_paths;
use crate::check::Check;
use crate::judge::{Outcome, PathAnalysis};
use crate::requests;
use crate::scenario::Scenario;

/// The reasons `not-told` of each undetermined path, by its id.
#[must_use]
pub fn untold(scenario: &Scenario, analysis: &Analysis) -> BTreeMap<String, Vec<ReasonReport>> {
    let mut search = Search { scenario, analysis, found: BTreeMap::new() };
    let open = |it: &PathAnalysis| it.outcome == Outcome::Undetermined;
    if scenario.leaves_open() && analysis.paths.iter().any(open) {
        let (_, members) = scenario.opened_but(&|_| false);
        search.among(0..members.len(), &members);
    }
    search.found
}

struct Search<'s> {
    scenario: &'s Scenario,
    analysis: &'s Analysis,
    found: BTreeMap<String, Vec<ReasonReport>>,
}

impl Search<'_> {
    /// Notes the members with these numbers that some path turns on.
    fn among(&mut self, numbers: Range<usize>, members: &[String]) {
        let (opened, _) = self.scenario.opened_but(&|it| numbers.contains(&it));
        let callers = requests::identities(&opened);
        let tried = analyze_paths(&opened, &self.analysis.documents, &callers);
        let mut differing = Vec::new();
        for (path, tried) in self.analysis.paths.iter().zip(&tried) {
            let (own, other) = (reasons(path, Truth::Unknown), reasons(tried, Truth::Unknown));
            if path.outcome == Outcome::Undetermined && (own != other || differ(path, tried)) {
                let gone = own.iter().find(|it| !other.contains(it)).or(own.first());
                differing.push((path.path.id.clone(), gone.map_or("", |it| it.control)));
            }
        }
        if differing.is_empty() {
            return;
        }
        if let Some(member) = members.get(numbers.start).filter(|_| numbers.len() == 1) {
            for (path, control) in differing {
                let reason =
                    ReasonReport { member: Some(member.clone()), ..bare(control, "not-told") };
                self.found.entry(path).or_default().push(reason);
            }
            return;
        }
        let middle = numbers.start + numbers.len() / 2;
        self.among(numbers.start..middle, members);
        self.among(middle..numbers.end, members);
    }
}

/// The checks that are not decided differ in what they depend on.
fn differ(one: &PathAnalysis, other: &PathAnalysis) -> bool {
    let open = |it: &&Check| it.passes == Truth::Unknown;
    one.checks.iter().filter(open).ne(other.checks.iter().filter(open))
}
