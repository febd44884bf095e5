//! Runs the fixtures: a policy with a line of carets under every text that something is wrong with.
//!
//! `reading` holds what reading finds, `lint` what the linter finds besides. The folder's name is the kind of policy.
//! A line of blanks and carets cannot occur in JSON, so taking them out needs no escape.
//! With `BLESS=1` the fixtures are written anew, to be looked through.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be read must fail the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};
use accesspath_policy::lint::{Lint, LintFinding, lint};
use accesspath_policy::policy::{Parsed, Policy, PolicyKind, parse_policy};
use accesspath_policy::text::Lines;

fn is_caret_line(line: &str) -> bool {
    line.trim_start().starts_with('^')
}

/// The text with what was found under each line, in the form of the fixtures.
fn annotated(text: &str, findings: &[LintFinding]) -> String {
    let lines = Lines::new(text);
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        out += line;
        out.push('\n');
        for LintFinding { code, severity, span, headline, help, .. } in findings {
            let start = lines.location(text, span.start);
            if start.line != number + 1 {
                continue;
            }
            let shown = span.of(text).lines().next().unwrap_or_default();
            let carets = "^".repeat(shown.encode_utf16().count().max(1));
            let blanks = " ".repeat(start.column - 1);
            let help = help.as_ref().map(|it| format!(" ({it})")).unwrap_or_default();
            out += &format!("{blanks}{carets} {}[{code}]: {headline}{help}\n", severity.word());
        }
    }
    out
}

fn check(folder: &str, findings: impl Fn(&Parsed<Policy>) -> Vec<LintFinding>) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let bless = std::env::var_os("BLESS").is_some();
    let mut codes = BTreeSet::new();
    let mut failures = Vec::new();
    for (kind, word) in PolicyKind::ALL {
        let Ok(files) = fs::read_dir(folder.join(word)) else { continue };
        for file in files {
            let path = file.unwrap().path();
            let fixture = fs::read_to_string(&path).unwrap();
            let plain: Vec<&str> = fixture.lines().filter(|it| !is_caret_line(it)).collect();
            let text = plain.join("\n");
            let findings = findings(&parse_policy("fixture".into(), kind, &text));
            let found = annotated(&text, &findings);
            codes.extend(findings.iter().map(|it| it.code.to_owned()));
            if found != fixture && bless {
                fs::write(&path, found).unwrap();
            } else if found != fixture {
                failures.push(format!("{}\n{found}", path.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{} differ; found:\n{}", failures.len(), failures.join("\n"));
    codes
}

#[test]
fn every_problem_is_underlined_where_it_stands() {
    let read = |it: &Parsed<Policy>| it.diagnostics.iter().map(LintFinding::from).collect();
    let codes = check("reading", read);
    assert!(!codes.is_empty(), "there are no fixtures");
}

#[test]
fn every_lint_is_underlined_where_it_stands() {
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    let codes = check("lint", |it| lint(it, &facts));
    let missing: Vec<&str> =
        Lint::ALL.iter().map(|it| it.code).filter(|it| !codes.contains(*it)).collect();
    assert!(missing.is_empty(), "no fixture shows {}", missing.join(", "));
}
