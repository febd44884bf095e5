//! NAT gateways: the path through one to the internet.

use accesspath_policy::rule;
use accesspath_policy::truth::Truth;

use super::route::{self, Exit};
use super::{
    AddressFamily, Hop, HopKind, Path, PathKind, bad_state, control, network_acl, public_access,
    security_group,
};
use crate::check::{NetworkReason, Reason};
use crate::control::NetworkControl;
use crate::scenario::{Fact, Placement, Scenario, Subnet};

/// Continues the path through the NAT gateway `id`.
///
/// The packets meet the network ACL of its subnet, the gateway, then VPC Block Public Access. The path gets its kind
/// only where the gateway surely leads to an internet gateway.
// AWS: "NAT gateways" — a public one needs a subnet whose route table leads to an internet gateway.
pub(super) fn through(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    id: &str,
    path: &mut Path,
) {
    let Some(nat) = scenario.gateway(id) else { return };
    let at = path.hops.len();
    path.hops.push(Hop {
        kind: HopKind::NatGateway,
        name: nat.id.clone(),
        subnet: nat.subnet.clone(),
    });
    let mut judged =
        control(NetworkControl::NatGateway, at, id, Truth::Yes, NetworkReason::NatReachesInternet);
    let own = nat.subnet.as_ref().and_then(|it| scenario.subnet(it));
    if let Some(own) = own {
        let function = security_group::Peer::function(scenario, placement, subnet, &own.vpc);
        let function = Some(&function).filter(|_| own.id != subnet.id);
        let s3 = security_group::Peer::s3(scenario, AddressFamily::V4);
        path.checks.extend(network_acl::nat(scenario, own, function, &s3, at));
    }
    let exit = match (own, nat.vpc.vpc()) {
        (Some(own), _) => {
            scenario.route_table_of(own).map(|it| route::to_internet(scenario, id, it))
        }
        (None, Some(vpc)) if nat.subnet.is_none() && !nat.is_open("subnet") => {
            Some(route::regional(scenario, vpc))
        }
        _ => None,
    };
    let leads_out = exit.as_ref().is_some_and(|it| it.gateway.is_some());
    match exit {
        _ if nat.private => {
            judged.passes = Truth::No;
            judged.because = Reason::Network(NetworkReason::NatIsPrivate);
        }
        _ if nat.is_open("private") && nat.public_ip.as_ref().and_then(Fact::known).is_none() => {
            judged.passes = Truth::Unknown;
            judged.because = Reason::Network(NetworkReason::NotGiven);
        }
        _ if nat.state.is_available() != Truth::Yes => {
            judged.passes = nat.state.is_available();
            judged.because = Reason::Network(bad_state(&nat.state));
        }
        None => {
            judged.passes = Truth::Unknown;
            judged.because = Reason::Network(NetworkReason::NotGiven);
        }
        Some(Exit { gateway: Some(gateway), open: Truth::Yes, beside_endpoint, .. }) => {
            judged.rules.extend(beside_endpoint.then_some(rule::Rule::NAT_BESIDE_ENDPOINT));
            path.kind = PathKind::NatGateway;
            path.checks.push(judged);
            let at = path.hops.len();
            path.hops.push(Hop { kind: HopKind::InternetGateway, name: gateway, subnet: None });
            path.checks.extend(public_access::check(scenario, subnet, own, at));
            return;
        }
        Some(Exit { on: Some(on), .. }) => {
            judged.passes = Truth::Unknown;
            judged.because = Reason::Network(NetworkReason::RouteUndetermined { on });
        }
        Some(_) => {
            judged.passes = Truth::No;
            judged.because = Reason::Network(NetworkReason::NatWithoutInternetRoute);
        }
    }
    path.checks.push(judged);
    if leads_out {
        path.checks.extend(public_access::check(scenario, subnet, own, at));
    }
}
