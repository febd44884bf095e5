//! Turns the analysis of a path into the symptom that a person would see in AWS.
//!
//! AWS: "Troubleshoot access denied errors in Amazon S3" has the sentences; a network block never gives one.

mod encryption;
pub mod message;
mod refusal;

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::caller::Caller;
use accesspath_policy::layer::Layer;
use accesspath_policy::partition::Partition;
use accesspath_policy::reason::Because;
use accesspath_policy::request::{Request, Subject};
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use crate::check::{
    Check, Malformed, NetworkReason, PolicyRefusal, Reason, RegionAnswer, ServiceReason,
    StateReason,
};
use crate::control::{Control, NetworkControl};
use crate::judge::{Outcome, PathAnalysis};
use crate::network::PathKind;
use crate::requests::url_on;
use crate::s3::operation::Operation;
use crate::scenario::Scenario;

/// The symptom of a call on a path.
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
const MISSING: [Layer; 8] = [
    Layer::ServiceControlPolicies,
    Layer::VpcEndpointPolicies,
    Layer::IdentityPolicies,
    Layer::ResourcePolicy,
    Layer::BlockPublicAccess,
    Layer::ObjectOwnership,
    Layer::PermissionsBoundaries,
    Layer::SessionPolicies,
];

/// The symptom that the caller of `analysis` would see.
///
/// A caller sees one message, even if several checks fail. The order is: the network, since the request does not
/// arrive; S3's policies; encryption and the policies of KMS, which S3 calls only then, and only for an object that
/// exists; a call for the bucket policy; S3's own checks; and last a state of the bucket or the object. A signature that
/// has expired comes before all that S3 decides.
pub fn symptom(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    // AWS: "Getting replication status information", "Amazon S3 server access logging" — of what S3 refuses to a
    // service nobody reads an error; CloudFront passes S3's answer on.
    let caller = scenario.callers.iter().find(|it| it.id == analysis.path.caller);
    let service = caller.and_then(|it| it.service.as_deref());
    if analysis.outcome == Outcome::Blocked
        && service.is_some_and(|it| it != "cloudfront.amazonaws.com")
    {
        let message = Some(message::SERVICE_REFUSED.fill(&[]));
        return Symptom { short: "The service is refused".to_owned(), message, rules: Vec::new() };
    }
    per_key(of_caller(analysis, scenario), analysis, scenario)
}

/// What DeleteObjects comes to: it succeeds as a whole, and its answer tells what became of each key.
// AWS: "DeleteObjects".
fn per_key(told: Symptom, analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let operation = Operation::parse(&scenario.question.operation);
    // What holds for the whole call, such as who pays for it, is no error of a key.
    let whole = |it: &Check| match it.control {
        Control::Authorization | Control::Precondition => false,
        Control::Object => {
            matches!(it.because.state(), Some(StateReason::MfaMissing | StateReason::MfaOfRootOnly))
        }
        _ => it.passes == Truth::No,
    };
    if operation != Some(Operation::DeleteObjects) || analysis.checks.iter().any(whole) {
        return told;
    }
    let parts = told.message.as_deref().and_then(|it| {
        let (code, rest) = it.strip_prefix("An error occurred (")?.split_once(')')?;
        Some((code, rest.split_once(": ")?.1))
    });
    let Some((code, sentence)) = parts else {
        let of_key = analysis.check(Control::Precondition).is_some_and(|it| it.passes == Truth::No);
        let short = if of_key { "200 with an error".to_owned() } else { told.short };
        return Symptom { short, ..told };
    };
    let message = message::ERROR_PER_KEY.fill(&[("state", code), ("sentence", sentence)]);
    Symptom { short: "200 with an error".to_owned(), message: Some(message), ..told }
}

