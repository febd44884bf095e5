//! The scenario and one of its blocked paths or chains → the smallest proved sets of changes, kept until the scenario
//! changes.

use std::rc::Rc;

use accesspath_engine::repair::Target;
use accesspath_engine::report::FixReport;
use accesspath_engine::scenario::Scenario;

use crate::same::Same;

/// The smallest sets of changes for one path or chain, or why there is none.
#[derive(Debug)]
pub struct Repaired {
    of: Rc<Scenario>,
    target: Target,
    /// How many ways were asked for.
    pub asked: usize,
    /// The sets.
    pub report: FixReport,
}

/// Changes that a person asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Sought {
    /// The scenario.
    pub of: Same<Scenario>,
    /// What they are to open.
    pub target: Target,
    /// How many ways were asked for.
    pub ways: usize,
}

/// The answer for a scenario and a target is the answer for its clones.
impl PartialEq for Repaired {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.of, &other.of) && self.target == other.target && self.asked == other.asked
    }
}

impl Repaired {
    /// What a search found.
    pub const fn of(of: Rc<Scenario>, target: Target, asked: usize, report: FixReport) -> Self {
        Self { of, target, asked, report }
    }

    /// The search was about this very scenario and target.
    pub fn is_of(&self, scenario: &Scenario, target: &Target) -> bool {
        std::ptr::eq(&*self.of, scenario) && self.target == *target
    }
}
