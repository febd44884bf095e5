//! S3 API operations: the target of each, and the action that it is checked for.
//!
//! AWS: "Required permissions for Amazon S3 API operations".

/// The target of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OperationTarget {
    /// One object.
    Object,
    /// The bucket.
    Bucket,
    /// The access point.
    AccessPoint,
    /// No bucket.
    Nothing,
    /// A bucket that is not there yet.
    NewBucket,
}

/// Makes the operations from a table: the name, the target, the action without a version and, if it differs, the
/// action with one. The order is that of a menu.
macro_rules! operations {
    ($($name:ident $target:ident $action:literal $(or $versioned:literal)?;)*) => {
        /// An S3 API operation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are those of the S3 API")]
        pub enum Operation {
            $($name,)*
        }

        impl Operation {
            /// All operations, in the order in which a menu lists them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The API's name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            pub(crate) const fn target(self) -> OperationTarget {
                match self {
                    $(Self::$name => OperationTarget::$target,)*
                }
            }

            /// The action that the operation is checked for last: without and with an object version.
            pub(crate) const fn actions(self) -> (&'static str, Option<&'static str>) {
                match self {
                    $(Self::$name => ($action, operations!(@version $($versioned)?)),)*
                }
            }
        }
    };
    (@version) => { None };
    (@version $versioned:literal) => { Some($versioned) };
}

