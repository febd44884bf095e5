//! Turns callers and tasks into a table of outcomes, with a row for each caller.

use accesspath_policy::policy::PolicyKind;

use super::asked_keys::AskedKeys;
use super::callers::Callers;
use super::choices::{asking, choose};
use super::{AskedCallers, CallerCell, CallerRow, Task, Who, objects};
use crate::answer::analyze_path;
use crate::documents::Documents;
use crate::judge::Outcome;
use crate::network::Path;
use crate::requests;
use crate::scenario::{AccessPoint, Bucket, Scenario};
use crate::symptom::symptom;

/// The outcomes of `tasks` for every standard caller; empty if the question's bucket does not exist.
///
/// `documents` are those of `scenario`. Callers of other accounts are left out if all tasks are about the policy: S3
/// answers them with 405.
pub fn ask(scenario: &Scenario, documents: &Documents, tasks: &[Task]) -> AskedCallers {
    ask_those(scenario, documents, tasks, |_, _| true)
}

/// Every task of the callers without credentials: the standard ones, and those of the scenario.
pub(crate) fn ask_anonymous(scenario: &Scenario, documents: &Documents) -> Vec<CallerRow> {
    ask_those(scenario, documents, &Task::ALL, |path, scenario| {
        requests::identity_on(path, scenario).is_some_and(|it| it.is_anonymous())
    })
    .rows
}

/// The outcomes for the callers of which `is_asked` says so by their path.
fn ask_those(
    scenario: &Scenario,
    documents: &Documents,
    tasks: &[Task],
    is_asked: impl Fn(&Path, &Scenario) -> bool,
) -> AskedCallers {
    let Some(bucket) = scenario.bucket() else { return AskedCallers::default() };
    let keys = AskedKeys::read(documents);
    let (objects, objects_left_out) = objects::granted(scenario, bucket, documents);
    let new_key = objects::new_key(scenario, bucket);
    let (points, access_points_left_out) = points(scenario, bucket, documents);
    let is_about_objects = tasks.iter().any(|it| !it.is_of_policy());
    let mut callers = Callers::of(scenario, bucket, documents, &keys, is_about_objects);
    callers.people.retain(|(_, path)| is_asked(path, &callers.derived.scenario));
    let documents = &callers.derived.documents;
    let row = |(who, path): &(Who, Path)| {
        let id = matches!(who, Who::Own { .. }).then(|| path.id.clone());
        CallerRow { who: who.clone(), path: id, cells: Vec::new() }
    };
    let mut rows: Vec<CallerRow> = callers.people.iter().map(row).collect();
    for task in tasks {
        let asked = asking(&callers.derived.scenario, *task);
        let mut standard = asked.clone();
        choose(&mut standard, scenario, *task, &keys);
        let is_of_objects = matches!(task, Task::Read | Task::Write);
        let created = new_key.iter().filter(|_| *task == Task::Write);
        let objects = objects.iter().filter(|_| is_of_objects).chain(created);
        let is_at_point = is_of_objects || *task == Task::List;
        let points = points.iter().filter(|_| is_at_point).map(|it| at_point(&standard, it));
        let others: Vec<Scenario> = objects.map(|it| about(&standard, it)).chain(points).collect();
        for ((who, path), row) in callers.people.iter().zip(&mut rows) {
            if *who == Who::RootSession && !task.is_of_policy() {
                continue;
            }
            // Callers of the scenario keep its facts; for the standard callers, those that they choose are unknown.
            let is_own = matches!(who, Who::Own { .. } | Who::Outside { .. });
            let scenario = if is_own { &asked } else { &standard };
            let mut cell = cell(*task, path, scenario, documents);
            // A caller of another account may be allowed for some objects only, and anybody through an access point
            // only. Of the question's object at the bucket and these, the cell keeps the first that gets furthest.
            let is_outsider = !cell.analysis.requests.iter().any(|it| it.request.is_same_account());
            let counts = |it: &&Scenario| is_outsider || it.question.access_point.is_some();
            for scenario in others.iter().filter(|_| !is_own).filter(counts) {
                if cell.analysis.outcome == Outcome::Open {
                    break;
                }
                let mut other = self::cell(*task, path, scenario, documents);
                if cell.analysis.outcome == Outcome::Blocked
                    && other.analysis.outcome != Outcome::Blocked
                    || other.analysis.outcome == Outcome::Open
                {
                    other.access_point.clone_from(&scenario.question.access_point);
                    let key = Some(scenario.question.key.clone());
                    other.key = key.filter(|_| other.access_point.is_none());
                    cell = other;
                }
            }
            row.cells.push(cell);
        }
    }
    AskedCallers { rows, left_out: callers.left_out, objects_left_out, access_points_left_out }
}

/// The highest number of access points that are tried for a task.
///
/// No derivation: each of them is judged once for every caller that is refused.
const MOST_POINTS: usize = 4;

/// The access points of the bucket, by id, those first whose policy grants something to everybody, then those with another
/// policy: at most `MOST_POINTS`, and the count of those left out.
fn points<'s>(
    scenario: &'s Scenario,
    bucket: &Bucket,
    documents: &Documents,
) -> (Vec<&'s str>, usize) {
    let rank = |it: &&AccessPoint| match &it.policy {
        None => 2,
        Some(policy) => {
            let policy = policy.known().and_then(|it| documents.get(it, PolicyKind::Bucket));
            let mut statements = policy.iter().flat_map(|it| &it.value.statements);
            if statements.any(objects::is_for_everybody) { 0 } else { 1 }
        }
    };
    let own = scenario.access_points.iter().filter(|it| it.bucket == bucket.id);
    let mut points: Vec<&AccessPoint> = own.collect();
    points.sort_by_key(rank);
    let left_out = points.len().saturating_sub(MOST_POINTS);
    (points.into_iter().take(MOST_POINTS).map(|it| it.id.as_str()).collect(), left_out)
}

/// The scenario, with an access point in its question.
fn at_point(scenario: &Scenario, id: &str) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.question.access_point = Some(id.to_owned());
    scenario
}

/// The scenario, with another key in its question.
fn about(scenario: &Scenario, key: &str) -> Scenario {
    let mut scenario = scenario.clone();
    key.clone_into(&mut scenario.question.key);
    scenario
}

fn cell(task: Task, path: &Path, scenario: &Scenario, documents: &Documents) -> CallerCell {
    let analysis = analyze_path(path.clone(), scenario, documents);
    let symptom = symptom(&analysis, scenario);
    CallerCell { task, key: None, access_point: None, analysis, symptom }
}
