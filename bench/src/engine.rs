//! The engine, given a case.

use std::sync::Arc;

use accesspath_bench::case::{ACCOUNT, ACTION, Case, PRINCIPAL, RESOURCE};
use accesspath_policy::authorize::{Layers, Source};
use accesspath_policy::caller::Caller;
use accesspath_policy::context::Context;
use accesspath_policy::policy::{PolicyKind, parse_policy};
use accesspath_policy::request::Request;
use accesspath_policy::truth::Truth;

use crate::Outcome;

/// The request of `case`.
pub fn request(case: &Case) -> Outcome<Request> {
    let caller = Caller::parse(PRINCIPAL, None).ok_or("the principal cannot be read")?;
    let mut context = Context::default();
    for (key, value) in &case.context {
        context.set_one(key, *value);
    }
    for (key, value) in Request::own_keys(&caller, ACTION, ACCOUNT) {
        context.set(key, value);
    }
    Ok(Request {
        caller,
        action: ACTION.to_owned(),
        resource: RESOURCE.to_owned(),
        resource_account: ACCOUNT.to_owned(),
        context,
        principal_in_management_account: Truth::No,
        resource_in_management_account: Truth::No,
        service_linked_role: false,
        has_boundary: Truth::No,
        endpoint: None,
    })
}

/// The policies of `case`, read.
pub fn layers(case: &Case) -> Layers {
    Layers {
        identity: case.identity.iter().map(|it| read(PolicyKind::Identity, it)).collect(),
        resource: Some(read(PolicyKind::Bucket, &case.resource)),
        scp_levels: Some(case.scps.iter().map(|it| vec![read(PolicyKind::Scp, it)]).collect()),
        ..Layers::default()
    }
}

/// These identity policies, read, and nothing else.
pub fn identity(texts: &[String]) -> Layers {
    let identity = texts.iter().map(|it| read(PolicyKind::Identity, it)).collect();
    Layers { identity, ..Layers::default() }
}

/// One policy, read.
pub fn read(kind: PolicyKind, text: &str) -> Source {
    Source::Policy(Arc::new(parse_policy("".into(), kind, text)))
}
