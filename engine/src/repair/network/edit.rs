//! Edits of the scenario's records, and new records as JSON.

use accesspath_policy::json::{self, Edit};
use accesspath_policy::symbol;

use crate::repair::call::{free, quoted};
use crate::scenario::Scenario;
use crate::scenario::change::Change;

/// The place of a member of the record `id` in a list of the scenario; `rest` leads on from the record.
///
/// The id of a planned resource is a symbol, which is no text in the JSON: its number leads there.
pub(super) fn at(scenario: &Scenario, list: &str, id: &str, rest: &[&str]) -> Vec<String> {
    let number = symbol::has(id).then(|| number(scenario, list, id)).flatten();
    let id = number.map_or_else(|| id.to_owned(), |it| it.to_string());
    let mut at = vec![list.to_owned(), id];
    at.extend(rest.iter().map(|it| (*it).to_owned()));
    at
}

/// The number of a record in its list, from 1.
fn number(scenario: &Scenario, list: &str, id: &str) -> Option<usize> {
    fn of<T>(all: &[T], own: impl Fn(&T) -> bool) -> Option<usize> {
        Some(all.iter().position(own)? + 1)
    }
    match list {
        "vpcs" => of(&scenario.vpcs, |it| it.id == id),
        "subnets" => of(&scenario.subnets, |it| it.id == id),
        "route_tables" => of(&scenario.route_tables, |it| it.id == id),
        "gateways" => of(&scenario.gateways, |it| it.id == id),
        "endpoints" => of(&scenario.endpoints, |it| it.id == id),
        "security_groups" => of(&scenario.security_groups, |it| it.id == id),
        "network_acls" => of(&scenario.network_acls, |it| it.id == id),
        "private_zones" => of(&scenario.private_zones, |it| it.id == id),
        "callers" => of(&scenario.callers, |it| it.id == id),
        "functions" => of(&scenario.functions, |it| it.id == id),
        _ => None,
    }
}

/// The edit that puts a value, as JSON, at a place.
pub(super) fn set(at: Vec<String>, value: impl Into<String>) -> Change {
    Change::Tell { at, edit: Edit::Set(value.into()) }
}

/// The edit that removes what stands at a place.
pub(super) fn remove(at: Vec<String>) -> Change {
    Change::Tell { at, edit: Edit::Remove }
}

/// The edit that adds a value, as JSON, to a list.
pub(super) fn add(at: &[String], value: String) -> Change {
    Change::Tell { at: at.to_vec(), edit: Edit::Add(value) }
}

/// The edit that adds a record to a list of the scenario.
pub(super) fn add_record(list: &str, record: Record) -> Change {
    add(&[list.to_owned()], record.json())
}

/// A text as JSON; a symbol as the object that stands for it.
pub(super) fn text(value: &str) -> String {
    match symbol::name(value) {
        Some(name) => {
            let mut out = "{\"symbol\":".to_owned();
            json::print_string(&mut out, &name);
            out + "}"
        }
        None => quoted(value),
    }
}

/// Texts as a JSON list.
pub(super) fn texts(values: &[String]) -> String {
    let all: Vec<String> = values.iter().map(|it| text(it)).collect();
    format!("[{}]", all.join(","))
}

/// A new record as JSON.
pub(super) struct Record {
    members: String,
    /// What is left out of a record is not known, so that everything is told.
    is_whole: bool,
}

impl Record {
    /// One without members, for `scenario`.
    pub(super) fn new(scenario: &Scenario) -> Self {
        Self { members: String::new(), is_whole: scenario.leaves_open() }
    }

    /// The same with a member, whose value is JSON.
    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        if !self.members.is_empty() {
            self.members.push(',');
        }
        json::print_string(&mut self.members, name);
        self.members.push(':');
        self.members.push_str(value);
        self
    }

    /// The same with a text.
    pub(super) fn text(self, name: &str, value: &str) -> Self {
        self.with(name, &text(value))
    }

    /// The same with members that say what leaving them out says as a rule.
    pub(super) fn told(self, members: &[(&str, &str)]) -> Self {
        match self.is_whole {
            true => members.iter().fold(self, |so_far, (name, value)| so_far.with(name, value)),
            false => self,
        }
    }

    /// The object.
    pub(super) fn json(self) -> String {
        format!("{{{}}}", self.members)
    }
}

/// `wanted`, or where something of the network has that id, the same with a number.
pub(super) fn new_id(scenario: &Scenario, wanted: &str) -> String {
    let is_taken = |id: &str| {
        scenario.told_of(id).is_some() || scenario.prefix_lists.iter().any(|it| it.id == id)
    };
    free(wanted, &is_taken)
}
