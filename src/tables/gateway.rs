//! The gateways of the VPCs.

use accesspath_engine::scenario::{
    Attachment, Fact, Gateway, GatewayKind, ResourceState, Scenario,
};

use super::cell::{self, gone, switch_fact, switch_word};
use super::{Cell, Table, TableId, TableRow, free_id};

/// The states that a NAT gateway or an endpoint can be in, besides not known.
const STATES: [ResourceState; 5] = [
    ResourceState::Available,
    ResourceState::Pending,
    ResourceState::Failed,
    ResourceState::Deleting,
    ResourceState::Deleted,
];

pub(super) fn state_cell(state: &Fact<ResourceState>) -> Cell {
    let words = STATES.map(|it| (it.word(), it.word()));
    let words: Vec<_> = words.into_iter().chain([("unknown", "unknown")]).collect();
    Cell::choice(state.known().map_or("unknown", |it| it.word()), &words)
}

pub(super) fn state_fact(word: &str) -> Fact<ResourceState> {
    STATES.into_iter().find(|it| it.word() == word).map_or(Fact::Unknown, Fact::Known)
}

pub(super) const fn kind(kind: GatewayKind) -> &'static str {
    match kind {
        GatewayKind::Internet => "internet gateway",
        GatewayKind::Nat => "NAT gateway",
        GatewayKind::NatInstance => "NAT instance",
        GatewayKind::EgressOnly => "egress-only internet gateway",
        GatewayKind::Transit => "transit gateway",
        GatewayKind::Peering => "peering connection",
        GatewayKind::Vpn => "virtual private gateway",
        GatewayKind::CoreNetwork => "core network",
        GatewayKind::Appliance => "appliance",
    }
}

/// The word of a gateway that is attached to nothing.
const DETACHED: &str = "-";

/// What may lie behind a gateway, beside the words of the fact.
const REACHES: [(&str, &str); 3] =
    [("on", "internet"), ("off", "no internet"), ("unknown", "unknown")];

/// Whether a gateway leads to the internet is told, where it does not follow from the rest.
const fn leads_on(kind: GatewayKind) -> bool {
    kind.leads_elsewhere() || matches!(kind, GatewayKind::NatInstance)
}

pub(super) fn table(scenario: &Scenario) -> Table {
    let subnets = |now: &str| {
        let mut all: Vec<(&str, &str)> =
            scenario.subnets.iter().map(|it| (it.id.as_str(), it.id.as_str())).collect();
        if !all.iter().any(|it| it.0 == now) {
            all.push((now, if now.is_empty() { "not given" } else { now }));
        }
        Cell::choice(now, &all)
    };
    let attached = |vpc: &Attachment| {
        let (now, vpcs) = (vpc.vpc().map(String::as_str), scenario.vpcs.iter());
        let mut all: Vec<(&str, &str)> = vpcs.map(|it| (it.id.as_str(), it.id.as_str())).collect();
        all.extend([(DETACHED, "not attached"), ("", "not known")]);
        let nothing = if *vpc == Attachment::Nothing { DETACHED } else { "" };
        Cell::choice(now.unwrap_or(nothing), &all)
    };
    let row = |(at, it): (usize, &Gateway)| {
        let nat = it.kind == GatewayKind::Nat;
        let has_state = nat || it.kind == GatewayKind::Peering;
        let cells = vec![
            Cell::Text(it.id.clone()),
            Cell::fixed(kind(it.kind)),
            match nat {
                true => subnets(it.subnet.as_deref().unwrap_or_default()),
                false if it.kind == GatewayKind::Peering => {
                    let all = scenario.vpcs.iter();
                    Cell::Ticks(
                        all.map(|vpc| (vpc.id.clone(), it.vpcs.contains(&vpc.id))).collect(),
                    )
                }
                false => attached(&it.vpc),
            },
            match nat {
                true => {
                    let word = if it.private { "private" } else { "public" };
                    Cell::choice(word, &["public", "private"].map(|it| (it, it)))
                }
                false if leads_on(it.kind) => {
                    let word = it.leads_to_internet.as_ref().unwrap_or(&Fact::Unknown);
                    Cell::choice(switch_word(word), &REACHES)
                }
                false => Cell::fixed(""),
            },
            if has_state { state_cell(&it.state) } else { Cell::fixed("") },
        ];
        TableRow { at: Some(at), removable: true, cells }
    };
    let adds = [
        ("internet", "Add an internet gateway"),
        ("nat", "Add a NAT gateway"),
        ("egress-only", "Add an egress-only gateway"),
        ("peering", "Add a peering connection"),
    ];
    Table {
        id: TableId::Gateways,
        title: "Gateways".to_owned(),
        columns: ["Gateway", "Kind", "In", "Reach", "State"].to_vec(),
        rows: scenario.gateways.iter().enumerate().map(row).collect(),
        adds: adds.map(|(word, says)| (word.to_owned(), says.to_owned())).into(),
        form: false,
    }
}

