//! One line → a request and its layers, or the first thing that is wrong.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::authorize::{Layers, Source};
use crate::caller::Caller;
use crate::context::{Context, ContextValue};
use crate::diagnostic::Diagnostic;
use crate::json::{self, Items, Members, Node, Value};
use crate::key;
use crate::policy::{PolicyKind, policy_at};
use crate::request::{EndpointType, Request, Subject};
use crate::text::Span;
use crate::truth::Truth;

const LINE: [&str; 11] = [
    "id",
    "request",
    "identity_policies",
    "resource_policy",
    "permissions_boundaries",
    "session_policies",
    "service_control_policies",
    "resource_control_policies",
    "vpc_endpoint_policies",
    "vpc_endpoint_type",
    "block_public_access",
];
const REQUEST: [&str; 10] = [
    "principal",
    "role",
    "action",
    "resource",
    "resource_account",
    "context",
    "principal_in_management_account",
    "resource_in_management_account",
    "service_linked_role",
    "unknown_keys",
];
const BLOCK_PUBLIC_ACCESS: [&str; 4] =
    ["block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets"];

/// Why a line has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineError {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) at: usize,
}

pub(super) fn error(code: &'static str, message: impl Into<String>, at: usize) -> LineError {
    LineError { code, message: message.into(), at }
}

pub(super) fn error_of(diagnostic: &Diagnostic) -> LineError {
    let problem = &diagnostic.problem;
    error(problem.code(), problem.headline(), diagnostic.span.start)
}

/// The members of an object, known and unique.
fn members<'j>(node: Node<'j>, what: &str, known: &[&str]) -> Result<Members<'j>, LineError> {
    let Some(members) = node.members() else {
        return Err(error(
            "data-type-mismatch",
            format!("{what} must be an object"),
            node.span.start,
        ));
    };
    let mut seen = BTreeSet::new();
    for member in members {
        if !seen.insert(member.name) {
            let message = format!("\"{}\" stands twice in one object", member.name);
            return Err(error("duplicate-key", message, member.name_span.start));
        }
        if !known.is_empty() && !known.contains(&member.name) {
            let message = format!("unknown field \"{}\" in {what}", member.name);
            return Err(error("unknown-field", message, member.name_span.start));
        }
    }
    Ok(members)
}

fn string<'j>(node: Node<'j>, name: &str) -> Result<&'j str, LineError> {
    match node.value {
        Value::String(text) => Ok(text),
        _ => Err(error("data-type-mismatch", format!("{name} must be a string"), node.span.start)),
    }
}

fn required<'j>(members: Members<'j>, name: &str, span: Span) -> Result<&'j str, LineError> {
    match members.get(name) {
        Some(node) => string(node, name),
        None => Err(error("missing-member", format!("request has no \"{name}\""), span.start)),
    }
}

fn flag(members: Members<'_>, name: &str) -> Result<bool, LineError> {
    match members.get(name).map(|it| (it.value, it.span)) {
        None => Ok(false),
        Some((Value::Bool(value), _)) => Ok(value),
        Some((_, span)) => {
            Err(error("data-type-mismatch", format!("{name} must be true or false"), span.start))
        }
    }
}

fn list<'j>(members: Members<'j>, name: &str) -> Result<Option<Items<'j>>, LineError> {
    match members.get(name) {
        None => Ok(None),
        Some(Node { value: Value::Array(items), .. }) => Ok(Some(items)),
        Some(node) => {
            Err(error("data-type-mismatch", format!("{name} must be a list"), node.span.start))
        }
    }
}

pub(super) fn read_line(root: Node<'_>, text: &str) -> Result<(Request, Layers), LineError> {
    let line = members(root, "the line", &LINE)?;
    let Some(node) = line.get("request") else {
        return Err(error("missing-member", "the line has no \"request\"", root.span.start));
    };
    let mut request = read_request(node)?;
    let text: Arc<str> = text.into();
    let policy = |node: Node<'_>, kind| policy(node, kind, &text);
    let policies = |name: &str, kind| -> Result<Vec<Source>, LineError> {
        list(line, name)?.into_iter().flatten().map(|it| policy(it, kind)).collect()
    };
    let levels = |name: &str, kind| -> Result<Option<Vec<Vec<Source>>>, LineError> {
        let Some(levels) = list(line, name)? else { return Ok(None) };
        let level = |node: Node<'_>| match node.value {
            Value::Array(items) => items.map(|it| policy(it, kind)).collect(),
            _ => {
                let message = format!("each level of {name} must be a list of policies");
                Err(error("data-type-mismatch", message, node.span.start))
            }
        };
        levels.map(level).collect::<Result<_, _>>().map(Some)
    };
    let resource_kind = match request.action.to_ascii_lowercase().split(':').next() {
        Some("kms") => PolicyKind::Key,
        Some("sts") => PolicyKind::Trust,
        Some("lambda") => PolicyKind::Function,
        _ => PolicyKind::Bucket,
    };
    let endpoint_type = match line.get("vpc_endpoint_type") {
        None => EndpointType::Gateway,
        Some(node) => match string(node, "vpc_endpoint_type")? {
            "gateway" => EndpointType::Gateway,
            "interface" => EndpointType::Interface,
            _ => {
                let message = "vpc_endpoint_type is \"gateway\" or \"interface\"";
                return Err(error("data-type-mismatch", message, node.span.start));
            }
        },
    };
    let resource = line.get("resource_policy").filter(|it| it.value != Value::Null);
    let layers = Layers {
        subject: Subject::Bucket,
        identity: policies("identity_policies", PolicyKind::Identity)?,
        resource: resource.map(|it| policy(it, resource_kind)).transpose()?,
        grants: Vec::new(),
        boundaries: policies("permissions_boundaries", PolicyKind::Boundary)?,
        sessions: policies("session_policies", PolicyKind::Session)?,
        scp_levels: levels("service_control_policies", PolicyKind::Scp)?,
        rcp_levels: levels("resource_control_policies", PolicyKind::Rcp)?.unwrap_or_default(),
        endpoint: policies("vpc_endpoint_policies", PolicyKind::Endpoint)?,
        restrict_public_buckets: match line.get("block_public_access") {
            None => None,
            Some(node) => {
                let flags = members(node, "block_public_access", &BLOCK_PUBLIC_ACCESS)?;
                for name in BLOCK_PUBLIC_ACCESS {
                    flag(flags, name)?;
                }
                Some(Truth::from(flag(flags, "restrict_public_buckets")?))
            }
        },
        ownership: None,
        denies_only: None,
        insider: None,
        checks_owner: false,
    };
    request.has_boundary = Truth::from(!layers.boundaries.is_empty());
    request.endpoint = (!layers.endpoint.is_empty()).then_some(endpoint_type);
    Ok((request, layers))
}

