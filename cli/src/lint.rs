//! `accesspath lint`: policy documents in, problems out.

use accesspath_engine::analyze;
use accesspath_engine::diagnostic::Severity;
use accesspath_engine::facts::{Facts, SERVICE_AUTHORIZATION};
use accesspath_engine::json;
use accesspath_engine::lint::{Finding, lint as findings};
use accesspath_engine::policy::{Parsed, Policy, PolicyKind, parse_policy_up_to};
use accesspath_engine::scenario::{Scenario, problems};
use accesspath_engine::text::{Lines, Location};

use crate::Status;
use crate::call::Lint;
use crate::terminal::{complain, print_lines, problem_line, read};

/// How long a file may be: generated policies are far longer than AWS takes, and their authors want to know why.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Lints the files of the call.
pub fn run(options: &Lint) -> Status {
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    let files = options.files.iter();
    files.map(|file| lint(file, options.kind, &facts)).max().unwrap_or(Status::Well)
}

fn lint(file: &str, kind: Option<PolicyKind>, facts: &Facts<'_>) -> Status {
    let text = match read(file) {
        Ok(text) => text,
        Err(message) => {
            complain(&message);
            return Status::Wrong;
        }
    };
    if text.len() > MOST_BYTES {
        complain(&format!("{file}: {} bytes: lint reads files of up to 4 MiB", text.len()));
        return Status::Wrong;
    }
    if let Some(kind) = kind {
        let parsed = parse_policy_up_to(MOST_BYTES, file.into(), kind, &text);
        return show(file, "", &parsed, facts);
    }
    let tree = json::read_up_to(MOST_BYTES, "", &text);
    match tree.root().and_then(|it| it.at(&["accesspath"])) {
        Some(_) => lint_scenario(file, &text, facts),
        None => {
            complain(&format!(
                "{file} is no scenario: say what it is with --kind; `accesspath help lint` lists the kinds"
            ));
            Status::Wrong
        }
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
    let mut last = (0, Location { line: 1, column: 1 });
    for Finding { code, severity, span, headline, help } in findings(parsed, facts) {
        // Findings are in order and a long policy is often one line, so columns are counted on from the one before.
        let between = parsed.text.get(last.0..span.start).filter(|it| !it.contains('\n'));
        let at = match between {
            Some(text) => {
                Location { line: last.1.line, column: last.1.column + text.encode_utf16().count() }
            }
            None => lines.location(&parsed.text, span.start),
        };
        last = (span.start, at);
        let (line, column, level) = (at.line, at.column, severity.word());
        let finding = format!("{file}{document}:{line}:{column}: {level}[{code}]: {headline}");
        let help = help.map(|it| format!("    help: {it}"));
        print_lines(&[finding].into_iter().chain(help).collect::<Vec<_>>());
        if severity == Severity::Error {
            status = Status::Differs;
        }
    }
    status
}
