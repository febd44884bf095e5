//! Callers on premises: over a VPN or Direct Connect to an interface endpoint of a VPC.
//!
//! The scenario tells that there is such a connection. What lies on the premises' side of it is not known.

use accesspath_policy::truth::Truth;

use super::peering::{taken, united};
use super::security_group::{self, Peer};
use super::{
    Hop, HopKind, Path, PathKind, control, dns, interface, network_acl, unavailable,
    undetermined_route,
};
use crate::check::{At, Carries, Check, NetworkReason, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{Fact, GatewayKind, OnPremises, Placement, Scenario, Subnet};

/// Continues the path of a caller on premises, which begins as one on the internet and stays so where the client's name
/// resolves to S3's public addresses.
// AWS: "AWS PrivateLink for Amazon S3", "Gateway endpoints for Amazon S3" — from outside of the VPC only interface
// endpoints are reached.
pub(super) fn through(
    scenario: &Scenario,
    placement: &Placement,
    premises: &OnPremises,
    path: &mut Path,
) {
    let asks = premises.inbound_resolver.as_ref().map_or(Truth::Unknown, Fact::truth);
    let resolved = match dns::resolve_on_premises(scenario, placement, &premises.vpc, asks) {
        Ok(resolved) => resolved,
        Err(on) => {
            path.kind = PathKind::NoWay;
            path.checks.push(undetermined_route("", on));
            return;
        }
    };
    if resolved.failure.is_some() {
        path.kind = PathKind::NoWay;
    }
    let Some(endpoint) = resolved.endpoint else {
        path.checks.extend(resolved.failure);
        return;
    };
    let (standing, name) = interface::named(scenario, placement, endpoint);
    path.checks.extend(resolved.failure.or(name));
    let range = placement.private_ip.as_ref().or(premises.range.as_ref());
    let there = match (unavailable(endpoint), interface::abroad(scenario, endpoint)) {
        (Some(unfit), _) => unfit,
        (None, _) if endpoint.vpc != premises.vpc => {
            undetermined_route("", Unknown::TargetOfAnotherVpc(endpoint.id.clone()))
        }
        (None, Some(region)) => {
            let because = NetworkReason::ServiceOfAnotherRegion { region: region.clone() };
            control(NetworkControl::Route, 0, &endpoint.id, Truth::Unknown, because)
        }
        (None, None) => {
            let because = NetworkReason::Connected { vpc: premises.vpc.clone() };
            control(NetworkControl::Route, 0, &endpoint.id, Truth::Yes, because)
        }
    };
    path.kind = match there.passes {
        Truth::Yes => PathKind::InterfaceEndpoint,
        _ => PathKind::NoWay,
    };
    path.checks.push(there);
    let at = path.hops.len();
    path.hops.push(Hop {
        kind: HopKind::InterfaceEndpoint,
        name: endpoint.id.clone(),
        subnet: standing.first().map(|it| it.id.clone()),
    });
    let caller = Peer::on_premises(scenario, range.map(String::as_str));
    path.checks.extend(network_acl::endpoint(scenario, &standing, None, &caller, at));
    path.checks.push(security_group::ingress(scenario, endpoint, &caller, at));
    let back = standing.iter().map(|it| (None, back(scenario, premises, range, it)));
    let (_, back) = united(back, endpoint, NetworkControl::EndpointRoute);
    let subject = back.subject().to_owned();
    path.checks.push(Check { at: At::Hop { hop: at, subject }, ..back });
}

/// The check of the route by which replies leave the endpoint's `subnet` for the premises.
fn back(
    scenario: &Scenario,
    premises: &OnPremises,
    range: Option<&String>,
    subnet: &Subnet,
) -> Check {
    let kind = NetworkControl::EndpointRoute;
    let nowhere = NetworkReason::NoRouteToPremises;
    let open = |subject: &str, on| {
        control(kind, 0, subject, Truth::Unknown, NetworkReason::RouteUndetermined { on })
    };
    let Some(range) = range else {
        let table = scenario.route_table_of(subnet);
        let mut targets = table.into_iter().flat_map(|it| &it.routes);
        let untold = table.is_some_and(|it| it.is_open("routes"));
        let some = targets.any(|it| match scenario.gateway(&it.target) {
            Some(gateway) => gateway.kind.leads_elsewhere(),
            None => scenario.endpoint(&it.target).is_none(),
        });
        return match table {
            Some(table) if !some && !untold => control(kind, 0, &table.id, Truth::No, nowhere),
            Some(table) => open(&table.id, Unknown::AddressesOnPremises),
            None => open("", Unknown::RouteTableOf(subnet.id.clone())),
        };
    };
    let (table, route) = match taken(scenario, subnet, range, &subnet.id, nowhere, kind) {
        Ok(taken) => taken,
        Err(check) => return *check,
    };
    let (destination, target) = (route.destination.clone(), route.target.clone());
    let gateway = scenario.gateway(&target).map(|it| it.kind);
    let carries = match (&premises.gateway, gateway) {
        (Some(own), Some(kind)) if *own == target && kind.leads_elsewhere() => None,
        // A VPC has one virtual private gateway.
        (None, Some(GatewayKind::Vpn)) => None,
        (_, Some(kind)) if kind.leads_elsewhere() => {
            return open(&table.id, Unknown::Beyond(target));
        }
        (_, Some(GatewayKind::Internet)) => Some(Carries::PublicAddresses),
        (_, Some(GatewayKind::EgressOnly)) => Some(Carries::Ipv6),
        (_, Some(GatewayKind::Peering)) => Some(Carries::OtherVpc),
        _ => return open(&table.id, Unknown::UnknownTarget(target)),
    };
    match carries {
        None => {
            let because = NetworkReason::RouteToPremises { destination, target };
            control(kind, 0, &table.id, Truth::Yes, because)
        }
        Some(carries) => {
            let because = NetworkReason::CannotRoute { target, carries, unused: Vec::new() };
            control(kind, 0, &table.id, Truth::No, because)
        }
    }
}
