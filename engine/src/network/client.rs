//! The client: the host name that it calls, and the Region that it addresses.

use accesspath_policy::partition::Partition;
use accesspath_policy::truth::Truth;

use crate::check::{NetworkReason, RegionAnswer, WrongRegion};
use crate::s3::operation::Operation;
use crate::scenario::{Fact, Placement, S3Name, Scenario};

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

/// The Regions that were launched until 20 March 2019.
// AWS: "Request routing" — in all later ones a request that arrives at the wrong location gets a 400.
const REDIRECTING: [&str; 21] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

/// What a client with these members meets, where it addresses another Region than the bucket's or signs for it.
///
/// `own_name` is that of an endpoint that it calls, and `name` that of S3 which it calls else.
pub(super) fn wrong_region(
    scenario: &Scenario,
    told: Option<&String>,
    follows: Option<&Fact<bool>>,
    name: S3Name,
    own_name: Option<&String>,
) -> Option<WrongRegion> {
    let bucket = scenario.bucket()?.region.as_str();
    let operation = Operation::parse(&scenario.question.operation)?;
    let redirects = |it: &str| REDIRECTING.contains(&it);
    // AWS: "Virtual hosting of buckets" — the global name leads to us-east-1 where the bucket's Region is a later one.
    let global = name == S3Name::Global && !redirects(bucket);
    let region = if global { "us-east-1" } else { told?.as_str() };
    let is_new = operation == Operation::CreateBucket && name.has_region() && own_name.is_none();
    if region == bucket || !(operation.meets_bucket() || operation.is_control() || is_new) {
        return None;
    }
    let same_partition = Partition::of_region(region) == Partition::of_region(bucket);
    let answer = match () {
        _ if !same_partition
            || scenario.question.access_point.is_some()
            || operation.is_control()
            || operation == Operation::GetBucketLocation =>
        {
            RegionAnswer::NotDocumented
        }
        // AWS: "Error responses" — a Region's endpoint makes buckets of its Region. That of us-east-1 is also the global one.
        _ if is_new && region == "us-east-1" => RegionAnswer::NotDocumented,
        _ if is_new => RegionAnswer::Constraint,
        _ if global => RegionAnswer::BadRequest,
        _ if !name.has_region() || own_name.is_some() => RegionAnswer::Signature,
        _ if redirects(region) && redirects(bucket) => RegionAnswer::Redirect,
        _ => RegionAnswer::BadRequest,
    };
    let follows = follows.map_or(Truth::Unknown, Fact::truth);
    Some(WrongRegion { region: region.to_owned(), answer, reached: Truth::Yes, follows })
}

/// The scenario with its bucket in another Region, for the network on the way to S3 there.
///
/// An empty Region stands for addresses that are those of S3 in no Region.
pub(super) fn moved(scenario: &Scenario, region: &str) -> Scenario {
    let mut moved = scenario.clone();
    let id = &scenario.question.bucket;
    if let Some(bucket) = moved.buckets.iter_mut().find(|it| it.id == *id) {
        region.clone_into(&mut bucket.region);
    }
    moved
}

/// Why S3 has no such name in the bucket's Region.
pub(super) fn no_such_name(scenario: &Scenario, name: S3Name) -> Option<NetworkReason> {
    let here = FIPS.contains(&scenario.bucket()?.region.as_str());
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
