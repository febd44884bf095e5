//! Security groups: the outbound rules of the function's, and the inbound rules of the interface endpoint's.
//!
//! AWS: "Security group rules" — rules only allow, all groups' rules are united, and replies always pass.

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::prefix_list::{is_s3_list, s3_ranges};
use super::{AddressFamily, control, https_port, peering, ports_of};
use crate::check::{Check, NetworkReason, PeerName, Traffic, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{Endpoint, Fact, Placement, Scenario, SecurityGroupRule, Subnet};

/// The other side of a connection, as rules see it.
pub(super) struct Peer {
    /// Its addresses; empty where they are public ones of S3 that are not known.
    pub(super) ranges: Vec<Cidr>,
    /// Its security groups.
    groups: Vec<String>,
    /// Rules on this side can name its security groups.
    sees_groups: Truth,
    /// It is S3 at its public addresses.
    pub(super) is_s3: bool,
    /// The family of its addresses.
    pub(super) family: AddressFamily,
    /// Which it is.
    pub(super) name: PeerName,
    /// The port that is called.
    pub(super) port: u32,
    /// It is called over UDP; otherwise over TCP.
    pub(super) udp: bool,
}

impl Peer {
    /// S3 at its public addresses, which a gateway endpoint does not change.
    pub(super) fn s3(scenario: &Scenario, family: AddressFamily) -> Self {
        let nowhere = scenario.bucket().is_some_and(|it| it.region.is_empty());
        let name = match family {
            _ if nowhere => PeerName::Acceleration,
            AddressFamily::V4 => PeerName::S3,
            AddressFamily::V6 => PeerName::S3OverIpv6,
        };
        Self {
            ranges: s3_ranges(scenario, family),
            groups: Vec::new(),
            sees_groups: Truth::Yes,
            is_s3: true,
            family,
            name,
            port: https_port(scenario),
            udp: false,
        }
    }

    /// An interface endpoint in the subnets `standing`, for a function in `subnet`.
    pub(super) fn endpoint(
        scenario: &Scenario,
        subnet: &Subnet,
        endpoint: &Endpoint,
        standing: &[&Subnet],
    ) -> Self {
        Self {
            ranges: standing.iter().filter_map(|it| Cidr::parse(&it.cidr)).collect(),
            groups: endpoint.security_groups.clone(),
            sees_groups: peering::sees_groups(scenario, &subnet.vpc, &endpoint.vpc),
            is_s3: false,
            family: AddressFamily::V4,
            name: PeerName::InterfaceEndpoint(endpoint.id.clone()),
            port: https_port(scenario),
            udp: false,
        }
    }

    /// A function or other caller in `subnet`, for rules of the VPC `other`.
    pub(super) fn function(
        scenario: &Scenario,
        placement: &Placement,
        subnet: &Subnet,
        other: &str,
    ) -> Self {
        let address = placement.private_ip.as_ref().unwrap_or(&subnet.cidr);
        Self {
            family: AddressFamily::V4,
            ranges: Cidr::parse(address).into_iter().collect(),
            groups: placement.security_groups.clone(),
            sees_groups: peering::sees_groups(scenario, &subnet.vpc, other),
            is_s3: false,
            name: if scenario.callers.iter().any(|it| it.id == placement.id) {
                PeerName::CallerIn(subnet.id.clone())
            } else {
                PeerName::FunctionIn(subnet.id.clone())
            },
            port: https_port(scenario),
            udp: false,
        }
    }

    /// A client on premises, for rules of the VPC that its network is connected with; without a known range some
    /// address of all.
    pub(super) fn on_premises(scenario: &Scenario, range: Option<&str>) -> Self {
        let everything = AddressFamily::V4.everything();
        Self {
            family: AddressFamily::V4,
            ranges: Cidr::parse(range.unwrap_or(everything)).into_iter().collect(),
            groups: Vec::new(),
            sees_groups: Truth::No,
            is_s3: false,
            name: PeerName::OnPremises,
            port: https_port(scenario),
            udp: false,
        }
    }

    /// A DNS server. Which security groups it has is not known.
    pub(super) fn dns_server(address: &str, range: Cidr) -> Self {
        Self {
            ranges: vec![range],
            groups: Vec::new(),
            sees_groups: Truth::Unknown,
            is_s3: false,
            family: if range.is_ipv4() { AddressFamily::V4 } else { AddressFamily::V6 },
            name: PeerName::DnsServer(address.to_owned()),
            port: 53,
            udp: true,
        }
    }
}

/// The check of the function's groups, for a request to `peer`.
pub(super) fn egress(scenario: &Scenario, placement: &Placement, peer: &Peer) -> Check {
    judge(scenario, NetworkControl::SecurityGroup, 0, &placement.security_groups, (peer, false))
}

/// The check of a NAT instance's groups, for a request from the function that it sends on to S3.
pub(super) fn instance(
    scenario: &Scenario,
    groups: &[String],
    function: &Peer,
    hop: usize,
) -> Check {
    let kind = NetworkControl::NatSecurityGroup;
    let s3 = Peer::s3(scenario, AddressFamily::V4);
    let inbound = judge(scenario, kind, hop, groups, (function, true));
    let outbound = judge(scenario, kind, hop, groups, (&s3, false));
    if outbound.passes < inbound.passes { outbound } else { inbound }
}

/// The check of the endpoint's groups, for a request from the function.
pub(super) fn ingress(
    scenario: &Scenario,
    endpoint: &Endpoint,
    function: &Peer,
    hop: usize,
) -> Check {
    let kind = NetworkControl::EndpointSecurityGroup;
    judge(scenario, kind, hop, &endpoint.security_groups, (function, true))
}

/// The check of several groups together.
///
/// Rules only allow, so one that surely covers the peer ends the search, and a rule or a group that is not known
/// matters only if none does. A group that states no rules has those of a new one.
fn judge(
    scenario: &Scenario,
    kind: NetworkControl,
    hop: usize,
    groups: &[String],
    (peer, inbound): (&Peer, bool),
) -> Check {
    let all = SecurityGroupRule {
        cidr: Some(peer.family.everything().to_owned()),
        ..SecurityGroupRule::default()
    };
    let default = if inbound { Vec::new() } else { vec![all] };
    let port = peer.port;
    let subject = groups.join(", ");
    if groups.is_empty() {
        return control(kind, hop, &subject, Truth::Unknown, NetworkReason::NotGiven);
    }
    let mut open = None;
    let mut none = true;
    for id in groups {
        let own = scenario.security_group(id).and_then(|it| {
            let rules = if inbound { &it.ingress } else { &it.egress };
            rules.as_ref().map_or(Some(&default), Fact::known)
        });
        let Some(rules) = own else {
            open = open.or(Some(Unknown::RulesOf(id.clone())));
            continue;
        };
        none &= rules.is_empty();
        for rule in rules.iter().filter(|it| covers_port(it, peer)) {
            match covers(scenario, rule, peer) {
                Truth::Yes => {
                    let because = NetworkReason::RuleAllows { rule: in_words(rule) };
                    return control(kind, hop, &subject, Truth::Yes, because);
                }
                Truth::Unknown => {
                    let on = Unknown::Rule { rule: in_words(rule), peer: peer.name.clone() };
                    open = open.or(Some(on));
                }
                Truth::No => {}
            }
        }
    }
    match open {
        Some(on) => {
            control(kind, hop, &subject, Truth::Unknown, NetworkReason::RuleUndetermined { on })
        }
        None => {
            let wanted =
                Traffic { ports: (port, port), inbound, udp: peer.udp, peer: peer.name.clone() };
            let because = match none {
                true => NetworkReason::NoRules { wanted },
                false => NetworkReason::NoRuleAllows { wanted },
            };
            control(kind, hop, &subject, Truth::No, because)
        }
    }
}

fn covers_port(rule: &SecurityGroupRule, peer: &Peer) -> bool {
    ports_of(peer.udp, rule.protocol.as_deref(), rule.from_port, rule.to_port)
        .is_some_and(|(from, to)| (from..=to).contains(&peer.port))
}

fn covers(scenario: &Scenario, rule: &SecurityGroupRule, peer: &Peer) -> Truth {
    let is_dns = matches!(peer.name, PeerName::DnsServer(_));
    if let Some(group) = &rule.security_group {
        if is_dns {
            return Truth::Unknown;
        }
        let named = match peer.groups.as_slice() {
            // Its groups are not known.
            [] if !peer.is_s3 => Truth::Unknown,
            groups => groups.contains(group).into(),
        };
        return named.and(peer.sees_groups);
    }
    if let Some(list) = &rule.prefix_list {
        let described = scenario.prefix_lists.iter().any(|it| it.id == *list);
        return match peer.is_s3 {
            // AWS does not say whether the list that rules name holds S3's IPv6 addresses.
            true if peer.family == AddressFamily::V6 && peer.ranges.is_empty() => {
                is_s3_list(scenario, list).and(Truth::Unknown)
            }
            true => is_s3_list(scenario, list),
            false if described => in_list(scenario, list, peer),
            false if is_dns => (!is_s3_list(scenario, list)).and(Truth::Unknown),
            false => Truth::from(false),
        };
    }
    let Some(range) = rule.cidr.as_deref().and_then(Cidr::parse) else { return Truth::No };
    if peer.is_s3 && peer.ranges.is_empty() {
        return match range {
            range if !peer.family.has(range) || range.is_private() => Truth::No,
            range if range.prefix() == 0 => Truth::Yes,
            _ => Truth::Unknown,
        };
    }
    within(&[range], peer)
}

fn in_list(scenario: &Scenario, id: &str, peer: &Peer) -> Truth {
    let list = scenario.prefix_lists.iter().find(|it| it.id == id);
    let ranges: Vec<Cidr> =
        list.into_iter().flat_map(|it| &it.entries).filter_map(|it| Cidr::parse(it)).collect();
    within(&ranges, peer)
}

/// All addresses of the peer lie in `ranges`; `Unknown` if only some do, or they are not known.
fn within(ranges: &[Cidr], peer: &Peer) -> Truth {
    let inside = |it: &Cidr| ranges.iter().any(|range| range.contains(*it));
    let touched = |it: &Cidr| ranges.iter().any(|range| range.overlaps(*it));
    match peer.ranges.as_slice() {
        [] => Truth::Unknown,
        all if all.iter().all(inside) => Truth::Yes,
        some if some.iter().any(touched) => Truth::Unknown,
        _ => Truth::No,
    }
}

fn in_words(rule: &SecurityGroupRule) -> String {
    let other = rule.cidr.as_ref().or(rule.prefix_list.as_ref()).or(rule.security_group.as_ref());
    let other = other.map_or("anywhere", String::as_str);
    let protocol = rule.protocol.as_deref().unwrap_or("all").to_ascii_uppercase();
    let is_all = matches!(rule.protocol.as_deref(), None | Some("-1" | "all"));
    match (rule.from_port, rule.to_port) {
        (None, _) if is_all => format!("all traffic, {other}"),
        (None, _) => format!("{protocol}, {other}"),
        (Some(from), Some(to)) if from != to => format!("{protocol} {from}–{to}, {other}"),
        (Some(from), _) => format!("{protocol} {from}, {other}"),
    }
}
