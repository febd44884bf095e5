//! Compares all that people read about a scenario, letter by letter, with a file each in `tests/told`.
//!
//! Inputs are every example of the gallery, and `tests/told/inputs`.
//! With `BLESS=1` the files are written anew.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read must fail the test")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::analyze;
use accesspath_engine::repair::Bound;
use accesspath_engine::report::{
    ChainReport, FileReport, FixReport, LockOutReport, PathReport, ToldControl, fixes, report,
};
use accesspath_engine::scenario::{Scenario, ServiceFacts};

/// The text in which everything stands that a report tells.
fn text(report: &FileReport) -> String {
    let mut out = format!("{}\n{}\n{}\n", report.title, report.question, report.told);
    for it in &report.verdict.reasons {
        writeln!(out, "    {} {}: {}", it.paths.join(", "), it.outcome, it.told).unwrap();
    }
    for it in &report.verdict.notes {
        writeln!(out, "    note, {} {}: {}", it.about, it.verdict, it.told).unwrap();
    }
    for it in &report.verdict.assumed {
        writeln!(out, "    assumed: {}", it.assumed).unwrap();
    }
    for it in &report.before {
        writeln!(out, "\nbefore the call, {}: {} {}", it.function, it.gate, it.verdict).unwrap();
        writeln!(out, "    {}", it.told).unwrap();
        it.symptom.iter().for_each(|it| writeln!(out, "    message: {it}").unwrap());
    }
    report.paths.iter().for_each(|it| path(it, &mut out));
    report.chains.iter().for_each(|it| chain(it, &mut out));
    if let Some(reach) = &report.reach {
        writeln!(out, "\nwho else could reach it\n    {}", reach.told).unwrap();
        for it in &reach.callers {
            writeln!(out, "    {}", it.name).unwrap();
            for (task, outcome) in &it.outcomes {
                let key = it.keys.get(task).map(|it| format!(" {it}")).unwrap_or_default();
                let seen = it.symptoms.get(task).map(|it| format!(": {it}")).unwrap_or_default();
                writeln!(out, "        {task}{key} {outcome}{seen}").unwrap();
            }
        }
    }
    report.fixes.iter().for_each(|it| fix(it, &mut out));
    lock_out("the bucket policy", report.lock_out.as_ref(), &mut out);
    lock_out("the new bucket policy", report.lock_out_after.as_ref(), &mut out);
    out
}

fn fix(fix: &FixReport, out: &mut String) {
    let goals: Vec<String> = fix.goals.iter().map(ToString::to_string).collect();
    writeln!(out, "\nthe smallest change for {}", goals.join(", ")).unwrap();
    let Some(set) = fix.sets.first() else {
        fix.left.iter().for_each(|it| writeln!(out, "    none: {}", it.told).unwrap());
        return;
    };
    set.changes.iter().for_each(|it| writeln!(out, "    {}", it.told).unwrap());
    set.effect.told.iter().for_each(|it| writeln!(out, "        {it}").unwrap());
}

fn lock_out(of: &str, told: Option<&LockOutReport>, out: &mut String) {
    if let Some(it) = told {
        writeln!(out, "\nwho could change {of}: {}\n    {}", it.verdict, it.told).unwrap();
    }
}

fn path(path: &PathReport, out: &mut String) {
    let told = path.told.as_ref().unwrap();
    writeln!(out, "\npath {} · {}: {}", path.path, told.title, told.outcome).unwrap();
    writeln!(out, "    {}", told.verdict).unwrap();
    told.short.iter().for_each(|it| writeln!(out, "    you would see: {it}").unwrap());
    told.message.iter().for_each(|it| writeln!(out, "    message: {it}").unwrap());
    told.controls.iter().for_each(|it| control(it, out));
    for it in &told.keys {
        let value = it.value.as_deref().unwrap_or("absent");
        writeln!(out, "    key {} = {value} ({})", it.key, it.why).unwrap();
    }
    told.unused.iter().for_each(|it| writeln!(out, "    not used: {it}").unwrap());
    let facts = path.cost.iter().chain(&path.exposure);
    facts.for_each(|it| writeln!(out, "    {it}").unwrap());
    if !path.unverified.is_empty() {
        writeln!(out, "    unverified: {}", path.unverified.join(", ")).unwrap();
    }
}

