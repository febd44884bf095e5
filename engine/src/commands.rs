//! The commands of the AWS CLI that turn what one scenario describes into what another describes.
//!
//! They follow from the two scenarios alone, so that those that take a change back are the same, the other way round.
//! What is made comes before what uses it, what grants before what denies, and what is removed comes last. What no
//! command can do, such as a header of the call, is a comment.

mod document;
mod network;
mod service;

use std::collections::BTreeMap;

use accesspath_policy::json;
use serde_json::Value;

use crate::scenario::Scenario;

/// The commands that lead from `from` to `to`, in their order.
#[must_use]
pub fn commands(from: &Scenario, to: &Scenario) -> Vec<String> {
    let facts = |it: &Scenario| serde_json::from_str(&it.written_facts()).unwrap_or(Value::Null);
    let mut script = Script { lines: Vec::new(), made: BTreeMap::new() };
    let differences = differences(&facts(from), &facts(to));
    for phase in [Phase::Make, Phase::Change] {
        for it in &differences {
            network::network(&mut script, it, to, phase);
        }
    }
    document::documents(&mut script, from, to);
    for it in &differences {
        service::service(&mut script, it, to);
    }
    for it in &differences {
        network::network(&mut script, it, to, Phase::Remove);
    }
    script.lines
}

/// The order of the commands about a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Make,
    Change,
    Remove,
}

/// A member of a record that differs, or a record as a whole that only one of the scenarios has.
struct Difference {
    /// The collection, such as `security_groups`.
    collection: String,
    /// The record's id; empty where the collection is no list.
    id: String,
    /// The member; empty where the record as a whole is new or gone.
    member: String,
    before: Value,
    after: Value,
}

impl Difference {
    /// The entries of a list that only the scenario after has.
    fn added(&self) -> Vec<&Value> {
        entries(&self.after).filter(|it| !entries(&self.before).any(|other| other == *it)).collect()
    }

    /// The entries of a list that only the scenario before has.
    fn removed(&self) -> Vec<&Value> {
        entries(&self.before).filter(|it| !entries(&self.after).any(|other| other == *it)).collect()
    }
}

fn entries(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The lines that are written so far.
struct Script {
    lines: Vec<String>,
    /// The shell's variable for each resource that the script makes, by id.
    made: BTreeMap<String, String>,
}

impl Script {
    fn put(&mut self, line: String) {
        self.lines.push(line);
    }

    /// A resource's id as an argument: the variable of one that the script has made, else the id itself.
    fn id(&self, id: &str) -> String {
        match self.made.get(id) {
            Some(variable) => format!("\"${variable}\""),
            None => quoted(id),
        }
    }

    /// Several ids as arguments.
    fn ids(&self, ids: &Value) -> String {
        let ids: Vec<String> =
            entries(ids).filter_map(Value::as_str).map(|it| self.id(it)).collect();
        ids.join(" ")
    }

    /// Makes a resource, and keeps its id in a variable.
    fn make(&mut self, id: &str, command: &str) {
        let name: String = id
            .chars()
            .map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_uppercase() } else { '_' })
            .collect();
        self.put(format!("{name}=$({command} --output text)"));
        self.made.insert(id.to_owned(), name);
    }
}

/// A text as one argument of a shell.
fn quoted(text: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "-_./:=@%+,".contains(it);
    match !text.is_empty() && text.chars().all(plain) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

/// Every member in which the records of two scenarios differ.
fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let names = |a: &Value, b: &Value| {
        let mut names: Vec<String> = Vec::new();
        for it in [a, b].into_iter().filter_map(Value::as_object) {
            names.extend(it.keys().filter(|it| !names.contains(it)).cloned().collect::<Vec<_>>());
        }
        names
    };
    let member = |of: &Value, name: &str| of.get(name).cloned().unwrap_or(Value::Null);
    let mut compare = |collection: &str, id: &str, before: &Value, after: &Value| {
        if before.is_null() || after.is_null() {
            found.push(Difference {
                collection: collection.to_owned(),
                id: id.to_owned(),
                member: String::new(),
                before: before.clone(),
                after: after.clone(),
            });
            return;
        }
        for name in names(before, after) {
            let (old, new) = (member(before, &name), member(after, &name));
            if old != new {
                found.push(Difference {
                    collection: collection.to_owned(),
                    id: id.to_owned(),
                    member: name,
                    before: old,
                    after: new,
                });
            }
        }
    };
    for collection in names(before, after) {
        let (old, new) = (member(before, &collection), member(after, &collection));
        if old == new {
            continue;
        }
        let is_list = entries(&old).chain(entries(&new)).any(|it| it.get("id").is_some());
        if !is_list {
            compare(&collection, "", &old, &new);
            continue;
        }
        let id = |it: &Value| it.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut ids: Vec<String> = Vec::new();
        for it in entries(&old).chain(entries(&new)).map(id) {
            if !ids.contains(&it) {
                ids.push(it);
            }
        }
        for own in ids {
            let of = |list: &Value| {
                entries(list).find(|it| id(it) == own).cloned().unwrap_or(Value::Null)
            };
            let (old, new) = (of(&old), of(&new));
            if old != new {
                compare(&collection, &own, &old, &new);
            }
        }
    }
    found
}

/// The value of a member that is a text.
fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// A value as JSON in one argument.
fn as_json(value: &Value) -> String {
    let plain = value.to_string();
    let tree = json::read(&plain);
    let mut compact = String::new();
    if let Some(root) = tree.root() {
        json::print_compact(&mut compact, root);
    }
    quoted(&compact)
}
