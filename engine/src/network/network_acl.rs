//! Network ACLs: what may enter and leave a subnet.
//!
//! AWS: "Network ACLs" — the rules are tried by number, the first that fits decides, the last one denies all,
//! and replies are not let through by themselves.

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::security_group::Peer;
use super::{control, ports_of};
use crate::check::{AclRefusal, Check, NetworkReason, Ports, Traffic, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{AclAction, AclRule, Fact, Scenario, Subnet, in_order};

/// The ports that replies go to. AWS: "Ephemeral ports" — Lambda and NAT gateways use all of them.
const EPHEMERAL: Ports = (1024, 65_535);

/// The highest number of rules that AWS accepts for one direction.
const MOST_RULES: usize = 40;

/// Packets that must pass an ACL.
struct Passage<'p> {
    inbound: bool,
    ports: Ports,
    peer: &'p Peer,
}

/// The result of an ACL for such packets.
enum Found {
    Passes,
    Refused(Option<u32>),
    /// It passes packets to these ports only.
    Some(Vec<Ports>),
    Unknown(Unknown),
}

/// The check of the ACL of a subnet that opens connections to `peer`.
pub(super) fn client(scenario: &Scenario, subnet: &Subnet, peer: &Peer) -> Option<Check> {
    let out = Passage { inbound: false, ports: (peer.port, peer.port), peer };
    let back = Passage { inbound: true, ports: EPHEMERAL, peer };
    judge(scenario, NetworkControl::NetworkAcl, 0, subnet, &[out, back])
}

/// The check of the ACL of a NAT gateway's subnet, between the function and S3.
pub(super) fn nat(
    scenario: &Scenario,
    subnet: &Subnet,
    function: Option<&Peer>,
    s3: &Peer,
    hop: usize,
) -> Option<Check> {
    let port = (s3.port, s3.port);
    let mut passages = Vec::new();
    passages.extend(function.map(|peer| Passage { inbound: true, ports: port, peer }));
    passages.push(Passage { inbound: false, ports: port, peer: s3 });
    passages.push(Passage { inbound: true, ports: EPHEMERAL, peer: s3 });
    passages.extend(function.map(|peer| Passage { inbound: false, ports: EPHEMERAL, peer }));
    judge(scenario, NetworkControl::NatNetworkAcl, hop, subnet, &passages)
}

/// The check of the ACLs of an interface endpoint's subnets; the client's own subnet needs none.
///
/// The call goes to one of the subnets, and AWS does not say to which: if their ACLs differ, the answer is
/// undetermined.
pub(super) fn endpoint(
    scenario: &Scenario,
    subnets: &[&Subnet],
    own: Option<&Subnet>,
    function: &Peer,
    hop: usize,
) -> Option<Check> {
    let port = (function.port, function.port);
    let mut judged: Option<Check> = None;
    let mut open = false;
    for subnet in subnets {
        let passages = [
            Passage { inbound: true, ports: port, peer: function },
            Passage { inbound: false, ports: EPHEMERAL, peer: function },
        ];
        let kind = NetworkControl::EndpointNetworkAcl;
        let next = match own.is_some_and(|own| subnet.id == own.id) {
            true => None,
            false => judge(scenario, kind, hop, subnet, &passages),
        };
        let Some(next) = next else {
            open = true;
            continue;
        };
        match &judged {
            Some(before) if before.passes != next.passes => return Some(either(before, &next)),
            Some(_) => {}
            None => judged = Some(next),
        }
    }
    match judged {
        Some(shut) if open && shut.passes != Truth::Yes => Some(either(&shut, &shut)),
        other => other,
    }
}

fn either(one: &Check, other: &Check) -> Check {
    let subject = match one.subject() == other.subject() {
        true => one.subject().to_owned(),
        false => format!("{}, {}", one.subject(), other.subject()),
    };
    let on = Unknown::SubnetOfEndpoint;
    let because = NetworkReason::RuleUndetermined { on };
    control(
        NetworkControl::EndpointNetworkAcl,
        one.hop().unwrap_or_default(),
        &subject,
        Truth::Unknown,
        because,
    )
}

