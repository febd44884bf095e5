//! One condition against one request: does it hold, and why.
//!
//! Follows "Condition operators" and "Conditions with multiple context keys or values" of the IAM User Guide.
//! Each family of operators compares one policy value with one request value in its own module; what is shared stands here.

mod arn;
mod binary;
mod bool;
mod date;
pub(crate) mod ip;
mod null;
mod numeric;
mod partly;
mod string;
mod symbols;

use crate::address::Cidr;
use crate::context::{Context, ContextValue};
use crate::key;
use crate::operator::{Family, Operator, SetQualifier};
use crate::policy::variable::{self, Filled, Unfilled};
use crate::policy::{Condition, Effect, Entry, Version};
use crate::reason::Because;
use crate::rule::Rule;
use crate::symbol;
use crate::text::Span;
use crate::truth::Truth;

/// The result of one comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compared {
    /// Equal, inside, matching.
    Yes,
    /// Not so.
    No,
    /// The policy's value is malformed for this operator.
    InvalidPolicyValue,
    /// The request's value is malformed for this operator.
    InvalidRequestValue,
    /// The value is not known well enough.
    Unknown,
    /// The policy's value has a variable whose value is not known.
    VariableUnknown,
    /// The values differ, and whether in more than the case of letters beyond ASCII is not known.
    CaseUnknown,
    /// The policy's value has a variable without a value.
    VariableMissing,
}

impl Compared {
    const fn truth(self) -> Truth {
        match self {
            Self::Yes => Truth::Yes,
            Self::No | Self::VariableMissing => Truth::No,
            _ => Truth::Unknown,
        }
    }
}

/// The result of a condition, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tested {
    /// The condition holds.
    pub truth: Truth,
    /// Why.
    pub because: Because,
    /// The text that decided.
    pub at: Span,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

/// Tests `condition`, of a statement of `effect` in a policy of `version`, against the keys of a request.
pub(crate) fn test(
    condition: &Condition,
    effect: Option<Effect>,
    version: Version,
    context: &Context,
) -> Tested {
    let key = condition.key.span;
    let found = |truth, because, at| Tested { truth, because, at, rules: Vec::new() };
    let Some(operator) = condition.operator else {
        return found(Truth::Unknown, Because::UnknownOperator, condition.operator_name.span);
    };
    let held = context.get(&condition.key.text);
    let empty = matches!(held, Some(ContextValue::Many(values)) if values.is_empty());
    if operator.family == Family::Null {
        let mut tested = null::test(condition, held);
        if empty {
            tested.rules.push(Rule::EMPTY_LIST);
        }
        if matches!(held, Some(ContextValue::One(value)) if value.is_empty()) {
            tested.rules.push(Rule::EMPTY_STRING_IS_PRESENT);
        }
        return tested;
    }
    match (held, operator.set) {
        (Some(ContextValue::Unknown), _) => {
            perhaps_absent(condition, effect, operator, None, version, context)
        }
        (Some(ContextValue::Perhaps(values)), _) => {
            let possible: Vec<Held<'_>> = values.iter().map(|it| Held::Text(it)).collect();
            perhaps_absent(condition, effect, operator, Some(&possible), version, context)
        }
        (None, _) => absent(effect, operator, key),
        (Some(ContextValue::Many(_)), None) if empty => {
            let mut tested = absent(effect, operator, key);
            tested.rules.push(Rule::EMPTY_LIST);
            tested
        }
        (Some(ContextValue::One(value)), None) if !key::is_list(&condition.key.text) => {
            one(condition, operator, Held::Text(value), version, context)
        }
        (Some(value), None) => match possible_values(value) {
            _ if key::is_list(&condition.key.text) => of_list(condition),
            Some(possible) => whichever(condition, operator, &possible, version, context),
            None => of_list(condition),
        },
        (Some(value), Some(set)) => {
            several(condition, effect, operator, set, value, version, context)
        }
    }
}

/// The result of an operator without a set qualifier on a key that holds a list.
fn of_list(condition: &Condition) -> Tested {
    Tested {
        truth: Truth::Unknown,
        because: Because::SeveralValues,
        at: condition.values_span,
        rules: vec![Rule::SEVERAL_VALUES_WITHOUT_QUALIFIER],
    }
}

