//! `accesspath check`: scenario files in, outcomes and differences out.

mod annotations;
mod text;

use std::io;

use accesspath_engine::analyze;
use accesspath_engine::repair::Bound;
use accesspath_engine::report::{FileReport, findings, fixes, grid, place, report};
use annotate_snippets::Renderer;

use crate::annotation::Annotation;
use crate::call::{CheckArguments, ReportFormat};
use crate::excerpt::renderer;
use crate::scenario::{Read, read_scenario};
use crate::terminal::{complain, print, print_lines, read};
use crate::{Status, github, sarif};

/// Checks the files of the call.
pub fn run(options: &CheckArguments) -> Status {
    let format = options.format;
    let renderer = (format == ReportFormat::Text).then(|| renderer(&io::stderr()));
    let mut status = Status::Well;
    let mut reports = Vec::new();
    let mut annotations: Vec<Annotation> = Vec::new();
    for file in &options.files {
        let checked = check(file, renderer.as_ref(), options);
        annotations.extend(checked.annotations);
        let Some(report) = checked.report else {
            status = Status::Wrong;
            continue;
        };
        if !report.differences.is_empty() {
            status = status.max(Status::Differs);
        }
        if format == ReportFormat::Text {
            print_lines(&text::lines(&report));
        }
        reports.push(report);
    }
    match format {
        ReportFormat::Text => {}
        ReportFormat::Json => {
            match serde_json::to_string_pretty(&serde_json::json!({ "files": reports })) {
                Ok(text) => print(&(text + "\n")),
                Err(error) => {
                    complain(&error.to_string());
                    status = Status::Wrong;
                }
            }
        }
        ReportFormat::Sarif => sarif::show(&annotations, status),
        ReportFormat::Github => github::show(&annotations),
    }
    status
}

/// What a file comes to.
struct Checked {
    /// `None` if the file has problems, which are then complained of already.
    report: Option<FileReport>,
    annotations: Vec<Annotation>,
}

fn check(file: &str, renderer: Option<&Renderer>, options: &CheckArguments) -> Checked {
    let text = match read(file) {
        Ok(text) => text,
        Err(message) => {
            complain(&message);
            return Checked { report: None, annotations: Vec::new() };
        }
    };
    let Read { scenario, problems } = read_scenario(file, &text, renderer);
    let Some(scenario) = scenario.filter(|_| problems.is_empty()) else {
        return Checked { report: None, annotations: problems };
    };
    let analysis = analyze(&scenario);
    let mut report = report(file, &scenario, &analysis);
    report.findings = findings(&scenario, &analysis);
    // People are told the best set; programs read them all.
    let (bound, told) = match options.format {
        ReportFormat::Json => (Bound::default(), usize::MAX),
        _ => (Bound::BEST, 1),
    };
    report.fixes = fixes(&scenario, &analysis, bound, told);
    let is_shown = match options.format {
        ReportFormat::Json => true,
        ReportFormat::Text => options.operations,
        ReportFormat::Sarif | ReportFormat::Github => false,
    };
    report.grid = if is_shown { grid(&scenario, &analysis) } else { None };
    place(&mut report, &scenario, &text);
    let annotations = annotations::annotations(&report, &scenario, &text);
    Checked { report: Some(report), annotations }
}
