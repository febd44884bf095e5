//! S3 API operations, and the actions that each needs on which resource.
//!
//! AWS: "Required permissions for Amazon S3 API operations".

use crate::rule::Rule;
use crate::scenario::Question;

/// An S3 API operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the S3 API")]
pub enum Operation {
    GetObject,
    HeadObject,
    GetObjectAttributes,
    PutObject,
    CreateMultipartUpload,
    UploadPart,
    CompleteMultipartUpload,
    AbortMultipartUpload,
    ListParts,
    DeleteObject,
    GetObjectTagging,
    PutObjectTagging,
    DeleteObjectTagging,
    GetObjectAcl,
    PutObjectAcl,
    RestoreObject,
    ListObjectsV2,
    ListObjectVersions,
    ListMultipartUploads,
    HeadBucket,
    GetBucketLocation,
    GetBucketPolicy,
    PutBucketPolicy,
    DeleteBucketPolicy,
    ListBuckets,
}

use Operation as O;

/// One (action, resource) pair that must be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needed {
    /// The action.
    pub action: &'static str,
    /// The resource's ARN.
    pub resource: String,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

impl Operation {
    /// All operations, in the order in which a menu lists them.
    pub const ALL: [Self; 25] = [
        O::PutObject,
        O::GetObject,
        O::HeadObject,
        O::DeleteObject,
        O::ListObjectsV2,
        O::HeadBucket,
        O::GetObjectAttributes,
        O::GetObjectTagging,
        O::PutObjectTagging,
        O::DeleteObjectTagging,
        O::GetObjectAcl,
        O::PutObjectAcl,
        O::RestoreObject,
        O::CreateMultipartUpload,
        O::UploadPart,
        O::CompleteMultipartUpload,
        O::AbortMultipartUpload,
        O::ListParts,
        O::ListMultipartUploads,
        O::ListObjectVersions,
        O::GetBucketLocation,
        O::GetBucketPolicy,
        O::PutBucketPolicy,
        O::DeleteBucketPolicy,
        O::ListBuckets,
    ];

