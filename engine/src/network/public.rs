//! The path to S3's public addresses: by the route that the packets take, to its target.

use accesspath_policy::truth::Truth;

use super::route::{self, Chosen};
use super::{
    AddressFamily, Hop, HopKind, Path, PathKind, control, dns, interface, nat, public_access,
    unavailable, undetermined_route,
};
use crate::check::{Carries, NetworkReason, Unknown, Unused, WhyUnused};
use crate::control::NetworkControl;
use crate::scenario::{
    Endpoint, EndpointKind, Fact, GatewayKind, Placement, RouteTable, S3Name, Scenario, Subnet,
};

/// Continues the path from `subnet` by the route to S3's public addresses.
///
/// The route is judged before its state, and its state before its target: a path ends at the first that stops it or is
/// not known, because nothing behind it is reached. The path gets its kind only where a target carries the packets.
pub(super) fn by_route(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    path: &mut Path,
) {
    let Some(table) = scenario.route_table_of(subnet) else {
        let on = Unknown::RouteTableOf(subnet.id.clone());
        path.checks.push(undetermined_route("", on));
        return;
    };
    let family = path.family;
    let route = match route::choose(scenario, table, family) {
        Chosen::Route(route, beaten) => {
            path.beaten = beaten;
            route
        }
        Chosen::None => {
            let mut unused = unused(scenario, subnet, table, family, placement.name());
            unused.extend(beyond_peering(scenario, subnet, table));
            let because = NetworkReason::NoRouteToDestination { unused };
            path.checks.push(control(NetworkControl::Route, 0, &table.id, Truth::No, because));
            return;
        }
        Chosen::Undetermined(on) => {
            path.checks.push(undetermined_route(&table.id, on));
            return;
        }
    };
    let destination = route.destination.clone();
    let target = route.target.clone();
    let own = |passes, because| control(NetworkControl::Route, 0, &table.id, passes, because);
    let matches =
        NetworkReason::RouteMatches { destination: destination.clone(), target: target.clone() };
    match route.blackhole.truth() {
        Truth::Yes => {
            path.checks.push(own(Truth::No, NetworkReason::BadStateRoute { destination, target }));
            return;
        }
        Truth::Unknown => {
            let on = Unknown::Target { destination, target };
            path.checks.push(undetermined_route(&table.id, on));
            return;
        }
        Truth::No => {}
    }
    if let Some(on) = not_here(scenario, subnet, &destination, &target) {
        path.checks.push(undetermined_route(&table.id, on));
        return;
    }
    let endpoint = scenario.endpoint(&target).filter(|it| it.kind == EndpointKind::Gateway);
    if let Some(unfit) = endpoint.and_then(unavailable) {
        path.checks.push(unfit);
        return;
    }
    if let Some(endpoint) = endpoint {
        // Whether the record type of a gateway endpoint changes S3's own names AWS does not say.
        if family == AddressFamily::V4 && endpoint.answers_ipv4() != Truth::Yes {
            let because = NetworkReason::NoAddressRecord { endpoint: target.clone() };
            path.checks.push(control(NetworkControl::Dns, 0, &target, Truth::Unknown, because));
        }
        path.kind = PathKind::GatewayEndpoint;
        path.checks.push(own(Truth::Yes, matches));
        path.hops.push(Hop { kind: HopKind::GatewayEndpoint, name: target, subnet: None });
        return;
    }
    match scenario.gateway(&target).map(|it| it.kind) {
        Some(GatewayKind::Internet) if family == AddressFamily::V6 => {
            let on = Unknown::Ipv6Through(target);
            path.checks.push(undetermined_route(&table.id, on));
        }
        Some(GatewayKind::Internet) => {
            let because = NetworkReason::PublicSubnet { target: target.clone() };
            path.checks.push(own(Truth::No, because));
            path.hops.push(Hop { kind: HopKind::InternetGateway, name: target, subnet: None });
        }
        Some(GatewayKind::Nat) if family == AddressFamily::V6 => {
            let because =
                NetworkReason::CannotRoute { target, carries: Carries::Ipv4, unused: Vec::new() };
            path.checks.push(own(Truth::No, because));
        }
        Some(GatewayKind::EgressOnly) if family == AddressFamily::V6 => {
            path.kind = PathKind::EgressOnlyGateway;
            path.checks.push(own(Truth::Yes, matches));
            let at = path.hops.len();
            path.hops.push(Hop { kind: HopKind::EgressOnlyGateway, name: target, subnet: None });
            path.checks.extend(public_access::check(scenario, subnet, Some(subnet), at));
        }
        Some(GatewayKind::Nat) => {
            path.checks.push(own(Truth::Yes, matches));
            nat::through(scenario, placement, subnet, &target, path);
        }
        Some(GatewayKind::EgressOnly) => {
            let because =
                NetworkReason::CannotRoute { target, carries: Carries::Ipv6, unused: Vec::new() };
            path.checks.push(own(Truth::No, because));
        }
        Some(GatewayKind::Peering) => {
            let carries = Carries::OtherVpc;
            let unused = beyond_peering(scenario, subnet, table);
            let because = NetworkReason::CannotRoute { target, carries, unused };
            path.checks.push(own(Truth::No, because));
        }
        Some(GatewayKind::NatInstance) => {
            let check = scenario.gateway(&target).and_then(|it| it.source_dest_check.as_ref());
            match check.map_or(Truth::Yes, Fact::truth) {
                Truth::Yes => {
                    path.checks.push(own(Truth::No, NetworkReason::SourceDestCheck { target }));
                }
                _ if leads_nowhere(scenario, &target) => {
                    let because = NetworkReason::InstanceWithoutInternetRoute { target };
                    path.checks.push(own(Truth::No, because));
                }
                _ => {
                    let on = Unknown::Forwarding(target);
                    path.checks.push(undetermined_route(&table.id, on));
                }
            }
        }
        Some(GatewayKind::Transit | GatewayKind::Vpn) => {
            path.checks.push(own(Truth::Unknown, NetworkReason::LeadsOutside { target, to: None }));
        }
        None => {
            let on = Unknown::UnknownTarget(target);
            path.checks.push(undetermined_route(&table.id, on));
        }
    }
}

