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
    let source_function = condition.has_key(key::LAMBDA_SOURCE_FUNCTION_ARN);
    let asked: &str = &condition.key.text;
    let withheld = match policy.kind {
        // AWS: "Use tags to control access to KMS keys" — not supported in key policies; what it does there is not said.
        PolicyKind::Key if is_tag_of_resource(asked) => Some(Withheld::Unknown),
        // Whether these can ask for the function is not said.
        PolicyKind::Rcp | PolicyKind::Endpoint if source_function => Some(Withheld::Unknown),
        kind if source_function && kind.takes_principal() => Some(Withheld::Absent),
        _ => None,
    };
    let own = withheld.map(|withheld| {
        let mut without = request.context.clone();
        match withheld {
            Withheld::Unknown => without.set(asked, ContextValue::Unknown),
            Withheld::Absent => without.remove(asked),
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

fn is_tag_of_resource(name: &str) -> bool {
    let family = key::AWS_RESOURCE_TAG;
    name.get(..family.len()).is_some_and(|it| it.eq_ignore_ascii_case(family))
}

fn is_wildcard_on_id(condition: &Condition) -> bool {
    let keys = [key::AWS_SOURCE_VPCE, key::AWS_SOURCE_VPC];
    condition.operator.is_some_and(|it| it.family == Family::StringLike)
        && keys.iter().any(|it| condition.has_key(it))
        && condition.values.iter().any(|it| !pattern::is_plain(&it.text))
}
