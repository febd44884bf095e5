//! The subnets, with their route tables and network ACLs.

use accesspath_engine::scenario::{AclAction, AclRule, Fact, NetworkAcl, Scenario, Subnet};

use super::cell::gone;
use super::{Cell, Table, TableId, TableRow, free_id};

/// The word for an ACL that is to be added.
const NEW: &str = "+";

pub(super) fn table(scenario: &Scenario) -> Table {
    let row = |(at, it): (usize, &Subnet)| {
        let main = scenario.vpc(&it.vpc).and_then(|it| it.main_route_table.clone());
        let main = main.map_or_else(|| "main".to_owned(), |it| format!("{it} (main)"));
        let mut tables = vec![(String::new(), main)];
        let own = scenario.route_tables.iter().filter(|table| table.vpc == it.vpc);
        tables.extend(own.map(|it| (it.id.clone(), it.id.clone())));
        let mut acls = vec![(String::new(), "default: allows all".to_owned())];
        acls.extend(scenario.network_acls.iter().map(|it| (it.id.clone(), it.id.clone())));
        acls.push((NEW.to_owned(), "a new one".to_owned()));
        let cells = vec![
            Cell::Fixed(it.id.clone()),
            Cell::Fixed(it.cidr.clone()),
            Cell::Choice(it.route_table.clone().unwrap_or_default(), tables),
            Cell::Choice(it.network_acl.clone().unwrap_or_default(), acls),
        ];
        TableRow { at: Some(at), removable: false, cells }
    };
    Table {
        id: TableId::Subnets,
        title: "Subnets".to_owned(),
        columns: &["Subnet", "Range", "Route table", "Network ACL"],
        rows: scenario.subnets.iter().enumerate().map(row).collect(),
        adds: Vec::new(),
    }
}

pub(super) fn set(
    scenario: &mut Scenario,
    row: usize,
    column: usize,
    value: &str,
) -> Result<(), String> {
    let mut chosen = Some(value.to_owned()).filter(|it| !it.is_empty());
    if column == 3 && value == NEW {
        let id = free_id(scenario, "acl-new");
        // It starts as one that allows all, so that only rules that are added later change the answer.
        let cidr = "0.0.0.0/0".to_owned();
        let all = AclRule { number: 100, action: AclAction::Allow, cidr, ..AclRule::default() };
        let all = Fact::Known(vec![all]);
        scenario.network_acls.push(NetworkAcl {
            id: id.clone(),
            inbound: all.clone(),
            outbound: all,
            ..NetworkAcl::default()
        });
        chosen = Some(id);
    }
    let subnet = scenario.subnets.get_mut(row).ok_or_else(gone)?;
    match column {
        2 => subnet.route_table = chosen,
        _ => subnet.network_acl = chosen,
    }
    Ok(())
}
