//! The rules of a security group, for one direction.

use accesspath_engine::scenario::{Fact, Scenario, SecurityGroup, SecurityGroupRule};

use super::cell::{self, PROTOCOLS, RuleTraffic, gone};
use super::{Cell, Table, TableId, TableRow, known};

pub(super) fn table(group: &SecurityGroup, out: bool) -> Table {
    let (rules, default) = match out {
        true => (&group.egress, vec![everything()]),
        false => (&group.ingress, Vec::new()),
    };
    let rules = rules.as_ref().map_or(Some(&default), Fact::known);
    let row = |(at, it): (usize, &SecurityGroupRule)| {
        let other = it.cidr.as_ref().or(it.prefix_list.as_ref()).or(it.security_group.as_ref());
        let cells = vec![
            Cell::choice(cell::protocol_word(it.protocol.as_deref()), &PROTOCOLS),
            Cell::Text(cell::ports_text((it.from_port, it.to_port))),
            Cell::Text(other.cloned().unwrap_or_default()),
        ];
        TableRow { at: Some(at), removable: true, cells }
    };
    let direction = if out { "outbound" } else { "inbound" };
    let unknown = if rules.is_none() { " (not known)" } else { "" };
    Table {
        id: match out {
            true => TableId::Egress(group.id.clone()),
            false => TableId::Ingress(group.id.clone()),
        },
        title: format!("Security group {}, {direction}{unknown}", group.id),
        columns: match out {
            true => ["Protocol", "Ports", "Destination"].to_vec(),
            false => ["Protocol", "Ports", "Source"].to_vec(),
        },
        rows: rules.into_iter().flatten().enumerate().map(row).collect(),
        adds: vec![("rule".to_owned(), "Add a rule".to_owned())],
        form: false,
    }
}

/// The outbound rule of a new group.
fn everything() -> SecurityGroupRule {
    SecurityGroupRule { cidr: Some("0.0.0.0/0".to_owned()), ..SecurityGroupRule::default() }
}

pub(super) fn of<'s>(
    scenario: &'s mut Scenario,
    id: &str,
    out: bool,
) -> Option<&'s mut Vec<SecurityGroupRule>> {
    let group = scenario.security_groups.iter_mut().find(|it| it.id == id)?;
    Some(match out {
        true => known(group.egress.get_or_insert_with(|| Fact::Known(vec![everything()]))),
        false => known(group.ingress.get_or_insert_with(|| Fact::Known(Vec::new()))),
    })
}

fn traffic(rule: &mut SecurityGroupRule) -> RuleTraffic<'_> {
    RuleTraffic { protocol: &mut rule.protocol, from: &mut rule.from_port, to: &mut rule.to_port }
}

pub(super) fn set(
    scenario: &mut Scenario,
    id: &str,
    out: bool,
    row: usize,
    column: usize,
    value: &str,
) -> Result<(), String> {
    let is_group = value.starts_with("sg-") || scenario.security_group(value).is_some();
    let is_list = value.starts_with("pl-") || scenario.prefix_lists.iter().any(|it| it.id == value);
    let rules = of(scenario, id, out).ok_or_else(gone)?;
    let rule = rules.get_mut(row).ok_or_else(gone)?;
    match column {
        0 => traffic(rule).set_protocol(value),
        1 => traffic(rule).set_ports(value)?,
        _ => {
            let (mut cidr, mut list, mut group) = (None, None, None);
            match value {
                _ if is_group => group = Some(value.to_owned()),
                _ if is_list => list = Some(value.to_owned()),
                _ => {
                    cidr = Some(cell::range(value).map_err(|it| match value.contains('/') {
                        true => it,
                        false => format!("{it} A prefix list (pl-…) or a security group (sg-…) may stand here too."),
                    })?);
                }
            }
            (rule.cidr, rule.prefix_list, rule.security_group) = (cidr, list, group);
        }
    }
    Ok(())
}

pub(super) fn add(scenario: &mut Scenario, id: &str, out: bool) {
    let vpc = scenario.vpcs.first().and_then(|it| it.cidrs.first()).cloned();
    let all = "0.0.0.0/0".to_owned();
    let cidr = if out { all } else { vpc.unwrap_or(all) };
    let rule = SecurityGroupRule {
        protocol: Some("tcp".to_owned()),
        from_port: Some(443),
        cidr: Some(cidr),
        ..SecurityGroupRule::default()
    };
    if let Some(rules) = of(scenario, id, out) {
        rules.push(rule);
    }
}
