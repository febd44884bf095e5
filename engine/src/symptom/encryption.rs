//! The symptoms of calls that encryption stops, apart from policies.
//!
//! AWS: "Amazon S3 error responses" has the codes that S3 passes on from KMS.

use accesspath_policy::arn::Arn;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::{Symptom, message};
use crate::check::EncryptionReason as Reason;
use crate::judge::PathAnalysis;
use crate::s3::operation::Operation;
use crate::scenario::{KeyState, Scenario};

/// The symptom of the first reason that stops the call; `None` if none does.
pub(super) fn symptom(analysis: &PathAnalysis, scenario: &Scenario) -> Option<Symptom> {
    let reasons = analysis.checks.iter().filter_map(|it| it.because.encryption());
    let reason = reasons.into_iter().find(|it| it.passes() == Truth::No)?;
    let operation = scenario.question.operation.as_str();
    let said = |short: &str, template: message::Template, values: &[(&str, &str)]| {
        let mut all = vec![("operation", operation)];
        all.extend(values);
        Symptom { short: short.to_owned(), message: Some(template.fill(&all)), rules: Vec::new() }
    };
    if Operation::parse(operation).is_some_and(Operation::is_head) {
        return Some(match reason {
            Reason::Unsigned | Reason::CustomerKeyWrong => {
                said("403 Forbidden", message::FORBIDDEN, &[])
            }
            _ => said("400 Bad Request", message::BAD_REQUEST, &[]),
        });
    }
    let by_client = matches!(
        reason,
        Reason::CustomerKeyBlocked
            | Reason::CustomerKeyOverHttp
            | Reason::CustomerKeyBesideHeader
            | Reason::CustomerKeyWrong
    );
    let rules = if by_client { Vec::new() } else { vec![Rule::KMS_EXCEPTION] };
    let mut symptom = match reason {
        Reason::CustomerKeyBlocked => {
            let request = &analysis.requests.first()?.request;
            let values = [
                ("principal", request.caller.shown()),
                ("action", &request.action),
                ("resource", &request.resource),
            ];
            said("AccessDenied", message::SSE_C_BLOCKED, &values)
        }
        Reason::CustomerKeyMissing => said("InvalidRequest", message::SSE_C_NEEDED, &[]),
        Reason::CustomerKeyUnused => said("InvalidRequest", message::SSE_C_NOT_APPLICABLE, &[]),
        Reason::CustomerKeyOverHttp => said("InvalidRequest", message::SSE_C_INSECURE, &[]),
        Reason::CustomerKeyBesideHeader => {
            said("InvalidArgument", message::SSE_C_INCOMPATIBLE, &[])
        }
        Reason::CustomerKeyWrong => said("AccessDenied", message::ACCESS_DENIED, &[]),
        Reason::HeaderOnRead => said("InvalidArgument", message::ENCRYPTION_HEADER_ON_READ, &[]),
        Reason::KeyWithoutHeader => said("InvalidArgument", message::KMS_KEY_WITHOUT_HEADER, &[]),
        Reason::Unsigned => said("InvalidArgument", message::KMS_NEEDS_SIGNATURE, &[]),
        Reason::PlainHttp => said("InvalidArgument", message::KMS_NEEDS_TLS, &[]),
        Reason::NoSuchKey(named) => {
            said("KMS.NotFoundException", message::KMS_NOT_FOUND, &[("resource", named)])
        }
        Reason::OtherRegion(arn) => {
            let region = Arn::parse(arn).map_or("", |it| it.region);
            said("KMS.NotFoundException", message::KMS_INVALID_ARN, &[("region", region)])
        }
        Reason::NotEnabled(arn, state) => {
            let state = match state {
                KeyState::PendingDeletion => "deletion",
                KeyState::PendingImport => "import",
                KeyState::Enabled | KeyState::Disabled => "",
            };
            let values = [("resource", arn.as_str()), ("state", state)];
            match state {
                "" => said("KMS.DisabledException", message::KMS_DISABLED, &values),
                _ => said("KMS.KMSInvalidStateException", message::KMS_INVALID_STATE, &values),
            }
        }
        _ => return None,
    };
    symptom.rules = rules;
    Some(symptom)
}
