//! What can be changed where S3 itself, the object, the key or the call's own form blocks.

use accesspath_policy::json::{self, Edit};

use super::answer::Judged;
use super::blocker::Blocker;
use super::{Actor, Repair, WhyNot};
use crate::check::Reason;
use crate::scenario::change::Change;

/// A change of the bucket, the object, the key, or the call itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceRepair {
    /// The request has this value for an option.
    SendOption {
        /// The option, as the scenario format names it.
        option: &'static str,
        /// The value.
        value: String,
    },
    /// The request leaves an option out.
    LeaveOptionOut {
        /// The option, as the scenario format names it.
        option: &'static str,
    },
}

/// The call sends this value, as JSON, for an option.
pub(super) fn send(option: &'static str, value: &str) -> Repair {
    let at = ["question", "options", option].map(str::to_owned).to_vec();
    let does = ServiceRepair::SendOption { option, value: value.to_owned() };
    Repair::new(does, Actor::Caller, vec![Change::Tell { at, edit: Edit::Set(value.to_owned()) }])
}

/// The call sends this text for an option.
pub(super) fn send_text(option: &'static str, text: &str) -> Repair {
    let mut value = String::new();
    json::print_string(&mut value, text);
    send(option, &value)
}

/// The call leaves an option out.
pub(super) fn leave_out(option: &'static str) -> Repair {
    let at = ["question", "options", option].map(str::to_owned).to_vec();
    let does = ServiceRepair::LeaveOptionOut { option };
    Repair::new(does, Actor::Caller, vec![Change::Tell { at, edit: Edit::Remove }])
}

/// The repairs for a reason of a service.
pub(super) fn candidates(
    _judged: &Judged,
    _blocker: &Blocker<'_>,
    _reason: &Reason,
) -> Result<Vec<Repair>, WhyNot> {
    Err(WhyNot::NothingOpens)
}
