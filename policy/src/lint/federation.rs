//! Identity providers as principals: where they may stand, and what they are asked for.

use super::{Lint, Linter, allows, listed};
use crate::arn::Arn;
use crate::pattern;
use crate::policy::{Entry, PolicyKind, Principal, PrincipalName, Statement};

/// How a principal assumes a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Method {
    /// With credentials of AWS, or as a service.
    Plain,
    Saml,
    WebIdentity,
}

/// Each of these with its action, and the principals that use it.
const METHODS: [(Method, &str, &str); 3] = [
    (Method::Plain, "sts:AssumeRole", "AWS principals and services"),
    (Method::Saml, "sts:AssumeRoleWithSAML", "SAML providers"),
    (Method::WebIdentity, "sts:AssumeRoleWithWebIdentity", "OIDC providers"),
];

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let is_trust = linter.policy.kind == PolicyKind::Trust;
    for principal in statement.principal.iter().flat_map(|it| &it.entries) {
        let PrincipalName::Federated(name) = &principal.name else { continue };
        if !is_trust {
            let kind = linter.policy.kind.article();
            let headline = format!("{kind} takes no identity provider");
            linter.report(Lint::FEDERATED_PRINCIPAL_NOT_SUPPORTED, principal.span, headline);
        } else if !name.contains("${") && method(name).is_none() {
            let headline = format!("\"{name}\" is no identity provider");
            let lint = Lint::INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY;
            linter.report(lint, principal.span, headline);
        }
    }
    if is_trust && allows(statement) {
        ways(linter, statement);
    }
}

/// The name of an OIDC provider, as its condition keys begin; nothing for other principals.
pub(super) fn oidc_host(name: &PrincipalName) -> Option<&str> {
    let PrincipalName::Federated(name) = name else { return None };
    let host = name.split_once(":oidc-provider/").map_or(name.as_str(), |it| it.1);
    (method(name) == Some(Method::WebIdentity)).then_some(host)
}

/// How the users of a provider assume roles; nothing where `name` is that of none.
fn method(name: &str) -> Option<Method> {
    if let Some(arn) = Arn::parse(name) {
        return match (arn.service, arn.kind_and_name()) {
            ("iam", ("saml-provider", name)) if is_name(name) => Some(Method::Saml),
            ("iam", ("oidc-provider", name)) if is_name(name) => Some(Method::WebIdentity),
            _ => None,
        };
    }
    let domain = name.contains('.') && !name.contains(':') && is_name(name);
    domain.then_some(Method::WebIdentity)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && pattern::is_plain(text) && !text.contains(' ')
}

/// Reports actions that none of the principals, and principals that none of the actions goes with.
fn ways(linter: &mut Linter<'_>, statement: &Statement) {
    let actions = listed(statement.action.as_ref());
    let principals = listed(statement.principal.as_ref());
    // Nothing for whom everything may fit, or who is reported already.
    let method_of = |name: &PrincipalName| match name {
        PrincipalName::Federated(name) => method(name),
        PrincipalName::Everyone | PrincipalName::CanonicalUser(_) | PrincipalName::Invalid(_) => {
            None
        }
        _ => Some(Method::Plain),
    };
    let (mut named, mut reported) = (false, false);
    for (method, action, who) in METHODS {
        let fits = |it: &Principal| method_of(&it.name).is_none_or(|it| it == method);
        let fit = principals.is_empty() || principals.iter().any(fits);
        for entry in actions.iter().filter(|it| it.text.eq_ignore_ascii_case(action)) {
            named = true;
            if !fit {
                let headline = format!("{} is for {who}, and there is none here", entry.text);
                linter.report(Lint::MISMATCHED_ACTION_FOR_PRINCIPAL, entry.span, headline);
                reported = true;
            }
        }
    }
    if reported || !named {
        return;
    }
    for (method, action, _) in METHODS {
        if actions.iter().any(|it| asks_for(it, action)) {
            continue;
        }
        for principal in principals.iter().filter(|it| method_of(&it.name) == Some(method)) {
            let written = principal.span.of(linter.text);
            let headline = format!("{written} needs {action}, which is not listed here");
            linter.report(Lint::MISMATCHED_ACTION_FOR_PRINCIPAL, principal.span, headline);
        }
    }
}

/// The entry of an `Action` stands for `action` too.
pub(super) fn asks_for(entry: &Entry, action: &str) -> bool {
    pattern::matches(&pattern::any_case(pattern::wildcards(&entry.text)), action)
}
