//! The few words about a path that fit beside its lane.

use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;

use super::{ROUTE_NOT_KNOWN, caller_name, kind_title, telling, title_by_kind};
use super::{column, gate_label, lower, lower_first, short_name};
use crate::control::Control;
use crate::judge::{Outcome, PathAnalysis};
use crate::network::PathKind;
use crate::scenario::Scenario;

/// The text of a path's badge: its id if that has at most two letters, else its first letter.
pub fn badge(id: &str) -> String {
    let letter = |it: &str| {
        it.chars().next().map(|it| it.to_ascii_uppercase().to_string()).unwrap_or_default()
    };
    match id.split_once('/') {
        Some((placement, _)) if placement.chars().count() <= 2 => placement.to_owned(),
        None if id.chars().count() <= 2 => id.to_owned(),
        _ => letter(id),
    }
}

/// The title of a path's row, and below it its kind, where the title is the caller's name.
pub fn row_title(path: &PathAnalysis, scenario: &Scenario) -> (String, Option<String>) {
    let kind = path.path.kind;
    let by_name = matches!(kind, PathKind::Internet | PathKind::AwsService);
    if by_name || scenario.question.callers.len() > 1 {
        let name = caller_name(scenario, &path.path.caller).to_owned();
        return (name, (!by_name).then(|| lower(kind_title(path))));
    }
    match kind_title(path) {
        ROUTE_NOT_KNOWN => (title_by_kind(path, scenario), None),
        title if kind == PathKind::NoWay => {
            (title.to_owned(), path.path.subnet.as_ref().map(|it| format!("from {it}")))
        }
        title => (title.to_owned(), None),
    }
}

/// What decides a path, in as few words as tell it: the control, and the number of the statement.
pub fn row_reason(path: &PathAnalysis) -> String {
    let of = |verdict: Verdict| -> Vec<Control> {
        let own = path.controls.iter().filter(|it| it.verdict == verdict);
        own.map(|it| it.control).collect()
    };
    let named = |control: Control| match column(control) {
        Some(_) => short_name(control),
        None => gate_label(control),
    };
    match path.outcome {
        Outcome::Blocked => {
            let told = of(Verdict::Blocks).into_iter().map(|it| match denied_by(path, it) {
                Some(number) => format!("{}, statement {number}", named(it)),
                None => named(it).to_owned(),
            });
            match told.collect::<Vec<_>>().as_slice() {
                [] => String::new(),
                [only] => only.clone(),
                [first, second] => format!("{first}, then {}", lower_first(second)),
                [first, second, rest @ ..] => {
                    format!("{first}, {}, and {} more", lower_first(second), rest.len())
                }
            }
        }
        Outcome::Open => match of(Verdict::Grants).as_slice() {
            [] => String::new(),
            [only] => {
                let statement = telling(path, *only).map(|it| it.statement.number);
                let statement = statement.map(|it| format!(", statement {it}"));
                format!("by the {}{}", lower_first(named(*only)), statement.unwrap_or_default())
            }
            [first, rest @ ..] => match rest {
                [second] => {
                    format!("by {} and {}", lower_first(named(*first)), lower_first(named(*second)))
                }
                _ => format!("by {} and {} more", lower_first(named(*first)), rest.len()),
            },
        },
        Outcome::Undetermined => match of(Verdict::Undetermined).as_slice() {
            [] => "on facts that are not given".to_owned(),
            [only] => format!("on {}", lower_first(named(*only))),
            [first, second] => {
                format!("on {} and {}", lower_first(named(*first)), lower_first(named(*second)))
            }
            [first, rest @ ..] => {
                format!("on {} and {} more", lower_first(named(*first)), rest.len())
            }
        },
    }
}

/// The statement by which a layer of policies denies; `None` where an Allow is missing, which no statement does.
fn denied_by(path: &PathAnalysis, control: Control) -> Option<usize> {
    let layer = control.layer()?;
    let told = telling(path, control)?;
    let denies = told.request.part(layer).is_some_and(|it| it.deny == Truth::Yes);
    denies.then_some(told.statement.number)
}
