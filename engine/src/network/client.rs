//! The client: the host name that it calls, and the Region that it addresses.

use accesspath_policy::partition::Partition;

use crate::check::NetworkReason;
use crate::s3::operation::Operation;
use crate::scenario::{Placement, S3Name, Scenario};

/// The Regions with FIPS names for S3.
// AWS: "Federal Information Processing Standard (FIPS) 140-3", endpoints by service.
const FIPS: [&str; 8] = [
    "ca-central-1",
    "ca-west-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

/// Why S3 has no such name in the bucket's Region.
pub(super) fn no_such_name(scenario: &Scenario, name: S3Name) -> Option<NetworkReason> {
    let here = scenario.bucket().is_some_and(|it| FIPS.contains(&it.region.as_str()));
    (name.is_fips() && !here).then_some(NetworkReason::NoSuchName { zone: None })
}

/// S3's domain below which the client's name stands.
pub(super) fn domain(scenario: &Scenario, name: S3Name) -> String {
    let region = scenario.bucket().map_or("", |it| &it.region);
    let suffix = Partition::of_region(region).suffix;
    let operation = Operation::parse(&scenario.question.operation);
    let service = match (scenario.question.access_point.is_some(), name.is_fips()) {
        _ if operation.is_some_and(Operation::is_control) => "s3-control",
        (true, _) => "s3-accesspoint",
        (false, true) => "s3-fips",
        (false, false) => "s3",
    };
    match name {
        S3Name::Global => "s3.amazonaws.com".to_owned(),
        S3Name::Accelerate => "s3-accelerate.amazonaws.com".to_owned(),
        S3Name::AccelerateDualStack => "s3-accelerate.dualstack.amazonaws.com".to_owned(),
        _ if name.is_dual_stack() => format!("{service}.dualstack.{region}.{suffix}"),
        _ => format!("{service}.{region}.{suffix}"),
    }
}

/// The host name that the client calls.
pub(super) fn host(scenario: &Scenario, placement: &Placement) -> String {
    let bucket = scenario.bucket();
    let name = bucket.map_or("", |it| &it.name);
    if let Some(id) = &placement.endpoint_url {
        let region = bucket.map_or("", |it| &it.region);
        let suffix = Partition::of_region(region).suffix;
        return format!("bucket.{id}.s3.{region}.vpce.{suffix}");
    }
    let domain = domain(scenario, placement.name());
    let point = scenario.access_point();
    match point.map(|it| (&it.name, &it.account)) {
        Some((name, account)) => format!("{name}-{account}.{domain}"),
        None if placement.path_style => domain,
        None => format!("{name}.{domain}"),
    }
}