fn control(control: &ToldControl, out: &mut String) {
    let ToldControl { name, verdict, heading, .. } = control;
    writeln!(out, "    {name}, {verdict}: {heading}").unwrap();
    if !control.origins.is_empty() {
        writeln!(out, "        from: {}", control.origins.join("; ")).unwrap();
    }
    control.statement.iter().for_each(|it| writeln!(out, "        {it}").unwrap());
    for it in &control.clauses {
        let mark = if it.decided { '>' } else { ' ' };
        let row = [&it.clause, &it.says, &it.has, &it.result].map(String::as_str).join(" | ");
        writeln!(out, "      {mark} {row}").unwrap();
    }
}

fn chain(chain: &ChainReport, out: &mut String) {
    let ChainReport { bucket, function, told, .. } = chain;
    writeln!(out, "\nfrom an upload to {bucket} to {function}\n    {told}").unwrap();
    for it in &chain.steps {
        writeln!(out, "    {}, {}: {}", it.step, it.verdict, it.told).unwrap();
        it.symptom.iter().for_each(|it| writeln!(out, "        message: {it}").unwrap());
    }
    chain.recursion_fix.iter().for_each(|it| writeln!(out, "    ends the loop: {it}").unwrap());
    if !chain.unverified.is_empty() {
        writeln!(out, "    unverified: {}", chain.unverified.join(", ")).unwrap();
    }
}

/// The scenario files of a folder, by name.
fn inputs(folder: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let json = files.filter(|it| it.extension().is_some_and(|it| it == "json"));
    json.map(|it| (it.file_stem().unwrap().to_string_lossy().into_owned(), it)).collect()
}

#[test]
fn what_people_read_is_as_the_files_have_it() {
    let all: BTreeMap<String, PathBuf> =
        inputs("static/scenarios").into_iter().chain(inputs("tests/told/inputs")).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/told");
    let is_blessed = std::env::var_os("BLESS").is_some();
    let mut differing = Vec::new();
    for (name, file) in &all {
        let mut scenario = Scenario::from_json(&fs::read_to_string(file).unwrap()).unwrap();
        scenario.facts = ServiceFacts::shipped();
        let analysis = analyze(&scenario);
        let mut report = report(name, &scenario, &analysis);
        report.fixes = fixes(&scenario, &analysis, Bound::BEST, 1);
        let told = text(&report);
        let kept = folder.join(format!("{name}.txt"));
        if is_blessed {
            fs::write(&kept, told).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        if told != expected {
            let lines = told.lines().zip(expected.lines().chain(std::iter::repeat("")));
            let first = lines.enumerate().find(|(_, (told, expected))| told != expected);
            let (line, (told, expected)) = first.unwrap_or_default();
            differing.push(format!("{name}.txt:{}\n  - {expected}\n  + {told}", line + 1));
        }
    }
    let list = differing.join("\n");
    assert!(differing.is_empty(), "BLESS=1 rewrites {} files:\n{list}", differing.len());
}

#[test]
fn no_file_is_kept_whose_scenario_is_gone() {
    let names = inputs("static/scenarios").into_iter().chain(inputs("tests/told/inputs"));
    let names: Vec<String> = names.map(|(name, _)| format!("{name}.txt")).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/told");
    let kept = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    let kept = kept.map(|it| it.to_string_lossy().into_owned()).filter(|it| it.ends_with(".txt"));
    let stale: Vec<String> = kept.filter(|it| !names.contains(it)).collect();
    assert!(stale.is_empty(), "{stale:?}");
}
