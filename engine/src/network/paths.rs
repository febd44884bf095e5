//! The paths of every caller: from where each starts, by which name it calls, and in which Region it arrives.

use accesspath_policy::truth::Truth;

use super::{
    AddressFamily, Hop, HopKind, Path, PathKind, client, control, in_subnet, premises,
    undetermined_route,
};
use crate::check::{NetworkReason, RegionAnswer, Unknown, WrongRegion};
use crate::control::{Control, NetworkControl};
use crate::scenario::{EndpointKind, Function, OtherCaller, Placement, S3Name, Scenario, Subnet};

/// Every path of every caller of the question, in the order of the question.
pub fn paths(scenario: &Scenario) -> Vec<Path> {
    let mut paths = Vec::new();
    for id in &scenario.question.callers {
        if let Some(function) = scenario.functions.iter().find(|it| it.id == *id) {
            for placement in &function.placements {
                let start = at_function(function, placement);
                let judged = |it: &Scenario| placed(it, function, placement, &start);
                paths.extend(addressed(scenario, placement, &judged));
            }
        } else if let Some(caller) = scenario.callers.iter().find(|it| it.id == *id) {
            paths.extend(of_caller(scenario, caller));
        } else if scenario.leaves_open() {
            let caller = OtherCaller { id: id.clone(), name: id.clone(), ..OtherCaller::default() };
            let on = Unknown::Untold { what: "facts", of: id.clone() };
            let mut path = Path { kind: PathKind::NoWay, ..internet(scenario, &caller) };
            path.checks.push(undetermined_route("", on));
            paths.push(path);
        }
    }
    paths
}

/// The paths of a placement, with what its client meets in the Region that it addresses first; `judged` gives those of
/// a scenario.
fn addressed(
    scenario: &Scenario,
    placement: &Placement,
    judged: &dyn Fn(&Scenario) -> Vec<Path>,
) -> Vec<Path> {
    let mut paths = judged(scenario);
    let Some(wrong) = wrong_region(scenario, placement) else { return paths };
    // What is only signed for another Region goes the same way.
    let mut there = match wrong.answer {
        RegionAnswer::Signature => Vec::new(),
        _ => judged(&client::moved(scenario, &wrong.region)),
    }
    .into_iter();
    for path in &mut paths {
        let mut reached = Truth::Yes;
        if let Some(there) = there.next() {
            reached = Truth::all(there.checks.iter().map(|it| it.passes));
            // Whether an endpoint's policy is asked before S3 redirects a request AWS does not say.
            let endpoint = there.hops.last().and_then(|it| scenario.endpoint(&it.name));
            if endpoint.is_some_and(|it| it.policy.is_some()) {
                reached = reached.and(Truth::Unknown);
            }
        }
        path.wrong_region = Some(WrongRegion { reached, ..wrong.clone() });
    }
    paths
}

fn wrong_region(scenario: &Scenario, placement: &Placement) -> Option<WrongRegion> {
    let (told, follows) = (placement.client_region.as_ref(), placement.follows_redirects.as_ref());
    let own_name = placement.endpoint_url.as_ref();
    client::wrong_region(scenario, told, follows, placement.name(), own_name)
}

/// The path of a caller on the internet.
pub(crate) fn internet(scenario: &Scenario, caller: &OtherCaller) -> Path {
    let place = caller.placement();
    let mut path = at_caller(caller, &place);
    path.wrong_region = wrong_region(scenario, &place);
    outside(scenario, place.endpoint_url.as_ref(), &mut path);
    path
}

/// The paths of a caller that is no function, by where it stands.
fn of_caller(scenario: &Scenario, caller: &OtherCaller) -> Vec<Path> {
    let place = caller.placement();
    let mut start = at_caller(caller, &place);
    // A connection whose VPC was not told stands for one that may not be there.
    let (told, untold) = match &caller.on_premises {
        Some(it) if it.is_open("vpc") => (None, true),
        other => (other.as_ref(), ["service", "subnets"].iter().any(|it| caller.is_open(it))),
    };
    if caller.service.is_some() {
        start.kind = PathKind::AwsService;
        vec![start]
    } else if !place.outside {
        addressed(scenario, &place, &|it| in_subnets(it, &place, &start))
    } else if let Some(premises) = told {
        let judged = |it: &Scenario| {
            let mut path = start.clone();
            premises::through(it, &place, premises, &mut path);
            vec![path]
        };
        addressed(scenario, &place, &judged)
    } else if untold {
        start.kind = PathKind::NoWay;
        let on = Unknown::Untold { what: "place", of: caller.name.clone() };
        start.checks.push(undetermined_route("", on));
        vec![start]
    } else {
        vec![internet(scenario, caller)]
    }
}

