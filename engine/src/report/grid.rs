//! Turns the table of operations and actions into JSON.

use std::collections::BTreeMap;

use accesspath_policy::facts::Facts;
use serde::Serialize;

use crate::Analysis;
use crate::explain;
use crate::grid::{self, GridRow};
use crate::scenario::Scenario;

/// Every operation and every action of S3, with its outcome on every path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridReport {
    /// The operations, with the question's key and options: first those on the object, then those on the bucket, on
    /// the access point, and on no bucket.
    pub operations: Vec<GridRowReport>,
    /// The actions, by the network and the policies alone; absent where the facts of AWS's services are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<GridRowReport>,
}

/// One operation or action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GridRowReport {
    /// Its name, without the service.
    pub name: &'static str,
    /// What it is about: `object`, `bucket`, `access-point`, or `account` where it is about no bucket that is there.
    pub on: &'static str,
    /// The same in words, as the heading of the rows that stand together.
    #[serde(skip)]
    pub heading: &'static str,
    /// Its outcome, by path.
    pub outcomes: BTreeMap<String, &'static str>,
}

/// The report on every operation and action; `None` if there is no bucket.
#[must_use]
pub fn grid(scenario: &Scenario, analysis: &Analysis) -> Option<GridReport> {
    scenario.bucket()?;
    let actions = scenario.facts.get().map(|it| grid_actions(scenario, analysis, it));
    let operations = grid_operations(scenario, analysis);
    Some(GridReport { operations, actions: actions.unwrap_or_default() })
}

/// The operations alone.
#[must_use]
pub fn grid_operations(scenario: &Scenario, analysis: &Analysis) -> Vec<GridRowReport> {
    let rows = grid::operations(scenario);
    rows.iter().map(|it| row(it.of.name(), it, analysis)).collect()
}

/// The actions alone.
#[must_use]
pub fn grid_actions(
    scenario: &Scenario,
    analysis: &Analysis,
    facts: &Facts<'static>,
) -> Vec<GridRowReport> {
    let rows = grid::actions(scenario, facts);
    rows.iter().map(|it| row(it.of, it, analysis)).collect()
}

fn row<T>(name: &'static str, row: &GridRow<T>, analysis: &Analysis) -> GridRowReport {
    let paths = analysis.paths.iter().map(|it| it.path.id.clone());
    let outcomes = paths.zip(row.outcomes.iter().map(|it| it.code())).collect();
    GridRowReport { name, on: row.on.code(), heading: explain::grid_heading(row.on), outcomes }
}
