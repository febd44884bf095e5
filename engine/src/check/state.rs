//! The reasons why a state of the bucket or the object lets a call pass or stops it.

use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

/// The reason why a state of the bucket or the object lets a call pass or stops it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StateReason {
    /// The request says that its caller pays.
    PayerGiven,
    /// The caller's account owns the bucket, so the request need not say that its caller pays.
    OwnerPays,
    /// The request does not say that its caller pays.
    PayerMissing,
    /// Nobody can be charged for an unsigned request.
    PayerAnonymous,
    /// Requester Pays of the bucket: not known.
    PayerUnknown,
    /// The object exists.
    ObjectThere,
    /// The object does not exist.
    ObjectMissing,
    /// It is not known whether the object exists.
    ExistenceUnknown,
    /// The object lies in an archive, and no copy is restored.
    ObjectArchived,
    /// The object lies in no archive that it could be restored from.
    NotArchived,
    /// The object's storage class, or whether it is restored: not known.
    StorageClassUnknown,
    /// The version is not locked, or its lock has expired.
    NotLocked,
    /// The version is locked in governance mode, and the request asks to bypass the lock.
    LockPassed,
    /// The version is locked in governance mode.
    LockedByGovernance,
    /// The version is locked in compliance mode.
    LockedByCompliance,
    /// The version is on legal hold.
    OnLegalHold,
    /// It is not known whether the version is locked.
    LockUnknown,
    /// The bucket has no Object Lock.
    NoObjectLock,
    /// It is not known whether the bucket has Object Lock.
    ObjectLockUnknown,
    /// A delete asks to bypass a lock, and the bucket has no Object Lock.
    BypassWithoutLock,
    /// The version has no retention that could be read.
    NoRetention,
    /// What PutBucketVersioning sets is not told, and S3 does not take everything from this caller or of this bucket.
    VersioningUntold,
    /// The date of the request's retention is too far in the future.
    RetainUntilTooFar,
    /// The request has a mode without a date, or a date without a mode.
    LockIncomplete,
    /// The date of the request's retention has passed.
    RetainUntilPast,
    /// The version is locked in compliance mode, and the request would shorten that or change the mode.
    ComplianceKept,
    /// The version is locked in governance mode, and the request would shorten that without bypassing it.
    GovernanceKept,
    /// The version is locked in governance mode, and the request sets compliance mode without bypassing the lock.
    GovernanceRaised,
    /// The version is locked, and the retention that the request sets is not told.
    LockChangeUnknown,
    /// MFA Delete is on; the caller is the root user, and the request has `x-amz-mfa`.
    MfaGiven,
    /// MFA Delete is on, and the request has no `x-amz-mfa`, or comes over HTTP.
    MfaMissing,
    /// MFA Delete is on, and the caller is not the root user of the bucket's account.
    MfaOfRootOnly,
    /// It is not known whether MFA Delete is on.
    MfaDeleteUnknown,
    /// The object is as the request's condition asks.
    PreconditionHolds,
    /// The object is not as the request's condition asks.
    PreconditionFails,
    /// The request asks for an object with an ETag, and none has its key.
    NothingToMatch,
    /// The object has the ETag that a read asks it not to have.
    NotModified,
    /// It is not known whether the object is as the request's condition asks.
    PreconditionUnknown,
    /// AWS does not document such a condition.
    PreconditionUndocumented,
}

impl StateReason {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PayerGiven => "payer-given",
            Self::OwnerPays => "owner-pays",
            Self::PayerMissing => "payer-missing",
            Self::PayerAnonymous => "payer-anonymous",
            Self::PayerUnknown => "payer-unknown",
            Self::ObjectThere => "object-there",
            Self::ObjectMissing => "object-missing",
            Self::ExistenceUnknown => "existence-unknown",
            Self::ObjectArchived => "object-archived",
            Self::NotArchived => "object-not-archived",
            Self::StorageClassUnknown => "storage-class-unknown",
            Self::NotLocked => "not-locked",
            Self::LockPassed => "lock-passed",
            Self::LockedByGovernance => "locked-by-governance",
            Self::LockedByCompliance => "locked-by-compliance",
            Self::OnLegalHold => "on-legal-hold",
            Self::LockUnknown => "lock-unknown",
            Self::NoObjectLock => "no-object-lock",
            Self::ObjectLockUnknown => "object-lock-unknown",
            Self::BypassWithoutLock => "bypass-without-object-lock",
            Self::NoRetention => "no-retention",
            Self::VersioningUntold => "versioning-untold",
            Self::RetainUntilTooFar => "retain-until-too-far",
            Self::LockIncomplete => "lock-incomplete",
            Self::RetainUntilPast => "retain-until-past",
            Self::ComplianceKept => "compliance-kept",
            Self::GovernanceKept => "governance-kept",
            Self::GovernanceRaised => "governance-raised",
            Self::LockChangeUnknown => "lock-change-unknown",
            Self::MfaGiven => "mfa-given",
            Self::MfaMissing => "mfa-missing",
            Self::MfaOfRootOnly => "mfa-of-root-only",
            Self::MfaDeleteUnknown => "mfa-delete-unknown",
            Self::PreconditionHolds => "precondition-holds",
            Self::PreconditionFails => "precondition-fails",
            Self::NothingToMatch => "nothing-to-match",
            Self::NotModified => "not-modified",
            Self::PreconditionUnknown => "precondition-unknown",
            Self::PreconditionUndocumented => "precondition-undocumented",
        }
    }

    /// The call gets past it; of Requester Pays that depends on the request as well.
    pub(crate) const fn passes(self) -> Truth {
        match self {
            Self::PayerGiven
            | Self::OwnerPays
            | Self::ObjectThere
            | Self::NotLocked
            | Self::LockPassed
            | Self::MfaGiven
            | Self::PreconditionHolds => Truth::Yes,
            Self::PayerUnknown
            | Self::ExistenceUnknown
            | Self::LockUnknown
            | Self::ObjectLockUnknown
            | Self::GovernanceRaised
            | Self::LockChangeUnknown
            | Self::VersioningUntold
            | Self::MfaDeleteUnknown
            | Self::StorageClassUnknown
            | Self::PreconditionUnknown
            | Self::PreconditionUndocumented => Truth::Unknown,
            _ => Truth::No,
        }
    }

    /// The unclear rule that it leans on.
    pub(crate) const fn rule(self) -> Option<Rule> {
        match self {
            Self::GovernanceRaised => Some(Rule::GOVERNANCE_TO_COMPLIANCE),
            Self::LockIncomplete => Some(Rule::LOCK_IN_PART),
            Self::BypassWithoutLock => Some(Rule::BYPASS_WITHOUT_LOCK),
            _ => None,
        }
    }
}
