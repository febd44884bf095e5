//! Principals that are none, and services that are admitted for whoever uses them.

use super::{Lint, Linter, allows, listed};
use crate::policy::{Condition, PolicyKind, PrincipalName, Statement};

/// Keys that say for whom a service acts.
const DEPUTY_KEYS: [&str; 8] = [
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:PrincipalOrgID",
    "aws:PrincipalAccount",
    "kms:CallerAccount",
    "kms:ViaService",
];

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    for principal in statement.principal.iter().flat_map(|it| &it.entries) {
        if let PrincipalName::Service(name) = &principal.name
            && !is_service(name)
        {
            let headline = format!("\"{name}\" is no service principal");
            linter.report(Lint::INVALID_SERVICE_PRINCIPAL_FORMAT, principal.span, headline);
        }
    }
    let kind = linter.policy.kind;
    let guarded =
        |key: &Condition| DEPUTY_KEYS.iter().any(|it| it.eq_ignore_ascii_case(&key.key.text));
    for principal in listed(statement.principal.as_ref()).iter().filter(|_| allows(statement)) {
        match &principal.name {
            PrincipalName::Service(name)
                if acts_for_others(kind) && !statement.conditions.iter().any(guarded) =>
            {
                let headline = format!("{name} is admitted for whoever makes it act");
                linter.report(Lint::RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL, principal.span, headline);
            }
            PrincipalName::User(arn) if kind != PolicyKind::Key => {
                let headline = format!("\"{arn}\" is a user, who has long-term credentials");
                linter.report(Lint::LONG_TERM_CREDENTIALS, principal.span, headline);
            }
            _ => {}
        }
    }
}

/// Whether services come to such a policy on behalf of others. A service that assumes a role acts for the role's own account.
const fn acts_for_others(kind: PolicyKind) -> bool {
    matches!(kind, PolicyKind::Bucket | PolicyKind::Key | PolicyKind::Function)
}

/// `lambda.amazonaws.com`, also with a Region before the domain.
fn is_service(name: &str) -> bool {
    let domain = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".amazonaws.internal"];
    let stem = domain.iter().find_map(|it| name.strip_suffix(it));
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    stem.is_some_and(|it| !it.is_empty() && it.chars().all(word))
}
