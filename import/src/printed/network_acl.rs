//! `aws ec2 describe-network-acls` → network ACLs with their rules, and the subnets that use them.

use crate::given::Given;
use crate::recognised::Recognised;
use crate::source::{Found, Source};
use crate::written::{Object, list};

/// The number of the rule that denies what no other rule matches; it stands in every ACL.
const LAST: &str = "32767";

pub(super) fn read(source: &Source<'_>, acl: Found<'_>, recognised: &mut Recognised) {
    let (Some(id), Some(vpc)) = (acl.text("NetworkAclId"), acl.text("VpcId")) else { return };
    let origin = source.origin(acl.span(), "");
    let mut json = Object::default().with_text("id", id);
    if acl.has("Entries") {
        for (name, egress) in [("inbound", false), ("outbound", true)] {
            let entries = acl.all("Entries").into_iter();
            let own = entries.filter(|it| it.flag("Egress") == Some(egress));
            json = json.with(name, &list(own.filter_map(rule)));
        }
    }
    let json = json.with("origin", &origin).end();
    recognised.facts.push(Given::Record { list: "network_acls", id: id.to_owned(), json });
    for subnet in acl.all("Associations").into_iter().filter_map(|it| it.text("SubnetId")) {
        let json = Object::default().with_text("id", subnet).with_text("vpc", vpc);
        let json = json.with_text("network_acl", id).with("origin", &origin).end();
        recognised.facts.push(Given::Record { list: "subnets", id: subnet.to_owned(), json });
    }
}

fn rule(entry: Found<'_>) -> Option<String> {
    let number = entry.text("RuleNumber").filter(|it| *it != LAST)?;
    let number: u32 = number.parse().ok()?;
    // Rules for other protocols, such as ICMP, are for no packet of a call to S3.
    let protocol = match entry.text("Protocol") {
        Some("-1") => "-1",
        Some("6" | "tcp") => "tcp",
        Some("17" | "udp") => "udp",
        _ => return None,
    };
    let action = entry.text("RuleAction").filter(|it| matches!(*it, "allow" | "deny"))?;
    let cidr = entry.text("CidrBlock").or_else(|| entry.text("Ipv6CidrBlock"))?;
    let mut json = Object::default()
        .with("number", &number.to_string())
        .with_text("action", action)
        .with_text("cidr", cidr)
        .with_text("protocol", protocol);
    if protocol != "-1" {
        let ports = entry.at(&["PortRange"]);
        let port = |name: &str| ports?.text(name)?.parse::<u16>().ok();
        json = json.with("from_port", &port("From").unwrap_or(0).to_string());
        json = json.with("to_port", &port("To").unwrap_or(u16::MAX).to_string());
    }
    Some(json.end())
}
