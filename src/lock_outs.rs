//! The scenario → who could be locked out of its bucket policy, kept until it is asked again.
//!
//! The dearest step of an edit: the page asks for it when typing pauses, and shows the last answer until then.

use std::rc::Rc;

use accesspath_engine::Analysis;
use accesspath_engine::report::{LockOutReport, lock_outs};
use accesspath_engine::scenario::Scenario;

/// Who could still change the bucket policy, as it is and after the question's call.
#[derive(Debug)]
pub struct LockOuts {
    of: Rc<Scenario>,
    /// As it is.
    pub now: Option<LockOutReport>,
    /// After the question's call has saved its new policy, where it saves one.
    pub after: Option<LockOutReport>,
}

/// The answer for a scenario is the answer for its clones.
impl PartialEq for LockOuts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.of, &other.of)
    }
}

impl LockOuts {
    /// Asks; `analysis` is that of `scenario`.
    pub fn of(scenario: Rc<Scenario>, analysis: &Analysis) -> Self {
        let (now, after) = lock_outs(&scenario, analysis);
        Self { of: scenario, now, after }
    }

    /// The question was about this very scenario.
    pub fn is_of(&self, scenario: &Rc<Scenario>) -> bool {
        Rc::ptr_eq(&self.of, scenario)
    }
}
