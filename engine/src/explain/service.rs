//! Sentences about what S3 itself refuses.

use accesspath_policy::truth::Truth;

use super::state::answer_to_missing;
use crate::check::{Check, RegionAnswer, ServiceReason, WrongRegion};
use crate::control::Control;
use crate::judge::PathAnalysis;
use crate::scenario::Scenario;

/// One line for a card.
pub(super) fn blocker_line(control: Control, reason: &ServiceReason) -> String {
    match reason {
        ServiceReason::OriginDiffers(vpc) => {
            format!("The access point accepts requests from {vpc} only")
        }
        ServiceReason::NotThroughAccessPoints => {
            "Access points do not support this operation".to_owned()
        }
        ServiceReason::TaggedByControlApi => {
            "ABAC is on: only TagResource writes bucket tags".to_owned()
        }
        ServiceReason::Unsigned => "The request is unsigned".to_owned(),
        ServiceReason::VersioningNeeded => "Versioning is not enabled".to_owned(),
        ServiceReason::LifecycleWithMfaDelete => "MFA Delete is on".to_owned(),
        ServiceReason::AclsDisabled => "ACLs are disabled in the new bucket".to_owned(),
        ServiceReason::PublicAclOfNewBucket => "A new bucket takes no public ACL".to_owned(),
        ServiceReason::ManagedByOrganization => {
            "The organization manages the account's Block Public Access".to_owned()
        }
        ServiceReason::CopyAcrossRegions => {
            "VPC endpoints do not support copies between Regions".to_owned()
        }
        ServiceReason::CopyAcrossRegionsThroughAccessPoint => {
            "Access points do not support copies between Regions".to_owned()
        }
        ServiceReason::SourceMissing => "The source object does not exist".to_owned(),
        ServiceReason::CopyOntoItself => "A copy of an object to itself changes nothing".to_owned(),
        ServiceReason::SourceArchived => "The source object is archived".to_owned(),
        ServiceReason::WrongRegion(it) => format!("The client addresses {}", it.region),
        ServiceReason::NotEnabled(_) => "Transfer Acceleration is not enabled".to_owned(),
        ServiceReason::PeriodInName | ServiceReason::NotAccelerated => {
            "Transfer Acceleration does not support it".to_owned()
        }
        ServiceReason::SourcePayerMissing => {
            "Requester Pays on the source: no x-amz-request-payer".to_owned()
        }
        ServiceReason::UrlExpired => "The signed URL has expired".to_owned(),
        ServiceReason::SessionExpired => {
            "The credentials that signed the URL have expired".to_owned()
        }
        _ => super::name(control).to_owned(),
    }
}

