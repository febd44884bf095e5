//! Longest-prefix match: the route of a table that packets take, to S3 or to another VPC.
//!
//! AWS: "Route priority" — the most specific route wins; of equally specific ones a static route comes before
//! one that names a prefix list, and that before a propagated one.

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::AddressFamily;
use super::prefix_list::{is_s3_list, s3_ranges};
use crate::check::{NetworkReason, Unknown};
use crate::scenario::{Route, RouteTable, Scenario, Subnet};

/// The route of a table for some addresses.
pub(super) enum Chosen<'s> {
    /// All of them take this route; the others match too, and lose to it.
    Route(&'s Route, Vec<Beaten>),
    /// No route matches.
    None,
    /// Which they take depends on this.
    Undetermined(Unknown),
}

impl Chosen<'_> {
    /// The target of the route.
    fn target(&self) -> Option<&str> {
        match self {
            Self::Route(route, _) => Some(&route.target),
            _ => None,
        }
    }
}

/// A route that matches S3's addresses and is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beaten {
    /// Its destination.
    pub destination: String,
    /// Its target.
    pub target: String,
    /// The route that is taken is more specific; otherwise it is equally specific, and of a preferred kind.
    pub less_specific: bool,
}

impl Beaten {
    /// Reachability Analyzer's word for why.
    pub const fn code(&self) -> &'static str {
        match self.less_specific {
            true => "more-specific-route",
            false => "higher-priority-route",
        }
    }
}

/// The rank of a route: the length of its prefix, then its kind. The highest rank is taken.
type Rank = (u8, Kind);

/// The kinds of route, from the least preferred to the most preferred among equally specific ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Propagated,
    PrefixList,
    Static,
}

fn kind(route: &Route) -> Kind {
    match Cidr::parse(&route.destination) {
        None => Kind::PrefixList,
        Some(_) if route.propagated => Kind::Propagated,
        Some(_) => Kind::Static,
    }
}

/// The route with the highest rank, and those that it beats; undetermined if two of that rank have different targets,
/// since AWS does not say which one it takes.
fn best<'s>(mut routes: Vec<(Rank, &'s Route)>) -> Chosen<'s> {
    routes.sort_by_key(|it| std::cmp::Reverse(it.0));
    let Some((first, rest)) = routes.split_first() else { return Chosen::None };
    // Of two equally specific routes either may be the preferred one, where one may be propagated.
    let open = |it: &(Rank, &Route)| it.1.is_open("propagated") && it.0.1 == Kind::Static;
    let tie = rest.iter().find(|it| {
        let equal = it.0 == first.0 || (it.0.0 == first.0.0 && (open(it) || open(first)));
        equal && it.1.target != first.1.target
    });
    if let Some((_, other)) = tie {
        let (one, other) = (first.1.destination.clone(), other.destination.clone());
        return Chosen::Undetermined(Unknown::EqualRoutes(one, other));
    }
    let beaten = rest.iter().filter(|it| it.1.target != first.1.target).map(|it| Beaten {
        destination: it.1.destination.clone(),
        target: it.1.target.clone(),
        less_specific: it.0.0 < first.0.0,
    });
    Chosen::Route(first.1, beaten.collect())
}

/// The route that packets to S3's public addresses take.
///
/// If the ranges of S3 are not known, only S3's prefix list and a default route surely match. Any other route for
/// public addresses may hold some of S3's; it leaves the answer open only if its target differs from the match.
pub(super) fn choose<'s>(
    scenario: &'s Scenario,
    table: &'s RouteTable,
    family: AddressFamily,
) -> Chosen<'s> {
    if let Some(on) = untold(table) {
        return Chosen::Undetermined(on);
    }
    choose_among(scenario, &table.routes.iter().collect::<Vec<_>>(), family)
}

/// The routes of the table, where they were not told.
pub(super) fn untold(table: &RouteTable) -> Option<Unknown> {
    table.is_open("routes").then(|| Unknown::Untold { what: "routes", of: table.id.clone() })
}