fn of_caller(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let plain = |short: &str| Symptom { short: short.to_owned(), message: None, rules: Vec::new() };
    let fails = |fits: fn(&Reason) -> bool| {
        analysis.checks.iter().any(|it| it.passes == Truth::No && fits(&it.because))
    };
    if let Some(symptom) = wrong_region(analysis, scenario) {
        return symptom;
    }
    if fails(|it| matches!(it, Reason::Network(_))) {
        return timeout(analysis, scenario);
    }
    if let Some(expired) = expired(analysis, scenario) {
        return expired;
    }
    let denied = |it: &&RequestTrace| it.decision.allows() == Truth::No;
    // S3 calls KMS only after its own policies have allowed the call.
    let of_key = |it: &RequestTrace| it.subject == Subject::Key;
    let at_s3 = analysis.requests.iter().filter(denied).find(|it| !of_key(it));
    // An object that does not exist has no encryption.
    let by_state = fails(|it| matches!(it, Reason::State(_)));
    let by_encryption = || encryption::symptom(analysis, scenario);
    let at_kms = || analysis.requests.iter().filter(denied).find(|it| of_key(it));
    let by_policy = |it| access_denied(it, analysis, scenario);
    let by_key = || by_encryption().or_else(|| at_kms().map(by_policy));
    let stopped = at_s3.map(by_policy).or_else(|| if by_state { None } else { by_key() });
    match (analysis.outcome, stopped) {
        (Outcome::Open, _) => plain("It succeeds"),
        (_, Some(symptom)) => symptom,
        _ if fails(|it| matches!(it, Reason::BucketPolicy(_))) => refused(analysis, scenario),
        _ if fails(|it| matches!(it, Reason::Service(_))) => refusal::by_s3(analysis, scenario),
        (Outcome::Blocked, None) => refusal::by_state(analysis, scenario),
        _ if some_calls(analysis) => Symptom {
            short: "Some calls time out".to_owned(),
            message: Some(if analysis.path.placement.is_some() {
                message::TIMED_OUT_SOMETIMES.fill(&[("seconds", &seconds(analysis, scenario))])
            } else {
                message::CONNECT_TIMED_OUT.fill(&[])
            }),
            rules: Vec::new(),
        },
        _ => plain("Not known"),
    }
}

/// S3's answer in another Region than the bucket's, which comes before everything else.
fn wrong_region(analysis: &PathAnalysis, scenario: &Scenario) -> Option<Symptom> {
    let check = analysis.check(Control::ClientRegion).filter(|it| it.passes == Truth::No)?;
    let Some(ServiceReason::WrongRegion(wrong)) = check.because.service() else { return None };
    let not_told =
        |short: &str| Symptom { short: short.to_owned(), message: None, rules: Vec::new() };
    match wrong.reached {
        Truth::Yes => {}
        Truth::Unknown => return Some(not_told("Not known")),
        Truth::No => return Some(timeout(analysis, scenario)),
    }
    let operation = &scenario.question.operation;
    let head = Operation::parse(operation).is_some_and(Operation::is_head);
    let (short, template) = match wrong.answer {
        RegionAnswer::Redirect if head => ("301 Moved Permanently", message::MOVED),
        RegionAnswer::Redirect => ("301 PermanentRedirect", message::PERMANENT_REDIRECT),
        _ if head => ("400 Bad Request", message::BAD_REQUEST),
        RegionAnswer::BadRequest | RegionAnswer::Constraint => ("400", message::ILLEGAL_LOCATION),
        RegionAnswer::Signature => ("400", message::AUTHORIZATION_HEADER),
        RegionAnswer::NotDocumented => return Some(not_told("Not known")),
    };
    let bucket = scenario.bucket()?;
    let suffix = Partition::of_region(&bucket.region).suffix;
    let host = format!("{}.s3.{}.{suffix}", bucket.name, bucket.region);
    let unnamed = wrong.answer == RegionAnswer::Constraint && bucket.region == "us-east-1";
    let message = template.fill(&[
        ("operation", operation),
        ("resource", &host),
        ("state", &wrong.region),
        // A new bucket in us-east-1 is asked for without naming it.
        ("region", if unnamed { "unspecified" } else { &bucket.region }),
    ]);
    Some(Symptom { short: short.to_owned(), message: Some(message), rules: Vec::new() })
}

