//! Orders about the network, and where the call runs.

use crate::explain::{and, traffic};
use crate::repair::{NetworkRepair, NewSubnet, TableRoute, VpcDns};
use crate::scenario::{AclRule, IpAddressType, Scenario, SecurityGroupRule};

pub(super) fn order(repair: &NetworkRepair, scenario: &Scenario) -> String {
    match repair {
        NetworkRepair::AddGroupRules { group, ingress, egress } => {
            let inbound = ingress.iter().map(|it| format!("inbound {}", of_group(it, "from")));
            let outbound = egress.iter().map(|it| format!("outbound {}", of_group(it, "to")));
            let what = if ingress.len() + egress.len() == 1 { "a rule" } else { "rules" };
            format!("Add {what} to {group}: {}.", listed(inbound.chain(outbound)))
        }
        NetworkRepair::AllowInAcl { acl, inbound, outbound, renumbered } => {
            let moved = renumbered.iter().map(|(inbound, from, to)| {
                let direction = direction(*inbound);
                format!("make {direction} rule {from} rule {to}")
            });
            let moved = match renumbered.is_empty() {
                true => String::new(),
                false => format!("In {acl}, {}. ", listed(moved)),
            };
            let what = if inbound.len() + outbound.len() == 1 { "a rule" } else { "rules" };
            let inbound = inbound.iter().map(|it| of_acl(it, true));
            let outbound = outbound.iter().map(|it| of_acl(it, false));
            format!("{moved}Add {what} to {acl}: {}.", listed(inbound.chain(outbound)))
        }
        NetworkRepair::SetRoutes { routes } => {
            format!("{}.", listed(routes.iter().map(route)))
        }
        NetworkRepair::RemoveRoute { table, destination, target } => {
            format!("Delete the route of {table} from {destination} to {target}.")
        }
        NetworkRepair::AssociateEndpoint { endpoint, address_type, route } => {
            let (table, place) = (&route.table, in_place(route));
            match address_type {
                None => format!("Associate {endpoint} with {table}{place}."),
                Some(to) => format!(
                    "{} and associate it with {table}{place}.",
                    addresses(endpoint, to.word())
                ),
            }
        }
        NetworkRepair::DissociateEndpoint { endpoint, table } => {
            format!("Dissociate {endpoint} from {table}.")
        }
        NetworkRepair::SetAddressType { endpoint, to } => {
            format!("{}.", addresses(endpoint, to.word()))
        }
        NetworkRepair::CreateGatewayEndpoint { vpc, region, address_type, route, .. } => {
            let kind = match address_type {
                IpAddressType::Ipv4 => "gateway endpoint".to_owned(),
                other => format!("{} gateway endpoint", other.word()),
            };
            let table = &route.table;
            let place = in_place(route);
            format!(
                "Create a {kind} for S3 in {vpc} ({region}) and associate it with {table}{place}."
            )
        }
        NetworkRepair::CreateInterfaceEndpoint {
            vpc,
            region,
            subnet,
            rule,
            dns,
            called_by,
            ..
        } => {
            let rule = of_group(rule, "from");
            let by = match called_by {
                None => " and private DNS".to_owned(),
                Some(client) => {
                    format!(", and let {} call it by its own name", name(client, scenario))
                }
            };
            format!(
                "{}Create an interface endpoint for S3 in {subnet} of {vpc} ({region}), with a security group that lets {rule} in{by}.",
                dns_first(vpc, *dns)
            )
        }
        NetworkRepair::SwitchPrivateDnsOn { endpoint, vpc, private_dns, dns, .. } => {
            let what = match private_dns {
                true => format!("Switch private DNS of {endpoint} on."),
                false => format!("Switch off \"only for inbound resolver\" of {endpoint}."),
            };
            format!("{}{what}", dns_first(vpc, *dns))
        }
        NetworkRepair::LimitPrivateDns { endpoint } => format!(
            "Limit private DNS of {endpoint} to the inbound resolver, so that the VPC's own calls take the gateway endpoint."
        ),
        NetworkRepair::SwitchPrivateDnsOff { endpoint } => {
            format!("Switch private DNS of {endpoint} off.")
        }
        NetworkRepair::GiveIpv4Records { endpoint, address_type, records } => {
            let types = address_type.map(|it| addresses(endpoint, it.word()));
            let records =
                records.map(|it| format!("Set the DNS record type of {endpoint} to {it}"));
            let each: Vec<String> = types.into_iter().chain(records).collect();
            format!("{}.", each.join(". "))
        }
        NetworkRepair::AddEndpointSubnet { endpoint, subnet } => {
            format!("Add {subnet} to the subnets of {endpoint}.")
        }
        NetworkRepair::SwitchVpcDnsOn { vpc, dns } => dns_first(vpc, *dns).trim_end().to_owned(),
        NetworkRepair::UseAmazonDns { vpc } => {
            format!("Give {vpc} DHCP options with AmazonProvidedDNS.")
        }
        NetworkRepair::AddZoneRecord { zone, name, endpoint } => {
            format!("Add a record for {name} to {zone} that leads to {endpoint}.")
        }
        NetworkRepair::DissociateZone { zone, vpc } => {
            format!("Dissociate the private hosted zone {zone} from {vpc}.")
        }
        NetworkRepair::CallEndpoint { client, endpoint } => {
            format!(
                "Let {} call {endpoint} by its own name (endpoint_url).",
                name(client, scenario)
            )
        }
        NetworkRepair::CallWholeRegion { client, endpoint } => format!(
            "Let {} call {endpoint} by its name for the whole Region.",
            name(client, scenario)
        ),
        NetworkRepair::CallRegionalName { client } => {
            format!("Let {} call S3 by its regional name.", name(client, scenario))
        }
        NetworkRepair::SignRegionalName { client } => {
            format!("Give {} a URL that is signed for S3's regional name.", name(client, scenario))
        }
        NetworkRepair::Await { resource } => format!("Wait until {resource} is available."),
        NetworkRepair::CreateNatGateway { vpc, subnet, new_subnet, route, .. } => {
            let subnet = match new_subnet {
                None => format!("in {subnet}"),
                Some(new) => format!("in {}", public(new, vpc)),
            };
            format!(
                "Create a public NAT gateway {subnet}, and point {} of {} to it.",
                route.destination, route.table
            )
        }
        NetworkRepair::LeadToInternetGateway {
            subnet,
            vpc,
            is_new_table,
            is_new_gateway,
            route,
        } => {
            let gateway = match is_new_gateway {
                true => format!("an internet gateway, which {vpc} needs first"),
                false => route.target.clone(),
            };
            match is_new_table {
                true => format!(
                    "Give {subnet} a route table of its own with a route from {} to {gateway}.",
                    route.destination
                ),
                false => format!(
                    "Give {} of {subnet} a route from {} to {gateway}.",
                    route.table, route.destination
                ),
            }
        }
        NetworkRepair::AttachInternetGateway { vpc, is_new: true, .. } => {
            format!("Create an internet gateway and attach it to {vpc}.")
        }
        NetworkRepair::AttachInternetGateway { gateway, vpc, is_new: false } => {
            format!("Attach {gateway} to {vpc}.")
        }
        NetworkRepair::CreateEgressOnlyGateway { vpc, route, .. } => format!(
            "Create an egress-only internet gateway in {vpc}, and point {} of {} to it.",
            route.destination, route.table
        ),
        NetworkRepair::SwitchSourceDestCheckOff { instance } => {
            format!("Switch the source/destination check of {instance} off.")
        }
        NetworkRepair::AssociateAddress { resource } => {
            format!("Associate an Elastic IP address with {}.", name(resource, scenario))
        }
        NetworkRepair::LetOnward { gateway } => {
            format!("Let {gateway} send what it gets on to the internet.")
        }
        NetworkRepair::CreatePeering { vpc, peer, routes, .. } => {
            let tables: Vec<&str> = routes.iter().map(|it| it.table.as_str()).collect();
            let ranges: Vec<&str> = routes.iter().map(|it| it.destination.as_str()).collect();
            format!(
                "Create a peering connection between {vpc} and {peer}, and give {} a route to {} over it.",
                and(&tables),
                and(&ranges)
            )
        }
        NetworkRepair::AcceptPeering { peering } => {
            format!("Accept the peering connection {peering}.")
        }
        NetworkRepair::ExcludeSubnets { subnets, .. } => format!(
            "Exclude {} from VPC Block Public Access (egress).",
            listed(subnets.iter().cloned())
        ),
        NetworkRepair::ExcludeVpc { vpc } => {
            format!("Exclude {vpc} from VPC Block Public Access (egress).")
        }
        NetworkRepair::MoveToSubnet { function, subnet, vpc, group, .. } => {
            let group = match group {
                Some(_) => format!(" of {vpc}, with a security group there"),
                None => String::new(),
            };
            format!("Move {} to {subnet}{group}.", name(function, scenario))
        }
        NetworkRepair::AttachToVpc { function, vpc, subnet, .. } => {
            let function = name(function, scenario);
            format!("Attach {function} to {subnet} of {vpc}, with a security group there.")
        }
        NetworkRepair::DetachFromVpc { function, .. } => {
            format!("Detach {} from its VPC.", name(function, scenario))
        }
    }
}

