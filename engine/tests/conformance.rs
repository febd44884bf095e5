//! Runs the conformance cases: one fact of AWS a file, with its source.
//!
//! A case about policies alone is a line of `accesspath authorize`; a case about paths is a scenario.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::authorize::line;
use accesspath_engine::control::Control;
use accesspath_engine::explain::{self, before_symptom, fix};
use accesspath_engine::report::{ReasonReport, differences as path_differences, report};
use accesspath_engine::scenario::{Expected, Scenario, problems, read_expected};
use accesspath_engine::symptom::{message, symptom};
use accesspath_engine::truth::Truth;
use accesspath_engine::{analyze, rule::Rule};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    fact: String,
    rule: String,
    source: String,
    basis: String,
    authorize: Option<Box<serde_json::value::RawValue>>,
    authorize_text: Option<String>,
    scenario: Option<Box<serde_json::value::RawValue>>,
    /// What comes before the calls of a scenario's functions; compared only where it stands.
    before: Option<Value>,
    /// What callers can do, by `who`; compared only where it stands.
    reach: Option<Value>,
    /// Who could still change the bucket policy as it is, and after the call; compared only where they stand.
    #[serde(default, deserialize_with = "given")]
    lock_out: Option<Value>,
    #[serde(default, deserialize_with = "given")]
    lock_out_after: Option<Value>,
    /// What follows an upload, by each notification; compared only where it stands.
    chains: Option<Value>,
    expect: Value,
}

/// A member that stands there, be it null.
fn given<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "json") {
            found.push(path);
        }
    }
}

/// The raw text without the white space between its tokens, members in their order.
fn minified(raw: &str) -> String {
    let mut out = String::new();
    let mut in_string = false;
    let mut escaped = false;
    for c in raw.chars() {
        if in_string || !c.is_whitespace() {
            out.push(c);
        }
        if escaped {
            escaped = false;
        } else if in_string && c == '\\' {
            escaped = true;
        } else if c == '"' {
            in_string = !in_string;
        }
    }
    out
}

/// Whether everything that `expected` says is so in `found`.
fn says(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            expected.iter().all(|(name, value)| found.get(name).is_some_and(|it| says(it, value)))
        }
        _ => found == expected,
    }
}

fn sorted(value: &Value) -> Vec<String> {
    let items = value.as_array().cloned().unwrap_or_default();
    let mut items: Vec<String> = items.iter().map(Value::to_string).collect();
    items.sort();
    items
}

/// What only a case says of a path, beyond `expect` of the scenario format: what the caller reads,
/// and the unclear rules.
fn path_extras(expect: &mut Value) -> Vec<(String, Value)> {
    let mut extras = Vec::new();
    for path in expect.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        let id = path.get("path").and_then(Value::as_str).unwrap_or_default().to_owned();
        let taken = ["symptom", "unverified"].into_iter().filter_map(|it| path.remove_entry(it));
        extras.push((id, with_unverified(&taken.collect())));
    }
    extras
}

/// An expectation; where it names no unclear rule, it says that the answer leans on none.
fn with_unverified(expected: &Value) -> Value {
    let mut expected = expected.clone();
    if let Some(members) = expected.as_object_mut() {
        members.entry("unverified").or_insert_with(|| json!([]));
    }
    expected
}

/// The callers of a report by `who`; of several alike the first.
fn by_who(callers: &Value) -> Value {
    let mut all = serde_json::Map::new();
    for caller in callers.as_array().into_iter().flatten() {
        let who = caller.get("who").and_then(Value::as_str).unwrap_or_default();
        all.entry(who.to_owned()).or_insert_with(|| caller.clone());
    }
    Value::Object(all)
}

