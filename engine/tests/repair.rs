//! The sets of repairs of every blocked path and chain of the cases and of the gallery: each opens what it is for, no
//! part of it does, and all but few targets have one.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod cases;
mod laws;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::analyze;
use accesspath_engine::judge::Outcome;
use accesspath_engine::repair::{Bound, Target, repairs};
use accesspath_engine::scenario::{ManagedPolicies, Scenario, ServiceFacts};
use accesspath_policy::facts::MANAGED_POLICIES;
use serde_json::Value;

const THREADS: usize = 2;

/// Of a hundred targets, how many have a set at least.
const LEAST: usize = 95;

/// Of how many cases one is held to the laws, unless `STEP` says another number; no derivation: ten seconds.
const STEP: usize = 40;

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
    for target in Target::blocked(&analysis) {
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

/// The files of the cases and of the gallery whose path holds the word of `CASE`.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = cases::files(&root.join("tests/conformance"));
    files.extend(cases::files(&root.join("../static/scenarios")));
    if let Ok(word) = std::env::var("CASE") {
        files.retain(|it| it.display().to_string().contains(&word));
    }
    files
}

/// What `of` says of each file, in the order of the files.
fn each<T: Send>(files: &[PathBuf], of: impl Fn(&Path) -> Vec<T> + Sync) -> Vec<T> {
    let run = |part: &[PathBuf]| part.iter().flat_map(|it| of(it)).collect::<Vec<T>>();
    let run = &run;
    std::thread::scope(|scope| {
        let parts = files.chunks(files.len().div_ceil(THREADS).max(1));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || run(part))).collect();
        running.into_iter().flat_map(|it| it.join().unwrap()).collect()
    })
}

/// The laws that the searches for a file's blocked paths and chains break.
fn broken(file: &Path) -> Vec<String> {
    let told = scenario(file);
    let analysis = analyze(&told);
    let targets = Target::blocked(&analysis);
    if targets.is_empty() {
        return Vec::new();
    }
    let asked = laws::Asked::of(&told, &analysis);
    let bound = Bound { evaluations: 60, sets: 3, ..Bound::default() };
    let broken = targets.iter().flat_map(|it| asked.broken(it, bound).1);
    broken.map(|it| format!("{}: {it}", file.display())).collect()
}

#[test]
fn the_searches_of_the_cases_keep_their_laws() {
    let step = std::env::var("STEP").map_or(STEP, |it| it.parse().unwrap());
    let files: Vec<PathBuf> = files().into_iter().step_by(step).collect();
    let broken = each(&files, broken);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_set_opens_its_target_and_few_targets_have_none() {
    let all = each(&files(), found);
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
