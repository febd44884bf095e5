//! The four switches of S3 Block Public Access, as people turn them.

use crate::scenario::{BlockPublicAccess, Fact};

/// One of the four switches of Block Public Access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicAccessSwitch {
    /// `BlockPublicAcls`
    BlockPublicAcls,
    /// `IgnorePublicAcls`
    IgnorePublicAcls,
    /// `BlockPublicPolicy`
    BlockPublicPolicy,
    /// `RestrictPublicBuckets`
    RestrictPublicBuckets,
}

impl PublicAccessSwitch {
    /// All four, in the order in which AWS lists them.
    pub const ALL: [Self; 4] = [
        Self::BlockPublicAcls,
        Self::IgnorePublicAcls,
        Self::BlockPublicPolicy,
        Self::RestrictPublicBuckets,
    ];

    /// AWS's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BlockPublicAcls => "BlockPublicAcls",
            Self::IgnorePublicAcls => "IgnorePublicAcls",
            Self::BlockPublicPolicy => "BlockPublicPolicy",
            Self::RestrictPublicBuckets => "RestrictPublicBuckets",
        }
    }

    /// Its position in `switches`.
    pub const fn of(self, switches: &BlockPublicAccess) -> &Fact<bool> {
        match self {
            Self::BlockPublicAcls => &switches.block_public_acls,
            Self::IgnorePublicAcls => &switches.ignore_public_acls,
            Self::BlockPublicPolicy => &switches.block_public_policy,
            Self::RestrictPublicBuckets => &switches.restrict_public_buckets,
        }
    }

    /// Turns it in `switches`.
    pub(super) fn set(self, switches: &mut BlockPublicAccess, to: Fact<bool>) {
        match self {
            Self::BlockPublicAcls => switches.block_public_acls = to,
            Self::IgnorePublicAcls => switches.ignore_public_acls = to,
            Self::BlockPublicPolicy => switches.block_public_policy = to,
            Self::RestrictPublicBuckets => switches.restrict_public_buckets = to,
        }
    }
}
