//! `accesspath lint`: policy documents in, problems out.

use std::io;

use accesspath_engine::analyze;
use accesspath_engine::scenario::DocumentPlaces;
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};
use accesspath_policy::json as tree;
use accesspath_policy::lint::{LintFinding, lint as findings};
use accesspath_policy::policy::{DocumentId, Parsed, Policy, PolicyKind, parse_policy_up_to};
use accesspath_policy::text::{Lines, Location};
use annotate_snippets::{Level, Renderer};
use serde_json::{Value, json};

use crate::annotation::{Annotation, Region, object};
use crate::call::{FindingFormat, LintArguments};
use crate::excerpt::{excerpt, renderer};
use crate::scenario::{Read, read_scenario};
use crate::terminal::{complain, one_line, print, read};
use crate::{Status, github, sarif};

/// The longest file that is read, in bytes: the linter must also explain policies that are far too long for AWS.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Lints the files of the call.
pub fn run(options: &LintArguments) -> Status {
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    let format = options.format;
    let long = format == FindingFormat::Text;
    let mut linting = Linting {
        kind: options.kind,
        facts: &facts,
        prints: matches!(format, FindingFormat::Text | FindingFormat::Short),
        out: long.then(|| renderer(&io::stdout())),
        err: long.then(|| renderer(&io::stderr())),
        found: Vec::new(),
        problems: Vec::new(),
    };
    let mut status = Status::Well;
    for file in &options.files {
        status = status.max(linting.lint(file));
    }
    let annotations = || {
        let found = linting.found.iter().map(|it| it.annotation.clone());
        linting.problems.iter().cloned().chain(found).collect::<Vec<_>>()
    };
    match format {
        FindingFormat::Text | FindingFormat::Short => {}
        FindingFormat::Json => print_json(&linting.found),
        FindingFormat::Sarif => sarif::show(&annotations(), status),
        FindingFormat::Github => github::show(&annotations()),
    }
    status
}

/// A finding, and its level in the linter's own word.
struct Found {
    annotation: Annotation,
    level: &'static str,
}

fn print_json(found: &[Found]) {
    let finding = |it: &Found| {
        let Annotation { file, region, document, rule, message, help, .. } = &it.annotation;
        let place = |of: fn(&Region) -> usize| region.as_ref().map(|it| json!(of(it)));
        object([
            ("file", Some(json!(file))),
            ("document", document.as_ref().map(|it| json!(it))),
            ("line", place(|it| it.start.line)),
            ("column", place(|it| it.start.column)),
            ("end_line", place(|it| it.end.line)),
            ("end_column", place(|it| it.end.column)),
            ("level", Some(json!(it.level))),
            ("code", Some(json!(rule))),
            ("message", Some(json!(message))),
            ("help", help.as_ref().map(|it| json!(it))),
        ])
    };
    let findings: Vec<Value> = found.iter().map(finding).collect();
    match serde_json::to_string_pretty(&json!({ "findings": findings })) {
        Ok(text) => print(&(text + "\n")),
        Err(error) => complain(&error.to_string()),
    }
}

/// The settings for every file of the call, and what is found in them.
struct Linting<'f> {
    kind: Option<PolicyKind>,
    facts: &'f Facts<'f>,
    /// Each finding is printed at once; else they are collected.
    prints: bool,
    /// Draws excerpts for standard output; `None` if each finding takes one line.
    out: Option<Renderer>,
    /// The same for standard error.
    err: Option<Renderer>,
    found: Vec<Found>,
    /// What is wrong with scenario files.
    problems: Vec<Annotation>,
}

/// A document, and the file in which it stands.
struct LintedFile<'l> {
    file: &'l str,
    text: &'l str,
    /// The document's name, and the places of the documents, where the file is a scenario.
    document: Option<(&'l DocumentId, &'l DocumentPlaces<'l>)>,
}

