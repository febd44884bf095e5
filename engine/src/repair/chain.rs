//! What can be changed where a step of a chain blocks for a reason of its own.

use super::answer::Judged;
use super::blocker::Blocker;
use super::{Repair, WhyNot};
use crate::chain::StepReason;

/// A change of a notification or a function.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChainRepair {}

/// The repairs for a reason of a step.
pub(super) fn candidates(
    _judged: &Judged,
    _blocker: &Blocker<'_>,
    _reason: &StepReason,
) -> Result<Vec<Repair>, WhyNot> {
    Err(WhyNot::NothingOpens)
}
