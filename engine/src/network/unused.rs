//! The endpoints for S3 that stand beside a path and that it does not take.

use accesspath_policy::truth::Truth;

use super::{AddressFamily, dns, interface};
use crate::check::{Unused, WhyUnused};
use crate::scenario::{Endpoint, EndpointKind, GatewayKind, RouteTable, S3Name, Scenario, Subnet};

/// The endpoints for S3 in the VPC of `subnet`, each with the first reason why a call by the `table` of the subnet does
/// not use it; none of one that nothing of this keeps from it.
pub(super) fn unused(
    scenario: &Scenario,
    subnet: &Subnet,
    table: &RouteTable,
    family: AddressFamily,
    name: S3Name,
) -> Vec<Unused> {
    let Some(vpc) = scenario.vpc(&subnet.vpc) else { return Vec::new() };
    let bucket = scenario.bucket().map(|it| it.region.as_str());
    let own_region = |it: &Endpoint| match it.kind {
        EndpointKind::Gateway => bucket == Some(vpc.region.as_str()),
        EndpointKind::Interface => bucket == interface::region(scenario, it),
    };
    let why = |endpoint: &Endpoint| match endpoint.kind {
        _ if endpoint.state.is_available() == Truth::No => Some(WhyUnused::NotAvailable),
        _ if name.is_accelerated() => Some(WhyUnused::Acceleration),
        _ if !own_region(endpoint) => Some(WhyUnused::OtherRegion),
        _ if !family.is_served_by(endpoint) => Some(WhyUnused::OtherFamily),
        EndpointKind::Gateway => {
            let associated = table.routes.iter().any(|it| it.target == endpoint.id);
            (!associated && !table.is_open("routes")).then_some(WhyUnused::NotAssociated)
        }
        EndpointKind::Interface if endpoint.private_dns.truth() == Truth::No => {
            Some(WhyUnused::PrivateDnsOff)
        }
        EndpointKind::Interface
            if endpoint.private_dns_only_for_inbound_resolver.truth() == Truth::Yes =>
        {
            Some(WhyUnused::InboundResolverOnly)
        }
        EndpointKind::Interface if name == S3Name::Global || name.is_fips() => {
            Some(WhyUnused::OtherName)
        }
        EndpointKind::Interface => (dns::host_names(scenario, &subnet.vpc) == Truth::No)
            .then_some(WhyUnused::DnsAttributesOff),
    };
    let here = scenario.endpoints.iter().filter(|it| it.vpc == subnet.vpc);
    here.filter_map(|it| Some(Unused { endpoint: it.id.clone(), why: why(it)? })).collect()
}

/// The gateway endpoints of the VPCs that a route of `table` leads to over a peering connection.
// AWS: "Gateway endpoints for Amazon S3", considerations — they serve nobody outside of their own VPC.
pub(super) fn beyond_peering(
    scenario: &Scenario,
    subnet: &Subnet,
    table: &RouteTable,
) -> Vec<Unused> {
    let targets = table.routes.iter().filter_map(|it| scenario.gateway(&it.target));
    let peerings = targets.filter(|it| it.kind == GatewayKind::Peering);
    let vpcs: Vec<&String> =
        peerings.flat_map(|it| &it.vpcs).filter(|it| **it != subnet.vpc).collect();
    let there = scenario
        .endpoints
        .iter()
        .filter(|it| it.kind == EndpointKind::Gateway && !it.is_gone() && vpcs.contains(&&it.vpc));
    let unused = |it: &Endpoint| Unused { endpoint: it.id.clone(), why: WhyUnused::OtherVpc };
    there.map(unused).collect()
}
