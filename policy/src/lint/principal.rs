//! Principals that are none, and services that are admitted for whoever uses them.

use super::{Lint, Linter, allows, guard, listed};
use crate::arn::Arn;
use crate::facts::is_key;
use crate::key;
use crate::policy::{
    Condition, Effect, Entry, Form, PolicyKind, Principal, PrincipalName, Statement,
};
use crate::spelling;
use crate::text::Span;

/// Keys that say for whom a service acts; the last is a secret that only its user's events carry.
const DEPUTY_KEYS: [&str; 9] = [
    key::AWS_SOURCE_ARN,
    key::AWS_SOURCE_ACCOUNT,
    key::AWS_SOURCE_ORG_ID,
    key::AWS_SOURCE_ORG_PATHS,
    key::AWS_PRINCIPAL_ORG_ID,
    key::AWS_PRINCIPAL_ACCOUNT,
    key::KMS_CALLER_ACCOUNT,
    key::KMS_VIA_SERVICE,
    key::LAMBDA_EVENT_SOURCE_TOKEN,
];

/// The encryption context names the resource that a service encrypts for.
const ENCRYPTION_CONTEXT: &str = "kms:EncryptionContext:${EncryptionContextKey}";

/// Services that policies often name, and whose names no other service's name is like.
const COMMON_SERVICES: [&str; 21] = [
    "apigateway",
    "backup",
    "cloudformation",
    "cloudfront",
    "cloudtrail",
    "codebuild",
    "codedeploy",
    "codepipeline",
    "config",
    "ecs-tasks",
    "edgelambda",
    "elasticbeanstalk",
    "events",
    "firehose",
    "lambda",
    "monitoring",
    "rolesanywhere",
    "sagemaker",
    "scheduler",
    "states",
    "vpc-flow-logs",
];

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    let kind = linter.policy.kind;
    for principal in statement.principal.iter().flat_map(|it| &it.entries) {
        match &principal.name {
            PrincipalName::Service(name) => service(linter, name, principal.span),
            // AWS: "AWS JSON policy elements: Principal" — a canonical user id is one of S3.
            PrincipalName::CanonicalUser(_)
                if matches!(kind, PolicyKind::Trust | PolicyKind::Key | PolicyKind::Function) =>
            {
                let headline =
                    format!("only S3 knows canonical users: {} does not", kind.article());
                linter.report(Lint::CANONICAL_USER_NOT_SUPPORTED, principal.span, headline);
            }
            _ => {}
        }
    }
    but_the_listed(linter, statement);
    if !allows(statement) || organization(linter, statement) {
        return;
    }
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

/// Reports a Deny for everybody but the listed, with the accounts that the list lacks.
// AWS: "AWS JSON policy elements: NotPrincipal" — not recommended; the account of a listed principal must be listed too.
fn but_the_listed(linter: &mut Linter<'_>, statement: &Statement) {
    let takes = !matches!(linter.policy.kind, PolicyKind::Rcp | PolicyKind::Trust);
    let clause = statement.principal.as_ref().filter(|it| it.form == Form::AllBut);
    let Some(clause) = clause.filter(|_| takes && statement.effect == Some(Effect::Deny)) else {
        return;
    };
    let lint = Lint::DENY_WITH_NOT_PRINCIPAL;
    let headline = "Deny with NotPrincipal denies everybody who is not listed".to_owned();
    let listed = |account: &str| {
        clause.entries.iter().any(|it| match &it.name {
            PrincipalName::Account(own) => own == account,
            PrincipalName::Root(arn) => Arn::parse(arn).is_some_and(|it| it.account == account),
            _ => false,
        })
    };
    let mut missing: Vec<&str> = Vec::new();
    for entry in &clause.entries {
        let (PrincipalName::Role(arn)
        | PrincipalName::Session(arn)
        | PrincipalName::User(arn)
        | PrincipalName::FederatedUser(arn)) = &entry.name
        else {
            continue;
        };
        let account = Arn::parse(arn).map_or("", |it| it.account);
        if !listed(account) && !missing.contains(&account) {
            missing.push(account);
        }
    }
    if missing.is_empty() {
        return linter.report(lint, clause.name, headline);
    }
    let accounts = missing.join(" and ");
    let help =
        format!("{}; this list also lacks {accounts}, the account of those it names", lint.help);
    linter.report_with(lint, clause.name, headline, help);
}

