//! What S3 itself refuses, whatever the policies say: an access point's network origin, what does not go through
//! access points, copies between Regions, and tags of a bucket with access control by tags.
//!
//! Asks no policy; the one exception are the permissions for a copied object's tags, where it is not known
//! whether the object has any.

use crate::authorize::{Decision, authorize};
use crate::documents::Documents;
use crate::network::{Path, PathKind};
use crate::request::EndpointType;
use crate::requests::{self, endpoint_on};
use crate::rule::Rule;
use crate::s3::operation::Operation;
use crate::s3::ownership::exists;
use crate::scenario::{AccessPoint, Fact, Scenario};
use crate::truth::Truth;

/// A point at which S3 itself may refuse a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateKind {
    /// The network origin of the access point.
    NetworkOrigin,
    /// Whether S3 takes the operation there at all.
    Support,
    /// The Regions of a copy's source and destination.
    CopyRegion,
    /// The tags that a copy takes along.
    SourceTags,
    /// The state of a copy's source.
    Source,
}

impl GateKind {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NetworkOrigin => "access_point_origin",
            Self::Support => "operation_support",
            Self::CopyRegion => "copy_region",
            Self::SourceTags => "source_tags",
            Self::Source => "copy_source",
        }
    }

    /// All, in the order in which a picture shows them.
    pub const ALL: [Self; 5] =
        [Self::NetworkOrigin, Self::Support, Self::CopyRegion, Self::SourceTags, Self::Source];
}

/// Why a gate lets through or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateReason {
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
    /// The way has no endpoint that a copy between Regions could fail at.
    NoEndpoint,
    /// A VPC endpoint takes no copies between Regions.
    CopyAcrossRegions,
    /// An access point takes no copies between Regions.
    CopyAcrossRegionsThroughAccessPoint,
    /// Which way the copy takes is not known.
    WayUnknown,
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

impl GateReason {
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
            Self::WayUnknown => "way-unknown",
            Self::TagsAllowed => "tags-allowed",
            Self::SourceTagsUnknown => "source-tags-unknown",
            Self::SourceMissing => "source-missing",
            Self::SourceExistenceUnknown => "source-existence-unknown",
            Self::SourcePayerMissing => "source-payer-missing",
            Self::SourcePayerUnknown => "source-payer-unknown",
        }
    }
}

/// One gate, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// Which.
    pub kind: GateKind,
    /// Whether the call passes.
    pub passes: Truth,
    /// Why.
    pub because: GateReason,
    /// The unclear rules that this leans on.
    pub rules: Vec<Rule>,
}

/// The gates that the question's call meets on `path`, made by someone of `account`.
pub fn gates(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    account: Option<&str>,
) -> Vec<Gate> {
    let Some(operation) = Operation::parse(&scenario.question.operation) else { return Vec::new() };
    let point = scenario.access_point().filter(|_| !operation.is_control());
    let mut gates = Vec::new();
    gates.extend(point.and_then(|it| origin(path, it, scenario)));
    gates.extend(support(operation, point.is_some(), scenario));
    if operation.copies() {
        gates.extend(copy_region(path, point.is_some(), scenario));
        gates.extend(source_tags(path, scenario, documents));
        gates.extend(source(scenario, account));
    }
    gates
}

const fn gate(kind: GateKind, passes: Truth, because: GateReason) -> Gate {
    Gate { kind, passes, because, rules: Vec::new() }
}

// AWS: "Creating access points restricted to a virtual private cloud" — whatever does not come from the VPC is rejected.
fn origin(path: &Path, point: &AccessPoint, scenario: &Scenario) -> Option<Gate> {
    let kind = GateKind::NetworkOrigin;
    // One for the internet takes requests from everywhere.
    let unknown = gate(kind, Truth::Unknown, GateReason::OriginUnknown);
    let Fact::Known(vpc) = point.vpc.as_ref()? else { return Some(unknown) };
    if path.kind == PathKind::NoWay {
        return Some(unknown);
    }
    Some(match endpoint_on(path, scenario) {
        Some((endpoint, _)) if endpoint.vpc == *vpc => {
            gate(kind, Truth::Yes, GateReason::FromItsVpc(vpc.clone()))
        }
        _ => gate(kind, Truth::No, GateReason::OriginDiffers(vpc.clone())),
    })
}

