//! The scenario and one of its blocked paths or chains → the smallest proved set of changes, kept until the scenario changes.

use std::rc::Rc;

use accesspath_engine::analyze;
use accesspath_engine::explain;
use accesspath_engine::repair::{self, Before, Bound, Goal, Target, effect};
use accesspath_engine::report::{DocumentReport, changed_documents};
use accesspath_engine::scenario::Scenario;

/// How many kept lines stand around a changed one.
const AROUND: usize = 2;

/// The smallest set of changes for one path or chain, or why there is none.
#[derive(Debug)]
pub struct Repaired {
    of: Rc<Scenario>,
    target: Target,
    /// The changes as orders; empty where there is no set.
    pub orders: Vec<String>,
    /// The documents that change, with the lines that differ, each behind its mark.
    pub documents: Vec<(String, Vec<String>)>,
    /// What else the set does, or why there is none.
    pub told: Vec<String>,
    /// The scenario with the set.
    pub after: Option<Scenario>,
}

/// The answer for a scenario and a target is the answer for its clones.
impl PartialEq for Repaired {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.of, &other.of) && self.target == other.target
    }
}

impl Repaired {
    /// Searches.
    pub fn of(scenario: Rc<Scenario>, target: Target) -> Self {
        let analysis = analyze(&scenario);
        let found = repair::repairs(&scenario, &analysis.documents, &target, Bound::BEST);
        let Some(set) = found.sets.first() else {
            let told = found.left.iter().map(explain::why_not).collect();
            let (orders, documents) = (Vec::new(), Vec::new());
            return Self { of: scenario, target, orders, documents, told, after: None };
        };
        let after = set.apply(&scenario);
        let before = Before::of(&scenario, &analysis);
        let effect = effect(&scenario, &before, set, &[Goal::Open(target.clone())]);
        let told = explain::effect(&effect, &scenario);
        Self {
            target,
            orders: set.repairs.iter().map(|it| explain::repair(it, &scenario)).collect(),
            documents: changed(&scenario, &after),
            told,
            after: Some(after),
            of: scenario,
        }
    }

    /// The search was about this very scenario and target.
    pub fn is_of(&self, scenario: &Scenario, target: &Target) -> bool {
        std::ptr::eq(&*self.of, scenario) && self.target == *target
    }
}

/// The documents in which two scenarios differ, each line behind its mark and from where the outermost begins.
fn changed(before: &Scenario, after: &Scenario) -> Vec<(String, Vec<String>)> {
    let mut changed = Vec::new();
    for DocumentReport { document, lines } in changed_documents(before, after, AROUND) {
        let split = lines.iter().filter_map(|it| it.split_at_checked(1));
        let indent = |it: (&str, &str)| it.1.len() - it.1.trim_start_matches(' ').len();
        let filled = split.clone().filter(|it| !it.1.trim().is_empty());
        let common = filled.map(indent).min().unwrap_or_default();
        let line = |(mark, text): (&str, &str)| {
            format!("{mark} {}", text.get(common..).unwrap_or_default())
        };
        changed.push((document, split.map(line).collect()));
    }
    changed
}
