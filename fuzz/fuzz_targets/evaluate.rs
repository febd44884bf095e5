//! Requests and policies made of fragments: the laws that every decision obeys.
//!
//! The first bytes choose the request. Each text behind them, up to a zero byte, is a policy;
//! its first byte says where it is attached.

#![no_main]

use std::sync::Arc;

use accesspath_fuzz::{assert_in, check};
use accesspath_policy::address::Cidr;
use accesspath_policy::authorize::{Decision, Layers, RequestTrace, Source, authorize};
use accesspath_policy::caller::Caller;
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::{PolicyKind, parse_policy};
use accesspath_policy::request::{EndpointType, Request};
use accesspath_policy::truth::Truth;
use libfuzzer_sys::fuzz_target;

const OWN: &str = "111122223333";
const FOREIGN: &str = "999999999999";

const CALLERS: [(&str, Option<&str>); 9] = [
    ("arn:aws:sts::111122223333:assumed-role/fn/s", None),
    ("arn:aws:sts::111122223333:assumed-role/fn/s", Some("arn:aws:iam::111122223333:role/p/fn")),
    ("arn:aws:iam::111122223333:role/fn", None),
    ("arn:aws:sts::999999999999:assumed-role/fn/s", None),
    ("arn:aws:iam::111122223333:user/u", None),
    ("arn:aws:iam::111122223333:root", None),
    ("arn:aws:sts::111122223333:federated-user/f", None),
    ("cloudtrail.amazonaws.com", None),
    ("*", None),
];

const ACTIONS: [&str; 9] = [
    "s3:GetObject",
    "s3:PutObject",
    "s3:ListBucket",
    "s3:PutBucketPolicy",
    "s3:ListAllMyBuckets",
    "kms:Decrypt",
    "kms:RetireGrant",
    "sts:AssumeRole",
    "lambda:InvokeFunction",
];

const RESOURCES: [&str; 6] = [
    "arn:aws:s3:::b/k1",
    "arn:aws:s3:::b",
    "*",
    "arn:aws:kms:eu-west-1:111122223333:key/k",
    "arn:aws:iam::111122223333:role/fn",
    "arn:aws:s3:::b/111122223333/é🪣",
];

/// At most fifteen: their number is half a byte.
const KEYS: [&str; 15] = [
    "aws:SourceVpce",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:PrincipalTag/team",
    "aws:CurrentTime",
    "aws:SecureTransport",
    "aws:userid",
    "aws:TagKeys",
    "aws:PrincipalOrgID",
    "aws:SourceArn",
    "s3:prefix",
    "s3:max-keys",
    "s3:ExistingObjectTag/team",
    "aws:SourceAccount",
    "aws:VpcSourceIp",
];

const VALUES: [&str; 15] = [
    "",
    "vpce-1",
    "VPCE-1",
    "203.0.113.7",
    "10.0.0.1",
    "2001:db8::1",
    "true",
    "12",
    "-0.5",
    "2026-01-01T00:00:00Z",
    "1767225600",
    "*",
    "arn:aws:s3:::b",
    "é",
    "aGk=",
];

