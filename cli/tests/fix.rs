//! Runs `accesspath fix`: its exit statuses and complaints, what `--apply` leads to, and what a shell makes of the
//! commands, whatever a scenario holds.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program that does not start, and a report of another form, must fail the test"
)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

struct Answer {
    status: Option<i32>,
    out: String,
    err: String,
}

/// What the program says to a call with this standard input.
fn answer(arguments: &[&str], input: &str) -> Answer {
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    program.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().unwrap();
    // A call that is wrong ends before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Answer { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The call must end so, and print these words, where none stands nothing.
#[track_caller]
fn check(arguments: &[&str], input: &str, status: i32, out: &[&str], err: &[&str]) {
    let told = answer(&[&["fix"], arguments].concat(), input);
    assert_eq!(told.status, Some(status), "{arguments:?}: {}{}", told.out, told.err);
    for (text, words) in [(told.out, out), (told.err, err)] {
        assert_eq!(text.is_empty(), words.is_empty(), "{arguments:?}: {text}");
        for word in words {
            assert!(text.contains(word), "{arguments:?}: no {word:?} in {text}");
        }
    }
}

const FOUR: &str = "../static/scenarios/four-ways-in.json";
const OPEN: &str = "../static/scenarios/bucket-policy-only.json";

#[test]
fn the_exit_status_says_if_each_blocked_path_has_a_set() {
    check(&[FOUR], "", 0, &["open A\n", "open C\n", "1.  "], &[]);
    check(&[OPEN], "", 0, &["Nothing is blocked."], &[]);
    let bound = "the search ended at its bound, 0 evaluations";
    check(&[FOUR, "--evaluations", "0"], "", 1, &["no set of changes was found", bound], &[]);
    check(&["none.json"], "", 2, &[], &["accesspath: none.json: "]);
    check(&["-"], "{}", 2, &[], &["accesspath: -:1:1: missing field"]);
}

#[test]
fn a_goal_that_holds_already_needs_no_change() {
    check(&[FOUR, "--open", "B"], "", 0, &["open B\n", "It holds already."], &[]);
    check(&[FOUR, "--shut", "A"], "", 0, &["shut A\n", "It holds already."], &[]);
}

#[test]
fn a_path_that_is_not_there_is_answered_with_those_that_are() {
    let line = "accesspath: there is no path or chain \"Z\"; there are: A, ";
    check(&[FOUR, "--open", "Z"], "", 2, &[], &[line]);
    check(&[FOUR, "--open", "A", "--shut", "Z"], "", 2, &[], &[line]);
}

#[test]
fn what_is_wrong_with_goals_is_told_with_its_place() {
    for (goals, expected) in [
        ("", "-:1:1: "),
        ("{\"goals\": [\n  {\"path\": \"A\" \"outcome\": \"open\"}\n]}", "-:2:"),
        ("{\"goal\": []}", "-:1:1: expected {\"goals\": [ … ]}"),
        ("{\"goals\": []}", "-:1:1: expected at least one goal"),
        (
            "{\"goals\": [{\"path\": \"A\", \"outcome\": \"open\"},\n  {\"path\": \"Z\", \"outcome\": \"open\"}]}",
            "-:2:3: there is no path \"Z\"; there are: A, ",
        ),
        (
            "{\"goals\": [{\"chain\": \"Z\", \"outcome\": \"open\"}]}",
            "-:1:12: there is no chain \"Z\"; there are: none",
        ),
        (
            "{\"goals\": [{\"path\": \"A\", \"outcome\": \"opened\"}]}",
            "-:1:12: unknown outcome \"opened\": expected \"open\" or \"blocked\"",
        ),
        ("{\"goals\": [{\"outsiders\": \"open\"}]}", "-:1:12: a goal is "),
    ] {
        check(&[FOUR, "--goals", "-"], goals, 2, &[], &[&format!("accesspath: {expected}")]);
    }
    let both = "standard input cannot be both the scenario and its goals";
    check(&["-", "--goals", "-"], "", 2, &[], &[both]);
    check(&[FOUR, "--goals", "none.json"], "", 2, &[], &["accesspath: none.json: "]);
}

#[test]
fn goals_from_standard_input_are_met_together() {
    let goals = r#"{"goals": [{"path": "A", "outcome": "open"}, {"lock_out": "none"}]}"#;
    let words = ["open A, lock nobody out\n", "1.  "];
    check(&[FOUR, "--goals", "-"], goals, 0, &words, &[]);
}

#[test]
fn goals_that_are_not_met_together_are_named() {
    let goals =
        r#"{"goals": [{"path": "A", "outcome": "open"}, {"path": "A", "outcome": "blocked"}]}"#;
    let words = ["no set of changes", "these goals are not met together: open A, shut A"];
    check(&[FOUR, "--goals", "-"], goals, 1, &words, &[]);
}

/// Examples of each kind of change, with the first path or chain of each that is blocked.
const EXAMPLES: [(&str, &str); 8] = [
    ("access-point-for-a-vpc", "A"),
    ("block-public-access-on", "partner"),
    ("copy-to-another-account", "A"),
    ("execution-role-or-function-policy", "convert-upload"),
    ("key-policy-demands-endpoint", "B"),
    ("organization-guardrails", "A"),
    ("security-group-cuts-the-way", "B"),
    ("vpc-no-route", "A"),
];

fn file(example: &str) -> String {
    format!("../static/scenarios/{example}.json")
}

#[test]
fn the_scenario_that_apply_prints_has_the_path_open() {
    for (example, name) in EXAMPLES {
        let after = answer(&["fix", "--apply", &file(example)], "");
        assert_eq!((after.status, after.err.as_str()), (Some(0), ""), "{example}");
        let report = answer(&["check", "--format", "json", "-"], &after.out).out;
        let report: Value = serde_json::from_str(&report).unwrap();
        let list = |of: &str| report["files"][0][of].as_array().unwrap().clone();
        let mut all = list("paths").into_iter().chain(list("chains"));
        let own = all.find(|it| it["path"] == name || it["notification"] == name).unwrap();
        assert_eq!(own["outcome"], "open", "{example} {name}");
    }
}

#[test]
fn apply_prints_nothing_else() {
    let told = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(OPEN)).unwrap();
    let same = answer(&["fix", "--apply", OPEN], "");
    let (same, told): (Value, Value) =
        (serde_json::from_str(&same.out).unwrap(), serde_json::from_str(&told).unwrap());
    assert_eq!(same["question"], told["question"]);
    check(&["--apply", "--format", "cli", FOUR], "", 2, &[], &["cannot be used with"]);
    let none = ["accesspath: open A: no set of changes was found", "open C: no set"];
    check(&["--apply", "--evaluations", "0", FOUR], "", 1, &[], &none);
}

