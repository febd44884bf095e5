//! S3 Block Public Access: when a bucket policy counts as public.
//!
//! AWS: "Blocking public access to your Amazon S3 storage", "The meaning of public".
//! A policy is public until every Allow is shown to grant to fixed values only.

use crate::address::Cidr;
use crate::arn::Arn;
use crate::key;
use crate::operator::{Family, Operator, SetQualifier};
use crate::pattern;
use crate::policy::{Clause, Condition, Effect, Entry, Form, Policy, PrincipalName, Statement};
use crate::request::Subject;
use crate::rule::Rule;
use crate::text::{self, Span, Text};
use crate::truth::Truth;

/// The keys that AWS lists as fixed by any value without a wildcard.
const FIXED_KEYS: [&str; 8] = [
    key::AWS_PRINCIPAL_ORG_ID,
    key::AWS_SOURCE_ARN,
    key::AWS_SOURCE_VPC,
    key::AWS_SOURCE_VPCE,
    key::AWS_SOURCE_OWNER,
    key::AWS_SOURCE_ACCOUNT,
    key::AWS_USERID,
    key::S3_DATA_ACCESS_POINT_ACCOUNT,
];

/// Keys that AWS does not list, though each names the caller.
const PRINCIPAL_KEYS: [&str; 2] = [key::AWS_PRINCIPAL_ARN, key::AWS_PRINCIPAL_ACCOUNT];

/// Keys that AWS does not list, of the VPC and the endpoint that a request came through.
const ENDPOINT_KEYS: [&str; 3] =
    [key::AWS_VPCE_ACCOUNT, key::AWS_VPCE_ORG_ID, key::AWS_SOURCE_VPC_ARN];

/// Whether a bucket policy is public, and what makes it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publicness {
    /// Whether it is public.
    pub truth: Truth,
    /// The first statement that makes it so, or may: its number, its name, and who it admits.
    pub statement: Option<(usize, Option<Text>, Span)>,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

/// Whether `policy`, that of `subject`, is public.
pub fn publicness(policy: &Policy, subject: Subject) -> Publicness {
    let unread = if policy.unreadable.is_some() { Truth::Unknown } else { Truth::No };
    let mut public = Publicness { truth: unread, statement: None, rules: Vec::new() };
    let mut judged: Vec<(&Statement, Truth)> = Vec::new();
    for statement in policy.statements.iter().filter(|it| it.effect != Some(Effect::Deny)) {
        let (fixed, rules) = grants_to_fixed_values(statement, subject);
        public.truth = public.truth.or(!fixed);
        public.rules.extend(rules);
        judged.push((statement, !fixed));
    }
    let telling =
        |(_, truth): &&(&Statement, Truth)| *truth == public.truth && public.truth != Truth::No;
    if let Some((it, _)) = judged.iter().find(telling) {
        let who = it.principal.as_ref().map_or(it.span, |it| it.value);
        public.statement = Some((it.number, it.sid.as_ref().map(|it| it.text.clone()), who));
    }
    public
}

/// Whether an Allow admits fixed values only, so that it is not public.
fn grants_to_fixed_values(statement: &Statement, subject: Subject) -> (Truth, Vec<Rule>) {
    let named = statement.principal.as_ref().is_some_and(names_only_fixed);
    if named {
        return (Truth::Yes, Vec::new());
    }
    let each: Vec<(Truth, Option<Rule>)> =
        statement.conditions.iter().map(|it| restricts(it, subject)).collect();
    let truth = Truth::any(each.iter().map(|(truth, _)| *truth));
    let listed = each.iter().any(|(truth, rule)| *truth == Truth::Yes && rule.is_none());
    let rules =
        if listed { Vec::new() } else { each.iter().filter_map(|(_, rule)| *rule).collect() };
    (truth, rules)
}

fn names_only_fixed(principal: &Clause<crate::policy::Principal>) -> bool {
    let fixed =
        |it: &PrincipalName| !matches!(it, PrincipalName::Everyone | PrincipalName::Invalid(_));
    principal.form == Form::Listed
        && !principal.entries.is_empty()
        && principal.entries.iter().all(|it| fixed(&it.name))
}

/// Whether a condition of the policy of `subject` restricts the grant to fixed values of a key that counts.
pub(crate) fn restricts(condition: &Condition, subject: Subject) -> (Truth, Option<Rule>) {
    let no = (Truth::No, None);
    let positive =
        |it: &Operator| !it.negated && !it.if_exists && it.set != Some(SetQualifier::ForAllValues);
    let Some(operator) = condition.operator.filter(positive) else { return no };
    let all = |fits: fn(&Entry) -> bool| {
        !condition.values.is_empty() && condition.values.iter().all(fits)
    };
    let text = matches!(
        operator.family,
        Family::StringEquals | Family::StringEqualsIgnoreCase | Family::StringLike | Family::Arn
    );
    let restricts = |holds: bool| if holds { (Truth::Yes, None) } else { no };
    let has = |keys: &[&str]| keys.iter().any(|it| condition.has_key(it));
    match condition {
        _ if has(&[key::AWS_SOURCE_IP]) => {
            restricts(operator.family == Family::IpAddress && all(is_narrow_range))
        }
        _ if has(&FIXED_KEYS) => restricts(text && all(is_fixed)),
        // AWS: in an access point policy every wildcard in it counts as public.
        _ if has(&[key::S3_DATA_ACCESS_POINT_ARN]) => restricts(match subject {
            Subject::AccessPoint => text && all(is_fixed),
            _ => text && all(has_fixed_account),
        }),
        _ if has(&PRINCIPAL_KEYS) && text && all(is_fixed) => {
            (Truth::Yes, Some(Rule::PUBLIC_PRINCIPAL_KEYS))
        }
        _ if has(&ENDPOINT_KEYS) && text && all(is_fixed) => {
            (Truth::Unknown, Some(Rule::PUBLIC_ENDPOINT_KEYS))
        }
        _ => no,
    }
}

fn is_fixed(entry: &Entry) -> bool {
    !entry.text.is_empty()
        && pattern::is_plain(&entry.text)
        && text::find(&entry.text, "${").is_none()
}

// AWS: broader than /8, or /32 for IPv6, counts as public; the private ranges of RFC 1918 do not.
fn is_narrow_range(entry: &Entry) -> bool {
    Cidr::parse(&entry.text)
        .is_some_and(|it| it.is_rfc1918() || it.prefix() >= if it.is_ipv4() { 8 } else { 32 })
}

/// An access point's name may be a wildcard where its account is fixed.
fn has_fixed_account(entry: &Entry) -> bool {
    Arn::parse(&entry.text).is_some_and(|it| crate::arn::is_account_id(it.account))
}
