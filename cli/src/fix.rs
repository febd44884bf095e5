//! `accesspath fix`: scenario files in, the smallest proved sets of changes out.

mod text;

use std::io;

use accesspath_engine::repair::{Bound, Goal, NotGoals, Target, read_goals};
use accesspath_engine::report::{FixReport, blocked, fix};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{Analysis, analyze};
use serde_json::json;

use crate::Status;
use crate::call::{FixArguments, FixFormat};
use crate::excerpt::renderer;
use crate::scenario::read_scenario;
use crate::terminal::{complain, print, print_lines, read};

/// Finds the changes for the file of the call.
pub fn run(options: &FixArguments) -> Status {
    match answers(options) {
        Some((scenario, found)) => show(options, &scenario, &found),
        None => Status::Wrong,
    }
}

/// The scenario, and the sets for the goals of the call, or for each blocked path and chain; `None` where the input
/// is wrong, which is complained of already.
fn answers(options: &FixArguments) -> Option<(Scenario, Vec<FixReport>)> {
    let file = &options.file;
    let text = complaining(read(file))?;
    let err = (options.format == FixFormat::Text).then(|| renderer(&io::stderr()));
    let given = read_scenario(file, &text, err.as_ref());
    let scenario = given.scenario.filter(|_| given.problems.is_empty())?;
    let analysis = analyze(&scenario);
    let goals = goals(options, &scenario, &analysis)?;
    let bound = Bound { evaluations: options.evaluations, ..Bound::default() };
    let found = if goals.is_empty() {
        let each = blocked(&analysis).into_iter().map(|it| vec![Goal::Open(it)]);
        each.map(|it| fix(&scenario, &analysis, it, bound)).collect()
    } else {
        vec![fix(&scenario, &analysis, goals, bound)]
    };
    Some((scenario, found))
}

fn complaining<T>(result: Result<T, String>) -> Option<T> {
    result.map_err(|message| complain(&message)).ok()
}

/// The goals of the call; empty where it states none.
fn goals(options: &FixArguments, scenario: &Scenario, analysis: &Analysis) -> Option<Vec<Goal>> {
    let mut goals = Vec::new();
    for (ids, goal) in [
        (&options.open, Goal::Open as fn(Target) -> Goal),
        (&options.shut, Goal::Shut as fn(Target) -> Goal),
    ] {
        for id in ids {
            goals.push(goal(complaining(target(id, analysis))?));
        }
    }
    if let Some(file) = &options.goals {
        let text = complaining(read(file))?;
        let read = read_goals(&text, scenario).map_err(|it| {
            let NotGoals { message, line, column } = it;
            format!("{file}:{line}:{column}: {message}")
        });
        for goal in complaining(read)? {
            if let Goal::Open(Target::Path(id)) | Goal::Shut(Target::Path(id)) = &goal {
                complaining(target(id, analysis))?;
            }
            goals.push(goal);
        }
    }
    Some(goals)
}

/// The path or chain of that name.
fn target(name: &str, analysis: &Analysis) -> Result<Target, String> {
    if analysis.paths.iter().any(|it| it.path.id == name) {
        return Ok(Target::Path(name.to_owned()));
    }
    if let Some(it) = analysis.chains.iter().find(|it| it.notification == name) {
        let (bucket, notification) = (it.bucket.clone(), it.notification.clone());
        return Ok(Target::Chain { bucket, notification });
    }
    let paths = analysis.paths.iter().map(|it| it.path.id.as_str());
    let all: Vec<&str> =
        paths.chain(analysis.chains.iter().map(|it| it.notification.as_str())).collect();
    Err(format!("there is no path or chain {name:?}; there are: {}", all.join(", ")))
}

fn show(options: &FixArguments, scenario: &Scenario, found: &[FixReport]) -> Status {
    if options.apply {
        let Some(set) = found.first().and_then(|it| it.sets.first()) else {
            print_lines(&[]);
            found.iter().for_each(|it| complain(&text::none(it)));
            return if found.is_empty() { unchanged(scenario) } else { Status::Differs };
        };
        print(&set.after.to_json());
        return Status::Well;
    }
    match options.format {
        FixFormat::Text => print_lines(&text::lines(&options.file, found)),
        FixFormat::Cli => print(&text::script(found)),
        FixFormat::Json => {
            let all = json!({ "file": options.file, "fixes": found });
            match serde_json::to_string_pretty(&all) {
                Ok(text) => print(&(text + "\n")),
                Err(error) => {
                    complain(&error.to_string());
                    return Status::Wrong;
                }
            }
        }
    }
    if found.iter().all(|it| !it.sets.is_empty()) { Status::Well } else { Status::Differs }
}

/// Nothing is blocked: the scenario as it is.
fn unchanged(scenario: &Scenario) -> Status {
    print(&scenario.to_json());
    Status::Well
}
