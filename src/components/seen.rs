//! The input of a component: the state, and the values that are computed from it once for all components.

use std::rc::Rc;

use accesspath_engine::Analysis;

use super::reach::LockOuts;
use crate::findings::Findings;
use crate::state::{AppState, Selection, Tab};

/// The state, and the values that are computed from it.
pub(super) struct Seen<'a> {
    pub state: &'a AppState,
    pub analysis: &'a Rc<Analysis>,
    /// The control that is selected.
    pub selection: Option<&'a Selection>,
    /// The tab in front.
    pub open: &'a Tab,
    /// Who could still change the bucket policy.
    pub lock_outs: &'a LockOuts,
    /// The findings in its document, once the linter has run.
    pub findings: Option<&'a Findings>,
}
