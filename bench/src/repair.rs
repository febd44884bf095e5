//! Repairs of the largest example: the best set of each path that is blocked, and what else such a set does.
//!
//! Both are measured beside what they are made of: a search judges changed scenarios as `analyze` does, and an effect
//! asks a changed scenario everything that `grid` and `reach` ask.

use std::hint::black_box;

use accesspath_bench::stopwatch::{least, median};
use accesspath_engine::repair::{Before, Bound, Goal, Target, effect, repairs};
use accesspath_engine::scenario::{Scenario, ServiceFacts};
use accesspath_engine::{analyze, grid, reach};

use crate::Outcome;

/// The largest example.
const EXAMPLE: &str = include_str!("../../static/scenarios/four-ways-in.json");

/// The best sets of all blocked paths may take this many times as long as an analysis. The number has no derivation.
const SEARCH: f64 = 30.0;

/// The effect of a set may take this many times as long as `grid` and `reach` together: it asks the scenario afterwards
/// what was asked before, and who can still change the bucket policy.
const EFFECT: f64 = 2.0;

/// As in the other comparisons: the candidates take turns this often.
const ROUNDS: usize = 15;

/// Times both, and prints a check each.
pub fn repair() -> Outcome {
    let mut scenario = Scenario::from_json(EXAMPLE).map_err(|it| it.to_string())?;
    scenario.facts = ServiceFacts::shipped();
    let analysis = analyze(&scenario);
    let targets = Target::blocked(&analysis);
    let search = |target| repairs(&scenario, &analysis.documents, target, Bound::BEST);
    let found: Vec<_> = targets.iter().map(search).collect();
    assert!(found.len() > 1 && found.iter().all(|it| !it.sets.is_empty()), "each has a set");
    let first = found.first().ok_or("nothing is blocked")?;
    let set = first.sets.first().ok_or("there is no set")?;
    let before = Before::of(&scenario, &analysis);
    let asked = |scenario: &Scenario| {
        let rows = grid::operations(scenario);
        (rows, reach::reach(scenario, &analysis.documents))
    };
    let goals: &[Goal] = &first.goals;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let sets = least(|| black_box(&targets).iter().for_each(|it| drop(black_box(search(it)))));
        let once = least(|| drop(black_box(analyze(black_box(&scenario)))));
        let effect = least(|| drop(black_box(effect(&scenario, black_box(&before), set, goals))));
        let both = least(|| drop(black_box(asked(black_box(&scenario)))));
        rounds.push([sets, once, effect, both]);
    }
    let middle = |pick: &dyn Fn(&[f64; 4]) -> f64| {
        median(rounds.iter().map(pick).collect()).unwrap_or(f64::NAN)
    };
    let judged: usize = found.iter().map(|it| it.evaluations).sum();
    println!(
        "the best set of each of {} blocked paths ÷ analyze\t{}\t{SEARCH}\t{:.2} ÷ {:.2} ms, {judged} evaluations",
        targets.len(),
        middle(&|[sets, once, ..]| sets / once),
        middle(&|it| it[0]) / 1e3,
        middle(&|it| it[1]) / 1e3
    );
    println!(
        "what else a set does ÷ (grid + reach)\t{}\t{EFFECT}\t{:.2} ÷ {:.2} ms",
        middle(&|[.., effect, both]| effect / both),
        middle(&|it| it[2]) / 1e3,
        middle(&|it| it[3]) / 1e3
    );
    Ok(())
}