/// S3's answer to a signed URL that has expired.
// AWS: "Troubleshoot access denied errors in Amazon S3", "Error responses".
fn expired(analysis: &PathAnalysis, scenario: &Scenario) -> Option<Symptom> {
    let check = analysis.check(Control::SignedUrl).filter(|it| it.passes == Truth::No)?;
    let by_session = check.because.service() == Some(&ServiceReason::SessionExpired);
    let (short, template) = match by_session {
        true => ("ExpiredToken", message::TOKEN_EXPIRED),
        false => ("AccessDenied", message::URL_EXPIRED),
    };
    let message = template.fill(&[("operation", &scenario.question.operation)]);
    Some(Symptom { short: short.to_owned(), message: Some(message), rules: Vec::new() })
}

/// The answer depends only on the ports that a connection uses.
fn some_calls(analysis: &PathAnalysis) -> bool {
    let some = |it: &NetworkReason| matches!(it, NetworkReason::AclAllowsSomePorts { .. });
    let mut open = analysis.network().filter(|(it, _)| it.passes != Truth::Yes).peekable();
    let allowed = analysis.requests.iter().all(|it| it.decision.allows() == Truth::Yes);
    open.peek().is_some()
        && open.all(|(_, it)| some(it))
        && allowed
        && !analysis.requests.is_empty()
}

/// The function's timeout in seconds, as Lambda writes it.
fn seconds(analysis: &PathAnalysis, scenario: &Scenario) -> String {
    let function = scenario.functions.iter().find(|it| it.id == analysis.path.caller);
    format!("{}.00", function.and_then(|it| it.timeout_s).unwrap_or(3))
}

// AWS: "Troubleshooting networking issues in Lambda" — what the network drops shows as a timeout of the function.
fn timeout(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let seconds = seconds(analysis, scenario);
    let name = analysis.network_check(NetworkControl::Dns);
    if name.is_some_and(|(it, _)| it.passes == Truth::No) {
        return Symptom {
            short: "The name does not resolve".to_owned(),
            message: Some(message::NAME_DOES_NOT_RESOLVE.fill(&[])),
            rules: Vec::new(),
        };
    }
    let dead = |it: &NetworkReason| matches!(it, NetworkReason::NoRouteToDestination { .. });
    let no_name = analysis.path.kind == PathKind::NoWay
        && analysis.path.subnet.is_none()
        && analysis.network().any(|(_, it)| dead(it));
    if analysis.path.placement.is_none() {
        let template = if no_name { message::CONNECT_TIMEOUT } else { message::CONNECT_TIMED_OUT };
        let message = Some(template.fill(&[]));
        return Symptom { short: "Connect timeout".to_owned(), message, rules: Vec::new() };
    }
    let template = if no_name { message::TIMED_OUT_AT_PRIVATE_ADDRESS } else { message::TIMED_OUT };
    let message = template.fill(&[("seconds", &seconds)]);
    let short = format!("Task timed out after {seconds} s");
    Symptom { short, message: Some(message), rules: Vec::new() }
}

