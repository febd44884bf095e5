//! Sentences about what S3 itself refuses or lets pass.

use crate::check::ServiceReason;
use crate::control::Control;
use crate::scenario::Scenario;

/// One line for a card.
pub(super) fn blocker_line(control: Control, reason: &ServiceReason) -> String {
    match reason {
        ServiceReason::OriginDiffers(vpc) => {
            format!("The access point takes requests from {vpc} only")
        }
        ServiceReason::NotThroughAccessPoints => {
            "The operation does not go through access points".to_owned()
        }
        ServiceReason::TaggedByControlApi => {
            "The bucket's tags are written by TagResource only".to_owned()
        }
        ServiceReason::CopyAcrossRegions => {
            "VPC endpoints take no copies between Regions".to_owned()
        }
        ServiceReason::CopyAcrossRegionsThroughAccessPoint => {
            "Access points take no copies between Regions".to_owned()
        }
        ServiceReason::SourceMissing => "The source of the copy is not there".to_owned(),
        ServiceReason::SourcePayerMissing => {
            "Who reads the source has to say that they pay".to_owned()
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
            "The access point's network origin is {vpc}, and this way brings nothing through an endpoint in it. An origin cannot be changed: send the call through an endpoint in {vpc}, or make another access point."
        ),
        ServiceReason::OriginUnknown => {
            "It depends on the access point's network origin and on the endpoint that the request comes through.".to_owned()
        }
        ServiceReason::NotThroughAccessPoints => {
            format!("{operation} does not go through access points: call the bucket itself.")
        }
        ServiceReason::TaggedByControlApi => format!(
            "Access control by tags is on for the bucket, so {operation} no longer works: call TagResource or UntagResource."
        ),
        ServiceReason::AbacUnknown => {
            format!("{operation} works only while access control by tags is off for the bucket, and whether it is off is not known.")
        }
        ServiceReason::NoEndpoint => {
            "The copy goes from one Region to another, and this way has no VPC endpoint that would refuse it.".to_owned()
        }
        ServiceReason::CopyAcrossRegions => {
            "The copy goes from one Region to another, and VPC endpoints do not take that: use a way without an endpoint, or read and write in two calls.".to_owned()
        }
        ServiceReason::CopyAcrossRegionsThroughAccessPoint => {
            "The copy goes from one Region to another, and access points do not take that: call the bucket itself.".to_owned()
        }
        ServiceReason::WayUnknown => {
            "The copy goes from one Region to another, which no VPC endpoint takes, and which way it goes is not known.".to_owned()
        }
        ServiceReason::SourceMissing => {
            "The object that is to be copied is not there.".to_owned()
        }
        ServiceReason::SourceExistenceUnknown => {
            "It depends on whether the object that is to be copied is there.".to_owned()
        }
        ServiceReason::SourcePayerMissing => {
            "In the source's bucket who asks pays, and the request does not say that its caller does: send x-amz-request-payer.".to_owned()
        }
        ServiceReason::SourcePayerUnknown => {
            "It depends on whether in the source's bucket who asks pays.".to_owned()
        }
        ServiceReason::TagsAllowed => {
            "Whether the source has tags is not known; they may be read and written in any case.".to_owned()
        }
        ServiceReason::SourceTagsUnknown => {
            "Whether the source has tags is not known. If it has, the copy needs s3:GetObjectTagging at the source and s3:PutObjectTagging at the destination, and these are not both allowed.".to_owned()
        }
    }
}