/// Where the chains are not as a case says: as many, in order, and in each the named steps, with reasons among those
/// given and all else as it stands.
fn chain_differences(found: &Value, wanted: &Value) -> Vec<String> {
    let empty = Vec::new();
    let (found, wanted) = (found.as_array().unwrap_or(&empty), wanted.as_array().unwrap_or(&empty));
    let mut differences = Vec::new();
    if found.len() != wanted.len() {
        differences.push(format!("{} chains, expected {}", found.len(), wanted.len()));
    }
    for (found, wanted) in found.iter().zip(wanted) {
        let mut wanted = with_unverified(wanted);
        let steps = wanted.as_object_mut().and_then(|it| it.remove("steps"));
        if !says(found, &wanted) {
            differences.push(format!("chain: expected {wanted}, found {found}"));
        }
        let mut own = found.get("steps").and_then(Value::as_array).into_iter().flatten();
        for step in steps.as_ref().and_then(Value::as_array).unwrap_or(&empty) {
            let mut step = step.clone();
            let because = step.as_object_mut().and_then(|it| it.remove("because"));
            let absent = step.as_object_mut().and_then(|it| it.remove("absent"));
            // The steps stand in their order, so that a second read is looked for behind the first.
            let Some(own) = own.by_ref().find(|it| it.get("step") == step.get("step")) else {
                differences.push(format!("no step {step}"));
                continue;
            };
            if !says(own, &step) {
                differences.push(format!("step: expected {step}, found {own}"));
            }
            let given = own.get("because").and_then(Value::as_array).unwrap_or(&empty);
            for reason in because.as_ref().and_then(Value::as_array).unwrap_or(&empty) {
                if !given.iter().any(|it| says(it, reason)) {
                    differences.push(format!("step: expected the reason {reason}, found {own}"));
                }
            }
            for name in absent.as_ref().and_then(Value::as_array).unwrap_or(&empty) {
                if name.as_str().is_none_or(|name| own.get(name).is_some()) {
                    differences.push(format!("step: expected no {name}, found {own}"));
                }
            }
        }
    }
    differences
}

fn scenario_differences(case: &Case, text: &str) -> Vec<String> {
    let scenario = match Scenario::from_json(text) {
        Ok(scenario) => scenario,
        Err(error) => return vec![error.to_string()],
    };
    let mut expect = case.expect.clone();
    let extras = path_extras(&mut expect);
    let expected: Vec<Expected> = match read_expected(&expect.to_string()) {
        Ok(expected) => expected,
        Err(error) => return vec![format!("expect: {error}")],
    };
    let problems = problems(&scenario);
    if !problems.is_empty() {
        return problems.iter().map(|it| format!("{}: {}", it.place(), it.message)).collect();
    }
    let analysis = analyze(&scenario);
    let mut differences = path_differences(&analysis, &expected, &scenario);
    for path in &analysis.paths {
        for check in path.checks.iter().filter(|it| it.passes == Truth::No) {
            let Control::Network(control) = check.control else { continue };
            if fix(path, control).is_none() {
                differences.push(format!("{} blocks and has no fix", control.code()));
            }
        }
    }
    for path in &analysis.paths {
        let Some(seen) = symptom(path, &scenario).message else { continue };
        let back = message::read(&seen).map(|it| it.template.fill(&it.values));
        if back.as_ref() != Some(&seen) {
            differences.push(format!("\"{seen}\" is read back as {back:?}"));
        }
    }
    for before in &analysis.before {
        for seen in before.checks.iter().filter_map(|it| before_symptom(before, it)) {
            if message::read(&seen).is_none() {
                differences.push(format!("\"{seen}\" is not read back"));
            }
        }
    }
    let report = report("", &scenario, &analysis);
    if let Some(wanted) = &case.before {
        let found = json!(report.before);
        let (own, all) = (found.as_array(), wanted.as_array());
        let alike = own.zip(all).is_some_and(|(own, all)| {
            own.len() == all.len() && own.iter().zip(all).all(|(own, wanted)| says(own, wanted))
        });
        if !alike {
            differences.push(format!("before: expected {wanted}, found {found}"));
        }
    }
    let reach = by_who(&json!(report.reach.as_ref().map(|it| &it.callers)));
    for (who, wanted) in case.reach.as_ref().and_then(Value::as_object).into_iter().flatten() {
        let (found, wanted) = (reach.get(who).unwrap_or(&Value::Null), with_unverified(wanted));
        if !says(found, &wanted) {
            differences.push(format!("reach: {who}: expected {wanted}, found {found}"));
        }
    }
    for (name, found, wanted) in [
        ("lock_out", json!(report.lock_out), &case.lock_out),
        ("lock_out_after", json!(report.lock_out_after), &case.lock_out_after),
    ] {
        let wanted = wanted.as_ref().map(with_unverified);
        if let Some(wanted) = wanted.filter(|it| !says(&found, it)) {
            differences.push(format!("{name}: expected {wanted}, found {found}"));
        }
    }
    if let Some(wanted) = &case.chains {
        differences.extend(chain_differences(&json!(report.chains), wanted));
    }
    for chain in &analysis.chains {
        for step in &chain.steps {
            let told = explain::step_line(step, chain, &scenario);
            if !told.ends_with('.') || told.contains("  ") || told.contains(" .") {
                differences.push(format!("the step {} is told as \"{told}\"", step.kind.code()));
            }
        }
    }
    for step in report.chains.iter().flat_map(|it| &it.steps) {
        // What makes no event, and a function that is not ready, no one change helps.
        let helpless = |it: &ReasonReport| it.reason == "no-event";
        let needs = step.symptom.is_some() && step.step != "assume";
        if needs && step.fix.is_none() && !step.because.iter().any(helpless) {
            differences.push(format!("the step {} blocks and has no fix", step.step));
        }
    }
    let found = json!(report.paths);
    for path in found.as_array().into_iter().flatten() {
        let id = path.get("path").and_then(Value::as_str).unwrap_or_default();
        match extras.iter().find(|(it, _)| it == id) {
            None => differences.push(format!("nothing is expected of path {id}")),
            Some((_, extras)) if says(path, extras) => {}
            Some((_, extras)) => {
                differences.push(format!("path {id}: expected {extras}, found {path}"));
            }
        }
    }
    differences
}