operations! {
    PutObject Object "s3:PutObject";
    GetObject Object "s3:GetObject" or "s3:GetObjectVersion";
    HeadObject Object "s3:GetObject" or "s3:GetObjectVersion";
    DeleteObject Object "s3:DeleteObject" or "s3:DeleteObjectVersion";
    CopyObject Object "s3:PutObject";
    ListObjectsV2 Bucket "s3:ListBucket";
    HeadBucket Bucket "s3:ListBucket";
    DeleteObjects Object "s3:DeleteObject" or "s3:DeleteObjectVersion";
    GetObjectAttributes Object "s3:GetObjectAttributes" or "s3:GetObjectVersionAttributes";
    SelectObjectContent Object "s3:GetObject";
    GetObjectTagging Object "s3:GetObjectTagging" or "s3:GetObjectVersionTagging";
    PutObjectTagging Object "s3:PutObjectTagging" or "s3:PutObjectVersionTagging";
    DeleteObjectTagging Object "s3:DeleteObjectTagging" or "s3:DeleteObjectVersionTagging";
    GetObjectAcl Object "s3:GetObjectAcl" or "s3:GetObjectVersionAcl";
    PutObjectAcl Object "s3:PutObjectAcl" or "s3:PutObjectVersionAcl";
    GetObjectRetention Object "s3:GetObjectRetention";
    PutObjectRetention Object "s3:PutObjectRetention";
    GetObjectLegalHold Object "s3:GetObjectLegalHold";
    PutObjectLegalHold Object "s3:PutObjectLegalHold";
    RestoreObject Object "s3:RestoreObject";
    UpdateObjectEncryption Object "s3:UpdateObjectEncryption";
    GetObjectVersionForReplication Object "s3:GetObjectVersionForReplication";
    ReplicateObject Object "s3:ReplicateObject";
    CreateMultipartUpload Object "s3:PutObject";
    UploadPart Object "s3:PutObject";
    UploadPartCopy Object "s3:PutObject";
    CompleteMultipartUpload Object "s3:PutObject";
    AbortMultipartUpload Object "s3:AbortMultipartUpload";
    ListParts Object "s3:ListMultipartUploadParts";
    ListMultipartUploads Bucket "s3:ListBucketMultipartUploads";
    ListObjects Bucket "s3:ListBucket";
    ListObjectVersions Bucket "s3:ListBucketVersions";
    GetBucketLocation Bucket "s3:GetBucketLocation";
    GetBucketPolicy Bucket "s3:GetBucketPolicy";
    PutBucketPolicy Bucket "s3:PutBucketPolicy";
    DeleteBucketPolicy Bucket "s3:DeleteBucketPolicy";
    GetBucketPolicyStatus Bucket "s3:GetBucketPolicyStatus";
    GetPublicAccessBlock Bucket "s3:GetBucketPublicAccessBlock";
    PutPublicAccessBlock Bucket "s3:PutBucketPublicAccessBlock";
    DeletePublicAccessBlock Bucket "s3:PutBucketPublicAccessBlock";
    GetBucketAcl Bucket "s3:GetBucketAcl";
    PutBucketAcl Bucket "s3:PutBucketAcl";
    GetBucketOwnershipControls Bucket "s3:GetBucketOwnershipControls";
    PutBucketOwnershipControls Bucket "s3:PutBucketOwnershipControls";
    DeleteBucketOwnershipControls Bucket "s3:PutBucketOwnershipControls";
    GetBucketEncryption Bucket "s3:GetEncryptionConfiguration";
    PutBucketEncryption Bucket "s3:PutEncryptionConfiguration";
    DeleteBucketEncryption Bucket "s3:PutEncryptionConfiguration";
    GetBucketVersioning Bucket "s3:GetBucketVersioning";
    PutBucketVersioning Bucket "s3:PutBucketVersioning";
    GetBucketNotificationConfiguration Bucket "s3:GetBucketNotification";
    PutBucketNotificationConfiguration Bucket "s3:PutBucketNotification";
    GetBucketTagging Bucket "s3:GetBucketTagging";
    PutBucketTagging Bucket "s3:PutBucketTagging";
    DeleteBucketTagging Bucket "s3:PutBucketTagging";
    TagResource Bucket "s3:TagResource";
    UntagResource Bucket "s3:UntagResource";
    ListTagsForResource Bucket "s3:ListTagsForResource";
    GetBucketAbac Bucket "s3:GetBucketAbac";
    PutBucketAbac Bucket "s3:PutBucketAbac";
    GetBucketLifecycleConfiguration Bucket "s3:GetLifecycleConfiguration";
    PutBucketLifecycleConfiguration Bucket "s3:PutLifecycleConfiguration";
    DeleteBucketLifecycle Bucket "s3:PutLifecycleConfiguration";
    DeleteBucket Bucket "s3:DeleteBucket";
    GetBucketReplication Bucket "s3:GetReplicationConfiguration";
    PutBucketReplication Bucket "s3:PutReplicationConfiguration";
    DeleteBucketReplication Bucket "s3:PutReplicationConfiguration";
    GetBucketCors Bucket "s3:GetBucketCORS";
    PutBucketCors Bucket "s3:PutBucketCORS";
    DeleteBucketCors Bucket "s3:PutBucketCORS";
    GetBucketLogging Bucket "s3:GetBucketLogging";
    PutBucketLogging Bucket "s3:PutBucketLogging";
    GetBucketWebsite Bucket "s3:GetBucketWebsite";
    PutBucketWebsite Bucket "s3:PutBucketWebsite";
    DeleteBucketWebsite Bucket "s3:DeleteBucketWebsite";
    GetObjectLockConfiguration Bucket "s3:GetBucketObjectLockConfiguration";
    PutObjectLockConfiguration Bucket "s3:PutBucketObjectLockConfiguration";
    GetBucketAccelerateConfiguration Bucket "s3:GetAccelerateConfiguration";
    PutBucketAccelerateConfiguration Bucket "s3:PutAccelerateConfiguration";
    GetBucketRequestPayment Bucket "s3:GetBucketRequestPayment";
    PutBucketRequestPayment Bucket "s3:PutBucketRequestPayment";
    GetBucketInventoryConfiguration Bucket "s3:GetInventoryConfiguration";
    ListBucketInventoryConfigurations Bucket "s3:GetInventoryConfiguration";
    PutBucketInventoryConfiguration Bucket "s3:PutInventoryConfiguration";
    DeleteBucketInventoryConfiguration Bucket "s3:PutInventoryConfiguration";
    GetBucketMetricsConfiguration Bucket "s3:GetMetricsConfiguration";
    ListBucketMetricsConfigurations Bucket "s3:GetMetricsConfiguration";
    PutBucketMetricsConfiguration Bucket "s3:PutMetricsConfiguration";
    DeleteBucketMetricsConfiguration Bucket "s3:PutMetricsConfiguration";
    CreateBucket NewBucket "s3:CreateBucket";
    ListBuckets Nothing "s3:ListAllMyBuckets";
    GetAccountPublicAccessBlock Nothing "s3:GetAccountPublicAccessBlock";
    PutAccountPublicAccessBlock Nothing "s3:PutAccountPublicAccessBlock";
    DeleteAccountPublicAccessBlock Nothing "s3:PutAccountPublicAccessBlock";
    CreateAccessPoint AccessPoint "s3:CreateAccessPoint";
    DeleteAccessPoint AccessPoint "s3:DeleteAccessPoint";
    GetAccessPoint Nothing "s3:GetAccessPoint";
    ListAccessPoints Nothing "s3:ListAccessPoints";
    GetAccessPointPolicy AccessPoint "s3:GetAccessPointPolicy";
    PutAccessPointPolicy AccessPoint "s3:PutAccessPointPolicy";
    DeleteAccessPointPolicy AccessPoint "s3:DeleteAccessPointPolicy";
    GetAccessPointPolicyStatus AccessPoint "s3:GetAccessPointPolicyStatus";
}

