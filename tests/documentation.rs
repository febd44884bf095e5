//! Holds `docs/evaluation.md`, the rules of the crates and their conformance cases to one another.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read must fail the test")]

#[path = "../engine/tests/cases/mod.rs"]
mod case_files;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_policy::rule::Rule;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Case {
    rule: String,
    expect: Value,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> PathBuf {
    root().join("docs/evaluation.md")
}

/// `cargo xtask cards` draws them.
#[test]
fn every_example_has_a_card_and_no_other_card_is_kept() {
    let names = |folder: &str, end: &str| -> BTreeSet<String> {
        let files = fs::read_dir(root().join(folder)).unwrap();
        let names = files.map(|it| it.unwrap().file_name().into_string().unwrap());
        names.filter_map(|it| it.strip_suffix(end).map(str::to_owned)).collect()
    };
    let cards = names("static/cards", ".png");
    assert_eq!(cards, names("static/scenarios", ".json"));
    for card in cards {
        let bytes = fs::read(root().join(format!("static/cards/{card}.png"))).unwrap();
        // Width and height stand in the first part of every PNG.
        assert_eq!(bytes[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "{card}");
    }
}

#[test]
fn every_unclear_rule_stands_in_the_documentation() {
    let page = fs::read_to_string(page()).unwrap();
    for rule in Rule::ALL {
        assert!(
            page.contains(&format!("**{}**", rule.id)),
            "{} is not in docs/evaluation.md",
            rule.id
        );
    }
    let is_unclear = |row: &&str| row.contains("| contested |") || row.contains("| unverified |");
    for row in page.lines().filter(|it| it.starts_with("| **")).filter(is_unclear) {
        let id = row.split("**").nth(1).unwrap_or_default();
        assert!(Rule::ALL.iter().any(|it| it.id == id), "answers do not say that {id} is unclear");
    }
}

/// Every case with its file.
fn cases() -> Vec<(PathBuf, Case)> {
    let folder = |crate_| root().join(crate_).join("tests/conformance");
    let found = ["policy", "engine"].into_iter().flat_map(|it| case_files::files(&folder(it)));
    let read = |it: &PathBuf| serde_json::from_str(&fs::read_to_string(it).unwrap()).unwrap();
    found.map(|it| (it.clone(), read(&it))).collect()
}

#[test]
fn every_case_names_a_rule_of_the_documentation() {
    let page = fs::read_to_string(page()).unwrap();
    for (path, case) in cases() {
        let stands = page.contains(&format!("**{}**", case.rule));
        assert!(stands, "{}: rule {} is not in docs/evaluation.md", path.display(), case.rule);
    }
}

#[test]
fn every_rule_of_the_documentation_has_a_case() {
    const HEAD: &str = "| rule | what accesspath does | basis | page |";
    let page = fs::read_to_string(page()).unwrap();
    let named: BTreeSet<String> = cases().into_iter().map(|(_, case)| case.rule).collect();
    let bars = HEAD.matches('|').count();
    let mut head = "";
    for line in page.lines() {
        if line.starts_with("| rule ") {
            head = line;
        }
        let row = line.strip_prefix("| **").and_then(|it| it.split_once("**"));
        let Some((rule, _)) = row else { continue };
        assert_eq!(head, HEAD, "the head of the table of rule {rule}");
        assert_eq!(line.matches('|').count(), bars, "the cells of rule {rule}");
        assert!(named.contains(rule), "rule {rule} has no case");
    }
}

/// The codes of Reachability Analyzer that the way from a function to S3 can give.
// AWS: "VPC Reachability Analyzer explanation codes".
const REACHABILITY: [&str; 15] = [
    "bad-state",
    "bad-state-route",
    "cannot-route",
    "eni-sg-rules-mismatch",
    "eni-source-dest-check-restriction",
    "higher-priority-route",
    "igw-public-ip-association-for-egress",
    "more-specific-route",
    "no-route-to-destination",
    "remap-ephemeral-port",
    "sg-has-no-rules",
    "subnet-acl-restriction",
    "unassociated-component",
    "vpc-block-public-access-enabled",
    "vpce-service-not-installed-in-az",
];

#[test]
fn every_code_of_reachability_analyzer_that_can_come_has_a_case() {
    let reasons = |it: &Value| it["reason"].as_str().map(str::to_owned);
    let mut found = Vec::new();
    for (_, case) in cases() {
        for path in case.expect.as_array().into_iter().flatten() {
            let lists = [&path["because"], &path["beaten"]];
            found.extend(
                lists.into_iter().filter_map(Value::as_array).flatten().filter_map(reasons),
            );
        }
    }
    let missing: Vec<_> =
        REACHABILITY.iter().filter(|it| !found.iter().any(|found| found == *it)).collect();
    assert!(missing.is_empty(), "no case expects {missing:?}");
}
