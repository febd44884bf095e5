//! Commands about gateways, and the routes to them.

use serde_json::Value;

use super::difference::{Difference, entries, text};
use super::place::Place;
use super::{Script, quoted, words};
use crate::scenario::{GatewayKind, Scenario};

pub(super) fn made(script: &mut Script, it: &Difference, to: &Scenario) {
    let record = &it.after;
    let vpc = script.id(text(record, "vpc"));
    match text(record, "kind") {
        "internet" => {
            script.make(&it.id, "aws ec2 create-internet-gateway --query InternetGateway.InternetGatewayId");
            if !text(record, "vpc").is_empty() {
                let id = script.id(&it.id);
                script.put(format!("aws ec2 attach-internet-gateway --internet-gateway-id {id} --vpc-id {vpc}"));
            }
        }
        "egress-only" => script.make(&it.id, &format!("aws ec2 create-egress-only-internet-gateway --vpc-id {vpc} --query EgressOnlyInternetGateway.EgressOnlyInternetGatewayId")),
        "nat" => {
            let address = address(&it.id);
            script.make(&address, "aws ec2 allocate-address --query AllocationId");
            let (subnet, address) = (script.id(text(record, "subnet")), script.id(&address));
            script.make(&it.id, &format!("aws ec2 create-nat-gateway --subnet-id {subnet} --allocation-id {address} --query NatGateway.NatGatewayId"));
            let id = script.id(&it.id);
            script.put(format!("aws ec2 wait nat-gateway-available --nat-gateway-ids {id}"));
        }
        "peering" => peering(script, it, to),
        kind => script.note(&format!("Make the {kind} {}.", it.id)),
    }
}

/// The name of the address that a NAT gateway gets, among what a script makes.
fn address(gateway: &str) -> String {
    format!("{gateway}-address")
}

fn peering(script: &mut Script, it: &Difference, to: &Scenario) {
    let vpcs: Vec<&str> =
        entries(it.after.get("vpcs").unwrap_or(&Value::Null)).filter_map(Value::as_str).collect();
    let [own, peer] = vpcs.as_slice() else {
        return script.note(&format!("Make the peering connection {}.", it.id));
    };
    let mut more = String::new();
    if let (Some(own), Some(peer)) = (to.vpc(own), to.vpc(peer)) {
        if own.account != peer.account {
            more.push_str(&format!(" --peer-owner-id {}", quoted(&peer.account)));
        }
        if own.region != peer.region {
            more.push_str(&format!(" --peer-region {}", quoted(&peer.region)));
        }
    }
    script.enter(Place::of_vpc(own, to));
    let peer_place = Place::of_vpc(peer, to);
    let (own, peer) = (script.id(own), script.id(peer));
    script.make(&it.id, &format!("aws ec2 create-vpc-peering-connection --vpc-id {own} --peer-vpc-id {peer}{more} --query VpcPeeringConnection.VpcPeeringConnectionId"));
    let id = script.id(&it.id);
    // The other VPC may be in another account or Region.
    script.enter(peer_place);
    script.put(format!("aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id {id}"));
}

pub(super) fn removed(script: &mut Script, it: &Difference) {
    let id = script.id(&it.id);
    match text(&it.before, "kind") {
        "nat" => {
            script.put(format!("aws ec2 delete-nat-gateway --nat-gateway-id {id}"));
            script.put(format!("aws ec2 wait nat-gateway-deleted --nat-gateway-ids {id}"));
            let address = address(&it.id);
            if script.made.contains_key(&address) {
                let address = script.id(&address);
                script.put(format!("aws ec2 release-address --allocation-id {address}"));
            }
        }
        "internet" => {
            let vpc = text(&it.before, "vpc");
            if !vpc.is_empty() {
                let vpc = script.id(vpc);
                script.put(format!(
                    "aws ec2 detach-internet-gateway --internet-gateway-id {id} --vpc-id {vpc}"
                ));
            }
            script.put(format!("aws ec2 delete-internet-gateway --internet-gateway-id {id}"));
        }
        "egress-only" => script.put(format!(
            "aws ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id {id}"
        )),
        "peering" => script
            .put(format!("aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id {id}")),
        kind => script.note(&format!("Remove the {kind} {}.", it.id)),
    }
}

