//! NAT gateways and NAT instances, and the public subnets that they need.
//!
//! AWS: "NAT gateways" — a public one stands in a subnet whose route table leads to an internet gateway, so it never
//! serves the subnet that it stands in.

use std::net::Ipv4Addr;

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::client::Client;
use super::edit::{Record, add_record, at, new_id, set};
use super::{NetworkRepair, NewSubnet, route};
use crate::network::AddressFamily;
use crate::repair::{Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{Gateway, GatewayKind, RouteTable, Scenario, Subnet, Vpc};

/// What a NAT gateway costs for 730 hours in us-east-1, in cents: $0.045 an hour. Prices as of November 2026.
const NAT_GATEWAY_CENTS: u32 = 3285;

/// What a public IPv4 address costs for 730 hours, in cents: $0.005 an hour. Prices as of November 2026.
const ADDRESS_CENTS: u32 = 365;

/// What a new gateway is told to be, where leaving it out would say nothing.
pub(super) const GATEWAY: &[(&str, &str)] = &[
    ("subnet", "null"),
    ("security_groups", "[]"),
    ("private", "false"),
    ("state", "\"available\""),
    ("source_dest_check", "null"),
];

/// A new NAT gateway in a public subnet, with the client's route to it; `preferred` is the subnet of the one that it
/// takes the place of.
pub(super) fn created(
    client: &Client<'_>,
    destination: &str,
    preferred: Option<&str>,
) -> Option<Repair> {
    let (table, vpc) = (client.table?, client.vpc?);
    let scenario = client.scenario;
    let mut public = public_subnets(client, table);
    public.sort_by_key(|it| Some(it.id.as_str()) != preferred);
    let id = new_id(scenario, "nat-new");
    let mut changes = Vec::new();
    let (subnet, new) = match public.first() {
        Some(it) => (it.id.clone(), None),
        None => {
            let (edits, id, new) = new_public_subnet(client, vpc)?;
            changes.extend(edits);
            (id, Some(new))
        }
    };
    let gateway = Record::new(scenario)
        .text("id", &id)
        .text("kind", "nat")
        .text("subnet", &subnet)
        .told(GATEWAY.get(1..).unwrap_or_default());
    changes.push(add_record("gateways", gateway));
    let (routed, route) = route::sent(scenario, table, destination, &id);
    changes.extend(routed);
    let does = NetworkRepair::CreateNatGateway {
        gateway: id,
        vpc: vpc.id.clone(),
        subnet,
        new_subnet: new,
        route,
    };
    // In a public subnet the route takes the packets of all that stand there with public addresses.
    let is_public = leads_out(scenario, table).is_some();
    let opens = if is_public { Breadth::Much } else { Breadth::Some };
    let cents = NAT_GATEWAY_CENTS + ADDRESS_CENTS;
    Some(Repair::new(does, client.owner(), changes).opening(opens).costing(cents))
}

/// The internet gateway that a table's default route leads to.
fn leads_out<'s>(scenario: &'s Scenario, table: &RouteTable) -> Option<&'s Gateway> {
    let everything = AddressFamily::V4.everything();
    let mut routes = table.routes.iter().filter(|it| it.blackhole.truth() != Truth::Yes);
    let target = &routes.find(|it| it.destination == everything)?.target;
    let gateway = scenario.gateway(target)?;
    let works =
        gateway.kind == GatewayKind::Internet && gateway.vpc.serves(&table.vpc) != Truth::No;
    works.then_some(gateway)
}

/// The subnets of the client's VPC that lead to an internet gateway, by another table than the client's.
fn public_subnets<'s>(client: &Client<'s>, table: &RouteTable) -> Vec<&'s Subnet> {
    let scenario = client.scenario;
    let is_public = |it: &&Subnet| {
        let own = scenario.route_table_of(it).filter(|it| it.id != table.id);
        it.vpc == table.vpc && own.is_some_and(|it| leads_out(scenario, it).is_some())
    };
    scenario.subnets.iter().filter(is_public).collect()
}

/// The internet gateway of a VPC; a new one, with the edit that makes it, where it has none.
fn internet_gateway(scenario: &Scenario, vpc: &str) -> (String, Vec<Change>) {
    let own = |it: &&Gateway| it.kind == GatewayKind::Internet && it.vpc.serves(vpc) == Truth::Yes;
    if let Some(it) = scenario.gateways.iter().find(own) {
        return (it.id.clone(), Vec::new());
    }
    let id = new_id(scenario, "igw-new");
    let gateway = Record::new(scenario)
        .text("id", &id)
        .text("kind", "internet")
        .text("vpc", vpc)
        .told(GATEWAY);
    (id, vec![add_record("gateways", gateway)])
}

