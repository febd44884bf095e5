//! Appliances, and gateways to networks that the scenario does not describe.
//!
//! What lies behind them is not known, unless the scenario tells that it leads to the internet or that it does not.

use accesspath_policy::truth::Truth;

use super::{AddressFamily, Path, PathKind, exit, nat};
use crate::check::{Check, NetworkReason, Reason, Unknown};
use crate::control::{Control, NetworkControl};
use crate::scenario::{GatewayKind, Placement, Scenario, Subnet};

/// Continues the path through `id`; `route` is the check of the route that leads there.
///
/// An appliance that is told to lead on sends the packets by the route table of its subnet, where that is told.
// AWS: "Access an inspection system using a Gateway Load Balancer endpoint" — traffic that returns from the appliance
// takes the route table of the endpoint's subnet.
pub(super) fn through(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    id: &str,
    route: Check,
    path: &mut Path,
) {
    let Some(gateway) = scenario.gateway(id) else { return };
    let stopped =
        |passes, because| Check { passes, because: Reason::Network(because), ..route.clone() };
    let nowhere = || NetworkReason::LeadsToNoInternet { target: id.to_owned() };
    let undetermined = |on| stopped(Truth::Unknown, NetworkReason::RouteUndetermined { on });
    let is_appliance = gateway.kind == GatewayKind::Appliance;
    let leads = gateway.leads();
    if leads != Truth::Yes || path.family == AddressFamily::V6 {
        path.checks.push(match leads {
            Truth::No => stopped(Truth::No, nowhere()),
            _ if is_appliance => undetermined(Unknown::Beyond(id.to_owned())),
            _ => {
                let because = NetworkReason::LeadsOutside { target: id.to_owned(), to: None };
                stopped(Truth::Unknown, because)
            }
        });
        return;
    }
    if is_appliance && gateway.is_open("subnet") {
        path.checks.push(undetermined(Unknown::Untold { what: "subnet", of: id.to_owned() }));
        return;
    }
    let Some(own) = gateway.subnet.as_ref().filter(|_| is_appliance) else {
        path.checks.push(route);
        path.hops.push(exit::hop(gateway));
        path.kind = PathKind::OtherNetwork;
        return;
    };
    let own = scenario.subnet(own);
    let Some((own, table)) = own.and_then(|it| Some((it, scenario.route_table_of(it)?))) else {
        let id = gateway.subnet.clone().unwrap_or_default();
        path.checks.push(undetermined(Unknown::RouteTableOf(id)));
        return;
    };
    let exit = exit::to_internet(scenario, id, table);
    let nat = exit.gateway.as_ref().filter(|_| exit.ends_at(scenario, GatewayKind::Nat));
    let judged = match (nat, route.because.network()) {
        (None, Some(because)) => {
            let end = (because.clone(), nowhere(), nowhere());
            let (passes, because) = exit.judged(scenario, id, false, end);
            stopped(passes, because)
        }
        _ => route.clone(),
    };
    let leads = judged.passes == Truth::Yes;
    path.checks.push(judged);
    let at = path.hops.len();
    path.hops.push(exit::hop(gateway));
    // AWS tells of network ACLs there for IPv6 only, so one that drops the packets leaves the answer open.
    let acl = nat::around(scenario, placement, subnet, Some(own), at).acl;
    path.checks.extend(acl.filter(|it| it.passes != Truth::Yes).map(|it| Check {
        control: Control::Network(NetworkControl::EndpointNetworkAcl),
        passes: Truth::Unknown,
        ..it
    }));
    match nat {
        Some(nat) => {
            path.hops.extend(exit.via.iter().filter_map(|it| scenario.gateway(it)).map(exit::hop));
            nat::through(scenario, placement, subnet, nat, path);
        }
        None if leads => exit.follow(scenario, (subnet, Some(own)), PathKind::OtherNetwork, path),
        None => {}
    }
}
