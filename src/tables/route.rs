//! The routes of a route table.

use accesspath_engine::scenario::{EndpointKind, Fact, Route, RouteTable, Scenario};

use super::cell::{gone, range};
use super::{Cell, Table, TableId, TableRow, gateway};

pub(super) fn table(scenario: &Scenario, table: &RouteTable) -> Table {
    let used: Vec<&str> = scenario
        .subnets
        .iter()
        .filter(|it| scenario.route_table_of(it).is_some_and(|it| it.id == table.id))
        .map(|it| it.id.as_str())
        .collect();
    let used = if used.is_empty() {
        "used by no subnet".to_owned()
    } else {
        format!("of {}", used.join(", "))
    };
    let ranges = scenario.vpc(&table.vpc).map(|it| it.cidrs.join(", ")).unwrap_or_default();
    let fixed = |cells: [&str; 3]| cells.map(Cell::fixed).to_vec();
    let local = TableRow { at: None, removable: false, cells: fixed([&ranges, "local", "active"]) };
    let own = table.routes.iter().enumerate().map(|(at, route)| {
        let state = state_word(&route.blackhole);
        if is_association(scenario, route) {
            // AWS adds and removes these routes with the association.
            let cells = fixed([&route.destination, &route.target, state]);
            return TableRow { at: Some(at), removable: false, cells };
        }
        let states = ["active", "blackhole", "unknown"].map(|it| (it, it));
        let cells = vec![
            Cell::Text(route.destination.clone()),
            Cell::Choice(route.target.clone(), targets(scenario, &route.target)),
            Cell::choice(state, &states),
        ];
        TableRow { at: Some(at), removable: true, cells }
    });
    let some = !scenario.gateways.is_empty();
    let add = ("route".to_owned(), "Add a route".to_owned());
    Table {
        id: TableId::Routes(table.id.clone()),
        title: format!("Route table {} {used}", table.id),
        columns: ["Destination", "Target", "State"].to_vec(),
        rows: std::iter::once(local).chain(own).collect(),
        adds: some.then_some(add).into_iter().collect(),
        form: false,
    }
}

const fn state_word(blackhole: &Fact<bool>) -> &'static str {
    match blackhole {
        Fact::Known(true) => "blackhole",
        Fact::Known(false) => "active",
        Fact::Unknown => "unknown",
    }
}

/// The route is the association of a gateway endpoint.
pub(super) fn is_association(scenario: &Scenario, route: &Route) -> bool {
    scenario.endpoint(&route.target).is_some_and(|it| it.kind == EndpointKind::Gateway)
}

fn targets(scenario: &Scenario, now: &str) -> Vec<(String, String)> {
    let of = |it: &accesspath_engine::scenario::Gateway| {
        (it.id.clone(), format!("{} ({})", it.id, gateway::kind(it.kind)))
    };
    let mut all: Vec<(String, String)> = scenario.gateways.iter().map(of).collect();
    if !all.iter().any(|(id, _)| id == now) {
        all.push((now.to_owned(), now.to_owned()));
    }
    all
}

pub(super) fn of<'s>(scenario: &'s mut Scenario, id: &str) -> Option<&'s mut RouteTable> {
    scenario.route_tables.iter_mut().find(|it| it.id == id)
}

pub(super) fn set(
    scenario: &mut Scenario,
    id: &str,
    row: usize,
    column: usize,
    value: &str,
) -> Result<(), String> {
    let listed = scenario.prefix_lists.iter().any(|it| it.id == value);
    let table = of(scenario, id).ok_or_else(gone)?;
    let twice = table
        .routes
        .iter()
        .enumerate()
        .any(|(at, it)| at != row && it.destination == value && column == 0);
    let route = table.routes.get_mut(row).ok_or_else(gone)?;
    match column {
        0 if twice => return Err(format!("{id} has a route for {value} already.")),
        0 if listed || value.starts_with("pl-") => value.clone_into(&mut route.destination),
        0 => route.destination = range(value)?,
        1 => value.clone_into(&mut route.target),
        _ => {
            route.blackhole = match value {
                "active" => Fact::Known(false),
                "blackhole" => Fact::Known(true),
                _ => Fact::Unknown,
            }
        }
    }
    Ok(())
}

pub(super) fn add(scenario: &mut Scenario, id: &str) {
    let target = scenario.gateways.first().map(|it| it.id.clone()).unwrap_or_default();
    let Some(table) = of(scenario, id) else { return };
    let usual = ["0.0.0.0/0", "::/0", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
    let free =
        usual.into_iter().find(|it| !table.routes.iter().any(|route| route.destination == *it));
    if let Some(destination) = free {
        let destination = destination.to_owned();
        table.routes.push(Route { destination, target, ..Route::default() });
    }
}
