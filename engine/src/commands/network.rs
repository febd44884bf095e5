//! Commands about the network.

use serde_json::Value;

use super::{Difference, Phase, Script, entries, quoted, text};
use crate::scenario::Scenario;

/// Writes the commands of one phase for what differs in the network.
pub(super) fn network(script: &mut Script, it: &Difference, to: &Scenario, phase: Phase) {
    let is_whole = it.member.is_empty();
    match (it.collection.as_str(), phase) {
        (collection, Phase::Make) if is_whole && !it.after.is_null() => {
            make(script, collection, it, to);
        }
        (collection, Phase::Remove) if is_whole && it.after.is_null() => {
            remove(script, collection, it);
        }
        ("security_groups", Phase::Change) if !it.before.is_null() => {
            let (member, before, after) = (&it.member, &it.before, &it.after);
            rules(script, &it.id, member, before, after);
        }
        ("network_acls", Phase::Change) if !is_whole => acl(script, it),
        ("route_tables", Phase::Change) if it.member == "routes" => routes(script, it, to),
        ("endpoints", Phase::Change) if !is_whole => endpoint(script, it),
        ("vpcs", Phase::Change) => vpc(script, it),
        ("subnets", Phase::Change) if it.member == "route_table" => {
            let table = script.id(it.after.as_str().unwrap_or_default());
            script.put(format!(
                "aws ec2 associate-route-table --subnet-id {} --route-table-id {table}",
                quoted(&it.id)
            ));
        }
        ("gateways", Phase::Change) if !is_whole => gateway(script, it),
        ("subnets", Phase::Change) if !is_whole => {
            script.put(format!("# In the subnet {}: set {} to {}.", it.id, it.member, it.after));
        }
        _ => {}
    }
}

fn make(script: &mut Script, collection: &str, it: &Difference, to: &Scenario) {
    let record = &it.after;
    let vpc = script.id(text(record, "vpc"));
    match collection {
        "gateways" => match text(record, "kind") {
            "internet" => {
                script.make(&it.id, "aws ec2 create-internet-gateway --query InternetGateway.InternetGatewayId");
                let id = script.id(&it.id);
                script.put(format!("aws ec2 attach-internet-gateway --internet-gateway-id {id} --vpc-id {vpc}"));
            }
            "egress-only" => script.make(&it.id, &format!("aws ec2 create-egress-only-internet-gateway --vpc-id {vpc} --query EgressOnlyInternetGateway.EgressOnlyInternetGatewayId")),
            "nat" => {
                let subnet = script.id(text(record, "subnet"));
                script.make(&it.id, &format!("aws ec2 create-nat-gateway --subnet-id {subnet} --allocation-id \"$(aws ec2 allocate-address --query AllocationId --output text)\" --query NatGateway.NatGatewayId"));
                let id = script.id(&it.id);
                script.put(format!("aws ec2 wait nat-gateway-available --nat-gateway-ids {id}"));
            }
            kind => script.put(format!("# Make the {kind} {}.", it.id)),
        },
        "subnets" => {
            let cidr = quoted(text(record, "cidr"));
            script.make(&it.id, &format!("aws ec2 create-subnet --vpc-id {vpc} --cidr-block {cidr} --query Subnet.SubnetId"));
            let table = text(record, "route_table");
            if !table.is_empty() {
                let (subnet, table) = (script.id(&it.id), script.id(table));
                script.put(format!("aws ec2 associate-route-table --subnet-id {subnet} --route-table-id {table}"));
            }
        }
        "route_tables" => {
            script.make(&it.id, &format!("aws ec2 create-route-table --vpc-id {vpc} --query RouteTable.RouteTableId"));
            for route in entries(record.get("routes").unwrap_or(&Value::Null)) {
                route_made(script, &it.id, route, to);
            }
        }
        "security_groups" => {
            let name = quoted(&it.id);
            // A scenario does not say to which VPC a group belongs: to that of whatever uses it.
            let vpc = quoted(vpc_of_group(&it.id, to));
            script.make(&it.id, &format!("aws ec2 create-security-group --group-name {name} --description {name} --vpc-id {vpc} --query GroupId"));
            for member in ["egress", "ingress"] {
                let after = record.get(member).cloned().unwrap_or(Value::Null);
                rules(script, &it.id, member, &Value::Null, &after);
            }
        }
        "endpoints" => {
            let region = to.vpc(text(record, "vpc")).map(|it| it.region.as_str()).unwrap_or_default();
            let service = format!("com.amazonaws.{region}.s3");
            let command = match text(record, "kind") {
                "interface" => {
                    let list = |name: &str| script.ids(record.get(name).unwrap_or(&Value::Null));
                    let (subnets, groups) = (list("subnets"), list("security_groups"));
                    let dns = match record.get("private_dns") {
                        Some(Value::Bool(true)) => "--private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false",
                        _ => "--no-private-dns-enabled",
                    };
                    format!("aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id {vpc} --service-name {service} --subnet-ids {subnets} --security-group-ids {groups} {dns}")
                }
                _ => {
                    let own = |table: &&crate::scenario::RouteTable| table.routes.iter().any(|route| route.target == it.id);
                    let tables: Vec<String> = to.route_tables.iter().filter(own).map(|it| script.id(&it.id)).collect();
                    format!("aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id {vpc} --service-name {service} --route-table-ids {}", tables.join(" "))
                }
            };
            script.make(&it.id, &format!("{command} --query VpcEndpoint.VpcEndpointId"));
        }
        _ => {}
    }
}

