//! `Null`: whether the key is absent.

use super::Tested;
use crate::context::ContextValue;
use crate::policy::Condition;
use crate::reason::Because;
use crate::truth::Truth;

pub(super) fn test(condition: &Condition, held: Option<&ContextValue>) -> Tested {
    let key = condition.key.span;
    let found = |truth, because, at| Tested { truth, because, at, rules: Vec::new() };
    let absent = match held {
        None => Truth::Yes,
        Some(ContextValue::Unknown | ContextValue::Perhaps(_)) => Truth::Unknown,
        Some(ContextValue::Many(values)) => Truth::from(values.is_empty()),
        Some(_) => Truth::No,
    };
    let asked: Vec<Option<Truth>> = condition
        .values
        .iter()
        .map(|it| match it.text.to_ascii_lowercase().as_str() {
            "true" => Some(absent),
            "false" => Some(!absent),
            _ => None,
        })
        .collect();
    // One of two opposite questions is always answered with yes.
    if absent == Truth::Unknown && listed(condition, "true") && listed(condition, "false") {
        return found(Truth::Yes, Because::ValueMatches, condition.values_span);
    }
    let truth = Truth::any(asked.iter().map(|it| it.unwrap_or(Truth::Unknown)));
    if truth == Truth::Unknown && asked.contains(&None) {
        return found(truth, Because::InvalidPolicyValue, condition.values_span);
    }
    match absent {
        Truth::Yes => found(truth, Because::KeyMissing, key),
        Truth::No => found(truth, Because::KeyPresent, key),
        Truth::Unknown => found(truth, Because::KeyUnknown, key),
    }
}

fn listed(condition: &Condition, word: &str) -> bool {
    condition.values.iter().any(|it| it.text.eq_ignore_ascii_case(word))
}