fn policy(node: Node<'_>, kind: PolicyKind, text: &Arc<str>) -> Result<Source, LineError> {
    if node.span.range().len() > json::MAX_BYTES {
        return Err(error("too-large", json::TOO_LONG, node.span.start));
    }
    let parsed = policy_at(kind, text, node);
    match parsed.diagnostics.iter().find(|it| it.is_error()) {
        Some(first) => Err(error_of(first)),
        None => Ok(Source::Policy(Arc::new(parsed))),
    }
}

fn read_request(node: Node<'_>) -> Result<Request, LineError> {
    let given = members(node, "request", &REQUEST)?;
    let principal = required(given, "principal", node.span)?;
    let role = given.get("role").map(|it| string(it, "role")).transpose()?;
    let place = |name: &str| given.get(name).map_or(node.span.start, |it| it.span.start);
    let Some(caller) = Caller::parse(principal, role) else {
        let message = format!("\"{principal}\" is no principal that can call, or its role differs");
        return Err(error("invalid-principal", message, place("principal")));
    };
    let action = required(given, "action", node.span)?;
    let named = action.split_once(':').is_some_and(|(service, name)| {
        !service.is_empty() && !name.is_empty() && !action.contains(['*', '?'])
    });
    if !named {
        return Err(error("invalid-action", format!("\"{action}\" is no action"), place("action")));
    }
    let resource = required(given, "resource", node.span)?;
    let account =
        given.get("resource_account").map(|it| string(it, "resource_account")).transpose()?;
    let resource_account = Request::account_of(resource, account)
        .map_err(|message| error("missing-member", message, place("resource")))?;
    let mut context = Context::default();
    if let Some(node) = given.get("context") {
        let mut seen = BTreeSet::new();
        let mut values = Vec::new();
        for key in members(node, "context", &[])? {
            if !seen.insert(key.name.to_ascii_lowercase()) {
                let message = format!("\"{}\" stands twice: condition keys ignore case", key.name);
                return Err(error("duplicate-key", message, key.name_span.start));
            }
            values.push((key.name, context_value(key.node)?));
        }
        context = Context::of(values);
    }
    for key in list(given, "unknown_keys")?.into_iter().flatten() {
        let name = string(key, "each of unknown_keys")?;
        if context.get(name).is_some() {
            let message = format!("\"{name}\" is both given and unknown");
            return Err(error("context-conflict", message, key.span.start));
        }
        context.set(name, ContextValue::Unknown);
    }
    let nobody = caller.principal_arn().is_none() && context.get(key::AWS_PRINCIPAL_ARN).is_some();
    if nobody {
        let message = "a caller without an ARN brings no aws:PrincipalArn";
        return Err(error("context-conflict", message, place("context")));
    }
    for (key, own) in Request::own_keys(&caller, action, &resource_account) {
        if context.get(key).is_some_and(|it| *it != own) {
            let message = format!("the request determines {key}: it is {}", own.shown());
            return Err(error("context-conflict", message, place("context")));
        }
        context.set(key, own);
    }
    Ok(Request {
        caller,
        action: action.to_owned(),
        resource: resource.to_owned(),
        resource_account,
        context,
        principal_in_management_account: flag(given, "principal_in_management_account")?.into(),
        resource_in_management_account: flag(given, "resource_in_management_account")?.into(),
        service_linked_role: flag(given, "service_linked_role")?,
        has_boundary: Truth::No,
        endpoint: None,
    })
}

fn context_value(node: Node<'_>) -> Result<ContextValue, LineError> {
    let wrong = || {
        let message = "a context value is a string, a number, a boolean or a list of them";
        error("data-type-mismatch", message, node.span.start)
    };
    match node.value {
        Value::Array(items) => {
            let values: Option<Vec<String>> =
                items.map(|it| it.scalar().map(str::to_owned)).collect();
            values.map(ContextValue::Many).ok_or_else(wrong)
        }
        _ => node.scalar().map(|it| ContextValue::One(it.to_owned())).ok_or_else(wrong),
    }
}
