//! NAT gateways and NAT instances: the path through one to the internet.

use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::exit::{self, Exit};
use super::{
    AddressFamily, Path, PathKind, bad_state, control, network_acl, public_access, security_group,
};
use crate::check::{At, Check, NetworkReason, Reason, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{Fact, Gateway, GatewayKind, Placement, PublicIp, Scenario, Subnet};

/// Continues the path through the NAT gateway `id`.
///
/// The packets meet the network ACL of its subnet, the gateway, then VPC Block Public Access. The path gets its kind
/// only where the gateway surely leads to the internet.
// AWS: "NAT gateways" — a public one needs a subnet whose route table leads to an internet gateway, which drops what a
// private one sends; a transit gateway carries both.
pub(super) fn through(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    id: &str,
    path: &mut Path,
) {
    let Some(nat) = scenario.gateway(id) else { return };
    let (at, own) = (path.hops.len(), subnet_of(scenario, nat));
    path.hops.push(exit::hop(nat));
    let checks = around(scenario, placement, subnet, own, at);
    path.checks.extend(checks.acl);
    let exit = match (own, nat.vpc.vpc()) {
        (None, Some(vpc)) if nat.subnet.is_none() && !nat.is_open("subnet") => {
            Some(exit::regional(scenario, vpc))
        }
        _ => exit_of(scenario, nat),
    };
    let nowhere = match nat.private {
        true => NetworkReason::NatIsPrivate,
        false => NetworkReason::NatWithoutInternetRoute,
    };
    let end = (NetworkReason::NatReachesInternet, nowhere.clone(), nowhere.clone());
    let judged = exit.as_ref().map(|it| it.judged(scenario, id, !nat.private, end));
    let (passes, because) = match judged {
        None if nat.private && !scenario.leaves_open() => (Truth::No, nowhere),
        Some((Truth::No, because)) if nat.private => (Truth::No, because),
        _ if nat.is_open("private") && nat.public_ip.addresses().is_empty() => {
            (Truth::Unknown, NetworkReason::NotGiven)
        }
        _ if nat.state.is_available() != Truth::Yes => {
            (nat.state.is_available(), bad_state(&nat.state))
        }
        None => (Truth::Unknown, NetworkReason::NotGiven),
        Some(judged) => judged,
    };
    let mut judged = control(NetworkControl::NatGateway, at, id, passes, because);
    if passes == Truth::Yes && exit.as_ref().is_some_and(|it| it.beside_endpoint) {
        judged.rules.push(Rule::NAT_BESIDE_ENDPOINT);
    }
    finish(scenario, (subnet, own), exit, PathKind::NatGateway, judged, path);
}

/// Continues the path through the NAT instance `id`, to which `route` leads.
///
/// The packets meet its security groups, the network ACL of its subnet, and the instance, which forwards only where the
/// scenario tells it.
// AWS: "NAT instances" — without its source/destination check, with a public address, in a public subnet.
pub(super) fn through_instance(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    id: &str,
    mut route: Check,
    path: &mut Path,
) {
    let Some(nat) = scenario.gateway(id) else { return };
    let (at, own) = (path.hops.len(), subnet_of(scenario, nat));
    path.hops.push(exit::hop(nat));
    let target = || id.to_owned();
    let check = nat.source_dest_check.as_ref().map_or(Truth::Yes, Fact::truth);
    let exit = exit_of(scenario, nat);
    let end = (
        NetworkReason::NatReachesInternet,
        NetworkReason::InstanceWithoutInternetRoute { target: target() },
        NetworkReason::InstanceWithoutPublicAddress { target: target() },
    );
    let has_address = nat.public_ip != PublicIp::Nothing;
    let judged = match (&exit, nat.subnet.is_some()) {
        (Some(exit), _) => exit.judged(scenario, id, has_address, end),
        (None, false) if !nat.is_open("subnet") => (Truth::Yes, end.0),
        (None, _) => (Truth::Unknown, NetworkReason::NotGiven),
    };
    // What the route itself cannot lead through is its own affair; the later controls are judged all the same.
    let stops = match judged.1 {
        _ if check == Truth::Yes => Some(NetworkReason::SourceDestCheck { target: target() }),
        NetworkReason::InstanceWithoutInternetRoute { .. } => Some(judged.1.clone()),
        _ => None,
    };
    if let Some(because) = stops {
        let because = Reason::Network(because);
        route = Check { passes: Truth::No, because, ..route };
    }
    let is_stopped = route.passes == Truth::No;
    path.checks.push(route);
    let checks = around(scenario, placement, subnet, own, at);
    if !nat.security_groups.is_empty() || nat.is_open("security_groups") {
        let groups = &nat.security_groups;
        path.checks.push(security_group::instance(scenario, groups, &checks.function, at));
    }
    path.checks.extend(checks.acl);
    let (passes, because) = match judged {
        _ if is_stopped => return,
        (Truth::Yes, because) => match (nat.leads(), check) {
            (Truth::Yes, Truth::No) => (Truth::Yes, because),
            (Truth::No, _) => (Truth::No, NetworkReason::LeadsToNoInternet { target: target() }),
            _ => {
                let on = Unknown::Forwarding(target());
                (Truth::Unknown, NetworkReason::RouteUndetermined { on })
            }
        },
        judged => judged,
    };
    let judged = control(NetworkControl::NatInstance, at, id, passes, because);
    finish(scenario, (subnet, own), exit, PathKind::NatInstance, judged, path);
}

fn subnet_of<'s>(scenario: &'s Scenario, nat: &Gateway) -> Option<&'s Subnet> {
    nat.subnet.as_ref().and_then(|it| scenario.subnet(it))
}