pub(super) fn set(
    scenario: &mut Scenario,
    row: usize,
    column: usize,
    value: &str,
) -> Result<(), String> {
    let gateway = scenario.gateways.get_mut(row).ok_or_else(gone)?;
    match column {
        2 if gateway.kind == GatewayKind::Nat => gateway.subnet = Some(value.to_owned()),
        2 if gateway.kind == GatewayKind::Peering => {
            if gateway.vpcs.len() > 1 && !gateway.vpcs.iter().any(|it| it == value) {
                return Err("A peering connection joins two VPCs: untick one first.".to_owned());
            }
            cell::toggle(&mut gateway.vpcs, value);
        }
        2 => {
            gateway.vpc = match value {
                "" => Attachment::NotTold,
                DETACHED => Attachment::Nothing,
                id => Attachment::Vpc(id.to_owned()),
            }
        }
        3 if leads_on(gateway.kind) => {
            gateway.leads_to_internet = Some(switch_fact(value)).filter(|it| *it != Fact::Unknown);
        }
        3 => gateway.private = value == "private",
        _ => gateway.state = state_fact(value),
    }
    Ok(())
}

pub(super) fn add(scenario: &mut Scenario, word: &str) {
    let vpc = scenario.vpcs.first().map(|it| it.id.clone());
    let (stem, kind) = match word {
        "nat" => ("nat-new", GatewayKind::Nat),
        "egress-only" => ("eigw-new", GatewayKind::EgressOnly),
        "peering" => ("pcx-new", GatewayKind::Peering),
        _ => ("igw-new", GatewayKind::Internet),
    };
    // A NAT gateway belongs in a subnet whose default route leads to an internet gateway.
    let leads_out = |table: &str| {
        let table = scenario.route_tables.iter().find(|it| it.id == table);
        table.into_iter().flat_map(|it| &it.routes).any(|it| {
            let kind = scenario.gateway(&it.target).map(|it| it.kind);
            kind == Some(GatewayKind::Internet)
        })
    };
    let public = scenario
        .subnets
        .iter()
        .find(|it| scenario.route_table_of(it).is_some_and(|it| leads_out(&it.id)));
    let subnet = public.or_else(|| scenario.subnets.first()).map(|it| it.id.clone());
    let id = free_id(scenario, stem);
    let (is_nat, is_peering) = (kind == GatewayKind::Nat, kind == GatewayKind::Peering);
    let joins = is_peering && scenario.vpcs.len() > 1;
    scenario.gateways.push(Gateway {
        id,
        kind,
        vpc: vpc.filter(|_| !is_nat && !is_peering).map_or(Attachment::NotTold, Attachment::Vpc),
        vpcs: scenario.vpcs.iter().take(2).map(|it| it.id.clone()).filter(|_| joins).collect(),
        subnet: subnet.filter(|_| is_nat),
        ..Gateway::default()
    });
}

/// Removes a gateway; the routes to it stay as black holes, as they do in AWS.
pub(super) fn remove(scenario: &mut Scenario, row: usize) {
    if row >= scenario.gateways.len() {
        return;
    }
    let gone = scenario.gateways.remove(row);
    let routes = scenario.route_tables.iter_mut().flat_map(|it| &mut it.routes);
    for route in routes.filter(|it| it.target == gone.id) {
        route.blackhole = Fact::Known(true);
    }
}