/// A folder of its own for a test, with an `aws` that writes down its arguments and prints an id.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fix").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("bin")).unwrap();
    let aws = folder.join("bin/aws");
    fs::write(&aws, "#!/bin/sh\nprintf '%s\\0' \"$@\" >> \"$LOG\"\necho id-1\n").unwrap();
    let made = Command::new("chmod").arg("+x").arg(&aws).status().unwrap();
    assert!(made.success());
    folder
}

/// Runs a script in a folder by the plainest of shells; it must succeed, print nothing but the ids, and be one for `bash`
/// too. The arguments that `aws` got are the answer.
#[track_caller]
fn run(script: &str, folder: &Path) -> Vec<String> {
    let log = folder.join("log");
    let _ = fs::remove_file(&log);
    let bin = folder.join("bin");
    let path = format!("{}:/usr/bin:/bin", bin.display());
    for (shell, options) in [("bash", &["-n"][..]), ("sh", &["-n"]), ("sh", &[])] {
        let mut bash = Command::new(shell);
        bash.args(options).current_dir(folder).env("PATH", &path).env("LOG", &log);
        let mut child = bash
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && err.is_empty(), "{err}\n{script}");
        let out = String::from_utf8(output.stdout).unwrap();
        assert!(out.lines().all(|it| it == "id-1"), "{out}\n{script}");
    }
    let written = fs::read_to_string(&log).unwrap_or_default();
    written.split('\0').map(str::to_owned).collect()
}