/// The VPC of an endpoint or a function that uses a security group; else the first of the scenario.
fn vpc_of_group<'s>(id: &str, to: &'s Scenario) -> &'s str {
    let uses = |groups: &[String]| groups.iter().any(|it| it == id);
    let endpoint = to.endpoints.iter().find(|it| uses(&it.security_groups)).map(|it| &it.vpc);
    let mut placements = to.functions.iter().flat_map(|it| &it.placements);
    let placement = placements.find(|it| uses(&it.security_groups));
    let of_placement = placement.and_then(|it| to.subnet(it.subnets.first()?)).map(|it| &it.vpc);
    let first = to.vpcs.first().map(|it| &it.id);
    endpoint.or(of_placement).or(first).map_or("", |it| it)
}

fn remove(script: &mut Script, collection: &str, it: &Difference) {
    let id = quoted(&it.id);
    let line = match collection {
        "endpoints" => format!("aws ec2 delete-vpc-endpoints --vpc-endpoint-ids {id}"),
        "gateways" => match text(&it.before, "kind") {
            "nat" => format!("aws ec2 delete-nat-gateway --nat-gateway-id {id}"),
            "internet" => format!("aws ec2 delete-internet-gateway --internet-gateway-id {id}"),
            "egress-only" => format!(
                "aws ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id {id}"
            ),
            kind => format!("# Remove the {kind} {id}."),
        },
        "subnets" => format!("aws ec2 delete-subnet --subnet-id {id}"),
        "route_tables" => format!("aws ec2 delete-route-table --route-table-id {id}"),
        "security_groups" => format!("aws ec2 delete-security-group --group-id {id}"),
        _ => return,
    };
    script.put(line);
}

/// The rules of a security group that differ.
fn rules(script: &mut Script, group: &str, member: &str, before: &Value, after: &Value) {
    if member != "egress" && member != "ingress" {
        return;
    }
    let lacks = |list: &Value, rule: &Value| !entries(list).any(|it| it == rule);
    for (word, from, other) in [("authorize", after, before), ("revoke", before, after)] {
        for rule in entries(from).filter(|it| lacks(other, it)) {
            let (id, rule) = (script.id(group), permission(script, rule));
            script.put(format!(
                "aws ec2 {word}-security-group-{member} --group-id {id} --ip-permissions {rule}"
            ));
        }
    }
}

/// A rule as `--ip-permissions` takes it.
fn permission(script: &Script, rule: &Value) -> String {
    let number = |name: &str| rule.get(name).and_then(Value::as_u64);
    let protocol = match text(rule, "protocol") {
        "" => "-1",
        own => own,
    };
    let mut parts = vec![format!("IpProtocol={protocol}")];
    if let Some(from) = number("from_port") {
        parts.push(format!("FromPort={from},ToPort={}", number("to_port").unwrap_or(from)));
    }
    let cidr = text(rule, "cidr");
    let group = text(rule, "security_group");
    let list = text(rule, "prefix_list");
    parts.push(if !group.is_empty() {
        format!("UserIdGroupPairs=[{{GroupId={}}}]", script.id(group))
    } else if !list.is_empty() {
        format!("PrefixListIds=[{{PrefixListId={list}}}]")
    } else if cidr.contains(':') {
        format!("Ipv6Ranges=[{{CidrIpv6={cidr}}}]")
    } else {
        format!("IpRanges=[{{CidrIp={}}}]", if cidr.is_empty() { "0.0.0.0/0" } else { cidr })
    });
    format!("\"{}\"", parts.join(",").replace('"', ""))
}

fn acl(script: &mut Script, it: &Difference) {
    let side = match it.member.as_str() {
        "inbound" => "--ingress",
        "outbound" => "--egress",
        _ => return,
    };
    let id = quoted(&it.id);
    for rule in it.removed() {
        let number = rule.get("number").map(Value::to_string).unwrap_or_default();
        script.put(format!(
            "aws ec2 delete-network-acl-entry --network-acl-id {id} {side} --rule-number {number}"
        ));
    }
    for rule in it.added() {
        let number = |name: &str| rule.get(name).and_then(Value::as_u64);
        let protocol = match text(rule, "protocol") {
            "" => "-1",
            own => own,
        };
        let ports = number("from_port").map(|from| {
            format!(" --port-range From={from},To={}", number("to_port").unwrap_or(from))
        });
        let cidr = text(rule, "cidr");
        let range = if cidr.contains(':') { "--ipv6-cidr-block" } else { "--cidr-block" };
        let action = text(rule, "action");
        script.put(format!(
            "aws ec2 create-network-acl-entry --network-acl-id {id} {side} --rule-number {} --protocol {protocol}{} {range} {cidr} --rule-action {action}",
            number("number").unwrap_or_default(),
            ports.unwrap_or_default()
        ));
    }
}