/// Why it does what it does on this path, and what would help.
pub(super) fn heading(
    path: &PathAnalysis,
    check: &Check,
    reason: &ServiceReason,
    scenario: &Scenario,
) -> String {
    let operation = &scenario.question.operation;
    match reason {
        ServiceReason::FromItsVpc(vpc) => {
            format!("The request comes through an endpoint in {vpc}, the access point's network origin.")
        }
        ServiceReason::OriginDiffers(vpc) => format!(
            "The access point's network origin is {vpc}, and the request does not come through an endpoint in it. A network origin cannot be changed: call through an endpoint in {vpc}, or create another access point."
        ),
        ServiceReason::OriginUnknown => {
            "The access point's network origin, or the endpoint of the request: not known.".to_owned()
        }
        ServiceReason::NotThroughAccessPoints => {
            format!("Access points do not support {operation}: call the bucket itself.")
        }
        ServiceReason::TaggedByControlApi => format!(
            "Attribute-based access control (ABAC) is on for the bucket, so S3 refuses {operation}: call TagResource or UntagResource."
        ),
        ServiceReason::AbacUnknown => {
            format!("Attribute-based access control (ABAC) of the bucket: not known. {operation} works only if it is off.")
        }
        ServiceReason::RoleUntold => {
            "The role that the configuration hands on to S3 is not told: the call needs iam:PassRole on it.".to_owned()
        }
        ServiceReason::Unsigned if check.passes == Truth::Unknown => {
            format!("Whether S3 takes such an unsigned request for {operation} is not known.")
        }
        ServiceReason::Unsigned => {
            format!("S3 takes no such unsigned request for {operation}: sign it with credentials.")
        }
        ServiceReason::RoleOfAnotherAccount => {
            "A role is passed only to a service of its own account, and the role, the caller and the bucket are not of one account.".to_owned()
        }
        ServiceReason::VersioningNeeded => {
            format!("{operation} needs versioning to be enabled at the bucket.")
        }
        ServiceReason::ManagedByOrganization => {
            "An S3 policy of the organization sets the account's Block Public Access, and the account cannot change it: change the organization's policy.".to_owned()
        }
        ServiceReason::LifecycleWithMfaDelete => {
            "A bucket with MFA Delete takes no lifecycle configuration.".to_owned()
        }
        ServiceReason::PublicAclOfNewBucket => {
            "Block Public Access is on for a new bucket, so S3 takes no ACL that grants public access: create the bucket without it, turn the switches off, and set it by PutBucketAcl.".to_owned()
        }
        ServiceReason::NewBucketOfAnotherAccount => {
            "A new bucket belongs to its caller's account, and this one is said to belong to another.".to_owned()
        }
        ServiceReason::AclsDisabled if check.passes == Truth::Unknown => {
            "The new bucket is to have an ACL, and ACLs are disabled in it: S3 takes only one that grants to the bucket's own account alone. Whose the canonical user ids are is not known.".to_owned()
        }
        ServiceReason::AclsDisabled => {
            "The new bucket is to have an ACL, and ACLs are disabled in it: send none, or x-amz-object-ownership with BucketOwnerPreferred or ObjectWriter.".to_owned()
        }
        ServiceReason::NoEndpoint => {
            "The copy goes from one Region to another, and the path has no VPC endpoint that would refuse that.".to_owned()
        }
        ServiceReason::CopyAcrossRegions => {
            "VPC endpoints do not support copies between Regions: use a path without an endpoint, or read and write in two calls.".to_owned()
        }
        ServiceReason::CopyAcrossRegionsThroughAccessPoint => {
            "Access points do not support copies between Regions: call the bucket itself.".to_owned()
        }
        ServiceReason::PathUnknown => {
            "The route to S3: not known. VPC endpoints do not support copies between Regions.".to_owned()
        }
        ServiceReason::SourceMissing => {
            format!("The source object does not exist.{}", answer_to_missing(path, check))
        }
        ServiceReason::SourceExistenceUnknown => {
            "The source object may not exist: not known.".to_owned()
        }
        ServiceReason::SourceArchived if check.passes == Truth::Unknown => {
            "The source's storage class or archive tier, or whether a copy is restored: not known.".to_owned()
        }
        ServiceReason::SourceArchived => {
            "A source that lies in an archive must be restored by RestoreObject before it is copied.".to_owned()
        }
        ServiceReason::CopyOntoItself => {
            "The copy has its source as its destination. S3 takes that only where it changes the metadata, the storage class, the redirect or the encryption: send x-amz-metadata-directive: REPLACE with the metadata, or one of these headers.".to_owned()
        }
        ServiceReason::SourcePayerMissing => {
            "Requester Pays is on for the source bucket: send x-amz-request-payer.".to_owned()
        }
        ServiceReason::SourcePayerUnknown => {
            "Requester Pays of the source bucket: not known.".to_owned()
        }
        ServiceReason::WrongRegion(it) => wrong_region(it, scenario),
        ServiceReason::Accelerates => {
            "Transfer Acceleration is enabled at the bucket.".to_owned()
        }
        ServiceReason::AccelerationUnknown => {
            "Transfer Acceleration of the bucket: not known. The name works only where it is enabled.".to_owned()
        }
        ServiceReason::NotEnabled(_) => {
            "Transfer Acceleration is not enabled at the bucket: enable it, or call S3 by its regional name.".to_owned()
        }
        ServiceReason::PeriodInName => {
            "Transfer Acceleration does not support buckets with a period in their names: call S3 by its regional name.".to_owned()
        }
        ServiceReason::NotAccelerated => {
            format!("Transfer Acceleration supports neither access points, copies between Regions, ListBuckets, CreateBucket nor DeleteBucket: call S3 by its regional name for {operation}.")
        }
        ServiceReason::UrlGood => "The signed URL has not expired.".to_owned(),
        ServiceReason::UrlExpired => {
            "The signed URL is older than it is good for: sign a new one.".to_owned()
        }
        ServiceReason::SessionExpired => {
            "The signed URL is older than a session can be, so the credentials that signed it have expired, whatever the URL says: sign a new one.".to_owned()
        }
        ServiceReason::UrlLifetimeUnknown => {
            "The signed URL may have expired: for how long it is good is not known.".to_owned()
        }
        ServiceReason::TagsAllowed => {
            "Copying tags is allowed, if the source object has any.".to_owned()
        }
        ServiceReason::SourceTagsUnknown => {
            "Tags of the source object: not known. With tags, the copy needs s3:GetObjectTagging at the source and s3:PutObjectTagging at the destination, and these are not both allowed.".to_owned()
        }
    }
}

/// What becomes of a request to another Region than the bucket's, and what helps.
fn wrong_region(it: &WrongRegion, scenario: &Scenario) -> String {
    let bucket = scenario.bucket().map_or("", |it| it.region.as_str());
    let region = &it.region;
    let answer = match it.answer {
        _ if it.reached == Truth::No => "the request does not arrive there",
        RegionAnswer::Redirect => "S3 answers 301 with the right Region",
        RegionAnswer::BadRequest | RegionAnswer::Constraint => "S3 answers 400",
        RegionAnswer::Signature => "S3 refuses a signature for it with 400",
        RegionAnswer::NotDocumented => "what S3 answers there AWS does not document",
    };
    let then = match (it.is_corrected(), it.follows) {
        (Truth::Yes, _) => ", and the client follows",
        (Truth::Unknown, Truth::Unknown) => ", and whether the client follows is not known",
        _ => "",
    };
    format!(
        "The client addresses {region}, and the bucket is in {bucket}: {answer}{then}. Set the client's Region to {bucket}."
    )
}
