//! Holds `docs/evaluation.md`, the rules of the crates and their conformance cases to one another.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read must fail the test")]

#[path = "../engine/tests/cases/mod.rs"]
mod case_files;

use std::collections::BTreeMap;
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

/// A row of a rule table: the rule, all before the number of its cases, and that number.
fn rule_row(line: &str) -> Option<(&str, &str, &str)> {
    let (rule, _) = line.strip_prefix("| **")?.split_once("**")?;
    let (before, number) = line.strip_suffix(" |").unwrap_or(line).rsplit_once(" | ")?;
    Some((rule, before, number))
}

/// With `BLESS=1` the numbers are written anew.
#[test]
fn the_documentation_counts_the_cases_of_every_rule() {
    const HEAD: &str = "| rule | what accesspath does | basis | page | cases |";
    let path = page();
    let page = fs::read_to_string(&path).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, case) in cases() {
        *counts.entry(case.rule).or_default() += 1;
    }
    let bars = HEAD.matches('|').count();
    let mut head = "";
    let mut blessed = String::new();
    let (mut wrong, mut without_case) = (Vec::new(), Vec::new());
    for line in page.lines() {
        if let Some((rule, before, number)) = rule_row(line) {
            assert_eq!(head, HEAD, "the head of the table of rule {rule}");
            assert_eq!(line.matches('|').count(), bars, "the cells of rule {rule}");
            let count = counts.get(rule).copied().unwrap_or_default();
            if count == 0 {
                without_case.push(rule);
            }
            if number != count.to_string() {
                wrong.push(format!("{rule}: the page says {number}, and there are {count}"));
            }
            blessed += &format!("{before} | {count} |\n");
        } else {
            if line.starts_with("| rule ") {
                head = line;
            }
            blessed += line;
            blessed.push('\n');
        }
    }
    assert!(without_case.is_empty(), "rules without a case: {}", without_case.join(", "));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, blessed).unwrap();
    } else {
        let list = wrong.join("\n");
        assert!(wrong.is_empty(), "BLESS=1 corrects these numbers of cases:\n{list}");
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
