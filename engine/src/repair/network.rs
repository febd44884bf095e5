//! What can be changed where a control of the network blocks.

use super::answer::Judged;
use super::blocker::Blocker;
use super::{Repair, WhyNot};
use crate::check::{Check, NetworkReason};

/// A change of the network, or of where the call runs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkRepair {}

/// The repairs for a reason of the network.
pub(super) fn candidates(
    _judged: &Judged,
    _blocker: &Blocker<'_>,
    _check: &Check,
    _reason: &NetworkReason,
) -> Result<Vec<Repair>, WhyNot> {
    Err(WhyNot::NothingOpens)
}
