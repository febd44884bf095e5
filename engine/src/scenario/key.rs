//! KMS keys and the grants on them.

use accesspath_policy::arn::Arn;
use accesspath_policy::policy::DocumentId;
use litemap::LiteMap;

use super::Fact;
use super::record::{record, words};

record! {
    /// A KMS key.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Key {
        /// Its id within the scenario.
        #[required]
        pub id: String,
        /// Its ARN.
        #[required]
        pub arn: String,
        /// Its key policy; absent: the one that AWS gives a new key.
        pub policy: Option<Fact<DocumentId>>,
        /// Its manager.
        pub manager: KeyManager,
        /// Its state.
        pub state: Fact<KeyState>,
        /// The grants on it.
        pub grants: Fact<Vec<KeyGrant>>,
        /// Its aliases, such as `alias/thumbs`.
        pub aliases: Vec<String>,
        /// Its tags; absent: not known.
        #[free]
        pub tags: Option<LiteMap<String, String>>,
    }
}

impl Key {
    /// It is a multi-Region key, a primary or a replica.
    // AWS: "Multi-Region keys in AWS KMS" — their ids, and no others, begin with `mrk-`.
    pub(crate) fn is_multi_region(&self) -> bool {
        Arn::parse(&self.arn).is_some_and(|it| it.resource.starts_with("key/mrk-"))
    }
}

words! {
    /// The manager of a KMS key.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum KeyManager {
        /// A customer, who writes its key policy.
        #[default]
        Customer = "customer",
        /// AWS: it is the key `aws/s3` of its account and Region.
        Aws = "aws",
    }
}

words! {
    /// The states of a KMS key.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum KeyState {
        /// It can be used.
        #[default]
        Enabled = "Enabled",
        /// It is switched off.
        Disabled = "Disabled",
        /// It is to be deleted.
        PendingDeletion = "PendingDeletion",
        /// It has no key material yet.
        PendingImport = "PendingImport",
    }
}

record! {
    /// A grant on a KMS key: it allows, and never denies.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct KeyGrant {
        /// The principal that may use the key, by ARN; where it was deleted, the unique id that is left of it.
        #[required]
        pub grantee: String,
        /// The operations of KMS that they may call, such as `Decrypt`.
        #[required]
        pub operations: Vec<String>,
        /// The encryption context that they must give.
        #[free]
        pub constraints: GrantConstraints,
    }
}

record! {
    /// The encryption context that a grant demands.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct GrantConstraints {
        /// The context must equal this one.
        #[free]
        pub encryption_context_equals: LiteMap<String, String>,
        /// The context must contain this one.
        #[free]
        pub encryption_context_subset: LiteMap<String, String>,
    }
}
