//! The symptoms of what S3 refuses although the policies allow it: by a state of the bucket or the object, or by a check of
//! S3 itself.

use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::{Symptom, access_denied, message};
use crate::check::{Check, ServiceReason, StateReason};
use crate::control::Control;
use crate::judge::PathAnalysis;
use crate::s3::operation::Operation;
use crate::scenario::{Fact, Scenario, Versioning};

/// The symptom of a state of the bucket or the object, for a call that the policies allow or may allow.
// AWS: "GetObject", "Troubleshoot access denied errors in Amazon S3".
pub(super) fn by_state(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let operation = &scenario.question.operation;
    let parsed = Operation::parse(operation);
    let head = parsed.is_some_and(Operation::is_head);
    let plain = |short: &str, template: message::Template| Symptom {
        short: short.to_owned(),
        message: Some(template.fill(&[("operation", operation)])),
        rules: Vec::new(),
    };
    let deletes = parsed.is_some_and(Operation::deletes);
    let stops = |it: &&Check| it.passes == Truth::No && it.because.state().is_some();
    let state = analysis.checks.iter().find(stops);
    match state.and_then(|it| it.because.state()) {
        Some(StateReason::ObjectMissing) => missing(state, analysis, scenario),
        Some(StateReason::ObjectArchived) => plain("InvalidObjectState", message::ARCHIVED),
        Some(StateReason::NotArchived) => plain("InvalidObjectState", message::NOT_ARCHIVED),
        Some(StateReason::PreconditionFails) if head => {
            plain("412", message::PRECONDITION_FAILED_HEAD)
        }
        Some(StateReason::PreconditionFails) => {
            plain("PreconditionFailed", message::PRECONDITION_FAILED)
        }
        Some(StateReason::NotModified) => plain("304", message::NOT_MODIFIED),
        Some(StateReason::NothingToMatch) if deletes && keeps_markers(scenario) => {
            Symptom { short: "404 or 412".to_owned(), message: None, rules: Vec::new() }
        }
        Some(StateReason::NothingToMatch) => plain("NoSuchKey", message::NO_SUCH_KEY),
        // AWS names the limit and not the error.
        Some(StateReason::RetainUntilTooFar) => {
            Symptom { short: "S3 refuses it".to_owned(), message: None, rules: Vec::new() }
        }
        _ if head => plain("403 Forbidden", message::FORBIDDEN),
        because => {
            let (short, template) = message::of_state(because, parsed);
            plain(short, template)
        }
    }
}

/// S3's answer for an object that does not exist, by what its caller may list.
// AWS: "GetObject" — for the source of a copy and for other operations no page says it.
fn missing(check: Option<&Check>, analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let operation = &scenario.question.operation;
    let parsed = Operation::parse(operation);
    let head = parsed.is_some_and(Operation::is_head);
    let elsewhere = parsed.is_some_and(|it| !it.tells_missing_object());
    let rules: Vec<Rule> =
        elsewhere.then_some(Rule::MISSING_OBJECT_ELSEWHERE).into_iter().collect();
    let options = &scenario.question.options;
    let names_version = match check.map(|it| it.control) {
        Some(Control::CopySource) => {
            options.copy_source.as_ref().is_some_and(|it| it.version_id.is_some())
        }
        _ => options.version_id.is_some(),
    };
    let undecided = analysis.requests.iter().any(|it| it.decision.allows() == Truth::Unknown);
    let listing = check.and_then(|it| analysis.asked(it).next());
    let (short, template) = match listing.map(|it| (it, it.decision.allows())) {
        Some((listing, Truth::No)) => {
            let mut denied = access_denied(listing, analysis, scenario);
            denied.rules.extend(rules);
            return denied;
        }
        Some((_, Truth::Yes)) if !undecided && head => ("404 Not Found", message::NOT_FOUND),
        Some((_, Truth::Yes)) if !undecided && names_version => {
            ("NoSuchVersion", message::NO_SUCH_VERSION)
        }
        Some((_, Truth::Yes)) if !undecided => ("NoSuchKey", message::NO_SUCH_KEY),
        _ => return Symptom { short: "404 or 403".to_owned(), message: None, rules },
    };
    let message = Some(template.fill(&[("operation", operation)]));
    Symptom { short: short.to_owned(), message, rules }
}