/// What the bytes from 128 stand for in a policy; smaller bytes stand for themselves.
const FRAGMENTS: [&str; 116] = [
    r#"{"Version":"2012-10-17","Statement":["#,
    r#"{"Version":"2008-10-17","Statement":["#,
    r#"{"Statement":"#,
    "]}",
    r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#,
    r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#,
    r#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#,
    r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#,
    r#"{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"#,
    r#"{"Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{"#,
    r#"{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"#,
    r#"{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"#,
    "}}",
    r#""Sid":"s","#,
    r#""Effect":"Allow","#,
    r#""Effect":"Deny","#,
    r#""Principal":"#,
    r#""NotPrincipal":"#,
    r#"{"AWS":"#,
    r#"{"Service":"#,
    r#"{"Federated":"#,
    r#"{"CanonicalUser":"#,
    r#""Action":"#,
    r#""NotAction":"#,
    r#""Resource":"#,
    r#""NotResource":"#,
    r#""Condition":{"#,
    r#""StringEquals":{"#,
    r#""StringNotEquals":{"#,
    r#""StringEqualsIgnoreCase":{"#,
    r#""StringNotEqualsIgnoreCase":{"#,
    r#""StringLike":{"#,
    r#""StringNotLike":{"#,
    r#""StringEqualsIfExists":{"#,
    r#""StringNotEqualsIfExists":{"#,
    r#""NumericEquals":{"#,
    r#""NumericNotEquals":{"#,
    r#""NumericLessThan":{"#,
    r#""NumericGreaterThanEquals":{"#,
    r#""DateEquals":{"#,
    r#""DateNotEquals":{"#,
    r#""DateLessThanEquals":{"#,
    r#""DateGreaterThan":{"#,
    r#""Bool":{"#,
    r#""BinaryEquals":{"#,
    r#""IpAddress":{"#,
    r#""NotIpAddress":{"#,
    r#""NotIpAddressIfExists":{"#,
    r#""ArnEquals":{"#,
    r#""ArnLike":{"#,
    r#""ArnNotLike":{"#,
    r#""Null":{"#,
    r#""ForAllValues:StringEquals":{"#,
    r#""ForAllValues:StringNotLike":{"#,
    r#""ForAnyValue:StringEquals":{"#,
    r#""ForAnyValue:StringNotEquals":{"#,
    r#""ForAllValues:NotIpAddress":{"#,
    r#""ForAnyValue:ArnLikeIfExists":{"#,
    r#""aws:SourceVpce":"#,
    r#""aws:SourceIp":"#,
    r#""aws:SourceVpc":"#,
    r#""aws:PrincipalTag/team":"#,
    r#""aws:CurrentTime":"#,
    r#""aws:SecureTransport":"#,
    r#""aws:userid":"#,
    r#""aws:TagKeys":"#,
    r#""aws:PrincipalOrgID":"#,
    r#""aws:PrincipalArn":"#,
    r#""aws:PrincipalAccount":"#,
    r#""aws:PrincipalIsAWSService":"#,
    r#""aws:ResourceAccount":"#,
    r#""aws:SourceArn":"#,
    r#""lambda:SourceFunctionArn":"#,
    r#""s3:prefix":"#,
    r#""*""#,
    r#""s3:*""#,
    r#""s3:GetObject""#,
    r#""s3:Put*""#,
    r#""*:*""#,
    r#""kms:*""#,
    r#""sts:AssumeRole""#,
    r#""arn:aws:s3:::b""#,
    r#""arn:aws:s3:::b/*""#,
    r#""arn:aws:s3:::b/k?""#,
    r#""arn:aws:s3:::b/${aws:userid}/*""#,
    r#""arn:aws:s3:::b/${aws:PrincipalTag/team, 'é'}""#,
    r#""arn:*:s3:*:*:B*""#,
    r#""arn:aws:kms:*:111122223333:key/*""#,
    r#""111122223333""#,
    r#""999999999999""#,
    r#""arn:aws:iam::111122223333:root""#,
    r#""arn:aws:iam::111122223333:role/fn""#,
    r#""arn:aws:sts::111122223333:assumed-role/fn/s""#,
    r#""arn:aws:iam::111122223333:user/u""#,
    r#""cloudtrail.amazonaws.com""#,
    r#""vpce-1""#,
    r#""vpce-*""#,
    r#""${aws:SourceVpce}""#,
    r#""${*}${?}${$}""#,
    r#""203.0.113.0/24""#,
    r#""0.0.0.0/0""#,
    r#""10.0.0.0/8""#,
    r#""2001:db8::/32""#,
    r#""2026-01-01T00:00:00Z""#,
    r#""1767225600""#,
    r#""true""#,
    r#""false""#,
    r#""12""#,
    r#""aGk=""#,
    r#""""#,
    "],",
    "},",
    "\u{e9}",
    "\u{1faa3}",
    "\u{212a}",
    "\u{2028}",
];

const ALLOWING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
// A resource control policy that denies must name the services, so these do.
const DENYING: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:*","kms:*","sts:*","lambda:*"],"Resource":"*"}}"#;
const ALLOWING_EVERYONE: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}"#;
const DENYING_EVERYONE: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":["s3:*","kms:*","sts:*","lambda:*"],"Resource":"*"}}"#;

