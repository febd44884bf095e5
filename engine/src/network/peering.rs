//! The routes to an interface endpoint of another VPC over a peering connection, and the routes of its replies.
//!
//! AWS: "Update your route tables for a VPC peering connection" — each side needs a route of its own,
//! and a peering connection leads to no third VPC.

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::route::{self, Chosen};
use super::{bad_state, control};
use crate::check::{Carries, Check, NetworkReason, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{
    Endpoint, Gateway, GatewayKind, Placement, Route, RouteTable, Scenario, Subnet,
};

/// The routes to another VPC and back, judged.
pub(super) struct Legs {
    /// The peering connection, if the route there leads to one.
    pub connection: Option<String>,
    /// The check of the route there.
    pub there: Check,
    /// The check of the route back, at hop 0; the caller of `legs` sets its hop.
    pub back: Check,
}

/// The route in one direction, judged: the peering connection that it leads to, and the check.
type Leg = (Option<String>, Check);

/// Rules of one VPC can name security groups of the other.
///
/// AWS: "Update your security groups to reference peer security groups" — in one Region, where the two are peered.
pub(super) fn sees_groups(scenario: &Scenario, one: &str, other: &str) -> Truth {
    let region = |id| scenario.vpc(id).map(|it| it.region.as_str());
    let peered = scenario.gateways.iter().any(|it| joins(it, one) && joins(it, other));
    match one == other || (peered && region(one).is_some() && region(one) == region(other)) {
        true => Truth::Yes,
        false => Truth::Unknown,
    }
}

fn joins(gateway: &Gateway, vpc: &str) -> bool {
    gateway.kind == GatewayKind::Peering && gateway.vpcs.iter().any(|it| it == vpc)
}

/// The routes between the client's `subnet` and the endpoint's subnets `standing`, which are in another VPC.
pub(super) fn legs(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    endpoint: &Endpoint,
    standing: &[&Subnet],
) -> Legs {
    let own = placement.private_ip.as_ref().unwrap_or(&subnet.cidr);
    let there = standing.iter().map(|it| leg(scenario, subnet, it, &it.cidr, endpoint, false));
    let back = standing.iter().map(|it| leg(scenario, it, subnet, own, endpoint, true));
    let (connection, there) = united(there, endpoint, kind(false));
    Legs { connection, there, back: united(back, endpoint, kind(true)).1 }
}

const fn kind(is_back: bool) -> NetworkControl {
    if is_back { NetworkControl::EndpointRoute } else { NetworkControl::Route }
}

/// The common check of several subnets of the endpoint.
///
/// The call goes to one of them, and AWS does not say to which: if their checks differ, the answer is undetermined.
pub(super) fn united(
    mut legs: impl Iterator<Item = Leg>,
    endpoint: &Endpoint,
    kind: NetworkControl,
) -> Leg {
    let open = |on| control(kind, 0, "", Truth::Unknown, NetworkReason::RouteUndetermined { on });
    let Some(first) = legs.next() else {
        return (None, open(Unknown::SubnetsOf(endpoint.id.clone())));
    };
    if legs.any(|it| it.1.passes != first.1.passes) {
        return (first.0, open(Unknown::SubnetOfEndpoint));
    }
    first
}

/// The route that packets from a subnet to the addresses `range` of `to` take, with its table.
///
/// # Errors
///
/// The check that stops them before: `nowhere` is its reason where no route matches.
pub(super) fn taken<'s>(
    scenario: &'s Scenario,
    from: &Subnet,
    range: &str,
    to: &str,
    nowhere: NetworkReason,
    kind: NetworkControl,
) -> Result<(&'s RouteTable, &'s Route), Box<Check>> {
    let stopped =
        |subject: &str, passes, because| Err(Box::new(control(kind, 0, subject, passes, because)));
    let open = |subject: &str, on| {
        stopped(subject, Truth::Unknown, NetworkReason::RouteUndetermined { on })
    };
    let Some(table) = scenario.route_table_of(from) else {
        return open("", Unknown::RouteTableOf(from.id.clone()));
    };
    let Some(range) = Cidr::parse(range) else {
        return open(&table.id, Unknown::AddressesOf(to.to_owned()));
    };
    let route = match route::to_range(scenario, table, range) {
        Chosen::Route(route, _) => route,
        Chosen::None => return stopped(&table.id, Truth::No, nowhere),
        Chosen::Undetermined(on) => return open(&table.id, on),
    };
    let Route { destination, target, .. } = route.clone();
    match route.blackhole.truth() {
        Truth::Yes => {
            stopped(&table.id, Truth::No, NetworkReason::BadStateRoute { destination, target })
        }
        Truth::Unknown => open(&table.id, Unknown::Target { destination, target }),
        Truth::No => Ok((table, route)),
    }
}

