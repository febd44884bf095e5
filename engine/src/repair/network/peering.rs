//! Routes to an endpoint of another VPC, to the premises, and back.
//!
//! AWS: "Update your route tables for a VPC peering connection" — each side needs a route of its own.

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::client::Client;
use super::edit::{Record, add_record, at, new_id, set, texts};
use super::{NetworkRepair, nat, route};
use crate::control::NetworkControl;
use crate::network::HopKind;
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::{
    Endpoint, Gateway, GatewayKind, ResourceState, RouteTable, Scenario, Subnet,
};

/// The endpoint in another VPC that the client's name leads to.
pub(super) fn endpoint<'s>(client: &Client<'s>) -> Option<&'s Endpoint> {
    let hop = client.path.hops.iter().find(|it| it.kind == HopKind::InterfaceEndpoint)?;
    let endpoint = client.scenario.endpoint(&hop.name)?;
    client.subnet.is_some_and(|it| it.vpc != endpoint.vpc).then_some(endpoint)
}

/// The repairs that lead from the client's VPC to the endpoint's, or back where `control` is that of the replies.
pub(super) fn joined(client: &Client<'_>, control: NetworkControl) -> Vec<Repair> {
    let (Some(endpoint), Some(own)) = (endpoint(client), client.subnet) else { return Vec::new() };
    let scenario = client.scenario;
    let subnets: Vec<&Subnet> =
        endpoint.subnets.iter().filter_map(|it| scenario.subnet(it)).collect();
    let is_back = control == NetworkControl::EndpointRoute;
    let (tables, ranges) = match is_back {
        true => (tables(scenario, &subnets), ranges(scenario, &[own])),
        false => (client.table.into_iter().collect(), ranges(scenario, &subnets)),
    };
    if tables.is_empty() || ranges.is_empty() {
        return Vec::new();
    }
    let joins = |it: &&Gateway| {
        let gone = matches!(
            it.state.known(),
            Some(ResourceState::Failed | ResourceState::Deleting | ResourceState::Deleted)
        );
        it.kind == GatewayKind::Peering
            && !gone
            && !route::is_gone(scenario, &it.id)
            && it.vpcs.contains(&own.vpc)
            && it.vpcs.contains(&endpoint.vpc)
    };
    let by = client.owner_of(if is_back { &endpoint.vpc } else { &own.vpc });
    let mut existing = scenario.gateways.iter().filter(joins).peekable();
    if existing.peek().is_none() {
        let by = client.owner_of(&endpoint.vpc).max(client.owner());
        return vec![created(client, (&own.vpc, &endpoint.vpc), &tables, &ranges, by)];
    }
    let over = |peering: &Gateway| {
        let (changes, routes) = routes(scenario, &tables, &ranges, &peering.id);
        let does = NetworkRepair::SetRoutes { routes };
        Repair::new(does, by, changes).opening(Breadth::Little)
    };
    existing.map(over).collect()
}

/// The route tables of subnets, each once.
fn tables<'s>(scenario: &'s Scenario, subnets: &[&Subnet]) -> Vec<&'s RouteTable> {
    let mut tables: Vec<&RouteTable> = Vec::new();
    for table in subnets.iter().filter_map(|it| scenario.route_table_of(it)) {
        if !tables.iter().any(|it| it.id == table.id) {
            tables.push(table);
        }
    }
    tables
}

/// The ranges of their VPCs that hold subnets, each once.
fn ranges(scenario: &Scenario, subnets: &[&Subnet]) -> Vec<String> {
    let mut ranges: Vec<String> = Vec::new();
    for subnet in subnets {
        let own = Cidr::parse(&subnet.cidr);
        let of_vpc = scenario.vpc(&subnet.vpc).map(|it| it.cidrs.as_slice()).unwrap_or_default();
        let holds =
            |it: &&String| Cidr::parse(it).zip(own).is_some_and(|(range, own)| range.contains(own));
        let range = of_vpc.iter().find(holds).unwrap_or(&subnet.cidr).clone();
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    ranges
}

fn routes(
    scenario: &Scenario,
    tables: &[&RouteTable],
    ranges: &[String],
    target: &str,
) -> (Vec<crate::scenario::change::Change>, Vec<super::TableRoute>) {
    let (mut changes, mut all) = (Vec::new(), Vec::new());
    for table in tables {
        for range in ranges {
            let (routed, route) = route::sent(scenario, table, range, target);
            changes.extend(routed);
            all.push(route);
        }
    }
    (changes, all)
}

/// A new peering connection, which both owners must want, with routes over it.
fn created(
    client: &Client<'_>,
    (own, other): (&str, &str),
    tables: &[&RouteTable],
    ranges: &[String],
    by: Actor,
) -> Repair {
    let scenario = client.scenario;
    let id = new_id(scenario, "pcx-new");
    let gateway = Record::new(scenario)
        .text("id", &id)
        .text("kind", "peering")
        .with("vpcs", &texts(&[own.to_owned(), other.to_owned()]))
        .told(nat::GATEWAY);
    let mut changes = vec![add_record("gateways", gateway)];
    let (routed, routes) = routes(scenario, tables, ranges, &id);
    changes.extend(routed);
    let does = NetworkRepair::CreatePeering {
        peering: id,
        vpc: own.to_owned(),
        peer: other.to_owned(),
        routes,
    };
    Repair::new(does, by, changes).opening(Breadth::Some)
}

/// The repairs for a peering connection that is not available.
pub(super) fn state(client: &Client<'_>, peering: &str) -> Vec<Repair> {
    let Some(told) = client.scenario.gateway(peering) else { return Vec::new() };
    if told.state.known() != Some(&ResourceState::Pending) {
        return joined(client, NetworkControl::Route);
    }
    let place = at(client.scenario, "gateways", peering, &["state"]);
    let does = NetworkRepair::AcceptPeering { peering: peering.to_owned() };
    let by = told.vpcs.iter().map(|it| client.owner_of(it)).max().unwrap_or(Actor::Caller);
    let change = set(place, "\"available\"");
    vec![Repair::new(does, by, vec![change]).opening(Breadth::Little)]
}

/// The repair for a subnet of the endpoint without a route back to the premises.
pub(super) fn to_premises(client: &Client<'_>) -> Vec<Repair> {
    let scenario = client.scenario;
    let caller = scenario.callers.iter().find(|it| it.id == client.path.caller);
    let Some(premises) = caller.and_then(|it| it.on_premises.as_ref()) else { return Vec::new() };
    let hop = client.path.hops.iter().find(|it| it.kind == HopKind::InterfaceEndpoint);
    let Some(endpoint) = hop.and_then(|it| scenario.endpoint(&it.name)) else { return Vec::new() };
    let Some(range) = &premises.range else { return Vec::new() };
    let subnets: Vec<&Subnet> =
        endpoint.subnets.iter().filter_map(|it| scenario.subnet(it)).collect();
    let tables = tables(scenario, &subnets);
    let of_vpc = |it: &&Gateway| match &premises.gateway {
        Some(id) => it.id == *id,
        None => it.kind == GatewayKind::Vpn && it.vpc.serves(&premises.vpc) != Truth::No,
    };
    let by = client.owner_of(&endpoint.vpc);
    let over = |gateway: &Gateway| {
        let ranges = std::slice::from_ref(range);
        let (changes, routes) = routes(scenario, &tables, ranges, &gateway.id);
        let does = NetworkRepair::SetRoutes { routes };
        Repair::new(does, by, changes).opening(Breadth::Little)
    };
    scenario.gateways.iter().filter(of_vpc).map(over).collect()
}
