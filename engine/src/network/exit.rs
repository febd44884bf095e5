//! The way out of a subnet that no function stands in: that of a NAT gateway, a NAT instance or an appliance.
//!
//! It follows the most specific routes as those of a function's subnet are followed, through every appliance that is
//! told to lead on, and ends at a gateway.

use accesspath_policy::truth::Truth;

use super::route::{self, Chosen};
use super::{AddressFamily, Hop, HopKind, Path, PathKind, public_access};
use crate::check::{NetworkReason, Unknown};
use crate::scenario::{Gateway, GatewayKind, Route, RouteTable, Scenario, Subnet};

/// The way from a subnet to the internet.
pub(super) struct Exit {
    /// The gateway that it ends at: an internet gateway, or one that leads elsewhere.
    pub gateway: Option<String>,
    /// It leads to the internet there.
    pub open: Truth,
    /// What that depends on, where it is not known.
    pub on: Option<Unknown>,
    /// The gateway or appliance that is told to lead to no internet.
    pub refuses: Option<String>,
    /// The appliances on the way, in their order.
    pub via: Vec<String>,
    /// A table on the way has a route for S3's own list as well.
    pub beside_endpoint: bool,
}

impl Exit {
    const fn at(gateway: Option<String>, open: Truth, on: Option<Unknown>) -> Self {
        Self { gateway, open, on, refuses: None, via: Vec::new(), beside_endpoint: false }
    }

    const fn unknown(on: Unknown) -> Self {
        Self::at(None, Truth::Unknown, Some(on))
    }

    /// The gateway at its end, if that is of the `kind`.
    pub fn ends_at(&self, scenario: &Scenario, kind: GatewayKind) -> bool {
        let end = self.gateway.as_ref().and_then(|it| scenario.gateway(it));
        end.is_some_and(|it| it.kind == kind)
    }

    /// The result for what `from` sends over it, and the reason.
    ///
    /// An internet gateway serves only packets from a public address; an appliance with one of its own gives it to them.
    /// The reasons of `end` are those where they arrive, where the way leads nowhere, and where they have no address.
    pub fn judged(
        &self,
        scenario: &Scenario,
        from: &str,
        has_address: bool,
        end: (NetworkReason, NetworkReason, NetworkReason),
    ) -> (Truth, NetworkReason) {
        let undetermined =
            |on: &Unknown| (Truth::Unknown, NetworkReason::RouteUndetermined { on: on.clone() });
        let passed = self.via.iter().map(String::as_str).chain([from]);
        let of = |it: &str| scenario.gateway(it).filter(|it| it.kind == GatewayKind::Appliance);
        let mut appliances = passed.filter_map(of).peekable();
        let first = appliances.peek().map(|it| it.id.clone());
        let (arrives, nowhere, without) = end;
        match (&self.on, &self.refuses, self.open) {
            (Some(Unknown::AttachmentOf(_)), ..) if !has_address && first.is_none() => {
                (Truth::No, without)
            }
            (Some(on), ..) => undetermined(on),
            (None, Some(target), _) => {
                (Truth::No, NetworkReason::LeadsToNoInternet { target: target.clone() })
            }
            (None, None, Truth::Yes) => {
                let at_internet_gateway = self.ends_at(scenario, GatewayKind::Internet);
                match first {
                    _ if has_address || !at_internet_gateway => (Truth::Yes, arrives),
                    None => (Truth::No, without),
                    _ if appliances.any(|it| !it.public_ip.addresses().is_empty()) => {
                        (Truth::Yes, arrives)
                    }
                    Some(id) => undetermined(&Unknown::AddressBehind(id)),
                }
            }
            _ => (Truth::No, nowhere),
        }
    }

