//! Runs the conformance cases about paths: one fact of AWS a file, with its source.
//!
//! Each is a scenario.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::explain::{self, before_symptom};
use accesspath_engine::repair::{Before, Bound, Target, effect, repairs};
use accesspath_engine::report::{differences as path_differences, findings, report};
use accesspath_engine::scenario::{
    Expected, ManagedPolicies, Scenario, ServiceFacts, problems, read_expected,
};
use accesspath_engine::symptom::{message, symptom};
use accesspath_engine::{Analysis, analyze};
use accesspath_policy::facts::MANAGED_POLICIES;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    fact: String,
    rule: String,
    source: String,
    basis: String,
    scenario: Box<serde_json::value::RawValue>,
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
    /// What the policies say of other things than the scenario's; compared only where it stands.
    mismatches: Option<Value>,
    /// The best set of changes for paths and chains that are blocked, as it is told; or why there is none.
    fix: Option<BTreeMap<String, String>>,
    /// Some of all sets of changes for paths and chains that are blocked, in their order, as they are told.
    sets: Option<BTreeMap<String, Vec<String>>>,
    /// What else the best of these sets does, as it is told.
    effect: Option<BTreeMap<String, Vec<String>>>,
    expect: Value,
}

impl Case {
    /// What is wrong with the case itself.
    fn form_differences(&self) -> impl Iterator<Item = String> {
        let basis =
            ["stated", "inferred", "contested", "unverified"].contains(&self.basis.as_str());
        let named =
            self.source.starts_with("https://") && !self.rule.is_empty() && !self.fact.is_empty();
        let basis = (!basis).then(|| format!("unknown basis {}", self.basis));
        let named = (!named).then(|| "a case needs a fact, a rule and a source".to_owned());
        basis.into_iter().chain(named)
    }
}

/// A member that stands there, be it null.
fn given<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

