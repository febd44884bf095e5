//! Turns the facts of a scenario into a text that people edit, and back.

use accesspath_engine::scenario::Scenario;

/// The facts of a scenario as text: everything but its documents, its lesson and its expectations.
pub fn facts(scenario: &Scenario) -> String {
    let mut facts = scenario.clone();
    facts.documents.clear();
    facts.expect.clear();
    facts.about.clear();
    facts.source.clear();
    facts.tries.clear();
    facts.to_json().trim_end().to_owned()
}

/// The scenario with the facts of `text`.
///
/// # Errors
///
/// The message and its place, if the text is not a scenario.
pub fn read_facts(scenario: &Scenario, text: &str) -> Result<Scenario, String> {
    let mut read = Scenario::from_json(text)
        .map_err(|it| format!("line {}, column {}: {}", it.line, it.column, it.message))?;
    // The policies that stand in the facts themselves are documents from now on.
    let inline = std::mem::replace(&mut read.documents, scenario.documents.clone());
    read.documents.extend(inline);
    read.managed.clone_from(&scenario.managed);
    read.facts = scenario.facts;
    read.expect.clone_from(&scenario.expect);
    read.about.clone_from(&scenario.about);
    read.source.clone_from(&scenario.source);
    read.tries.clone_from(&scenario.tries);
    Ok(read)
}
