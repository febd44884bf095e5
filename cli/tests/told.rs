//! Compares what `accesspath check` prints about the scenarios in `cli/tests/told` with the files beside each: as text in
//! `.txt`, as workflow commands of GitHub in `.github`. What `accesspath fix` prints about some examples stands in
//! `cli/tests/told/fix`: as text in `.txt`, as commands in `.sh`. What `accesspath render` writes about some, as Markdown in
//! `cli/tests/told/render`.
//!
//! With `BLESS=1` the files are written anew.

#![expect(clippy::unwrap_used, reason = "a program that does not start must fail the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the program prints to a call in `folder`, where the files that it names are.
fn told(arguments: &[&str], folder: &Path) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    let output = program.current_dir(folder).args(arguments).output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Each text must be what its file holds.
#[track_caller]
fn check(texts: impl Iterator<Item = (PathBuf, String)>) {
    let mut differing = Vec::new();
    for (kept, told) in texts {
        if std::env::var_os("BLESS").is_some() {
            fs::write(&kept, &told).unwrap();
        } else if fs::read_to_string(&kept).unwrap_or_default() != told {
            differing.push(format!("{}\n{told}", kept.display()));
        }
    }
    assert!(differing.is_empty(), "BLESS=1 rewrites:\n{}", differing.join("\n"));
}

#[test]
fn what_check_prints_is_as_the_files_have_it() {
    let folder = root().join("tests/told");
    let kept = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path());
    let scenarios = kept.filter(|it| it.extension().is_some_and(|it| it == "json"));
    let both = scenarios.flat_map(|it| [(it.clone(), "text", "txt"), (it, "github", "github")]);
    check(both.map(|(scenario, format, extension)| {
        let name = scenario.file_name().unwrap().to_str().unwrap();
        let told = told(&["check", "--format", format, name], &folder);
        (scenario.with_extension(extension), told)
    }));
}

#[test]
fn what_fix_prints_is_as_the_files_have_it() {
    let folder = root().join("../static/scenarios");
    let examples = [
        "access-point-for-a-vpc",
        "cross-account-bucket",
        "organization-guardrails",
        "security-group-cuts-the-way",
        "vpc-no-route",
    ];
    let both = examples.into_iter().flat_map(|it| [(it, "text", "txt"), (it, "cli", "sh")]);
    check(both.map(|(example, format, extension)| {
        let told = told(&["fix", "--format", format, &format!("{example}.json")], &folder);
        (root().join(format!("tests/told/fix/{example}.{extension}")), told)
    }));
}

#[test]
fn the_reports_that_render_writes_are_as_the_files_have_them() {
    let folder = root().join("../static/scenarios");
    let examples = [
        ("four-ways-in", None),
        ("four-ways-in", Some("D")),
        ("organization-guardrails", None),
        ("sometimes-access-denied", None),
        ("vpc-no-route", None),
    ];
    check(examples.into_iter().map(|(example, path)| {
        let file = format!("{example}.json");
        let mut call = vec!["render", &file, "--format", "markdown"];
        call.extend(path.iter().flat_map(|it| ["--path", it]));
        let name = path.map_or_else(|| example.to_owned(), |it| format!("{example}-path-{it}"));
        (root().join(format!("tests/told/render/{name}.md")), told(&call, &folder))
    }));
}

#[test]
fn what_explain_prints_is_as_the_files_have_it() {
    let folder = root().join("tests/told/explain");
    let scenarios = root().join("../static/scenarios");
    let beside = scenarios.join("four-ways-in.json");
    let calls = [
        ("denied", Vec::new()),
        ("bare", Vec::new()),
        ("timeout", Vec::new()),
        ("elsewhere", Vec::new()),
        ("denied-beside-a-scenario", vec!["--scenario", "four-ways-in.json"]),
    ];
    assert!(beside.is_file());
    check(calls.into_iter().map(|(name, more)| {
        let log = name.split("-beside").next().unwrap();
        let log = folder.join(format!("{log}.log"));
        let call = [&["explain", log.to_str().unwrap()][..], &more].concat();
        (folder.join(format!("{name}.txt")), told(&call, &scenarios))
    }));
}
