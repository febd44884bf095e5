//! Finds what a policy says of another bucket, account, endpoint, network, role or organization than its scenario's,
//! and condition keys that no path of the question brings.
//!
//! A policy may name several things: only where nothing in the clause, or of principals and of an identity's buckets
//! nothing in the document, meets the scenario's own thing of the kind is that told. Patterns, variables and symbols
//! may meet anything. The sentences are in `explain`.

mod keys;
mod own;

use accesspath_policy::arn::Arn;
use accesspath_policy::key;
use accesspath_policy::operator::Family;
use accesspath_policy::pattern;
use accesspath_policy::policy::{
    Condition, Entry, Form, Parsed, Policy, PolicyKind, Principal, PrincipalName, Statement,
};
use accesspath_policy::symbol;
use accesspath_policy::text::Span;

use crate::Analysis;
use crate::scenario::Scenario;
use own::Own;

/// A kind of thing that policies name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A bucket.
    Bucket,
    /// A VPC endpoint.
    Endpoint,
    /// A VPC.
    Vpc,
    /// An account.
    Account,
    /// A role or user.
    Role,
    /// An organization.
    Organization,
}

/// One mismatch of a policy with its scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// It names another thing.
    Names {
        /// The kind.
        thing: Thing,
        /// What it names.
        named: String,
        /// The scenario's own.
        own: Vec<String>,
    },
    /// It asks for a key that no path of the question brings.
    KeyOnNoPath(String),
}

/// The mismatches of a document of the scenario with their places, in the order of these.
#[must_use]
pub fn mismatches(
    scenario: &Scenario,
    analysis: &Analysis,
    parsed: &Parsed<Policy>,
) -> Vec<(Span, Mismatch)> {
    let policy = &parsed.value;
    if policy.kind == PolicyKind::Trust {
        return Vec::new();
    }
    let own = Own::of(scenario, parsed);
    let mut found: Vec<(Span, Mismatch)> = Vec::new();
    principals(policy, &own, &mut found);
    buckets(policy, &own, &mut found);
    for statement in &policy.statements {
        for condition in &statement.conditions {
            found.extend(of_condition(policy.kind, condition, &own));
        }
    }
    found.extend(keys::on_no_path(analysis, parsed));
    found.sort_by_key(|it| it.0);
    found
}

/// The text may be one of `own`, or come to it.
fn meets(text: &str, own: &[String]) -> bool {
    is_open(text) || own.iter().any(|it| symbol::has(it) || it.eq_ignore_ascii_case(text))
}

fn is_open(text: &str) -> bool {
    !pattern::is_plain(text) || text.contains("${") || symbol::has(text)
}

fn names(thing: Thing, named: &str, own: &[String]) -> Mismatch {
    Mismatch::Names { thing, named: named.to_owned(), own: own.to_vec() }
}

/// The account, the role or the user that a policy names in its principals, where none of those is the scenario's.
fn principals(policy: &Policy, own: &Own, found: &mut Vec<(Span, Mismatch)>) {
    let mut accounts: Option<(Span, String)> = None;
    let mut roles: Option<(Span, String)> = None;
    for Principal { name, span } in
        policy.statements.iter().filter_map(|it| it.principal.as_ref()).flat_map(|it| &it.entries)
    {
        let (arn, is_role) = match name {
            PrincipalName::Account(id) => (id, false),
            PrincipalName::Root(arn) => (arn, false),
            PrincipalName::Role(arn) | PrincipalName::Session(arn) | PrincipalName::User(arn) => {
                (arn, true)
            }
            _ => return,
        };
        let account = Arn::parse(arn).map_or(arn.as_str(), |it| it.account);
        if meets(account, &own.accounts) {
            if !is_role || own.roles.iter().any(|it| is_of(it, arn)) {
                return;
            }
            roles.get_or_insert_with(|| (*span, arn.clone()));
        } else {
            accounts.get_or_insert_with(|| (*span, account.to_owned()));
        }
    }
    let (thing, first, own) = match (roles, accounts) {
        (Some(first), _) => (Thing::Role, first, &own.roles),
        (None, Some(first)) => (Thing::Account, first, &own.accounts),
        _ => return,
    };
    if !own.is_empty() {
        found.push((first.0, names(thing, &first.1, own)));
    }
}

/// `named` is the ARN of the role or user `own`, or of a session of it.
fn is_of(own: &str, named: &str) -> bool {
    let session = || {
        let (own, named) = (Arn::parse(own)?, Arn::parse(named)?);
        let role = named.resource.strip_prefix("assumed-role/")?.split('/').next()?;
        let name = own.resource.strip_prefix("role/")?.rsplit('/').next()?;
        Some(own.account == named.account && role == name)
    };
    symbol::has(own) || own == named || session().unwrap_or(false)
}

