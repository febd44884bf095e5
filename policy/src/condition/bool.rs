//! `Bool`: "true" and "false".

use super::Compared;
use crate::rule::Rule;

pub(super) fn compare(own: &str, value: &str, rules: &mut Vec<Rule>) -> Compared {
    let read = |text: &str| match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    let Some(own_value) = read(own) else { return Compared::InvalidPolicyValue };
    let Some(request_value) = read(value) else { return Compared::InvalidRequestValue };
    if own.bytes().chain(value.bytes()).any(|it| it.is_ascii_uppercase()) {
        rules.push(Rule::BOOL_CASE);
    }
    match own_value == request_value {
        true => Compared::Yes,
        false => Compared::No,
    }
}