fuzz_target!(|data: &[u8]| {
    let mut bytes = Bytes(data);
    let mut request = make_request(&mut bytes);
    let mut layers = Layers {
        restrict_public_buckets: bytes.pick(&[
            None,
            Some(Truth::Yes),
            Some(Truth::No),
            Some(Truth::Unknown),
        ]),
        ..Layers::default()
    };
    for text in bytes.0.split(|it| *it == 0) {
        attach(text, &request.action, &mut layers);
    }
    request.has_boundary = Truth::from(!layers.boundaries.is_empty());

    let trace = authorize(&request, &layers);
    check_findings(&trace);
    unreadable_never_allows(&trace);
    explicit_deny_wins(&request, &layers, &trace);
    knowing_more_changes_no_decision(&request, &layers, &trace);
});

/// The bytes that are left; endless zeros behind the last.
struct Bytes<'d>(&'d [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> usize {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        usize::from(*first)
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.next() % choices.len()]
    }
}

fn make_request(bytes: &mut Bytes<'_>) -> Request {
    let (principal, role) = bytes.pick(&CALLERS);
    let caller = Caller::parse(principal, role).expect("every caller of the list can call");
    let action = bytes.pick(&ACTIONS);
    let resource = bytes.pick(&RESOURCES);
    let account = bytes.pick(&[OWN, FOREIGN]);
    let resource_account = Request::account_of(resource, Some(account)).unwrap_or(OWN.to_owned());
    let flags = bytes.next();
    let flag = |at: usize| flags & (1 << at) != 0;
    let mut context = Context::default();
    if flag(3) {
        context.set_family_unknown("aws:PrincipalTag/");
    }
    for _ in 0..flags >> 4 {
        let key = bytes.pick(&KEYS);
        context.set(key, context_value(bytes));
    }
    for (key, value) in Request::own_keys(&caller, action, &resource_account) {
        context.set(key, value);
    }
    Request {
        caller,
        action: action.to_owned(),
        resource: resource.to_owned(),
        resource_account,
        context,
        principal_in_management_account: flag(0).into(),
        resource_in_management_account: flag(1).into(),
        service_linked_role: flag(2),
        has_boundary: Truth::No,
        endpoint: bytes.pick(&[None, Some(EndpointType::Gateway), Some(EndpointType::Interface)]),
    }
}

fn context_value(bytes: &mut Bytes<'_>) -> ContextValue {
    let range = |text| Cidr::parse(text).expect("every range of the list is one");
    match bytes.next() {
        0 => ContextValue::Unknown,
        1 => ContextValue::Many(Vec::new()),
        2 => ContextValue::Many(vec![bytes.pick(&VALUES).to_owned()]),
        3 => ContextValue::Many(vec![bytes.pick(&VALUES).to_owned(), "vpce-1".to_owned()]),
        4 => ContextValue::AddressIn(range("203.0.113.0/24")),
        5 => ContextValue::AddressIn(range("10.0.0.0/7")),
        6 => ContextValue::AwsAddress { never_in: vec![range("203.0.113.0/24")] },
        7 => ContextValue::OneOf(vec!["1.2".to_owned(), bytes.pick(&VALUES).to_owned()]),
        8 => ContextValue::Like { before: "vpce".to_owned(), after: "1".to_owned() },
        9 => ContextValue::present(),
        10 => ContextValue::Between(1_767_182_400, 1_767_225_600),
        11 => ContextValue::Perhaps(vec!["true".to_owned(), bytes.pick(&VALUES).to_owned()]),
        12 => ContextValue::Number(0, 60),
        other => ContextValue::One(VALUES[other % VALUES.len()].to_owned()),
    }
}

