//! One condition against the request's context, and what only some kinds of policies make of it.

use super::clause::{ClauseTrace, Element, Withheld};
use crate::condition;
use crate::context::ContextValue;
use crate::key;
use crate::operator::Family;
use crate::pattern;
use crate::policy::{Condition, Effect, Policy, PolicyKind};
use crate::reason::Because;
use crate::request::Request;
use crate::truth::Truth;

pub(super) fn trace(
    at: usize,
    condition: &Condition,
    effect: Option<Effect>,
    policy: &Policy,
    request: &Request,
) -> ClauseTrace {
    // AWS: "Working with the lambda:SourceFunctionArn condition key" — not in resource-based policies.
    let source_function = key::LAMBDA_SOURCE_FUNCTION_ARN;
    let asked = condition.has_key(source_function) && policy.kind.takes_principal();
    let withheld = asked.then_some(match policy.kind {
        // Whether these can ask for it is not said.
        PolicyKind::Rcp | PolicyKind::Endpoint => Withheld::Unknown,
        _ => Withheld::Absent,
    });
    let own = withheld.map(|withheld| {
        let mut without = request.context.clone();
        match withheld {
            Withheld::Unknown => without.set(source_function, ContextValue::Unknown),
            Withheld::Absent => without.remove(source_function),
        }
        without
    });
    let context = own.as_ref().unwrap_or(&request.context);
    let mut tested = condition::test(condition, effect, policy.version, context);
    // AWS: "Control access to VPC endpoints" — wildcards do not work on ids that AWS makes; what they do is not said.
    if policy.kind == PolicyKind::Endpoint && is_wildcard_on_id(condition) {
        tested.truth = Truth::Unknown;
        tested.because = Because::InvalidPolicyValue;
        tested.at = condition.values_span;
    }
    ClauseTrace {
        element: Element::Condition(at),
        span: condition.key.span.to(condition.values_span),
        value: condition.values_span,
        at: tested.at,
        truth: tested.truth,
        because: tested.because,
        names_everything: false,
        condition: Some(condition.names.clone()),
        withheld,
        rules: tested.rules,
    }
}

fn is_wildcard_on_id(condition: &Condition) -> bool {
    let keys = [key::AWS_SOURCE_VPCE, key::AWS_SOURCE_VPC];
    condition.operator.is_some_and(|it| it.family == Family::StringLike)
        && keys.iter().any(|it| condition.has_key(it))
        && condition.values.iter().any(|it| !pattern::is_plain(&it.text))
}