// AWS: "Access point compatibility", "Enabling ABAC in general purpose buckets".
fn support(operation: Operation, through_point: bool, scenario: &Scenario) -> Option<Gate> {
    let kind = GateKind::Support;
    if through_point && !operation.goes_through_access_points() {
        return Some(gate(kind, Truth::No, GateReason::NotThroughAccessPoints));
    }
    if !operation.is_bucket_tagging() {
        return None;
    }
    match scenario.bucket()?.abac.truth() {
        Truth::Yes => Some(gate(kind, Truth::No, GateReason::TaggedByControlApi)),
        Truth::Unknown => Some(gate(kind, Truth::Unknown, GateReason::AbacUnknown)),
        Truth::No => None,
    }
}

// AWS: "AWS PrivateLink for Amazon S3" — interface endpoints take no copies between Regions;
// "Access point compatibility" — nor do access points.
fn copy_region(path: &Path, through_point: bool, scenario: &Scenario) -> Option<Gate> {
    let kind = GateKind::CopyRegion;
    let (from, to) = (scenario.source_bucket()?, scenario.bucket()?);
    if from.region == to.region {
        return None;
    }
    if through_point {
        return Some(gate(kind, Truth::No, GateReason::CopyAcrossRegionsThroughAccessPoint));
    }
    Some(match endpoint_on(path, scenario) {
        Some((_, EndpointType::Interface)) => gate(kind, Truth::No, GateReason::CopyAcrossRegions),
        Some((_, EndpointType::Gateway)) => Gate {
            rules: vec![Rule::COPY_ACROSS_REGIONS],
            ..gate(kind, Truth::No, GateReason::CopyAcrossRegions)
        },
        None if path.kind == PathKind::NoWay => gate(kind, Truth::Unknown, GateReason::WayUnknown),
        None => gate(kind, Truth::Yes, GateReason::NoEndpoint),
    })
}

fn source_tags(path: &Path, scenario: &Scenario, documents: &Documents) -> Option<Gate> {
    let kind = GateKind::SourceTags;
    let made = requests::tag_requests(path, scenario, documents);
    let allowed = |it: &requests::PreparedRequest| {
        authorize(&it.request, &it.layers).decision == Decision::Allow
    };
    if made.is_empty() {
        None
    } else if made.iter().all(allowed) {
        Some(gate(kind, Truth::Yes, GateReason::TagsAllowed))
    } else {
        let rules = vec![Rule::COPIED_TAGS];
        Some(Gate { rules, ..gate(kind, Truth::Unknown, GateReason::SourceTagsUnknown) })
    }
}

// AWS: "CopyObject", "Using Requester Pays buckets for storage transfers and usage".
fn source(scenario: &Scenario, account: Option<&str>) -> Option<Gate> {
    let stopped = |passes, because| Some(gate(GateKind::Source, passes, because));
    match scenario.source_object().map_or(Truth::Yes, exists) {
        Truth::No => return stopped(Truth::No, GateReason::SourceMissing),
        Truth::Unknown => return stopped(Truth::Unknown, GateReason::SourceExistenceUnknown),
        Truth::Yes => {}
    }
    let bucket = scenario.source_bucket()?;
    let own = account == Some(bucket.account.as_str());
    if own || (account.is_some() && scenario.question.options.request_payer) {
        return None;
    }
    match bucket.requester_pays.truth() {
        Truth::No => None,
        Truth::Yes => stopped(Truth::No, GateReason::SourcePayerMissing),
        Truth::Unknown => stopped(Truth::Unknown, GateReason::SourcePayerUnknown),
    }
}
