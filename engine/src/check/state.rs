//! The reasons why a state of the bucket or the object lets a call pass or stops it.

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
            Self::NotLocked => "not-locked",
            Self::LockPassed => "lock-passed",
            Self::LockedByGovernance => "locked-by-governance",
            Self::LockedByCompliance => "locked-by-compliance",
            Self::OnLegalHold => "on-legal-hold",
            Self::LockUnknown => "lock-unknown",
        }
    }
}
