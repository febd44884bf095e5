//! JSON → what it is: an answer of the AWS CLI, a policy, a statement or an event.
//!
//! Answers are known by their members, with the list around them or without it, as `--query` leaves them.

mod access_point;
mod account;
mod acl;
mod attached;
mod encryption;
mod endpoint;
mod function;
mod gateway;
mod network_acl;
mod policy;
mod route_table;
mod security_group;
mod setting;
mod subnet;
mod vpc_attribute;

use accesspath_policy::json::Value;

use crate::event;
use crate::policy::{is_policy, is_statement};
use crate::recognised::{Kind, Recognised};
use crate::source::{Found, Source};

/// A reader of one kind of resource: what one of them tells is added to what the whole answer does.
type Reader = fn(&Source<'_>, Found<'_>, &mut Recognised);

/// An answer of the AWS CLI that lists resources.
struct Listing {
    /// The member that holds the list.
    list: &'static str,
    /// The member that each resource has.
    id: &'static str,
    /// The command.
    command: &'static str,
    /// One of them, and several.
    names: [&'static str; 2],
    read: Reader,
    /// Asks what the whole answer leaves open.
    ask: fn(&mut Recognised),
}

const LISTINGS: [Listing; 9] = [
    Listing {
        list: "RouteTables",
        id: "RouteTableId",
        command: "describe-route-tables",
        names: ["route table", "route tables"],
        read: route_table::read,
        ask: route_table::ask,
    },
    Listing {
        list: "SecurityGroups",
        id: "GroupId",
        command: "describe-security-groups",
        names: ["security group", "security groups"],
        read: security_group::read,
        ask: security_group::ask,
    },
    Listing {
        list: "Subnets",
        id: "SubnetId",
        command: "describe-subnets",
        names: ["subnet", "subnets"],
        read: subnet::read,
        ask: subnet::ask,
    },
    Listing {
        list: "VpcEndpoints",
        id: "VpcEndpointId",
        command: "describe-vpc-endpoints",
        names: ["endpoint", "endpoints"],
        read: endpoint::read,
        ask: endpoint::ask,
    },
    Listing {
        list: "NetworkAcls",
        id: "NetworkAclId",
        command: "describe-network-acls",
        names: ["network ACL", "network ACLs"],
        read: network_acl::read,
        ask: |_| {},
    },
    Listing {
        list: "NatGateways",
        id: "NatGatewayId",
        command: "describe-nat-gateways",
        names: ["NAT gateway", "NAT gateways"],
        read: gateway::nat,
        ask: |_| {},
    },
    Listing {
        list: "InternetGateways",
        id: "InternetGatewayId",
        command: "describe-internet-gateways",
        names: ["internet gateway", "internet gateways"],
        read: gateway::internet,
        ask: |_| {},
    },
    Listing {
        list: "PrefixLists",
        id: "PrefixListId",
        command: "describe-prefix-lists",
        names: ["prefix list", "prefix lists"],
        read: gateway::prefix_list,
        ask: |_| {},
    },
    Listing {
        list: "Vpcs",
        id: "VpcId",
        command: "describe-vpcs",
        names: ["VPC", "VPCs"],
        read: gateway::vpc,
        ask: |_| {},
    },
];

/// Everything in one JSON value.
pub(crate) fn read(source: &Source<'_>, found: Found<'_>) -> Vec<Recognised> {
    if let Value::Array(items) = found.node.value {
        return of_list(source, found, items.map(|node| Found { node, ..found }).collect());
    }
    for listing in &LISTINGS {
        if found.has(listing.list) {
            return vec![listed(source, found, listing, &found.all(listing.list))];
        }
    }
    let readers = [
        event::read,
        account::read,
        attached::read,
        policy::read,
        function::read,
        access_point::read,
        encryption::read,
        acl::read,
        setting::read,
        vpc_attribute::read,
    ];
    if let Some(it) = readers.iter().find_map(|read| read(source, found)) {
        return it;
    }
    // A resource of the network names its VPC too.
    for listing in &LISTINGS {
        if found.has(listing.id) {
            return vec![listed(source, found, listing, &[found])];
        }
    }
    if found.has("accesspath") && found.has("question") {
        return vec![source.found(Kind::Scenario, "A scenario of accesspath", found.span())];
    }
    let title = "JSON that is no policy and no answer that is read here";
    vec![source.found(Kind::Unknown, title, found.span())]
}

/// Everything in a list: the statements of one policy, the resources of one listing, or one thing after the other.
fn of_list(source: &Source<'_>, found: Found<'_>, items: Vec<Found<'_>>) -> Vec<Recognised> {
    if !items.is_empty() && items.iter().all(|it| is_statement(it.node)) {
        return vec![policy::statements(source, found)];
    }
    if let Some(first) = items.first().filter(|it| !is_policy(it.node)) {
        let listing = LISTINGS.iter().find(|it| first.has(it.id));
        if let Some(listing) = listing.filter(|own| items.iter().all(|it| it.has(own.id))) {
            return vec![listed(source, found, listing, &items)];
        }
    }
    items
        .into_iter()
        .filter(|it| it.node.members().is_some())
        .flat_map(|it| read(source, it))
        .collect()
}

/// What an answer tells that lists resources.
fn listed(
    source: &Source<'_>,
    whole: Found<'_>,
    listing: &Listing,
    items: &[Found<'_>],
) -> Recognised {
    let [one, several] = listing.names;
    let mut ids: Vec<&str> = items.iter().filter_map(|it| it.text(listing.id)).collect();
    ids.sort_unstable();
    let title = match ids.as_slice() {
        [] => format!("{}: no {one}", listing.command),
        [only] => format!("{}: {only}", listing.command),
        _ => format!("{}: {} {several}", listing.command, ids.len()),
    };
    let mut recognised = source.found(Kind::Answer, &title, whole.span());
    for item in items {
        (listing.read)(source, *item, &mut recognised);
    }
    (listing.ask)(&mut recognised);
    recognised
}
