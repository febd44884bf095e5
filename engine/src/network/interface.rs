//! Interface endpoints: their subnets, and the path to one.

use accesspath_policy::truth::Truth;

use super::{
    Hop, HopKind, Path, PathKind, control, network_acl, peering, route, security_group, unavailable,
};
use crate::check::{At, Check, NetworkReason, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{Endpoint, Fact, Placement, Scenario, Subnet};

/// The subnets with network interfaces of an endpoint that the client's name for it may resolve to.
enum Standing<'s> {
    /// These subnets; empty if the scenario does not describe them.
    In(Vec<&'s Subnet>),
    /// No subnet, for this reason.
    Nowhere(NetworkReason),
    /// That depends on this.
    Undetermined(Unknown),
}

/// The Region whose S3 an endpoint serves: that of its service, else its VPC's.
pub(super) fn region<'s>(scenario: &'s Scenario, endpoint: &'s Endpoint) -> Option<&'s str> {
    let own = || scenario.vpc(&endpoint.vpc).map(|it| it.region.as_str());
    endpoint.service_region.as_deref().or_else(own)
}

/// The subnets of the endpoint that the client's name for it may resolve to.
///
/// AWS: "Interface endpoint Availability Zone considerations" — an endpoint has a network interface in each of its
/// subnets, only in zones in which its service is offered, and its zonal names lead to one of them each.
fn standing<'s>(
    scenario: &'s Scenario,
    placement: &Placement,
    endpoint: &'s Endpoint,
) -> Standing<'s> {
    let asked = placement.endpoint_zone.as_ref().filter(|_| placement.endpoint_url.is_some());
    let own: Vec<&Subnet> = endpoint.subnets.iter().filter_map(|it| scenario.subnet(it)).collect();
    if asked.is_none() && endpoint.service_zones.is_none() {
        return Standing::In(own);
    }
    let (mut here, mut open) = (Vec::new(), Vec::new());
    for subnet in &own {
        let zone = subnet.availability_zone.as_ref();
        let is_one_of = |zones: &[String]| {
            zone.map_or(Truth::Unknown, |zone| Truth::from(zones.contains(zone)))
        };
        let asked = asked.map_or(Truth::Yes, |it| is_one_of(std::slice::from_ref(it)));
        let offered = endpoint
            .service_zones
            .as_ref()
            .map_or(Truth::Yes, |it| it.known().map_or(Truth::Unknown, |it| is_one_of(it)));
        match asked.and(offered) {
            Truth::Yes => here.push(*subnet),
            Truth::Unknown => open.push(*subnet),
            Truth::No => {}
        }
    }
    // A zonal name leads to one network interface, so a subnet that surely fits leaves no doubt. The name for the whole
    // Region may also lead to the subnets that are in doubt.
    match open.first() {
        _ if !here.is_empty() => {
            if asked.is_none() {
                here.extend(open);
            }
            Standing::In(here)
        }
        Some(subnet) => Standing::Undetermined(Unknown::InterfaceIn {
            endpoint: endpoint.id.clone(),
            subnet: subnet.id.clone(),
        }),
        None if own.is_empty() => Standing::Undetermined(Unknown::SubnetsOf(endpoint.id.clone())),
        None => Standing::Nowhere(NetworkReason::ServiceNotInZone {
            zone: asked.cloned(),
            offered: endpoint
                .service_zones
                .as_ref()
                .and_then(Fact::known)
                .cloned()
                .unwrap_or_default(),
        }),
    }
}

/// The subnets of the endpoint that the client's name for it may resolve to; where it resolves to none, or that is not
/// known, the check that says so, and all of them, because the later controls are judged too.
pub(super) fn named<'s>(
    scenario: &'s Scenario,
    placement: &Placement,
    endpoint: &'s Endpoint,
) -> (Vec<&'s Subnet>, Option<Check>) {
    let (passes, because) = match standing(scenario, placement, endpoint) {
        Standing::In(subnets) => return (subnets, None),
        Standing::Nowhere(because) => (Truth::No, because),
        Standing::Undetermined(on) => (Truth::Unknown, NetworkReason::ZoneUndetermined { on }),
    };
    let name = control(NetworkControl::Dns, 0, &endpoint.id, passes, because);
    (endpoint.subnets.iter().filter_map(|it| scenario.subnet(it)).collect(), Some(name))
}