/// The edit that makes a route table with a default route to `gateway`.
fn new_table(scenario: &Scenario, vpc: &str, id: &str, gateway: &str) -> Change {
    let route = route::json(scenario, AddressFamily::V4.everything(), gateway);
    let table =
        Record::new(scenario).text("id", id).text("vpc", vpc).with("routes", &format!("[{route}]"));
    add_record("route_tables", table)
}

/// A new public subnet in a free range of the VPC: the edits, its id, and what is made with it.
fn new_public_subnet(client: &Client<'_>, vpc: &Vpc) -> Option<(Vec<Change>, String, NewSubnet)> {
    let scenario = client.scenario;
    let cidr = free_range(scenario, vpc)?;
    let (gateway, mut changes) = internet_gateway(scenario, &vpc.id);
    let is_new_gateway = !changes.is_empty();
    let id = new_id(scenario, "subnet-new");
    let table = new_id(scenario, "rtb-new");
    changes.push(new_table(scenario, &vpc.id, &table, &gateway));
    let zone = client.subnet.and_then(|it| it.availability_zone.clone());
    let mut subnet = Record::new(scenario)
        .text("id", &id)
        .text("vpc", &vpc.id)
        .text("cidr", &cidr)
        .text("route_table", &table)
        .told(&[("network_acl", "null"), ("block_public_access_exclusion", "null")]);
    if let Some(zone) = &zone {
        subnet = subnet.text("availability_zone", zone);
    }
    changes.push(add_record("subnets", subnet));
    let new = NewSubnet { cidr, zone, table, internet_gateway: gateway, is_new_gateway };
    Some((changes, id, new))
}

/// A range of the VPC that no subnet has: of 256 addresses, or of 16 where there is no such.
fn free_range(scenario: &Scenario, vpc: &Vpc) -> Option<String> {
    let of_vpc = scenario.subnets.iter().filter(|it| it.vpc == vpc.id);
    let taken: Vec<Cidr> = of_vpc.filter_map(|it| Cidr::parse(&it.cidr)).collect();
    let own = vpc.cidrs.iter().filter_map(|it| Cidr::parse(it)).filter(|it| it.is_ipv4());
    let own: Vec<Cidr> = own.map(Cidr::first).collect();
    for length in [24_u8, 28] {
        for range in own.iter().filter(|it| it.prefix() <= length && it.prefix() >= 16) {
            let shown = range.to_string();
            let Some(base) = shown.split_once('/').and_then(|it| it.0.parse::<Ipv4Addr>().ok())
            else {
                continue;
            };
            let (step, count) = (1_u32 << (32 - length), 1_u32 << (length - range.prefix()));
            let mut all = (0..count).map(|it| u32::from(base).saturating_add(it * step));
            let free = all.find_map(|it| {
                let text = format!("{}/{length}", Ipv4Addr::from(it));
                let range = Cidr::parse(&text)?;
                (!taken.iter().any(|it| it.overlaps(range))).then_some(text)
            });
            if free.is_some() {
                return free;
            }
        }
    }
    None
}

/// The repair that lets the subnet of a NAT gateway, NAT instance or appliance lead to an internet gateway.
///
/// Where the client's packets take the same route table, the subnet gets one of its own: in a public subnet a function
/// reaches nothing.
pub(super) fn let_out(client: &Client<'_>, gateway: &Gateway) -> Option<Repair> {
    let scenario = client.scenario;
    let everything = AddressFamily::V4.everything();
    let Some(subnet) = gateway.subnet.as_deref() else { return attached(client, gateway) };
    let subnet = scenario.subnet(subnet)?;
    if client.subnet.is_some_and(|it| it.id == subnet.id) {
        return None;
    }
    let vpc = &subnet.vpc;
    let (internet, mut changes) = internet_gateway(scenario, vpc);
    let is_new_gateway = !changes.is_empty();
    let own = scenario.route_table_of(subnet);
    let own = own.filter(|it| client.table.is_none_or(|table| table.id != it.id));
    let route = match own {
        Some(table) => {
            let (routed, route) = route::sent(scenario, table, everything, &internet);
            changes.extend(routed);
            route
        }
        None => {
            let table = new_id(scenario, "rtb-new");
            changes.push(new_table(scenario, vpc, &table, &internet));
            let place = at(scenario, "subnets", &subnet.id, &["route_table"]);
            changes.push(set(place, super::edit::text(&table)));
            super::TableRoute {
                table,
                destination: everything.to_owned(),
                target: internet,
                replaces: None,
            }
        }
    };
    let does = NetworkRepair::LeadToInternetGateway {
        subnet: subnet.id.clone(),
        vpc: vpc.clone(),
        is_new_table: own.is_none(),
        is_new_gateway,
        route,
    };
    Some(Repair::new(does, client.owner_of(vpc), changes).opening(Breadth::Some))
}