/// The result for an absent key.
fn absent(effect: Option<Effect>, operator: Operator, key: Span) -> Tested {
    match operator.set {
        Some(SetQualifier::ForAnyValue) if operator.if_exists => {
            any_of_none(effect, Because::KeyMissing, key)
        }
        Some(SetQualifier::ForAnyValue) => missing(false, key),
        Some(SetQualifier::ForAllValues) => missing(true, key),
        None => missing(operator.if_exists || operator.negated, key),
    }
}

/// The result for a key that may be absent: that of an absent key, where any value has the same, or where only `values`
/// are possible each of them.
fn perhaps_absent(
    condition: &Condition,
    effect: Option<Effect>,
    operator: Operator,
    values: Option<&[Held<'_>]>,
    version: Version,
    context: &Context,
) -> Tested {
    let key = condition.key.span;
    let open =
        Tested { truth: Truth::Unknown, because: Because::KeyUnknown, at: key, rules: Vec::new() };
    if operator.set.is_none() && key::is_list(&condition.key.text) {
        return open;
    }
    let possible: &[Held<'_>] = match (values, operator.family) {
        (Some(values), _) => values,
        (None, Family::Bool) if key::is_bool(&condition.key.text) => {
            &[Held::Text("true"), Held::Text("false")]
        }
        (None, _) => &[Held::Like { before: "", after: "" }],
    };
    let present = whichever(condition, operator, possible, version, context);
    if present.truth != Truth::Unknown && present.truth == absent(effect, operator, key).truth {
        return present;
    }
    open
}

/// `ForAnyValue` with `IfExists`, where the request has no value: it does not hold in an Allow, and what it does in a
/// Deny is not known.
fn any_of_none(effect: Option<Effect>, because: Because, key: Span) -> Tested {
    let truth = if effect == Some(Effect::Allow) { Truth::No } else { Truth::Unknown };
    Tested { truth, because, at: key, rules: vec![Rule::FOR_ANY_VALUE_IF_EXISTS] }
}

/// The result for a key or a value that is missing.
const fn missing(holds: bool, key: Span) -> Tested {
    let truth = if holds { Truth::Yes } else { Truth::No };
    Tested { truth, because: Because::KeyMissing, at: key, rules: Vec::new() }
}

/// One value of the request, as far as it is known.
#[derive(Clone, Copy)]
enum Held<'c> {
    Text(&'c str),
    Like { before: &'c str, after: &'c str },
    Role(&'c str),
    Between(i64, i64),
    Number(u64, u64),
    AddressIn(Cidr),
    AwsAddress { never_in: &'c [Cidr] },
}

/// The request's value of one key, or those of which it is one; nothing where there are several, or none.
fn possible_values(value: &ContextValue) -> Option<Vec<Held<'_>>> {
    Some(match value {
        ContextValue::One(value) => vec![Held::Text(value)],
        ContextValue::Many(values) => match values.as_slice() {
            [only] => vec![Held::Text(only)],
            _ => return None,
        },
        ContextValue::OneOf(values) => values.iter().map(|it| Held::Text(it)).collect(),
        ContextValue::Like { before, after } => vec![Held::Like { before, after }],
        ContextValue::Role(arn) => vec![Held::Role(arn)],
        ContextValue::Between(from, to) => vec![Held::Between(*from, *to)],
        ContextValue::Number(from, to) => vec![Held::Number(*from, *to)],
        ContextValue::AddressIn(range) => vec![Held::AddressIn(*range)],
        ContextValue::AwsAddress { never_in } => vec![Held::AwsAddress { never_in }],
        ContextValue::Unknown | ContextValue::Perhaps(_) => return None,
    })
}

/// The result for a value that is one of `possible`: open where they differ in theirs.
fn whichever(
    condition: &Condition,
    operator: Operator,
    possible: &[Held<'_>],
    version: Version,
    context: &Context,
) -> Tested {
    let mut each = possible.iter().map(|it| one(condition, operator, *it, version, context));
    let Some(first) = each.next() else {
        return Tested {
            truth: Truth::Unknown,
            because: Because::KeyUnknown,
            at: condition.key.span,
            rules: Vec::new(),
        };
    };
    each.fold(first, |so_far, it| match so_far.truth == it.truth {
        true => so_far,
        false => Tested {
            truth: Truth::Unknown,
            because: Because::KeyUnknown,
            at: condition.key.span,
            rules: so_far.rules.into_iter().chain(it.rules).collect(),
        },
    })
}

/// One request value against all values of the policy.
fn one(
    condition: &Condition,
    operator: Operator,
    value: Held<'_>,
    version: Version,
    context: &Context,
) -> Tested {
    let mut rules = Vec::new();
    // Of a symbol the beginning is known where all values of the key begin alike.
    let before = match value {
        Held::Text(text) if symbol::has(text) => key::beginning(&condition.key.text),
        _ => "",
    };
    let mut compare =
        |own: &Entry, value| compare(operator, own, value, version, context, &mut rules);
    let of_value = |own: &Entry| match compare(own, value) {
        Compared::Unknown if !before.is_empty() && !symbol::has(&own.text) => {
            compare(own, Held::Like { before, after: "" })
        }
        compared => compared,
    };
    let compared: Vec<Compared> = condition.values.iter().map(of_value).collect();
    if compared.is_empty() {
        rules.push(Rule::EMPTY_POLICY_VALUES);
    }
    let plain = Truth::any(compared.iter().map(|it| it.truth()));
    let truth = if operator.negated { !plain } else { plain };
    let at_value = |wanted: Compared| {
        let at = compared.iter().position(|it| *it == wanted);
        at.and_then(|at| condition.values.get(at)).map_or(condition.values_span, |it| it.span)
    };
    let whole = condition.values_span;
    let (because, at) = match (plain, operator.negated) {
        (Truth::Yes, false) => (Because::ValueMatches, at_value(Compared::Yes)),
        (Truth::Yes, true) => (Because::ValueExcluded, at_value(Compared::Yes)),
        (Truth::No, _) => {
            let variables =
                !compared.is_empty() && compared.iter().all(|it| *it == Compared::VariableMissing);
            match variables {
                true => (Because::VariableMissing, at_value(Compared::VariableMissing)),
                false => (Because::ValueDiffers, whole),
            }
        }
        (Truth::Unknown, _) if compared.contains(&Compared::InvalidPolicyValue) => {
            rules.push(Rule::MALFORMED_VALUE);
            (Because::InvalidPolicyValue, whole)
        }
        (Truth::Unknown, _) if compared.contains(&Compared::InvalidRequestValue) => {
            rules.push(Rule::MALFORMED_VALUE);
            (Because::InvalidRequestValue, whole)
        }
        (Truth::Unknown, _) if compared.contains(&Compared::VariableUnknown) => {
            (Because::VariableUnknown, at_value(Compared::VariableUnknown))
        }
        (Truth::Unknown, _) if compared.contains(&Compared::CaseUnknown) => {
            rules.push(Rule::CASE_BEYOND_ASCII);
            (Because::CaseBeyondAscii, whole)
        }
        (Truth::Unknown, _) => (Because::KeyUnknown, condition.key.span),
    };
    Tested { truth, because, at, rules }
}

/// The only value is an empty text.
fn is_empty(possible: &[Held<'_>]) -> bool {
    matches!(possible, [Held::Text("")])
}

/// Each of the request's values against all values of the policy.
fn several(
    condition: &Condition,
    effect: Option<Effect>,
    operator: Operator,
    set: SetQualifier,
    value: &ContextValue,
    version: Version,
    context: &Context,
) -> Tested {
    // Of a list each value counts; of one value it may not be known which it is.
    let values: Vec<Vec<Held<'_>>> = match value {
        ContextValue::Many(values) => {
            let told = values.iter().filter(|it| !it.is_empty());
            told.map(|it| vec![Held::Text(it)]).collect()
        }
        other => possible_values(other).into_iter().filter(|it| !is_empty(it)).collect(),
    };
    if values.is_empty() {
        let key = condition.key.span;
        // A list without values counts as an absent key.
        let is_list = matches!(value, ContextValue::Many(_));
        if operator.if_exists && is_list && set == SetQualifier::ForAnyValue {
            let mut tested = any_of_none(effect, Because::ValueMissing, key);
            tested.rules.push(Rule::EMPTY_LIST);
            return tested;
        }
        let mut tested = missing(set == SetQualifier::ForAllValues, key);
        tested.because = Because::ValueMissing;
        return tested;
    }
    let each: Vec<Tested> =
        values.iter().map(|it| whichever(condition, operator, it, version, context)).collect();
    let truths = each.iter().map(|it| it.truth);
    let truth = match set {
        SetQualifier::ForAllValues => Truth::all(truths),
        SetQualifier::ForAnyValue => Truth::any(truths),
    };
    let mut rules = Vec::new();
    each.iter().for_each(|it| rules.extend(&it.rules));
    match each.into_iter().find(|it| it.truth == truth) {
        Some(telling) => Tested { truth, rules, ..telling },
        None => Tested { truth, because: Because::ValueDiffers, at: condition.values_span, rules },
    }
}

/// One policy value against one request value.
fn compare(
    operator: Operator,
    own: &Entry,
    value: Held<'_>,
    version: Version,
    context: &Context,
    rules: &mut Vec<Rule>,
) -> Compared {
    let version = if operator.fills_variables() { version } else { Version::V2008 };
    if operator.family == Family::Bool && variable::has_variable(&own.text, version) {
        rules.push(Rule::BOOL_VARIABLE);
    }
    let filled = match variable::fill(&own.text, 0, version, context) {
        Ok(filled) => filled,
        Err(Unfilled::Missing) => return Compared::VariableMissing,
        Err(Unfilled::Unknown) => return Compared::VariableUnknown,
    };
    rules.extend(filled.rules.iter().copied());
    match value {
        Held::Text(value) => {
            let compared = compare_text(operator, &filled, value, rules);
            symbols::judged(compared, operator, &filled.text(), value)
        }
        Held::AwsAddress { never_in } if operator.family == Family::IpAddress => {
            ip::compare_aws_address(&filled.text(), never_in)
        }
        Held::AddressIn(range) if operator.family == Family::IpAddress => {
            ip::compare_range(&filled.text(), range)
        }
        Held::AwsAddress { .. } | Held::AddressIn(_) => partly::compare(operator, &filled, "", ""),
        Held::Like { before, after } => partly::compare(operator, &filled, before, after),
        Held::Role(arn) => match compare_text(operator, &filled, arn, rules) {
            Compared::No => partly::compare_role(operator, &filled, arn),
            plain => plain,
        },
        Held::Number(from, to) => match operator.family {
            Family::Numeric(relation) => {
                numeric::compare_between(relation, &filled.text(), from, to)
            }
            _ => partly::compare(operator, &filled, "", ""),
        },
        Held::Between(from, to) => match operator.family {
            Family::Date(relation) => date::compare_between(relation, &filled.text(), from, to),
            _ => partly::compare(operator, &filled, "", ""),
        },
    }
}

/// One policy value against one request value that is known.
fn compare_text(
    operator: Operator,
    filled: &Filled<'_>,
    value: &str,
    rules: &mut Vec<Rule>,
) -> Compared {
    let yes_no = |holds: ::core::primitive::bool| match holds {
        true => Compared::Yes,
        false => Compared::No,
    };
    match operator.family {
        Family::StringEquals => yes_no(filled.text() == value),
        Family::StringEqualsIgnoreCase => string::equals_ignore_case(&filled.text(), value),
        Family::StringLike => yes_no(filled.matches(value)),
        Family::Numeric(relation) => numeric::compare(relation, &filled.text(), value),
        Family::Date(relation) => date::compare(relation, &filled.text(), value),
        Family::Bool => bool::compare(&filled.text(), value, rules),
        Family::Binary => binary::compare(&filled.text(), value),
        Family::IpAddress => ip::compare(&filled.text(), value, rules),
        Family::Arn => arn::compare(filled, value),
        Family::Null => Compared::Unknown,
    }
}

/// `text` is a number in the form that numeric operators take.
pub(crate) fn is_number(text: &str) -> bool {
    numeric::is_number(text)
}

/// A moment in the forms that date operators take: seconds since the start of 1970.
pub fn parse_time(text: &str) -> Option<i64> {
    date::Instant::parse(text).map(|it| it.seconds)
}