impl Linting<'_> {
    fn lint(&mut self, file: &str) -> Status {
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
        if let Some(kind) = self.kind {
            let parsed = parse_policy_up_to(MOST_BYTES, file.into(), kind, &text);
            return self.show(&LintedFile { file, text: &text, document: None }, &parsed);
        }
        let tree = tree::read_up_to(MOST_BYTES, "", &text);
        if tree.root().and_then(|it| it.at(&["accesspath"])).is_some() {
            return self.lint_scenario(file, &text);
        }
        complain(&format!(
            "{file} is no scenario: say what it is with --kind; `accesspath help lint` lists the kinds"
        ));
        Status::Wrong
    }

    fn lint_scenario(&mut self, file: &str, text: &str) -> Status {
        let Read { scenario, problems } = read_scenario(file, text, self.err.as_ref());
        let mut status = if problems.is_empty() { Status::Well } else { Status::Wrong };
        self.problems.extend(problems);
        let Some(scenario) = scenario else { return status };
        let places = DocumentPlaces::of(text);
        let own = |id: &&DocumentId| scenario.documents.contains_key(*id);
        for (id, _, parsed) in analyze(&scenario).documents.iter().filter(|it| own(&it.0)) {
            let linted = LintedFile { file, text, document: Some((id, &places)) };
            status = status.max(self.show(&linted, parsed));
        }
        status
    }

    fn show(&mut self, linted: &LintedFile<'_>, parsed: &Parsed<Policy>) -> Status {
        let mut lines = Columns::of(&parsed.text);
        let file_lines = Lines::new(linted.text);
        let document = linted.document.map(|(id, _)| format!("#{id}")).unwrap_or_default();
        let place = linted.document.and_then(|(id, places)| places.document(id, &parsed.text));
        let mut status = Status::Well;
        for finding in findings(parsed, self.facts) {
            if finding.severity == Severity::Error {
                status = Status::Differs;
            }
            if !self.prints {
                let own = finding.span;
                let span = match linted.document {
                    Some(_) => place.as_ref().map(|it| it.span(own)),
                    None => Some(own),
                };
                let region = span.map(|it| Region::of(&file_lines, linted.text, it));
                self.found.push(Found::of(finding, linted, region));
                continue;
            }
            let LintFinding { code, severity, span, headline, help, .. } = finding;
            let Location { line, column } = lines.location(span.start);
            let (file, level) = (linted.file, severity.word());
            let told = format!("{file}{document}:{line}:{column}: {level}[{code}]: {headline}");
            let mut shown = one_line(&told) + "\n";
            if let Some(renderer) = &self.out {
                shown += &excerpt(renderer, &parsed.text, line, span, drawn_as(severity));
                shown.extend(help.map(|it| format!("    help: {}\n", one_line(&it))));
            }
            print(&shown);
        }
        status
    }
}

impl Found {
    fn of(finding: LintFinding, linted: &LintedFile<'_>, region: Option<Region>) -> Self {
        let annotation = Annotation {
            file: linted.file.to_owned(),
            region,
            document: linted.document.map(|(id, _)| id.to_string()),
            level: finding.severity.into(),
            rule: finding.code.to_owned(),
            message: finding.headline,
            help: finding.help,
        };
        Self { annotation, level: finding.severity.word() }
    }
}

/// Lines and columns of places that are asked for in their order.
///
/// A long policy is often one line, so that columns are counted on from the place before.
struct Columns<'t> {
    text: &'t str,
    lines: Lines,
    last: (usize, Location),
}

impl<'t> Columns<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, lines: Lines::new(text), last: (0, Location { line: 1, column: 1 }) }
    }

    fn location(&mut self, start: usize) -> Location {
        let (before, place) = self.last;
        let between = self.text.get(before..start).filter(|it| !it.contains('\n'));
        let place = match between {
            Some(text) => {
                Location { line: place.line, column: place.column + text.encode_utf16().count() }
            }
            None => self.lines.location(self.text, start),
        };
        self.last = (start, place);
        place
    }
}

/// The level that gives the underline its colour.
const fn drawn_as(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::SecurityWarning | Severity::Warning => Level::WARNING,
        Severity::Suggestion => Level::HELP,
    }
}