/// The internet gateway that a regional NAT gateway needs in its VPC.
fn attached(client: &Client<'_>, nat: &Gateway) -> Option<Repair> {
    let vpc = nat.vpc.vpc().filter(|_| nat.kind == GatewayKind::Nat)?;
    let (gateway, changes) = internet_gateway(client.scenario, vpc);
    let does = NetworkRepair::AttachInternetGateway { gateway, vpc: vpc.clone(), is_new: true };
    let by = client.owner_of(vpc);
    (!changes.is_empty()).then(|| Repair::new(does, by, changes).opening(Breadth::Some))
}

/// The repairs for a route to an internet gateway that is attached to no VPC, or to another.
pub(super) fn attach(client: &Client<'_>, gateway: &str) -> Vec<Repair> {
    let (Some(table), Some(vpc)) = (client.table, client.vpc) else { return Vec::new() };
    let Some(told) = client.scenario.gateway(gateway) else { return Vec::new() };
    let (own, made) = internet_gateway(client.scenario, &vpc.id);
    let everything = AddressFamily::V4.everything();
    let destination =
        route::destination_to(client, gateway).unwrap_or_else(|| everything.to_owned());
    let mut found = Vec::new();
    if told.vpc.vpc().is_none() && !made.is_empty() {
        let place = at(client.scenario, "gateways", gateway, &["vpc"]);
        let change = set(place, super::edit::text(&vpc.id));
        let does = NetworkRepair::AttachInternetGateway {
            gateway: gateway.to_owned(),
            vpc: vpc.id.clone(),
            is_new: false,
        };
        found.push(Repair::new(does, client.owner(), vec![change]).opening(Breadth::Some));
    } else if made.is_empty() {
        found.push(route::set_route(client, table, &destination, &own));
    }
    found
}

/// The repair for an instance that drops what it should forward.
// AWS: "NAT instances" — disable source/destination checks.
pub(super) fn check_off(client: &Client<'_>, instance: &str) -> Repair {
    let place = at(client.scenario, "gateways", instance, &["source_dest_check"]);
    let does = NetworkRepair::SwitchSourceDestCheckOff { instance: instance.to_owned() };
    Repair::new(does, client.owner(), vec![set(place, "false")]).opening(Breadth::Little)
}

/// The repair for an instance without a public address. Which address it gets nobody knows before.
pub(super) fn address(client: &Client<'_>, instance: &str) -> Repair {
    let place = at(client.scenario, "gateways", instance, &["public_ip"]);
    let does = NetworkRepair::AssociateAddress { resource: instance.to_owned() };
    let change = set(place, "{\"unknown\":true}");
    let repair = Repair::new(does, client.owner(), vec![change]);
    repair.opening(Breadth::Some).costing(ADDRESS_CENTS)
}

/// The repair for a caller in a public subnet that has no public address.
pub(super) fn own_address(client: &Client<'_>) -> Option<Repair> {
    if client.is_function() {
        return None;
    }
    let does = NetworkRepair::AssociateAddress { resource: client.path.caller.clone() };
    // Which address it gets nobody knows before.
    let change = set(client.at("public_ip"), "{\"symbol\":\"PublicIp\"}");
    let repair = Repair::new(does, client.owner(), vec![change]);
    Some(repair.opening(Breadth::Some).costing(ADDRESS_CENTS))
}

/// The repair for what leads to no internet, or may not, though it could: it forwards what it gets.
pub(super) fn forwards(client: &Client<'_>, gateway: &str) -> Option<Repair> {
    let told = client.scenario.gateway(gateway)?;
    let place = at(client.scenario, "gateways", gateway, &["leads_to_internet"]);
    let does = NetworkRepair::LetOnward { gateway: gateway.to_owned() };
    let by = client.owner();
    (told.leads() != Truth::Yes)
        .then(|| Repair::new(does, by, vec![set(place, "true")]).opening(Breadth::Some))
}
