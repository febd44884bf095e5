//! Sentences about states of the bucket and the object: Requester Pays, missing objects, locks, MFA Delete.

use accesspath_policy::truth::Truth;

use crate::check::{Check, StateReason};
use crate::control::Control;
use crate::judge::PathAnalysis;
use crate::scenario::Scenario;

/// What a state is, and what it does.
pub(super) fn heading(
    path: &PathAnalysis,
    check: &Check,
    reason: StateReason,
    scenario: &Scenario,
) -> String {
    if check.control == Control::Precondition {
        return precondition(reason, scenario);
    }
    let told = answer_to_missing(path, check);
    let text = match reason {
        StateReason::PayerGiven => "Requester Pays is on, and the request has x-amz-request-payer.",
        StateReason::OwnerPays => {
            "The bucket owner's account needs no x-amz-request-payer, whether Requester Pays is on or not."
        }
        StateReason::PayerMissing => {
            "Requester Pays is on, and the request has no x-amz-request-payer."
        }
        StateReason::PayerAnonymous => {
            "Requester Pays is on, so the bucket refuses unsigned requests."
        }
        StateReason::PayerUnknown => "Requester Pays: not known.",
        StateReason::ObjectThere => "The object exists.",
        StateReason::ObjectMissing => {
            return format!("No object has the key {}.{told}", scenario.question.key);
        }
        StateReason::ExistenceUnknown => "The object may not exist: not known.",
        StateReason::ObjectArchived => {
            "The object lies in an archive and is not restored: call RestoreObject, and wait for the copy."
        }
        StateReason::NotArchived => {
            "The object's storage class is none that objects are restored from."
        }
        StateReason::StorageClassUnknown => {
            "The object's storage class or archive tier, or whether a copy is restored: not known."
        }
        StateReason::NotLocked => "The version is not locked.",
        StateReason::LockPassed => {
            "The version is locked in governance mode, and the request bypasses that."
        }
        StateReason::LockedByGovernance => {
            "The version is locked in governance mode, and the request has no x-amz-bypass-governance-retention."
        }
        StateReason::LockedByCompliance => {
            "The version is locked in compliance mode: nobody can delete it before the lock ends."
        }
        StateReason::OnLegalHold => "The version is on legal hold: nobody can delete it.",
        StateReason::NoObjectLock => {
            "The bucket has no Object Lock, and S3 then takes no retention and no legal hold."
        }
        StateReason::BypassWithoutLock => {
            "The request asks to bypass a lock, and S3 takes that only in a bucket with Object Lock."
        }
        StateReason::NoRetention => "The version has no retention, so S3 answers 404.",
        StateReason::VersioningUntold => {
            "What the request sets is not told: versioning is not suspended while Object Lock is on, and only the root user of the bucket's account switches MFA Delete on."
        }
        StateReason::RetainUntilTooFar => {
            "The request sets a retention of more than 100 years, which is the longest."
        }
        StateReason::ObjectLockUnknown => "Object Lock of the bucket: not known.",
        StateReason::LockIncomplete => {
            "The request sets a mode or a date alone: a retention needs both."
        }
        StateReason::RetainUntilPast => {
            "The request sets a retention that has ended: its date must be in the future."
        }
        StateReason::ComplianceKept => {
            "The version is locked in compliance mode: nobody can shorten that or change the mode. A later date is accepted."
        }
        StateReason::GovernanceKept => {
            "The version is locked in governance mode: shortening that needs x-amz-bypass-governance-retention."
        }
        StateReason::GovernanceRaised => {
            "The version is locked in governance mode, and the request changes that to compliance without x-amz-bypass-governance-retention."
        }
        StateReason::LockChangeUnknown => {
            "The version is locked, and the retention that the request sets is not told."
        }
        StateReason::MfaGiven => "MFA Delete is on; the root user sends a code of its MFA device.",
        StateReason::MfaMissing => {
            "MFA Delete is on, and the request has no x-amz-mfa, or does not come over HTTPS."
        }
        StateReason::MfaOfRootOnly => {
            "MFA Delete is on: only the root user of the bucket's account can do this."
        }
        StateReason::MfaDeleteUnknown => "MFA Delete of the bucket: not known.",
        _ => "Object Lock of this version: not known.",
    };
    format!("{text}{told}")
}

/// What S3 answers for an object that does not exist.
pub(super) fn answer_to_missing(path: &PathAnalysis, check: &Check) -> &'static str {
    match path.asked(check).next().map(|it| it.decision.allows()) {
        Some(Truth::Yes) => " S3 answers 404, because the caller may list the bucket.",
        Some(Truth::No) => {
            " S3 answers 403 instead of 404, because the caller may not list the bucket."
        }
        Some(Truth::Unknown) => " S3 answers 404 if the caller may list the bucket, else 403.",
        None => "",
    }
}

/// One line for a card about a state that stops a call.
pub(super) const fn blocker_line(reason: StateReason) -> &'static str {
    match reason {
        StateReason::ObjectMissing => "The object does not exist",
        StateReason::ObjectArchived => "The object is archived",
        StateReason::NotArchived => "The object is not archived",
        StateReason::PayerMissing => "Requester Pays: no x-amz-request-payer",
        StateReason::PayerAnonymous => "Requester Pays: the request is unsigned",
        StateReason::OnLegalHold => "The version is on legal hold",
        StateReason::NoObjectLock | StateReason::BypassWithoutLock => {
            "The bucket has no Object Lock"
        }
        StateReason::NoRetention => "The version has no retention",
        StateReason::RetainUntilTooFar => "A retention lasts 100 years at most",
        StateReason::LockIncomplete => "A retention needs a mode and a date",
        StateReason::RetainUntilPast => "The retention's date has passed",
        StateReason::MfaMissing | StateReason::MfaOfRootOnly => "MFA Delete is on",
        StateReason::PreconditionFails | StateReason::NothingToMatch | StateReason::NotModified => {
            "The precondition does not hold"
        }
        _ => "The version is locked",
    }
}

/// What the condition of a request asks, and what it does.
fn precondition(reason: StateReason, scenario: &Scenario) -> String {
    let options = &scenario.question.options;
    let (header, value) = match (&options.if_match, &options.if_none_match) {
        (Some(value), _) => ("If-Match", value.as_str()),
        (None, value) => ("If-None-Match", value.as_deref().unwrap_or("*")),
    };
    let does = match reason {
        StateReason::PreconditionHolds => {
            "it holds. If another request changes the object at the same moment, S3 answers 409: try again."
        }
        StateReason::PreconditionFails if header == "If-Match" => {
            "the object's ETag is another, so S3 answers 412."
        }
        StateReason::PreconditionFails => "the object exists, so S3 answers 412.",
        StateReason::NothingToMatch => "no object has this key, so S3 refuses it.",
        StateReason::NotModified => "the object has this ETag, so S3 answers 304 without its data.",
        StateReason::PreconditionUndocumented => {
            "AWS does not document what S3 makes of that here."
        }
        _ => "what the object is, or its ETag, is not known. S3 answers 412 if it differs.",
    };
    format!("The request has {header}: {value}, and {does}")
}
