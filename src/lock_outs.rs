//! The scenario → who could be locked out of its bucket policy, kept until it is asked again.
//!
//! The dearest step of an edit: the page asks for it when typing pauses, and shows the last answer until then.

use std::rc::Rc;

use accesspath_engine::Analysis;
use accesspath_engine::lock_out::{self, LockOut};
use accesspath_engine::scenario::Scenario;

/// Who could still change the bucket policy, as it is and after the question's call.
#[derive(Debug)]
pub struct LockOuts {
    of: Rc<Scenario>,
    /// As it is.
    pub now: Option<LockOut>,
    /// After the question's call has saved its new policy, where it saves one.
    pub after: Option<LockOut>,
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
        let now = Some(lock_out::lock_out(&scenario, &analysis.documents));
        let after = lock_out::lock_out_after(&scenario, analysis);
        Self { of: scenario, now, after }
    }

    /// The scenario that was asked about.
    pub fn scenario(&self) -> &Scenario {
        &self.of
    }

    /// The question was about this very scenario.
    pub fn is_of(&self, scenario: &Rc<Scenario>) -> bool {
        Rc::ptr_eq(&self.of, scenario)
    }
}
