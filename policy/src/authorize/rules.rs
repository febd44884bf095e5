//! The unclear rules of AWS that an answer leans on.
//!
//! A rule is named where the answer could be another one if AWS meant otherwise, and not wherever it applies.

use super::grant::{ResourceGrant, limits};
use super::{Decision, Part};
use crate::key;
use crate::layer::Layer;
use crate::policy::Effect;
use crate::publicness::Publicness;
use crate::request::Request;
use crate::rule::Rule;
use crate::trace::{ClauseTrace, Element, GrantForm, Negation, StatementTrace};
use crate::truth::Truth;

/// The unclear rules that the answer leans on, each once, by number.
pub(super) fn rules(
    request: &Request,
    parts: &[Part],
    publicness: Option<&Publicness>,
    grants: ResourceGrant,
    decision: Decision,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for part in parts.iter().filter(|it| it.applies) {
        for policy in &part.policies {
            policy.trace.statements.iter().for_each(|it| rules.extend(it.rules()));
        }
    }
    let of = |layer| parts.iter().find(|it| it.layer == layer);
    let allows = |layer| of(layer).map_or(Truth::Unknown, |it: &Part| it.allow);
    if of(Layer::ServiceControlPolicies).is_some_and(leans_on_narrow_allow) {
        rules.push(Rule::NARROW_SCP_ALLOW);
    }
    let rcps_deny = |it: &Part| it.applies && it.deny != Truth::No;
    if !request.is_same_account() && of(Layer::ResourceControlPolicies).is_some_and(rcps_deny) {
        rules.push(Rule::RCP_OF_THE_RESOURCE);
    }
    let identity = allows(Layer::IdentityPolicies);
    let limits = limits(&allows);
    if leans_on_a_grant(request, of(Layer::ResourcePolicy), limits, decision) {
        rules.push(Rule::GRANT_AND_LIMITS);
    }
    if request.is_same_account() {
        // What only the resource policy grants, past a limit that does not allow.
        if limits == Truth::No && grants.role == Truth::Yes && grants.direct == Truth::No {
            rules.push(Rule::ROLE_ARN_AND_BOUNDARY);
        }
        let by_principal_arn =
            limits == Truth::No && grants.direct == Truth::Yes && leans_on_principal_arn(parts);
        if by_principal_arn && decision == Decision::Allow {
            rules.push(Rule::PRINCIPAL_ARN_AND_BOUNDARY);
        }
        let public = publicness.is_some_and(|it| it.truth == Truth::Yes);
        if restricts(parts) && public && identity == Truth::No && grants.direct == Truth::Yes {
            rules.push(Rule::PUBLIC_SAME_ACCOUNT);
        }
    } else if let Some(publicness) = publicness.filter(|_| restricts(parts)) {
        rules.extend(publicness.rules.iter().copied());
    }
    rules
}

/// A grant of a key is all that the resource gives, where limits or another account's policies decide too.
fn leans_on_a_grant(
    request: &Request,
    resource: Option<&Part>,
    limits: Truth,
    decision: Decision,
) -> bool {
    let granted = |number: fn(usize) -> bool| {
        let policies = resource.into_iter().flat_map(|it| &it.policies);
        Truth::any(policies.filter(|it| number(it.number)).map(|it| it.trace.allow))
    };
    let only_by_grant = granted(|it| it > 1) == Truth::Yes && granted(|it| it == 1) != Truth::Yes;
    only_by_grant
        && (limits == Truth::No || !request.is_same_account())
        && decision != Decision::ExplicitDeny
}

fn restricts(parts: &[Part]) -> bool {
    parts.iter().any(|it| it.layer == Layer::BlockPublicAccess && it.configured)
}

/// At some level only an Allow decides that is narrower than an action on everything.
fn leans_on_narrow_allow(part: &Part) -> bool {
    let narrow = |it: &StatementTrace| {
        it.clauses.iter().any(|it| match it.element {
            Element::Condition(_) | Element::Action(Negation::Not) => true,
            Element::Resource(negation) => negation == Negation::Not || !it.names_everything,
            _ => false,
        })
    };
    let of_action = |it: &StatementTrace| {
        let actions = |it: &&ClauseTrace| matches!(it.element, Element::Action(_));
        it.clauses.iter().find(actions).is_some_and(|it| it.truth != Truth::No)
    };
    let at = |level: Option<usize>| {
        let own = part.policies.iter().filter(move |it| it.level == level);
        let all = own.flat_map(|policy| &policy.trace.statements);
        all.filter(|it| it.effect == Some(Effect::Allow))
    };
    let decides = |level| {
        let plain = at(level).any(|it| it.applies == Truth::Yes && !narrow(it));
        !plain && at(level).any(|it| narrow(it) && of_action(it))
    };
    part.applies && part.levels().into_iter().any(decides)
}

/// The grant to everyone is one that a condition on `aws:PrincipalArn` narrows.
fn leans_on_principal_arn(parts: &[Part]) -> bool {
    let Some(resource) = parts.iter().find(|it| it.layer == Layer::ResourcePolicy) else {
        return false;
    };
    resource.policies.iter().any(|policy| {
        let narrows = |it: &ClauseTrace| it.is_about(&[key::AWS_PRINCIPAL_ARN]);
        let mut to_everyone =
            policy.trace.allows().filter(|it| it.form == Some(GrantForm::Everyone));
        to_everyone.any(|it| it.clauses.iter().any(narrows))
    })
}
