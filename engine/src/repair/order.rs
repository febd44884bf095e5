//! The order of sets that were found: what opens no other path comes before what opens some.

use super::{Goal, RepairSet, Target};
use crate::answer::analyze_path;
use crate::documents::Documents;
use crate::judge::Outcome;
use crate::network;
use crate::scenario::Scenario;

/// Sorts the sets, which are in the order of their ranks: those that keep the call where it runs before those that move
/// it, and of these those that open nothing else first. Sets of which that is the same keep their order.
pub(super) fn sort(
    sets: &mut [RepairSet],
    scenario: &Scenario,
    documents: &Documents,
    goals: &[Goal],
) {
    if sets.len() < 2 {
        return;
    }
    let before = open_paths(scenario, documents);
    let is_goal = |id: &String| goals.iter().any(|it| *it == Goal::Open(Target::Path(id.clone())));
    sets.sort_by_cached_key(|set| {
        let moves = set.repairs.iter().any(|it| it.moves);
        let after = set.apply(scenario);
        let open = open_paths(&after, documents);
        let opens = open.iter().any(|it| !before.contains(it) && !is_goal(it));
        (moves, opens)
    });
}

/// The paths that work, by id.
fn open_paths(scenario: &Scenario, before: &Documents) -> Vec<String> {
    let documents = before.read_again(scenario);
    let opened = scenario.opened();
    let mut open = Vec::new();
    for path in network::paths(&opened) {
        let judged = analyze_path(path, &opened, &documents);
        if judged.outcome == Outcome::Open {
            open.push(judged.path.id);
        }
    }
    open
}
