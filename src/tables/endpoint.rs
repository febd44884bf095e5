//! The VPC endpoints for S3: their associations, and their private DNS.

use accesspath_engine::scenario::change::{Change, Slot, apply};
use accesspath_engine::scenario::{
    Endpoint, EndpointKind, Fact, PrefixList, Route, Scenario, SecurityGroup, SecurityGroupRule,
};

use super::cell::{self, SWITCH, gone, switch_fact, switch_word};
use super::gateway::{state_cell, state_fact};
use super::{Cell, Table, TableId, TableRow, free_id, route};

pub(super) fn table(scenario: &Scenario) -> Table {
    let row = |(at, it): (usize, &Endpoint)| {
        let interface = it.kind == EndpointKind::Interface;
        let ticks = match interface {
            true => {
                let own = scenario.subnets.iter().filter(|subnet| subnet.vpc == it.vpc);
                own.map(|subnet| (subnet.id.clone(), it.subnets.contains(&subnet.id))).collect()
            }
            false => {
                let own = scenario.route_tables.iter().filter(|table| table.vpc == it.vpc);
                let on = |routes: &[Route]| routes.iter().any(|route| route.target == it.id);
                own.map(|table| (table.id.clone(), on(&table.routes))).collect()
            }
        };
        let groups = |it: &Endpoint| {
            let all = scenario.security_groups.iter();
            all.map(|group| (group.id.clone(), it.security_groups.contains(&group.id))).collect()
        };
        let dns = || Cell::choice(switch_word(&it.private_dns), &SWITCH);
        let cells = vec![
            Cell::Text(it.id.clone()),
            Cell::fixed(if interface { "interface" } else { "gateway" }),
            Cell::Ticks(ticks),
            if interface { Cell::Ticks(groups(it)) } else { Cell::fixed("") },
            if interface { dns() } else { Cell::fixed("") },
            state_cell(&it.state),
        ];
        TableRow { at: Some(at), removable: true, cells }
    };
    let several = scenario.vpcs.len() > 1;
    let adds = scenario.vpcs.iter().flat_map(|vpc| {
        let to = if several { format!(" to {}", vpc.id) } else { String::new() };
        [("gateway", "a gateway endpoint"), ("interface", "an interface endpoint")]
            .map(|(word, says)| (format!("{word} {}", vpc.id), format!("Add {says}{to}")))
    });
    Table {
        id: TableId::Endpoints,
        title: "Endpoints for S3".to_owned(),
        columns: [
            "Endpoint",
            "Kind",
            "Route tables or subnets",
            "Security groups",
            "Private DNS",
            "State",
        ]
        .to_vec(),
        rows: scenario.endpoints.iter().enumerate().map(row).collect(),
        adds: adds.collect(),
        form: false,
    }
}

pub(super) fn set(
    scenario: &mut Scenario,
    row: usize,
    column: usize,
    value: &str,
) -> Result<(), String> {
    let endpoint = scenario.endpoints.get_mut(row).ok_or_else(gone)?;
    match column {
        2 if endpoint.kind == EndpointKind::Interface => {
            let there = endpoint.subnets.iter().position(|it| it == value);
            match there {
                Some(_) if endpoint.subnets.len() == 1 => {
                    return Err("An interface endpoint stands in one subnet at least.".to_owned());
                }
                Some(at) => drop(endpoint.subnets.remove(at)),
                None => endpoint.subnets.push(value.to_owned()),
            }
        }
        2 => {
            let endpoint = endpoint.clone();
            return associate(scenario, &endpoint, value);
        }
        3 => cell::toggle(&mut endpoint.security_groups, value),
        4 => endpoint.private_dns = switch_fact(value),
        _ => endpoint.state = state_fact(value),
    }
    Ok(())
}