#[test]
fn a_shell_reads_the_commands_and_those_that_take_them_back() {
    let folder = folder("examples");
    for (example, _) in EXAMPLES {
        let told = answer(&["fix", "--format", "cli", &file(example)], "");
        run(&told.out, &folder);
        let mut back = false;
        let mut undo = String::new();
        for line in told.out.lines() {
            match line.strip_prefix("#   ") {
                _ if line == "# To take it back:" => back = true,
                Some(line) if back => undo += &format!("{line}\n"),
                _ => back = false,
            }
        }
        // What was made has its id in a variable, which a shell takes for nothing here.
        run(&undo, &folder);
    }
}

#[test]
fn a_lock_out_ends_with_a_deny_that_leaves_the_bucket_policy_out() {
    let goals = r#"{"goals":[{"lock_out":"none"},{"path":"A","outcome":"blocked"}]}"#;
    let example = file("private-dns-takes-over");
    let told = "1.  In statement 1 of bucket-policy, deny all but the actions on the bucket policy";
    check(&[&example, "--goals", "-"], goals, 0, &[told, "\"s3:PutBucketPolicy\""], &[]);
}

/// Cases, and what stands in the commands for them, in this order.
const CASES: &[(&str, &[&str])] = &[
    (
        "inline/an-inline-boundary-limits-the-role",
        &[
            "# With credentials of account 111122223333:",
            "--policy-arn \"$(aws iam get-role --role-name r --query Role.PermissionsBoundary.PermissionsBoundaryArn",
        ],
    ),
    (
        "organization/a-level-without-any-scp-denies",
        &[
            "# With credentials of the organization's management account:",
            "aws organizations create-policy",
            "# The policy is attached to the account 111122223333.",
            "# To take it back:",
            "aws organizations detach-policy",
            "aws organizations delete-policy",
        ],
    ),
    (
        "dns/a-private-zone-for-the-whole-domain-hides-s3-s-public-names",
        &[
            "# A private hosted zone keeps its last VPC",
            "# With credentials of account 111122223333, in eu-west-1:\nexport AWS_REGION=eu-west-1\n",
            "aws route53 disassociate-vpc-from-hosted-zone --hosted-zone-id Z1 --vpc VPCRegion=eu-west-1,VPCId=vpc-1",
            "# To take it back:",
            "aws route53 associate-vpc-with-hosted-zone --hosted-zone-id Z1 --vpc VPCRegion=eu-west-1,VPCId=vpc-1",
        ],
    ),
    (
        "smallest-change/a-bucket-s-arn-for-an-action-on-objects-is-mended-in-its-statement",
        &[
            "If role-policy is an inline policy:",
            "# aws iam put-role-policy --role-name fn-role --policy-name role-policy",
            "# If it is a managed policy",
            "# aws iam create-policy-version --policy-arn \"$(aws iam list-policies --scope Local",
        ],
    ),
];

#[test]
fn the_commands_say_whose_they_are_and_guess_no_arn() {
    for (case, words) in CASES {
        let file = format!("../engine/tests/conformance/path/{case}.json");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let case: Value = serde_json::from_str(&text).unwrap();
        let told = answer(&["fix", "--format", "cli", "-"], &case["scenario"].to_string());
        let mut rest = told.out.as_str();
        for word in *words {
            assert!(rest.contains(word), "no {word:?} in {rest}");
            rest = rest.split_once(word).unwrap().1;
        }
    }
}

/// A name that does what it can to break out of where it is written.
const HOSTILE: &str = "x'\"`touch pwned`$(touch pwned);touch pwned\ntouch pwned\nJSON\n#\\";

/// The hostile scenario with these documents, in JSON that a program reads.
#[track_caller]
fn hostile(name: &str, scenario: &Value) {
    let told = answer(&["fix", "--format", "json", "-"], &scenario.to_string());
    assert!(told.status != Some(2) && told.err.is_empty(), "{}", told.err);
    let told: Value = serde_json::from_str(&told.out).unwrap();
    let folder = folder(name);
    let mut got = Vec::new();
    for set in
        told["fixes"].as_array().unwrap().iter().flat_map(|it| it["sets"].as_array().unwrap())
    {
        for list in ["commands", "undo"] {
            let lines = set[list].as_array().unwrap().iter().map(|it| it.as_str().unwrap());
            let script: String = lines.map(|it| format!("{it}\n")).collect();
            got.extend(run(&script, &folder));
        }
    }
    // What ends a line is in no name that AWS takes.
    let name = HOSTILE.replace('\n', "?");
    assert!(got.iter().any(|it| it.contains(&name)), "{got:#?}");
    let told = answer(&["fix", "--format", "cli", "-"], &scenario.to_string());
    got.extend(run(&told.out, &folder));
    assert!(!folder.join("pwned").exists(), "{}", told.out);
    let steers = |it: char| it != '\n' && it.is_control();
    assert!(!told.out.contains(steers), "{}", told.out);
}

