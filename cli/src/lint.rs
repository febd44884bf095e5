//! `accesspath lint`: policy documents in, problems out.

use accesspath_engine::analyze;
use accesspath_engine::diagnostic::Severity;
use accesspath_engine::facts::{Facts, SERVICE_AUTHORIZATION};
use accesspath_engine::json;
use accesspath_engine::lint::{Finding, lint as findings};
use accesspath_engine::policy::{Parsed, Policy, PolicyKind, parse_policy};
use accesspath_engine::scenario::{Scenario, problems};
use accesspath_engine::text::Lines;

use crate::Status;
use crate::input::{complain, misused, print, problem_line, read};

/// Lints the files that `arguments` name.
pub fn run(arguments: &[String]) -> Status {
    let mut kind = None;
    let mut files = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let named = match argument.as_str() {
            "--kind" => Some(rest.next().map_or("", String::as_str)),
            other => other.strip_prefix("--kind="),
        };
        match named {
            Some(word) => match PolicyKind::ALL.iter().find(|(_, it)| *it == word) {
                Some((found, _)) => kind = Some(*found),
                None => {
                    let words: Vec<&str> = PolicyKind::ALL.iter().map(|(_, it)| *it).collect();
                    return misused(&format!("--kind takes one of {}", words.join(", ")));
                }
            },
            None if argument.starts_with("--") => {
                return misused(&format!("unknown option {argument}"));
            }
            None => files.push(argument.as_str()),
        }
    }
    if files.is_empty() {
        return misused("lint needs a file");
    }
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    files.into_iter().map(|file| lint(file, kind, &facts)).max().unwrap_or(Status::Well)
}

fn lint(file: &str, kind: Option<PolicyKind>, facts: &Facts<'_>) -> Status {
    let text = match read(file) {
        Ok(text) => text,
        Err(message) => {
            complain(&message);
            return Status::Wrong;
        }
    };
    let tree = json::read_up_to(usize::MAX, "", &text);
    let is_scenario = tree.root().is_some_and(|it| it.at(&["accesspath"]).is_some());
    match kind {
        None if is_scenario => lint_scenario(file, &text, facts),
        None => misused(&format!("{file} is no scenario: say what it is with --kind")),
        Some(kind) => show(file, "", &parse_policy(file.into(), kind, &text), facts),
    }
}

fn lint_scenario(file: &str, text: &str, facts: &Facts<'_>) -> Status {
    let scenario = match Scenario::from_json(text) {
        Ok(scenario) => scenario,
        Err(error) => {
            complain(&format!("{file}:{error}"));
            return Status::Wrong;
        }
    };
    let mut status = Status::Well;
    for problem in problems(&scenario) {
        status = Status::Wrong;
        complain(&problem_line(file, text, &problem));
    }
    for (id, _, parsed) in analyze(&scenario).documents.iter() {
        status = status.max(show(file, &format!("#{id}"), parsed, facts));
    }
    status
}

fn show(file: &str, document: &str, parsed: &Parsed<Policy>, facts: &Facts<'_>) -> Status {
    let lines = Lines::new(&parsed.text);
    let mut status = Status::Well;
    for Finding { code, severity, span, headline, help } in findings(parsed, facts) {
        let at = lines.location(&parsed.text, span.start);
        let mut line = format!(
            "{file}{document}:{}:{}: {}[{code}]: {headline}\n",
            at.line,
            at.column,
            severity.word(),
        );
        if let Some(help) = help {
            line += &format!("    help: {help}\n");
        }
        print(&line);
        if severity == Severity::Error {
            status = Status::Differs;
        }
    }
    status
}
