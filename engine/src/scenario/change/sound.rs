//! Edits that AWS could have too: one that leads to a new problem is refused, with the reason.

use accesspath_policy::json::Edit;

use super::member;
use crate::scenario::{Scenario, problems};

/// The scenario after an edit of one fact.
///
/// # Errors
///
/// The reason why the fact cannot be so, in a sentence.
pub fn told(scenario: &Scenario, at: &[String], edit: &Edit) -> Result<Scenario, String> {
    let next =
        member::tried(scenario, &scenario.written_facts(), at, edit).map_err(|it| sentence(&it))?;
    without_new_problems(scenario, next)
}

/// The scenario `next`, where it has no problem that `scenario` does not have.
///
/// # Errors
///
/// The first of the new problems, in a sentence.
pub fn without_new_problems(scenario: &Scenario, next: Scenario) -> Result<Scenario, String> {
    let before = problems(scenario);
    // The number of a record is another after one before it was removed.
    let new =
        problems(&next).into_iter().find(|it| !before.iter().any(|old| old.message == it.message));
    match new {
        Some(problem) => Err(sentence(&problem.message)),
        None => Ok(next),
    }
}

/// A problem as a sentence that stands alone.
fn sentence(problem: &str) -> String {
    let mut letters = problem.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string()).unwrap_or_default();
    let stop = if problem.ends_with(['.', '?']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}
