//! Turns the table of operations and actions into JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Analysis;
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
    /// Its outcome, by path.
    pub outcomes: BTreeMap<String, &'static str>,
}

/// The report on every operation and action; `None` if there is no bucket.
#[must_use]
pub fn grid(scenario: &Scenario, analysis: &Analysis) -> Option<GridReport> {
    scenario.bucket()?;
    let facts = scenario.facts.get();
    let actions = facts.map(|it| grid::actions(scenario, it)).unwrap_or_default();
    let operations = grid::operations(scenario);
    Some(GridReport {
        operations: operations.iter().map(|it| row(it.of.name(), it, analysis)).collect(),
        actions: actions.iter().map(|it| row(it.of, it, analysis)).collect(),
    })
}

fn row<T>(name: &'static str, row: &GridRow<T>, analysis: &Analysis) -> GridRowReport {
    let paths = analysis.paths.iter().map(|it| it.path.id.clone());
    let outcomes = paths.zip(row.outcomes.iter().map(|it| it.code())).collect();
    GridRowReport { name, on: row.on.code(), outcomes }
}
