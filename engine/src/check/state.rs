//! Why a state of the bucket or the object lets a call past, or does not.

/// Why a state lets a call past, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StateReason {
    /// The request says that its caller pays.
    PayerGiven,
    /// The caller's account owns the bucket, and need not say that it pays.
    OwnerPays,
    /// The request does not say that its caller pays.
    PayerMissing,
    /// Nobody can be charged for an unsigned request.
    PayerAnonymous,
    /// Whether who asks pays is not known.
    PayerUnknown,
    /// The object is there.
    ObjectThere,
    /// It is not.
    ObjectMissing,
    /// Whether it is there is not known.
    ExistenceUnknown,
    /// The version is not locked, or no more.
    NotLocked,
    /// It is locked in governance mode, and the request asks to pass by.
    LockPassed,
    /// It is locked in governance mode.
    LockedByGovernance,
    /// It is locked in compliance mode.
    LockedByCompliance,
    /// It is on legal hold.
    OnLegalHold,
    /// Whether it is locked is not known.
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
