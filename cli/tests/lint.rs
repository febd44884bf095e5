//! Runs `accesspath lint` on standard input.

#![expect(clippy::unwrap_used, reason = "a program that does not start must fail the test")]

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

/// What the program prints, what it complains of, and its exit status.
fn lint(kind: &str, text: String) -> (String, String, Option<i32>) {
    lint_with(&["--kind", kind], text)
}

fn lint_with(options: &[&str], text: String) -> (String, String, Option<i32>) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    program.arg("lint").args(options).arg("-");
    program.env_remove("CLICOLOR_FORCE");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

/// A policy of that many buckets' objects, in one line, whose last action does not exist.
fn policy(buckets: usize) -> String {
    let resources: Vec<String> =
        (0..buckets).map(|it| format!("\"arn:aws:s3:::b{it}/k\"")).collect();
    format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Resource\":[{}],\"Action\":\"s3:HeadObject\"}}]}}",
        resources.join(",")
    )
}

#[test]
fn a_generated_policy_is_read_to_its_end() {
    let text = policy(10_000);
    let (length, column) = (text.len(), text.find("\"s3:HeadObject\"").unwrap() + 1);
    assert!(length > 131_072);
    let (out, complaint, status) = lint("identity", text);
    let size = format!(
        "-:1:1: warning[policy-size-exceeds-identity-policy-quota]: {length} characters without white space: an identity policy may have 6144"
    );
    assert!(out.starts_with(&size), "{out}");
    let action = format!("-:1:{column}: error[invalid-action]: s3 has no action \"HeadObject\"");
    assert!(out.contains(&action), "{out}");
    assert_eq!((complaint.as_str(), status), ("", Some(1)));
}

#[test]
fn a_file_beyond_what_is_read_is_refused_with_its_length() {
    let text = " ".repeat(4 * 1024 * 1024 + 1);
    let (out, complaint, status) = lint("identity", text);
    let expected = "accesspath: -: 4194305 bytes: lint reads files of up to 4 MiB\n";
    assert_eq!((out.as_str(), complaint.as_str(), status), ("", expected, Some(2)));
}

/// Whether a line is the drawing of a place: it is indented, and the text stands behind a bar.
fn is_excerpt(line: &str) -> bool {
    let gutter = line.strip_prefix("    ").map(str::trim_start);
    let bar = gutter.map(|it| it.trim_start_matches(|it: char| it.is_ascii_digit()).trim_start());
    bar.is_some_and(|it| it.starts_with('|'))
}

#[test]
fn a_policy_cannot_write_lines_or_steer_the_terminal() {
    for policy in [
        r#"{"Statement":[{"Sid":"a\u001b[2J\nb\u202e","Effect":"Allow","Action":"s3:\u001b[31m\nx:1:1: error[none]: forged\u202e","Resource":"*"}]}"#,
        r#"{"St\u001b]0;x\u0007\nat\u2028\u0000ement":[],"Version":"\r\u009b31m"}"#,
        "{\"Statement\":[{\"Sid\":\"a\u{1b}[2J\u{9b}31m\rb\u{202e}\u{2028}\nx:1:1: error[none]: forged\n    help: forged\n\"}]}",
        "{\"Version\":\u{1b}]0;x\u{7},\n\"St\u{1b}[2J\u{202e}\":\n[\n\u{1b}[31m\r\n]\n}",
        "\u{1b}[2J\nx:1:1: error[none]: forged",
    ] {
        let (out, complaint, _) = lint("identity", policy.to_owned());
        assert!(out.contains("\\u{1b}"), "{out}");
        for line in out.lines() {
            let place = line.strip_prefix("-:").and_then(|it| it.split_once(": "));
            let is_finding =
                place.is_some_and(|(it, _)| it.bytes().all(|it| it.is_ascii_digit() || it == b':'));
            assert!(is_finding || line.starts_with("    help: ") || is_excerpt(line), "{out}");
            assert!(
                !line.contains(|it: char| it.is_control() || "\u{202e}\u{2028}".contains(it)),
                "{line:?}"
            );
            assert!(!line.starts_with("    help: forged"), "{out}");
        }
        assert_eq!(complaint, "");
        let (short, _, _) = lint_with(&["--kind=identity", "--format=short"], policy.to_owned());
        assert!(short.lines().all(|it| it.starts_with("-:")), "{short}");
    }
}

const MISSPELT: &str = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": { \"Effect\": \"Alow\", \"Action\": \"s3:*\", \"Resource\": \"*\" }\n}\n";

#[test]
fn a_finding_is_its_line_the_underlined_text_and_help() {
    let expected = [
        "-:3:28: error[invalid-effect]: unknown effect \"Alow\"",
        "      |",
        "    3 |   \"Statement\": { \"Effect\": \"Alow\", \"Action\": \"s3:*\", \"Resource\": \"*\" }",
        "      |                            ^^^^^^",
        "    help: use \"Allow\" or \"Deny\"; the case matters",
    ];
    let (out, complaint, status) = lint("identity", MISSPELT.to_owned());
    assert_eq!(out.lines().take(5).collect::<Vec<_>>(), expected, "{out}");
    assert_eq!((complaint.as_str(), status), ("", Some(1)));
}

#[test]
fn a_finding_in_short_is_its_line_alone() {
    let (long, _, _) = lint("identity", MISSPELT.to_owned());
    let lines: Vec<&str> = long.lines().filter(|it| !it.starts_with(' ')).collect();
    let options = ["--format", "short", "--kind", "identity"];
    let (short, complaint, status) = lint_with(&options, MISSPELT.to_owned());
    assert_eq!(short.lines().collect::<Vec<_>>(), lines);
    assert_eq!((complaint.as_str(), status), ("", Some(1)));
}

#[test]
fn a_thousand_findings_in_one_line_are_shown_each_in_a_few_short_lines() {
    let actions: Vec<String> = (0..1_000).map(|it| format!("\"s3:NoSuchAction{it}\"")).collect();
    let text = format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Resource\":\"*\",\"Action\":[{}]}}}}",
        actions.join(",")
    );
    let (out, complaint, status) = lint("identity", text);
    assert_eq!(out.matches(": error[invalid-action]: ").count(), 1_000);
    assert!(out.lines().count() <= 5 * 1_001, "{} lines", out.lines().count());
    let longest = out.lines().filter(|it| is_excerpt(it)).map(|it| it.chars().count()).max();
    assert!(longest.is_some_and(|it| it <= 120), "{longest:?}");
    assert_eq!((complaint.as_str(), status), ("", Some(1)));
}
