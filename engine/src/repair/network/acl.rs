//! Rules of network ACLs: each passage needs one, and replies need one of their own.
//!
//! AWS: "Network ACL rules" — the rule with the lowest number that fits decides, so that an Allow stands before the Deny
//! that it makes an exception of.

use accesspath_policy::address::Cidr;

use super::NetworkRepair;
use super::client::Client;
use super::edit::{Record, add, at, set};
use super::group::protocol;
use super::side;
use crate::check::{AclRefusal, Traffic};
use crate::control::NetworkControl;
use crate::network::ports_of;
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{AclAction, AclRule, Fact, NetworkAcl, in_order};

/// The ports that replies go to. AWS: "Ephemeral ports" — Lambda and NAT gateways use all of them.
const EPHEMERAL: (u32, u32) = (1024, 65_535);

/// The number of the first rule of an empty ACL, and the step between rules. AWS's console counts by hundreds.
const STEP: u32 = 100;

/// The highest number that AWS takes.
const LAST_NUMBER: u32 = 32_766;

/// The repairs where the ACL `id` drops packets.
pub(super) fn candidates(
    client: &Client<'_>,
    control: NetworkControl,
    id: &str,
    refusals: &[AclRefusal],
) -> Vec<Repair> {
    let Some(acl) = client.scenario.network_acl(id) else { return Vec::new() };
    let by = client.owner_at(control);
    let wanted: Vec<Traffic> = refusals.iter().map(|it| it.wanted.clone()).collect();
    let mut found = allowed(client, acl, &wanted, by);
    // The other direction may be refused in part, which no refusal tells.
    let mut both = wanted.clone();
    for it in &wanted {
        let ports = if it.is_reply() { call_port(client, it) } else { EPHEMERAL };
        let mirrored = Traffic { ports, inbound: !it.inbound, ..it.clone() };
        if !both.contains(&mirrored) && !passes(client, acl, &mirrored) {
            both.push(mirrored);
        }
    }
    if both.len() > wanted.len() {
        found.extend(allowed(client, acl, &both, by));
    }
    found
}

/// The repairs that let those of the packets through of which that is not sure.
pub(super) fn unpassed(
    client: &Client<'_>,
    control: NetworkControl,
    id: &str,
    packets: Vec<Traffic>,
) -> Vec<Repair> {
    let Some(acl) = client.scenario.network_acl(id) else { return Vec::new() };
    let mut wanted = packets;
    wanted.retain(|it| !passes(client, acl, it));
    allowed(client, acl, &wanted, client.owner_at(control))
}

/// A rule lets all of the packets pass, before any that drops some.
fn passes(client: &Client<'_>, acl: &NetworkAcl, wanted: &Traffic) -> bool {
    let rules = if wanted.inbound { &acl.inbound } else { &acl.outbound };
    let Some(rules) = rules.known() else { return true };
    let sides = side::of_acl(client, &wanted.peer);
    let ranges = sides.first().map(|it| it.0.as_slice()).unwrap_or_default();
    let decides = |range: &str| {
        let mut ordered = in_order(rules).into_iter().map(|it| it.1);
        ordered.find_map(|it| match it.action {
            AclAction::Deny => denies(it, wanted, range).then_some(false),
            AclAction::Allow => allows(it, wanted, range).then_some(true),
        })
    };
    ranges.iter().all(|it| decides(it) == Some(true))
}

/// The port of the call that replies are for.
const fn call_port(client: &Client<'_>, replies: &Traffic) -> (u32, u32) {
    match (replies.udp, client.scenario.question.options.plain_http) {
        (true, _) => (53, 53),
        (false, true) => (80, 80),
        (false, false) => (443, 443),
    }
}

/// The repairs that let all of this through: by exact ranges, then by wide ones.
fn allowed(client: &Client<'_>, acl: &NetworkAcl, wanted: &[Traffic], by: Actor) -> Vec<Repair> {
    let exact: Vec<_> = wanted.iter().map(|it| side::of_acl(client, &it.peer)).collect();
    let choices = exact.iter().map(Vec::len).max().unwrap_or_default();
    let mut found = Vec::new();
    for choice in 0..choices {
        let mut draft = Draft::of(acl);
        let mut opens = Breadth::Nothing;
        for (traffic, sides) in wanted.iter().zip(&exact) {
            let Some((ranges, own)) = sides.get(choice).or(sides.last()) else { continue };
            opens = opens.max(*own);
            for range in ranges {
                draft.allow(traffic, range);
            }
        }
        found.extend(draft.repair(client, by, opens));
    }
    found
}

/// The rules of an ACL, and what changes in them.
struct Draft<'a> {
    acl: &'a NetworkAcl,
    inbound: Vec<AclRule>,
    outbound: Vec<AclRule>,
    /// The direction, the place in its list, and the old and the new number of each rule that gets another number.
    moved: Vec<(bool, usize, u32, u32)>,
}

impl<'a> Draft<'a> {
    fn of(acl: &'a NetworkAcl) -> Self {
        let rules = |it: &Fact<Vec<AclRule>>| it.known().cloned().unwrap_or_default();
        Self {
            acl,
            inbound: rules(&acl.inbound),
            outbound: rules(&acl.outbound),
            moved: Vec::new(),
        }
    }

