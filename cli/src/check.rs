//! `accesspath check`: scenario files in, outcomes and differences out.

mod text;

use std::io;

use accesspath_engine::analyze;
use accesspath_engine::report::{FileReport, place, report};
use annotate_snippets::Renderer;

use crate::Status;
use crate::call::{CheckArguments, ReportFormat};
use crate::excerpt::renderer;
use crate::scenario::{Read, read_scenario};
use crate::terminal::{complain, print, print_lines, read};

/// Checks the files of the call.
pub fn run(options: &CheckArguments) -> Status {
    let json = options.format == ReportFormat::Json;
    let renderer = (!json).then(|| renderer(&io::stderr()));
    let mut status = Status::Well;
    let mut reports = Vec::new();
    for file in &options.files {
        let Some(report) = check(file, renderer.as_ref()) else {
            status = Status::Wrong;
            continue;
        };
        if !report.differences.is_empty() {
            status = status.max(Status::Differs);
        }
        if !json {
            print_lines(&text::lines(&report));
        }
        reports.push(report);
    }
    if json {
        match serde_json::to_string_pretty(&serde_json::json!({ "files": reports })) {
            Ok(text) => print(&(text + "\n")),
            Err(error) => {
                complain(&error.to_string());
                status = Status::Wrong;
            }
        }
    }
    status
}

/// The report on one file; `None` if it has problems, which are then printed already.
fn check(file: &str, renderer: Option<&Renderer>) -> Option<FileReport> {
    let text = read(file).map_err(|it| complain(&it)).ok()?;
    let Read { scenario, is_sound } = read_scenario(file, &text, renderer)?;
    is_sound.then(|| {
        let mut report = report(file, &scenario, &analyze(&scenario));
        place(&mut report, &scenario, &text);
        report
    })
}
