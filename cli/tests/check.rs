//! Runs `accesspath check` on scenarios that are wrong.

#![expect(clippy::unwrap_used, reason = "a program that does not start must fail the test")]

use std::io::Write;
use std::process::{Command, Stdio};

/// The complaints about `scenario`, which must be these lines.
#[track_caller]
fn check(scenario: &str, format: &str, complaints: &[&str]) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    program.args(["check", "--format", format, "-"]).env_remove("CLICOLOR_FORCE");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(scenario.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert_eq!(complaint.lines().collect::<Vec<_>>(), complaints, "{complaint}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_field_that_is_unknown_is_underlined() {
    check(
        "{\n  \"accesspath\": 1,\n  \"bukets\": []\n}\n",
        "text",
        &[
            "accesspath: -:1:1: missing field \"question\"",
            "      |",
            "    1 | {",
            "      | ^",
            "accesspath: -:3:3: unknown field \"bukets\": did you mean \"buckets\"?",
            "      |",
            "    3 |   \"bukets\": []",
            "      |   ^^^^^^^^",
        ],
    );
}

#[test]
fn a_value_of_another_format_is_underlined_whole() {
    check(
        "{ \"title\": \"🪣 日本\", \"accesspath\": 2.75 }",
        "text",
        &[
            "accesspath: -:1:35: format version unknown; this accesspath reads version 1",
            "      |",
            "    1 | { \"title\": \"🪣 日本\", \"accesspath\": 2.75 }",
            "      |                                     ^^^^",
        ],
    );
}

#[test]
fn a_name_that_leads_nowhere_is_underlined() {
    let scenario = include_str!("../../static/scenarios/four-ways-in.json");
    let role = "\"role\": \"thumb-role\"";
    let wrong = scenario.replacen(role, "\"role\": \"nobody\"", 1);
    // The number of the line is the file's own, and so is the room that it takes.
    let line = 1 + wrong.lines().position(|it| it.contains("\"nobody\"")).unwrap();
    let gutter = " ".repeat(line.to_string().len());
    check(
        &wrong,
        "text",
        &[
            &format!("accesspath: -:{line}:15: functions[0].role: no role has the id \"nobody\""),
            &format!("    {gutter} |"),
            &format!("    {line} |       \"role\": \"nobody\","),
            &format!("    {gutter} |               ^^^^^^^^"),
        ],
    );
    check(
        &wrong,
        "json",
        &[&format!("accesspath: -:{line}:15: functions[0].role: no role has the id \"nobody\"")],
    );
}

#[test]
fn a_scenario_cannot_write_lines_or_steer_the_terminal() {
    check(
        "{ \"accesspath\": 1, \"a\u{1b}[2J\u{202e}\\n\": 1 }",
        "text",
        &[
            "accesspath: -:1:22: a control character stands inside a string",
            "      |",
            r#"    1 | { "accesspath": 1, "a\u{1b}[2J\u{202e}\n": 1 }"#,
            "      |                      ^^^^^^",
        ],
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once_in_the_order_of_the_text() {
    let scenario = r#"{
  "accesspath": 1,
  "sourse": "red",
  "roles": [{ "id": "r", "arn": "arn:aws:iam:eu-west-1:111122223333:role/r" }],
  "buckets": [{ "id": "b", "name": 7, "account": "1111", "region": "eu-west" }],
  "question": { "callers": ["r"], "operation": "GetObject", "bucket": "b", "key": "k" },
  "expect": [{ "path": "A", "outcome": "opened", "kind": "nat", "by": ["routes"],
    "because": [{ "reason": "key-mising" }, { "reason": "because" }] }],
  "expect_chains": [{ "notification": "n", "outcome": "open", "by": ["upload"], "recursion": "loop" }]
}"#;
    check(
        scenario,
        "json",
        &[
            r#"accesspath: -:3:3: unknown field "sourse": did you mean "source"?"#,
            r#"accesspath: -:4:33: roles[0].arn: "arn:aws:iam:eu-west-1:111122223333:role/r" is no role ARN, such as arn:aws:iam::111122223333:role/name"#,
            r#"accesspath: -:5:36: expected a string"#,
            r#"accesspath: -:5:50: buckets[0].account: "1111" is no account id: twelve digits"#,
            r#"accesspath: -:5:68: buckets[0].region: "eu-west" is no Region such as eu-west-1"#,
            r#"accesspath: -:7:40: expect[0].outcome: unknown word "opened": one of open, blocked, undetermined"#,
            r#"accesspath: -:7:58: expect[0].kind: unknown word "nat": one of no-vpc, gateway-endpoint, nat-gateway, nat-instance, other-network, interface-endpoint, egress-only-gateway, internet-gateway, internet, aws-service, no-way"#,
            r#"accesspath: -:7:72: expect[0].by[0]: unknown word "routes": did you mean "route"?"#,
            r#"accesspath: -:8:29: expect[0].because[0].reason: unknown word "key-mising": did you mean "key-missing"?"#,
            r#"accesspath: -:8:57: expect[0].because[1].reason: unknown word "because": no answer has it"#,
            r#"accesspath: -:9:94: expect_chains[0].recursion: unknown word "loop": did you mean "loops"?"#,
        ],
    );
}

#[test]
fn a_policy_that_speaks_of_another_bucket_is_told_in_text_and_json() {
    let scenario = include_str!("../../static/scenarios/four-ways-in.json");
    let own = "arn:aws:s3:::thumbs-prod";
    assert!(scenario.contains(own));
    let wrong = scenario.replace(own, "arn:aws:s3:::acme-invoices-prod");
    for (format, expected) in [
        (
            "text",
            "[names-another-bucket]: this policy names acme-invoices-prod; your bucket is thumbs-prod",
        ),
        ("json", "\"code\": \"names-another-bucket\""),
    ] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
        program.args(["check", "--format", format, "-"]).stdin(Stdio::piped());
        let mut child = program.stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(wrong.as_bytes()).unwrap();
        let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        assert!(output.contains(expected), "{output}");
    }
}

#[test]
fn every_operation_is_told_where_that_is_asked_for_those_on_no_bucket_by_themselves() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../static/scenarios/four-ways-in.json");
    let told = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
        let output = program.args(["check"]).args(arguments).arg(file).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(!told(&[]).contains("ListBuckets"));
    let all = told(&["--operations"]);
    let (_, about_none) = all.split_once("On no bucket: the caller's own policies decide").unwrap();
    let row = about_none.lines().find(|it| it.trim_start().starts_with("ListBuckets")).unwrap();
    let cells: Vec<&str> = row.split_whitespace().collect();
    assert_eq!(cells, ["ListBuckets", "blocked", "blocked", "blocked", "blocked"]);
    let printed: serde_json::Value = serde_json::from_str(&told(&["--format", "json"])).unwrap();
    let rows = printed["files"][0]["grid"]["operations"].as_array().unwrap();
    let own = rows.iter().find(|it| it["name"] == "ListBuckets").unwrap();
    assert_eq!(own["on"], "account");
    assert_eq!(own["outcomes"]["B"], "blocked");
}

