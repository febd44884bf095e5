//! Condition keys that none of the question's requests has to which their statement could apply.

use accesspath_policy::key;
use accesspath_policy::operator::{Family, SetQualifier};
use accesspath_policy::policy::{Condition, Parsed, Policy, Statement};
use accesspath_policy::reason::Because;
use accesspath_policy::text::Span;
use accesspath_policy::trace::{Element, StatementTrace};
use accesspath_policy::truth::Truth;

use super::Mismatch;
use crate::Analysis;

/// Keys that the path or the caller decides on, not the request's own parameters.
const KEYS: [&str; 14] = [
    key::AWS_SOURCE_IP,
    key::AWS_SOURCE_VPC,
    key::AWS_SOURCE_VPCE,
    key::AWS_SOURCE_VPC_ARN,
    key::AWS_VPC_SOURCE_IP,
    key::AWS_VPCE_ACCOUNT,
    key::AWS_VPCE_ORG_ID,
    key::AWS_VPCE_ORG_PATHS,
    key::AWS_PRINCIPAL_ORG_ID,
    key::AWS_PRINCIPAL_ORG_PATHS,
    key::AWS_SOURCE_ARN,
    key::AWS_SOURCE_ACCOUNT,
    key::AWS_PRINCIPAL_SERVICE_NAME,
    key::LAMBDA_SOURCE_FUNCTION_ARN,
];

pub(super) fn on_no_path(analysis: &Analysis, parsed: &Parsed<Policy>) -> Vec<(Span, Mismatch)> {
    let mut found = Vec::new();
    for statement in &parsed.value.statements {
        for (at, condition) in statement.conditions.iter().enumerate().filter(|it| asks(it.1)) {
            if is_missing(analysis, parsed, statement, at) {
                let key = condition.key.text.to_string();
                found.push((condition.key.span, Mismatch::KeyOnNoPath(key)));
            }
        }
    }
    found
}

/// The condition compares one of the keys; one that asks whether the key is there expects that it may be missing.
fn asks(condition: &Condition) -> bool {
    KEYS.iter().any(|it| condition.has_key(it))
        && condition.operator.is_some_and(|it| {
            let for_all = it.set == Some(SetQualifier::ForAllValues);
            it.family != Family::Null && !it.if_exists && !for_all
        })
}

/// The statement could apply to some requests, and none of them has the key.
fn is_missing(
    analysis: &Analysis,
    parsed: &Parsed<Policy>,
    statement: &Statement,
    at: usize,
) -> bool {
    let requests = analysis.paths.iter().flat_map(|it| &it.requests);
    let policies = requests.flat_map(|it| &it.parts).flat_map(|it| &it.policies);
    let own = policies.filter(|it| it.trace.document == parsed.document);
    let traces = own.flat_map(|it| &it.trace.statements).filter(|it| it.number == statement.number);
    let mut asked = traces.filter(|it| could_apply(it)).peekable();
    asked.peek().is_some()
        && asked.all(|it| {
            let own = it.clauses.iter().find(|it| it.element == Element::Condition(at));
            own.is_some_and(|it| it.because == Because::KeyMissing)
        })
}

/// All but the conditions match, or may match.
fn could_apply(statement: &StatementTrace) -> bool {
    let element = |it: Element| !matches!(it, Element::Condition(_));
    statement.clauses.iter().all(|it| !element(it.element) || it.truth != Truth::No)
}
