//! Why S3 itself takes a call, or refuses it, whatever the policies say.

/// Why S3 itself takes a call, or refuses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServiceReason {
    /// The request comes through an endpoint in the VPC of this id, the access point's.
    FromItsVpc(String),
    /// The access point takes requests from the VPC of this id only, and this is none.
    OriginDiffers(String),
    /// From where the access point takes requests, or from where this one comes, is not known.
    OriginUnknown,
    /// The operation does not go through access points.
    NotThroughAccessPoints,
    /// The bucket has access control by tags on, and its tags are written by TagResource and UntagResource then.
    TaggedByControlApi,
    /// Whether the bucket has access control by tags on is not known.
    AbacUnknown,
    /// The path has no endpoint that a copy between Regions could fail at.
    NoEndpoint,
    /// A VPC endpoint takes no copies between Regions.
    CopyAcrossRegions,
    /// An access point takes no copies between Regions.
    CopyAcrossRegionsThroughAccessPoint,
    /// The path that the copy takes is not known.
    PathUnknown,
    /// Reading and writing tags is allowed, so that it does not matter whether there are any.
    TagsAllowed,
    /// Whether the source has tags is not known, and copying them is not allowed.
    SourceTagsUnknown,
    /// The source is not there.
    SourceMissing,
    /// Whether it is there is not known.
    SourceExistenceUnknown,
    /// Who asks the source's bucket pays, and the request does not say that its caller does.
    SourcePayerMissing,
    /// Whether who asks there pays is not known.
    SourcePayerUnknown,
}

impl ServiceReason {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FromItsVpc(_) => "origin-matches",
            Self::OriginDiffers(_) => "origin-differs",
            Self::OriginUnknown => "origin-unknown",
            Self::NotThroughAccessPoints => "not-through-access-points",
            Self::TaggedByControlApi => "tagged-by-control-api",
            Self::AbacUnknown => "abac-unknown",
            Self::NoEndpoint => "no-endpoint",
            Self::CopyAcrossRegions => "copy-across-regions",
            Self::CopyAcrossRegionsThroughAccessPoint => "access-point-copy-across-regions",
            Self::PathUnknown => "way-unknown",
            Self::TagsAllowed => "tags-allowed",
            Self::SourceTagsUnknown => "source-tags-unknown",
            Self::SourceMissing => "source-missing",
            Self::SourceExistenceUnknown => "source-existence-unknown",
            Self::SourcePayerMissing => "source-payer-missing",
            Self::SourcePayerUnknown => "source-payer-unknown",
        }
    }
}
