//! Keeps the modules of a crate in an order: none depends on itself through others.
//!
//! Checked twice: for the modules that are files, where a module and those inside it may use each
//! other; and for the modules at the top of the crate, each with everything inside it. Only written
//! paths count: a method that is called on another module's value is not seen.

mod graph;
mod modules;
mod resolve;
#[cfg(test)]
mod tests;

use std::fs;

use crate::{
    run::{Failure, Outcome},
    workspace,
};
use graph::{Graph, Line};
use modules::Modules;

// `cargo modules dependencies --acyclic` asks a similar question, but is made of rust-analyzer's
// crates, minutes of compiling for a check of a second; `syn` is in Cargo.lock anyway.
/// The first files of the crates that are checked; one that does not exist has no modules.
const ROOTS: [&str; 4] = [ENGINE, "policy/src/lib.rs", "import/src/lib.rs", PAGE];
const ENGINE: &str = "engine/src/lib.rs";
const PAGE: &str = "src/lib.rs";

/// The modules among which loops are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Those that are files.
    Files,
    /// Those at the top of the crate, each with everything inside it.
    Top,
}

impl Level {
    const fn name(self) -> &'static str {
        match self {
            Self::Files => "modules that are files",
            Self::Top => "modules at the top",
        }
    }
}

/// Without these there is no loop, and with any one of them there is.
///
/// In each row the crate, the level, and the module that uses another; of a loop's dependencies
/// the one that looks like the wrong way round.
const KNOWN: &[(&str, Level, &str, &str)] = &[];

/// The most loops that are reported; each that is removed shows the next.
const TOLD: usize = 10;

/// Finds no loop but those that `KNOWN` closes, and each of those.
pub fn loops() -> Outcome {
    let mut problems = Vec::new();
    for root in ROOTS {
        let modules = if workspace::root().join(root).exists() {
            let source = |file: &str| fs::read_to_string(workspace::root().join(file)).ok();
            modules::read(root, &source)?
        } else {
            Modules::new()
        };
        let files = Graph::of_files(&modules);
        let top = files.of_top();
        for (level, graph) in [(Level::Files, files), (Level::Top, top)] {
            let known: Vec<(&str, &str)> = KNOWN
                .iter()
                .filter(|(its_root, its_level, ..)| *its_root == root && *its_level == level)
                .map(|(_, _, from, to)| (*from, *to))
                .collect();
            if !known.is_empty() {
                println!("   {root}, {}: {} known to close loops", level.name(), known.len());
            }
            let found = compare(level, graph, &known);
            problems.extend(found.iter().map(|it| format!("{root}, {it}")));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::new(problems.join("\n"))) }
}

/// The problems: loops that are not known, and known ones that do not exist.
fn compare(level: Level, all: Graph, known: &[(&str, &str)]) -> Vec<String> {
    let mut rest = all.clone();
    for (from, to) in known {
        rest.remove(from, to);
    }
    let mut problems = Vec::new();
    let loops = rest.loops();
    for found in loops.iter().take(TOLD) {
        problems.push(format!("{}: {}", level.name(), told(found, &rest)));
    }
    if loops.len() > TOLD {
        problems.push(format!("{}: {} more loops.", level.name(), loops.len() - TOLD));
    }
    for (from, to) in known {
        let lines = all.lines(from, to);
        if !lines.is_empty() {
            if rest.way(to, from).is_some() {
                continue;
            }
            // Put back, so that of two that close one loop only the first is called needless.
            rest.add(from, to, lines.iter().cloned());
        }
        problems.push(format!(
            "{}: {from} → {to} closes no loop: take it off KNOWN in xtask/src/loops.rs, so that none can come back unseen.",
            level.name()
        ));
    }
    problems
}

/// A loop in one line, and below it the first line of code behind each of its dependencies.
fn told(found: &[String], graph: &Graph) -> String {
    let next = found.iter().cycle().skip(1);
    let mut edges = String::new();
    for (from, to) in found.iter().zip(next) {
        edges.push_str(&format!("\n      {from} → {to}: {}", places(graph.lines(from, to))));
    }
    let names: Vec<&str> = found.iter().chain(found.first()).map(String::as_str).collect();
    format!("{}{edges}", names.join(" → "))
}

fn places(lines: &[Line]) -> String {
    let first = lines.first().map(|(file, line)| format!("{file}:{line}")).unwrap_or_default();
    match lines.len() {
        0 | 1 => first,
        all => format!("{first} and {} more lines", all - 1),
    }
}