fn listed(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    and(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What people call a function or another caller.
fn name<'s>(id: &'s str, scenario: &'s Scenario) -> &'s str {
    let function = scenario.functions.iter().find(|it| it.id == id).map(|it| &it.name);
    let caller = || scenario.callers.iter().find(|it| it.id == id).map(|it| &it.name);
    function.or_else(caller).map_or(id, String::as_str)
}

fn protocol(protocol: Option<&str>, from: Option<u32>, to: Option<u32>) -> String {
    let protocol = protocol.unwrap_or("all").to_ascii_uppercase();
    match from {
        Some(from) => format!("{protocol} {}", traffic::ports((from, to.unwrap_or(from)))),
        None => protocol,
    }
}

fn of_group(rule: &SecurityGroupRule, direction: &str) -> String {
    let sides = [&rule.cidr, &rule.prefix_list, &rule.security_group];
    let side = sides.into_iter().flatten().next().map_or("anywhere", String::as_str);
    let protocol = protocol(rule.protocol.as_deref(), rule.from_port, rule.to_port);
    format!("{protocol} {direction} {side}")
}

const fn direction(inbound: bool) -> &'static str {
    if inbound { "inbound" } else { "outbound" }
}

fn of_acl(rule: &AclRule, inbound: bool) -> String {
    let protocol = protocol(rule.protocol.as_deref(), rule.from_port, rule.to_port);
    let to = if inbound { "from" } else { "to" };
    let (number, range) = (rule.number, &rule.cidr);
    format!("{} rule {number} allows {protocol} {to} {range}", direction(inbound))
}

fn route(it: &TableRoute) -> String {
    let TableRoute { table, destination, target, replaces } = it;
    match replaces {
        Some(old) if old != target => {
            format!("Point {destination} of {table} to {target} in place of {old}")
        }
        _ => format!("Give {table} a route from {destination} to {target}"),
    }
}

/// What the route that AWS makes for an endpoint takes the place of: AWS makes none beside it.
fn in_place(route: &TableRoute) -> String {
    let old = route.replaces.as_ref();
    old.map(|it| format!(", in place of its route to {it}")).unwrap_or_default()
}

fn addresses(endpoint: &str, to: &str) -> String {
    format!("Set the IP address type of {endpoint} to {to}")
}

/// The order to switch on attributes of a VPC, with a blank behind; empty where there is none.
fn dns_first(vpc: &str, dns: VpcDns) -> String {
    let what = match (dns.support, dns.hostnames) {
        (true, true) => "DNS support and DNS host names",
        (true, false) => "DNS support",
        (false, true) => "DNS host names",
        (false, false) => return String::new(),
    };
    format!("Switch on {what} of {vpc}. ")
}

/// A public subnet that is made first.
fn public(new: &NewSubnet, vpc: &str) -> String {
    let gateway = match new.is_new_gateway {
        true => format!("a new internet gateway of {vpc}"),
        false => new.internet_gateway.clone(),
    };
    format!("a new subnet {} with a route table of its own from 0.0.0.0/0 to {gateway}", new.cidr)
}
