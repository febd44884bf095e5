//! Holds what the terminal prints for programs against its schemas: for every example, for the scenarios of
//! `cli/tests/told`, and for a part of the conformance cases.

#![expect(clippy::unwrap_used, reason = "a program that does not start must fail the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

/// Of how many conformance cases one is tried; no derivation: a few seconds of a machine with two cores.
const STEP: usize = 15;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn files_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_in(&path, found);
        } else if path.extension().is_some_and(|it| it == "json") {
            found.push(path);
        }
    }
    found.sort();
}

/// The scenarios; those of conformance cases are written into a folder of their own, since a case is no scenario.
fn scenarios(test: &str, step: usize) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files_in(&root().join("static/scenarios"), &mut found);
    files_in(&root().join("cli/tests/told"), &mut found);
    let mut cases = Vec::new();
    files_in(&root().join("engine/tests/conformance"), &mut cases);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    fs::create_dir_all(&folder).unwrap();
    for (number, case) in cases.iter().enumerate().step_by(step) {
        let case: Value = serde_json::from_str(&fs::read_to_string(case).unwrap()).unwrap();
        let file = folder.join(format!("{number}.json"));
        fs::write(&file, case.get("scenario").unwrap().to_string()).unwrap();
        found.push(file);
    }
    found
}

fn output(arguments: &[&str], files: &[PathBuf]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    let output = program.args(arguments).args(files).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What does not fit the schema in `file`.
#[track_caller]
fn check(file: &str, printed: &str) -> Value {
    let printed: Value = serde_json::from_str(printed).unwrap();
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    // One schema may refer to another by the name of its file.
    for it in [file, "docs/report.schema.json"] {
        let schema = fs::read_to_string(root().join(it)).unwrap();
        compiler.add_resource(name(it), serde_json::from_str(&schema).unwrap()).unwrap();
    }
    let index: SchemaIndex = compiler.compile(name(file), &mut schemas).unwrap();
    let wrong = schemas.validate(&printed, index).err().map(|it| format!("{it:#}"));
    assert_eq!(wrong, None);
    printed
}

/// The name of a file without its folder.
fn name(file: &str) -> &str {
    file.rsplit('/').next().unwrap()
}

#[test]
fn the_report_of_check_is_as_its_schema_says() {
    let files = scenarios("report", STEP);
    let printed = check("docs/report.schema.json", &output(&["check", "--format", "json"], &files));
    assert_eq!(printed["files"].as_array().unwrap().len(), files.len());
}

#[test]
fn the_findings_of_lint_are_as_their_schema_says() {
    let printed = output(&["lint", "--format", "json"], &scenarios("findings", 4 * STEP));
    let printed = check("docs/findings.schema.json", &printed);
    assert!(printed["findings"].as_array().unwrap().len() > 20);
}

#[test]
fn the_sets_of_fix_are_as_their_schema_says() {
    let (mut sets, mut without) = (0, 0);
    for file in scenarios("fixes", 8 * STEP) {
        let printed = output(&["fix", "--format", "json"], &[file]);
        let printed = check("docs/fix.schema.json", &printed);
        for answer in printed["fixes"].as_array().unwrap() {
            let found = answer["sets"].as_array().unwrap().len();
            sets += found;
            without += usize::from(found == 0);
        }
    }
    assert!(sets > 40 && without > 0, "{sets} sets, and {without} without any");
}

#[test]
fn the_answer_for_goals_is_as_its_schema_says() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let goals = folder.join("every-goal.json");
    let told = r#"{"goals":[{"path":"A","outcome":"open"},{"path":"B","outcome":"blocked"},
        {"outsiders":"blocked"},{"lock_out":"none"}]}"#;
    fs::write(&goals, told).unwrap();
    let call = ["fix", "--format", "json", "--goals", goals.to_str().unwrap()];
    let printed = output(&call, &[root().join("static/scenarios/four-ways-in.json")]);
    let printed = check("docs/fix.schema.json", &printed);
    assert_eq!(printed["fixes"][0]["goals"].as_array().unwrap().len(), 4);
}