fn routes(script: &mut Script, it: &Difference, to: &Scenario) {
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

fn is_endpoint(target: &str, to: &Scenario) -> bool {
    target.starts_with("vpce-") || to.endpoint(target).is_some()
}

fn route_made(script: &mut Script, table: &str, route: &Value, to: &Scenario) {
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
        script.put(format!(
            "aws ec2 modify-vpc-endpoint --vpc-endpoint-id {} --remove-route-table-ids {table}",
            quoted(target)
        ));
        return;
    }
    let option = destination_option(destination);
    script.put(format!("aws ec2 delete-route --route-table-id {table} {option} {destination}"));
}

fn destination_option(destination: &str) -> &'static str {
    match destination {
        it if it.starts_with("pl-") => "--destination-prefix-list-id",
        it if it.contains(':') => "--destination-ipv6-cidr-block",
        _ => "--destination-cidr-block",
    }
}

fn route_line(script: &Script, word: &str, table: &str, route: &Value, to: &Scenario) -> String {
    use crate::scenario::GatewayKind;
    let (destination, target) = (text(route, "destination"), text(route, "target"));
    let option = match to.gateway(target).map(|it| it.kind) {
        Some(GatewayKind::Nat) => "--nat-gateway-id",
        Some(GatewayKind::NatInstance) => "--instance-id",
        Some(GatewayKind::EgressOnly) => "--egress-only-internet-gateway-id",
        Some(GatewayKind::Transit) => "--transit-gateway-id",
        Some(GatewayKind::Peering) => "--vpc-peering-connection-id",
        Some(GatewayKind::CoreNetwork) => "--core-network-arn",
        Some(GatewayKind::Appliance) => "--vpc-endpoint-id",
        Some(GatewayKind::Internet | GatewayKind::Vpn) | None => "--gateway-id",
    };
    let (table, target) = (script.id(table), script.id(target));
    let to = destination_option(destination);
    format!("aws ec2 {word} --route-table-id {table} {to} {destination} {option} {target}")
}

fn endpoint(script: &mut Script, it: &Difference) {
    let id = quoted(&it.id);
    let line = match (it.member.as_str(), &it.after) {
        ("private_dns", Value::Bool(true)) => "--private-dns-enabled".to_owned(),
        ("private_dns", _) => "--no-private-dns-enabled".to_owned(),
        ("private_dns_only_for_inbound_resolver", on) => {
            let on = *on == Value::Bool(true);
            format!("--dns-options PrivateDnsOnlyForInboundResolverEndpoint={on}")
        }
        ("ip_address_type", to) => {
            format!("--ip-address-type {}", to.as_str().unwrap_or("ipv4"))
        }
        ("subnets" | "security_groups", _) => {
            let word = if it.member == "subnets" { "subnet" } else { "security-group" };
            let list = |word: &str, of: Vec<&Value>| {
                let ids: Vec<String> =
                    of.iter().filter_map(|it| it.as_str()).map(|it| script.id(it)).collect();
                (!ids.is_empty()).then(|| format!("--{word}-ids {}", ids.join(" ")))
            };
            let added = list(&format!("add-{word}"), it.added());
            let removed = list(&format!("remove-{word}"), it.removed());
            added.into_iter().chain(removed).collect::<Vec<_>>().join(" ")
        }
        ("policy", _) => return,
        (member, to) => {
            script.put(format!("# In the endpoint {id}: set {member} to {to}."));
            return;
        }
    };
    script.put(format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {id} {line}"));
}

fn vpc(script: &mut Script, it: &Difference) {
    let option = match it.member.as_str() {
        "dns_support" => "--enable-dns-support",
        "dns_hostnames" => "--enable-dns-hostnames",
        member => {
            script.put(format!("# In the VPC {}: set {member} to {}.", it.id, it.after));
            return;
        }
    };
    // Both are on where a scenario leaves them out, but for host names, which are off in a VPC of one's own.
    let on = it.after != Value::Bool(false);
    script.put(format!(
        "aws ec2 modify-vpc-attribute --vpc-id {} {option} '{{\"Value\":{on}}}'",
        quoted(&it.id)
    ));
}

fn gateway(script: &mut Script, it: &Difference) {
    let id = quoted(&it.id);
    let line = match (it.member.as_str(), &it.after) {
        ("source_dest_check", to) => {
            let word = if *to == Value::Bool(false) {
                "--no-source-dest-check"
            } else {
                "--source-dest-check"
            };
            format!("aws ec2 modify-instance-attribute --instance-id {id} {word}")
        }
        ("vpc", Value::String(vpc)) => {
            format!(
                "aws ec2 attach-internet-gateway --internet-gateway-id {id} --vpc-id {}",
                quoted(vpc)
            )
        }
        ("state", _) if id.starts_with("pcx-") => {
            format!("aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id {id}")
        }
        (member, to) => format!("# In the gateway {id}: set {member} to {to}."),
    };
    script.put(line);
}
