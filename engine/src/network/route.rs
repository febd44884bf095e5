//! Longest-prefix match: which route of a table the packets to S3 take.
//!
//! AWS: "Route priority" — the most specific route wins; of two equally specific ones, the one that is no prefix list.

use super::{Family, is_s3_list, s3_ranges};
use crate::condition::ip::Cidr;
use crate::scenario::{GatewayKind, Route, RouteTable, Scenario};
use crate::truth::Truth;

/// What the table says about S3's addresses.
pub(super) enum Chosen<'s> {
    /// They all take this route.
    Route(&'s Route),
    /// They take none.
    None,
    /// Which they take depends on this.
    Undetermined(String),
}

/// The route that packets to S3's public addresses take.
pub(super) fn choose<'s>(
    scenario: &'s Scenario,
    table: &'s RouteTable,
    family: Family,
) -> Chosen<'s> {
    let known = s3_ranges(scenario, family);
    if !known.is_empty() {
        return by_ranges(scenario, table, &known, family);
    }
    let mut list = None;
    let mut default = None;
    let mut specific = Vec::new();
    for route in &table.routes {
        match Cidr::parse(&route.destination) {
            None if is_list(scenario, route, family) => list = list.or(Some(route)),
            Some(range) if !family.has(range) || range.is_private() => {}
            Some(range) if range.prefix() == 0 => default = default.or(Some(route)),
            Some(_) => specific.push(route),
            None if may_hold_s3(scenario, route, family) => specific.push(route),
            None => {}
        }
    }
    let chosen = list.or(default);
    let differs = |it: &&&Route| chosen.is_none_or(|chosen| chosen.target != it.target);
    match (specific.iter().find(differs), chosen) {
        (Some(route), _) => {
            Chosen::Undetermined(format!("whether addresses of S3 lie in {}", route.destination))
        }
        (None, Some(route)) => Chosen::Route(route),
        (None, None) => Chosen::None,
    }
}

/// Whether the route is for S3's own list, which to a gateway endpoint holds the families that this serves.
fn is_list(scenario: &Scenario, route: &Route, family: Family) -> bool {
    let endpoint = scenario.endpoint(&route.target);
    route.destination.starts_with("pl-")
        && is_s3_list(scenario, &route.destination) == Truth::Yes
        && endpoint.map_or(family == Family::V4, |it| family.is_served_by(it) && !it.is_gone())
}

/// Whether a list that is not S3's own may hold addresses of S3: one that is not described, or holds public ones.
fn may_hold_s3(scenario: &Scenario, route: &Route, family: Family) -> bool {
    let described = scenario.prefix_lists.iter().find(|it| it.id == route.destination);
    match described {
        None => is_s3_list(scenario, &route.destination) == Truth::Unknown,
        // The lists of AWS's own services hold no addresses of S3.
        Some(list) if list.name.starts_with("com.amazonaws.") => false,
        Some(list) => {
            let public =
                |it: &String| Cidr::parse(it).is_none_or(|it| family.has(it) && !it.is_private());
            list.entries.is_empty() || list.entries.iter().any(public)
        }
    }
}

fn by_ranges<'s>(
    scenario: &'s Scenario,
    table: &'s RouteTable,
    ranges: &[Cidr],
    family: Family,
) -> Chosen<'s> {
    let mut chosen: Vec<Option<&Route>> = Vec::new();
    for s3 in ranges {
        // The prefix length, and whether it is no prefix list: the order in which routes win.
        let mut best: Option<((u32, bool), &Route)> = None;
        for route in &table.routes {
            let rank = match Cidr::parse(&route.destination) {
                Some(range) if range.contains(*s3) => (range.prefix(), true),
                Some(range) if s3.contains(range) => {
                    let on = format!(
                        "which addresses of {s3} the call uses: some take {}",
                        route.destination
                    );
                    return Chosen::Undetermined(on);
                }
                None if is_list(scenario, route, family) => (s3.prefix(), false),
                None if may_hold_s3(scenario, route, family) => {
                    let on = format!("whether {} holds addresses of S3", route.destination);
                    return Chosen::Undetermined(on);
                }
                _ => continue,
            };
            if best.is_none_or(|(before, _)| rank > before) {
                best = Some((rank, route));
            }
        }
        chosen.push(best.map(|(_, route)| route));
    }
    let first = chosen.first().copied().flatten();
    let target = |route: Option<&Route>| route.map(|it| it.target.clone());
    if chosen.iter().any(|it| target(*it) != target(first)) {
        return Chosen::Undetermined(
            "which of S3's addresses the call uses: their routes differ".to_owned(),
        );
    }
    first.map_or(Chosen::None, Chosen::Route)
}

/// Where a NAT gateway's own subnet leads to.
pub(super) struct Exit {
    /// The internet gateway, if it leads to one.
    pub gateway: Option<String>,
    /// Whether that way is there.
    pub open: Truth,
    /// Whether the table has a route to an S3 endpoint as well.
    pub beside_endpoint: bool,
}

/// Where `table`, that of a NAT gateway's subnet, sends what goes to the internet.
pub(super) fn to_internet(scenario: &Scenario, table: &RouteTable) -> Exit {
    let beside_endpoint = table.routes.iter().any(|it| is_list(scenario, it, Family::V4));
    let is_exit = |it: &&Route| {
        let default =
            Cidr::parse(&it.destination).is_some_and(|it| it.is_ipv4() && it.prefix() == 0);
        // An internet gateway serves the VPC that it is attached to; where that is not said, it is this one.
        let attached = scenario.gateway(&it.target).is_some_and(|it| {
            it.kind == GatewayKind::Internet && it.vpc.as_ref().is_none_or(|it| *it == table.vpc)
        });
        default && attached
    };
    let route = table.routes.iter().find(is_exit);
    Exit {
        gateway: route.map(|it| it.target.clone()),
        open: route.map_or(Truth::No, |it| !it.blackhole.truth()),
        beside_endpoint,
    }
}