    /// Continues `path` over it, from `own`, the subnet where it begins; the function is in `subnet`.
    pub fn follow(
        &self,
        scenario: &Scenario,
        (subnet, own): (&Subnet, Option<&Subnet>),
        kind: PathKind,
        path: &mut Path,
    ) {
        let to_internet_gateway = self.ends_at(scenario, GatewayKind::Internet);
        let direct = self.via.is_empty();
        path.kind = match direct && (to_internet_gateway || self.gateway.is_none()) {
            true => kind,
            false => PathKind::OtherNetwork,
        };
        let passed = self.via.iter().chain(&self.gateway);
        path.hops.extend(passed.filter_map(|it| scenario.gateway(it)).map(hop));
        if to_internet_gateway {
            let at = path.hops.len() - 1;
            let by_nat = path.hops.iter().any(|it| it.kind == HopKind::NatGateway);
            let own = own.filter(|_| direct);
            path.checks.extend(public_access::check(scenario, subnet, own, at, by_nat));
        }
    }
}

/// What becomes of replies from `own` to the function's `subnet`, where a route takes them before the local one does.
///
/// An appliance that the request has passed lets its replies pass.
pub(super) fn replies(
    scenario: &Scenario,
    own: &Subnet,
    subnet: &Subnet,
    path: &Path,
) -> Option<(Truth, NetworkReason)> {
    let table = scenario.route_table_of(own).filter(|_| own.id != subnet.id)?;
    let found = route::beside_local(scenario, table, subnet)?;
    match &found.1 {
        NetworkReason::RouteUndetermined { on: Unknown::Beyond(id) }
            if path.hops.iter().any(|it| it.name == *id) =>
        {
            None
        }
        _ => Some(found),
    }
}

/// The hop at a gateway.
pub(super) fn hop(gateway: &Gateway) -> Hop {
    let kind = match gateway.kind {
        GatewayKind::Internet => HopKind::InternetGateway,
        GatewayKind::Nat => HopKind::NatGateway,
        GatewayKind::NatInstance => HopKind::NatInstance,
        GatewayKind::EgressOnly => HopKind::EgressOnlyGateway,
        GatewayKind::Peering => HopKind::Peering,
        GatewayKind::Appliance => HopKind::Appliance,
        GatewayKind::Transit | GatewayKind::Vpn | GatewayKind::CoreNetwork => HopKind::OtherNetwork,
    };
    let subnet = gateway.subnet.clone().filter(|_| kind != HopKind::InternetGateway);
    Hop { kind, name: gateway.id.clone(), subnet }
}

/// The exit of `from`, a NAT gateway, a NAT instance or an appliance, by the `table` of its subnet: the route that
/// packets to S3's public addresses take, those to gateway endpoints aside.
///
/// What lies behind an appliance or another network is known only where the scenario tells it.
pub(super) fn to_internet(scenario: &Scenario, from: &str, table: &RouteTable) -> Exit {
    let (mut via, mut beside_endpoint) = (Vec::new(), false);
    let is_appliance = scenario.gateway(from).is_some_and(|it| it.kind == GatewayKind::Appliance);
    let mut table = table;
    loop {
        let listed = table.routes.iter().find(|it| route::is_list(scenario, it, AddressFamily::V4));
        let listed = listed.map(|it| Unknown::Beyond(it.target.clone()));
        beside_endpoint |= listed.is_some();
        let found = match step(scenario, table) {
            // What an appliance sends on, or what finds no other route, may take the endpoint.
            _ if listed.is_some() && (is_appliance || !via.is_empty()) => {
                Step::End(Exit::at(None, Truth::Unknown, listed))
            }
            Step::End(Exit { open: Truth::No, gateway: None, refuses: None, .. })
                if listed.is_some() =>
            {
                Step::End(Exit::at(None, Truth::Unknown, listed))
            }
            found => found,
        };
        match found {
            // What leads back to itself leads nowhere.
            Step::End(exit) if exit.gateway.as_deref() == Some(from) => {
                return Exit::at(None, Truth::No, None);
            }
            Step::On(id, _) if id == from || via.contains(&id) => {
                return Exit::at(None, Truth::No, None);
            }
            Step::End(exit) => return Exit { via, beside_endpoint, ..exit },
            Step::On(id, next) => {
                via.push(id);
                table = next;
            }
        }
    }
}

