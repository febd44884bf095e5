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
use crate::scenario::{Endpoint, Gateway, GatewayKind, Placement, Route, Scenario, Subnet};

/// The routes to another VPC and back, judged.
pub(super) struct Legs {
    /// The peering connection, if the route there leads to one.
    pub connection: Option<String>,
    /// The check of the route there.
    pub there: Check,
    /// The check of the route back, at hop 0; the caller of `legs` sets its hop.
    pub back: Check,
}

/// The route in one direction, judged.
struct Leg {
    connection: Option<String>,
    judged: Check,
}

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

/// The routes between the function's `subnet` and the endpoint's subnets `standing`, which are in another VPC.
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
    let (there, back) = (united(there, endpoint, false), united(back, endpoint, true));
    Legs { connection: there.connection, there: there.judged, back: back.judged }
}

const fn kind(is_back: bool) -> NetworkControl {
    if is_back { NetworkControl::EndpointRoute } else { NetworkControl::Route }
}

/// The common check of several subnets of the endpoint.
///
/// The call goes to one of them, and AWS does not say to which: if their checks differ, the answer is undetermined.
fn united(mut legs: impl Iterator<Item = Leg>, endpoint: &Endpoint, is_back: bool) -> Leg {
    let open = |on| {
        let because = NetworkReason::RouteUndetermined { on };
        control(kind(is_back), 0, "", Truth::Unknown, because)
    };
    let Some(first) = legs.next() else {
        let on = Unknown::SubnetsOf(endpoint.id.clone());
        return Leg { connection: None, judged: open(on) };
    };
    if legs.any(|it| it.judged.passes != first.judged.passes) {
        return Leg { judged: open(Unknown::SubnetOfEndpoint), ..first };
    }
    first
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
    let stopped = |subject: &str, passes, because| Leg {
        connection: None,
        judged: control(kind(is_back), 0, subject, passes, because),
    };
    let open = |subject: &str, on| {
        stopped(subject, Truth::Unknown, NetworkReason::RouteUndetermined { on })
    };
    let Some(table) = scenario.route_table_of(from) else {
        return open("", Unknown::RouteTableOf(from.id.clone()));
    };
    let Some(range) = Cidr::parse(range) else {
        return open(&table.id, Unknown::AddressesOf(to.id.clone()));
    };
    let route = match route::to_range(scenario, table, range) {
        Chosen::Route(route, _) => route,
        Chosen::None => {
            let because = NetworkReason::NoRouteToVpc { vpc: to.vpc.clone() };
            return stopped(&table.id, Truth::No, because);
        }
        Chosen::Undetermined(on) => return open(&table.id, on),
    };
    let Route { destination, target, .. } = route.clone();
    match route.blackhole.truth() {
        Truth::Yes => {
            let because = NetworkReason::BadStateRoute { destination, target };
            return stopped(&table.id, Truth::No, because);
        }
        Truth::Unknown => {
            return open(&table.id, Unknown::Target { destination, target });
        }
        Truth::No => {}
    }
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
            Leg { connection: Some(target), ..judged }
        }
        Some((GatewayKind::Peering, _)) => {
            let connection = Some(target.clone());
            let because = NetworkReason::RouteToPeer { destination, target, vpc: to.vpc.clone() };
            Leg { connection, ..stopped(&table.id, Truth::Yes, because) }
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
