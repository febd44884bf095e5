//! Runs the reading fixtures: a policy with a line of carets under every text that something is wrong with.
//!
//! The folder's name is the kind of policy. A line of blanks and carets cannot occur in JSON, so taking them out needs no escape.

use std::fs;
use std::path::Path;

use accesspath_engine::diagnostic::Diagnostic;
use accesspath_engine::policy::{PolicyKind, parse_policy};
use accesspath_engine::text::Lines;

fn is_caret_line(line: &str) -> bool {
    line.trim_start().starts_with('^')
}

/// The text with what was found under each line, in the form of the fixtures.
fn annotated(text: &str, diagnostics: &[Diagnostic]) -> String {
    let lines = Lines::new(text);
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        out += line;
        out.push('\n');
        for Diagnostic { problem, span } in diagnostics {
            let start = lines.location(text, span.start);
            if start.line != number + 1 {
                continue;
            }
            let shown = span.of(text).lines().next().unwrap_or_default();
            out += &" ".repeat(start.column - 1);
            out += &"^".repeat(shown.encode_utf16().count().max(1));
            out += &format!(
                " {}[{}]: {}\n",
                problem.severity().word(),
                problem.code(),
                problem.headline()
            );
        }
    }
    out
}

#[test]
fn every_problem_is_underlined_where_it_stands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading");
    let mut ran = 0;
    let mut failures = Vec::new();
    for (kind, word) in PolicyKind::ALL {
        let Ok(files) = fs::read_dir(folder.join(word)) else { continue };
        for file in files {
            let path = file.unwrap().path();
            let fixture = fs::read_to_string(&path).unwrap();
            let plain: Vec<&str> = fixture.lines().filter(|it| !is_caret_line(it)).collect();
            let text = plain.join("\n");
            let parsed = parse_policy("fixture".into(), kind, &text);
            let found = annotated(&text, &parsed.diagnostics);
            if found != fixture {
                failures.push(format!("{}\n{found}", path.display()));
            }
            ran += 1;
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {ran} differ; found:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(ran > 0, "there are no fixtures");
}