/// The subnet of this NAT instance surely has no route to the internet, so that the instance leads nowhere.
fn leads_nowhere(scenario: &Scenario, instance: &str) -> bool {
    let subnet = scenario.gateway(instance).and_then(|it| it.subnet.as_ref());
    let table = subnet.and_then(|it| scenario.route_table_of(scenario.subnet(it)?));
    table.is_some_and(|it| route::to_internet(scenario, instance, it).open == Truth::No)
}

/// The endpoints for S3 in the VPC of `subnet`, each with the first reason why the call does not use it; for a `table`
/// without a route to S3.
fn unused(
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
            (!associated).then_some(WhyUnused::NotAssociated)
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
        EndpointKind::Interface => {
            (dns::host_names(scenario, subnet) == Truth::No).then_some(WhyUnused::DnsAttributesOff)
        }
    };
    let here = scenario.endpoints.iter().filter(|it| it.vpc == subnet.vpc);
    here.filter_map(|it| Some(Unused { endpoint: it.id.clone(), why: why(it)? })).collect()
}

/// The gateway endpoints of the VPCs that a route of `table` leads to over a peering connection.
// AWS: "Gateway endpoints for Amazon S3", considerations — they serve nobody outside of their own VPC.
fn beyond_peering(scenario: &Scenario, subnet: &Subnet, table: &RouteTable) -> Vec<Unused> {
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

/// The reason why a route to this target is not modelled: the target is in another VPC or Region, or accepts no such
/// route.
fn not_here(
    scenario: &Scenario,
    subnet: &Subnet,
    destination: &str,
    target: &str,
) -> Option<Unknown> {
    let gateway_endpoint = scenario.endpoint(target).filter(|it| it.kind == EndpointKind::Gateway);
    let nat = scenario
        .gateway(target)
        .and_then(|it| it.subnet.as_ref())
        .and_then(|it| scenario.subnet(it));
    let vpc = gateway_endpoint.map(|it| &it.vpc).or(nat.map(|it| &it.vpc));
    if vpc.is_some_and(|it| *it != subnet.vpc) {
        return Some(Unknown::TargetOfAnotherVpc(target.to_owned()));
    }
    if gateway_endpoint.is_some() && !destination.starts_with("pl-") {
        return Some(Unknown::RouteToGatewayEndpoint {
            destination: destination.to_owned(),
            endpoint: target.to_owned(),
        });
    }
    let own_region =
        scenario.vpc(&subnet.vpc).map(|it| &it.region) == scenario.bucket().map(|it| &it.region);
    (gateway_endpoint.is_some() && !own_region)
        .then(|| Unknown::BucketOfAnotherRegion(target.to_owned()))
}
