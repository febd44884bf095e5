//! A part of the answer that takes longer than a keystroke may: the last one, and the scenario that it is of.
//!
//! The page asks for it when typing pauses, and shows the last one until then.

use std::rc::Rc;

use accesspath_engine::report::{GridRowReport, LockOutReport, ReachReport};
use accesspath_engine::scenario::Scenario;

/// A part, and the scenario that it is of.
#[derive(Debug)]
pub struct Later<T> {
    of: Rc<Scenario>,
    /// The part.
    pub part: T,
}

/// A part of a scenario is that of its clones.
impl<T> PartialEq for Later<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.of, &other.of)
    }
}

impl<T> Later<T> {
    /// The part of `scenario`.
    pub const fn of(scenario: Rc<Scenario>, part: T) -> Self {
        Self { of: scenario, part }
    }

    /// It is of this very scenario.
    pub fn is_of(&self, scenario: &Rc<Scenario>) -> bool {
        Rc::ptr_eq(&self.of, scenario)
    }
}

/// Who could still change the bucket policy: as it is, and after the question's call where that saves a new one.
pub type LockOuts = Later<(Option<LockOutReport>, Option<LockOutReport>)>;

/// Who else reaches the bucket; nobody is asked where there is none.
pub type WhoElse = Later<Option<ReachReport>>;

/// The rows of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridOf {
    /// Operations, which a person calls.
    Operations,
    /// Actions, which a policy allows.
    Actions,
}

/// The outcomes of every operation, or of every action.
pub type Grid = Later<(GridOf, Vec<GridRowReport>)>;
