//! Runs `accesspath lint` on standard input.

#![expect(clippy::unwrap_used, reason = "a program that does not start must fail the test")]

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

/// What the program prints, what it complains of, and its exit status.
fn lint(kind: &str, text: String) -> (String, String, Option<i32>) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    program.args(["lint", "--kind", kind, "-"]);
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

#[test]
fn a_policy_cannot_write_lines_or_steer_the_terminal() {
    for policy in [
        r#"{"Statement":[{"Sid":"a\u001b[2J\nb\u202e","Effect":"Allow","Action":"s3:\u001b[31m\nx:1:1: error[none]: forged\u202e","Resource":"*"}]}"#,
        r#"{"St\u001b]0;x\u0007\nat\u2028\u0000ement":[],"Version":"\r\u009b31m"}"#,
    ] {
        let (out, complaint, _) = lint("identity", policy.to_owned());
        assert!(out.contains("\\u{1b}"), "{out}");
        for line in out.lines() {
            assert!(line.starts_with("-:1:") || line.starts_with("    help: "), "{out}");
            assert!(
                !line.contains(|it: char| it.is_control() || "\u{202e}\u{2028}".contains(it)),
                "{line:?}"
            );
        }
        assert_eq!(complaint, "");
    }
}
