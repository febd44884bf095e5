//! Sentences about what S3 itself refuses or lets pass.

use crate::judge::PathAnalysis;
use crate::s3::gate::{GateKind, GateReason};
use crate::scenario::Scenario;

/// Its name.
pub(super) const fn name(kind: GateKind) -> &'static str {
    match kind {
        GateKind::NetworkOrigin => "Network origin",
        GateKind::Support => "Operation",
        GateKind::CopyRegion => "Regions of the copy",
        GateKind::SourceTags => "Source's tags",
        GateKind::Source => "Source of the copy",
    }
}

/// One line for a card.
pub(super) fn blocker_line(path: &PathAnalysis, kind: GateKind) -> String {
    let Some(gate) = path.gate(kind) else { return name(kind).to_owned() };
    match &gate.because {
        GateReason::OriginDiffers(vpc) => {
            format!("The access point takes requests from {vpc} only")
        }
        GateReason::NotThroughAccessPoints => {
            "The operation does not go through access points".to_owned()
        }
        GateReason::TaggedByControlApi => {
            "The bucket's tags are written by TagResource only".to_owned()
        }
        GateReason::CopyAcrossRegions => "VPC endpoints take no copies between Regions".to_owned(),
        GateReason::CopyAcrossRegionsThroughAccessPoint => {
            "Access points take no copies between Regions".to_owned()
        }
        GateReason::SourceMissing => "The source of the copy is not there".to_owned(),
        GateReason::SourcePayerMissing => {
            "Who reads the source has to say that they pay".to_owned()
        }
        _ => name(kind).to_owned(),
    }
}

/// Why it does what it does on this path, and what would help.
pub(super) fn heading(path: &PathAnalysis, kind: GateKind, scenario: &Scenario) -> String {
    let Some(gate) = path.gate(kind) else { return String::new() };
    let operation = &scenario.question.operation;
    match &gate.because {
        GateReason::FromItsVpc(vpc) => {
            format!("The request comes through an endpoint in {vpc}, the access point's network origin.")
        }
        GateReason::OriginDiffers(vpc) => format!(
            "The access point's network origin is {vpc}, and this way brings nothing through an endpoint in it. An origin cannot be changed: send the call through an endpoint in {vpc}, or make another access point."
        ),
        GateReason::OriginUnknown => {
            "It depends on the access point's network origin and on the endpoint that the request comes through.".to_owned()
        }
        GateReason::NotThroughAccessPoints => {
            format!("{operation} does not go through access points: call the bucket itself.")
        }
        GateReason::TaggedByControlApi => format!(
            "Access control by tags is on for the bucket, so {operation} no longer works: call TagResource or UntagResource."
        ),
        GateReason::AbacUnknown => {
            format!("{operation} works only while access control by tags is off for the bucket, and whether it is off is not known.")
        }
        GateReason::NoEndpoint => {
            "The copy goes from one Region to another, and this way has no VPC endpoint that would refuse it.".to_owned()
        }
        GateReason::CopyAcrossRegions => {
            "The copy goes from one Region to another, and VPC endpoints do not take that: use a way without an endpoint, or read and write in two calls.".to_owned()
        }
        GateReason::CopyAcrossRegionsThroughAccessPoint => {
            "The copy goes from one Region to another, and access points do not take that: call the bucket itself.".to_owned()
        }
        GateReason::WayUnknown => {
            "The copy goes from one Region to another, which no VPC endpoint takes, and which way it goes is not known.".to_owned()
        }
        GateReason::SourceMissing => {
            "The object that is to be copied is not there.".to_owned()
        }
        GateReason::SourceExistenceUnknown => {
            "It depends on whether the object that is to be copied is there.".to_owned()
        }
        GateReason::SourcePayerMissing => {
            "In the source's bucket who asks pays, and the request does not say that its caller does: send x-amz-request-payer.".to_owned()
        }
        GateReason::SourcePayerUnknown => {
            "It depends on whether in the source's bucket who asks pays.".to_owned()
        }
        GateReason::TagsAllowed => {
            "Whether the source has tags is not known; they may be read and written in any case.".to_owned()
        }
        GateReason::SourceTagsUnknown => {
            "Whether the source has tags is not known. If it has, the copy needs s3:GetObjectTagging at the source and s3:PutObjectTagging at the destination, and these are not both allowed.".to_owned()
        }
    }
}