fn access_denied(request: &RequestTrace, analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let operation = &scenario.question.operation;
    let several = request.blocked_by.len() > 1;
    let mut rules = Vec::new();
    if Operation::parse(operation).is_some_and(Operation::is_head) {
        let message = message::FORBIDDEN.fill(&[("operation", operation)]);
        return Symptom { short: "403 Forbidden".to_owned(), message: Some(message), rules };
    }
    let refuses_acl = request.ownership.as_ref().is_some_and(|it| it.refuses_acl == Truth::Yes);
    if refuses_acl && !several {
        let message = message::ACL_NOT_SUPPORTED.fill(&[("operation", operation)]);
        let short = "AccessControlListNotSupported".to_owned();
        return Symptom { short, message: Some(message), rules };
    }
    rules.extend(refuses_acl.then_some(Rule::ACL_AFTER_POLICIES));
    let denying = |layer: &&Layer| request.part(**layer).is_some_and(|it| it.deny == Truth::Yes);
    let missing = |layer: &&Layer| request.blocked_by.contains(*layer);
    let explicit = DENIES.iter().find(denying).copied();
    let implicit = MISSING.iter().find(missing).copied();
    // Of a principal of AWS's own nothing is known that a message could name.
    let by_aws = url_on(&analysis.path, scenario).is_some_and(|it| it.by_aws);
    let detailed = !by_aws && sees_details(request, scenario, explicit.or(implicit));
    let at_kms = request.subject == Subject::Key;
    rules.extend(at_kms.then_some(Rule::KMS_MESSAGE));
    let refused = request.because.iter().any(|it| it.because == Because::PublicAclRefused);
    let (template, policy) = match (explicit, implicit) {
        (Some(Layer::BlockPublicAccess), _) if detailed && refused => {
            (message::PUBLIC_ACL_REFUSED, String::new())
        }
        _ if at_kms && !detailed && request.request.action == "kms:Decrypt" => {
            (message::KMS_NO_CIPHERTEXT, String::new())
        }
        (Some(layer), _) if detailed && at_kms => (message::KMS_EXPLICIT_DENY, article(layer)),
        (None, Some(layer)) if detailed && at_kms => {
            (message::KMS_NO_ALLOW, name(layer).to_owned())
        }
        (Some(layer), _) if detailed => (message::EXPLICIT_DENY, article(layer)),
        (None, Some(layer)) if detailed => (message::NO_ALLOW, name(layer).to_owned()),
        _ => (message::ACCESS_DENIED, String::new()),
    };
    if several && detailed {
        rules.push(Rule::FIRST_REPORTED);
    }
    // Requests to KMS do not count: their order is the subject of another rule.
    let elsewhere = |it: &RequestTrace| {
        it.decision.allows() == Truth::No
            && it.subject != request.subject
            && it.subject != Subject::Key
            && request.subject != Subject::Key
    };
    if analysis.requests.iter().any(elsewhere) {
        rules.push(Rule::FIRST_REQUEST_REPORTED);
    }
    let asked = &request.request;
    let message = template.fill(&[
        ("operation", operation),
        ("principal", asked.caller.shown()),
        ("action", &asked.action),
        ("resource", &asked.resource),
        ("policy", &policy),
    ]);
    Symptom { short: "AccessDenied".to_owned(), message: Some(message), rules }
}

/// S3's answer to a call for the bucket policy that the policies allow and S3 itself refuses.
///
/// AWS: "PutBucketPolicy"; which of several refusals it tells is not documented.
fn refused(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let operation = &scenario.question.operation;
    let failing = analysis.checks.iter().filter(|it| it.passes == Truth::No);
    let mut failing = failing.filter_map(|it| it.because.bucket_policy()).peekable();
    let first = failing.next();
    let rules = failing.peek().map(|_| Rule::FIRST_REPORTED).into_iter().collect();
    let request = analysis.requests.first().map(|it| &it.request);
    let malformed = |sentence: &str| {
        message::MALFORMED.fill(&[("operation", operation), ("sentence", sentence)])
    };
    let (short, message) = match first {
        Some(PolicyRefusal::NotTheOwner) => {
            ("405 MethodNotAllowed", message::NOT_ALLOWED.fill(&[("operation", operation)]))
        }
        Some(PolicyRefusal::Malformed(Malformed::Flaw(flaw))) => {
            ("400 MalformedPolicy", malformed(message::of_flaw(flaw)))
        }
        Some(PolicyRefusal::Malformed(Malformed::Other)) => (
            "400 MalformedPolicy",
            message::MALFORMED_WITHOUT_SENTENCE.fill(&[("operation", operation)]),
        ),
        _ => {
            let asked = |of: fn(&Request) -> &str| request.map_or("", of);
            let message = message::PUBLIC_POLICY.fill(&[
                ("operation", operation),
                ("principal", asked(|it| it.caller.shown())),
                ("action", asked(|it| &it.action)),
                ("resource", asked(|it| &it.resource)),
            ]);
            ("AccessDenied", message)
        }
    };
    Symptom { short: short.to_owned(), message: Some(message), rules }
}

/// The message says more than "Access Denied": only within one account, and within one organization.
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

/// The type of policy, as AWS's sentences name it.
pub(crate) const fn name(layer: Layer) -> &'static str {
    match layer {
        Layer::IdentityPolicies => "identity-based policy",
        Layer::ResourcePolicy | Layer::BlockPublicAccess | Layer::ObjectOwnership => {
            "resource-based policy"
        }
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
