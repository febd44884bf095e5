//! What the policies of a scenario ask about callers: whom they name, and which keys they look at.

use super::cast::SOMEBODY;
use crate::arn;
use crate::arn::partition;
use crate::documents::Documents;
use crate::pattern;
use crate::policy::{
    Condition, DocumentId, Effect, Form, Parsed, Policy, PolicyKind, PrincipalName, Statement,
};
use crate::scenario::{Bucket, Fact, Scenario};

/// The beginning of the keys that hold a caller's tags.
const TAG: &str = "aws:principaltag/";

/// What the policies of a scenario ask about callers.
pub(super) struct Mentioned {
    /// Whom the policies of the bucket and its account name, by account id, ARN or a pattern of ARNs; those whom a
    /// Deny spares come first.
    pub(super) principals: Vec<String>,
    /// The patterns of `aws:PrincipalArn` among them that no account's callers are ruled out by.
    pub(super) of_any_account: Vec<String>,
    /// Keys of objects, one for each pattern by which the bucket policy grants something on objects.
    pub(super) objects: Vec<String>,
    /// The condition keys and the variables of all policies, each once.
    keys: Vec<String>,
}

impl Mentioned {
    /// Reads every document; `partition` is that of the bucket.
    pub(super) fn read(
        scenario: &Scenario,
        bucket: &Bucket,
        documents: &Documents,
        partition: &str,
    ) -> Self {
        let mut mentioned = Self {
            principals: Vec::new(),
            of_any_account: Vec::new(),
            objects: Vec::new(),
            keys: Vec::new(),
        };
        for (_, _, parsed) in documents.iter() {
            mentioned.keys_of(parsed);
        }
        let mut spared: Vec<String> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        for policy in of_bucket(scenario, bucket, documents) {
            for statement in &policy.value.statements {
                let spares = spares(statement);
                let list = if spares { &mut spared } else { &mut others };
                list.extend(named(statement));
                if policy.value.kind == PolicyKind::Bucket {
                    objects(statement).for_each(|it| add(&mut mentioned.objects, &it));
                }
                for text in patterns(statement, partition) {
                    if text.split(':').nth(4).is_none_or(|it| it.contains(['*', '?'])) {
                        add(&mut mentioned.of_any_account, &text);
                    }
                    list.push(text);
                }
            }
        }
        for principal in spared.iter().chain(&others) {
            add(&mut mentioned.principals, principal);
        }
        mentioned
    }

    fn keys_of(&mut self, parsed: &Parsed<Policy>) {
        for condition in parsed.value.statements.iter().flat_map(|it| &it.conditions) {
            self.key(&condition.key.text.to_string());
        }
        for variable in parsed.text.split("${").skip(1) {
            let end = variable.find(['}', ',', '"']);
            self.key(end.and_then(|it| variable.get(..it)).unwrap_or_default().trim());
        }
    }

    fn key(&mut self, key: &str) {
        if !self.keys.iter().any(|it| it.eq_ignore_ascii_case(key)) {
            self.keys.push(key.to_owned());
        }
    }

    /// Whether some policy looks at one of `keys`.
    pub(super) fn asks(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.keys.iter().any(|it| it.eq_ignore_ascii_case(key)))
    }

    /// The tags of callers that some policy looks at, as keys.
    pub(super) fn tags(&self) -> impl Iterator<Item = &str> {
        let is_tag = |it: &&str| it.get(..TAG.len()).is_some_and(|it| it.eq_ignore_ascii_case(TAG));
        self.keys.iter().map(String::as_str).filter(is_tag)
    }
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
        policies.extend(documents.get(id, kind).map(std::rc::Rc::as_ref));
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

/// Whether a statement denies, with exceptions.
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

/// A key for each pattern of objects that a statement grants something on.
fn objects(statement: &Statement) -> impl Iterator<Item = String> {
    let resources = statement.resource.iter().filter(|it| it.form == Form::Listed);
    let resources = resources.filter(|_| statement.effect == Some(Effect::Allow));
    resources.flat_map(|it| &it.entries).filter_map(|it| {
        let (_, key) = it.text.split_once('/')?;
        let (first, rest) = key.split_once("${").unwrap_or((key, ""));
        let rest = rest.split_once('}').map_or("", |it| it.1);
        let any = if first.len() == key.len() { "" } else { "any" };
        Some(format!("{first}{any}{rest}").replace('*', "any").replace('?', "x"))
    })
}

/// The ARNs, or patterns of them, that a statement's conditions ask for.
fn patterns(statement: &Statement, partition: &str) -> Vec<String> {
    let of = |key: &'static str| {
        let is = move |it: &&Condition| it.key.text.eq_ignore_ascii_case(key);
        statement.conditions.iter().filter(is).flat_map(|it| &it.values)
    };
    let arns = of("aws:PrincipalArn").map(|it| it.text.to_string());
    let users = of("aws:username").map(|it| format!("arn:{partition}:iam::*:user/{}", it.text));
    arns.chain(users).collect()
}

/// The role or user that stands for a principal of a bucket policy: of an account its administrator, of a pattern one
/// that fits; nobody where that is no role or user.
pub(super) fn stand_in(principal: &str, bucket: &Bucket) -> Option<String> {
    let partition = partition(&bucket.region);
    let administrator = |account: &str| format!("arn:{partition}:iam::{account}:{SOMEBODY}");
    if arn::is_account_id(principal) {
        return (principal != bucket.account).then(|| administrator(principal));
    }
    let parts: Vec<&str> = principal.splitn(6, ':').collect();
    let [_, own, service, _, account, name] = parts.as_slice() else { return None };
    if *service != "iam" || principal.contains("${") {
        return None;
    }
    if *name == "root" {
        return (*account != bucket.account && arn::is_account_id(account))
            .then(|| administrator(account));
    }
    let account = if pattern::is_plain(account) { account } else { bucket.account.as_str() };
    let own = if pattern::is_plain(own) { own } else { partition };
    let name = name.replace('*', "any").replace('?', "x");
    let fits = name.starts_with("role/") || name.starts_with("user/");
    fits.then(|| format!("arn:{own}:iam::{account}:{name}"))
}
