//! Sets of changes as text for people, and as a script for a shell.

use accesspath_engine::report::{FixReport, SetReport};
use serde_json::Value;

use crate::terminal::one_line;

/// How many sets are told in full; the JSON has them all.
pub(super) const MOST_SETS: usize = 3;

/// Goals in a few words.
fn goals(goals: &[Value]) -> String {
    let told = goals.iter().map(|it| {
        let text = |name: &str| it.get(name).and_then(|it| it.as_str());
        match (text("path").or_else(|| text("chain")), text("outcome")) {
            (Some(of), Some("open")) => format!("open {of}"),
            (Some(of), _) => format!("shut {of}"),
            (None, _) if text("outsiders").is_some() => "keep everybody else out".to_owned(),
            (None, _) => "lock nobody out".to_owned(),
        }
    });
    let told: Vec<String> = told.collect();
    told.join(", ")
}

/// Why an answer has no set, in a line.
pub(super) fn none(found: &FixReport) -> String {
    let left: Vec<&str> = found.left.iter().map(|it| it.told.as_str()).collect();
    format!("{}: no set of changes was found. {}", goals(&found.goals), left.join(" "))
}

/// The lines for people.
pub(super) fn lines(file: &str, found: &[FixReport], is_open_question: bool) -> Vec<String> {
    let mut lines = vec![file.to_owned()];
    if found.is_empty() {
        let depends = "  Nothing is surely blocked, and it depends on facts that are not known: see accesspath check.";
        let told = if is_open_question { depends } else { "  Nothing is blocked." };
        lines.push(told.to_owned());
    }
    for answer in found {
        lines.push(format!("  {}", goals(&answer.goals)));
        if answer.sets.is_empty() {
            lines.push("    no set of changes was found".to_owned());
            lines.extend(answer.left.iter().map(|it| format!("    {}", it.told)));
        }
        if !answer.contradiction.is_empty() {
            let how = match answer.contradiction.as_slice() {
                [_] => "already this goal is not met",
                _ => "these goals are not met together",
            };
            lines.push(format!("    {how}: {}", goals(&answer.contradiction)));
        }
        for (at, set) in answer.sets.iter().enumerate() {
            add_set(at, set, &mut lines);
        }
        match answer.further {
            0 => {}
            1 => lines.push("    1 more set".to_owned()),
            more => lines.push(format!("    {more} more sets")),
        }
        if answer.is_bound_reached {
            let judged = answer.evaluations;
            let end = format!("the search ended at its bound, {judged} evaluations");
            lines.push(format!("    {end}: there may be more"));
        }
    }
    lines
}

fn add_set(at: usize, set: &SetReport, lines: &mut Vec<String>) {
    if set.changes.is_empty() {
        lines.push("    It holds already.".to_owned());
    }
    for (number, change) in set.changes.iter().enumerate() {
        let head = if number == 0 { format!("{}.", at + 1) } else { "and".to_owned() };
        lines.push(format!("    {head:<4}{}", change.told));
    }
    for document in &set.documents {
        lines.push(format!("          {}", document.document));
        lines.extend(document.lines.iter().map(|it| format!("          {it}")));
    }
    lines.extend(set.effect.told.iter().map(|it| format!("        {it}")));
    if !set.unverified.is_empty() {
        lines.push(format!("        leans on unclear rules: {}", set.unverified.join(", ")));
    }
}

/// The commands of the best set of each answer, and those that take it back, as comments.
///
/// Sets that were found each by itself would overwrite each other: but for one, they are comments too.
pub(super) fn script(found: &[FixReport]) -> String {
    let mut text = String::new();
    if found.iter().any(|it| !it.sets.is_empty()) {
        text += "set -eu\n";
    }
    if found.len() > 1 {
        text += "# No one set opens all of it. Each of these does by itself: run one, and look again.\n";
    }
    for (at, answer) in found.iter().enumerate() {
        text += &format!("# {}\n", one_line(&goals(&answer.goals)));
        let Some(set) = answer.sets.first() else {
            text += &format!("# {}\n\n", one_line(&none(answer)));
            continue;
        };
        let mark = if at == 0 { "" } else { "#   " };
        for line in set.commands.iter().flat_map(|it| it.split('\n')) {
            text += &format!("{mark}{line}\n");
        }
        text += "# To take it back:\n";
        // A command may write a file of several lines.
        for line in set.undo.iter().flat_map(|it| it.split('\n')) {
            text += &format!("#   {line}\n");
        }
        text.push('\n');
    }
    text
}
