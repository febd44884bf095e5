//! The order of sets that were found: what opens no other path comes before what opens some.

use std::cell::OnceCell;

use super::answer::Judged;
use super::{Goal, Target};
use crate::answer::{analyze_path, analyze_paths};
use crate::judge::Outcome;
use crate::network;
use crate::requests;

/// The place of a set: those that keep the call where it runs come before those that move it, and of these those that
/// open nothing else. Sets of one place keep the order of their ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    moves: bool,
    opens: bool,
}

impl Place {
    /// The first, behind which no set that is yet to be judged can come.
    pub(super) const FIRST: Self = Self { moves: false, opens: false };
}

/// Tells the places of the sets of one search.
#[derive(Default)]
pub(super) struct Order {
    /// The paths that work before any change.
    before: OnceCell<Vec<String>>,
}

impl Order {
    /// The place of a set that leads from `start` to `after`.
    pub(super) fn place(
        &self,
        start: &Judged,
        after: &Judged,
        moves: bool,
        goals: &[Goal],
    ) -> Place {
        let before = self.before.get_or_init(|| open_paths(start));
        let is_goal =
            |id: &String| goals.iter().any(|it| *it == Goal::Open(Target::Path(id.clone())));
        let scenario = after.scenario.opened();
        let mut others = network::paths(&scenario).into_iter();
        let opens = others.any(|it| {
            let is_new = !before.contains(&it.id) && !is_goal(&it.id);
            let judged = is_new.then(|| analyze_path(it, &scenario, &after.documents));
            judged.is_some_and(|it| it.outcome == Outcome::Open)
        });
        Place { moves, opens }
    }
}

/// The paths that work, by id.
fn open_paths(judged: &Judged) -> Vec<String> {
    let scenario = judged.scenario.opened();
    let callers = requests::identities(&scenario);
    let paths = analyze_paths(&scenario, &judged.documents, &callers);
    let open = paths.into_iter().filter(|it| it.outcome == Outcome::Open);
    open.map(|it| it.path.id).collect()
}
