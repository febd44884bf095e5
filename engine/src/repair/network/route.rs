//! Routes: to S3's prefix list, to gateways that lead to the internet, and in place of those that lead nowhere.

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::client::Client;
use super::edit::{Record, add, at, new_id, remove, set, text};
use super::{NetworkRepair, TableRoute};
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{EndpointKind, RouteTable, Scenario};

/// The prefix list of S3 in the bucket's Region, where the scenario tells it.
pub(super) fn known_s3_list(client: &Client<'_>) -> Option<String> {
    let scenario = client.scenario;
    let name = format!("com.amazonaws.{}.s3", client.region);
    let described = scenario.prefix_lists.iter().find(|it| it.name == name);
    let of_region = |vpc: &str| scenario.vpc(vpc).is_some_and(|it| it.region == client.region);
    let routed = || {
        let mut routes = scenario.route_tables.iter().flat_map(|it| &it.routes);
        routes.find(|it| {
            let endpoint = scenario.endpoint(&it.target);
            it.destination.starts_with("pl-")
                && endpoint.is_some_and(|it| it.kind == EndpointKind::Gateway && of_region(&it.vpc))
        })
    };
    described.map(|it| it.id.clone()).or_else(|| routed().map(|it| it.destination.clone()))
}

/// The same, or a name for it where the scenario tells none.
pub(super) fn s3_list(client: &Client<'_>) -> String {
    known_s3_list(client).unwrap_or_else(|| new_id(client.scenario, "pl-s3"))
}

/// The edits by which a table sends packets to a target, and the route as they leave it.
pub(super) fn sent(
    scenario: &Scenario,
    table: &RouteTable,
    destination: &str,
    target: &str,
) -> (Vec<Change>, TableRoute) {
    let place = at(scenario, "route_tables", &table.id, &["routes"]);
    let own = |it: &crate::scenario::Route| !it.propagated && it.destination == destination;
    let there = table.routes.iter().position(own);
    let changes = match there {
        Some(index) => {
            let member = |name: &str| {
                let mut at = place.clone();
                at.extend([(index + 1).to_string(), name.to_owned()]);
                at
            };
            vec![set(member("target"), text(target)), set(member("blackhole"), "false")]
        }
        None => vec![add(&place, json(scenario, destination, target))],
    };
    let replaced = there.and_then(|it| table.routes.get(it)).map(|it| it.target.clone());
    let route = TableRoute {
        table: table.id.clone(),
        destination: destination.to_owned(),
        target: target.to_owned(),
        replaces: replaced,
    };
    (changes, route)
}

/// A route as JSON.
pub(super) fn json(scenario: &Scenario, destination: &str, target: &str) -> String {
    Record::new(scenario)
        .text("destination", destination)
        .text("target", target)
        .told(&[("blackhole", "false"), ("propagated", "false")])
        .json()
}

/// The repair that sets one route.
pub(super) fn set_route(
    client: &Client<'_>,
    table: &RouteTable,
    destination: &str,
    target: &str,
) -> Repair {
    let (changes, route) = sent(client.scenario, table, destination, target);
    let does = NetworkRepair::SetRoutes { routes: vec![route] };
    Repair::new(does, client.owner_of(&table.vpc), changes).opening(Breadth::Some)
}

/// The repair that removes a route, so that a less specific one takes its packets.
pub(super) fn removed(
    client: &Client<'_>,
    table: &RouteTable,
    destination: &str,
    target: &str,
) -> Option<Repair> {
    let own = |it: &crate::scenario::Route| it.destination == destination && it.target == target;
    let number = table.routes.iter().position(|it| own(it) && !it.propagated)? + 1;
    let place = at(client.scenario, "route_tables", &table.id, &["routes", &number.to_string()]);
    let does = NetworkRepair::RemoveRoute {
        table: table.id.clone(),
        destination: destination.to_owned(),
        target: target.to_owned(),
    };
    let by = client.owner_of(&table.vpc);
    Some(Repair::new(does, by, vec![remove(place)]).opening(Breadth::Little))
}

/// The repairs that remove the black holes for public addresses in the route tables of the subnets behind the client's.
pub(super) fn without_black_holes(client: &Client<'_>) -> Vec<Repair> {
    let of_path = client.path.hops.iter().skip(1).filter_map(|it| it.subnet.as_deref());
    let tables = of_path
        .filter_map(|it| client.scenario.subnet(it))
        .filter_map(|it| client.scenario.route_table_of(it));
    let mut found = Vec::new();
    for table in tables.filter(|it| client.table.is_none_or(|own| own.id != it.id)) {
        let gone = table.routes.iter().filter(|it| it.blackhole.truth() == Truth::Yes);
        let public = |it: &str| Cidr::parse(it).is_some_and(|it| !it.is_private());
        for route in gone.filter(|it| public(&it.destination)) {
            found.extend(removed(client, table, &route.destination, &route.target));
        }
    }
    found
}

/// The tables that have this route.
pub(super) fn tables_with<'s>(
    scenario: &'s Scenario,
    destination: &str,
    target: &str,
) -> impl Iterator<Item = &'s RouteTable> {
    let own = move |it: &&RouteTable| {
        it.routes.iter().any(|it| it.destination == destination && it.target == target)
    };
    scenario.route_tables.iter().filter(own).collect::<Vec<_>>().into_iter()
}

/// The destination of the client's route to `target`, the widest where there are several.
pub(super) fn destination_to(client: &Client<'_>, target: &str) -> Option<String> {
    let everything = client.path.family.everything();
    let routes = client.table.map(|it| it.routes.as_slice()).unwrap_or_default();
    let mut own = routes.iter().filter(|it| it.target == target).map(|it| &it.destination);
    own.clone().find(|it| *it == everything).or_else(|| own.next()).cloned()
}

/// Some route to the target is a black hole, so that it does not exist any more.
pub(super) fn is_gone(scenario: &Scenario, target: &str) -> bool {
    let mut routes = scenario.route_tables.iter().flat_map(|it| &it.routes);
    routes.any(|it| it.target == target && it.blackhole.truth() == Truth::Yes)
}

/// The repair that waits until a resource that is being made can be used.
pub(super) fn awaited(client: &Client<'_>, list: &str, id: &str) -> Repair {
    let place = at(client.scenario, list, id, &["state"]);
    let does = NetworkRepair::Await { resource: id.to_owned() };
    Repair::new(does, Actor::Caller, vec![set(place, "\"available\"")])
}
