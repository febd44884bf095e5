//! `accesspath check`: scenario files in, outcomes and differences out.

use std::io;

use accesspath_engine::analyze;
use accesspath_engine::report::{ChainReport, FileReport, PathReport, ReasonReport, report};
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
    let mut lines =
        vec![report.file.clone(), format!("  {}", report.question), format!("  {}", report.told)];
    for start in report.before.iter().filter(|it| matches!(it.verdict, "blocks" | "undetermined")) {
        lines.push(format!("  before     {} {}: {}", start.function, start.gate, start.told));
        lines.extend(start.because.iter().map(|it| format!("             {}", reason_text(it))));
        lines.extend(start.symptom.iter().map(|it| format!("             you would see: {it}")));
    }
    for path in &report.paths {
        path_lines(path, &mut lines);
    }
    for (lock_out, when) in [(&report.lock_out, "lock-out"), (&report.lock_out_after, "after it")] {
        let Some(lock_out) = lock_out.as_ref().filter(|it| it.verdict != "safe") else { continue };
        lines.push(format!("  {when:<10} {}", lock_out.told));
        lines.extend(undocumented(&lock_out.unverified));
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
    let Some(told) = &path.told else { return };
    let mut head = format!("  {:<10} {}: {}", path.path, told.title, told.outcome);
    if path.outcome == "open" {
        head += &format!(". {}", told.verdict);
    }
    lines.push(head);
    for control in &told.controls {
        let decides = path.by.contains(&control.control)
            || path.open.iter().any(|it| it.control == control.control);
        if decides {
            lines.push(format!("             {}: {}", control.name, control.heading));
            let statement = control.statement.iter();
            lines.extend(statement.map(|it| format!("               {it}")));
            if !control.origins.is_empty() {
                lines.push(format!("               from {}", control.origins.join("; ")));
            }
            let fix = control.helps.iter();
            lines.extend(fix.map(|it| format!("               smallest change: {it}")));
        }
    }
    let untold: Vec<&str> = path.open.iter().filter_map(|it| it.member.as_deref()).collect();
    if !untold.is_empty() {
        lines.push(format!("             not told, and it turns on it: {}", untold.join(", ")));
    }
    lines.extend(told.if_none.iter().map(|it| format!("             {it}")));
    if !path.assumed.is_empty() {
        let words: Vec<&str> = path.assumed.iter().map(|it| it.assumed.as_str()).collect();
        lines.push(format!("             assumed: {}", words.join("; ")));
    }
    if path.outcome == "blocked" {
        lines.push(format!("             you would see: {}", path.symptom));
    }
    lines.extend(told.unused.iter().map(|it| format!("             not used: {it}")));
    lines.extend(undocumented(&path.unverified));
}

/// The unclear rules that an answer leans on, where it does.
fn undocumented(rules: &[&str]) -> Option<String> {
    (!rules.is_empty())
        .then(|| format!("             AWS does not document this: rules {}", rules.join(", ")))
}

fn chain_lines(chain: &ChainReport, lines: &mut Vec<String>) {
    let ChainReport { bucket, notification, function, .. } = chain;
    lines.push(format!(
        "  chain      {bucket} → {function}, notification {notification}: {}",
        chain.told
    ));
    for step in &chain.steps {
        let call = step.call.as_ref().map(|it| format!("{it}: ")).unwrap_or_default();
        lines.push(format!("    {:<8} {call}{}", step.step, step.told));
        lines.extend(step.exposure.iter().map(|it| format!("             too broad: {it}")));
        lines.extend(step.symptom.iter().map(|it| format!("             you would see: {it}")));
        lines.extend(step.fix.iter().map(|it| format!("             smallest change: {it}")));
    }
    if let Some(written) = &chain.written {
        lines.push(format!("    {:<8} {written}", chain.recursion));
        let fix = chain.recursion_fix.iter();
        lines.extend(fix.map(|it| format!("             smallest change: {it}")));
    }
    lines.extend(undocumented(&chain.unverified));
}

fn reason_text(reason: &ReasonReport) -> String {
    let mut text = format!("{}: {}", reason.control, reason.reason);
    if let Some(statement) = reason.statement {
        text += &format!(", statement {statement}");
    }
    if let Some(origin) = &reason.origin {
        text += &format!(" ({origin})");
    }
    if let Some(under) = &reason.text {
        text += &format!(", {}", under.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    text
}
