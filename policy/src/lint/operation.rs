//! Operations of AWS's APIs that are permitted by an action of another name.
//!
//! AWS: "Required permissions for Amazon S3 API operations" for S3, "Actions, resources, and condition keys" of each service
//! for the others.

/// The action that permits the operation `name` of `service`, where it has another name.
pub(super) fn permitted_by(service: &str, name: &str) -> Option<&'static str> {
    let rows = OPERATIONS.iter().find(|(own, _)| *own == service)?.1;
    rows.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, actions)| *actions)
}

type Operations = &'static [(&'static str, &'static str)];

/// By service: an operation, and the actions that permit it.
pub(super) const OPERATIONS: [(&str, Operations); 3] = [
    (
        "s3",
        &[
            ("CompleteMultipartUpload", "s3:PutObject"),
            ("CopyObject", "s3:GetObject s3:PutObject"),
            ("CreateMultipartUpload", "s3:PutObject"),
            ("CreateSession", "s3express:CreateSession"),
            ("DeleteBucketAnalyticsConfiguration", "s3:PutAnalyticsConfiguration"),
            ("DeleteBucketCors", "s3:PutBucketCORS"),
            ("DeleteBucketEncryption", "s3:PutEncryptionConfiguration"),
            (
                "DeleteBucketIntelligentTieringConfiguration",
                "s3:PutIntelligentTieringConfiguration",
            ),
            ("DeleteBucketInventoryConfiguration", "s3:PutInventoryConfiguration"),
            ("DeleteBucketLifecycle", "s3:PutLifecycleConfiguration"),
            ("DeleteBucketMetricsConfiguration", "s3:PutMetricsConfiguration"),
            ("DeleteBucketOwnershipControls", "s3:PutBucketOwnershipControls"),
            ("DeleteBucketReplication", "s3:PutReplicationConfiguration"),
            ("DeleteBucketTagging", "s3:PutBucketTagging"),
            ("DeleteObjects", "s3:DeleteObject"),
            ("DeletePublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
            ("GetBucketAccelerateConfiguration", "s3:GetAccelerateConfiguration"),
            ("GetBucketAnalyticsConfiguration", "s3:GetAnalyticsConfiguration"),
            ("GetBucketEncryption", "s3:GetEncryptionConfiguration"),
            ("GetBucketIntelligentTieringConfiguration", "s3:GetIntelligentTieringConfiguration"),
            ("GetBucketInventoryConfiguration", "s3:GetInventoryConfiguration"),
            ("GetBucketLifecycle", "s3:GetLifecycleConfiguration"),
            ("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
            ("GetBucketMetricsConfiguration", "s3:GetMetricsConfiguration"),
            ("GetBucketNotificationConfiguration", "s3:GetBucketNotification"),
            ("GetBucketReplication", "s3:GetReplicationConfiguration"),
            ("GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
            ("GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
            ("HeadBucket", "s3:ListBucket"),
            ("HeadObject", "s3:GetObject"),
            ("ListBucketAnalyticsConfigurations", "s3:GetAnalyticsConfiguration"),
            ("ListBucketIntelligentTieringConfigurations", "s3:GetIntelligentTieringConfiguration"),
            ("ListBucketInventoryConfigurations", "s3:GetInventoryConfiguration"),
            ("ListBucketMetricsConfigurations", "s3:GetMetricsConfiguration"),
            ("ListBuckets", "s3:ListAllMyBuckets"),
            ("ListDirectoryBuckets", "s3express:ListAllMyDirectoryBuckets"),
            ("ListMultipartUploads", "s3:ListBucketMultipartUploads"),
            ("ListObjectVersions", "s3:ListBucketVersions"),
            ("ListObjects", "s3:ListBucket"),
            ("ListObjectsV2", "s3:ListBucket"),
            ("ListParts", "s3:ListMultipartUploadParts"),
            ("PutBucketAccelerateConfiguration", "s3:PutAccelerateConfiguration"),
            ("PutBucketAnalyticsConfiguration", "s3:PutAnalyticsConfiguration"),
            ("PutBucketEncryption", "s3:PutEncryptionConfiguration"),
            ("PutBucketIntelligentTieringConfiguration", "s3:PutIntelligentTieringConfiguration"),
            ("PutBucketInventoryConfiguration", "s3:PutInventoryConfiguration"),
            ("PutBucketLifecycle", "s3:PutLifecycleConfiguration"),
            ("PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
            ("PutBucketMetricsConfiguration", "s3:PutMetricsConfiguration"),
            ("PutBucketNotificationConfiguration", "s3:PutBucketNotification"),
            ("PutBucketReplication", "s3:PutReplicationConfiguration"),
            ("PutObjectLockConfiguration", "s3:PutBucketObjectLockConfiguration"),
            ("PutPublicAccessBlock", "s3:PutBucketPublicAccessBlock"),
            ("SelectObjectContent", "s3:GetObject"),
            ("UploadPart", "s3:PutObject"),
            ("UploadPartCopy", "s3:GetObject s3:PutObject"),
            ("WriteGetObjectResponse", "s3-object-lambda:WriteGetObjectResponse"),
        ],
    ),
    ("kms", &[("ReEncrypt", "kms:ReEncryptFrom kms:ReEncryptTo")]),
    (
        "lambda",
        &[
            ("GetLayerVersionByArn", "lambda:GetLayerVersion"),
            ("Invoke", "lambda:InvokeFunction"),
            ("InvokeWithResponseStream", "lambda:InvokeFunction"),
        ],
    ),
];
