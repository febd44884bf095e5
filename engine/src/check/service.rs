//! The reasons why S3 itself accepts or refuses a call, whatever the policies allow.

use accesspath_policy::truth::Truth;

use super::{RegionAnswer, WrongRegion};
use crate::scenario::Versioning;

/// The reason why S3 itself accepts or refuses a call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceReason {
    /// The request comes through an endpoint in the access point's VPC, which has this id.
    FromItsVpc(String),
    /// The access point accepts requests from the VPC of this id only, and the request comes from elsewhere.
    OriginDiffers(String),
    /// The network origin of the access point, or the origin of the request, is not known.
    OriginUnknown,
    /// Access points do not support the operation.
    NotThroughAccessPoints,
    /// The bucket has access control by tags (ABAC) on, so its tags are written by TagResource and UntagResource.
    TaggedByControlApi,
    /// The role that a configuration hands on to S3 was not told.
    RoleUntold,
    /// The operation needs a signed request, and this one is unsigned.
    Unsigned,
    /// The role that a configuration hands on to S3 is of another account than the caller or the bucket.
    RoleOfAnotherAccount,
    /// The operation needs versioning to be enabled.
    VersioningNeeded,
    /// An organization's policy sets the account's Block Public Access.
    ManagedByOrganization,
    /// MFA Delete is on, with which S3 takes no lifecycle configuration.
    LifecycleWithMfaDelete,
    /// The new bucket is to have an ACL that grants public access.
    PublicAclOfNewBucket,
    /// The new bucket is said to be of another account than its caller's.
    NewBucketOfAnotherAccount,
    /// The new bucket is to have an ACL that grants to others, and an Object Ownership without ACLs.
    AclsDisabled,
    /// It is not known whether the bucket has access control by tags (ABAC) on.
    AbacUnknown,
    /// The path has no endpoint that could refuse a copy between Regions.
    NoEndpoint,
    /// VPC endpoints refuse copies between Regions.
    CopyAcrossRegions,
    /// Access points refuse copies between Regions.
    CopyAcrossRegionsThroughAccessPoint,
    /// The path that the copy takes is not known.
    PathUnknown,
    /// Reading and writing tags is allowed, so that it does not matter whether there are any.
    TagsAllowed,
    /// It is not known whether the source has tags, and copying them is not allowed.
    SourceTagsUnknown,
    /// The source does not exist.
    SourceMissing,
    /// It is not known whether the source exists.
    SourceExistenceUnknown,
    /// The source lies in an archive, and no copy is restored.
    SourceArchived,
    /// The copy has its source as its destination, and changes nothing that S3 asks to be changed then.
    CopyOntoItself,
    /// The source's bucket is a Requester Pays bucket, and the request does not say that its caller pays.
    SourcePayerMissing,
    /// Requester Pays of the source's bucket: not known.
    SourcePayerUnknown,
    /// The client addresses another Region than the bucket's.
    WrongRegion(WrongRegion),
    /// Transfer Acceleration is enabled at the bucket.
    Accelerates,
    /// Transfer Acceleration of the bucket, or of such an operation: not known.
    AccelerationUnknown,
    /// Transfer Acceleration of the bucket is off, and in this state.
    NotEnabled(Versioning),
    /// Transfer Acceleration takes no bucket with a period in its name.
    PeriodInName,
    /// Transfer Acceleration does not support the operation, or access points.
    NotAccelerated,
    /// The signed URL has not expired.
    UrlGood,
    /// The signed URL is older than it is good for.
    UrlExpired,
    /// The signed URL is older than the credentials of its signer's session can be.
    SessionExpired,
    /// The time for which the signed URL is good: not known.
    UrlLifetimeUnknown,
}

impl ServiceReason {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        use RegionAnswer::{BadRequest, Constraint};
        match self {
            Self::FromItsVpc(_) => "origin-matches",
            Self::OriginDiffers(_) => "origin-differs",
            Self::OriginUnknown => "origin-unknown",
            Self::NotThroughAccessPoints => "not-through-access-points",
            Self::TaggedByControlApi => "tagged-by-control-api",
            Self::RoleUntold => "role-untold",
            Self::Unsigned => "signature-needed",
            Self::RoleOfAnotherAccount => "role-of-another-account",
            Self::VersioningNeeded => "versioning-needed",
            Self::ManagedByOrganization => "managed-by-organization",
            Self::LifecycleWithMfaDelete => "lifecycle-with-mfa-delete",
            Self::PublicAclOfNewBucket => "public-acl-of-new-bucket",
            Self::NewBucketOfAnotherAccount => "new-bucket-of-another-account",
            Self::AclsDisabled => "acls-disabled",
            Self::AbacUnknown => "abac-unknown",
            Self::NoEndpoint => "no-endpoint",
            Self::CopyAcrossRegions => "copy-across-regions",
            Self::CopyAcrossRegionsThroughAccessPoint => "access-point-copy-across-regions",
            Self::PathUnknown => "way-unknown",
            Self::TagsAllowed => "tags-allowed",
            Self::SourceTagsUnknown => "source-tags-unknown",
            Self::SourceMissing => "source-missing",
            Self::SourceExistenceUnknown => "source-existence-unknown",
            Self::SourceArchived => "source-archived",
            Self::CopyOntoItself => "copy-onto-itself",
            Self::SourcePayerMissing => "source-payer-missing",
            Self::SourcePayerUnknown => "source-payer-unknown",
            Self::WrongRegion(it) => match (it.reached, it.answer) {
                (Truth::No, _) => "client-region-unreached",
                (_, RegionAnswer::Redirect) => "permanent-redirect",
                (_, BadRequest | Constraint) => "illegal-location-constraint",
                (_, RegionAnswer::Signature) => "authorization-header-malformed",
                (_, RegionAnswer::NotDocumented) => "client-region-undocumented",
            },
            Self::Accelerates => "acceleration-enabled",
            Self::AccelerationUnknown => "acceleration-unknown",
            Self::NotEnabled(_) => "acceleration-not-enabled",
            Self::PeriodInName => "acceleration-period-in-name",
            Self::NotAccelerated => "acceleration-not-supported",
            Self::UrlGood => "url-good",
            Self::UrlExpired => "url-expired",
            Self::SessionExpired => "session-expired",
            Self::UrlLifetimeUnknown => "url-lifetime-unknown",
        }
    }
}
