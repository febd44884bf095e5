//! Conditions that only some callers meet.

use crate::arn::Arn;
use crate::operator::{Family, SetQualifier};
use crate::policy::Condition;

/// A request needs the condition's key, and not with just any value.
pub(super) fn asks(condition: &Condition) -> bool {
    needs_key(condition) && is_narrow(condition)
}

/// No request without the condition's key meets it.
pub(super) fn needs_key(condition: &Condition) -> bool {
    condition.operator.is_some_and(|it| {
        let for_all = it.set == Some(SetQualifier::ForAllValues);
        !it.negated && !it.if_exists && !for_all && it.family != Family::Null
    })
}

/// Every value that the condition lists narrows it.
pub(super) fn is_narrow(condition: &Condition) -> bool {
    !condition.values.is_empty() && !condition.values.iter().any(|it| fits_anything(&it.text))
}

/// The pattern leaves open whose resource or which id it is.
fn fits_anything(text: &str) -> bool {
    let any = |it: &str| it.bytes().all(|b| matches!(b, b'*' | b'?'));
    let Some(arn) = Arn::parse(text) else { return any(text) };
    // Of any account, a name of any kind is anybody's; a bucket's ARN has no account, and its name is one.
    let name = match arn.resource.split_once(['/', ':']) {
        Some((_, name)) if !arn.account.is_empty() => name,
        _ => arn.resource,
    };
    any(arn.account) && any(name)
}
