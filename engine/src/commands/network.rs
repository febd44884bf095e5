//! Commands about the network: VPCs, subnets, endpoints, security groups and network ACLs.

use serde_json::Value;

use super::difference::{Difference, entries, text};
use super::place::{self, Place};
use super::{Script, gateway, quoted, words};
use crate::scenario::{RouteTable, Scenario};

/// Writes what differs in the network, but for what is gone.
pub(super) fn network(script: &mut Script, differences: &[Difference], to: &Scenario) {
    // Private DNS of an endpoint needs the attributes of its VPC, whether it is made or switched on.
    for it in differences.iter().filter(|it| it.collection == "vpcs" && !it.is_whole()) {
        script.enter(Place::of_difference(it, to));
        vpc(script, it);
    }
    let new = |it: &&Difference| it.is_whole() && !it.after.is_null();
    let mut made: Vec<&Difference> = differences.iter().filter(new).collect();
    made.sort_by_key(|it| turn(it));
    for it in made {
        script.enter(Place::of_difference(it, to));
        make(script, it, to);
    }
    for it in differences {
        script.enter(Place::of_difference(it, to));
        match it.collection.as_str() {
            // The routes of a new table wait for what they lead to.
            "route_tables" if it.is_whole() => {
                for route in entries(it.after.get("routes").unwrap_or(&Value::Null)) {
                    gateway::route_made(script, &it.id, route, to);
                }
            }
            "route_tables" if it.member == "routes" => gateway::routes(script, it, to),
            _ if it.is_whole() => {}
            "security_groups" => rules(script, &it.id, &it.member, &it.before, &it.after),
            "network_acls" => acl(script, it),
            "endpoints" => endpoint(script, it),
            "subnets" => subnet(script, it),
            "gateways" => gateway::changed(script, it),
            _ => {}
        }
    }
}

/// Removes what is gone, in the other order than that in which it would be made.
pub(super) fn remove(script: &mut Script, differences: &[Difference], from: &Scenario) {
    let gone = |it: &&Difference| it.is_whole() && it.after.is_null();
    let mut gone: Vec<&Difference> = differences.iter().filter(gone).collect();
    gone.sort_by_key(|it| std::cmp::Reverse(turn(it)));
    for it in gone {
        script.enter(Place::of_difference(it, from));
        let id = script.id(&it.id);
        let line = match it.collection.as_str() {
            "endpoints" => format!("aws ec2 delete-vpc-endpoints --vpc-endpoint-ids {id}"),
            "gateways" => {
                gateway::removed(script, it);
                continue;
            }
            "subnets" => format!("aws ec2 delete-subnet --subnet-id {id}"),
            "route_tables" => format!("aws ec2 delete-route-table --route-table-id {id}"),
            // AWS: "Delete a security group" — none is deleted that a network interface uses, and those of a function
            // or an endpoint outlive it by minutes.
            "security_groups" => {
                script.remark(&format!("Once no network interface uses it any more, after some minutes: aws ec2 delete-security-group --group-id {id}"));
                continue;
            }
            _ => continue,
        };
        script.put(line);
    }
}

/// The turn in which a resource is made: after those that its command names.
fn turn(it: &Difference) -> usize {
    let record = if it.after.is_null() { &it.before } else { &it.after };
    match (it.collection.as_str(), text(record, "kind")) {
        ("gateways", "nat") => 6,
        ("gateways", _) => 1,
        ("route_tables", _) => 2,
        ("subnets", _) => 3,
        ("security_groups", _) => 4,
        ("endpoints", _) => 5,
        _ => 0,
    }
}

fn make(script: &mut Script, it: &Difference, to: &Scenario) {
    let record = &it.after;
    let vpc = script.id(text(record, "vpc"));
    match it.collection.as_str() {
        "gateways" => gateway::made(script, it, to),
        "route_tables" => {
            script.make(
                &it.id,
                &format!(
                    "aws ec2 create-route-table --vpc-id {vpc} --query RouteTable.RouteTableId"
                ),
            );
        }
        "subnets" => {
            let cidr = quoted(text(record, "cidr"));
            script.make(&it.id, &format!("aws ec2 create-subnet --vpc-id {vpc} --cidr-block {cidr} --query Subnet.SubnetId"));
            let table = text(record, "route_table");
            if !table.is_empty() {
                associate(script, &it.id, table);
            }
        }
        "security_groups" => {
            // AWS: "CreateSecurityGroup" — no name begins with sg-.
            let name = quoted(&format!("group-{}", it.id.trim_start_matches("sg-")));
            // A scenario does not say to which VPC a group belongs: to that of whatever uses it.
            let vpc = quoted(place::vpc_of_group(&it.id, to));
            script.make(&it.id, &format!("aws ec2 create-security-group --group-name {name} --description {name} --vpc-id {vpc} --query GroupId"));
            for member in ["egress", "ingress"] {
                let after = record.get(member).cloned().unwrap_or(Value::Null);
                rules(script, &it.id, member, &Value::Null, &after);
            }
        }
        "endpoints" => {
            let command = new_endpoint(script, &it.id, record, to);
            script.make(&it.id, &command);
        }
        _ => {}
    }
}

