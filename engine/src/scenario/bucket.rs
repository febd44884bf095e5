//! Buckets and their encryption.

use accesspath_policy::policy::DocumentId;
use litemap::LiteMap;

use super::record::{record, words};
use super::{AclGrant, BlockPublicAccess, DefaultRetention, Fact, Notification};

record! {
    /// An S3 bucket.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Bucket {
        /// Its id within the scenario.
        #[required]
        pub id: String,
        /// Its name.
        #[required]
        pub name: String,
        /// The account that owns it.
        #[required]
        pub account: String,
        /// Its Region.
        #[required]
        pub region: String,
        /// Its bucket policy.
        pub policy: Option<Fact<DocumentId>>,
        /// Its own Block Public Access; absent: not known.
        #[free]
        pub block_public_access: Option<BlockPublicAccess>,
        /// Its Object Ownership; absent: `BucketOwnerEnforced`.
        pub ownership: Option<Fact<ObjectOwnership>>,
        /// Its ACL; absent: its owner has full control, and nobody else has anything.
        pub acl: Option<Fact<Vec<AclGrant>>>,
        /// Its versioning; absent: not known.
        #[free]
        pub versioning: Option<Fact<Versioning>>,
        /// Object Lock is on; absent: not known, unless its versioning is not enabled.
        #[free]
        pub object_lock: Option<Fact<bool>>,
        /// The retention that new objects get; absent: none.
        pub default_retention: Option<Fact<DefaultRetention>>,
        /// MFA Delete is on.
        pub mfa_delete: Fact<bool>,
        /// Requester Pays.
        pub requester_pays: Fact<bool>,
        /// Its Transfer Acceleration; absent: not known.
        #[free]
        pub accelerate: Option<Fact<Versioning>>,
        /// Its default encryption.
        pub encryption: Encryption,
        /// The notifications by which it invokes functions.
        #[free]
        pub notifications: Vec<Notification>,
        /// Its tags.
        pub tags: LiteMap<String, String>,
        /// Access control by its tags (ABAC) is switched on; absent: it is not.
        pub abac: Fact<bool>,
    }
}

words! {
    /// The settings of Object Ownership: who owns the objects of a bucket, and whether ACLs count there.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum ObjectOwnership {
        /// The bucket's owner owns all objects, and ACLs are disabled.
        #[default]
        BucketOwnerEnforced = "BucketOwnerEnforced",
        /// The bucket's owner owns the objects that are uploaded with `bucket-owner-full-control`.
        BucketOwnerPreferred = "BucketOwnerPreferred",
        /// The account that uploads an object owns it.
        ObjectWriter = "ObjectWriter",
    }
}

impl ObjectOwnership {
    /// The words of all settings.
    pub const WORDS: [&str; 3] = [
        Self::BucketOwnerEnforced.word(),
        Self::BucketOwnerPreferred.word(),
        Self::ObjectWriter.word(),
    ];
}

words! {
    /// The states of a bucket's versioning, and of its Transfer Acceleration.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Versioning {
        /// It was never switched on.
        #[default]
        Off = "Off",
        /// It is on.
        Enabled = "Enabled",
        /// It was on; the versions that exist are kept, and no more are made.
        Suspended = "Suspended",
    }
}

record! {
    /// A bucket's default encryption, or the encryption of an object.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Encryption {
        /// `AES256`, `aws:kms`, `aws:kms:dsse`, or of an object `SSE-C`; absent: `AES256`.
        pub algorithm: Option<Fact<String>>,
        /// The KMS key, by id, or of a bucket an alias; absent: the AWS managed key `aws/s3`.
        pub key: Option<Fact<String>>,
        /// The bucket uses an S3 Bucket Key.
        pub bucket_key: Fact<bool>,
        /// Of a bucket, the types of encryption that uploads may not ask for; absent: not known.
        pub blocked: Option<Fact<Vec<String>>>,
    }
}