/// Associates the gateway endpoint with a route table, or removes the association.
fn associate(scenario: &mut Scenario, endpoint: &Endpoint, table: &str) -> Result<(), String> {
    let routes = |it: &Scenario| {
        let table = it.route_tables.iter().find(|it| it.id == table);
        table.map(|it| it.routes.clone()).ok_or_else(gone)
    };
    let mut routes = routes(scenario)?;
    let before = routes.len();
    routes.retain(|it| it.target != endpoint.id);
    if routes.len() == before {
        if let Some(other) = routes.iter().find(|it| route::is_association(scenario, it)) {
            return Err(format!(
                "{table} is associated with {} already, and takes one gateway endpoint for S3.",
                other.target
            ));
        }
        let destination = prefix_list(scenario, endpoint);
        routes.push(Route { destination, target: endpoint.id.clone(), ..Route::default() });
    }
    if let Some(table) = route::of(scenario, table) {
        table.routes = routes;
    }
    Ok(())
}

/// The id of S3's prefix list in the endpoint's Region; if the scenario has none, one is added.
fn prefix_list(scenario: &mut Scenario, endpoint: &Endpoint) -> String {
    let of_same = |it: &&Route| {
        let other = scenario.endpoint(&it.target);
        other.is_some_and(|it| it.kind == EndpointKind::Gateway && it.vpc == endpoint.vpc)
    };
    let used = scenario.route_tables.iter().flat_map(|it| &it.routes).find(of_same);
    if let Some(route) = used {
        return route.destination.clone();
    }
    let region = scenario.vpc(&endpoint.vpc).map(|it| it.region.clone()).unwrap_or_default();
    let name = format!("com.amazonaws.{region}.s3");
    if let Some(list) = scenario.prefix_lists.iter().find(|it| it.name == name) {
        return list.id.clone();
    }
    let id = free_id(scenario, "pl-s3");
    scenario.prefix_lists.push(PrefixList { id: id.clone(), name, ..PrefixList::default() });
    id
}

/// Adds an endpoint; `word` is its kind and its VPC.
pub(super) fn add(scenario: &mut Scenario, word: &str) {
    let Some((kind, vpc)) = word.split_once(' ') else { return };
    let mut endpoint = Endpoint { vpc: vpc.to_owned(), ..Endpoint::default() };
    if kind == "gateway" {
        endpoint.id = free_id(scenario, "vpce-gateway");
        scenario.endpoints.push(endpoint);
        return;
    }
    endpoint.id = free_id(scenario, "vpce-interface");
    endpoint.kind = EndpointKind::Interface;
    endpoint.private_dns = Fact::Known(true);
    let placements = scenario.functions.iter().flat_map(|it| &it.placements);
    let used = placements.flat_map(|it| &it.subnets).find(|id| {
        let subnet = scenario.subnet(id);
        subnet.is_some_and(|it| it.vpc == vpc)
    });
    let first = scenario.subnets.iter().find(|it| it.vpc == vpc).map(|it| &it.id);
    endpoint.subnets = used.or(first).cloned().into_iter().collect();
    // Its own group allows HTTPS from the whole VPC, as AWS's guide recommends.
    let group = free_id(scenario, "sg-endpoint");
    let ranges = scenario.vpc(vpc).map(|it| it.cidrs.clone()).unwrap_or_default();
    let rules = ranges.into_iter().map(|it| SecurityGroupRule {
        protocol: Some("tcp".to_owned()),
        from_port: Some(443),
        cidr: Some(it),
        ..SecurityGroupRule::default()
    });
    endpoint.security_groups = vec![group.clone()];
    scenario.security_groups.push(SecurityGroup {
        id: group,
        ingress: Some(Fact::Known(rules.collect())),
        ..SecurityGroup::default()
    });
    scenario.endpoints.push(endpoint);
}

/// The scenario without the endpoint's policy, which goes with it.
pub(super) fn detached(scenario: &Scenario, endpoint: &Endpoint) -> Scenario {
    match &endpoint.policy {
        Some(Fact::Known(document)) => {
            let slot = Slot::Endpoint(endpoint.id.clone());
            apply(scenario, Change::Detach { document: document.clone(), slot })
        }
        _ => scenario.clone(),
    }
}
