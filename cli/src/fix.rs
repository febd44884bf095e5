//! `accesspath fix`: scenario files in, the smallest proved sets of changes out.

mod text;

use std::io;

use accesspath_engine::judge::Outcome;
use accesspath_engine::repair::{Bound, Goal, NotGoals, Target, read_goals};
use accesspath_engine::report::{FixReport, fix, fixes};
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
        Some(it) => show(options, &it),
        None => Status::Wrong,
    }
}

/// What the call comes to.
struct Answers {
    scenario: Scenario,
    found: Vec<FixReport>,
    /// Some path depends on facts that are not known.
    is_open_question: bool,
}

/// The scenario, and the sets for the goals of the call, or for each blocked path and chain; `None` where the input
/// is wrong, which is complained of already.
fn answers(options: &FixArguments) -> Option<Answers> {
    let file = &options.file;
    if file == "-" && options.goals.as_deref() == Some("-") {
        complain("standard input cannot be both the scenario and its goals");
        return None;
    }
    let text = complaining(read(file))?;
    let err = (options.format == FixFormat::Text).then(|| renderer(&io::stderr()));
    let given = read_scenario(file, &text, err.as_ref());
    let scenario = given.scenario.filter(|_| given.problems.is_empty())?;
    let analysis = analyze(&scenario);
    let goals = goals(options, &analysis)?;
    // Of what the first of these print only the best set is taken.
    let takes_one = options.apply || options.format == FixFormat::Cli;
    let (bound, told) = match options.format {
        _ if takes_one => (Bound::BEST, 1),
        FixFormat::Text => (Bound::default(), text::MOST_SETS),
        FixFormat::Json | FixFormat::Cli => (Bound::default(), usize::MAX),
    };
    let bound = Bound { evaluations: options.evaluations, ..bound };
    let each = || fixes(&scenario, &analysis, bound, told);
    let together = |goals| fix(&scenario, &analysis, goals, bound, told);
    let found = if !goals.is_empty() {
        vec![together(goals)]
    } else if takes_one {
        // Only what was found together can be applied together; where there is no such set, each by itself.
        let all: Vec<Goal> = Target::blocked(&analysis).into_iter().map(Goal::Open).collect();
        let all = (all.len() > 1).then(|| together(all)).filter(|it| !it.sets.is_empty());
        all.map_or_else(each, |it| vec![it])
    } else {
        each()
    };
    let is_open_question = analysis.paths.iter().any(|it| it.outcome == Outcome::Undetermined);
    Some(Answers { scenario, found, is_open_question })
}

fn complaining<T>(result: Result<T, String>) -> Option<T> {
    result.map_err(|message| complain(&message)).ok()
}

/// The goals of the call; empty where it states none.
fn goals(options: &FixArguments, analysis: &Analysis) -> Option<Vec<Goal>> {
    let mut goals = Vec::new();
    for (ids, goal) in [
        (&options.open, Goal::Open as fn(Target) -> Goal),
        (&options.shut, Goal::Shut as fn(Target) -> Goal),
    ] {
        for id in ids {
            goals.push(goal(complaining(Target::named(id, analysis))?));
        }
    }
    if let Some(file) = &options.goals {
        let text = complaining(read(file))?;
        let read = read_goals(&text, analysis).map_err(|it| {
            let NotGoals { message, line, column } = it;
            format!("{file}:{line}:{column}: {message}")
        });
        goals.extend(complaining(read)?);
    }
    let mut each: Vec<Goal> = Vec::new();
    for goal in goals {
        if !each.contains(&goal) {
            each.push(goal);
        }
    }
    Some(each)
}

fn show(options: &FixArguments, answers: &Answers) -> Status {
    let Answers { scenario, found, is_open_question } = answers;
    if options.apply {
        let Some(set) = found.first().and_then(|it| it.sets.first()) else {
            let without = found.iter().filter(|it| it.sets.is_empty());
            without.for_each(|it| complain(&text::none(it)));
            return if found.is_empty() { unchanged(scenario) } else { Status::Differs };
        };
        print(&set.after.to_json());
        return Status::Well;
    }
    match options.format {
        FixFormat::Text => print_lines(&text::lines(&options.file, found, *is_open_question)),
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
    // That nothing is blocked is no answer where it depends.
    let is_answered = !found.is_empty() || !is_open_question;
    if is_answered && found.iter().all(|it| !it.sets.is_empty()) {
        Status::Well
    } else {
        Status::Differs
    }
}

/// Nothing is blocked: the scenario as it is.
fn unchanged(scenario: &Scenario) -> Status {
    print(&scenario.to_json());
    Status::Well
}