/// Reports a name that is no service's, or looks like a slip of the pen.
fn service(linter: &mut Linter<'_>, name: &str, span: Span) {
    let Some((stem, domain)) = stem_and_domain(name) else {
        let headline = format!("\"{name}\" is no service principal");
        return linter.report(Lint::INVALID_SERVICE_PRINCIPAL_FORMAT, span, headline);
    };
    // Not all service principals are known: one with a Region or a number may be another.
    let letters = |c: char| c.is_ascii_alphabetic() || c == '-';
    if linter.facts.has_prefix(stem) || !stem.chars().all(letters) {
        return;
    }
    if let Some(meant) = spelling::nearest(stem, &COMMON_SERVICES).filter(|it| *it != stem) {
        let headline = format!("\"{name}\" is near a well-known service's name");
        let meant = format!("{meant}{domain}");
        linter.report_meant(Lint::SERVICE_PRINCIPAL_MISSPELT, span, headline, &meant);
    }
}

/// Reports a condition on the organization of services, which have none; whether there is one, which admits nobody.
fn organization(linter: &mut Linter<'_>, statement: &Statement) -> bool {
    let principals = listed(statement.principal.as_ref());
    let is_service = |it: &Principal| matches!(it.name, PrincipalName::Service(_));
    if principals.is_empty() || !principals.iter().all(is_service) {
        return false;
    }
    let keys = [
        (key::AWS_PRINCIPAL_ORG_ID, key::AWS_SOURCE_ORG_ID),
        (key::AWS_PRINCIPAL_ORG_PATHS, key::AWS_SOURCE_ORG_PATHS),
    ];
    let needed = |(key, instead)| {
        let mut conditions = statement.conditions.iter();
        Some((conditions.find(|it| it.has_key(key) && guard::needs_key(it))?, instead))
    };
    let Some((condition, instead)) = keys.into_iter().find_map(needed) else { return false };
    let Entry { text: key, span } = &condition.key;
    let headline = format!("a service belongs to no organization: it never carries {key}");
    let help = format!("use {instead}, which says for whom the service acts");
    let lint = Lint::UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL;
    linter.report_with(lint, *span, headline, help);
    true
}

/// Reports a guard that names a resource and, its ARN having none, no account.
// AWS: Lambda's "AddPermission", SourceAccount — a bucket that its owner deletes can be made anew by another account.
fn paired(linter: &mut Linter<'_>, only: &Condition) {
    let nobody = |it: &Entry| Arn::parse(&it.text).is_some_and(|it| it.account.is_empty());
    if only.has_key(key::AWS_SOURCE_ARN) && only.values.iter().any(nobody) {
        let headline = "a bucket's ARN does not say whose bucket it is".to_owned();
        let help = "add aws:SourceAccount: another account may own a bucket of that name later";
        let lint = Lint::MISSING_PAIRED_CONDITION_KEYS;
        linter.report_with(lint, only.key.span, headline, help.to_owned());
    }
}

/// Services come to such a policy on behalf of others. A service that assumes a role acts for the role's own account.
const fn acts_for_others(kind: PolicyKind) -> bool {
    matches!(kind, PolicyKind::Bucket | PolicyKind::Key | PolicyKind::Function)
}

/// `name` has the form of a service principal.
pub(crate) fn is_service_principal(name: &str) -> bool {
    stem_and_domain(name).is_some()
}

/// The two parts of `lambda.amazonaws.com`, the first of which may end in a Region.
fn stem_and_domain(name: &str) -> Option<(&str, &str)> {
    let domains = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".amazonaws.internal"];
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let parts = |domain: &&'static str| Some((name.strip_suffix(*domain)?, *domain));
    let found = domains.iter().find_map(parts);
    found.filter(|(stem, _)| !stem.is_empty() && stem.chars().all(word))
}