/// The command that makes an endpoint.
fn new_endpoint(script: &Script, id: &str, record: &Value, to: &Scenario) -> String {
    let vpc = text(record, "vpc");
    let region = to.vpc(vpc).map(|it| it.region.as_str()).unwrap_or_default();
    let service = quoted(&format!("com.amazonaws.{region}.s3"));
    let list = |name: &str| {
        let ids = script.ids(entries(record.get(name).unwrap_or(&Value::Null)));
        if ids.is_empty() { "''".to_owned() } else { ids.join(" ") }
    };
    let vpc = script.id(vpc);
    let rest = match text(record, "kind") {
        "interface" => {
            let dns = match record.get("private_dns") {
                Some(Value::Bool(true)) => {
                    "--private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false"
                }
                _ => "--no-private-dns-enabled",
            };
            let (subnets, groups) = (list("subnets"), list("security_groups"));
            format!(
                "--vpc-endpoint-type Interface --vpc-id {vpc} --service-name {service} --subnet-ids {subnets} --security-group-ids {groups} {dns}"
            )
        }
        _ => {
            let own = |table: &&RouteTable| table.routes.iter().any(|route| route.target == id);
            let tables: Vec<String> =
                to.route_tables.iter().filter(own).map(|it| script.id(&it.id)).collect();
            format!(
                "--vpc-endpoint-type Gateway --vpc-id {vpc} --service-name {service} --route-table-ids {}",
                tables.join(" ")
            )
        }
    };
    let addresses = match text(record, "ip_address_type") {
        "" => String::new(),
        own => format!(" --ip-address-type {}", quoted(own)),
    };
    format!("aws ec2 create-vpc-endpoint {rest}{addresses} --query VpcEndpoint.VpcEndpointId")
}

fn vpc(script: &mut Script, it: &Difference) {
    let id = script.id(&it.id);
    let is_on = |or: bool| it.after.as_bool().unwrap_or(or);
    let line = match it.member.as_str() {
        // AWS: "DNS attributes for your VPC" — what a VPC of one's own has unless somebody says otherwise.
        "dns_support" => dns_attribute(&id, "--enable-dns-support", is_on(true)),
        "dns_hostnames" => dns_attribute(&id, "--enable-dns-hostnames", is_on(false)),
        "domain_name_servers" => {
            let servers: Vec<&str> = entries(&it.after).filter_map(Value::as_str).collect();
            let servers = match servers.is_empty() {
                true => "AmazonProvidedDNS".to_owned(),
                false => servers.join(","),
            };
            let options = quoted(&format!("Key=domain-name-servers,Values={servers}"));
            format!(
                "aws ec2 associate-dhcp-options --vpc-id {id} --dhcp-options-id \"$(aws ec2 create-dhcp-options --dhcp-configurations {options} --query DhcpOptions.DhcpOptionsId --output text)\""
            )
        }
        "block_public_access_exclusion" => return excluded(script, it, "--vpc-id"),
        member => {
            return script.note(&words::set("the VPC", &it.id, member, &it.after));
        }
    };
    script.put(line);
}

fn dns_attribute(vpc: &str, option: &str, is_on: bool) -> String {
    format!("aws ec2 modify-vpc-attribute --vpc-id {vpc} {option} '{{\"Value\":{is_on}}}'")
}

/// The exclusion of a VPC or a subnet from VPC Block Public Access.
fn excluded(script: &mut Script, it: &Difference, option: &str) {
    let id = script.id(&it.id);
    match it.after.as_str() {
        Some(mode) => script.put(format!("aws ec2 create-vpc-block-public-access-exclusion {option} {id} --internet-gateway-exclusion-mode {}", quoted(mode))),
        None => {
            let query = quoted(&format!(
                "VpcBlockPublicAccessExclusions[?ends_with(ResourceArn,'/{}')&&!starts_with(State,'delete')].ExclusionId",
                it.id.replace('\\', r"\\\\").replace('\'', r"\\'")
            ));
            script.put(format!("aws ec2 delete-vpc-block-public-access-exclusion --exclusion-id \"$(aws ec2 describe-vpc-block-public-access-exclusions --query {query} --output text)\""));
        }
    }
}

fn associate(script: &mut Script, subnet: &str, table: &str) {
    let (subnet, table) = (script.id(subnet), script.id(table));
    script.put(format!(
        "aws ec2 associate-route-table --subnet-id {subnet} --route-table-id {table}"
    ));
}

fn subnet(script: &mut Script, it: &Difference) {
    match it.member.as_str() {
        "route_table" => {
            let find = quoted(&format!("Name=association.subnet-id,Values={}", it.id));
            let pick = quoted(&format!(
                "RouteTables[0].Associations[?SubnetId=='{}']|[0].RouteTableAssociationId",
                it.id
            ));
            let association = format!(
                "--association-id \"$(aws ec2 describe-route-tables --filters {find} --query {pick} --output text)\""
            );
            match (it.before.as_str(), it.after.as_str()) {
                (None, Some(table)) => associate(script, &it.id, table),
                // A subnet that names no table uses the main one of its VPC.
                (_, None) => script.put(format!("aws ec2 disassociate-route-table {association}")),
                (Some(_), Some(table)) => {
                    let table = script.id(table);
                    script.put(format!("aws ec2 replace-route-table-association {association} --route-table-id {table}"));
                }
            }
        }
        "block_public_access_exclusion" => excluded(script, it, "--subnet-id"),
        member => script.note(&words::set("the subnet", &it.id, member, &it.after)),
    }
}

