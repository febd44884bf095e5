//! Removes a thing of a scenario, with what cannot be without it and with every reference to it.

use accesspath_policy::json::{self, Edit, Node, Value};

use super::Scenario;
use super::change::{self, Change, without_new_problems};
use super::rename::Thing;

/// The records that go with what they refer to: the member that leads to it, and the list that it must be in.
const DEPENDENT: [(&str, &str); 10] = [
    ("subnets", "vpc"),
    ("route_tables", "vpc"),
    ("endpoints", "vpc"),
    ("objects", "bucket"),
    ("access_points", "bucket"),
    ("routes", "target"),
    ("routes", "destination"),
    ("notifications", "function"),
    ("egress", "security_group"),
    ("ingress", "security_group"),
];

/// The kinds of records that go with others, and that others refer to in turn.
const THINGS: [Thing; 5] =
    [Thing::Subnet, Thing::RouteTable, Thing::Endpoint, Thing::Object, Thing::AccessPoint];

/// The scenario without the thing of that id.
///
/// # Errors
///
/// The reason why it cannot be without it, in a sentence.
pub fn removed(scenario: &Scenario, thing: Thing, id: &str) -> Result<Scenario, String> {
    let mut next = scenario.clone();
    let mut gone = vec![(thing, id.to_owned())];
    // INVARIANT: every turn takes one thing, and those that it adds are in the scenario still.
    while let Some((thing, id)) = gone.pop() {
        next = without_references(next, thing, &id, &mut gone);
        let own: Vec<String> = thing.list().iter().map(|it| (*it).to_owned()).collect();
        next = tell(&next, [own, vec![id]].concat());
    }
    without_new_problems(scenario, next).map_err(|it| format!("{id} is needed. {it}"))
}

/// The scenario without the references to a thing; records that go with it are added to `gone`.
fn without_references(
    mut scenario: Scenario,
    thing: Thing,
    id: &str,
    gone: &mut Vec<(Thing, String)>,
) -> Scenario {
    let text = scenario.written_facts();
    let tree = json::read_up_to(usize::MAX, "", &text);
    let mut found = Vec::new();
    if let Some(root) = tree.root() {
        find(
            root,
            &mut Search { thing, id, names: Vec::new(), place: Vec::new(), found: &mut found },
        );
    }
    // From the last on, so that no place moves.
    for Reference { record, whole, place } in found.into_iter().rev() {
        match record {
            Some(record) => match THINGS.into_iter().find(|it| [record.0.as_str()] == it.list()) {
                Some(thing) => gone.push((thing, record.1)),
                None => scenario = tell(&scenario, whole),
            },
            None => scenario = tell(&scenario, place),
        }
    }
    scenario
}

fn tell(scenario: &Scenario, at: Vec<String>) -> Scenario {
    change::apply(scenario, Change::Tell { at, edit: Edit::Remove })
}

/// A reference that was found.
struct Reference {
    /// The list and the id of the record that goes with what it refers to.
    record: Option<(String, String)>,
    /// The place of that record.
    whole: Vec<String>,
    /// The place of the reference.
    place: Vec<String>,
}

/// A search for references under way.
struct Search<'s, 'j> {
    thing: Thing,
    id: &'s str,
    /// The names of members that lead to the node.
    names: Vec<&'j str>,
    /// The place of the node: names of members, ids of records, and numbers of entries from 1.
    place: Vec<String>,
    found: &'s mut Vec<Reference>,
}

