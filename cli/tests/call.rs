//! Calls the program in right and wrong ways: what it prints where, and its exit status.

#![expect(clippy::unwrap_used, reason = "a program that does not start must fail the test")]

use std::process::{Command, Stdio};

/// What a call must come to.
struct Expected<'t> {
    status: i32,
    /// What standard output must hold; where there is nothing, it must be empty.
    out: &'t [&'t str],
    /// The same of standard error.
    err: &'t [&'t str],
}

#[track_caller]
fn check(arguments: &[&str], expected: &Expected<'_>) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    program.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    let output = program.output().unwrap();
    assert_eq!(output.status.code(), Some(expected.status), "{arguments:?}");
    for (bytes, words) in [(output.stdout, expected.out), (output.stderr, expected.err)] {
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.is_empty(), words.is_empty(), "{arguments:?}: {text}");
        for word in words {
            assert!(text.contains(word), "{arguments:?}: no {word:?} in {text}");
        }
        for line in text.lines() {
            let steers = |it: char| it.is_control() || "\u{202e}\u{2028}\u{2066}".contains(it);
            assert!(!line.contains(steers), "{arguments:?}: {line:?}");
            assert!(!line.starts_with("forged"), "{arguments:?}: {text}");
        }
    }
}

#[track_caller]
fn answers(arguments: &[&str], out: &[&str]) {
    check(arguments, &Expected { status: 0, out, err: &[] });
}

#[track_caller]
fn refuses(arguments: &[&str], err: &[&str]) {
    check(arguments, &Expected { status: 2, out: &[], err });
}

const COMMANDS: [&str; 6] = ["check", "fix", "lint", "render", "authorize", "completions"];

const KINDS: [&str; 10] = [
    "identity", "bucket", "endpoint", "scp", "rcp", "trust", "boundary", "session", "key",
    "function",
];

#[test]
fn help_lists_the_commands_examples_and_exit_statuses() {
    for call in ["help", "--help", "-h"] {
        answers(&[call], &COMMANDS);
        answers(&[call], &["Usage: accesspath <COMMAND>", "Examples:", "Exit status:"]);
    }
}

#[test]
fn every_command_has_help_with_examples_and_exit_statuses() {
    for command in COMMANDS {
        let usage = format!("Usage: accesspath {command}");
        let example = format!("  accesspath {command} ");
        let words = [usage.as_str(), "Examples:\n", example.as_str(), "Exit status:\n  0  "];
        answers(&["help", command], &words);
        answers(&[command, "--help"], &words);
        answers(&[command, "-h"], &words);
    }
}

#[test]
fn the_help_of_a_command_lists_its_options_and_their_values() {
    answers(&["help", "check"], &["--format <FORMAT>", "- text:", "- json:", "<FILE>..."]);
    answers(&["help", "lint"], &["--kind <KIND>", "--format <FORMAT>", "- text:", "- short:"]);
    answers(&["help", "lint"], &KINDS);
    answers(&["help", "fix"], &["--open <PATH>", "--shut <PATH>", "--goals <FILE>", "--apply"]);
    answers(&["help", "fix"], &["--format <FORMAT>", "- text:", "- json:", "- cli:", "<FILE>"]);
    answers(&["help", "render"], &["--path <PATH>", "--control <CONTROL>", "--width <PIXELS>"]);
    answers(
        &["help", "render"],
        &["--output <FILE>", "- svg:", "- markdown:", "- auto:", "<FILE>"],
    );
    answers(&["help", "completions"], &["bash, elvish, fish, powershell, zsh"]);
}

#[test]
fn the_version_is_that_of_the_package() {
    for call in ["--version", "-V"] {
        answers(&[call], &[concat!("accesspath ", env!("CARGO_PKG_VERSION"), "\n")]);
    }
}

#[test]
fn the_completions_of_every_shell_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        answers(&["completions", shell], &COMMANDS);
        answers(&["completions", shell], &["kind", "format", "accesspath"]);
    }
    answers(&["completions", "bash"], &KINDS);
}

#[test]
fn a_call_without_a_command_prints_the_help_and_is_wrong() {
    refuses(&[], &["Usage: accesspath <COMMAND>", "check", "Exit status:"]);
}