/// Attaches a text as the policy, or as one that is not given, that its first byte asks for.
fn attach(text: &[u8], action: &str, layers: &mut Layers) {
    let Some((place, text)) = text.split_first() else { return };
    let text: String = text
        .iter()
        .map(|it| match it.checked_sub(128) {
            Some(at) => FRAGMENTS[usize::from(at) % FRAGMENTS.len()].to_owned(),
            None => char::from(*it).to_string(),
        })
        .collect();
    let policy = |kind| {
        let parsed = parse_policy("p".into(), kind, &text);
        check(&parsed);
        Source::Policy(Arc::new(parsed))
    };
    let scps = layers.scp_levels.get_or_insert_default();
    match place % 16 {
        0 => layers.identity.push(policy(PolicyKind::Identity)),
        1 => layers.resource = Some(policy(resource_kind(action))),
        2 => layers.boundaries.push(policy(PolicyKind::Boundary)),
        3 => layers.sessions.push(policy(PolicyKind::Session)),
        4 => scps.push(vec![policy(PolicyKind::Scp)]),
        5 => layers.rcp_levels.push(vec![policy(PolicyKind::Rcp)]),
        6 => layers.endpoint.push(policy(PolicyKind::Endpoint)),
        7 => scps.last_mut().into_iter().for_each(|it| it.push(policy(PolicyKind::Scp))),
        8 => scps.push(Vec::new()),
        9 => layers.identity.push(Source::NotGiven),
        10 => layers.resource = Some(Source::NotGiven),
        11 => layers.boundaries.push(Source::NotGiven),
        12 => layers.sessions.push(Source::NotGiven),
        13 => scps.push(vec![Source::NotGiven]),
        14 => layers.rcp_levels.push(vec![Source::NotGiven]),
        _ => layers.endpoint.push(Source::NotGiven),
    }
    layers.scp_levels = layers.scp_levels.take().filter(|it| !it.is_empty());
}

fn resource_kind(action: &str) -> PolicyKind {
    match action.split(':').next() {
        Some("kms") => PolicyKind::Key,
        Some("sts") => PolicyKind::Trust,
        Some("lambda") => PolicyKind::Function,
        _ => PolicyKind::Bucket,
    }
}

fn is_refused(decision: Decision) -> bool {
    matches!(decision, Decision::ImplicitDeny | Decision::ExplicitDeny)
}

/// Blockers are named exactly where the request is refused, and every place lies where it should.
fn check_findings(trace: &RequestTrace) {
    let decision = trace.decision;
    assert_eq!(trace.blocked_by.is_empty(), !is_refused(decision), "{trace:?}");
    assert_eq!(trace.because.is_empty(), !is_refused(decision), "{trace:?}");
    assert_eq!(trace.open.is_empty(), decision != Decision::Undetermined, "{trace:?}");
    for layer in &trace.blocked_by {
        assert!(trace.because.iter().any(|it| it.layer == *layer), "{layer:?}: {trace:?}");
    }
    for policy in trace.parts.iter().flat_map(|it| &it.policies).map(|it| &it.trace) {
        for statement in &policy.statements {
            for clause in &statement.clauses {
                assert_in(clause.at, &policy.text);
                let both = clause.span.to(clause.at);
                assert!(statement.span.contains(both), "{clause:?}");
            }
        }
    }
}

/// A document that AWS would refuse never counts as allowing.
fn unreadable_never_allows(trace: &RequestTrace) {
    for layer in trace.parts.iter().filter(|it| it.applies) {
        for policy in layer.policies.iter().filter(|it| it.trace.unreadable.is_some()) {
            assert_ne!(policy.trace.allow, Truth::Yes, "{trace:?}");
            // The root user may always change the policy of its own bucket.
            let spared = layer.layer == Layer::ResourcePolicy
                && matches!(trace.request.caller, Caller::Root(_));
            assert!(spared || trace.decision != Decision::Allow, "{trace:?}");
        }
    }
}

fn explicit_deny_wins(request: &Request, layers: &Layers, trace: &RequestTrace) {
    for layer in trace.parts.iter().filter(|it| it.applies) {
        let spared =
            layer.layer == Layer::ResourcePolicy && matches!(request.caller, Caller::Root(_));
        if !spared && layer.policies.iter().any(|it| it.trace.denies().next().is_some()) {
            assert_eq!(trace.decision, Decision::ExplicitDeny, "{trace:?}");
        }
    }
    let mut denied = layers.clone();
    denied.endpoint.push(told(PolicyKind::Endpoint, false));
    let trace = authorize(request, &denied);
    assert_eq!(trace.decision, Decision::ExplicitDeny, "{trace:?}");
    assert!(trace.blocked_by.contains(&Layer::VpcEndpointPolicies), "{trace:?}");
}

