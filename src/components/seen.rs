//! The input of a component: the state, and the values that are computed from it once for all components.

use accesspath_engine::repair::Target;

use super::reach::AskedLockOut;
use crate::answer::Answer;
use crate::earlier::Changed;
use crate::findings::Findings;
use crate::state::{AppState, Selection, Tab};

/// The state, and the values that are computed from it.
pub(super) struct Seen<'a> {
    pub state: &'a AppState,
    /// The answer for the scenario.
    pub answer: &'a Answer,
    /// The control that is selected.
    pub selection: Option<&'a Selection>,
    /// The tab in front.
    pub open: &'a Tab,
    /// Who could be locked out of the bucket policy.
    pub lock_outs: &'a AskedLockOut,
    /// What the last change that was applied changed, until the next edit.
    pub changed: Option<&'a [Changed]>,
    /// The path whose smallest change is looked for without being asked for.
    pub target: Option<&'a Target>,
    /// What is found in its document, once that is looked through.
    pub findings: Option<&'a Findings>,
}