#[test]
fn an_unknown_command_is_answered_with_the_nearest() {
    refuses(&["lnt"], &["unrecognized subcommand 'lnt'", "'lint'"]);
    refuses(&["help", "lnt"], &["unrecognized subcommand 'lnt'"]);
}

#[test]
fn an_unknown_option_is_answered_with_the_nearest() {
    refuses(&["lint", "--kinds", "bucket", "-"], &["unexpected argument '--kinds'", "'--kind'"]);
    refuses(&["check", "--json", "-"], &["unexpected argument '--json'"]);
    refuses(&["authorize", "cases.jsonl"], &["unexpected argument 'cases.jsonl'"]);
}

#[test]
fn an_unknown_value_is_answered_with_the_known_ones() {
    refuses(&["lint", "--kind", "bukket", "-"], &["'bukket'", "a similar value exists: 'bucket'"]);
    refuses(&["lint", "--kind=", "-"], &["--kind <KIND>", "identity, bucket, endpoint"]);
    refuses(&["check", "--format", "jsn", "-"], &["'jsn'", "'json'"]);
    refuses(&["fix", "--format", "sh", "-"], &["'sh'", "text, json, cli"]);
    refuses(&["fix", "--evaluations", "many", "-"], &["'many'", "--evaluations <NUMBER>"]);
    refuses(&["lint", "--format", "xml", "-"], &["'xml'", "text, short, json, sarif, github"]);
    refuses(&["completions", "csh"], &["'csh'", "bash, elvish, fish, powershell, zsh"]);
}

#[test]
fn a_command_that_reads_files_needs_one() {
    refuses(&["check"], &["<FILE>..."]);
    refuses(&["fix"], &["<FILE>"]);
    refuses(&["lint", "--kind", "bucket"], &["<FILE>..."]);
}

#[test]
fn a_file_that_is_missing_is_named() {
    refuses(&["lint", "--kind", "bucket", "none.json"], &["accesspath: none.json: "]);
    refuses(&["check", "none.json"], &["accesspath: none.json: "]);
    let json = Expected { status: 2, out: &["\"files\": []"], err: &["accesspath: none.json: "] };
    check(&["check", "--format", "json", "none.json"], &json);
}

#[test]
fn a_hyphen_is_standard_input() {
    refuses(&["check", "-"], &["accesspath: -:1:1: the text is blank"]);
    refuses(&["lint", "-"], &["accesspath: - is no scenario: say what it is with --kind"]);
    check(&["lint", "--kind", "bucket", "-"], &Expected { status: 1, out: &["-:1:1: "], err: &[] });
}

#[test]
fn of_an_option_that_is_given_twice_the_last_counts() {
    let scenario = "../static/scenarios/four-ways-in.json";
    answers(&["check", "--format", "text", scenario, "--format=json"], &["\"files\": ["]);
}

#[test]
fn a_wrong_input_counts_more_than_a_policy_with_errors() {
    let both = Expected { status: 2, out: &["-:1:1: error["], err: &["accesspath: none.json: "] };
    check(&["lint", "--kind", "bucket", "none.json", "-"], &both);
    check(&["lint", "--kind", "bucket", "-", "none.json"], &both);
}

#[test]
fn a_call_cannot_write_lines_or_steer_the_terminal() {
    let hostile = "\u{1b}[2J\u{9b}31m\r\nforged: line\n\u{202e}\u{2066}\u{2028}";
    let option = format!("--{hostile}");
    let [similar, value] = [format!("--kind{hostile}"), format!("--kind={hostile}")];
    let flag = format!("-{hostile}");
    for arguments in [
        &[hostile][..],
        &["help", hostile],
        &["help", "lint", hostile],
        &["authorize", hostile],
        &["completions", hostile],
        &["lint", "--kind", hostile, "-"],
        &["lint", "--format", hostile, "-"],
        &["lint", &option, "-"],
        &["lint", &similar, "-"],
        &["lint", &value, "-"],
        &["lint", &flag, "-"],
        &["lint", hostile],
        &["check", "--format", hostile, "-"],
        &["check", hostile],
        &["fix", hostile],
        &["fix", "--goals", hostile, "../static/scenarios/four-ways-in.json"],
        &["fix", "--open", hostile, "../static/scenarios/four-ways-in.json"],
        &[&option],
    ] {
        refuses(arguments, &["\\u{"]);
    }
}