/// The same, where only `routes` count.
pub(super) fn choose_among<'s>(
    scenario: &'s Scenario,
    routes: &[&'s Route],
    family: AddressFamily,
) -> Chosen<'s> {
    let targets = routes.iter().filter_map(|it| scenario.endpoint(&it.target));
    if let Some(it) = targets.into_iter().find(|it| it.is_open("ip_address_type")) {
        let on = Unknown::Untold { what: "ip_address_type", of: it.id.clone() };
        return Chosen::Undetermined(on);
    }
    let known = s3_ranges(scenario, family);
    if !known.is_empty() {
        return by_ranges(scenario, routes, &known, family);
    }
    let (mut matching, mut specific) = (Vec::new(), Vec::new());
    let mut parts = Vec::new();
    for route in routes.iter().copied() {
        match Cidr::parse(&route.destination) {
            // The ranges of the list are not known here, but all are more specific than a default route or its halves.
            None if is_list(scenario, route, family) => matching.push(((2, kind(route)), route)),
            Some(range) if !family.has(range) || range.is_private() => {}
            Some(range) if range.prefix() == 0 => matching.push(((0, kind(route)), route)),
            Some(range) => {
                parts.push((range, route));
                specific.push(route);
            }
            None if may_hold_s3(scenario, route, family) => specific.push(route),
            None => {}
        }
    }
    matching.extend(whole(parts).map(|it| ((1, kind(it)), it)));
    let chosen = best(matching);
    if matches!(chosen, Chosen::Undetermined(_)) {
        return chosen;
    }
    match specific.iter().find(|it| chosen.target() != Some(it.target.as_str())) {
        Some(route) => Chosen::Undetermined(Unknown::HoldsS3(route.destination.clone())),
        None => chosen,
    }
}

/// One of the routes that together hold every address and lead to one target, as `0.0.0.0/1` and `128.0.0.0/1` do.
fn whole<'s>(mut parts: Vec<(Cidr, &'s Route)>) -> Option<&'s Route> {
    let found = |parts: &[(Cidr, &'s Route)]| {
        parts.iter().enumerate().find_map(|(at, (range, route))| {
            let other = parts.iter().skip(at + 1).position(|(other, its)| {
                its.target == route.target && range != other && range.parent() == other.parent()
            })?;
            Some((at, at + 1 + other))
        })
    };
    // Two halves become the range that they make, until they make everything.
    while let Some((one, other)) = found(&parts) {
        parts.remove(other);
        let (range, route) = parts.get_mut(one)?;
        *range = range.parent()?;
        if range.prefix() == 0 {
            return Some(route);
        }
    }
    None
}

/// The route is for S3's own list and this family: a list that leads to a gateway endpoint stands for the families that
/// the endpoint serves, any other for IPv4.
pub(super) fn is_list(scenario: &Scenario, route: &Route, family: AddressFamily) -> bool {
    let endpoint = scenario.endpoint(&route.target);
    route.destination.starts_with("pl-")
        && is_s3_list(scenario, &route.destination) == Truth::Yes
        && endpoint
            .map_or(family == AddressFamily::V4, |it| family.is_served_by(it) && !it.is_gone())
}

/// The route's list, which is not S3's own, may hold addresses of S3: it is not described, or holds public addresses.
fn may_hold_s3(scenario: &Scenario, route: &Route, family: AddressFamily) -> bool {
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

/// The route that packets to these ranges of S3 take.
///
/// The call uses one of the addresses, and it is not known which: all ranges must lead to the same target, and no route
/// may hold only a part of a range.
fn by_ranges<'s>(
    scenario: &'s Scenario,
    routes: &[&'s Route],
    ranges: &[Cidr],
    family: AddressFamily,
) -> Chosen<'s> {
    let mut chosen: Option<Chosen<'_>> = None;
    for s3 in ranges {
        let mut matching: Vec<(Rank, &Route)> = Vec::new();
        for route in routes.iter().copied() {
            let rank = match Cidr::parse(&route.destination) {
                Some(range) if range.contains(*s3) => (range.prefix(), kind(route)),
                Some(range) if s3.contains(range) => {
                    return Chosen::Undetermined(Unknown::AddressIn {
                        range: s3.to_string(),
                        destination: route.destination.clone(),
                    });
                }
                None if is_list(scenario, route, family) => (s3.prefix(), Kind::PrefixList),
                None if may_hold_s3(scenario, route, family) => {
                    match holding(scenario, route, *s3) {
                        Ok(Some(prefix)) => (prefix, Kind::PrefixList),
                        Ok(None) => continue,
                        Err(on) => return Chosen::Undetermined(on),
                    }
                }
                _ => continue,
            };
            matching.push((rank, route));
        }
        let next = best(matching);
        if matches!(next, Chosen::Undetermined(_)) {
            return next;
        }
        if chosen.as_ref().is_some_and(|it| it.target() != next.target()) {
            return Chosen::Undetermined(Unknown::S3Address);
        }
        chosen = chosen.or(Some(next));
    }
    chosen.unwrap_or(Chosen::None)
}

