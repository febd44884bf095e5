//! The reasons why S3 refuses a call for a bucket policy that the policies allow.

use accesspath_policy::save::Flaw;

/// The reason why S3 refuses a call for a bucket policy that the policies allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyRefusal {
    /// The caller belongs to another account than the bucket.
    NotTheOwner,
    /// The new policy has errors.
    Malformed(Malformed),
    /// The new policy is public, and BlockPublicPolicy is on.
    PublicPolicy,
    /// Some of what S3 checks of the new policy takes facts that the program has not loaded.
    NotChecked,
    /// Under the new policy the caller could not change it again, and the call does not confirm that.
    LocksOutTheCaller,
    /// The text of the new policy is not known.
    NotGiven,
}

/// The kinds of malformed policy, by the sentence in S3's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Malformed {
    /// It has a flaw for which S3 has a sentence.
    Flaw(Flaw),
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
            Self::NotChecked => "not-checked",
        }
    }
}