/// The buckets that a policy names, where none is the scenario's: in a bucket policy each clause by itself.
fn buckets(policy: &Policy, own: &Own, found: &mut Vec<(Span, Mismatch)>) {
    if own.buckets.is_empty() {
        return;
    }
    let by_clause = policy.kind == PolicyKind::Bucket;
    let mut first: Option<(Span, Mismatch)> = None;
    for statement in policy.statements.iter().filter(|it| is_about_s3(it)) {
        let clause = statement.resource.as_ref().filter(|it| it.form == Form::Listed);
        let clause = match (clause, by_clause) {
            (Some(clause), _) => clause,
            (None, true) => continue,
            (None, false) => return,
        };
        let mut other: Option<(Span, Mismatch)> = None;
        let mut met = false;
        for Entry { text, span } in &clause.entries {
            match bucket_of(text) {
                Some(name) if !meets(name, &own.buckets) => {
                    let mismatch = || (*span, names(Thing::Bucket, name, &own.buckets));
                    other.get_or_insert_with(mismatch);
                }
                _ => met = true,
            }
        }
        match (by_clause, met) {
            (true, false) => found.extend(other),
            (false, false) => first = first.or(other),
            (false, true) => return,
            (true, true) => {}
        }
    }
    found.extend(first);
}

/// The name of a bucket that a resource names, where it stands there in full; anything else may be the bucket.
fn bucket_of(resource: &str) -> Option<&str> {
    let path = Arn::parse(resource).filter(|it| it.service == "s3" && it.account.is_empty())?;
    path.resource.split('/').next().filter(|it| !it.is_empty() && !is_open(it))
}

fn is_about_s3(statement: &Statement) -> bool {
    statement.action.as_ref().is_some_and(|it| {
        let s3 = |it: &Entry| {
            let service = it.text.split(':').next().unwrap_or_default();
            service.eq_ignore_ascii_case("s3") || !pattern::is_plain(service)
        };
        it.form == Form::AllBut || it.entries.iter().any(s3)
    })
}

/// What a condition asks for, where none of its values is the scenario's.
fn of_condition(kind: PolicyKind, condition: &Condition, own: &Own) -> Option<(Span, Mismatch)> {
    let operator = condition.operator?;
    let compares = matches!(
        operator.family,
        Family::StringEquals | Family::StringEqualsIgnoreCase | Family::StringLike | Family::Arn
    );
    let any = |keys: &[&str]| keys.iter().any(|it| condition.has_key(it));
    let (thing, own) = match () {
        () if !compares => return None,
        // A key is used through KMS's own endpoints, which a scenario does not hold.
        () if kind != PolicyKind::Key && any(&[key::AWS_SOURCE_VPCE]) => {
            (Thing::Endpoint, &own.endpoints)
        }
        () if kind != PolicyKind::Key && any(&[key::AWS_SOURCE_VPC]) => (Thing::Vpc, &own.vpcs),
        () if any(&ACCOUNT_KEYS) => (Thing::Account, &own.accounts),
        () if any(&ORGANIZATION_KEYS) => (Thing::Organization, &own.organization),
        () if kind == PolicyKind::Function && any(&[key::AWS_SOURCE_ARN]) => {
            (Thing::Bucket, &own.buckets)
        }
        () => return None,
    };
    let first = condition.values.first().filter(|_| !own.is_empty())?;
    let value = |it: &Entry| match thing {
        // A path begins with the organization's id.
        Thing::Organization => Some(it.text.split('/').next().unwrap_or_default().to_owned()),
        Thing::Bucket => bucket_of(&it.text).map(str::to_owned),
        _ => Some(it.text.to_string()),
    };
    let met = condition.values.iter().any(|it| value(it).is_none_or(|it| meets(&it, own)));
    (!met).then(|| (first.span, names(thing, &value(first).unwrap_or_default(), own)))
}

/// Keys whose values are accounts that a scenario tells.
const ACCOUNT_KEYS: [&str; 7] = [
    key::AWS_PRINCIPAL_ACCOUNT,
    key::AWS_RESOURCE_ACCOUNT,
    key::AWS_SOURCE_ACCOUNT,
    key::AWS_VPCE_ACCOUNT,
    key::KMS_CALLER_ACCOUNT,
    key::S3_DATA_ACCESS_POINT_ACCOUNT,
    key::S3_RESOURCE_ACCOUNT,
];

/// Keys whose values are the id of an organization, or begin with it.
const ORGANIZATION_KEYS: [&str; 8] = [
    key::AWS_PRINCIPAL_ORG_ID,
    key::AWS_PRINCIPAL_ORG_PATHS,
    key::AWS_RESOURCE_ORG_ID,
    key::AWS_RESOURCE_ORG_PATHS,
    key::AWS_SOURCE_ORG_ID,
    key::AWS_SOURCE_ORG_PATHS,
    key::AWS_VPCE_ORG_ID,
    key::AWS_VPCE_ORG_PATHS,
];

#[cfg(test)]
mod tests;
