//! Rules of security groups.
//!
//! AWS: "Security group rules" — rules only allow, and replies pass by themselves, so that one rule is enough.

use super::NetworkRepair;
use super::client::Client;
use super::edit::{Record, at, text};
use super::side::{self, Side};
use crate::check::{PeerName, Traffic};
use crate::control::NetworkControl;
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{Fact, SecurityGroupRule};

/// The repairs where the groups of `subject` have no rule for `wanted`.
pub(super) fn candidates(
    client: &Client<'_>,
    control: NetworkControl,
    subject: &str,
    wanted: &Traffic,
) -> Vec<Repair> {
    let Some(group) = editable(client, subject, wanted.inbound) else { return Vec::new() };
    let by = client.owner_at(control);
    let mut found = Vec::new();
    for (sides, opens) in side::of_group(client, &wanted.peer) {
        let rules = rules(&sides, wanted);
        // The groups of a NAT instance must also let out what they let in.
        let other = (control == NetworkControl::NatSecurityGroup && wanted.inbound)
            .then(|| let_out(client, group, wanted))
            .flatten();
        let is_needed = other.is_some() && has_no_rule(client, group, false);
        if !is_needed {
            found.push(added(client, group, wanted.inbound, (&rules, &[]), (by, opens)));
        }
        if let Some((out, wider)) = other {
            found.push(added(client, group, true, (&rules, &out), (by, opens.max(wider))));
        }
    }
    found
}

/// The repairs where the groups of the client let nothing out to its DNS server.
pub(super) fn dns(client: &Client<'_>, subject: &str, server: &str) -> Vec<Repair> {
    let peer = PeerName::DnsServer(server.to_owned());
    let wanted = Traffic { ports: (53, 53), inbound: false, udp: true, peer };
    candidates(client, NetworkControl::SecurityGroup, subject, &wanted)
}

/// The rules by which a NAT instance sends on to S3.
fn let_out(
    client: &Client<'_>,
    group: &str,
    wanted: &Traffic,
) -> Option<(Vec<SecurityGroupRule>, Breadth)> {
    let onward = Traffic { inbound: false, peer: PeerName::S3, ..wanted.clone() };
    let is_listed = client.scenario.security_group(group)?.egress.is_some();
    let (sides, opens) = side::of_group(client, &onward.peer).into_iter().next()?;
    is_listed.then(|| (rules(&sides, &onward), opens))
}

fn has_no_rule(client: &Client<'_>, group: &str, inbound: bool) -> bool {
    let group = client.scenario.security_group(group);
    let rules = group.and_then(|it| if inbound { it.ingress.as_ref() } else { it.egress.as_ref() });
    rules.is_some_and(|it| it.known().is_some_and(Vec::is_empty))
}

/// The first of the groups whose rules are known.
fn editable<'s>(client: &Client<'_>, subject: &'s str, inbound: bool) -> Option<&'s str> {
    subject.split(", ").find(|id| {
        let group = client.scenario.security_group(id);
        group.is_some_and(|it| {
            let rules = if inbound { &it.ingress } else { &it.egress };
            *rules != Some(Fact::Unknown)
        })
    })
}

fn rules(sides: &[Side], wanted: &Traffic) -> Vec<SecurityGroupRule> {
    let rule = |side: &Side| {
        let mut rule = SecurityGroupRule {
            protocol: Some(protocol(wanted).to_owned()),
            from_port: Some(wanted.ports.0),
            to_port: Some(wanted.ports.1),
            ..SecurityGroupRule::default()
        };
        match side {
            Side::Cidr(it) => rule.cidr = Some(it.clone()),
            Side::PrefixList(it) => rule.prefix_list = Some(it.clone()),
            Side::Group(it) => rule.security_group = Some(it.clone()),
        }
        rule
    };
    sides.iter().map(rule).collect()
}

/// The word of a rule for the protocol.
pub(super) const fn protocol(wanted: &Traffic) -> &'static str {
    if wanted.udp { "udp" } else { "tcp" }
}

/// The repair that adds rules to a group: `rules` in one direction, and `out` outbound beside them.
fn added(
    client: &Client<'_>,
    group: &str,
    inbound: bool,
    (rules, out): (&[SecurityGroupRule], &[SecurityGroupRule]),
    (by, opens): (Actor, Breadth),
) -> Repair {
    let (ingress, egress): (&[SecurityGroupRule], &[SecurityGroupRule]) =
        if inbound { (rules, out) } else { (&[], rules) };
    let mut changes = add(client, group, true, ingress);
    changes.extend(add(client, group, false, egress));
    let does = NetworkRepair::AddGroupRules {
        group: group.to_owned(),
        ingress: ingress.to_vec(),
        egress: egress.to_vec(),
    };
    Repair::new(does, by, changes).opening(opens)
}

fn add(
    client: &Client<'_>,
    group: &str,
    inbound: bool,
    rules: &[SecurityGroupRule],
) -> Vec<Change> {
    let member = if inbound { "ingress" } else { "egress" };
    let place = at(client.scenario, "security_groups", group, &[member]);
    rules.iter().map(|it| super::edit::add(&place, json(client, it))).collect()
}

/// The rule as JSON.
pub(super) fn json(client: &Client<'_>, rule: &SecurityGroupRule) -> String {
    let mut record = Record::new(client.scenario);
    let sides = [
        ("cidr", &rule.cidr),
        ("prefix_list", &rule.prefix_list),
        ("security_group", &rule.security_group),
    ];
    if let Some(protocol) = &rule.protocol {
        record = record.with("protocol", &text(protocol));
    }
    for (name, port) in [("from_port", rule.from_port), ("to_port", rule.to_port)] {
        if let Some(port) = port {
            record = record.with(name, &port.to_string());
        }
    }
    for (name, side) in sides {
        if let Some(side) = side {
            record = record.text(name, side);
        }
    }
    record.json()
}
