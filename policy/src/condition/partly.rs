//! Values of which only a part is known: what every value with that part has in common.

use super::Compared;
use crate::caller::{around_path, is_between};
use crate::operator::{Family, Operator};
use crate::pattern::{self, PatternPart};
use crate::policy::variable::Filled;

/// A policy's value against a text that begins with `before` and ends with `after`.
pub(super) fn compare(operator: Operator, own: &Filled<'_>, before: &str, after: &str) -> Compared {
    match operator.family {
        Family::StringEquals if !is_between(&own.text(), before, after) => Compared::No,
        Family::StringLike => {
            let own = own.pattern();
            let mut value = pattern::literal(before);
            value.push(PatternPart::Run);
            value.extend(pattern::literal(after));
            if pattern::takes_between(&own, before, after) {
                Compared::Yes
            } else if pattern::overlap(&own, &value) {
                Compared::Unknown
            } else {
                Compared::No
            }
        }
        _ => Compared::Unknown,
    }
}

/// A policy's value against the ARN of a role with a path, where `arn` is that of the role without one.
// AWS: "IAM identifiers" — a path begins and ends with a slash, and holds no colon.
pub(super) fn compare_role(operator: Operator, own: &Filled<'_>, arn: &str) -> Compared {
    let Some((before, after)) = around_path(arn) else { return Compared::No };
    let mut value = pattern::literal(before);
    value.push(PatternPart::RunInSegment);
    value.extend(pattern::literal(after));
    let own: Vec<PatternPart> = match operator.family {
        Family::StringEquals if is_between(&own.text(), before, after) => return Compared::Unknown,
        Family::StringEqualsIgnoreCase => pattern::any_case(pattern::literal(&own.text())),
        Family::StringLike => own.pattern(),
        Family::Arn => own.pattern().into_iter().map(in_segment).collect(),
        _ => return Compared::No,
    };
    match pattern::overlap(&own, &value) {
        true => Compared::Unknown,
        false => Compared::No,
    }
}

const fn in_segment(part: PatternPart) -> PatternPart {
    match part {
        PatternPart::Run => PatternPart::RunInSegment,
        PatternPart::One => PatternPart::OneInSegment,
        other => other,
    }
}