/// One step of the way: to a gateway at its end, or through an appliance to the table of its subnet.
enum Step<'s> {
    End(Exit),
    On(String, &'s RouteTable),
}

fn step<'s>(scenario: &'s Scenario, table: &'s RouteTable) -> Step<'s> {
    let to_endpoint = |it: &&Route| scenario.endpoint(&it.target).is_some();
    let routes: Vec<&Route> = table.routes.iter().filter(|it| !to_endpoint(it)).collect();
    let nowhere = |gateway| Exit::at(gateway, Truth::No, None);
    if let Some(on) = route::untold(table) {
        return Step::End(Exit::unknown(on));
    }
    let route = match route::choose_among(scenario, &routes, AddressFamily::V4) {
        Chosen::Route(route, _) => route,
        Chosen::None => return Step::End(nowhere(None)),
        Chosen::Undetermined(on) => return Step::End(Exit::unknown(on)),
    };
    let target = route.target.clone();
    let gone = route.blackhole.truth() == Truth::Yes;
    if route.blackhole.truth() == Truth::Unknown {
        let destination = route.destination.clone();
        return Step::End(Exit::unknown(Unknown::Target { destination, target }));
    }
    let gateway = scenario.gateway(&target);
    Step::End(match gateway.map(|it| (it, it.kind)) {
        Some((it, GatewayKind::Internet)) => match it.vpc.serves(&table.vpc) {
            Truth::Yes => Exit::at(Some(target), Truth::from(!gone), None),
            Truth::Unknown if !gone => Exit::unknown(Unknown::AttachmentOf(target)),
            _ => nowhere(None),
        },
        _ if gone => nowhere(None),
        // Neither carries IPv4 to the internet.
        Some((_, GatewayKind::EgressOnly | GatewayKind::Peering)) => nowhere(None),
        Some((it, kind)) if kind.leads_elsewhere() => match (it.leads(), &it.subnet) {
            (Truth::Unknown, _) => Exit::unknown(Unknown::Beyond(target)),
            (Truth::No, _) => Exit { refuses: Some(target), ..nowhere(None) },
            (Truth::Yes, None) if it.is_open("subnet") && it.kind == GatewayKind::Appliance => {
                Exit::unknown(Unknown::Untold { what: "subnet", of: target })
            }
            (Truth::Yes, None) => Exit::at(Some(target), Truth::Yes, None),
            (Truth::Yes, Some(own)) => {
                match scenario.subnet(own).and_then(|it| scenario.route_table_of(it)) {
                    Some(table) => return Step::On(target, table),
                    None => Exit::unknown(Unknown::RouteTableOf(own.clone())),
                }
            }
        },
        Some(_) => {
            let on = Some(Unknown::Beyond(target.clone()));
            Exit::at(Some(target), Truth::Unknown, on)
        }
        None => Exit::unknown(Unknown::UnknownTarget(target)),
    })
}

/// The exit of a regional NAT gateway, which is in no subnet: the internet gateway of its VPC.
// AWS: "Regional NAT gateways" — its own route table starts with that route.
pub(super) fn regional(scenario: &Scenario, vpc: &str) -> Exit {
    let own = scenario.gateways.iter().filter(|it| it.kind == GatewayKind::Internet);
    let own = || own.clone().map(|it| (it, it.vpc.serves(vpc)));
    let attached = own().find(|it| it.1 == Truth::Yes).map(|it| it.0.id.clone());
    let perhaps = own().find(|it| it.1 == Truth::Unknown).map(|it| it.0.id.clone());
    match (attached, perhaps) {
        (None, Some(it)) => Exit::unknown(Unknown::AttachmentOf(it)),
        (None, None) => Exit::at(None, Truth::No, None),
        (attached, _) => Exit::at(attached, Truth::Yes, None),
    }
}
