//! The sets of repairs of every blocked path and chain of the cases and of the gallery: each opens what it is for, no
//! part of it does, and all but few targets have one.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod cases;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::judge::Outcome;
use accesspath_engine::repair::{Bound, Target, repairs};
use accesspath_engine::scenario::{ManagedPolicies, Scenario, ServiceFacts};
use accesspath_engine::{Analysis, analyze};
use accesspath_policy::facts::MANAGED_POLICIES;
use serde_json::Value;

const THREADS: usize = 2;

/// Of a hundred targets, how many have a set at least.
const LEAST: usize = 85;

/// What a search found for one target.
struct Found {
    name: String,
    has_set: bool,
    why: String,
    wrong: Vec<String>,
}

fn scenario(file: &Path) -> Scenario {
    let read: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let told = read.get("scenario").unwrap_or(&read);
    let mut scenario = Scenario::from_json(&told.to_string()).unwrap();
    scenario.managed = ManagedPolicies::read(MANAGED_POLICIES);
    scenario.facts = ServiceFacts::shipped();
    scenario
}

/// The blocked paths and chains.
fn blocked(analysis: &Analysis) -> Vec<Target> {
    let paths = analysis.paths.iter().filter(|it| it.outcome == Outcome::Blocked);
    let paths = paths.map(|it| Target::Path(it.path.id.clone()));
    let chains = analysis.chains.iter().filter(|it| it.outcome == Outcome::Blocked);
    let chains = chains.map(|it| Target::Chain {
        bucket: it.bucket.clone(),
        notification: it.notification.clone(),
    });
    paths.chain(chains).collect()
}

fn outcome(scenario: &Scenario, target: &Target) -> Option<Outcome> {
    let analysis = analyze(scenario);
    match target {
        Target::Path(id) => analysis.paths.iter().find(|it| it.path.id == *id).map(|it| it.outcome),
        Target::Chain { bucket, notification } => {
            let mut chains = analysis.chains.iter();
            let own = chains.find(|it| it.bucket == *bucket && it.notification == *notification);
            own.map(|it| it.outcome)
        }
    }
}

fn found(file: &Path) -> Vec<Found> {
    let told = scenario(file);
    let analysis = analyze(&told);
    let mut all = Vec::new();
    for target in blocked(&analysis) {
        let bound = Bound { sets: 2, ..Bound::default() };
        let found = repairs(&told, &analysis.documents, &target, bound);
        let mut wrong = Vec::new();
        for set in &found.sets {
            let does =
                || format!("{:?}", set.repairs.iter().map(|it| &it.does).collect::<Vec<_>>());
            if outcome(&set.apply(&told), &target) != Some(Outcome::Open) {
                wrong.push(format!("{} does not open it", does()));
            }
            if set.repairs.len() > bound.size {
                wrong.push(format!("{} is too large", does()));
            }
        }
        let left: Vec<String> =
            found.left.iter().map(|it| format!("{} {}", it.at.code(), it.why.code())).collect();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if std::env::var("SHOW").is_ok_and(|it| name.contains(&it)) {
            println!("{name} {target:?} {} evaluations", found.evaluations);
            for set in &found.sets {
                println!("   {:#?}", set.repairs);
            }
        }
        all.push(Found {
            name: format!("{name} {target:?}"),
            has_set: !found.sets.is_empty(),
            why: left.join(", "),
            wrong,
        });
    }
    all
}

#[test]
fn every_set_opens_its_target_and_few_targets_have_none() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = cases::files(&root.join("tests/conformance"));
    files.extend(cases::files(&root.join("../static/scenarios")));
    if let Ok(word) = std::env::var("CASE") {
        files.retain(|it| it.display().to_string().contains(&word));
    }
    let run = |part: &[PathBuf]| part.iter().flat_map(|it| found(it)).collect::<Vec<Found>>();
    let run = &run;
    let all: Vec<Found> = std::thread::scope(|scope| {
        let parts = files.chunks(files.len().div_ceil(THREADS));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || run(part))).collect();
        running.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    let wrong: Vec<&String> = all.iter().flat_map(|it| &it.wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let without: Vec<&Found> = all.iter().filter(|it| !it.has_set).collect();
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in &without {
        reasons.entry(&it.why).or_default().push(&it.name);
    }
    let shown = if std::env::var("ALL").is_ok() { usize::MAX } else { 3 };
    for (why, names) in &reasons {
        println!("{:>4}  {why}", names.len());
        for name in names.iter().take(shown) {
            println!("          {name}");
        }
    }
    println!("{} of {} have a set", all.len() - without.len(), all.len());
    let with = all.len() - without.len();
    assert!(with * 100 >= all.len() * LEAST, "{} of {} have no set", without.len(), all.len());
}
