//! Turns a bucket policy into the AWS services that it grants something, each with the resource that it is asked for.

use accesspath_policy::key;
use accesspath_policy::pattern;
use accesspath_policy::policy::{Condition, Effect, Form, PrincipalName, Statement};

use crate::scenario::Scenario;

/// The keys that a service's request alone carries. A statement for everybody that asks for one is for services.
const SERVICE_KEYS: [&str; 4] = [
    key::AWS_PRINCIPAL_IS_AWS_SERVICE,
    key::AWS_PRINCIPAL_SERVICE_NAME,
    key::AWS_PRINCIPAL_SERVICE_NAMES_LIST,
    key::AWS_SOURCE_ARN,
];

/// An AWS service, by its principal, and the pattern of the ARNs of the resources that it is asked for; `None`: any.
pub(super) type GrantedService = (String, Option<String>);

/// Adds the services that `statement` grants something. Of the patterns that statements ask a service for, one that
/// resources of every account fit is kept before others.
pub(super) fn add_granted(services: &mut Vec<GrantedService>, statement: &Statement) {
    if statement.effect != Some(Effect::Allow) {
        return;
    }
    let sources: Vec<String> = values(statement, key::AWS_SOURCE_ARN).collect();
    let source = sources.iter().find(|it| fits_every_account(it)).or(sources.first());
    let rank =
        |source: Option<&String>| source.map_or(1, |it| if fits_every_account(it) { 0 } else { 2 });
    for service in named(statement, source) {
        match services.iter_mut().find(|it| it.0 == service) {
            None => services.push((service, source.cloned())),
            Some(kept) if rank(source) < rank(kept.1.as_ref()) => kept.1 = source.cloned(),
            Some(_) => {}
        }
    }
}

/// The services among a statement's principals; of a statement for everybody, those that its conditions ask for.
fn named(statement: &Statement, source: Option<&String>) -> Vec<String> {
    let listed = statement.principal.iter().filter(|it| it.form == Form::Listed);
    let mut services = Vec::new();
    for entry in listed.flat_map(|it| &it.entries) {
        match &entry.name {
            PrincipalName::Service(it) => services.push(it.clone()),
            PrincipalName::Everyone
                if statement
                    .conditions
                    .iter()
                    .any(|it| SERVICE_KEYS.iter().any(|key| it.has_key(key))) =>
            {
                let names =
                    [key::AWS_PRINCIPAL_SERVICE_NAME, key::AWS_PRINCIPAL_SERVICE_NAMES_LIST];
                services.extend(
                    names
                        .iter()
                        .flat_map(|it| values(statement, it))
                        .filter(|it| pattern::is_plain(it)),
                );
                if services.is_empty() {
                    let of_source = source.and_then(|it| it.split(':').nth(2));
                    let prefix = of_source.filter(|it| pattern::is_plain(it)).unwrap_or("s3");
                    services.push(format!("{prefix}.amazonaws.com"));
                }
            }
            _ => {}
        }
    }
    services
}

/// The values of `key` that a statement's conditions ask for.
fn values(statement: &Statement, key: &'static str) -> impl Iterator<Item = String> {
    let asks = move |it: &&Condition| it.has_key(key) && it.operator.is_some_and(|it| !it.negated);
    statement.conditions.iter().filter(asks).flat_map(|it| &it.values).map(|it| it.text.to_string())
}

/// The pattern fits ARNs of resources in any account: it leaves the account open, or is one of S3's buckets, whose ARNs
/// have none, and leaves the name open.
fn fits_every_account(pattern: &str) -> bool {
    let mut parts = pattern.splitn(6, ':').skip(4);
    match (parts.next(), parts.next()) {
        (Some(""), Some(name)) => name.contains(['*', '?']),
        (Some(account), _) => account.contains(['*', '?']),
        (None, _) => pattern.ends_with('*'),
    }
}

/// An account besides those of the scenario, and the ARN of a resource in it: `account` and one that fits `pattern`,
/// where it leaves both open. The ARN is `None` where it is not known whether another account has such a resource.
pub(super) fn source(
    pattern: &str,
    account: &str,
    scenario: &Scenario,
) -> (String, Option<String>) {
    let fill = |it: &str| it.replace('*', "any").replace('?', "x");
    let parts: Vec<&str> = pattern.splitn(6, ':').collect();
    if let [arn, partition, service, region, of, name] = parts.as_slice() {
        let is_bucket = of.is_empty() && *service == "s3";
        // AWS: "Naming rules" — the name of a bucket is unique in a partition: nobody else has one that is described.
        if is_bucket
            && pattern::is_plain(name)
            && !scenario.buckets.iter().any(|it| it.name == *name)
        {
            return (account.to_owned(), None);
        }
        let is_open = is_bucket && !pattern::is_plain(name);
        let other = other_account(of, scenario).unwrap_or_else(|| account.to_owned());
        let of = if is_open { "" } else { other.as_str() };
        let arn = [*arn, partition, service, region].map(fill).join(":");
        return (other.clone(), Some(format!("{arn}:{of}:{}", fill(name))));
    }
    let rest = ["arn", "aws", "any", "any", account, "any"];
    let own = parts
        .iter()
        .zip(rest)
        .map(|(it, open)| if *it == "*" { open.to_owned() } else { fill(it) });
    let arn: Vec<String> =
        own.chain(rest.iter().skip(parts.len()).map(|it| (*it).to_owned())).collect();
    (account.to_owned(), Some(arn.join(":")).filter(|_| pattern.ends_with('*')))
}

/// An account id that fits a pattern of some digits, and that the scenario does not have; `None` for other patterns.
fn other_account(pattern: &str, scenario: &Scenario) -> Option<String> {
    let digits = pattern.bytes().filter(u8::is_ascii_digit).count();
    let wild = pattern.bytes().filter(|it| matches!(it, b'*' | b'?')).count();
    if digits == 0 || wild == 0 || digits + wild != pattern.len() {
        return None;
    }
    let taken = |id: &String| {
        scenario.accounts.iter().any(|it| it.id == *id)
            || scenario.buckets.iter().any(|it| it.account == *id)
    };
    let with = |digit: char| {
        let missing = 12_usize.saturating_sub(pattern.replace('*', "").len());
        let many: String = std::iter::repeat_n(digit, missing).collect();
        let id = pattern.replacen('*', &many, 1).replace('*', "");
        id.replace('?', &digit.to_string())
    };
    ('0'..='9').map(with).find(|it| it.len() == 12 && !taken(it))
}