/// The check of the subnet's ACL for packets that must all pass; `None` if the scenario gives it no ACL, because the
/// default one allows all.
///
/// All of them are tried, so that every refusal is reported. A refusal decides, whatever else is not known; an unknown
/// rule comes before ports that are open in part.
fn judge(
    scenario: &Scenario,
    kind: NetworkControl,
    hop: usize,
    subnet: &Subnet,
    passages: &[Passage<'_>],
) -> Option<Check> {
    if subnet.is_open("network_acl") {
        let on = Unknown::Untold { what: "network ACL", of: subnet.id.clone() };
        let because = NetworkReason::RuleUndetermined { on };
        return Some(control(kind, hop, "", Truth::Unknown, because));
    }
    let id = subnet.network_acl.as_ref()?;
    let (mut refusals, mut some, mut open) = (Vec::new(), None, None);
    for passage in passages {
        let acl = scenario.network_acl(id);
        let rules = acl.map(|it| if passage.inbound { &it.inbound } else { &it.outbound });
        let found = match rules.and_then(Fact::known) {
            Some(rules) => try_rules(rules, passage),
            None => Found::Unknown(Unknown::RulesOf(id.clone())),
        };
        match found {
            Found::Passes => {}
            Found::Refused(by) => {
                let is_remapped = kind == NetworkControl::NatNetworkAcl
                    && passage.inbound
                    && passage.ports == EPHEMERAL;
                let (ports, inbound) = (passage.ports, passage.inbound);
                let wanted = Traffic {
                    ports,
                    inbound,
                    udp: passage.peer.udp,
                    peer: passage.peer.name.clone(),
                };
                refusals.push(AclRefusal { wanted, by, is_remapped });
            }
            Found::Some(ports) => some = some.or(Some((passage.inbound, ports))),
            Found::Unknown(on) => open = open.or(Some(on)),
        }
    }
    let (passes, because) = match (refusals.is_empty(), open, some) {
        (false, ..) => (Truth::No, NetworkReason::AclDenies { refusals }),
        (true, Some(on), _) => (Truth::Unknown, NetworkReason::RuleUndetermined { on }),
        (true, None, Some((inbound, ports))) => {
            (Truth::Unknown, NetworkReason::AclAllowsSomePorts { inbound, ports })
        }
        (true, None, None) => (Truth::Yes, NetworkReason::AclAllows),
    };
    Some(control(kind, hop, id, passes, because))
}

fn try_rules(rules: &[AclRule], passage: &Passage<'_>) -> Found {
    if rules.len() > MOST_RULES {
        return Found::Unknown(Unknown::TooManyRules(MOST_RULES));
    }
    let ordered = in_order(rules).into_iter().map(|(_, it)| it);
    let ordered: Vec<&AclRule> =
        ordered.filter(|it| ports(it, passage.peer.udp).is_some()).collect();
    let parts = parts(&ordered, passage.ports, passage.peer.udp);
    let ranges: Vec<Option<Cidr>> = match passage.peer.ranges.as_slice() {
        [] => vec![None],
        ranges => ranges.iter().copied().map(Some).collect(),
    };
    let (mut open, mut by) = (Vec::new(), None);
    for part in &parts {
        let mut first = None;
        for range in &ranges {
            let decided = match decide(&ordered, *part, *range, passage.peer) {
                Ok(decided) => decided,
                Err(on) => return Found::Unknown(on),
            };
            let (passes, rule) = decided;
            if *first.get_or_insert(passes) != passes {
                return Found::Unknown(Unknown::AddressOf(passage.peer.name.clone()));
            }
            if !passes {
                by = by.or(Some(rule));
            }
        }
        if first == Some(true) {
            open.push(*part);
        }
    }
    match by {
        None => Found::Passes,
        Some(rule) if open.is_empty() => Found::Refused(rule),
        Some(_) => Found::Some(joined(&open)),
    }
}

/// The result for packets to the ports of one part, and the number of the rule that decides; `None` for the last rule.
///
/// `rules` are in the order of their numbers: the first that surely covers the packets decides, and later ones do not
/// matter. An earlier rule that may cover them matters only if it has the opposite action.
///
/// # Errors
///
/// The fact that the result depends on, if that is not known.
fn decide(
    rules: &[&AclRule],
    (from, to): Ports,
    range: Option<Cidr>,
    peer: &Peer,
) -> Result<(bool, Option<u32>), Unknown> {
    let mut before: Vec<&AclRule> = Vec::new();
    let covering = rules
        .iter()
        .filter(|it| ports(it, peer.udp).is_some_and(|(first, last)| first <= from && to <= last));
    let mut decided = (false, None);
    for rule in covering {
        match covers(rule, range, peer) {
            Truth::Yes => {
                decided = (rule.action == AclAction::Allow, Some(rule.number));
                break;
            }
            Truth::Unknown => before.push(rule),
            Truth::No => {}
        }
    }
    match before.iter().find(|it| (it.action == AclAction::Allow) != decided.0) {
        Some(rule) => {
            let (number, cidr) = (rule.number, rule.cidr.clone());
            Err(Unknown::AclRule { number, cidr, peer: peer.name.clone() })
        }
        None => Ok(decided),
    }
}

/// The rule covers all addresses of the other side; `Unknown` if it covers only some, or they are not known.
fn covers(rule: &AclRule, range: Option<Cidr>, peer: &Peer) -> Truth {
    let Some(own) = Cidr::parse(&rule.cidr) else { return Truth::Unknown };
    match range {
        Some(range) if own.contains(range) => Truth::Yes,
        Some(range) => {
            if own.overlaps(range) {
                Truth::Unknown
            } else {
                Truth::No
            }
        }
        None if !peer.family.has(own) || (peer.is_s3 && own.is_private()) => Truth::No,
        None if own.prefix() == 0 => Truth::Yes,
        None => Truth::Unknown,
    }
}

fn ports(rule: &AclRule, udp: bool) -> Option<Ports> {
    ports_of(udp, rule.protocol.as_deref(), rule.from_port, rule.to_port)
}

/// The ports, cut where the ports of some rule begin or end: each rule covers a part as a whole, or not at all.
fn parts(rules: &[&AclRule], (from, to): Ports, udp: bool) -> Vec<Ports> {
    let bounds =
        rules.iter().filter_map(|it| ports(it, udp)).flat_map(|it| [it.0, it.1.saturating_add(1)]);
    let mut starts: Vec<u32> = bounds.filter(|it| from < *it && *it <= to).collect();
    starts.push(from);
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|it| it - 1).chain([to]);
    starts.iter().copied().zip(ends).collect()
}

/// The parts, with adjacent ones joined.
fn joined(parts: &[Ports]) -> Vec<Ports> {
    let mut joined: Vec<Ports> = Vec::new();
    for (from, to) in parts {
        match joined.last_mut() {
            Some((_, last)) if *last + 1 == *from => *last = *to,
            _ => joined.push((*from, *to)),
        }
    }
    joined
}
