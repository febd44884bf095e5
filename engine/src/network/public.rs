//! The path to S3's public addresses: by the route that the packets take, to its target.

use accesspath_policy::truth::Truth;

use super::route::{self, Chosen};
use super::{
    AddressFamily, Hop, HopKind, Path, PathKind, control, elsewhere, nat, public_access,
    unavailable, undetermined_route, unused,
};
use crate::check::{Carries, NetworkReason, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{EndpointKind, GatewayKind, Placement, Scenario, Subnet};

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
            let mut standing = unused::unused(scenario, subnet, table, family, placement.name());
            standing.extend(unused::beyond_peering(scenario, subnet, table));
            let because = NetworkReason::NoRouteToDestination { unused: standing };
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
            let is_public = has_public_address(scenario, path);
            let attachment = scenario.gateway(&target).map(|it| it.vpc.serves(&subnet.vpc));
            match (is_public, attachment.unwrap_or(Truth::Unknown)) {
                (Truth::No, _) => {
                    let because = NetworkReason::PublicSubnet { target: target.clone() };
                    path.checks.push(own(Truth::No, because));
                }
                (_, Truth::No) => {
                    let because = NetworkReason::NotAttached { target };
                    path.checks.push(own(Truth::No, because));
                    return;
                }
                (Truth::Unknown, _) => {
                    path.checks.push(undetermined_route(&table.id, Unknown::PublicAddress));
                }
                (_, Truth::Unknown) => {
                    let on = Unknown::AttachmentOf(target);
                    path.checks.push(undetermined_route(&table.id, on));
                    return;
                }
                (Truth::Yes, Truth::Yes) => {
                    path.kind = PathKind::InternetGateway;
                    path.checks.push(own(Truth::Yes, matches));
                }
            }
            let at = path.hops.len();
            path.hops.push(Hop { kind: HopKind::InternetGateway, name: target, subnet: None });
            if is_public != Truth::No {
                let here = Some(subnet);
                path.checks.extend(public_access::check(scenario, subnet, here, at, false));
            }
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
            path.checks.extend(public_access::check(scenario, subnet, Some(subnet), at, true));
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
            let unused = unused::beyond_peering(scenario, subnet, table);
            let because = NetworkReason::CannotRoute { target, carries, unused };
            path.checks.push(own(Truth::No, because));
        }
        Some(GatewayKind::NatInstance) if family == AddressFamily::V6 => {
            let on = Unknown::Forwarding(target);
            path.checks.push(undetermined_route(&table.id, on));
        }
        Some(GatewayKind::NatInstance) => {
            let route = own(Truth::Yes, matches);
            nat::through_instance(scenario, placement, subnet, &target, route, path);
        }
        Some(
            GatewayKind::Transit
            | GatewayKind::Vpn
            | GatewayKind::CoreNetwork
            | GatewayKind::Appliance,
        ) => {
            let route = own(Truth::Yes, matches);
            elsewhere::through(scenario, placement, subnet, &target, route, path);
        }
        None => {
            let on = Unknown::UnknownTarget(target);
            path.checks.push(undetermined_route(&table.id, on));
        }
    }
}

/// The network interface that the path begins at has a public IPv4 address.
// AWS: "Giving Lambda functions access to resources in an Amazon VPC" — that of a function has none.
fn has_public_address(scenario: &Scenario, path: &Path) -> Truth {
    let mut callers = scenario.callers.iter().filter(|_| path.placement.is_none());
    let caller = callers.find(|it| it.id == path.caller);
    caller.map_or(Truth::No, |it| it.public_ip.exists())
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
