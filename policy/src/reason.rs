//! Why a clause, a policy or a layer does what it does: values, of which `explain` makes sentences.

/// The reason of a result. A reason is a value; `explain` has the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Because {
    /// A listed principal is the caller, or its account.
    PrincipalMatches,
    /// No listed principal is the caller.
    PrincipalDiffers,
    /// `NotPrincipal` lists the caller.
    PrincipalExcluded,
    /// `NotPrincipal` does not list the caller with all its parents.
    PrincipalNotExcluded,
    /// A Deny with `NotPrincipal` always hits a caller with a permissions boundary.
    HasBoundary,
    /// A canonical user id whose account is not known.
    PrincipalUnknown,
    /// A listed action is the one called.
    ActionMatches,
    /// No listed action is the one called.
    ActionDiffers,
    /// `NotAction` lists the action.
    ActionExcluded,
    /// `NotAction` does not list the action.
    ActionNotExcluded,
    /// A listed resource is the one asked for.
    ResourceMatches,
    /// No listed resource is the one asked for.
    ResourceDiffers,
    /// `NotResource` lists the resource.
    ResourceExcluded,
    /// `NotResource` does not list the resource.
    ResourceNotExcluded,
    /// The action works on objects, and the statement names the bucket.
    NeedsObjectArn,
    /// The action works on the bucket, and the statement names its objects.
    NeedsBucketArn,
    /// A listed resource is an ARN that AWS cannot have, or has a wildcard where AWS takes none.
    MalformedArn,
    /// A policy variable has no value in this request.
    VariableMissing,
    /// A policy variable's value is not known.
    VariableUnknown,
    /// The request's value satisfies the comparison.
    ValueMatches,
    /// The request's value satisfies none of the comparisons.
    ValueDiffers,
    /// The request's value is one that a negated operator rules out.
    ValueExcluded,
    /// The request does not carry the key.
    KeyMissing,
    /// The request carries the key.
    KeyPresent,
    /// It is not known whether the request carries the key, or with which value.
    KeyUnknown,
    /// The request carries the key with no value.
    ValueMissing,
    /// The policy's value is malformed for the operator.
    InvalidPolicyValue,
    /// The request's value is malformed for the operator.
    InvalidRequestValue,
    /// The values differ, and whether in more than the case of letters beyond ASCII is not known.
    CaseBeyondAscii,
    /// An operator without set qualifier met a key with several values.
    SeveralValues,
    /// IAM knows no such operator.
    UnknownOperator,
    /// The text could not be read.
    Unreadable,
    /// The document was not given, and whether there is one is not known.
    NotGiven,
    /// The grants of a key were not given.
    GrantsNotGiven,
    /// A symbol stands there, whose value is not known.
    SymbolUnknown,
    /// It is not known whether the account is the management account, which the layer does not limit.
    ManagementAccountUnknown,
    /// Nothing allows, and whether the caller started the multipart upload is not known.
    InitiatorUnknown,
    /// No statement allows.
    NoAllow,
    /// The service takes no calls of this action from such a caller, whatever policies say, or may take none.
    CallerNotTaken,
    /// There is no policy that could allow.
    NoPolicy,
    /// The bucket policy is public, and RestrictPublicBuckets is on.
    PublicPolicy,
    /// The bucket takes no ACLs, and the request sets one.
    AclNotSupported,
    /// The request sets a public ACL, and BlockPublicAcls is on.
    PublicAclRefused,
    /// An ACL grants to everybody, and IgnorePublicAcls is on.
    PublicAclIgnored,
    /// Another account than the bucket's owns the object, and its ACL does not grant.
    OwnedByAnotherAccount,
    /// The owner of the object is not known.
    OwnerUnknown,
    /// The bucket's Object Ownership is not known.
    OwnershipUnknown,
    /// The ACL is not known.
    AclUnknown,
    /// The account behind a canonical user id of an ACL is not known.
    GranteeUnknown,
    /// It is not known whether a switch of Block Public Access is on.
    SwitchUnknown,
    /// An ACL grants to a group, and whether that reaches principals of the owner's own account is not clear.
    GroupInOwnAccount,
    /// It is not clear whether the bucket's owner or the object's decides.
    AuthorityUnclear,
    /// It is not known whether the bucket keeps versions; the Deny counts only where it does not.
    VersioningUnknown,
}

impl Because {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PrincipalMatches => "principal-matches",
            Self::PrincipalDiffers => "principal-differs",
            Self::PrincipalExcluded => "principal-excluded",
            Self::PrincipalNotExcluded => "principal-not-excluded",
            Self::HasBoundary => "has-boundary",
            Self::PrincipalUnknown => "principal-unknown",
            Self::ActionMatches => "action-matches",
            Self::ActionDiffers => "action-differs",
            Self::ActionExcluded => "action-excluded",
            Self::ActionNotExcluded => "action-not-excluded",
            Self::ResourceMatches => "resource-matches",
            Self::ResourceDiffers => "resource-differs",
            Self::ResourceExcluded => "resource-excluded",
            Self::ResourceNotExcluded => "resource-not-excluded",
            Self::NeedsObjectArn => "needs-object-arn",
            Self::NeedsBucketArn => "needs-bucket-arn",
            Self::MalformedArn => "malformed-arn",
            Self::VariableMissing => "variable-missing",
            Self::VariableUnknown => "variable-unknown",
            Self::ValueMatches => "value-matches",
            Self::ValueDiffers => "value-differs",
            Self::ValueExcluded => "value-excluded",
            Self::KeyMissing => "key-missing",
            Self::KeyPresent => "key-present",
            Self::KeyUnknown => "key-unknown",
            Self::ValueMissing => "value-missing",
            Self::InvalidPolicyValue => "invalid-policy-value",
            Self::InvalidRequestValue => "invalid-request-value",
            Self::CaseBeyondAscii => "case-beyond-ascii",
            Self::SeveralValues => "several-values",
            Self::UnknownOperator => "unknown-operator",
            Self::Unreadable => "unreadable",
            Self::NotGiven => "not-given",
            Self::GrantsNotGiven => "grants-not-given",
            Self::SymbolUnknown => "symbol-unknown",
            Self::ManagementAccountUnknown => "management-account-unknown",
            Self::InitiatorUnknown => "initiator-unknown",
            Self::NoAllow => "no-allow",
            Self::CallerNotTaken => "caller-not-taken",
            Self::NoPolicy => "no-policy",
            Self::PublicPolicy => "public-policy",
            Self::AclNotSupported => "acl-not-supported",
            Self::PublicAclRefused => "public-acl-refused",
            Self::PublicAclIgnored => "public-acl-ignored",
            Self::OwnedByAnotherAccount => "owned-by-another-account",
            Self::OwnerUnknown => "owner-unknown",
            Self::OwnershipUnknown => "ownership-unknown",
            Self::AclUnknown => "acl-unknown",
            Self::GranteeUnknown => "grantee-unknown",
            Self::SwitchUnknown => "switch-unknown",
            Self::GroupInOwnAccount => "group-in-own-account",
            Self::AuthorityUnclear => "authority-unclear",
            Self::VersioningUnknown => "versioning-unknown",
        }
    }
}
