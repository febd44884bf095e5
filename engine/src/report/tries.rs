//! The part of a report on what a scenario proposes to try.

use serde::Serialize;

use super::{Difference, report};
use crate::analyze;
use crate::explain;
use crate::scenario::Scenario;
use crate::scenario::change::{Change, Misfit, fitting, without_new_problems};

/// One change to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TryReport {
    /// The change, as an order.
    pub what: String,
    /// It can be made: `fits`, is made already: `made`, or cannot: `misfits`.
    pub state: &'static str,
    /// Why it cannot be made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// What can be tried with the scenario as it stands.
#[must_use]
pub fn tries(scenario: &Scenario) -> Vec<TryReport> {
    let numbers = 0..scenario.tries.len();
    numbers.map(|number| try_report(scenario, number)).collect()
}

fn try_report(scenario: &Scenario, number: usize) -> TryReport {
    let what = scenario.tries.get(number).map(|it| it.what.clone()).unwrap_or_default();
    let (state, why) = match tried(scenario, number) {
        Ok(_) => ("fits", None),
        Err(it @ Misfit::Made) => ("made", Some(explain::misfit(&it))),
        Err(it) => ("misfits", Some(explain::misfit(&it))),
    };
    TryReport { what, state, why }
}

/// The scenario after the changes of the try of that number, from 0.
///
/// # Errors
///
/// The reason why they do not fit it.
pub fn tried(scenario: &Scenario, number: usize) -> Result<Scenario, Misfit> {
    let changes = scenario.tries.get(number).map(|it| it.changes.as_slice()).unwrap_or_default();
    let changes: Vec<Change> = changes.iter().filter_map(|it| it.change()).collect();
    fitting(scenario, &changes)
}

/// Where a change cannot be made, or does not lead to what the scenario says.
pub(super) fn differences(scenario: &Scenario) -> Vec<Difference> {
    let mut all = Vec::new();
    for (number, it) in scenario.tries.iter().enumerate() {
        let after = tried(scenario, number)
            .map_err(|it| explain::misfit(&it))
            .and_then(|it| without_new_problems(scenario, it));
        let told = match after {
            Err(why) => vec![why],
            Ok(after) => {
                let after = it.then.expected_of(after);
                let report = report("", &after, &analyze(&after));
                report.differences.into_iter().map(|it| it.told).collect()
            }
        };
        let differ = |told: String| Difference {
            at: ("tries", number),
            told: format!("after \"{}\": {told}", it.what),
        };
        all.extend(told.into_iter().map(differ));
    }
    all
}
