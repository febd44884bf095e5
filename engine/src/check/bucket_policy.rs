//! Why S3 refuses a call for a bucket's policy that a policy allows.

/// Why S3 refuses a call for a bucket's policy that a policy allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyRefusal {
    /// The caller is of another account than the bucket.
    NotTheOwner,
    /// The new policy has errors.
    Malformed(Malformed),
    /// The new policy is public, and BlockPublicPolicy is on.
    PublicPolicy,
    /// Under the new policy the caller could not change it again, and the call does not confirm that.
    LocksOutTheCaller,
    /// What the new policy says is not known.
    NotGiven,
}

/// What S3 says of a policy that it cannot read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// It is no JSON.
    Json,
    /// It names a principal that is none.
    Principal,
    /// Anything else; S3's sentence for it is not documented.
    Other,
}

impl PolicyRefusal {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotTheOwner => "not-the-owner",
            Self::Malformed(_) => "malformed-policy",
            Self::PublicPolicy => "public-policy",
            Self::LocksOutTheCaller => "locks-out-the-caller",
            Self::NotGiven => "not-given",
        }
    }
}
