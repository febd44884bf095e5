//! Repairs of a bucket policy that S3 does not save.

use crate::check::{Check, PolicyRefusal};
use crate::repair::answer::Judged;
use crate::repair::{Repair, WhyNot};

/// The repairs for a refusal.
pub(super) fn candidates(
    _judged: &Judged,
    _check: &Check,
    _reason: PolicyRefusal,
) -> Result<Vec<Repair>, WhyNot> {
    Err(WhyNot::NotEditable)
}
