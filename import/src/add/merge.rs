//! Records of resources → the scenario with them: new ones are listed, and known ones get the members that are told.

use std::collections::BTreeMap;

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{Change, apply_all};
use accesspath_policy::json::{self, Edit};

use super::{NotAdded, edits};
use crate::given::Given;
use crate::written::{Object, list as written_list};

/// The scenario with all these records.
pub(super) fn records(scenario: &Scenario, given: &[&Given]) -> Result<Scenario, NotAdded> {
    let mut own: BTreeMap<(&'static str, &str), String> = BTreeMap::new();
    let mut order: Vec<(&'static str, &str)> = Vec::new();
    for it in given {
        let Given::Record { list, id, json } = it else { continue };
        let key = (*list, id.as_str());
        match own.get_mut(&key) {
            Some(so_far) => *so_far = both(so_far, json),
            None => {
                order.push(key);
                own.insert(key, json.clone());
            }
        }
    }
    let region = scenario.bucket().map_or("us-east-1", |it| it.region.as_str());
    let mut changes = Vec::new();
    let mut new: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (list, id) in &order {
        let written = |it: &String| {
            it.replace("@region", region).replace("@bucket", &scenario.question.bucket)
        };
        let json = own.get(&(*list, *id)).map(written).unwrap_or_default();
        match ids(scenario, list).iter().position(|it| it == id) {
            Some(at) => changes.extend(members(&json, list, at + 1)),
            None => new.entry(list).or_default().push(json),
        }
    }
    for (list, records) in new {
        let at = vec![list.to_owned()];
        if ids(scenario, list).is_empty() {
            changes.push(Change::Tell { at, edit: Edit::Set(written_list(records.into_iter())) });
        } else {
            changes.extend(
                records.into_iter().map(|it| Change::Tell { at: at.clone(), edit: Edit::Add(it) }),
            );
        }
    }
    let next = apply_all(scenario, &changes.iter().collect::<Vec<_>>());
    let missing = order.iter().find(|(list, id)| !ids(&next, list).iter().any(|it| it == id));
    match missing {
        Some((_, id)) => Err(NotAdded::Refused((*id).to_owned())),
        None => Ok(next),
    }
}

/// The edits that tell the members of a record that is listed already.
fn members(json: &str, list: &str, at: usize) -> Vec<Change> {
    let tree = json::read_up_to(usize::MAX, "", json);
    let members = tree.root().and_then(json::Node::members).unwrap_or_default();
    let members = members.filter(|it| it.name != "id");
    members.flat_map(|it| edits(&[(list, at)], it.name, it.node.span.of(json))).collect()
}

/// Both objects in one: what the second tells stands.
fn both(first: &str, second: &str) -> String {
    let [one, other] = [first, second].map(|it| json::read_up_to(usize::MAX, "", it));
    let of = |it: &json::Json<'_>, text: &str| -> Vec<(String, String)> {
        let members = it.root().and_then(json::Node::members).unwrap_or_default();
        members.map(|it| (it.name.to_owned(), it.node.span.of(text).to_owned())).collect()
    };
    let (mut members, later) = (of(&one, first), of(&other, second));
    for (name, value) in later {
        match members.iter_mut().find(|it| it.0 == name) {
            Some(own) => own.1 = value,
            None => members.push((name, value)),
        }
    }
    members.iter().fold(Object::default(), |object, it| object.with(&it.0, &it.1)).end()
}

/// The ids in a collection.
pub(super) fn ids<'s>(scenario: &'s Scenario, list: &str) -> Vec<&'s str> {
    fn of<T>(all: &[T], id: fn(&T) -> &String) -> Vec<&str> {
        all.iter().map(|it| id(it).as_str()).collect()
    }
    match list {
        "vpcs" => of(&scenario.vpcs, |it| &it.id),
        "subnets" => of(&scenario.subnets, |it| &it.id),
        "route_tables" => of(&scenario.route_tables, |it| &it.id),
        "security_groups" => of(&scenario.security_groups, |it| &it.id),
        "network_acls" => of(&scenario.network_acls, |it| &it.id),
        "gateways" => of(&scenario.gateways, |it| &it.id),
        "endpoints" => of(&scenario.endpoints, |it| &it.id),
        "prefix_lists" => of(&scenario.prefix_lists, |it| &it.id),
        "keys" => of(&scenario.keys, |it| &it.id),
        "access_points" => of(&scenario.access_points, |it| &it.id),
        _ => Vec::new(),
    }
}
