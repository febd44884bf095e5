//! Principals that are none, and services that are admitted for whoever uses them.

use super::condition::is;
use super::{Lint, Linter, allows, guard, listed};
use crate::arn::Arn;
use crate::facts::is_key;
use crate::policy::{Condition, Entry, PolicyKind, PrincipalName, Statement};

/// Keys that say for whom a service acts; the last is a secret that only its user's events carry.
const DEPUTY_KEYS: [&str; 9] = [
    "aws:SourceArn",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:PrincipalOrgID",
    "aws:PrincipalAccount",
    "kms:CallerAccount",
    "kms:ViaService",
    "lambda:EventSourceToken",
];

/// The encryption context names the resource that a service encrypts for.
const ENCRYPTION_CONTEXT: &str = "kms:EncryptionContext:${EncryptionContextKey}";

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    for principal in statement.principal.iter().flat_map(|it| &it.entries) {
        if let PrincipalName::Service(name) = &principal.name
            && !is_service(name)
        {
            let headline = format!("\"{name}\" is no service principal");
            linter.report(Lint::INVALID_SERVICE_PRINCIPAL_FORMAT, principal.span, headline);
        }
    }
    if !allows(statement) {
        return;
    }
    let kind = linter.policy.kind;
    let says_whom = |it: &&Condition| {
        let key = &it.key.text;
        let known = DEPUTY_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key));
        (known || is_key(ENCRYPTION_CONTEXT, key)) && guard::asks(it)
    };
    let guards: Vec<&Condition> = statement.conditions.iter().filter(says_whom).collect();
    let mut deputies = false;
    for principal in listed(statement.principal.as_ref()) {
        match &principal.name {
            PrincipalName::Service(name) if acts_for_others(kind) => {
                deputies = true;
                if guards.is_empty() {
                    let headline = format!("{name} is admitted for whoever makes it act");
                    let lint = Lint::RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL;
                    linter.report(lint, principal.span, headline);
                }
            }
            PrincipalName::User(arn) if !matches!(kind, PolicyKind::Key | PolicyKind::Endpoint) => {
                let headline = format!("\"{arn}\" is a user, who has long-term credentials");
                linter.report(Lint::LONG_TERM_CREDENTIALS, principal.span, headline);
            }
            _ => {}
        }
    }
    if let [only] = guards.as_slice()
        && deputies
    {
        paired(linter, only);
    }
}

/// Reports a guard that names a resource and, its ARN having none, no account.
// AWS: Lambda's "AddPermission", SourceAccount — a bucket that its owner deletes can be made anew by another account.
fn paired(linter: &mut Linter<'_>, only: &Condition) {
    let nobody = |it: &Entry| Arn::parse(&it.text).is_some_and(|it| it.account.is_empty());
    if is(only, "aws:SourceArn") && only.values.iter().any(nobody) {
        let headline = "a bucket's ARN does not say whose bucket it is".to_owned();
        let help = "add aws:SourceAccount: another account may own a bucket of that name later";
        let lint = Lint::MISSING_PAIRED_CONDITION_KEYS;
        linter.report_with(lint, only.key.span, headline, help.to_owned());
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
