//! Runs `accesspath render`: its exit statuses and complaints, and what it writes where.

#![expect(clippy::unwrap_used, reason = "a program that does not start must fail the test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

struct Answer {
    status: Option<i32>,
    out: String,
    err: String,
}

fn answer(arguments: &[&str]) -> Answer {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    program.arg("render").args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = program.stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Answer { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

const FOUR: &str = "../static/scenarios/four-ways-in.json";

/// The call writes a text that begins so, and that holds these words and none of those.
#[track_caller]
fn writes(arguments: &[&str], begins: &str, words: &[&str], none: &[&str]) {
    let told = answer(&[&[FOUR], arguments].concat());
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""), "{arguments:?}");
    assert!(told.out.starts_with(begins), "{arguments:?}: {}", told.out);
    for word in words {
        assert!(told.out.contains(word), "{arguments:?}: no {word:?}");
    }
    for word in none {
        assert!(!told.out.contains(word), "{arguments:?}: {word:?}");
    }
}

/// The call is refused with this complaint, and writes nothing.
#[track_caller]
fn refuses(arguments: &[&str], complaint: &str) {
    let told = answer(arguments);
    assert_eq!((told.status, told.out.as_str()), (Some(2), ""), "{arguments:?}: {}", told.err);
    assert!(told.err.contains(complaint), "{arguments:?}: {}", told.err);
}

#[test]
fn the_picture_selects_what_the_call_names() {
    let begins = "<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"";
    let selected = ["lane lane--selected", "gate gate--selected", "row row--selected"];
    writes(&[], begins, &["width=\"912\""], &selected);
    writes(
        &["--path", "C"],
        begins,
        &["lane lane--selected", "row row--selected"],
        &["gate gate--selected"],
    );
    let both = ["--path", "C", "--control", "resource_policy", "--width", "1200"];
    writes(&both, begins, &["lane lane--selected", "gate gate--selected", "width=\"1200\""], &[]);
    writes(
        &["--control", "resource_policy"],
        begins,
        &["gate gate--selected"],
        &["lane lane--selected"],
    );
}

#[test]
fn the_colours_are_those_of_the_call() {
    let (light, dark) = ("fill=\"#fff\"", "fill=\"#11161d\"");
    writes(&[], "<svg", &[light, "@media (prefers-color-scheme: dark)"], &[]);
    writes(&["--theme", "light"], "<svg", &[light], &[dark, "@media"]);
    writes(&["--theme", "dark"], "<svg", &[dark], &[light, "@media"]);
}

#[test]
fn the_report_describes_the_path_of_the_call_alone() {
    let markdown = ["--format", "markdown"];
    let begins = "# Which network path from a Lambda function reaches my S3 bucket?\n";
    writes(&markdown, begins, &["\n## A · ", "\n## D · ", "line 20:"], &[]);
    let one = [&markdown[..], &["--path", "D"]].concat();
    let change = "1. Add a rule to sg-default: inbound TCP 443 from sg-function.";
    writes(&one, begins, &["\n## D · ", change], &["\n## A · "]);
}

#[test]
fn a_file_is_written_where_the_call_says_so() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("picture.svg");
    let name = file.display().to_string();
    let told = answer(&[FOUR, "-o", &name]);
    assert_eq!((told.status, told.out.as_str(), told.err.as_str()), (Some(0), "", ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), answer(&[FOUR]).out);
    refuses(&[FOUR, "-o", "no/such/folder.svg"], "accesspath: no/such/folder.svg: ");
}

#[test]
fn what_is_wrong_with_a_call_or_a_file_is_told() {
    refuses(&["none.json"], "accesspath: none.json: ");
    refuses(&["../README.md"], "accesspath: ../README.md:1:1: ");
    refuses(&[FOUR, "--path", "Z"], "there is no path \"Z\"; there are: A, B, C, D");
    refuses(&[FOUR, "--control", "wind"], "there is no control \"wind\"; there are: ");
    // Path A has no endpoint.
    let elsewhere = [FOUR, "--path", "A", "--control", "vpc_endpoint_policies"];
    refuses(&elsewhere, "there is no control \"vpc_endpoint_policies\"; there are: ");
    refuses(&[FOUR, "--width", "9"], "'9'");
    refuses(&[FOUR, "--theme", "drak"], "a similar value exists: 'dark'");
}

#[test]
fn other_names_take_the_place_of_a_persons_own_and_what_stays_is_told() {
    let secrets = ["thumbs-prod", "LambdaThumbRole", "0a1b2c3d", "0c0ffee0"];
    for format in ["svg", "markdown", "json"] {
        let told = answer(&[FOUR, "--redact", "--format", format, "--path", "C"]);
        assert_eq!(told.status, Some(0), "{}", told.err);
        assert!(told.err.contains("accesspath: Object keys, tags, "), "{}", told.err);
        for secret in secrets {
            assert!(!told.out.contains(secret), "{format}: {secret}");
        }
        assert!(told.out.contains("bucket-1"), "{format}");
    }
    let callers = "../static/scenarios/private-bucket-three-callers.json";
    let told = answer(&[callers, "--redact", "--path", "console", "--theme", "light"]);
    assert!(told.out.contains("class=\"lane lane--selected\" data-lane=\"caller-1\""));
}
