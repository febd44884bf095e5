//! The question: the callers, the operation, its bucket and key, and the options of the request.

use accesspath_policy::policy::DocumentId;
use litemap::LiteMap;

use super::AclGrant;
use super::record::record;

record! {
    /// The call of the question.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Question {
        /// The callers: functions and other callers, by id.
        #[required]
        #[free]
        pub callers: Vec<String>,
        /// The S3 API operation, such as `PutObject`.
        #[required]
        #[free]
        pub operation: String,
        /// The bucket, by id.
        #[required]
        #[free]
        pub bucket: String,
        /// The object's key.
        #[free]
        pub key: String,
        /// The options of the request.
        #[free]
        pub options: Options,
        /// The access point that the call goes through, by id; absent: the bucket itself is called.
        #[free]
        pub access_point: Option<String>,
    }
}

record! {
    /// Headers and parameters of the request that policies can see.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Options {
        /// The object version asked for.
        #[free]
        pub version_id: Option<String>,
        /// The prefix of a list request; an empty prefix differs from an absent one.
        #[free]
        pub prefix: Option<String>,
        /// The delimiter of a list request.
        #[free]
        pub delimiter: Option<String>,
        /// The canned ACL that the request sets.
        #[free]
        pub acl: Option<String>,
        /// The grants that the request sets by headers, or by an ACL in its body.
        #[free]
        pub grants: Vec<AclGrant>,
        /// The request says that its caller pays, `x-amz-request-payer`.
        #[free]
        pub request_payer: bool,
        /// The tags that the request sets.
        #[free]
        pub tagging: LiteMap<String, String>,
        /// The encryption header: `AES256`, `aws:kms`.
        #[free]
        pub server_side_encryption: Option<String>,
        /// The KMS key that the encryption header names.
        #[free]
        pub kms_key_id: Option<String>,
        /// The algorithm of a key that the client sends with the request: `AES256`.
        #[free]
        pub customer_algorithm: Option<String>,
        /// That key is another than the one with which the object was stored.
        #[free]
        pub customer_key_differs: bool,
        /// The request asks for the object's checksum, `x-amz-checksum-mode: ENABLED`.
        #[free]
        pub checksum_mode: bool,
        /// The mode in which an object is locked: `GOVERNANCE` or `COMPLIANCE`.
        #[free]
        pub lock_mode: Option<String>,
        /// The end of an object's lock, in ISO 8601.
        #[free]
        pub retain_until: Option<String>,
        /// The legal hold of an object: `ON` or `OFF`.
        #[free]
        pub legal_hold: Option<String>,
        /// The request asks to bypass a lock in governance mode, `x-amz-bypass-governance-retention`.
        #[free]
        pub bypass_governance: bool,
        /// The request has a code of the root user's MFA device, `x-amz-mfa`.
        #[free]
        pub mfa: bool,
        /// The number of entries that a list request asks for.
        #[free]
        pub max_keys: Option<u32>,
        /// The ETag that the object must have for the request to succeed.
        #[free]
        pub if_match: Option<String>,
        /// The ETag that the object must not have; `*` for any.
        #[free]
        pub if_none_match: Option<String>,
        /// The storage class header.
        #[free]
        pub storage_class: Option<String>,
        /// The TLS version that the client negotiates: `1.2` or `1.3`; absent: not known.
        #[free]
        pub tls_version: Option<String>,
        /// The client calls over HTTP without TLS.
        #[free]
        pub plain_http: bool,
        /// The bucket policy that PutBucketPolicy is to save.
        #[free]
        pub new_policy: Option<DocumentId>,
        /// PutBucketPolicy confirms that the caller may lose the right to change the policy again.
        #[free]
        pub confirm_remove_self_bucket_access: bool,
        /// The Object Ownership that CreateBucket sets, by the words of `ObjectOwnership`; absent: the default.
        #[free]
        pub object_ownership: Option<String>,
        /// CreateBucket turns Object Lock on, `x-amz-bucket-object-lock-enabled`.
        #[free]
        pub object_lock_enabled: bool,
        /// The role that PutBucketReplication hands on to S3, by ARN.
        #[free]
        pub replication_role: Option<String>,
        /// The source of a copy.
        #[free]
        pub copy_source: Option<CopySource>,
        /// The metadata of a copy: `COPY` for its source's, or `REPLACE`.
        #[free]
        pub metadata_directive: Option<String>,
        /// The tags of a copy: `COPY` for its source's, which is the default, or `REPLACE`.
        #[free]
        pub tagging_directive: Option<String>,
    }
}

record! {
    /// The source of a copy.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct CopySource {
        /// The bucket, by id.
        #[required]
        #[free]
        pub bucket: String,
        /// The object's key.
        #[required]
        #[free]
        pub key: String,
        /// The object version.
        #[free]
        pub version_id: Option<String>,
    }
}
