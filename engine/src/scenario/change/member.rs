//! Edits of one fact of a scenario, at its place in the scenario's JSON.

use accesspath_policy::json::{self, Edit, Node, Value};

use crate::scenario::Scenario;
use crate::scenario::record::with_origin;

/// The scenario after an edit of one fact; the same where the edit does not lead to a scenario.
pub(super) fn told(scenario: &Scenario, text: &str, at: &[String], edit: &Edit) -> Scenario {
    tried(scenario, text, at, edit).unwrap_or_else(|_| scenario.clone())
}

/// The same, or what is wrong with the form of what the edit leads to.
///
/// `text` are its facts: the documents are left out, because most of a scenario's text is theirs.
pub(super) fn tried(
    scenario: &Scenario,
    text: &str,
    at: &[String],
    edit: &Edit,
) -> Result<Scenario, String> {
    let tree = json::read_up_to(usize::MAX, "", text);
    let nowhere = || "this place does not exist".to_owned();
    let root = tree.root().ok_or_else(nowhere)?;
    let (at, _) = behind_origins(root, at, edit);
    let read = |edit: &Edit| {
        let edited = json::edit_read(text, root, &at, edit).ok_or_else(nowhere)?;
        Scenario::from_json(&edited).map_err(|it| it.message)
    };
    // A list that is not written is made: a scenario has no single value in place of one.
    let listed = |refused: String| match edit {
        Edit::Add(value) => read(&Edit::Add(format!("[{value}]"))).map_err(|_| refused),
        _ => Err(refused),
    };
    read(edit).or_else(listed).map(|it| with_documents(it, scenario))
}

/// The same for several edits, one after the other, with the facts read but once.
pub(super) fn told_all(scenario: &Scenario, facts: &str, edits: &[(&[String], &Edit)]) -> Scenario {
    if let [(at, edit)] = edits {
        return told(scenario, facts, at, edit);
    }
    let mut text = facts.to_owned();
    for (at, edit) in edits {
        let tree = json::read_up_to(usize::MAX, "", &text);
        let Some(root) = tree.root() else { continue };
        let (at, there) = behind_origins(root, at, edit);
        // What is not there and gets an entry is a list, if it is not: the edits are tried one by one.
        let listed = match edit {
            Edit::Add(value) if there.is_none() => Some(Edit::Add(format!("[{value}]"))),
            _ => None,
        };
        if let Some(edited) = json::edit_read(&text, root, &at, listed.as_ref().unwrap_or(edit)) {
            text = edited;
        }
    }
    match Scenario::from_json(&text) {
        Ok(next) => with_documents(next, scenario),
        Err(_) => edits.iter().fold(scenario.clone(), |so_far, (at, edit)| {
            told(&so_far, &so_far.written_facts(), at, edit)
        }),
    }
}

/// The facts of one scenario with the documents of another, and with what a program gave that.
fn with_documents(mut facts: Scenario, from: &Scenario) -> Scenario {
    facts.documents.clone_from(&from.documents);
    facts.managed.clone_from(&from.managed);
    facts.facts.clone_from(&from.facts);
    facts
}

/// The place, with `value` wherever a fact stands beside its origin, and what stands there.
fn behind_origins<'t>(
    root: Node<'t>,
    at: &'t [String],
    edit: &Edit,
) -> (Vec<&'t str>, Option<Node<'t>>) {
    let mut place = Vec::new();
    let mut node = Some(root);
    let behind = |node: Option<Node<'t>>, place: &mut Vec<&'t str>| {
        let (value, origin) = with_origin(node?);
        // A fact that is not known has its origin, and no value.
        if origin.is_some() && Some(value.span) != node.map(|it| it.span) {
            place.push("value");
        }
        Some(value)
    };
    for segment in at {
        node = behind(node, &mut place).and_then(|it| child(it, segment));
        place.push(segment.as_str());
    }
    // A fact is removed with its origin.
    if matches!(edit, Edit::Add(_) | Edit::Set(_)) {
        node = behind(node, &mut place);
    }
    (place, node)
}

/// The member of that name, or the entry of that id or number.
fn child<'t>(node: Node<'t>, segment: &str) -> Option<Node<'t>> {
    let Value::Array(items) = node.value else { return node.members()?.get(segment) };
    let has_id = |it: &Node<'_>| {
        it.members().and_then(|it| it.get("id")).and_then(Node::scalar) == Some(segment)
    };
    let number = segment.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
    items.into_iter().find(has_id).or_else(|| items.into_iter().nth(number?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(at: &[&str], edit: Edit, expected: &str) {
        let scenario = Scenario::from_json(
            r#"{"accesspath":1,
                "buckets":[{"id":"b","name":"b","account":"111122223333","region":"eu-west-1",
                  "abac":{"value":true,"origin":{"file":"main.tf"}},
                  "versioning":{"unknown":true,"origin":{"file":"main.tf"}},
                  "tags":{"value":{"a":"1"},"origin":{"file":"tags.tf"}}}],
                "question":{"callers":[],"operation":"GetObject","bucket":"b","key":"k"}}"#,
        )
        .unwrap();
        let at: Vec<String> = at.iter().map(|it| (*it).to_owned()).collect();
        let after = told(&scenario, &scenario.written_facts(), &at, &edit);
        assert_ne!(after, scenario);
        assert_eq!(told_all(&scenario, &scenario.written_facts(), &[(&at, &edit)]), after);
        let written = after.written_facts();
        assert!(written.contains(expected), "{written}");
    }

    #[test]
    fn an_edit_reaches_a_fact_that_has_an_origin() {
        let on = || Edit::Set("\"Enabled\"".to_owned());
        check(&["buckets", "b", "abac"], Edit::Set("false".to_owned()), r#""abac":{"value":false"#);
        check(&["buckets", "b", "versioning"], on(), r#""versioning":"Enabled""#);
        check(&["buckets", "1", "tags", "c"], on(), r#""tags":{"value":{"a":"1","c":"Enabled"}"#);
        check(&["buckets", "b", "tags", "a"], Edit::Remove, r#""tags":{"value":{}"#);
    }

    #[test]
    fn a_list_that_is_not_written_is_made_for_its_first_entry() {
        let add = |value: &str| Edit::Add(value.to_owned());
        check(&["own_ranges"], add("\"192.0.2.0/24\""), r#""own_ranges":["192.0.2.0/24"]"#);
        check(
            &["security_groups"],
            add(r#"{"id":"sg-1"}"#),
            r#""security_groups":[{"id":"sg-1"}]"#,
        );
    }

    #[test]
    fn edits_at_once_are_those_one_after_the_other() {
        let at = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
        let add = |value: &str| Edit::Add(value.to_owned());
        let edits = [
            (at(&["security_groups"]), add(r#"{"id":"sg-1"}"#)),
            (at(&["security_groups", "sg-1", "egress"]), add(r#"{"protocol":"tcp"}"#)),
            (at(&["title"]), add("\"one\"")),
            (at(&["buckets"]), Edit::Set("7".to_owned())),
            (at(&["question", "key"]), Edit::Set("\"other\"".to_owned())),
        ];
        let scenario = Scenario::default();
        for count in 0..=edits.len() {
            let edits: Vec<(&[String], &Edit)> =
                edits.iter().take(count).map(|it| (it.0.as_slice(), &it.1)).collect();
            let each = edits.iter().fold(scenario.clone(), |so_far, it| {
                told(&so_far, &so_far.written_facts(), it.0, it.1)
            });
            assert_eq!(told_all(&scenario, &scenario.written_facts(), &edits), each, "{count}");
        }
    }
}
