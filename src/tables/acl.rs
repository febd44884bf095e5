//! The rules of a network ACL, for one direction.

use accesspath_engine::scenario::{AclAction, AclRule, NetworkAcl, Scenario, in_order};

use super::cell::{self, PROTOCOLS, RuleTraffic, gone};
use super::{Cell, Table, TableId, TableRow, known};

pub(super) fn table(acl: &NetworkAcl, inbound: bool) -> Table {
    let rules = if inbound { &acl.inbound } else { &acl.outbound };
    let row = |(at, it): (usize, &AclRule)| {
        let cells = vec![
            Cell::Text(it.number.to_string()),
            Cell::choice(it.action.word(), &[("allow", "allow"), ("deny", "deny")]),
            Cell::choice(cell::protocol_word(it.protocol.as_deref()), &PROTOCOLS),
            Cell::Text(cell::ports_text((it.from_port, it.to_port))),
            Cell::Text(it.cidr.clone()),
        ];
        TableRow { at: Some(at), removable: true, cells }
    };
    let known = rules.known().map(Vec::as_slice).unwrap_or_default();
    let mut rows: Vec<TableRow> = in_order(known).into_iter().map(row).collect();
    let last = ["*", "deny", "all", "all", "all"].map(Cell::fixed).to_vec();
    rows.push(TableRow { at: None, removable: false, cells: last });
    let direction = if inbound { "inbound" } else { "outbound" };
    let unknown = if rules.known().is_none() { " (not known)" } else { "" };
    Table {
        id: match inbound {
            true => TableId::AclInbound(acl.id.clone()),
            false => TableId::AclOutbound(acl.id.clone()),
        },
        title: format!("Network ACL {}, {direction}{unknown}", acl.id),
        columns: match inbound {
            true => ["Number", "Action", "Protocol", "Ports", "Source"].to_vec(),
            false => ["Number", "Action", "Protocol", "Ports", "Destination"].to_vec(),
        },
        rows,
        adds: vec![("rule".to_owned(), "Add a rule".to_owned())],
        form: false,
    }
}

pub(super) fn of<'s>(
    scenario: &'s mut Scenario,
    id: &str,
    inbound: bool,
) -> Option<&'s mut Vec<AclRule>> {
    let acl = scenario.network_acls.iter_mut().find(|it| it.id == id)?;
    Some(known(if inbound { &mut acl.inbound } else { &mut acl.outbound }))
}

fn traffic(rule: &mut AclRule) -> RuleTraffic<'_> {
    RuleTraffic { protocol: &mut rule.protocol, from: &mut rule.from_port, to: &mut rule.to_port }
}

pub(super) fn set(
    scenario: &mut Scenario,
    id: &str,
    inbound: bool,
    row: usize,
    column: usize,
    value: &str,
) -> Result<(), String> {
    let rules = of(scenario, id, inbound).ok_or_else(gone)?;
    let number = value.parse().ok().filter(|it| (1..=32_766).contains(it));
    let twice = column == 0
        && rules.iter().enumerate().any(|(at, it)| at != row && Some(it.number) == number);
    let rule = rules.get_mut(row).ok_or_else(gone)?;
    match column {
        0 if twice => return Err(format!("Rule {value} stands here already.")),
        0 => {
            rule.number =
                number.ok_or_else(|| format!("\"{value}\" is no rule number from 1 to 32766."))?;
        }
        1 => rule.action = if value == "allow" { AclAction::Allow } else { AclAction::Deny },
        2 => traffic(rule).set_protocol(value),
        3 => traffic(rule).set_ports(value)?,
        _ => rule.cidr = cell::range(value)?,
    }
    Ok(())
}

pub(super) fn add(scenario: &mut Scenario, id: &str, inbound: bool) {
    let Some(rules) = of(scenario, id, inbound) else { return };
    let free = |it: &u32| !rules.iter().any(|rule| rule.number == *it);
    let hundreds = (1..=327).map(|it| it * 100);
    if let Some(number) = hundreds.chain(1..=32_766).find(free) {
        let cidr = "0.0.0.0/0".to_owned();
        rules.push(AclRule { number, action: AclAction::Allow, cidr, ..AclRule::default() });
    }
}
