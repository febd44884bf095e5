//! Identity providers as principals: where they may stand, what they are asked for, and whom of their users they admit.

use super::{Lint, Linter, allows, guard, listed};
use crate::arn::Arn;
use crate::condition::Family;
use crate::pattern;
use crate::policy::{Condition, Entry, PolicyKind, Principal, PrincipalName, Statement};
use crate::text::Span;

/// How somebody comes to assume a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// With credentials of AWS, or as a service.
    Plain,
    Saml,
    WebIdentity,
}

/// Each way with the action that it takes, and who goes that way.
const WAYS: [(Way, &str, &str); 3] = [
    (Way::Plain, "sts:AssumeRole", "AWS principals and services"),
    (Way::Saml, "sts:AssumeRoleWithSAML", "SAML providers"),
    (Way::WebIdentity, "sts:AssumeRoleWithWebIdentity", "OIDC providers"),
];

const GITHUB: &str = "token.actions.githubusercontent.com";

/// Claims of GitHub's that say which repository, or whose.
const REPOSITORY_CLAIMS: [&str; 5] =
    ["sub", "job_workflow_ref", "repository", "repository_id", "repository_owner_id"];

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let is_trust = linter.policy.kind == PolicyKind::Trust;
    for principal in statement.principal.iter().flat_map(|it| &it.entries) {
        let PrincipalName::Federated(name) = &principal.name else { continue };
        if !is_trust {
            let kind = linter.policy.kind.article();
            let headline = format!("{kind} takes no identity provider");
            linter.report(Lint::FEDERATED_PRINCIPAL_NOT_SUPPORTED, principal.span, headline);
        } else if !name.contains("${") && way(name).is_none() {
            let headline = format!("\"{name}\" is no identity provider");
            let lint = Lint::INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY;
            linter.report(lint, principal.span, headline);
        }
    }
    if is_trust && allows(statement) {
        ways(linter, statement);
    }
}

/// Reports OIDC providers of whose users no condition says which are meant.
pub(super) fn check_users(linter: &mut Linter<'_>, statement: &Statement) {
    if linter.policy.kind != PolicyKind::Trust || !allows(statement) {
        return;
    }
    // A token always carries its claims, so that it matters little what an absent key would do.
    let asks =
        |it: &&Condition| it.operator.is_some_and(|it| !it.negated && it.family != Family::Null);
    let asking: Vec<&Condition> =
        statement.conditions.iter().filter(asks).filter(|it| guard::is_narrow(it)).collect();
    for principal in listed(statement.principal.as_ref()) {
        let PrincipalName::Federated(name) = &principal.name else { continue };
        if way(name) != Some(Way::WebIdentity) {
            continue;
        }
        let host = name.split_once(":oidc-provider/").map_or(name.as_str(), |it| it.1);
        if domain(host).eq_ignore_ascii_case(GITHUB) {
            repositories(linter, &asking, principal.span, host);
        } else if !asking.iter().any(|it| claim(it, host).is_some()) {
            let headline = format!("every user of {host} is admitted");
            let lint = Lint::MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL;
            linter.report(lint, principal.span, headline);
        }
    }
}

/// How the users of a provider assume roles; nothing where `name` is that of none.
fn way(name: &str) -> Option<Way> {
    if let Some(arn) = Arn::parse(name) {
        return match (arn.service, arn.kind_and_name()) {
            ("iam", ("saml-provider", name)) if is_name(name) => Some(Way::Saml),
            ("iam", ("oidc-provider", name)) if is_name(name) => Some(Way::WebIdentity),
            _ => None,
        };
    }
    let domain = name.contains('.') && !name.contains(':') && is_name(name);
    domain.then_some(Way::WebIdentity)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && pattern::is_plain(text) && !text.contains(' ')
}

/// Reports actions that none of the principals, and principals that none of the actions goes with.
fn ways(linter: &mut Linter<'_>, statement: &Statement) {
    let actions = listed(statement.action.as_ref());
    let principals = listed(statement.principal.as_ref());
    // Nothing for whom everything may fit, or who is reported already.
    let way_of = |name: &PrincipalName| match name {
        PrincipalName::Federated(name) => way(name),
        PrincipalName::Everyone | PrincipalName::CanonicalUser(_) | PrincipalName::Invalid(_) => {
            None
        }
        _ => Some(Way::Plain),
    };
    let (mut named, mut reported) = (false, false);
    for (way, action, who) in WAYS {
        let fits = |it: &Principal| way_of(&it.name).is_none_or(|it| it == way);
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
    for (way, action, _) in WAYS {
        if actions.iter().any(|it| asks_for(it, action)) {
            continue;
        }
        for principal in principals.iter().filter(|it| way_of(&it.name) == Some(way)) {
            let written = principal.span.of(linter.text);
            let headline = format!("{written} needs {action}, which is not listed here");
            linter.report(Lint::MISMATCHED_ACTION_FOR_PRINCIPAL, principal.span, headline);
        }
    }
}

/// Whether the entry of an `Action` stands for `action` too.
fn asks_for(entry: &Entry, action: &str) -> bool {
    pattern::matches(&pattern::any_case(pattern::wildcards(&entry.text)), action)
}

/// Reports conditions that admit other people's repositories on GitHub.
fn repositories(linter: &mut Linter<'_>, asking: &[&Condition], span: Span, host: &str) {
    let of = |claims: &[&str]| {
        let any = |it: &&&Condition| claim(it, host).is_some_and(|it| claims.contains(&it));
        asking.iter().find(any).copied()
    };
    if of(&REPOSITORY_CLAIMS).is_none() {
        let headline = "every repository on GitHub is admitted".to_owned();
        return linter.report(Lint::MISSING_GITHUB_REPO_CONDITION_KEY, span, headline);
    }
    // Under another operator the star is a plain character, which is reported as such.
    let like = |it: &Condition| it.operator.is_some_and(|it| it.family == Family::StringLike);
    let Some(subject) = of(&["sub"]).filter(|it| like(it)) else { return };
    let branch = of(&["ref", "job_workflow_ref"]).is_some();
    for value in &subject.values {
        let Some((fixed, _)) = value.text.split_once('*') else { continue };
        // `repo:OWNER/NAME:`, and what stands behind it says the branch.
        let repository = fixed.split(':').count() > 2;
        if !(repository && branch) {
            let headline = match repository {
                true => format!("\"{}\" admits every branch and pull request", value.text),
                false => format!("\"{}\" admits more than one repository", value.text),
            };
            let lint = Lint::SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED;
            linter.report(lint, value.span, headline);
        }
    }
}

/// A provider's name without the path of one of its customers.
fn domain(host: &str) -> &str {
    host.split('/').next().unwrap_or(host)
}

/// The claim that a condition's key names, where it is one of the provider `host`.
fn claim<'c>(condition: &'c Condition, host: &str) -> Option<&'c str> {
    let (provider, claim) = condition.key.text.rsplit_once(':')?;
    provider.eq_ignore_ascii_case(host).then_some(claim)
}
