//! `accesspath lint`: policy documents in, problems out.

use std::io;

use accesspath_engine::analyze;
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};
use accesspath_policy::json;
use accesspath_policy::lint::{LintFinding, lint as findings};
use accesspath_policy::policy::{DocumentId, Parsed, Policy, PolicyKind, parse_policy_up_to};
use accesspath_policy::text::{Lines, Location};
use annotate_snippets::{Level, Renderer};

use crate::Status;
use crate::call::{FindingFormat, LintArguments};
use crate::excerpt::{excerpt, renderer};
use crate::scenario::{Read, read_scenario};
use crate::terminal::{complain, one_line, print, read};

/// The longest file that is read, in bytes: the linter must also explain policies that are far too long for AWS.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Lints the files of the call.
pub fn run(options: &LintArguments) -> Status {
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    let long = options.format == FindingFormat::Text;
    let setting = Setting {
        kind: options.kind,
        facts: &facts,
        out: long.then(|| renderer(&io::stdout())),
        err: long.then(|| renderer(&io::stderr())),
    };
    options.files.iter().map(|it| lint(it, &setting)).max().unwrap_or(Status::Well)
}

/// The settings for every file of the call.
struct Setting<'f> {
    kind: Option<PolicyKind>,
    facts: &'f Facts<'f>,
    /// Draws excerpts for standard output; `None` if each finding takes one line.
    out: Option<Renderer>,
    /// The same for standard error.
    err: Option<Renderer>,
}

fn lint(file: &str, setting: &Setting<'_>) -> Status {
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
    if let Some(kind) = setting.kind {
        return show(file, "", &parse_policy_up_to(MOST_BYTES, file.into(), kind, &text), setting);
    }
    let tree = json::read_up_to(MOST_BYTES, "", &text);
    if tree.root().and_then(|it| it.at(&["accesspath"])).is_some() {
        return lint_scenario(file, &text, setting);
    }
    complain(&format!(
        "{file} is no scenario: say what it is with --kind; `accesspath help lint` lists the kinds"
    ));
    Status::Wrong
}

fn lint_scenario(file: &str, text: &str, setting: &Setting<'_>) -> Status {
    let Some(Read { scenario, is_sound }) = read_scenario(file, text, setting.err.as_ref()) else {
        return Status::Wrong;
    };
    let mut status = if is_sound { Status::Well } else { Status::Wrong };
    let own = |id: &&DocumentId| scenario.documents.contains_key(*id);
    for (id, _, parsed) in analyze(&scenario).documents.iter().filter(|it| own(&it.0)) {
        status = status.max(show(file, &format!("#{id}"), parsed, setting));
    }
    status
}

fn show(file: &str, document: &str, parsed: &Parsed<Policy>, setting: &Setting<'_>) -> Status {
    let lines = Lines::new(&parsed.text);
    let mut status = Status::Well;
    let mut last = (0, Location { line: 1, column: 1 });
    for LintFinding { code, severity, span, headline, help } in findings(parsed, setting.facts) {
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
        let mut shown = one_line(&finding) + "\n";
        if let Some(renderer) = &setting.out {
            shown += &excerpt(renderer, &parsed.text, line, span, drawn_as(severity));
            shown.extend(help.map(|it| format!("    help: {}\n", one_line(&it))));
        }
        print(&shown);
        if severity == Severity::Error {
            status = Status::Differs;
        }
    }
    status
}

/// The level that gives the underline its colour.
const fn drawn_as(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::SecurityWarning | Severity::Warning => Level::WARNING,
        Severity::Suggestion => Level::HELP,
    }
}