/// The Region whose S3 an endpoint serves, where that is not its VPC's.
pub(super) fn abroad<'s>(scenario: &Scenario, endpoint: &'s Endpoint) -> Option<&'s String> {
    let of = endpoint.service_region.as_ref();
    of.filter(|it| scenario.vpc(&endpoint.vpc).is_none_or(|vpc| vpc.region != **it))
}

/// Whether packets from `subnet` to the endpoint's subnets, and the replies, take the local route of the VPC.
///
/// The call uses one of the endpoint's addresses, and it is not known which.
fn locally(scenario: &Scenario, subnet: &Subnet, standing: &[&Subnet]) -> (Truth, NetworkReason) {
    let leg = |from: &Subnet, to: &Subnet| match scenario.route_table_of(from) {
        Some(table) => route::beside_local(scenario, table, to),
        None => scenario.leaves_open().then(|| {
            let on = Unknown::RouteTableOf(from.id.clone());
            (Truth::Unknown, NetworkReason::RouteUndetermined { on })
        }),
    };
    let each = standing.iter().map(|it| leg(subnet, it).or_else(|| leg(it, subnet)));
    let each: Vec<Option<(Truth, NetworkReason)>> = each.collect();
    let all = Truth::all(each.iter().flatten().map(|it| it.0));
    let some_pass = each.iter().any(|it| it.as_ref().is_none_or(|it| it.0 != Truth::No));
    match each.into_iter().flatten().find(|it| it.0 == all) {
        Some((Truth::No, because)) if !some_pass => (Truth::No, because),
        Some((_, because)) => (Truth::Unknown, because),
        None => (Truth::Yes, NetworkReason::LocalRoute),
    }
}

/// Continues the path from `subnet` through the endpoint, which has network interfaces in the subnets `standing`.
pub(super) fn through(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    endpoint: &Endpoint,
    standing: &[&Subnet],
    path: &mut Path,
) {
    let table = scenario.route_table_of(subnet).map_or("", |it| it.id.as_str());
    let judged = |subject: &str, passes, because| {
        control(NetworkControl::Route, 0, subject, passes, because)
    };
    let legs = (endpoint.vpc != subnet.vpc)
        .then(|| peering::legs(scenario, placement, subnet, endpoint, standing));
    let abroad = abroad(scenario, endpoint);
    // One check of the route: an unavailable endpoint or a missing route decides before the endpoint's Region. The
    // controls behind it are judged in any case, because they may have to change as well.
    let there = match (unavailable(endpoint), abroad, &legs) {
        (Some(unfit), ..) => unfit,
        (None, _, Some(legs)) if legs.there.passes == Truth::No => legs.there.clone(),
        (None, Some(region), _) => {
            let because = NetworkReason::ServiceOfAnotherRegion { region: region.clone() };
            judged(&endpoint.id, Truth::Unknown, because)
        }
        (None, None, Some(legs)) => legs.there.clone(),
        (None, None, None) => {
            let (passes, because) = locally(scenario, subnet, standing);
            judged(table, passes, because)
        }
    };
    if there.passes == Truth::Yes {
        path.kind = PathKind::InterfaceEndpoint;
    }
    path.checks.push(there);
    if let Some(name) = legs.as_ref().and_then(|it| it.connection.clone()) {
        path.hops.push(Hop { kind: HopKind::Peering, name, subnet: None });
    }
    let at = path.hops.len();
    path.hops.push(Hop {
        kind: HopKind::InterfaceEndpoint,
        name: endpoint.id.clone(),
        subnet: standing.first().map(|it| it.id.clone()),
    });
    let function = security_group::Peer::function(scenario, placement, subnet, &endpoint.vpc);
    path.checks.extend(network_acl::endpoint(scenario, standing, Some(subnet), &function, at));
    path.checks.push(security_group::ingress(scenario, endpoint, &function, at));
    if let Some(legs) = legs {
        let at = At::Hop { hop: at, subject: legs.back.subject().to_owned() };
        path.checks.push(Check { at, ..legs.back });
    }
}