// Recursion is bounded: the reader refuses to nest deeper than it can.
fn find<'j>(node: Node<'j>, search: &mut Search<'_, 'j>) {
    match node.value {
        Value::Object(members) => {
            for member in members {
                search.names.push(member.name);
                search.place.push(member.name.to_owned());
                find(member.node, search);
                search.names.pop();
                search.place.pop();
            }
        }
        Value::Array(items) => {
            for (at, item) in items.enumerate() {
                let id = item.members().and_then(|it| it.get("id")).and_then(Node::scalar);
                search.place.push(id.map_or_else(|| (at + 1).to_string(), str::to_owned));
                find(item, search);
                search.place.pop();
            }
        }
        Value::String(text) if text == search.id && search.thing.is_referred_at(&search.names) => {
            let whole: Vec<String> = search.place.iter().rev().skip(1).rev().cloned().collect();
            let list = search.names.iter().rev().nth(1).copied().unwrap_or_default();
            let member = search.names.last().copied().unwrap_or_default();
            let record = whole.last().filter(|_| DEPENDENT.contains(&(list, member)));
            search.found.push(Reference {
                record: record.map(|it| (list.to_owned(), it.clone())),
                whole,
                place: search.place.clone(),
            });
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENARIO: &str = r#"{"accesspath":1,
      "roles":[{"id":"r","arn":"arn:aws:iam::111122223333:role/r"}],
      "functions":[{"id":"fn","name":"fn","role":"r","placements":[
        {"id":"A","subnets":["s","t"],"security_groups":["sg","sh"],"endpoint_url":"e"},{"id":"B","outside":true}]}],
      "vpcs":[{"id":"v","account":"111122223333","region":"eu-west-1","cidrs":["10.0.0.0/16"],"main_route_table":"rt"},
        {"id":"w","account":"111122223333","region":"eu-west-1","cidrs":["10.1.0.0/16"]}],
      "subnets":[{"id":"s","vpc":"v","cidr":"10.0.1.0/24"},{"id":"t","vpc":"v","cidr":"10.0.2.0/24"},
        {"id":"u","vpc":"w","cidr":"10.1.2.0/24","route_table":"ru"}],
      "route_tables":[{"id":"rt","vpc":"v"},{"id":"ru","vpc":"w","routes":[{"destination":"0.0.0.0/0","target":"igw"}]}],
      "gateways":[{"id":"igw","kind":"internet","vpc":"w"}],
      "endpoints":[{"id":"e","kind":"interface","vpc":"v","subnets":["s"]}],
      "security_groups":[{"id":"sg","egress":[{"protocol":"-1","security_group":"sh"}]},{"id":"sh"}],
      "buckets":[{"id":"b","name":"bbb","account":"111122223333","region":"eu-west-1"}],
      "question":{"callers":["fn"],"operation":"GetObject","bucket":"b","key":"k"}}"#;

    #[track_caller]
    fn check(thing: Thing, id: &str, changed: &[(&str, &str)]) {
        let scenario = Scenario::from_json(SCENARIO).unwrap();
        let mut text = SCENARIO.to_owned();
        for (old, new) in changed {
            assert!(text.contains(old), "{old}");
            text = text.replace(old, new);
        }
        let expected = Scenario::from_json(&text).unwrap();
        assert_eq!(removed(&scenario, thing, id).unwrap().to_json(), expected.to_json());
    }

    #[track_caller]
    fn refuses(thing: Thing, id: &str, reason: &str) {
        let scenario = Scenario::from_json(SCENARIO).unwrap();
        assert_eq!(removed(&scenario, thing, id).unwrap_err(), reason);
    }

    #[test]
    fn references_go_with_what_they_refer_to() {
        let endpoint = r#"{"id":"e","kind":"interface","vpc":"v","subnets":["s"]}"#;
        check(Thing::Endpoint, "e", &[(endpoint, ""), (r#","endpoint_url":"e""#, "")]);
        let groups = [
            (r#","sh"]"#, "]"),
            (r#",{"id":"sh"}"#, ""),
            (r#"{"protocol":"-1","security_group":"sh"}"#, ""),
        ];
        check(Thing::SecurityGroup, "sh", &groups);
        check(
            Thing::Subnet,
            "t",
            &[(r#","t"]"#, "]"), (r#",{"id":"t","vpc":"v","cidr":"10.0.2.0/24"}"#, "")],
        );
    }

    #[test]
    fn a_vpc_goes_with_its_parts() {
        check(
            Thing::Vpc,
            "w",
            &[
                (
                    r#",
        {"id":"w","account":"111122223333","region":"eu-west-1","cidrs":["10.1.0.0/16"]}"#,
                    "",
                ),
                (
                    r#",
        {"id":"u","vpc":"w","cidr":"10.1.2.0/24","route_table":"ru"}"#,
                    "",
                ),
                (
                    r#",{"id":"ru","vpc":"w","routes":[{"destination":"0.0.0.0/0","target":"igw"}]}"#,
                    "",
                ),
                (r#""kind":"internet","vpc":"w""#, r#""kind":"internet""#),
            ],
        );
    }

    #[test]
    fn what_something_else_needs_stays() {
        refuses(Thing::Role, "r", "r is needed. No role has the id \"r\".");
        refuses(Thing::Bucket, "b", "b is needed. No bucket has the id \"b\".");
    }
}