/// A scenario with one change to try.
fn with_try(changes: &str, then: &str) -> String {
    let scenario = r#"{"accesspath": 1, "documents": {"reads": {"Statement": []}},
"roles": [{"id": "r", "arn": "arn:aws:iam::111122223333:role/r", "policies": ["reads"]}],
"callers": [{"id": "A", "name": "A", "role": "r"}],
"buckets": [{"id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1"}],
"question": {"callers": ["A"], "operation": "GetObject", "bucket": "b", "key": "k"},
"tries": [{"what": "Do it", "changes": CHANGES, "then": THEN}]}"#;
    scenario.replace("CHANGES", changes).replace("THEN", then)
}

#[test]
fn what_is_wrong_with_a_try_has_its_place() {
    let then = r#"{"paths": [{"path": "A", "outcome": "works"}]}"#;
    check(
        &with_try(r#"[{"at": ["question", "key"]}]"#, then),
        "github",
        &[
            "accesspath: -:6:41: tries[0].changes[0]: this is no change: it has \"at\" with one of \"set\", \"add\", \"rename\" and \"remove\", or a \"document\" with \"text\", with \"attach\" and \"text\", or with \"detach\"",
            "accesspath: -:6:115: tries[0].then.paths[0].outcome: unknown word \"works\": one of open, blocked, undetermined",
        ],
    );
}

/// What differs in a scenario with one change to try.
#[track_caller]
fn differs(changes: &str, then: &str, expected: &[&str]) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    program.args(["check", "-"]).env_remove("CLICOLOR_FORCE");
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    child.stdin.take().unwrap().write_all(with_try(changes, then).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let found: Vec<&str> = out.lines().filter_map(|it| it.strip_prefix("  DIFFERS  ")).collect();
    assert_eq!(found, expected, "{out}");
    assert_eq!(output.status.code(), Some(i32::from(!expected.is_empty())));
}

#[test]
fn a_try_must_lead_where_it_says() {
    let add = r#"[{"document": "reads", "at": ["Statement"], "add": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/k"}}]"#;
    let open = r#"{"paths": [{"path": "A", "outcome": "open"}]}"#;
    differs(add, open, &[]);
    differs(
        add,
        r#"{"paths": [{"path": "A", "outcome": "blocked"}]}"#,
        &["after \"Do it\": path A is open [], expected blocked"],
    );
    differs(
        r#"[{"document": "reads", "at": ["Statement", "1"], "remove": true}]"#,
        open,
        &["after \"Do it\": reads has no Statement › 1 any more."],
    );
    differs(
        r#"[{"at": ["question", "key"], "set": "k"}]"#,
        open,
        &["after \"Do it\": It is so already."],
    );
    differs(
        r#"[{"at": ["buckets", "b", "region"], "set": "nowhere"}]"#,
        open,
        &["after \"Do it\": \"nowhere\" is no Region such as eu-west-1."],
    );
}
