//! The causes that stand in the network.

use super::Cause;
use crate::scenario::{
    Attachment, Endpoint, EndpointKind, Fact, Gateway, GatewayKind, NetworkAcl, Route, RouteTable,
    Scenario, SecurityGroup, Subnet,
};

pub(super) fn put(cause: Cause, scenario: &mut Scenario, base: bool) -> Option<()> {
    match cause {
        Cause::NoRoute => {
            let at = table(scenario)?;
            let own = scenario.route_tables.get_mut(at)?;
            own.routes.clear();
            scenario.endpoints.clear();
            Some(())
        }
        Cause::PublicSubnet => {
            let at = table(scenario)?;
            let vpc = scenario.route_tables.get(at)?.vpc.clone();
            route(scenario, at, "igw-0000000000000000f")?;
            scenario.endpoints.clear();
            scenario.gateways.push(Gateway {
                id: "igw-0000000000000000f".to_owned(),
                kind: GatewayKind::Internet,
                vpc: Attachment::Vpc(vpc),
                ..Gateway::default()
            });
            Some(())
        }
        Cause::GroupShut => {
            let groups = standing(scenario)?.1;
            let mut shut = None;
            for group in scenario.security_groups.iter_mut().filter(|it| groups.contains(&it.id)) {
                group.egress = Some(Fact::Known(Vec::new()));
                shut = Some(());
            }
            shut
        }
        Cause::AclShut => {
            let own = standing(scenario)?.0;
            let id = "acl-0000000000000000f".to_owned();
            scenario.network_acls.push(NetworkAcl { id: id.clone(), ..NetworkAcl::default() });
            for subnet in scenario.subnets.iter_mut().filter(|it| own.contains(&it.id)) {
                subnet.network_acl = Some(id.clone());
            }
            (!own.is_empty()).then_some(())
        }
        Cause::NatAdrift if base => {
            let at = table(scenario)?;
            route(scenario, at, "nat-0000000000000000f")?;
            scenario.endpoints.clear();
            let vpc = scenario.route_tables.get(at)?.vpc.clone();
            let table = "rtb-0000000000000000f".to_owned();
            scenario.route_tables.push(RouteTable {
                id: table.clone(),
                vpc: vpc.clone(),
                ..RouteTable::default()
            });
            scenario.subnets.push(Subnet {
                id: "suspect-subnet".to_owned(),
                vpc,
                cidr: "10.0.250.0/24".to_owned(),
                route_table: Some(table),
                ..Subnet::default()
            });
            scenario.gateways.push(Gateway {
                id: "nat-0000000000000000f".to_owned(),
                kind: GatewayKind::Nat,
                subnet: Some("suspect-subnet".to_owned()),
                ..Gateway::default()
            });
            Some(())
        }
        Cause::NatAdrift => {
            let nat = scenario.gateways.iter().find(|it| it.kind == GatewayKind::Nat)?;
            let subnet = nat.subnet.clone()?;
            let subnet = scenario.subnet(&subnet)?;
            let table = scenario.route_table_of(subnet)?.id.clone();
            scenario.route_tables.iter_mut().find(|it| it.id == table)?.routes.clear();
            Some(())
        }
        Cause::EndpointGroupShut => {
            if base {
                let at = table(scenario)?;
                let vpc = scenario.route_tables.get(at)?.vpc.clone();
                scenario.route_tables.get_mut(at)?.routes.clear();
                scenario.endpoints = vec![Endpoint {
                    id: "vpce-0000000000000000f".to_owned(),
                    kind: EndpointKind::Interface,
                    vpc,
                    subnets: vec!["s".to_owned()],
                    security_groups: vec!["sg-shut".to_owned()],
                    private_dns: Fact::Known(true),
                    ..Endpoint::default()
                }];
                scenario
                    .security_groups
                    .push(SecurityGroup { id: "sg-shut".to_owned(), ..SecurityGroup::default() });
            }
            let interface = |it: &&Endpoint| it.kind == EndpointKind::Interface;
            let groups: Vec<String> = scenario
                .endpoints
                .iter()
                .filter(interface)
                .flat_map(|it| it.security_groups.clone())
                .collect();
            let mut shut = None;
            for group in scenario.security_groups.iter_mut().filter(|it| groups.contains(&it.id)) {
                group.ingress = Some(Fact::Known(Vec::new()));
                shut = Some(());
            }
            shut
        }
        _ => None,
    }
}

/// The subnets and the security groups of the first caller.
fn standing(scenario: &Scenario) -> Option<(Vec<String>, Vec<String>)> {
    let caller = scenario.question.callers.first()?;
    let function = scenario.functions.iter().find(|it| it.id == *caller);
    if let Some(function) = function {
        let all = |of: fn(&crate::scenario::Placement) -> &Vec<String>| {
            function.placements.iter().flat_map(of).cloned().collect()
        };
        return Some((all(|it| &it.subnets), all(|it| &it.security_groups)));
    }
    let other = scenario.callers.iter().find(|it| it.id == *caller)?;
    Some((other.subnets.clone(), other.security_groups.clone()))
}

/// The route table of the caller's first subnet, by its number.
fn table(scenario: &Scenario) -> Option<usize> {
    let subnet = standing(scenario)?.0.into_iter().next()?;
    let id = &scenario.route_table_of(scenario.subnet(&subnet)?)?.id;
    scenario.route_tables.iter().position(|it| it.id == *id)
}

/// The table's only route is one to the internet by this target.
fn route(scenario: &mut Scenario, table: usize, target: &str) -> Option<()> {
    let (destination, target) = ("0.0.0.0/0".to_owned(), target.to_owned());
    scenario.route_tables.get_mut(table)?.routes =
        vec![Route { destination, target, ..Route::default() }];
    Some(())
}