/// The rules of a security group that differ.
fn rules(script: &mut Script, group: &str, member: &str, before: &Value, after: &Value) {
    if member != "egress" && member != "ingress" {
        return script.note(&words::set("the security group", group, member, after));
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

fn protocol(rule: &Value) -> &str {
    match text(rule, "protocol") {
        "" => "-1",
        own => own,
    }
}

/// A rule as `--ip-permissions` takes it.
fn permission(script: &Script, rule: &Value) -> String {
    let number = |name: &str| rule.get(name).and_then(Value::as_u64);
    let mut first = format!("IpProtocol={},", protocol(rule));
    if let Some(from) = number("from_port") {
        let to = number("to_port").unwrap_or(from);
        first.push_str(&format!("FromPort={from},ToPort={to},"));
    }
    let group = text(rule, "security_group");
    if !group.is_empty() {
        let whom = format!("{first}UserIdGroupPairs=[{{GroupId=");
        return format!("{}{}{}", quoted(&whom), script.id(group), quoted("}]"));
    }
    let (list, cidr) = (text(rule, "prefix_list"), text(rule, "cidr"));
    let whom = match (list, cidr) {
        ("", "") => "IpRanges=[{CidrIp=0.0.0.0/0}]".to_owned(),
        ("", it) if it.contains(':') => format!("Ipv6Ranges=[{{CidrIpv6={it}}}]"),
        ("", it) => format!("IpRanges=[{{CidrIp={it}}}]"),
        (it, _) => format!("PrefixListIds=[{{PrefixListId={it}}}]"),
    };
    quoted(&format!("{first}{whom}"))
}

fn acl(script: &mut Script, it: &Difference) {
    let side = match it.member.as_str() {
        "inbound" => "--ingress",
        "outbound" => "--egress",
        member => {
            return script.note(&words::set("the network ACL", &it.id, member, &it.after));
        }
    };
    let id = script.id(&it.id);
    for rule in it.removed() {
        let number = rule.get("number").and_then(Value::as_u64).unwrap_or_default();
        script.put(format!(
            "aws ec2 delete-network-acl-entry --network-acl-id {id} {side} --rule-number {number}"
        ));
    }
    for rule in it.added() {
        let number = |name: &str| rule.get(name).and_then(Value::as_u64);
        let ports = number("from_port").map(|from| {
            format!(" --port-range From={from},To={}", number("to_port").unwrap_or(from))
        });
        let cidr = text(rule, "cidr");
        let range = if cidr.contains(':') { "--ipv6-cidr-block" } else { "--cidr-block" };
        script.put(format!(
            "aws ec2 create-network-acl-entry --network-acl-id {id} {side} --rule-number {} --protocol {}{} {range} {} --rule-action {}",
            number("number").unwrap_or_default(),
            quoted(protocol(rule)),
            ports.unwrap_or_default(),
            quoted(cidr),
            quoted(text(rule, "action"))
        ));
    }
}

fn endpoint(script: &mut Script, it: &Difference) {
    let id = script.id(&it.id);
    let line = match (it.member.as_str(), &it.after) {
        ("private_dns", Value::Bool(true)) => {
            // AWS switches the other on with it, where nothing else is said.
            "--private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false"
                .to_owned()
        }
        ("private_dns", _) => "--no-private-dns-enabled".to_owned(),
        ("private_dns_only_for_inbound_resolver", on) => {
            let on = *on == Value::Bool(true);
            format!("--dns-options PrivateDnsOnlyForInboundResolverEndpoint={on}")
        }
        ("dns_record_type", to) => {
            let to = quoted(to.as_str().unwrap_or("ipv4"));
            format!("--dns-options DnsRecordIpType={to}")
        }
        ("ip_address_type", to) => {
            format!("--ip-address-type {}", quoted(to.as_str().unwrap_or("ipv4")))
        }
        ("subnets" | "security_groups", _) => {
            let word = if it.member == "subnets" { "subnet" } else { "security-group" };
            let list = |verb: &str, of: Vec<&Value>| {
                let ids = script.ids(of.into_iter());
                (!ids.is_empty()).then(|| format!("--{verb}-{word}-ids {}", ids.join(" ")))
            };
            let (added, removed) = (list("add", it.added()), list("remove", it.removed()));
            added.into_iter().chain(removed).collect::<Vec<_>>().join(" ")
        }
        // It is put by its document.
        ("policy", _) => return,
        (member, to) => {
            return script.note(&words::set("the endpoint", &it.id, member, to));
        }
    };
    script.put(format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {id} {line}"));
}