#[test]
fn the_names_of_a_strangers_policies_and_buckets_do_nothing_in_a_shell() {
    let text = format!(
        "{{\"Version\":\"2012-10-17\",\n\"Statement\":[{{\"Sid\":{},\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"*\"}}]}}",
        json!(HOSTILE)
    );
    hostile(
        "policy",
        &json!({
            "accesspath": 1,
            "documents": { HOSTILE: text },
            "roles": [{ "id": HOSTILE, "arn": "arn:aws:iam::111122223333:role/r", "policies": [HOSTILE] }],
            "functions": [{ "id": "fn", "name": HOSTILE, "role": HOSTILE, "placements": [{ "id": "A", "outside": true }] }],
            "buckets": [{ "id": HOSTILE, "name": HOSTILE, "account": "111122223333", "region": "eu-west-1" }],
            "question": { "callers": ["fn"], "operation": "GetObject", "bucket": HOSTILE, "key": HOSTILE }
        }),
    );
}

#[test]
fn the_ids_of_a_strangers_network_and_notifications_do_nothing_in_a_shell() {
    let role = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] });
    let subnet = format!("subnet-{HOSTILE}");
    hostile(
        "network",
        &json!({
            "accesspath": 1,
            "documents": { "role": role },
            "roles": [{ "id": "r", "arn": "arn:aws:iam::111122223333:role/r", "policies": ["role"] }],
            "functions": [{ "id": "fn", "name": HOSTILE, "role": "r", "placements": [
                { "id": "A", "subnets": [subnet], "security_groups": [HOSTILE] }] }],
            "vpcs": [{ "id": format!("vpc-{HOSTILE}"), "account": "111122223333", "region": "eu-west-1",
                "cidrs": ["10.0.0.0/16"] }],
            "subnets": [{ "id": subnet, "vpc": format!("vpc-{HOSTILE}"), "cidr": "10.0.1.0/24", "route_table": HOSTILE }],
            "route_tables": [{ "id": HOSTILE, "vpc": format!("vpc-{HOSTILE}"), "routes": [] }],
            "security_groups": [{ "id": HOSTILE, "egress": [{ "protocol": "tcp", "from_port": 80, "cidr": "0.0.0.0/0" }] }],
            "buckets": [{ "id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1",
                "notifications": [{ "id": HOSTILE, "function": "fn", "events": ["s3:ObjectRemoved:*"] }] }],
            "question": { "callers": ["fn"], "operation": "GetObject", "bucket": "b", "key": "k" }
        }),
    );
}

/// The sets of changes for the paths of an example that a scenario can propose to try, in the form in which they are told.
#[track_caller]
fn check_tries(example: &str) {
    let file = format!("{}/../static/scenarios/{example}.json", env!("CARGO_MANIFEST_DIR"));
    let told = answer(&["fix", "--format", "json", &file], "");
    let report: Value = serde_json::from_str(&told.out).unwrap();
    let mut scenario: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut tries: Vec<Value> = Vec::new();
    for fix in report["fixes"].as_array().unwrap() {
        for set in fix["sets"].as_array().unwrap() {
            let changes = set["changes"].as_array().unwrap();
            let edits: Vec<&Value> =
                changes.iter().flat_map(|it| it["edits"].as_array().unwrap()).collect();
            let then = json!({ "paths": [fix["goals"][0]] });
            tries.push(json!({ "what": set["told"], "changes": edits, "then": then }));
        }
    }
    assert!(!tries.is_empty());
    scenario["tries"] = tries.into();
    let told = answer(&["check", "-"], &scenario.to_string());
    assert_eq!((told.status, told.err.as_str()), (Some(0), ""), "{}", told.out);
}

#[test]
fn what_fix_tells_can_be_proposed_to_try() {
    for example in ["role-without-put-object", "identity-explicit-deny", "vpc-no-route"] {
        check_tries(example);
    }
}
