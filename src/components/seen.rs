//! The input of a component: the state, and the values that are computed from it once for all components.

use std::rc::Rc;

use accesspath_engine::Analysis;

use super::reach::AskedLockOut;
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
    /// Who could be locked out of the bucket policy.
    pub lock_outs: &'a AskedLockOut,
    /// What is found in its document, once that is looked through.
    pub findings: Option<&'a Findings>,
}
