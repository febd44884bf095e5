//! Names: the DNS of the VPC, its private hosted zones, and the servers that answer in it.

use accesspath_policy::truth::Truth;

use super::client::Client;
use super::edit::{Record, add, at, remove, set, text};
use super::{NetworkRepair, VpcDns, acl, call, endpoint, group};
use crate::control::{Control, NetworkControl};
use crate::network;
use crate::repair::{Breadth, Repair};
use crate::scenario::{AMAZON_PROVIDED_DNS, Endpoint, EndpointKind, PrivateZone};

/// The repair for a VPC whose resolver is off.
pub(super) fn support(client: &Client<'_>, vpc: &str) -> Repair {
    let place = at(client.scenario, "vpcs", vpc, &["dns_support"]);
    let dns = VpcDns { support: true, hostnames: false };
    let does = NetworkRepair::SwitchVpcDnsOn { vpc: vpc.to_owned(), dns };
    let repair = Repair::new(does, client.owner_of(vpc), vec![set(place, "true")]);
    repair.opening(Breadth::Little)
}

/// The repairs for a DNS server that is not reached.
pub(super) fn server(
    client: &Client<'_>,
    server: &str,
    shut: Control,
    subject: &str,
) -> Vec<Repair> {
    let mut found = match (shut, client.subnet) {
        (Control::Network(NetworkControl::SecurityGroup), _) => group::dns(client, subject, server),
        (Control::Network(NetworkControl::NetworkAcl), Some(subnet)) => {
            let refusals = network::refused_to_dns_server(client.scenario, subnet, server);
            acl::candidates(client, NetworkControl::NetworkAcl, subject, &refusals)
        }
        _ => Vec::new(),
    };
    found.extend(amazon(client));
    found
}

/// Amazon's own server in place of the VPC's other ones.
// AWS: "DHCP option sets" — a set cannot be changed: the VPC gets another one.
pub(super) fn amazon(client: &Client<'_>) -> Option<Repair> {
    let vpc = client.vpc?;
    let place = at(client.scenario, "vpcs", &vpc.id, &["domain_name_servers"]);
    let change = set(place, format!("[{}]", text(AMAZON_PROVIDED_DNS)));
    let does = NetworkRepair::UseAmazonDns { vpc: vpc.id.clone() };
    Some(Repair::new(does, client.owner(), vec![change]).opening(Breadth::Some))
}

/// The repairs for a name that does not exist: `zone` is the private hosted zone that lacks it.
pub(super) fn no_such_name(client: &Client<'_>, name: &str, zone: Option<&String>) -> Vec<Repair> {
    let mut found: Vec<Repair> = call::by_regional_name(client).into_iter().collect();
    let zones = &client.scenario.private_zones;
    let Some(zone) = zones.iter().find(|it| Some(&it.id) == zone) else { return found };
    found.extend(records(client, zone, name));
    found.extend(call::by_endpoint(client));
    found.extend(dissociated(client, zone));
    found
}

/// A record for the name, which leads to an interface endpoint of the VPC.
fn records(client: &Client<'_>, zone: &PrivateZone, name: &str) -> Vec<Repair> {
    let Some(told) = zone.records.known() else { return Vec::new() };
    let of_zone = |it: &Endpoint| told.iter().any(|record| record.value.contains(it.id.as_str()));
    let fits = |it: &&Endpoint| {
        let is_here = client.subnet.is_some_and(|own| own.vpc == it.vpc);
        it.kind == EndpointKind::Interface
            && it.state.is_available() != Truth::No
            && call::region(client, it) == Some(client.region)
            && (is_here || of_zone(it))
    };
    let mut endpoints: Vec<&Endpoint> = client.scenario.endpoints.iter().filter(fits).collect();
    endpoints.sort_by_key(|it| !of_zone(it));
    let place = at(client.scenario, "private_zones", &zone.id, &["records"]);
    let with = |endpoint: &Endpoint| {
        let record = Record::new(client.scenario).text("name", name).text("value", &endpoint.id);
        let change = add(&place, record.json());
        let does = NetworkRepair::AddZoneRecord {
            zone: zone.id.clone(),
            name: name.to_owned(),
            endpoint: endpoint.id.clone(),
        };
        Repair::new(does, client.owner(), vec![change]).opening(Breadth::Little)
    };
    endpoints.into_iter().map(with).collect()
}

/// The VPC without the zone, so that S3's public names are answered again.
fn dissociated(client: &Client<'_>, zone: &PrivateZone) -> Option<Repair> {
    let vpc = &client.vpc?.id;
    let number = zone.vpcs.iter().position(|it| it == vpc)? + 1;
    let place = at(client.scenario, "private_zones", &zone.id, &["vpcs", &number.to_string()]);
    let does = NetworkRepair::DissociateZone { zone: zone.id.clone(), vpc: vpc.clone() };
    Some(Repair::new(does, client.owner(), vec![remove(place)]).opening(Breadth::Some))
}

/// The VPC without each of its zones.
pub(super) fn dissociated_all(client: &Client<'_>) -> Vec<Repair> {
    client.scenario.private_zones.iter().filter_map(|it| dissociated(client, it)).collect()
}

/// The repairs for an endpoint whose names have no IPv4 address.
pub(super) fn no_address(client: &Client<'_>, endpoint: &str) -> Vec<Repair> {
    let mut found: Vec<Repair> = endpoint::ipv4_records(client, endpoint).into_iter().collect();
    found.extend(call::by_regional_name(client));
    found
}
