//! The best set of repairs for a case.

use accesspath_engine::analyze;
use accesspath_engine::repair::{Bound, Does, RepairSet, Target, repairs};
use accesspath_engine::scenario::Scenario;

use crate::named::{case, target};

/// The best set for a target.
pub fn best(scenario: &Scenario, target: &Target) -> Option<RepairSet> {
    let analysis = analyze(scenario);
    let bound = Bound { sets: 1, ..Bound::default() };
    repairs(scenario, &analysis.documents, target, bound).sets.into_iter().next()
}

/// What the best sets do, where that is not what a table says: cases with a target and the name of each repair.
pub fn differing(table: &[(&str, &str, &[&str])]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, of, expected) in table {
        let set = best(&case(name), &target(of));
        let found = set.map(|it| done(&it)).unwrap_or_default();
        if found != *expected {
            wrong.push(format!("{name} {of}: {found:?} in place of {expected:?}"));
        }
    }
    wrong
}

/// The name of what each repair of the set does.
pub fn done(set: &RepairSet) -> Vec<String> {
    let name = |does: &Does| {
        let shown = format!("{does:?}");
        let inner = shown.split_once('(').map_or("", |it| it.1);
        inner.split([' ', '{', ')']).next().unwrap_or_default().to_owned()
    };
    set.repairs.iter().map(|it| name(&it.does)).collect()
}
