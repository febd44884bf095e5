//! Accounts, the organization that they belong to, and S3 Block Public Access.

use accesspath_policy::policy::DocumentId;

use super::Fact;
use super::record::record;

record! {
    /// An organization of AWS Organizations.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Organization {
        /// Its id, such as `o-exampleorg1`.
        #[required]
        pub id: Fact<String>,
        /// The account that SCPs and RCPs do not limit.
        pub management_account: Option<String>,
        /// The S3 policy's Block Public Access: all four switches on, or none; absent: no such policy.
        pub block_public_access: Option<Fact<bool>>,
    }
}

record! {
    /// An AWS account.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Account {
        /// Twelve digits.
        #[required]
        pub id: String,
        /// Its canonical user id, by which ACLs name it.
        #[free]
        pub canonical_id: Option<String>,
        /// It is outside the scenario's organization.
        pub outside_organization: bool,
        /// The SCPs by level, from the root to the account; absent: none limit it.
        pub scp_levels: Option<Fact<Vec<Vec<DocumentId>>>>,
        /// The RCPs by level, besides `RCPFullAWSAccess`.
        pub rcp_levels: Option<Fact<Vec<Vec<DocumentId>>>>,
        /// The account's S3 Block Public Access; absent: off.
        pub block_public_access: Option<BlockPublicAccess>,
    }
}

record! {
    /// The four switches of S3 Block Public Access; one that is absent is off.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct BlockPublicAccess {
        /// S3 refuses requests that set a public ACL.
        #[free]
        pub block_public_acls: Fact<bool>,
        /// S3 ignores public ACLs.
        #[free]
        pub ignore_public_acls: Fact<bool>,
        /// S3 refuses requests that set a public bucket policy.
        #[free]
        pub block_public_policy: Fact<bool>,
        /// S3 restricts a bucket with a public policy to its own account.
        #[free]
        pub restrict_public_buckets: Fact<bool>,
    }
}

impl BlockPublicAccess {
    /// Four switches of which nothing is known.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            block_public_acls: Fact::Unknown,
            ignore_public_acls: Fact::Unknown,
            block_public_policy: Fact::Unknown,
            restrict_public_buckets: Fact::Unknown,
            ..Self::default()
        }
    }
}