/// The route from one subnet to the addresses `range` of the other's VPC, judged with its target.
fn leg(
    scenario: &Scenario,
    from: &Subnet,
    to: &Subnet,
    range: &str,
    endpoint: &Endpoint,
    is_back: bool,
) -> Leg {
    let kind = kind(is_back);
    let stopped =
        |subject: &str, passes, because| (None, control(kind, 0, subject, passes, because));
    let open = |subject: &str, on| {
        stopped(subject, Truth::Unknown, NetworkReason::RouteUndetermined { on })
    };
    let nowhere = NetworkReason::NoRouteToVpc { vpc: to.vpc.clone() };
    let (table, route) = match taken(scenario, from, range, &to.id, nowhere, kind) {
        Ok(taken) => taken,
        Err(check) => return (None, *check),
    };
    let Route { destination, target, .. } = route.clone();
    let gateway = scenario.gateway(&target);
    match gateway.map(|it| (it.kind, it)) {
        Some((GatewayKind::Peering, it)) if it.vpcs.is_empty() => {
            open(&table.id, Unknown::VpcsOf(target))
        }
        Some((GatewayKind::Peering, it)) if !joins(it, &from.vpc) => {
            open(&table.id, Unknown::PeeringOfOtherVpcs { target, vpc: from.vpc.clone() })
        }
        Some((GatewayKind::Peering, it)) if !joins(it, &to.vpc) => {
            let because = NetworkReason::PeeringElsewhere { target, vpc: to.vpc.clone() };
            stopped(&table.id, Truth::No, because)
        }
        Some((GatewayKind::Peering, it)) if it.state.is_available() != Truth::Yes => {
            let judged = stopped(&target, it.state.is_available(), bad_state(&it.state));
            (Some(target), judged.1)
        }
        Some((GatewayKind::Peering, _)) => {
            let connection = Some(target.clone());
            let because = NetworkReason::RouteToPeer { destination, target, vpc: to.vpc.clone() };
            (connection, stopped(&table.id, Truth::Yes, because).1)
        }
        Some((GatewayKind::Transit | GatewayKind::Vpn | GatewayKind::CoreNetwork, _)) => {
            let to = Some(if is_back { to.vpc.clone() } else { endpoint.id.clone() });
            stopped(&table.id, Truth::Unknown, NetworkReason::LeadsOutside { target, to })
        }
        Some((GatewayKind::Internet, _)) => {
            let carries = Carries::PublicAddresses;
            let because = NetworkReason::CannotRoute { target, carries, unused: Vec::new() };
            stopped(&table.id, Truth::No, because)
        }
        Some((GatewayKind::EgressOnly, _)) => {
            let because =
                NetworkReason::CannotRoute { target, carries: Carries::Ipv6, unused: Vec::new() };
            stopped(&table.id, Truth::No, because)
        }
        Some((GatewayKind::Appliance, _)) => open(&table.id, Unknown::Beyond(target)),
        Some((GatewayKind::Nat | GatewayKind::NatInstance, _)) | None => {
            open(&table.id, Unknown::UnknownTarget(target))
        }
    }
}
