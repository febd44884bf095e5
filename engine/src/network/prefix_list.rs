//! Prefix lists: which of them are S3's, and the ranges of S3 as far as they are known.

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::AddressFamily;
use crate::scenario::{EndpointKind, Scenario};

/// The address ranges of S3 in the bucket's Region, as far as the scenario knows them.
pub(super) fn s3_ranges(scenario: &Scenario, family: AddressFamily) -> Vec<Cidr> {
    let lists =
        scenario.prefix_lists.iter().filter(|it| is_s3_list(scenario, &it.id) == Truth::Yes);
    lists
        .flat_map(|it| &it.entries)
        .filter_map(|it| Cidr::parse(it))
        .filter(|it| family.has(*it))
        .collect()
}

/// The prefix list is that of S3 in the bucket's Region.
///
/// A list that the scenario does not describe is S3's own where a route sends it to a gateway endpoint for S3.
pub(super) fn is_s3_list(scenario: &Scenario, id: &str) -> Truth {
    let Some(region) = scenario.bucket().map(|it| &it.region) else { return Truth::Unknown };
    if let Some(list) = scenario.prefix_lists.iter().find(|it| it.id == id) {
        return Truth::from(list.name == format!("com.amazonaws.{region}.s3"));
    }
    let of_region = |vpc: &str| scenario.vpc(vpc).map(|it| it.region == *region);
    for route in scenario.route_tables.iter().flat_map(|it| &it.routes) {
        let endpoint =
            scenario.endpoint(&route.target).filter(|it| it.kind == EndpointKind::Gateway);
        if let Some(endpoint) = endpoint.filter(|_| route.destination == id) {
            return of_region(&endpoint.vpc).map_or(Truth::Unknown, Truth::from);
        }
    }
    Truth::Unknown
}