    /// The API's name.
    pub const fn name(self) -> &'static str {
        match self {
            O::GetObject => "GetObject",
            O::HeadObject => "HeadObject",
            O::GetObjectAttributes => "GetObjectAttributes",
            O::PutObject => "PutObject",
            O::CreateMultipartUpload => "CreateMultipartUpload",
            O::UploadPart => "UploadPart",
            O::CompleteMultipartUpload => "CompleteMultipartUpload",
            O::AbortMultipartUpload => "AbortMultipartUpload",
            O::ListParts => "ListParts",
            O::DeleteObject => "DeleteObject",
            O::GetObjectTagging => "GetObjectTagging",
            O::PutObjectTagging => "PutObjectTagging",
            O::DeleteObjectTagging => "DeleteObjectTagging",
            O::GetObjectAcl => "GetObjectAcl",
            O::PutObjectAcl => "PutObjectAcl",
            O::RestoreObject => "RestoreObject",
            O::ListObjectsV2 => "ListObjectsV2",
            O::ListObjectVersions => "ListObjectVersions",
            O::ListMultipartUploads => "ListMultipartUploads",
            O::HeadBucket => "HeadBucket",
            O::GetBucketLocation => "GetBucketLocation",
            O::GetBucketPolicy => "GetBucketPolicy",
            O::PutBucketPolicy => "PutBucketPolicy",
            O::DeleteBucketPolicy => "DeleteBucketPolicy",
            O::ListBuckets => "ListBuckets",
        }
    }

    /// The operation of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Whether it is about one object.
    pub const fn takes_key(self) -> bool {
        !matches!(
            self,
            O::ListObjectsV2
                | O::ListObjectVersions
                | O::ListMultipartUploads
                | O::HeadBucket
                | O::GetBucketLocation
                | O::GetBucketPolicy
                | O::PutBucketPolicy
                | O::DeleteBucketPolicy
                | O::ListBuckets
        )
    }

    /// Whether it answers without a body, so that a refusal is a bare status.
    pub const fn is_head(self) -> bool {
        matches!(self, O::HeadObject | O::HeadBucket)
    }

    /// Whether it is one of the calls that the bucket owner's root user can always make.
    pub const fn is_bucket_policy_call(self) -> bool {
        matches!(self, O::GetBucketPolicy | O::PutBucketPolicy | O::DeleteBucketPolicy)
    }

    /// Whether it stores an object.
    pub const fn stores(self) -> bool {
        matches!(
            self,
            O::PutObject | O::CreateMultipartUpload | O::UploadPart | O::CompleteMultipartUpload
        )
    }

    /// Whether policies can ask for the tags that the object has.
    pub const fn sees_object_tags(self) -> bool {
        matches!(
            self,
            O::GetObject
                | O::HeadObject
                | O::GetObjectAttributes
                | O::GetObjectTagging
                | O::PutObjectTagging
                | O::DeleteObjectTagging
                | O::GetObjectAcl
                | O::PutObjectAcl
        )
    }

    /// Whether its list request can carry a prefix.
    pub const fn lists(self) -> bool {
        matches!(self, O::ListObjectsV2 | O::ListObjectVersions)
    }

    /// What must be allowed for `question` on the bucket `name`.
    pub fn needs(self, question: &Question, partition: &str, name: &str) -> Vec<Needed> {
        let bucket = format!("arn:{partition}:s3:::{name}");
        let object = format!("{bucket}/{}", question.key);
        let versioned = question.options.version_id.is_some();
        let mut needed = Vec::new();
        let mut need = |action: &'static str, resource: &str| {
            needed.push(Needed { action, resource: resource.to_owned(), rules: Vec::new() });
        };
        let (plain, version) = self.actions();
        let target = match self {
            O::ListBuckets => &format!("arn:{partition}:s3:::*"),
            _ if self.takes_key() => &object,
            _ => &bucket,
        };
        if self == O::GetObjectAttributes {
            need(if versioned { "s3:GetObjectVersion" } else { "s3:GetObject" }, target);
        }
        need(if versioned { version } else { plain }, target);
        let starts_upload = matches!(self, O::PutObject | O::CreateMultipartUpload);
        if starts_upload && question.options.acl.is_some() {
            need("s3:PutObjectAcl", &object);
        }
        if starts_upload && !question.options.tagging.is_empty() {
            need("s3:PutObjectTagging", &object);
        }
        if self == O::HeadObject && versioned {
            needed.iter_mut().for_each(|it| it.rules.push(Rule::HEAD_OBJECT_VERSION));
        }
        needed
    }

    /// The action that the operation is checked for last: without and with an object version.
    const fn actions(self) -> (&'static str, &'static str) {
        match self {
            O::GetObject | O::HeadObject => ("s3:GetObject", "s3:GetObjectVersion"),
            O::GetObjectAttributes => ("s3:GetObjectAttributes", "s3:GetObjectVersionAttributes"),
            O::PutObject
            | O::CreateMultipartUpload
            | O::UploadPart
            | O::CompleteMultipartUpload => ("s3:PutObject", "s3:PutObject"),
            O::AbortMultipartUpload => ("s3:AbortMultipartUpload", "s3:AbortMultipartUpload"),
            O::ListParts => ("s3:ListMultipartUploadParts", "s3:ListMultipartUploadParts"),
            O::DeleteObject => ("s3:DeleteObject", "s3:DeleteObjectVersion"),
            O::GetObjectTagging => ("s3:GetObjectTagging", "s3:GetObjectVersionTagging"),
            O::PutObjectTagging => ("s3:PutObjectTagging", "s3:PutObjectVersionTagging"),
            O::DeleteObjectTagging => ("s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging"),
            O::GetObjectAcl => ("s3:GetObjectAcl", "s3:GetObjectVersionAcl"),
            O::PutObjectAcl => ("s3:PutObjectAcl", "s3:PutObjectVersionAcl"),
            O::RestoreObject => ("s3:RestoreObject", "s3:RestoreObject"),
            O::ListObjectsV2 | O::HeadBucket => ("s3:ListBucket", "s3:ListBucket"),
            O::ListObjectVersions => ("s3:ListBucketVersions", "s3:ListBucketVersions"),
            O::ListMultipartUploads => {
                ("s3:ListBucketMultipartUploads", "s3:ListBucketMultipartUploads")
            }
            O::GetBucketLocation => ("s3:GetBucketLocation", "s3:GetBucketLocation"),
            O::GetBucketPolicy => ("s3:GetBucketPolicy", "s3:GetBucketPolicy"),
            O::PutBucketPolicy => ("s3:PutBucketPolicy", "s3:PutBucketPolicy"),
            O::DeleteBucketPolicy => ("s3:DeleteBucketPolicy", "s3:DeleteBucketPolicy"),
            O::ListBuckets => ("s3:ListAllMyBuckets", "s3:ListAllMyBuckets"),
        }
    }
}
