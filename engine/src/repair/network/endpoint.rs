//! Endpoints for S3: gateway endpoints with their routes, interface endpoints with private DNS.

use accesspath_policy::truth::Truth;

use super::client::Client;
use super::edit::{Record, add, add_record, at, new_id, remove, set, text, texts};
use super::{NetworkRepair, VpcDns, call, group, route};
use crate::network::AddressFamily;
use crate::repair::{Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{
    Endpoint, EndpointKind, Fact, IpAddressType, S3Name, SecurityGroupRule, Subnet, Vpc,
};

/// What an interface endpoint costs for 730 hours in one zone of us-east-1, in cents: $0.01 an hour. Prices as of
/// November 2026.
const INTERFACE_CENTS: u32 = 730;

/// What a new endpoint is told to be, where leaving it out would say nothing.
const ENDPOINT: &[(&str, &str)] = &[
    ("state", "\"available\""),
    ("policy", "null"),
    ("dns_record_type", "null"),
    ("private_dns_only_for_inbound_resolver", "false"),
    ("service_region", "null"),
    ("service_zones", "null"),
];

/// The repairs that take the client's calls through an endpoint: by those that the VPC has, then by a new one.
pub(super) fn through(client: &Client<'_>) -> Vec<Repair> {
    let mut found = existing(client);
    found.extend(new(client));
    found
}

/// Those by endpoints that the VPC has.
pub(super) fn existing(client: &Client<'_>) -> Vec<Repair> {
    let mut found = associated(client);
    found.extend(call::by_endpoint(client));
    found.extend(private_dns(client));
    found
}

/// Those by a new endpoint.
pub(super) fn new(client: &Client<'_>) -> Vec<Repair> {
    gateway(client).into_iter().chain(interface(client)).collect()
}

/// The gateway endpoints of the VPC, associated with the client's route table, and serving its family of addresses.
fn associated(client: &Client<'_>) -> Vec<Repair> {
    let Some(table) = client.table.filter(|_| client.is_near()) else { return Vec::new() };
    let list = route::s3_list(client);
    let mut found = Vec::new();
    for endpoint in &client.scenario.endpoints {
        let fits = endpoint.kind == EndpointKind::Gateway
            && endpoint.vpc == table.vpc
            && endpoint.state.is_available() != Truth::No
            && !route::is_gone(client.scenario, &endpoint.id);
        let is_routed = table.routes.iter().any(|it| it.target == endpoint.id);
        let address_type = (!client.path.family.is_served_by(endpoint)).then_some(both());
        if !fits || (is_routed && address_type.is_none()) {
            continue;
        }
        let (mut changes, routed) = route::sent(client.scenario, table, &list, &endpoint.id);
        if is_routed {
            changes.clear();
        }
        if address_type.is_some() {
            changes.push(addresses(client, &endpoint.id, both()));
        }
        let by = client.owner();
        let does = match (is_routed, address_type) {
            (true, Some(to)) => NetworkRepair::SetAddressType { endpoint: endpoint.id.clone(), to },
            (_, address_type) => NetworkRepair::AssociateEndpoint {
                endpoint: endpoint.id.clone(),
                address_type,
                route: routed,
            },
        };
        found.push(Repair::new(does, by, changes).opening(Breadth::Little));
    }
    found
}

const fn both() -> IpAddressType {
    IpAddressType::DualStack
}

fn addresses(client: &Client<'_>, endpoint: &str, to: IpAddressType) -> Change {
    let place = at(client.scenario, "endpoints", endpoint, &["ip_address_type"]);
    set(place, text(to.word()))
}

/// A gateway endpoint dissociated from the client's route table.
pub(super) fn dissociated(client: &Client<'_>, endpoint: &Endpoint) -> Option<Repair> {
    let table = client.table?;
    let number = table.routes.iter().position(|it| it.target == endpoint.id)? + 1;
    let place = at(client.scenario, "route_tables", &table.id, &["routes", &number.to_string()]);
    let does = NetworkRepair::DissociateEndpoint {
        endpoint: endpoint.id.clone(),
        table: table.id.clone(),
    };
    Some(Repair::new(does, client.owner(), vec![remove(place)]).opening(Breadth::Some))
}

/// A new gateway endpoint, which is free, associated with the client's route table; none where the VPC has one that can
/// be associated.
// AWS: "Gateway endpoints for Amazon S3" — for the Region of the VPC only, and one in a route table.
pub(super) fn gateway(client: &Client<'_>) -> Option<Repair> {
    let (table, vpc) = (client.table?, client.vpc?);
    let is_accelerated = client.path.s3_name.is_accelerated();
    if !client.is_near() || is_accelerated || !associated(client).is_empty() {
        return None;
    }
    let scenario = client.scenario;
    let id = new_id(scenario, "vpce-new");
    let address_type = match client.path.family {
        AddressFamily::V4 => IpAddressType::Ipv4,
        AddressFamily::V6 => IpAddressType::DualStack,
    };
    let mut record = Record::new(scenario)
        .text("id", &id)
        .text("kind", "gateway")
        .text("vpc", &vpc.id)
        .told(&[("account", &text(&vpc.account)), ("private_dns", "false")])
        .told(ENDPOINT);
    if address_type != IpAddressType::Ipv4 || scenario.leaves_open() {
        record = record.text("ip_address_type", address_type.word());
    }
    let mut changes = vec![add_record("endpoints", record)];
    let (routed, route) = route::sent(scenario, table, &route::s3_list(client), &id);
    changes.extend(routed);
    let does = NetworkRepair::CreateGatewayEndpoint {
        endpoint: id,
        vpc: vpc.id.clone(),
        region: vpc.region.clone(),
        address_type,
        route,
    };
    Some(Repair::new(does, client.owner(), changes).opening(Breadth::Little))
}

/// The DNS attributes of a VPC that are not on and that private DNS needs, with the edits that switch them on.
pub(super) fn vpc_dns(client: &Client<'_>, vpc: &Vpc) -> (VpcDns, Vec<Change>) {
    let place = |member| at(client.scenario, "vpcs", &vpc.id, &[member]);
    let support = match &vpc.dns_support {
        Some(it) => it.truth() != Truth::Yes,
        None => client.scenario.leaves_open() && !vpc.tells("dns_support"),
    };
    let hostnames = vpc.dns_hostnames.as_ref().is_none_or(|it| it.truth() != Truth::Yes);
    let mut changes = Vec::new();
    if support {
        changes.push(set(place("dns_support"), "true"));
    }
    if hostnames {
        changes.push(set(place("dns_hostnames"), "true"));
    }
    (VpcDns { support, hostnames }, changes)
}

/// The interface endpoints of the VPC, with private DNS that answers in it.
fn private_dns(client: &Client<'_>) -> Vec<Repair> {
    let Some(vpc) = client.vpc else { return Vec::new() };
    let (dns, dns_changes) = vpc_dns(client, vpc);
    let mut found = Vec::new();
    for endpoint in &client.scenario.endpoints {
        let fits = endpoint.kind == EndpointKind::Interface
            && endpoint.vpc == vpc.id
            && endpoint.state.is_available() != Truth::No
            && call::region(client, endpoint) == Some(client.region);
        if !fits {
            continue;
        }
        let place = |member| at(client.scenario, "endpoints", &endpoint.id, &[member]);
        let mut changes = dns_changes.clone();
        let private_dns = endpoint.private_dns.truth() != Truth::Yes;
        let only_inbound = endpoint.private_dns_only_for_inbound_resolver.truth() != Truth::No;
        if private_dns {
            changes.push(set(place("private_dns"), "true"));
        }
        if only_inbound {
            changes.push(set(place("private_dns_only_for_inbound_resolver"), "false"));
        }
        let does = match (private_dns, only_inbound) {
            (false, false) => NetworkRepair::SwitchVpcDnsOn { vpc: vpc.id.clone(), dns },
            _ => NetworkRepair::SwitchPrivateDnsOn {
                endpoint: endpoint.id.clone(),
                vpc: vpc.id.clone(),
                private_dns,
                only_inbound,
                dns,
            },
        };
        if !changes.is_empty() {
            found.push(Repair::new(does, client.owner(), changes).opening(Breadth::Little));
        }
    }
    found
}

/// A new interface endpoint in the client's subnet, whose new security group lets the client in.
///
/// It answers for S3's names, unless another one of the VPC does: then the client calls it by its own name.
pub(super) fn interface(client: &Client<'_>) -> Option<Repair> {
    let (subnet, vpc) = (client.subnet?, client.vpc?);
    let of_vpc = client.scenario.endpoints.iter().filter(|it| it.vpc == vpc.id);
    let is_answered = of_vpc.clone().any(|it| it.private_dns.truth() == Truth::Yes);
    let own_name = client.placement.endpoint_url.is_some() || is_answered;
    let is_regional = client.placement.name() == S3Name::Regional;
    if !client.is_near() || client.is_v6() || !is_regional || !call::can_change(client) {
        return None;
    }
    let scenario = client.scenario;
    let id = new_id(scenario, "vpce-new");
    let group = new_id(scenario, "sg-new");
    let rule = rule(client, subnet);
    let (dns, mut changes) = match own_name {
        true => (VpcDns::default(), Vec::new()),
        false => vpc_dns(client, vpc),
    };
    let made = Record::new(scenario)
        .text("id", &group)
        .told(&[("egress", "[]")])
        .with("ingress", &format!("[{}]", group::json(client, &rule)));
    changes.push(add_record("security_groups", made));
    let endpoint = Record::new(scenario)
        .text("id", &id)
        .text("kind", "interface")
        .text("vpc", &vpc.id)
        .with("subnets", &texts(std::slice::from_ref(&subnet.id)))
        .with("security_groups", &texts(std::slice::from_ref(&group)))
        .with("private_dns", if own_name { "false" } else { "true" })
        .told(&[("account", &text(&vpc.account)), ("ip_address_type", "\"ipv4\"")])
        .told(ENDPOINT);
    changes.push(add_record("endpoints", endpoint));
    if own_name {
        changes.push(set(client.at("endpoint_url"), text(&id)));
    }
    let does = NetworkRepair::CreateInterfaceEndpoint {
        endpoint: id,
        vpc: vpc.id.clone(),
        region: vpc.region.clone(),
        subnet: subnet.id.clone(),
        group,
        rule,
        dns,
        called_by: own_name.then(|| client.path.caller.clone()),
    };
    let repair = Repair::new(does, client.owner(), changes);
    Some(repair.opening(Breadth::Little).costing(INTERFACE_CENTS))
}

/// The rule that lets the client in.
fn rule(client: &Client<'_>, subnet: &Subnet) -> SecurityGroupRule {
    let plain = client.scenario.question.options.plain_http;
    let port = if plain { 80 } else { 443 };
    let group = client.placement.security_groups.first().cloned();
    SecurityGroupRule {
        protocol: Some("tcp".to_owned()),
        from_port: Some(port),
        to_port: Some(port),
        cidr: group.is_none().then(|| subnet.cidr.clone()),
        security_group: group,
        ..SecurityGroupRule::default()
    }
}

/// The repair for an endpoint whose names have no IPv4 address.
// AWS: "VPC endpoints", "DNS record IP type" — it must fit the endpoint's own address type.
pub(super) fn ipv4_records(client: &Client<'_>, endpoint: &str) -> Option<Repair> {
    let told = client.scenario.endpoint(endpoint)?;
    let place = |member| at(client.scenario, "endpoints", endpoint, &[member]);
    let mut changes = Vec::new();
    let address_type = (told.ip_address_type == IpAddressType::Ipv6).then_some(both());
    if let Some(to) = address_type {
        changes.push(addresses(client, endpoint, to));
    }
    let told_records = told.dns_record_type.as_ref().and_then(Fact::known);
    let records = (told_records.is_some() || address_type.is_none()).then_some("dualstack");
    if let Some(records) = records {
        changes.push(set(place("dns_record_type"), text(records)));
    }
    let does =
        NetworkRepair::GiveIpv4Records { endpoint: endpoint.to_owned(), address_type, records };
    let by = client.owner_of(&told.vpc);
    Some(Repair::new(does, by, changes).opening(Breadth::Little))
}

/// The repairs for an endpoint without a network interface where the client's name for it leads.
pub(super) fn zones(
    client: &Client<'_>,
    endpoint: &str,
    zone: Option<&String>,
    offered: &[String],
) -> Vec<Repair> {
    let Some(told) = client.scenario.endpoint(endpoint) else { return Vec::new() };
    let mut found: Vec<Repair> = call::by_whole_region(client, endpoint).into_iter().collect();
    if found.is_empty() {
        found.extend(call::by_regional_name(client));
    }
    let fits = |it: &&Subnet| {
        let own = it.availability_zone.as_ref();
        let is_asked = zone.is_none_or(|it| own == Some(it));
        let is_offered = offered.is_empty() || own.is_some_and(|it| offered.contains(it));
        it.vpc == told.vpc && !told.subnets.contains(&it.id) && is_asked && is_offered
    };
    for subnet in client.scenario.subnets.iter().filter(fits) {
        found.push(in_subnet(client, told, subnet));
    }
    found.extend(call::by_endpoint(client));
    found.extend(private_dns_off(client, told));
    found
}

/// Private DNS of an endpoint switched off, so that S3's names lead to public addresses again.
pub(super) fn private_dns_off(client: &Client<'_>, endpoint: &Endpoint) -> Option<Repair> {
    let place = at(client.scenario, "endpoints", &endpoint.id, &["private_dns"]);
    let does = NetworkRepair::SwitchPrivateDnsOff { endpoint: endpoint.id.clone() };
    let repair = Repair::new(does, client.owner_of(&endpoint.vpc), vec![set(place, "false")]);
    let is_called = client.placement.endpoint_url.is_some();
    (endpoint.private_dns.truth() == Truth::Yes && !is_called)
        .then(|| repair.opening(Breadth::Some))
}

/// Private DNS of an endpoint for the inbound resolver alone, where the VPC has a gateway endpoint for its own calls.
pub(super) fn only_for_inbound(client: &Client<'_>, endpoint: &Endpoint) -> Option<Repair> {
    let mut all = client.scenario.endpoints.iter();
    let gateway = |it: &Endpoint| it.kind == EndpointKind::Gateway && it.vpc == endpoint.vpc;
    let fits = all.any(gateway)
        && client.placement.endpoint_url.is_none()
        && endpoint.private_dns.truth() == Truth::Yes
        && endpoint.private_dns_only_for_inbound_resolver.truth() != Truth::Yes;
    let place =
        at(client.scenario, "endpoints", &endpoint.id, &["private_dns_only_for_inbound_resolver"]);
    let does = NetworkRepair::LimitPrivateDns { endpoint: endpoint.id.clone() };
    let repair = Repair::new(does, client.owner_of(&endpoint.vpc), vec![set(place, "true")]);
    fits.then(|| repair.opening(Breadth::Some))
}

/// The endpoint with a network interface in one subnet more.
fn in_subnet(client: &Client<'_>, endpoint: &Endpoint, subnet: &Subnet) -> Repair {
    let place = at(client.scenario, "endpoints", &endpoint.id, &["subnets"]);
    let change = add(&place, text(&subnet.id));
    let does = NetworkRepair::AddEndpointSubnet {
        endpoint: endpoint.id.clone(),
        subnet: subnet.id.clone(),
    };
    let repair = Repair::new(does, client.owner_of(&endpoint.vpc), vec![change]);
    repair.opening(Breadth::Little).costing(INTERFACE_CENTS)
}
