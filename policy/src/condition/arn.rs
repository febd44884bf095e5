//! `ArnEquals` and `ArnLike`, which are the same: six parts, each with wildcards of its own.

use super::Compared;
use crate::arn::Arn;
use crate::policy::variable::Filled;

pub(super) fn compare(own: &Filled<'_>, value: &str) -> Compared {
    match own.matches_arn(value) {
        None => Compared::InvalidPolicyValue,
        Some(_) if Arn::parse(value).is_none() => Compared::InvalidRequestValue,
        Some(true) => Compared::Yes,
        Some(false) => Compared::No,
    }
}
