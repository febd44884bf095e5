//! What a person would see in AWS when a call takes a path.
//!
//! AWS: "Troubleshoot access denied errors in Amazon S3" has the sentences; a network block never gives one.

use crate::authorize::{Layer, RequestTrace};
use crate::caller::Caller;
use crate::judge::{Outcome, PathAnalysis};
use crate::network::{NetworkControl, NetworkControlKind, NetworkReason, PathKind};
use crate::rule::Rule;
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use crate::truth::Truth;

/// What a person would see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symptom {
    /// In two or three words, for a card.
    pub short: String,
    /// The message as AWS words it, where there is one.
    pub message: Option<String>,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

/// The order in which a message names one of several explicit denies.
const DENIES: [Layer; 8] = [
    Layer::ResourceControlPolicies,
    Layer::ServiceControlPolicies,
    Layer::VpcEndpointPolicies,
    Layer::BlockPublicAccess,
    Layer::ResourcePolicy,
    Layer::IdentityPolicies,
    Layer::PermissionsBoundaries,
    Layer::SessionPolicies,
];

/// The order in which a message names one of several missing allows.
const MISSING: [Layer; 6] = [
    Layer::ServiceControlPolicies,
    Layer::VpcEndpointPolicies,
    Layer::IdentityPolicies,
    Layer::ResourcePolicy,
    Layer::PermissionsBoundaries,
    Layer::SessionPolicies,
];

/// What the caller of `analysis` would see.
pub fn symptom(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let plain = |short: &str| Symptom { short: short.to_owned(), message: None, rules: Vec::new() };
    if analysis.path.controls.iter().any(|it| it.passes == Truth::No) {
        return timeout(analysis, scenario);
    }
    let denied = |it: &&RequestTrace| it.decision.allows() == Truth::No;
    match (analysis.outcome, analysis.requests.iter().find(denied)) {
        (Outcome::Open, _) => plain("It succeeds"),
        (_, Some(request)) => access_denied(request, scenario),
        _ if some_calls(analysis) => Symptom {
            short: "Timeouts now and then".to_owned(),
            message: Some(format!("{} — in some calls only", timed_out(analysis, scenario))),
            rules: Vec::new(),
        },
        _ => plain("Not determined"),
    }
}

/// Whether nothing is open but which ports a connection uses.
fn some_calls(analysis: &PathAnalysis) -> bool {
    let some =
        |it: &&NetworkControl| matches!(it.because, NetworkReason::AclAllowsSomePorts { .. });
    let mut open = analysis.path.controls.iter().filter(|it| it.passes != Truth::Yes).peekable();
    let allowed = analysis.requests.iter().all(|it| it.decision.allows() == Truth::Yes);
    open.peek().is_some() && open.all(|it| some(&it)) && allowed && !analysis.requests.is_empty()
}

fn timed_out(analysis: &PathAnalysis, scenario: &Scenario) -> String {
    let function = scenario.functions.iter().find(|it| it.id == analysis.path.caller);
    let seconds = function.and_then(|it| it.timeout_s).unwrap_or(3);
    format!("Task timed out after {seconds}.00 seconds")
}

// AWS: "Troubleshooting networking issues in Lambda" — what the network drops shows as a timeout of the function.
fn timeout(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let seen = timed_out(analysis, scenario);
    let unresolved =
        |it: &&NetworkControl| it.passes == Truth::No && it.kind == NetworkControlKind::Dns;
    if analysis.path.controls.iter().any(|it| unresolved(&it)) {
        let message =
            "The client cannot resolve S3's name: UnknownHostException, or getaddrinfo ENOTFOUND"
                .to_owned();
        return Symptom {
            short: "The name does not resolve".to_owned(),
            message: Some(message),
            rules: Vec::new(),
        };
    }
    let dead = |it: &NetworkReason| matches!(it, NetworkReason::NoRouteToDestination { .. });
    let no_name = analysis.path.kind == PathKind::NoWay
        && analysis.path.subnet.is_none()
        && analysis.path.controls.iter().any(|it| dead(&it.because));
    let message = if no_name {
        format!("{seen}: the endpoint's private address is not reachable from outside its VPC")
    } else {
        seen.clone()
    };
    Symptom { short: seen.replace("seconds", "s"), message: Some(message), rules: Vec::new() }
}

fn access_denied(request: &RequestTrace, scenario: &Scenario) -> Symptom {
    let operation = &scenario.question.operation;
    let several = request.blocked_by.len() > 1;
    let mut rules = Vec::new();
    if Operation::parse(operation).is_some_and(Operation::is_head) {
        let message =
            format!("An error occurred (403) when calling the {operation} operation: Forbidden");
        return Symptom { short: "403 Forbidden".to_owned(), message: Some(message), rules };
    }
    let denying = |layer: &&Layer| request.layer(**layer).is_some_and(|it| it.deny == Truth::Yes);
    let missing = |layer: &&Layer| request.blocked_by.contains(*layer);
    let explicit = DENIES.iter().find(denying).copied();
    let implicit = MISSING.iter().find(missing).copied();
    let detailed = sees_details(request, scenario, explicit.or(implicit));
    let words = match (explicit, implicit) {
        _ if !detailed => "Access Denied".to_owned(),
        (Some(layer), _) => {
            format!("{} with an explicit deny in {}", subject(request), article(layer))
        }
        (None, Some(layer)) => {
            let action = &request.request.action;
            format!("{} because no {} allows the {action} action", subject(request), name(layer))
        }
        (None, None) => "Access Denied".to_owned(),
    };
    if several && detailed {
        rules.push(Rule::FIRST_REPORTED);
    }
    let message =
        format!("An error occurred (AccessDenied) when calling the {operation} operation: {words}");
    Symptom { short: "AccessDenied".to_owned(), message: Some(message), rules }
}

fn subject(request: &RequestTrace) -> String {
    let request = &request.request;
    format!(
        "User: {} is not authorized to perform: {} on resource: \"{}\"",
        request.caller.shown(),
        request.action,
        request.resource
    )
}

/// Whether the message says more than "Access Denied": within one account, and within one organization.
fn sees_details(request: &RequestTrace, scenario: &Scenario, layer: Option<Layer>) -> bool {
    let request = &request.request;
    if request.caller == Caller::Anonymous {
        return false;
    }
    if request.is_same_account() {
        return true;
    }
    let member = |account: &str| scenario.organization_of(account).is_some();
    let same_organization =
        request.caller.account().is_some_and(member) && member(&request.resource_account);
    same_organization && layer != Some(Layer::VpcEndpointPolicies)
}

const fn name(layer: Layer) -> &'static str {
    match layer {
        Layer::IdentityPolicies => "identity-based policy",
        Layer::ResourcePolicy | Layer::BlockPublicAccess => "resource-based policy",
        Layer::PermissionsBoundaries => "permissions boundary",
        Layer::SessionPolicies => "session policy",
        Layer::ServiceControlPolicies => "service control policy",
        Layer::ResourceControlPolicies => "resource control policy",
        Layer::VpcEndpointPolicies => "VPC endpoint policy",
    }
}

fn article(layer: Layer) -> String {
    let name = name(layer);
    let article = if name.starts_with('i') { "an" } else { "a" };
    format!("{article} {name}")
}