pub(super) fn changed(script: &mut Script, it: &Difference) {
    let id = script.id(&it.id);
    let line = match (it.member.as_str(), &it.after) {
        ("source_dest_check", to) => {
            let word = if *to == Value::Bool(false) { "no-source" } else { "source" };
            let of = match it.id.starts_with("eni-") {
                true => "modify-network-interface-attribute --network-interface-id",
                false => "modify-instance-attribute --instance-id",
            };
            format!("aws ec2 {of} {id} --{word}-dest-check")
        }
        ("vpc", Value::String(vpc)) => {
            let vpc = script.id(vpc);
            format!("aws ec2 attach-internet-gateway --internet-gateway-id {id} --vpc-id {vpc}")
        }
        ("vpc", Value::Null) if it.before.is_string() => {
            let vpc = script.id(it.before.as_str().unwrap_or_default());
            format!("aws ec2 detach-internet-gateway --internet-gateway-id {id} --vpc-id {vpc}")
        }
        ("state", to) if it.id.starts_with("pcx-") && (to.is_null() || to == "available") => {
            format!("aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id {id}")
        }
        (member, to) => {
            return script.note(&words::set("the gateway", &it.id, member, to));
        }
    };
    script.put(line);
}

pub(super) fn routes(script: &mut Script, it: &Difference, to: &Scenario) {
    let (removed, added) = (it.removed(), it.added());
    let same = |a: &Value, b: &Value| text(a, "destination") == text(b, "destination");
    for route in &removed {
        if !added.iter().any(|it| same(it, route)) {
            route_removed(script, &it.id, route);
        }
    }
    for route in &added {
        if removed.iter().any(|it| same(it, route)) && !is_endpoint(text(route, "target"), to) {
            let line = route_line(script, "replace-route", &it.id, route, to);
            script.put(line);
        } else {
            route_made(script, &it.id, route, to);
        }
    }
}

/// AWS makes the routes to gateway endpoints itself.
fn is_endpoint(target: &str, to: &Scenario) -> bool {
    target.starts_with("vpce-") || to.endpoint(target).is_some()
}

pub(super) fn route_made(script: &mut Script, table: &str, route: &Value, to: &Scenario) {
    let target = text(route, "target");
    if target == "local" {
        return;
    }
    if is_endpoint(target, to) {
        // A gateway endpoint that the script makes is associated as it is made.
        if !script.made.contains_key(target) {
            let (endpoint, table) = (script.id(target), script.id(table));
            script.put(format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {endpoint} --add-route-table-ids {table}"));
        }
        return;
    }
    let line = route_line(script, "create-route", table, route, to);
    script.put(line);
}

fn route_removed(script: &mut Script, table: &str, route: &Value) {
    let (destination, target) = (text(route, "destination"), text(route, "target"));
    let table = script.id(table);
    if target.starts_with("vpce-") {
        let target = script.id(target);
        script.put(format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {target} --remove-route-table-ids {table}"));
        return;
    }
    let destination = to_destination(destination);
    script.put(format!("aws ec2 delete-route --route-table-id {table} {destination}"));
}

fn to_destination(destination: &str) -> String {
    let option = match destination {
        it if it.starts_with("pl-") => "--destination-prefix-list-id",
        it if it.contains(':') => "--destination-ipv6-cidr-block",
        _ => "--destination-cidr-block",
    };
    format!("{option} {}", quoted(destination))
}

/// The options for the targets of routes, by how their ids begin.
// AWS: "CreateRoute".
const TARGETS: [(&str, &str); 10] = [
    ("nat-", "--nat-gateway-id"),
    ("eigw-", "--egress-only-internet-gateway-id"),
    ("tgw-", "--transit-gateway-id"),
    ("pcx-", "--vpc-peering-connection-id"),
    ("eni-", "--network-interface-id"),
    ("i-", "--instance-id"),
    ("lgw-", "--local-gateway-id"),
    ("cagw-", "--carrier-gateway-id"),
    ("vpce-", "--vpc-endpoint-id"),
    ("arn:", "--core-network-arn"),
];

fn route_line(script: &Script, word: &str, table: &str, route: &Value, to: &Scenario) -> String {
    let target = text(route, "target");
    let of_kind = || match to.gateway(target).map(|it| it.kind) {
        Some(GatewayKind::Nat) => "--nat-gateway-id",
        Some(GatewayKind::NatInstance) => "--instance-id",
        Some(GatewayKind::EgressOnly) => "--egress-only-internet-gateway-id",
        Some(GatewayKind::Transit) => "--transit-gateway-id",
        Some(GatewayKind::Peering) => "--vpc-peering-connection-id",
        Some(GatewayKind::CoreNetwork) => "--core-network-arn",
        Some(GatewayKind::Appliance) => "--vpc-endpoint-id",
        Some(GatewayKind::Internet | GatewayKind::Vpn) | None => "--gateway-id",
    };
    let option = TARGETS.iter().find(|it| target.starts_with(it.0));
    let option = option.map_or_else(of_kind, |it| it.1);
    let (table, target) = (script.id(table), script.id(target));
    let destination = to_destination(text(route, "destination"));
    format!("aws ec2 {word} --route-table-id {table} {destination} {option} {target}")
}
