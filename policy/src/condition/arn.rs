//! `ArnEquals` and `ArnLike`, which are the same: six parts, each with wildcards of its own.

use super::Compared;
use crate::arn::Arn;
use crate::pattern;
use crate::policy::variable::Filled;

pub(super) fn compare(own: &Filled<'_>, value: &str) -> Compared {
    let Some(own) = own.arn_pattern() else { return Compared::InvalidPolicyValue };
    if Arn::parse(value).is_none() {
        return Compared::InvalidRequestValue;
    }
    match pattern::arn_matches(&own, value) {
        true => Compared::Yes,
        false => Compared::No,
    }
}