#[test]
fn sarif_is_as_its_specification_says() {
    let mut files = scenarios("sarif", 4 * STEP);
    files.push("no such file.json".into());
    for command in ["check", "lint"] {
        let printed = output(&[command, "--format", "sarif"], &files);
        let printed = check("cli/tests/sarif.schema.json", &printed);
        let run = &printed["runs"][0];
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
        for result in run["results"].as_array().unwrap() {
            let rule =
                &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let place = |line: &str, column: &str| (region[line].as_u64(), region[column].as_u64());
            assert!(place("startLine", "startColumn") <= place("endLine", "endColumn"), "{result}");
        }
    }
}

/// The rule, the level and the text of the results that `command` prints of a scenario in `cli/tests/told`, but for those
/// about paths.
fn results(command: &str, scenario: &str) -> Vec<(String, String, String)> {
    let file = root().join("cli/tests/told").join(scenario);
    let text = fs::read_to_string(&file).unwrap();
    let printed = output(&[command, "--format", "sarif"], &[file]);
    let printed: Value = serde_json::from_str(&printed).unwrap();
    let found = |result: &Value| {
        let region = result.pointer("/locations/0/physicalLocation/region").unwrap();
        let number = |name: &str| region.get(name).unwrap().as_u64().unwrap() as usize;
        assert_eq!(number("startLine"), number("endLine"));
        let line: Vec<u16> =
            text.lines().nth(number("startLine") - 1).unwrap().encode_utf16().collect();
        let underlined = line.get(number("startColumn") - 1..number("endColumn") - 1).unwrap();
        let word = |name: &str| result.get(name).and_then(Value::as_str).unwrap().to_owned();
        (word("ruleId"), word("level"), String::from_utf16(underlined).unwrap())
    };
    let results = printed.pointer("/runs/0/results").unwrap().as_array().unwrap();
    let is_about_paths = |it: &str| it.contains('/');
    results.iter().map(found).filter(|it| !is_about_paths(&it.0)).collect()
}

#[test]
fn a_place_within_a_document_is_that_of_the_file() {
    let found = results("lint", "broken-and-near.json");
    let (.., text) = found.iter().find(|it| it.0 == "invalid-effect").unwrap();
    assert_eq!(text, r#"\"Alow\""#);
}

#[test]
fn a_policy_that_speaks_of_other_things_is_told_in_sarif_with_its_place() {
    let expected = [
        ("names-another-role", "warning", r#"\"arn:aws:iam::111122223333:role/writer\""#),
        ("names-another-bucket", "warning", r#"\"arn:aws:s3:::acme-invoices-prod/*\""#),
        ("names-another-account", "warning", r#""444455556666""#),
        ("names-another-organization", "warning", r#""o-otherorg99""#),
        ("names-another-endpoint", "warning", r#""vpce-0999aaaa""#),
        ("key-on-no-path", "note", r#""aws:SourceIp""#),
    ];
    let expected = expected.map(|(rule, level, text)| (rule.into(), level.into(), text.into()));
    assert_eq!(results("check", "of-elsewhere.json"), expected);
}

#[test]
fn github_gets_a_command_for_each_annotation_and_nothing_else() {
    let files = scenarios("github", 8 * STEP);
    for command in ["check", "lint"] {
        let printed = output(&[command, "--format", "github"], &files);
        assert!(printed.lines().count() > 20, "{printed}");
        let is_command = |it: &str| {
            ["::error file=", "::warning file=", "::notice file="]
                .iter()
                .any(|word| it.starts_with(word))
        };
        assert!(printed.lines().all(is_command), "{printed}");
    }
}

#[test]
fn what_explain_prints_is_as_its_schema_says() {
    let mut texts = Vec::new();
    for it in fs::read_dir(root().join("import/tests/errors")).unwrap() {
        texts.push(it.unwrap().path());
    }
    texts.sort();
    let scenario = root().join("static/scenarios/four-ways-in.json");
    let scenario = scenario.to_str().unwrap();
    let mut count = 0;
    for text in texts {
        for beside in [
            &["explain", "--format", "json"][..],
            &["explain", "--format", "json", "--scenario", scenario],
        ] {
            let printed = output(beside, std::slice::from_ref(&text));
            let printed = check("docs/explain.schema.json", &printed);
            count += printed["errors"].as_array().unwrap().len();
        }
    }
    assert!(count > 200, "{count}");
}