/// What is decided without knowing something holds, whatever that turns out to be.
fn knowing_more_changes_no_decision(request: &Request, layers: &Layers, before: &RequestTrace) {
    if before.decision == Decision::Undetermined {
        return;
    }
    for at in 0..8 {
        let mut request = request.clone();
        for (key, value) in before.request.context.iter() {
            match known(key, value, at) {
                Some(value) => request.context.set(key, value),
                None => request.context.remove(key),
            }
        }
        let layers_told = tell(layers, at % 2 == 0);
        if request == before.request && layers_told == *layers {
            return;
        }
        let after = authorize(&request, &layers_told);
        let allowed = |it: &RequestTrace| it.decision == Decision::Allow;
        assert_eq!(allowed(before), allowed(&after), "{before:?}\n{after:?}");
        assert_ne!(after.decision, Decision::Undetermined, "{before:?}\n{after:?}");
    }
}

/// One of the values that `value` can turn out to be, or nothing where the key turns out to be absent.
fn known(key: &str, value: &ContextValue, at: usize) -> Option<ContextValue> {
    let one = |text: &str| ContextValue::One(text.to_owned());
    match value {
        ContextValue::Unknown => match at {
            0 => None,
            // Every value of a key that AWS documents as one of Bool is one.
            _ if key == "aws:SecureTransport" => Some(one(["true", "false"][at % 2])),
            1 => Some(one("vpce-1")),
            2 => Some(one("")),
            3 => Some(one("203.0.113.7")),
            4 => Some(one("12")),
            5 => Some(one("true")),
            6 => Some(ContextValue::Many(Vec::new())),
            _ if key != "aws:TagKeys" => Some(one("é")),
            _ => Some(ContextValue::Many(vec!["vpce-1".to_owned(), "é".to_owned()])),
        },
        ContextValue::AddressIn(range) if range.prefix() == 24 => {
            Some(one(&format!("203.0.113.{at}")))
        }
        ContextValue::AddressIn(_) => Some(one(["10.0.0.1", "11.0.0.1"][at % 2])),
        ContextValue::Perhaps(values) => {
            at.checked_sub(1).map(|it| one(&values[it % values.len()]))
        }
        ContextValue::Number(from, to) => Some(one(&[from, to][at % 2].to_string())),
        ContextValue::OneOf(values) => Some(one(&values[at % values.len()])),
        ContextValue::Like { before, .. } if before.is_empty() => {
            Some(one(["", "a", "*", "vpce-1"][at % 4]))
        }
        ContextValue::Like { .. } => Some(one(["vpce1", "vpce-1", "vpceé1"][at % 3])),
        ContextValue::Between(from, to) => Some(one(&[from, to][at % 2].to_string())),
        // The path that is taken where none is told.
        ContextValue::Role(arn) => Some(one(arn)),
        ContextValue::AwsAddress { .. } => Some(one(["52.95.110.1", "3.5.0.9"][at % 2])),
        known => Some(known.clone()),
    }
}

/// The same layers, and in place of what is not given policies that allow or deny everything.
fn tell(layers: &Layers, allow: bool) -> Layers {
    let one = |it: &mut Source, kind| {
        if *it == Source::NotGiven {
            *it = told(kind, allow);
        }
    };
    let all = |it: &mut Vec<Source>, kind| it.iter_mut().for_each(|it| one(it, kind));
    let mut layers = layers.clone();
    all(&mut layers.identity, PolicyKind::Identity);
    layers.resource.iter_mut().for_each(|it| one(it, PolicyKind::Bucket));
    all(&mut layers.boundaries, PolicyKind::Boundary);
    all(&mut layers.sessions, PolicyKind::Session);
    layers.scp_levels.iter_mut().flatten().for_each(|it| all(it, PolicyKind::Scp));
    layers.rcp_levels.iter_mut().for_each(|it| all(it, PolicyKind::Rcp));
    all(&mut layers.endpoint, PolicyKind::Endpoint);
    if layers.restrict_public_buckets == Some(Truth::Unknown) {
        layers.restrict_public_buckets = Some(allow.into());
    }
    layers
}

/// A policy that allows or denies everything.
fn told(kind: PolicyKind, allow: bool) -> Source {
    let text = match (kind.takes_principal(), allow) {
        (true, true) => ALLOWING_EVERYONE,
        (true, false) => DENYING_EVERYONE,
        (false, true) => ALLOWING,
        (false, false) => DENYING,
    };
    let parsed = parse_policy("p".into(), kind, text);
    assert!(!parsed.has_errors());
    Source::Policy(Arc::new(parsed))
}
