//! Turns the policies of a bucket and its account into the list of the principals that they name.

use accesspath_policy::key;
use accesspath_policy::policy::{
    Condition, DocumentId, Effect, Form, Parsed, Policy, PolicyKind, PrincipalName, Statement,
};

use super::services::{self, GrantedService};
use crate::documents::Documents;
use crate::scenario::{Bucket, Fact, Scenario};

/// The principals that the policies of the bucket and its account name.
pub(super) struct NamedPrincipals {
    /// Each once, by account id, ARN or a pattern of ARNs. Those that a Deny excepts come first, because only the first
    /// few are judged.
    pub(super) all: Vec<String>,
    /// The patterns among them that callers of any account can fit.
    pub(super) of_any_account: Vec<String>,
    /// The AWS services that the bucket policy grants something.
    pub(super) services: Vec<GrantedService>,
}

impl NamedPrincipals {
    /// Reads the bucket policy, and the SCPs and RCPs of the bucket's account; `partition` is that of the bucket.
    pub(super) fn read(
        scenario: &Scenario,
        bucket: &Bucket,
        documents: &Documents,
        partition: &str,
    ) -> Self {
        let mut spared: Vec<String> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        let mut of_any_account: Vec<String> = Vec::new();
        let mut services: Vec<GrantedService> = Vec::new();
        for policy in of_bucket(scenario, bucket, documents) {
            for statement in &policy.value.statements {
                let list = if spares(statement) { &mut spared } else { &mut others };
                list.extend(named(statement));
                services::add_granted(&mut services, statement);
                for text in patterns(statement, partition) {
                    if leaves_account_open(&text) {
                        add(&mut of_any_account, &text);
                    }
                    list.push(text);
                }
            }
        }
        let mut all: Vec<String> = Vec::new();
        for principal in spared.iter().chain(&others) {
            add(&mut all, principal);
        }
        Self { all, of_any_account, services }
    }
}

/// The patterns in the trust policies of the scenario's roles that callers of any account can fit.
pub(super) fn patterns_of_trust(
    scenario: &Scenario,
    documents: &Documents,
    partition: &str,
) -> Vec<String> {
    let trust = scenario.roles.iter().filter_map(|it| it.trust.as_ref());
    let trust = trust.filter_map(|it| documents.get(it, PolicyKind::Trust));
    let mut all = Vec::new();
    for text in trust.flat_map(|it| &it.value.statements).flat_map(|it| patterns(it, partition)) {
        if leaves_account_open(&text) {
            add(&mut all, &text);
        }
    }
    all
}

fn leaves_account_open(pattern: &str) -> bool {
    pattern.split(':').nth(4).is_none_or(|it| it.contains(['*', '?']))
}

fn add(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|it| it == text) {
        list.push(text.to_owned());
    }
}

/// The bucket policy, and the SCPs and RCPs of the bucket's account.
fn of_bucket<'d>(
    scenario: &'d Scenario,
    bucket: &'d Bucket,
    documents: &'d Documents,
) -> Vec<&'d Parsed<Policy>> {
    let mut policies: Vec<&Parsed<Policy>> = Vec::new();
    let mut read = |id: &DocumentId, kind| {
        policies.extend(documents.get(id, kind).map(std::sync::Arc::as_ref));
    };
    if let Some(Fact::Known(id)) = &bucket.policy {
        read(id, PolicyKind::Bucket);
    }
    let account = scenario.account(&bucket.account);
    let scps = account.and_then(|it| it.scp_levels.as_ref()).map(|it| (it, PolicyKind::Scp));
    let rcps = account.and_then(|it| it.rcp_levels.as_ref()).map(|it| (it, PolicyKind::Rcp));
    for (levels, kind) in scps.into_iter().chain(rcps) {
        levels.known().into_iter().flatten().flatten().for_each(|it| read(it, kind));
    }
    policies
}

/// The statement denies, with exceptions.
fn spares(statement: &Statement) -> bool {
    let lists_exceptions = statement.principal.as_ref().is_some_and(|it| it.form == Form::AllBut);
    statement.effect == Some(Effect::Deny) && (lists_exceptions || !statement.conditions.is_empty())
}

/// The principals of a statement.
fn named(statement: &Statement) -> impl Iterator<Item = String> {
    let grants = statement.effect == Some(Effect::Allow);
    let listed = statement.principal.iter().flat_map(|it| &it.entries);
    listed.filter_map(move |it| match &it.name {
        PrincipalName::Account(it) | PrincipalName::Root(it) if grants => Some(it.clone()),
        PrincipalName::Role(it) | PrincipalName::User(it) => Some(it.clone()),
        _ => None,
    })
}

/// The ARNs, or patterns of ARNs, in a statement's conditions.
fn patterns(statement: &Statement, partition: &str) -> Vec<String> {
    let of = |key: &'static str| {
        let is = move |it: &&Condition| it.has_key(key);
        statement.conditions.iter().filter(is).flat_map(|it| &it.values)
    };
    let arns = of(key::AWS_PRINCIPAL_ARN).map(|it| it.text.to_string());
    let users = of(key::AWS_USERNAME).map(|it| format!("arn:{partition}:iam::*:user/{}", it.text));
    arns.chain(users).collect()
}
