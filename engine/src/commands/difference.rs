//! The facts in which two scenarios differ, member by member.

use accesspath_policy::symbol;
use serde_json::Value;

use crate::scenario::Scenario;

/// A member of a record that differs, or a record as a whole that only one of the scenarios has.
pub(super) struct Difference {
    /// The collection, such as `security_groups`.
    pub(super) collection: String,
    /// The record's id; empty where the collection is no list.
    pub(super) id: String,
    /// The member; empty where the record as a whole is new or gone.
    pub(super) member: String,
    pub(super) before: Value,
    pub(super) after: Value,
}

impl Difference {
    /// The record as a whole is new or gone.
    pub(super) fn is_whole(&self) -> bool {
        self.member.is_empty()
    }

    /// The entries of a list that only the scenario after has.
    pub(super) fn added(&self) -> Vec<&Value> {
        entries(&self.after).filter(|it| !entries(&self.before).any(|other| other == *it)).collect()
    }

    /// The entries of a list that only the scenario before has.
    pub(super) fn removed(&self) -> Vec<&Value> {
        entries(&self.before).filter(|it| !entries(&self.after).any(|other| other == *it)).collect()
    }
}

pub(super) fn entries(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// Every member in which the records of two scenarios differ.
pub(super) fn differences(from: &Scenario, to: &Scenario) -> Vec<Difference> {
    let facts = |it: &Scenario| {
        let mut told = serde_json::from_str(&it.written_facts()).unwrap_or(Value::Null);
        name_symbols(&mut told);
        told
    };
    let (before, after) = (&facts(from), &facts(to));
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
pub(super) fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// Symbols as texts, which stand for values that only a deployment will know.
fn name_symbols(value: &mut Value) {
    let name =
        value.as_object().filter(|it| it.len() == 1).and_then(|it| it.get("symbol")?.as_str());
    if let Some(name) = name.map(symbol::of_name) {
        *value = Value::String(name);
        return;
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(name_symbols),
        Value::Object(members) => members.values_mut().for_each(name_symbols),
        _ => {}
    }
}