    /// Adds a rule before every Deny that drops some of the packets.
    fn allow(&mut self, wanted: &Traffic, range: &str) {
        let rules = if wanted.inbound { &mut self.inbound } else { &mut self.outbound };
        let first = rules.iter().filter(|it| denies(it, wanted, range)).map(|it| it.number).min();
        let number = match first {
            Some(first) => before(rules, first).unwrap_or_else(|| {
                let moved = make_room(rules, first).into_iter();
                self.moved.extend(moved.map(|(at, from)| (wanted.inbound, at, from, from + 1)));
                first
            }),
            None => behind(rules),
        };
        rules.push(AclRule {
            number,
            action: AclAction::Allow,
            cidr: range.to_owned(),
            protocol: Some(protocol(wanted).to_owned()),
            from_port: Some(wanted.ports.0),
            to_port: Some(wanted.ports.1),
            ..AclRule::default()
        });
    }

    /// The rules that the ACL has in one direction, and those that are added.
    fn parts(&self, inbound: bool) -> (&[AclRule], &[AclRule]) {
        let (told, all) = match inbound {
            true => (&self.acl.inbound, &self.inbound),
            false => (&self.acl.outbound, &self.outbound),
        };
        all.split_at_checked(told.known().map_or(0, Vec::len)).unwrap_or_default()
    }

    fn repair(self, client: &Client<'_>, by: Actor, opens: Breadth) -> Option<Repair> {
        let place = |inbound| {
            let direction = if inbound { "inbound" } else { "outbound" };
            at(client.scenario, "network_acls", &self.acl.id, &[direction])
        };
        let mut changes: Vec<Change> = Vec::new();
        let mut renumbered = Vec::new();
        for (inbound, index, from, to) in &self.moved {
            // The rules of an ACL have no ids, so their places in the list lead to them. Those that are added come last.
            let (told, _) = self.parts(*inbound);
            if *index < told.len() {
                let mut at = place(*inbound);
                at.extend([(index + 1).to_string(), "number".to_owned()]);
                changes.push(set(at, to.to_string()));
                renumbered.push((*inbound, *from, *to));
            }
        }
        for inbound in [true, false] {
            let added = self.parts(inbound).1.iter();
            changes.extend(added.map(|it| add(&place(inbound), json(client, it))));
        }
        let added = |inbound| self.parts(inbound).1.to_vec();
        let (inbound, outbound) = (added(true), added(false));
        if inbound.is_empty() && outbound.is_empty() {
            return None;
        }
        let acl = self.acl.id.clone();
        let does = NetworkRepair::AllowInAcl { acl, inbound, outbound, renumbered };
        Some(Repair::new(does, by, changes).opening(opens))
    }
}

/// The rule is a Deny of some packets of `wanted` to or from `range`.
fn denies(rule: &AclRule, wanted: &Traffic, range: &str) -> bool {
    let Some((from, to)) = ports(rule, wanted) else { return false };
    let ranges = Cidr::parse(&rule.cidr).zip(Cidr::parse(range));
    rule.action == AclAction::Deny
        && from <= wanted.ports.1
        && wanted.ports.0 <= to
        && ranges.is_none_or(|(one, other)| one.overlaps(other))
}

/// The rule is an Allow of all packets of `wanted` to or from `range`.
fn allows(rule: &AclRule, wanted: &Traffic, range: &str) -> bool {
    let Some((from, to)) = ports(rule, wanted) else { return false };
    let ranges = Cidr::parse(&rule.cidr).zip(Cidr::parse(range));
    rule.action == AclAction::Allow
        && from <= wanted.ports.0
        && wanted.ports.1 <= to
        && ranges.is_some_and(|(one, other)| one.contains(other))
}

fn ports(rule: &AclRule, wanted: &Traffic) -> Option<(u32, u32)> {
    ports_of(wanted.udp, rule.protocol.as_deref(), rule.from_port, rule.to_port)
}

fn is_taken(rules: &[AclRule], number: u32) -> bool {
    rules.iter().any(|it| it.number == number)
}

/// A free number before `first`: a round one where there is one.
fn before(rules: &[AclRule], first: u32) -> Option<u32> {
    let round = first.checked_sub(10).filter(|it| *it > 0 && !is_taken(rules, *it));
    round.or_else(|| (1..first).rev().find(|it| !is_taken(rules, *it)))
}

/// A free number behind all rules, or any free one.
fn behind(rules: &[AclRule]) -> u32 {
    let last = rules.iter().map(|it| it.number).filter(|it| *it < LAST_NUMBER).max();
    let next = last.map_or(STEP, |it| (it / STEP + 1) * STEP);
    match next <= LAST_NUMBER {
        true => next,
        false => (1..=LAST_NUMBER).find(|it| !is_taken(rules, *it)).unwrap_or(LAST_NUMBER),
    }
}

/// Makes `first` free: it and those that follow it without a gap get the next number each, the last of them first.
///
/// The result has their places in the list, and their numbers before.
fn make_room(rules: &mut [AclRule], first: u32) -> Vec<(usize, u32)> {
    let mut end = first;
    while is_taken(rules, end) {
        end += 1;
    }
    let mut moved = Vec::new();
    for (at, rule) in rules.iter_mut().enumerate() {
        if (first..end).contains(&rule.number) {
            moved.push((at, rule.number));
            rule.number += 1;
        }
    }
    moved.sort_by_key(|it| std::cmp::Reverse(it.1));
    moved
}

fn json(client: &Client<'_>, rule: &AclRule) -> String {
    let mut record = Record::new(client.scenario)
        .with("number", &rule.number.to_string())
        .text("action", rule.action.word())
        .text("cidr", &rule.cidr);
    if let Some(protocol) = &rule.protocol {
        record = record.text("protocol", protocol);
    }
    for (name, port) in [("from_port", rule.from_port), ("to_port", rule.to_port)] {
        if let Some(port) = port {
            record = record.with(name, &port.to_string());
        }
    }
    record.json()
}
