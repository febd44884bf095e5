//! Sentences about states of the bucket and the object: Requester Pays, missing objects, locks, MFA Delete.

use accesspath_policy::truth::Truth;

use crate::check::{Check, StateReason};
use crate::judge::PathAnalysis;
use crate::scenario::Scenario;

/// What a state is, and what it does.
pub(super) fn heading(
    path: &PathAnalysis,
    check: &Check,
    reason: StateReason,
    scenario: &Scenario,
) -> String {
    let told = match path.asked(check).next().map(|it| it.decision.allows()) {
        Some(Truth::Yes) => " S3 answers 404, because the caller may list the bucket.",
        Some(Truth::No) => {
            " S3 answers 403 instead of 404, because the caller may not list the bucket."
        }
        Some(Truth::Unknown) => " S3 answers 404 if the caller may list the bucket, else 403.",
        None => "",
    };
    let text = match reason {
        StateReason::PayerGiven => "Requester Pays is on, and the request has x-amz-request-payer.",
        StateReason::OwnerPays => {
            "Requester Pays is on; the bucket owner's account needs no x-amz-request-payer."
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
        StateReason::LockUnknown => "Object Lock of this version: not known.",
        StateReason::NoObjectLock => {
            "The bucket has no Object Lock, and S3 then takes no retention and no legal hold."
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
    };
    format!("{text}{told}")
}

/// One line for a card about a state that stops a call.
pub(super) const fn blocker_line(reason: StateReason) -> &'static str {
    match reason {
        StateReason::ObjectMissing => "The object does not exist",
        StateReason::PayerMissing => "Requester Pays: no x-amz-request-payer",
        StateReason::PayerAnonymous => "Requester Pays: the request is unsigned",
        StateReason::OnLegalHold => "The version is on legal hold",
        StateReason::NoObjectLock => "The bucket has no Object Lock",
        StateReason::LockIncomplete => "A retention needs a mode and a date",
        StateReason::RetainUntilPast => "The retention's date has passed",
        StateReason::MfaMissing | StateReason::MfaOfRootOnly => "MFA Delete is on",
        _ => "The version is locked",
    }
}