fn differences(case: &Case) -> Vec<String> {
    let line = match (&case.authorize, &case.authorize_text, &case.scenario) {
        (Some(raw), None, None) => minified(raw.get()),
        (None, Some(text), None) => text.clone(),
        (None, None, Some(raw)) => {
            return scenario_differences(case, raw.get());
        }
        _ => return vec!["needs one of authorize, authorize_text and scenario".to_owned()],
    };
    let answer: Value = serde_json::from_str(&line::answer(&line, 1).json).unwrap();
    let expected = &case.expect;
    let mut differences = Vec::new();
    let mut differ = |what: &str, found: &Value, expected: &Value| {
        differences.push(format!("{what}: expected {expected}, found {found}"));
    };
    if let Some(error) = expected.get("error") {
        if !answer.get("error").is_some_and(|it| says(it, error)) {
            differ("error", &answer, error);
        }
        return differences;
    }
    let null = Value::Null;
    let pick =
        |name: &str| (answer.get(name).unwrap_or(&null), expected.get(name).unwrap_or(&null));
    let (found, wanted) = pick("decision");
    if found != wanted {
        differ("decision", &answer, wanted);
    }
    for name in ["blocked_by", "or", "unverified"] {
        let (found, wanted) = pick(name);
        if sorted(found) != sorted(wanted) {
            differ(name, found, wanted);
        }
    }
    for name in ["because", "open"] {
        if let (found, Value::Array(wanted)) = pick(name) {
            let all = found.as_array().cloned().unwrap_or_default();
            for entry in wanted {
                if !all.iter().any(|it| says(it, entry)) {
                    differ(name, found, entry);
                }
            }
        }
    }
    let known = ["decision", "blocked_by", "or", "unverified", "because", "open"];
    for name in expected.as_object().into_iter().flatten().map(|(name, _)| name) {
        if !known.contains(&name.as_str()) {
            differ("expect", &json!(name), &json!("a known member"));
        }
    }
    differences
}

#[test]
fn every_fact_of_aws_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let filter = std::env::var("CASE").unwrap_or_default();
    let mut found = Vec::new();
    files(&folder, &mut found);
    found.sort();
    let mut failures = BTreeMap::new();
    let mut ran = 0;
    for path in &found {
        let name = path.strip_prefix(&folder).unwrap().display().to_string();
        if !name.contains(&filter) {
            continue;
        }
        let case: Case = match serde_json::from_str(&fs::read_to_string(path).unwrap()) {
            Ok(case) => case,
            Err(error) => {
                failures.insert(name, vec![error.to_string()]);
                continue;
            }
        };
        ran += 1;
        let mut differences = differences(&case);
        if !["stated", "inferred", "contested", "unverified"].contains(&case.basis.as_str()) {
            differences.push(format!("unknown basis {}", case.basis));
        }
        if !case.source.starts_with("https://") || case.rule.is_empty() || case.fact.is_empty() {
            differences.push("a case needs a fact, a rule and a source".to_owned());
        }
        if !differences.is_empty() {
            failures.insert(name, differences);
        }
    }
    let list: Vec<String> = failures
        .iter()
        .map(|(name, differences)| format!("{name}\n    {}", differences.join("\n    ")))
        .collect();
    assert!(failures.is_empty(), "{} of {ran} cases differ:\n{}", failures.len(), list.join("\n"));
    assert!(ran > 0, "no case matches {filter:?}");
}

#[test]
fn every_unclear_rule_stands_in_the_documentation() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/evaluation.md");
    let page = fs::read_to_string(page).unwrap();
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
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance"), &mut found);
    let read = |it: &PathBuf| serde_json::from_str(&fs::read_to_string(it).unwrap()).unwrap();
    found.into_iter().map(|it| (it.clone(), read(&it))).collect()
}

#[test]
fn every_case_names_a_rule_of_the_documentation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("../docs/evaluation.md")).unwrap();
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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/evaluation.md");
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