/// S3's answer to a call that the policies allow and a check of S3 itself refuses, such as an access point's origin.
pub(super) fn by_s3(analysis: &PathAnalysis, scenario: &Scenario) -> Symptom {
    let operation = &scenario.question.operation;
    let refuses = |it| analysis.check(it).is_some_and(|it| it.passes == Truth::No);
    let across = analysis.check(Control::CopyRegions).and_then(|it| it.because.service());
    let parsed = Operation::parse(operation);
    let head = parsed.is_some_and(Operation::is_head);
    let acceleration = analysis.check(Control::Acceleration).and_then(|it| it.because.service());
    let state = match acceleration {
        Some(ServiceReason::NotEnabled(Versioning::Off)) => "is not configured on this bucket",
        Some(ServiceReason::NotEnabled(_)) => "is disabled on this bucket",
        Some(ServiceReason::PeriodInName) => {
            "is not supported for buckets with periods (.) in their names"
        }
        _ => "",
    };
    if !state.is_empty() {
        let template = if head { message::BAD_REQUEST } else { message::ACCELERATION };
        let message = Some(template.fill(&[("operation", operation), ("state", state)]));
        return Symptom { short: "400 InvalidRequest".to_owned(), message, rules: Vec::new() };
    }
    let refused = analysis
        .checks
        .iter()
        .find(|it| it.control == Control::Operation && it.passes == Truth::No);
    if let Some(reason) = refused.and_then(|it| it.because.service()) {
        let (short, template) = match reason {
            ServiceReason::VersioningNeeded
                if parsed == Some(Operation::PutObjectLockConfiguration) =>
            {
                ("InvalidBucketState", Some(message::LOCK_NEEDS_VERSIONING))
            }
            ServiceReason::VersioningNeeded => {
                ("InvalidRequest", Some(message::REPLICATION_NEEDS_VERSIONING))
            }
            ServiceReason::AclsDisabled => {
                ("InvalidBucketAclWithObjectOwnership", Some(message::ACLS_DISABLED))
            }
            ServiceReason::PublicAclOfNewBucket => (
                "InvalidBucketAclWithBlockPublicAccessError",
                Some(message::PUBLIC_ACL_OF_NEW_BUCKET),
            ),
            ServiceReason::Unsigned if parsed == Some(Operation::CreateMultipartUpload) => {
                ("AccessDenied", Some(message::ANONYMOUS_UPLOAD))
            }
            ServiceReason::ManagedByOrganization => ("AccessDenied", Some(message::ACCESS_DENIED)),
            _ => ("S3 refuses it", None),
        };
        let message = template.map(|it| it.fill(&[("operation", operation)]));
        return Symptom { short: short.to_owned(), message, rules: Vec::new() };
    }
    let template = if refuses(Control::NetworkOrigin) && head {
        message::FORBIDDEN
    } else if refuses(Control::NetworkOrigin) {
        message::ACCESS_DENIED
    } else if across == Some(&ServiceReason::CopyAcrossRegions) {
        message::NO_CROSS_REGION
    } else if let Some(source) =
        analysis.check(Control::CopySource).filter(|it| it.passes == Truth::No)
    {
        match source.because.service() {
            Some(ServiceReason::SourceMissing) => return missing(Some(source), analysis, scenario),
            Some(ServiceReason::SourceArchived) => {
                let message = Some(message::SOURCE_ARCHIVED.fill(&[("operation", operation)]));
                let short = "InvalidObjectState".to_owned();
                return Symptom { short, message, rules: Vec::new() };
            }
            Some(ServiceReason::CopyOntoItself) => {
                let message = Some(message::COPY_ONTO_ITSELF.fill(&[("operation", operation)]));
                let short = "400 InvalidRequest".to_owned();
                return Symptom { short, message, rules: Vec::new() };
            }
            _ => {
                return Symptom {
                    short: "S3 refuses it".to_owned(),
                    message: None,
                    rules: Vec::new(),
                };
            }
        }
    } else {
        return Symptom { short: "S3 refuses it".to_owned(), message: None, rules: Vec::new() };
    };
    let short = if head { "403 Forbidden" } else { "AccessDenied" };
    let message = template.fill(&[("operation", operation)]);
    Symptom { short: short.to_owned(), message: Some(message), rules: Vec::new() }
}

/// The question's bucket may keep delete markers, one of which may stand in the object's place.
fn keeps_markers(scenario: &Scenario) -> bool {
    let off = Some(&Fact::Known(Versioning::Off));
    scenario.bucket().is_none_or(|it| it.versioning.as_ref() != off)
}
