//! `accesspath check`: scenario files in, outcomes and differences out.

use std::io;

use accesspath_engine::analyze;
use accesspath_engine::report::{ChainReport, FileReport, PathReport, ReasonReport, report};
use annotate_snippets::Renderer;

use crate::Status;
use crate::call::{Check, ReportFormat};
use crate::excerpt::renderer;
use crate::scenario::{Read, read_scenario};
use crate::terminal::{complain, print, print_lines, read};

/// Checks the files of the call.
pub fn run(options: &Check) -> Status {
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
            print_lines(&lines(&report));
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
    is_sound.then(|| report(file, &scenario, &analyze(&scenario)))
}

fn lines(report: &FileReport) -> Vec<String> {
    let mut lines = vec![report.file.clone(), format!("  {}", report.question)];
    for start in report.before.iter().filter(|it| matches!(it.verdict, "blocks" | "undetermined")) {
        lines.push(format!("  before     {:<18} {} {}", start.gate, start.verdict, start.function));
        lines.extend(start.because.iter().map(|it| format!("             {}", reason_text(it))));
        lines.extend(start.symptom.iter().map(|it| format!("             you would see: {it}")));
    }
    for path in &report.paths {
        path_lines(path, &mut lines);
    }
    for (lock_out, when) in [(&report.lock_out, "lock-out"), (&report.lock_out_after, "after it")] {
        let Some(lock_out) = lock_out.as_ref().filter(|it| it.verdict != "safe") else { continue };
        lines.push(format!("  {when:<10} {:<18} {}", "bucket policy", lock_out.verdict));
        lines.push(format!("             {}", lock_out.told));
        if !lock_out.unverified.is_empty() {
            let rules = lock_out.unverified.join(", ");
            lines.push(format!("             leans on unclear rules: {rules}"));
        }
    }
    if let Some(reach) = &report.reach {
        lines.push(format!("  reach      {}", reach.told));
    }
    for chain in &report.chains {
        chain_lines(chain, &mut lines);
    }
    lines.extend(report.differences.iter().map(|it| format!("  DIFFERS  {it}")));
    lines.push(String::new());
    lines
}

fn path_lines(path: &PathReport, lines: &mut Vec<String>) {
    let mut head = format!("  {:<10} {:<18} {}", path.path, path.kind, path.outcome);
    if !path.by.is_empty() {
        head += &format!(" by {}", path.by.join(", "));
    }
    lines.push(head);
    for reason in path.because.iter().chain(&path.open) {
        lines.push(format!("             {}", reason_text(reason)));
        if let Some(fix) = &reason.fix {
            lines.push(format!("               smallest change: {fix}"));
        }
        if let Some(nearest) = &reason.nearest {
            lines.push(format!("               nearest: {}", reason_text(nearest)));
        }
    }
    if path.outcome != "open" {
        lines.push(format!("             you would see: {}", path.symptom));
    }
    if !path.unverified.is_empty() {
        lines.push(format!("             leans on unclear rules: {}", path.unverified.join(", ")));
    }
}

fn chain_lines(chain: &ChainReport, lines: &mut Vec<String>) {
    let ChainReport { bucket, notification, function, .. } = chain;
    lines.push(format!(
        "  chain      {bucket} → {function}, notification {notification}: {}",
        chain.outcome
    ));
    for step in &chain.steps {
        let call = step.call.as_deref().unwrap_or_default();
        let line = format!("    {:<8} {:<18} {call}", step.step, step.verdict);
        lines.push(line.trim_end().to_owned());
        lines.extend(step.because.iter().map(|it| format!("             {}", reason_text(it))));
        lines.extend(step.exposure.iter().map(|it| format!("             lets in more: {it}")));
        lines.extend(step.symptom.iter().map(|it| format!("             you would see: {it}")));
        lines.extend(step.fix.iter().map(|it| format!("             smallest change: {it}")));
    }
    if let Some(written) = &chain.written {
        lines.push(format!("    {:<8} {written}", chain.recursion));
        let fix = chain.recursion_fix.iter();
        lines.extend(fix.map(|it| format!("             smallest change: {it}")));
    }
    if !chain.unverified.is_empty() {
        let rules = chain.unverified.join(", ");
        lines.push(format!("             leans on unclear rules: {rules}"));
    }
}

fn reason_text(reason: &ReasonReport) -> String {
    let mut text = format!("{}: {}", reason.control, reason.reason);
    if let Some(statement) = reason.statement {
        text += &format!(", statement {statement}");
    }
    if let Some(under) = &reason.text {
        text += &format!(", {}", under.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    text
}