use Operation as O;

impl Operation {
    /// The operation of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.name() == name)
    }

    /// It is about one object.
    pub const fn takes_key(self) -> bool {
        matches!(self.target(), OperationTarget::Object)
    }

    /// It can be about one version of an object.
    pub const fn takes_version(self) -> bool {
        matches!(self.actions(), (_, Some(_)))
    }

    /// Its answer has no body, so that a refusal is a bare status.
    pub(crate) const fn is_head(self) -> bool {
        matches!(self, O::HeadObject | O::HeadBucket)
    }

    /// It is one of the calls that the bucket owner's root user can always make.
    pub(crate) const fn is_bucket_policy_call(self) -> bool {
        matches!(self, O::GetBucketPolicy | O::PutBucketPolicy | O::DeleteBucketPolicy)
    }

    /// It changes nothing.
    pub(crate) fn only_reads(self) -> bool {
        ["Get", "Head", "List", "Select"].iter().any(|it| self.name().starts_with(it))
    }

    /// It stores an object.
    pub const fn stores(self) -> bool {
        matches!(
            self,
            O::PutObject
                | O::CopyObject
                | O::CreateMultipartUpload
                | O::UploadPart
                | O::UploadPartCopy
                | O::CompleteMultipartUpload
        )
    }

    /// Its request can set the ACL, the tags and the lock of the new object.
    pub(crate) const fn creates(self) -> bool {
        matches!(self, O::PutObject | O::CopyObject | O::CreateMultipartUpload)
    }

    /// It brings a new object into being, and not only a part of one.
    // AWS: "Enforce conditional writes on Amazon S3 buckets".
    pub const fn finishes(self) -> bool {
        matches!(self, O::PutObject | O::CopyObject | O::CompleteMultipartUpload)
    }

    /// Its request can ask for the ETag that the object must have.
    pub const fn takes_if_match(self) -> bool {
        self.finishes() || self.deletes() || matches!(self, O::GetObject | O::HeadObject)
    }

    /// Its request can ask for the ETag that the object must not have.
    pub const fn takes_if_none_match(self) -> bool {
        self.finishes() || matches!(self, O::GetObject | O::HeadObject)
    }

    /// S3 makes it where it replicates an object: no name of the API, but that of the action.
    // AWS: "Setting up permissions for live replication".
    pub(crate) const fn replicates(self) -> bool {
        matches!(self, O::GetObjectVersionForReplication | O::ReplicateObject)
    }

    /// It takes its data from another object.
    pub const fn copies(self) -> bool {
        matches!(self, O::CopyObject | O::UploadPartCopy)
    }

    /// Its request holds tags that are added to a bucket or removed from it.
    pub(crate) const fn takes_bucket_tags(self) -> bool {
        matches!(self, O::TagResource | O::UntagResource)
    }

    /// It writes the tags of a bucket by the API that S3 refuses while access control by tags (ABAC) is on.
    pub(crate) const fn is_bucket_tagging(self) -> bool {
        matches!(self, O::PutBucketTagging | O::DeleteBucketTagging)
    }

    /// It is about the access point itself, and not about the bucket behind it.
    pub(crate) const fn is_about_access_point(self) -> bool {
        matches!(self.target(), OperationTarget::AccessPoint)
    }

    /// It belongs to the S3 Control API, which has its own DNS names.
    pub const fn is_control(self) -> bool {
        self.is_about_access_point()
            || matches!(
                self,
                O::TagResource
                    | O::UntagResource
                    | O::ListTagsForResource
                    | O::GetAccountPublicAccessBlock
                    | O::PutAccountPublicAccessBlock
                    | O::DeleteAccountPublicAccessBlock
                    | O::GetAccessPoint
                    | O::ListAccessPoints
            )
    }

    /// It can go through an access point.
    // AWS: "Access point compatibility".
    pub(crate) const fn goes_through_access_points(self) -> bool {
        match self.target() {
            OperationTarget::Object => {
                !matches!(self, O::SelectObjectContent | O::UpdateObjectEncryption)
                    && !self.replicates()
            }
            OperationTarget::Bucket => matches!(
                self,
                O::ListObjectsV2
                    | O::ListObjects
                    | O::ListObjectVersions
                    | O::ListMultipartUploads
                    | O::HeadBucket
                    | O::GetBucketLocation
                    | O::GetBucketPolicy
                    | O::GetBucketAcl
                    | O::GetBucketCors
                    | O::GetBucketNotificationConfiguration
            ),
            OperationTarget::AccessPoint
            | OperationTarget::Nothing
            | OperationTarget::NewBucket => false,
        }
    }

    /// It is about no bucket that is there: the caller's own policies decide it, and those that limit them.
    pub(crate) const fn is_about_account(self) -> bool {
        matches!(self.target(), OperationTarget::Nothing | OperationTarget::NewBucket)
    }

    /// It is about a bucket or an object.
    pub const fn meets_bucket(self) -> bool {
        matches!(self.target(), OperationTarget::Object | OperationTarget::Bucket)
    }

    /// It deletes objects.
    pub(crate) const fn deletes(self) -> bool {
        matches!(self, O::DeleteObject | O::DeleteObjects)
    }

    /// It is about an object that must exist.
    pub(crate) const fn needs_object(self) -> bool {
        self.takes_key()
            && !self.stores()
            && !self.deletes()
            && !matches!(self, O::AbortMultipartUpload | O::ListParts | O::ReplicateObject)
    }

    /// AWS documents its answer for an object that does not exist.
    // AWS: "GetObject", "HeadObject", "GetObjectAttributes".
    pub(crate) const fn tells_missing_object(self) -> bool {
        matches!(self, O::GetObject | O::HeadObject | O::GetObjectAttributes)
    }

    /// Its request can set an ACL.
    pub const fn takes_acl(self) -> bool {
        self.creates() || matches!(self, O::PutObjectAcl | O::PutBucketAcl | O::CreateBucket)
    }

    /// Its request can set tags, of an object or of a bucket.
    pub const fn takes_tags(self) -> bool {
        self.creates()
            || self.takes_bucket_tags()
            || matches!(self, O::PutObjectTagging | O::CreateBucket)
    }

    /// Its request can set how long an object is locked.
    pub const fn takes_retention(self) -> bool {
        self.creates() || matches!(self, O::PutObjectRetention)
    }

    /// Its request can put an object on legal hold.
    pub const fn takes_legal_hold(self) -> bool {
        self.creates() || matches!(self, O::PutObjectLegalHold)
    }

    /// It sets the retention or the legal hold of an object, or reads it, or reads the bucket's configuration of them.
    pub(crate) const fn is_about_lock(self) -> bool {
        matches!(
            self,
            O::GetObjectLockConfiguration
                | O::GetObjectRetention
                | O::PutObjectRetention
                | O::GetObjectLegalHold
                | O::PutObjectLegalHold
        )
    }

    /// Its request can ask to bypass a lock in governance mode.
    pub const fn takes_bypass(self) -> bool {
        matches!(self, O::DeleteObject | O::DeleteObjects | O::PutObjectRetention)
    }

    /// MFA Delete asks for a code with it.
    // AWS: "Deleting an object from an MFA delete-enabled bucket".
    pub const fn takes_mfa(self) -> bool {
        self.deletes() || matches!(self, O::PutBucketVersioning)
    }

    /// Policies can ask for the tags of the object.
    pub(crate) const fn sees_object_tags(self) -> bool {
        matches!(
            self,
            O::GetObject
                | O::HeadObject
                | O::GetObjectAttributes
                | O::SelectObjectContent
                | O::GetObjectTagging
                | O::PutObjectTagging
                | O::DeleteObjectTagging
                | O::GetObjectAcl
                | O::PutObjectAcl
                | O::UpdateObjectEncryption
        )
    }

    /// Its list request can carry a prefix.
    pub const fn lists(self) -> bool {
        matches!(self, O::ListObjectsV2 | O::ListObjects | O::ListObjectVersions)
    }
}
