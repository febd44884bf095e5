//! Turns the table of standard callers into JSON.

use std::collections::BTreeMap;

use accesspath_policy::rule;
use serde::Serialize;

use crate::Analysis;
use crate::explain;
use crate::judge::Outcome;
use crate::reach::{self, CallerRow, Task};
use crate::scenario::Scenario;

/// The standard callers, and the outcomes of their tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReachReport {
    /// The whole in a sentence or two.
    pub told: String,
    /// The tasks that a table has columns for, in order.
    pub tasks: Vec<TaskReport>,
    /// The callers.
    pub callers: Vec<CallerReport>,
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskReport {
    /// Its word for programs.
    pub task: &'static str,
    /// Its name, as the head of a column.
    pub name: String,
}

/// One caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CallerReport {
    /// `own`, `outside-vpc`, `administrator`, `administrator-user`, `root`, `root-session`, `through-endpoint`,
    /// `through-other-endpoint`, `named`, `named-through-endpoint`, `service`, `stranger-in-role`, `organization`, `stranger`, `stranger-as`, `stranger-through-endpoint`,
    /// `anonymous` or `anonymous-through-endpoint`.
    pub who: &'static str,
    /// The same in words.
    pub name: String,
    /// The same with the path, for a caller that has several.
    pub title: String,
    /// Why it cannot do what was asked, or what that depends on, in one line; absent where it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// The path's id, for callers of the scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The outcome of each task: `asked`, `read`, `write`, `list`, `read-policy`, `replace-policy`, `delete-policy`.
    pub outcomes: BTreeMap<&'static str, &'static str>,
    /// The outcome of changing the bucket policy: of replacing and deleting it, the one that gets further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy_change: Option<&'static str>,
    /// The key of another object that gets further than the question's, for `read` and `write`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub keys: BTreeMap<&'static str, String>,
    /// The access point through which it gets further than at the bucket itself, by task.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub access_points: BTreeMap<&'static str, String>,
    /// The controls that block it, by task.
    pub by: BTreeMap<&'static str, Vec<&'static str>>,
    /// The symptom that the caller would see, by task, unless the task is open.
    pub symptoms: BTreeMap<&'static str, String>,
    /// The ids of the unclear rules that its outcomes lean on.
    pub unverified: Vec<&'static str>,
}

/// The report on the standard callers; `None` if there is no bucket.
#[must_use]
pub fn reach(scenario: &Scenario, analysis: &Analysis) -> Option<ReachReport> {
    let found = reach::reach(scenario, &analysis.documents);
    (!found.rows.is_empty()).then(|| ReachReport {
        told: explain::reach(&found, scenario),
        tasks: TASKS.iter().map(|it| task(*it, scenario)).collect(),
        callers: found.rows.iter().map(|it| caller(it, scenario)).collect(),
    })
}

/// The tasks of a table; changing the bucket policy is a column of its own.
const TASKS: [Task; 4] = [Task::Asked, Task::Read, Task::Write, Task::List];

fn task(task: Task, scenario: &Scenario) -> TaskReport {
    TaskReport { task: task.code(), name: explain::task(task, scenario).to_owned() }
}

fn caller(row: &CallerRow, scenario: &Scenario) -> CallerReport {
    let stopped = |outcome: Outcome| outcome != Outcome::Open;
    let cells = || row.cells.iter().filter(move |it| stopped(it.analysis.outcome));
    let rules = row.cells.iter().flat_map(|it| it.analysis.unverified.iter().copied());
    CallerReport {
        who: row.who.code(),
        name: explain::who(&row.who, scenario),
        title: explain::caller_of(row, scenario),
        told: explain::reason(row, Task::Asked),
        path: row.path.clone(),
        outcomes: row.cells.iter().map(|it| (it.task.code(), it.analysis.outcome.code())).collect(),
        policy_change: row.policy_change().map(|it| it.analysis.outcome.code()),
        keys: row.cells.iter().filter_map(|it| Some((it.task.code(), it.key.clone()?))).collect(),
        access_points: row
            .cells
            .iter()
            .filter_map(|it| Some((it.task.code(), it.access_point.clone()?)))
            .collect(),
        by: cells()
            .map(|it| (it.task.code(), it.analysis.blockers().map(|it| it.code()).collect()))
            .collect(),
        symptoms: cells()
            .map(|it| {
                let seen = it.symptom.message.as_ref().unwrap_or(&it.symptom.short);
                (it.task.code(), seen.clone())
            })
            .collect(),
        unverified: rule::unique(rules.collect()).into_iter().map(|it| it.id).collect(),
    }
}
