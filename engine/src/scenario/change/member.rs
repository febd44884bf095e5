//! Edits of one fact of a scenario, at its place in the scenario's JSON.

use accesspath_policy::json::{self, Edit};

use crate::scenario::Scenario;

/// The scenario after an edit of one fact; the same where the edit does not lead to a scenario.
///
/// The documents are left out of the JSON that is edited: most of a scenario's text is theirs.
pub(super) fn told(scenario: &Scenario, at: &[String], edit: &Edit) -> Scenario {
    let at: Vec<&str> = at.iter().map(String::as_str).collect();
    let read = json::edit(&scenario.written_facts(), &at, edit)
        .and_then(|text| Scenario::from_json(&text).ok());
    let Some(mut next) = read else { return scenario.clone() };
    next.documents.clone_from(&scenario.documents);
    next.managed.clone_from(&scenario.managed);
    next.facts.clone_from(&scenario.facts);
    next
}