/// Judges the name that a client outside of every VPC calls: `own_name` is the endpoint whose own it is.
fn outside(scenario: &Scenario, own_name: Option<&String>, path: &mut Path) {
    let by_name =
        |subject: &str, because| control(NetworkControl::Dns, 0, subject, Truth::No, because);
    let Some(id) = own_name else {
        let no_name = client::no_such_name(scenario, path.s3_name);
        path.checks.extend(no_name.map(|it| by_name(path.s3_name.word(), it)));
        return;
    };
    path.kind = PathKind::NoWay;
    let is_gateway = scenario.endpoint(id).is_some_and(|it| it.kind == EndpointKind::Gateway);
    path.checks.push(match is_gateway {
        true => by_name(id, NetworkReason::NoSuchName { zone: None }),
        // An endpoint's own name resolves to a private address, which neither the internet nor Lambda's network reaches.
        false => {
            let because = NetworkReason::NoRouteToDestination { unused: Vec::new() };
            control(NetworkControl::Route, 0, id, Truth::No, because)
        }
    });
}

fn placed(
    scenario: &Scenario,
    function: &Function,
    placement: &Placement,
    start: &Path,
) -> Vec<Path> {
    if !placement.outside && !placement.subnets.is_empty() {
        return in_subnets(scenario, placement, start);
    }
    let mut path = start.clone();
    if !placement.outside && (placement.is_open("outside") || placement.is_open("subnets")) {
        let on = Unknown::Untold { what: "VPC", of: function.name.clone() };
        path.kind = PathKind::NoWay;
        path.checks.push(undetermined_route("", on));
    } else {
        outside(scenario, placement.endpoint_url.as_ref(), &mut path);
    }
    vec![path]
}

/// The paths of a client from each of its subnets; each begins as `start`.
fn in_subnets(scenario: &Scenario, placement: &Placement, start: &Path) -> Vec<Path> {
    let name = placement.name();
    // AWS: "Amazon S3 Transfer Acceleration" — the name leads to edge locations of CloudFront.
    let edge = name.is_accelerated().then(|| client::moved(scenario, ""));
    let scenario = edge.as_ref().unwrap_or(scenario);
    let several = placement.subnets.len() > 1;
    let path = |id: &String, family| {
        let mut path = Path { kind: PathKind::NoWay, family, ..start.clone() };
        path.subnet = Some(id.clone());
        if let Some(first) = path.hops.first_mut() {
            first.subnet = Some(id.clone());
        }
        if several {
            path.id = format!("{}/{id}", start.id);
        }
        if family == AddressFamily::V6 {
            path.id += "/ipv6";
        }
        match scenario.subnet(id) {
            Some(subnet) if name.is_fips() => fips(scenario, placement, subnet, &mut path),
            Some(subnet) => in_subnet(scenario, placement, subnet, &mut path),
            None => {
                let on = Unknown::Subnet(id.clone());
                path.checks.push(undetermined_route("", on));
            }
        }
        path
    };
    // A client that asks for a dual-stack name gets addresses of both families, and AWS does not say which it takes.
    let over_ipv6 = placement.ipv6 && name.is_dual_stack();
    let families: &[AddressFamily] =
        if over_ipv6 { &[AddressFamily::V4, AddressFamily::V6] } else { &[AddressFamily::V4] };
    let each = |id| families.iter().map(move |family| (id, *family));
    placement.subnets.iter().flat_map(each).map(|(id, family)| path(id, family)).collect()
}

/// Judges a path of a FIPS name: it is determined where it does not matter whether S3's prefix list and a gateway
/// endpoint hold the addresses of such names, since AWS does not say.
fn fips(scenario: &Scenario, placement: &Placement, subnet: &Subnet, path: &mut Path) {
    let mut apart = path.clone();
    in_subnet(scenario, placement, subnet, path);
    let dns = Control::Network(NetworkControl::Dns);
    if path.checks.iter().any(|it| it.control == dns && it.passes == Truth::No) {
        return;
    }
    let edge = Placement { s3_name: Some(S3Name::Accelerate), ..placement.clone() };
    in_subnet(&client::moved(scenario, ""), &edge, subnet, &mut apart);
    let all = |it: &Path| Truth::all(it.checks.iter().map(|it| it.passes));
    let same_way = all(path) == Truth::No || apart.hops == path.hops;
    if all(path) != all(&apart) || !same_way {
        path.kind = PathKind::NoWay;
        path.hops.truncate(1);
        path.beaten.clear();
        path.checks = vec![undetermined_route("", Unknown::FipsName)];
    }
}

/// The beginning of a path at a function outside of every VPC.
fn at_function(function: &Function, placement: &Placement) -> Path {
    let start = beginning(placement, PathKind::NoVpc, HopKind::Function, &function.name);
    Path { caller: function.id.clone(), placement: Some(placement.id.clone()), ..start }
}

/// The beginning of a path at a caller on the internet, whose place is `place`.
fn at_caller(caller: &OtherCaller, place: &Placement) -> Path {
    beginning(place, PathKind::Internet, HopKind::Caller, &caller.name)
}

fn beginning(placement: &Placement, kind: PathKind, hop: HopKind, name: &str) -> Path {
    Path {
        id: placement.id.clone(),
        caller: placement.id.clone(),
        placement: None,
        subnet: None,
        family: AddressFamily::V4,
        kind,
        s3_name: placement.name(),
        wrong_region: None,
        hops: vec![Hop { kind: hop, name: name.to_owned(), subnet: None }],
        beaten: Vec::new(),
        unused: Vec::new(),
        is_abroad: false,
        checks: Vec::new(),
    }
}