/// The length of the longest entry of a customer's list that holds the whole range, if one does.
///
/// # Errors
///
/// What it depends on, where an entry holds a part of the range only or the entries are not known.
fn holding(scenario: &Scenario, route: &Route, s3: Cidr) -> Result<Option<u8>, Unknown> {
    let list = scenario.prefix_lists.iter().find(|it| it.id == route.destination);
    let entries: Option<Vec<Cidr>> =
        list.and_then(|it| it.entries.iter().map(|it| Cidr::parse(it)).collect());
    let entries = entries.unwrap_or_default();
    if entries.is_empty() || entries.iter().any(|it| it.overlaps(s3) && !it.contains(s3)) {
        return Err(Unknown::HoldsS3(route.destination.clone()));
    }
    Ok(entries.iter().filter(|it| it.contains(s3)).map(|it| it.prefix()).max())
}

/// The route that packets to the private addresses `range` of another VPC take.
///
/// A range that overlaps with the own VPC is left open, because the local route would take such packets. A route for
/// only a part of the range leaves the answer open only if its target differs.
pub(super) fn to_range<'s>(
    scenario: &'s Scenario,
    table: &'s RouteTable,
    range: Cidr,
) -> Chosen<'s> {
    if let Some(on) = untold(table) {
        return Chosen::Undetermined(on);
    }
    let own = scenario.vpc(&table.vpc).into_iter().flat_map(|it| &it.cidrs);
    if own.filter_map(|it| Cidr::parse(it)).any(|it| it.overlaps(range)) {
        let (range, vpc) = (range.to_string(), table.vpc.clone());
        return Chosen::Undetermined(Unknown::SharedRange { range, vpc });
    }
    let (mut matching, mut partly) = (Vec::new(), Vec::new());
    for route in &table.routes {
        match Cidr::parse(&route.destination) {
            Some(it) if it.contains(range) => matching.push(((it.prefix(), kind(route)), route)),
            Some(it) if range.contains(it) => partly.push(route),
            Some(_) => {}
            None if !may_be_private(scenario, route) => {}
            None => match holding(scenario, route, range) {
                Ok(Some(prefix)) => matching.push(((prefix, Kind::PrefixList), route)),
                Ok(None) => {}
                Err(_) => partly.push(route),
            },
        }
    }
    let chosen = best(matching);
    if matches!(chosen, Chosen::Undetermined(_)) {
        return chosen;
    }
    match partly.iter().find(|it| chosen.target() != Some(it.target.as_str())) {
        Some(route) => Chosen::Undetermined(Unknown::AddressIn {
            range: range.to_string(),
            destination: route.destination.clone(),
        }),
        None => chosen,
    }
}

/// The route's list may hold private addresses; the lists of AWS's own services do not.
fn may_be_private(scenario: &Scenario, route: &Route) -> bool {
    let described = scenario.prefix_lists.iter().find(|it| it.id == route.destination);
    let of_aws = described.is_some_and(|it| it.name.starts_with("com.amazonaws."));
    !of_aws && is_s3_list(scenario, &route.destination) != Truth::Yes
}

/// A route of `table` that is more specific than the local one and takes packets to `subnet`, and what becomes of them;
/// nothing where the local route takes them.
///
/// AWS: "Route tables", "Routes more specific than the local route" — its target is a middlebox, and what that does
/// with the packets is not known.
pub(super) fn beside_local(
    scenario: &Scenario,
    table: &RouteTable,
    subnet: &Subnet,
) -> Option<(Truth, NetworkReason)> {
    if let Some(on) = untold(table) {
        return Some((Truth::Unknown, NetworkReason::RouteUndetermined { on }));
    }
    let to = Cidr::parse(&subnet.cidr)?;
    let own: Vec<Cidr> =
        scenario.vpc(&table.vpc)?.cidrs.iter().filter_map(|it| Cidr::parse(it)).collect();
    let routes = table.routes.iter().filter_map(|it| Some((Cidr::parse(&it.destination)?, it)));
    let inside = |range: &Cidr| own.iter().any(|it| it.contains(*range) && it != range);
    let taking = routes.filter(|(range, _)| range.overlaps(to) && inside(range));
    let (range, route) = taking.max_by_key(|(range, _)| range.prefix())?;
    let (destination, target) = (route.destination.clone(), route.target.clone());
    let undetermined = |on| Some((Truth::Unknown, NetworkReason::RouteUndetermined { on }));
    if !range.contains(to) {
        return undetermined(Unknown::AddressIn { range: to.to_string(), destination });
    }
    match route.blackhole.truth() {
        Truth::Yes => Some((Truth::No, NetworkReason::BadStateRoute { destination, target })),
        Truth::Unknown => undetermined(Unknown::Target { destination, target }),
        Truth::No => undetermined(Unknown::Beyond(target)),
    }
}
