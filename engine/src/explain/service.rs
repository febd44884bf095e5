//! Sentences about what S3 itself refuses.

use crate::check::ServiceReason;
use crate::control::Control;
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
        ServiceReason::CopyAcrossRegions => {
            "VPC endpoints do not support copies between Regions".to_owned()
        }
        ServiceReason::CopyAcrossRegionsThroughAccessPoint => {
            "Access points do not support copies between Regions".to_owned()
        }
        ServiceReason::SourceMissing => "The source object does not exist".to_owned(),
        ServiceReason::SourcePayerMissing => {
            "Requester Pays on the source: no x-amz-request-payer".to_owned()
        }
        _ => super::name(control).to_owned(),
    }
}

/// Why it does what it does on this path, and what would help.
pub(super) fn heading(reason: &ServiceReason, scenario: &Scenario) -> String {
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
            "The source object does not exist.".to_owned()
        }
        ServiceReason::SourceExistenceUnknown => {
            "The source object may not exist: not known.".to_owned()
        }
        ServiceReason::SourcePayerMissing => {
            "Requester Pays is on for the source bucket: send x-amz-request-payer.".to_owned()
        }
        ServiceReason::SourcePayerUnknown => {
            "Requester Pays of the source bucket: not known.".to_owned()
        }
        ServiceReason::TagsAllowed => {
            "Copying tags is allowed, if the source object has any.".to_owned()
        }
        ServiceReason::SourceTagsUnknown => {
            "Tags of the source object: not known. With tags, the copy needs s3:GetObjectTagging at the source and s3:PutObjectTagging at the destination, and these are not both allowed.".to_owned()
        }
    }
}