/// The differences of every case under `folder` whose name holds the word in `CASE`.
fn differing(folder: &Path, differences: &(dyn Fn(&Case) -> Vec<String> + Sync)) -> Vec<String> {
    let filter = std::env::var("CASE").unwrap_or_default();
    let mut found = cases::files(folder);
    found.retain(|it| it.display().to_string().contains(&filter));
    assert!(!found.is_empty(), "no case matches {filter:?}");
    let told = |path: &PathBuf| {
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        let wrong = match serde_json::from_str::<Case>(&fs::read_to_string(path).unwrap()) {
            Ok(case) => case.form_differences().chain(differences(&case)).collect(),
            Err(error) => vec![error.to_string()],
        };
        (!wrong.is_empty()).then(|| format!("{name}\n    {}", wrong.join("\n    ")))
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let run = |part: &[PathBuf]| part.iter().filter_map(&told).collect::<Vec<String>>();
    let run = &run;
    std::thread::scope(|scope| {
        let parts = found.chunks(found.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || run(part))).collect();
        running.into_iter().flat_map(|it| it.join().unwrap()).collect()
    })
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

/// What only a case says of a path, beyond `expect` of the scenario format: what the caller reads, the unclear rules, and
/// what was not told.
fn path_extras(expect: &mut Value) -> Vec<(String, Value)> {
    let mut extras = Vec::new();
    for path in expect.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        let id = path.get("path").and_then(Value::as_str).unwrap_or_default().to_owned();
        let own = ["symptom", "unverified", "if_none", "assumed", "untold"];
        let taken = own.into_iter().filter_map(|it| path.remove_entry(it));
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

/// Where the policies do not say of other things than the scenario's what a case says: as many, in order, each with the
/// members that are named, and in `text` what is underlined.
fn mismatch_differences(
    scenario: &Scenario,
    analysis: &Analysis,
    wanted: &Value,
) -> Option<String> {
    let found = findings(scenario, analysis).into_iter().filter(|it| it.is_mismatch);
    let found: Vec<Value> = found
        .map(|it| {
            let text = scenario.text(&it.document).map(|own| it.at.of(own.text()));
            let mut told = json!(it);
            if let Some(members) = told.as_object_mut() {
                members.insert("text".to_owned(), json!(text));
            }
            told
        })
        .collect();
    let wanted_all = wanted.as_array().map(Vec::as_slice).unwrap_or_default();
    let alike = found.len() == wanted_all.len()
        && found.iter().zip(wanted_all).all(|(found, wanted)| says(found, wanted));
    (!alike).then(|| format!("mismatches: expected {wanted}, found {}", json!(found)))
}

/// The best set of changes for a path or chain, as it is told, or why there is none.
fn best_fix(scenario: &Scenario, analysis: &Analysis, name: &str) -> String {
    let target = Target::named(name, analysis).unwrap();
    let found = repairs(scenario, &analysis.documents, &target, Bound::BEST);
    match found.sets.first() {
        Some(set) => explain::repair_set(set, scenario),
        None => found.left.iter().map(explain::why_not).collect::<Vec<_>>().join(" "),
    }
}

/// Where the sets of changes, or what else the best of them does, are not as a case says.
fn set_differences(case: &Case, scenario: &Scenario, analysis: &Analysis) -> Vec<String> {
    let mut differences = Vec::new();
    for (name, wanted) in case.sets.iter().flatten() {
        let target = Target::named(name, analysis).unwrap();
        let found = repairs(scenario, &analysis.documents, &target, Bound::default());
        let told: Vec<String> =
            found.sets.iter().map(|it| explain::repair_set(it, scenario)).collect();
        let mut rest = told.iter();
        if !wanted.iter().all(|it| rest.any(|own| own == it)) {
            differences.push(format!("sets of {name}: expected {wanted:#?}, found {told:#?}"));
        }
    }
    for (name, wanted) in case.effect.iter().flatten() {
        let target = Target::named(name, analysis).unwrap();
        let found = repairs(scenario, &analysis.documents, &target, Bound::BEST);
        let before = Before::of(scenario, analysis);
        let does = found.sets.first().map(|it| effect(scenario, &before, it, &found.goals));
        let told = does.map(|it| explain::effect(&it, scenario)).unwrap_or_default();
        if told != *wanted {
            differences.push(format!("effect of {name}: expected {wanted:#?}, found {told:#?}"));
        }
    }
    differences
}

fn scenario_differences(case: &Case, text: &str) -> Vec<String> {
    let scenario = match Scenario::from_json(text) {
        Ok(mut scenario) => {
            scenario.managed = ManagedPolicies::read(MANAGED_POLICIES);
            scenario.facts = ServiceFacts::shipped();
            scenario
        }
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
    let found = path_differences(&analysis, &expected, &scenario);
    let mut differences: Vec<String> = found.into_iter().map(|it| it.told).collect();
    for (name, wanted) in case.fix.iter().flatten() {
        let found = best_fix(&scenario, &analysis, name);
        if found != *wanted {
            differences.push(format!("fix of {name}: expected {wanted:?}, found {found:?}"));
        }
    }
    differences.extend(set_differences(case, &scenario, &analysis));
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
    let mismatches = case.mismatches.as_ref();
    differences.extend(mismatches.and_then(|it| mismatch_differences(&scenario, &analysis, it)));
    for chain in &analysis.chains {
        for step in &chain.steps {
            let told = explain::step_line(step, chain, &scenario);
            if !told.ends_with('.') || told.contains("  ") || told.contains(" .") {
                differences.push(format!("the step {} is told as \"{told}\"", step.kind.code()));
            }
        }
    }
    let mut found = json!(report.paths);
    for path in found.as_array_mut().into_iter().flatten() {
        let open = path.get("open").and_then(Value::as_array).into_iter().flatten();
        let untold: Vec<Value> = open.filter_map(|it| it.get("member")).cloned().collect();
        path["untold"] = json!(untold);
        let assumed = path.get("assumed").and_then(Value::as_array).into_iter().flatten();
        let assumed: Vec<Value> = assumed.filter_map(|it| it.get("member")).cloned().collect();
        path["assumed"] = json!(assumed);
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

#[test]
fn every_fact_of_aws_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let failures = differing(&folder, &|case| scenario_differences(case, case.scenario.get()));
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
}
