//! Ways of a client's packets on to the internet: by what the VPC has, and by what is made for it.

use accesspath_policy::truth::Truth;

use super::client::Client;
use super::edit::{Record, add_record, new_id};
use super::{NetworkRepair, nat, route};
use crate::network::AddressFamily;
use crate::repair::{Breadth, Repair};
use crate::scenario::{Gateway, GatewayKind, RouteTable};
/// The repairs that send the client's packets for `destination` to the internet, by what the VPC has and then by what
/// is made for it.
pub(super) fn onward(client: &Client<'_>, destination: &str) -> Vec<Repair> {
    let Some(table) = client.table else { return Vec::new() };
    let mut found = Vec::new();
    for gateway in client.scenario.gateways.iter().filter(|it| carries(client, table, it)) {
        let mut there = table.routes.iter();
        if !there.any(|it| it.destination == destination && it.target == gateway.id) {
            found.push(route::set_route(client, table, destination, &gateway.id));
        }
    }
    match client.path.family {
        AddressFamily::V4 => found.extend(nat::created(client, destination, None)),
        AddressFamily::V6 => found.extend(egress_only(client, table, destination)),
    }
    found
}

/// The gateway may lead packets of the client to the internet.
fn carries(client: &Client<'_>, table: &RouteTable, gateway: &Gateway) -> bool {
    let scenario = client.scenario;
    if route::is_gone(scenario, &gateway.id) {
        return false;
    }
    let own = gateway.subnet.as_deref().and_then(|it| scenario.subnet(it));
    let is_here = match own {
        Some(it) => it.vpc == table.vpc && client.subnet.is_none_or(|own| own.id != it.id),
        None => gateway.vpc.serves(&table.vpc) == Truth::Yes,
    };
    let mut tables = scenario.route_tables.iter().filter(|it| it.vpc == table.vpc);
    let mut is_used =
        || tables.any(|it| it.id != table.id && it.routes.iter().any(|it| it.target == gateway.id));
    let caller = scenario.callers.iter().find(|it| it.id == client.path.caller);
    let is_public =
        !client.is_function() && caller.is_some_and(|it| it.public_ip.exists() == Truth::Yes);
    let works = gateway.state.is_available() != Truth::No;
    match (gateway.kind, client.path.family) {
        (GatewayKind::Nat, AddressFamily::V4) => is_here && works && !gateway.private,
        (GatewayKind::NatInstance, AddressFamily::V4) => is_here,
        (GatewayKind::Internet, AddressFamily::V4) => is_here && is_public,
        (GatewayKind::EgressOnly, AddressFamily::V6) => is_here || is_used(),
        (kind, AddressFamily::V4) if kind.leads_elsewhere() => {
            gateway.leads() == Truth::Yes && (is_here || is_used())
        }
        _ => false,
    }
}

/// A new egress-only internet gateway, which is free, with the route to it.
fn egress_only(client: &Client<'_>, table: &RouteTable, destination: &str) -> Option<Repair> {
    let vpc = client.vpc?;
    let id = new_id(client.scenario, "eigw-new");
    let gateway = Record::new(client.scenario)
        .text("id", &id)
        .text("kind", "egress-only")
        .text("vpc", &vpc.id)
        .told(nat::GATEWAY);
    let mut changes = vec![add_record("gateways", gateway)];
    let (routed, route) = route::sent(client.scenario, table, destination, &id);
    changes.extend(routed);
    let does = NetworkRepair::CreateEgressOnlyGateway { gateway: id, vpc: vpc.id.clone(), route };
    Some(Repair::new(does, client.owner(), changes).opening(Breadth::Some))
}