fn exit_of(scenario: &Scenario, nat: &Gateway) -> Option<Exit> {
    let table = scenario.route_table_of(subnet_of(scenario, nat)?)?;
    Some(exit::to_internet(scenario, &nat.id, table))
}

/// What stands around a NAT gateway or instance: the function, as rules there see it, and the network ACL.
pub(super) struct Around {
    pub function: security_group::Peer,
    pub acl: Option<Check>,
}

pub(super) fn around(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    own: Option<&Subnet>,
    at: usize,
) -> Around {
    let vpc = own.map_or(&subnet.vpc, |it| &it.vpc);
    let function = security_group::Peer::function(scenario, placement, subnet, vpc);
    let acl = own.and_then(|own| {
        let function = Some(&function).filter(|_| own.id != subnet.id);
        let s3 = security_group::Peer::s3(scenario, AddressFamily::V4);
        network_acl::nat(scenario, own, function, &s3, at)
    });
    Around { function, acl }
}

/// Adds the check of a NAT gateway or instance, and where it passes the way behind it.
fn finish(
    scenario: &Scenario,
    (subnet, own): (&Subnet, Option<&Subnet>),
    exit: Option<Exit>,
    kind: PathKind,
    mut judged: Check,
    path: &mut Path,
) {
    let at = path.hops.len() - 1;
    let leads = judged.passes == Truth::Yes;
    let replies = own.filter(|_| leads).and_then(|it| exit::replies(scenario, it, subnet, path));
    if let Some((passes, because)) = replies {
        let table = own.and_then(|it| scenario.route_table_of(it));
        let subject = table.map_or_else(String::new, |it| it.id.clone());
        let (at, because) = (At::Hop { hop: at, subject }, Reason::Network(because));
        judged = Check { passes, because, at, ..judged };
    }
    path.checks.push(judged);
    match exit {
        Some(exit) if leads => exit.follow(scenario, (subnet, own), kind, path),
        None if leads => path.kind = kind,
        Some(exit) if exit.ends_at(scenario, GatewayKind::Internet) => {
            let by_nat = kind == PathKind::NatGateway;
            path.checks.extend(public_access::check(scenario, subnet, own, at, by_nat));
        }
        _ => {}
    }
}
