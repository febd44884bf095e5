//! Finds the sets of repairs that meet all goals, the best first.
//!
//! Every set must lift the first thing that stands against the first goal that is not met, so that a set is continued by
//! the repairs for that alone: no set is met in two orders, and none is missed that the repairs can make. A set is judged
//! only when it is its turn.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::answer::Judged;
use super::blocker::{Blocker, Key};
use super::candidates::candidates;
use super::guard::{Guard, is_refused};
use super::order::{Order, Place};
use super::rank::Rank;
use super::shut;
use super::why_not::{NoRepair, Obstacle};
use super::{Goal, Repair, RepairSet, Target, WhyNot};
use crate::control::Control;
use crate::documents::Documents;
use crate::scenario::Scenario;

/// The bound of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// How many changed scenarios are judged.
    pub evaluations: usize,
    /// How many changes a set may have.
    pub size: usize,
    /// How many sets are looked for.
    pub sets: usize,
    /// The search ends where no better set can come, so that fewer may be found.
    pub is_for_best: bool,
}

impl Bound {
    /// That of a search for the best set alone, which is the first of those that are found.
    pub const BEST: Self = Self { evaluations: 500, size: 4, sets: 6, is_for_best: true };
}

impl Default for Bound {
    fn default() -> Self {
        Self { evaluations: 500, size: 4, sets: usize::MAX, is_for_best: false }
    }
}

/// The sets that meet the goals.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Repairs {
    /// What is to hold.
    pub goals: Vec<Goal>,
    /// The sets, the best first.
    pub sets: Vec<RepairSet>,
    /// Why there is none, where there is none: what blocks and is not lifted, each once.
    pub left: Vec<NoRepair>,
    /// How many changed scenarios were judged.
    pub evaluations: usize,
    /// The bound ended the search, so that there may be more sets.
    pub is_bound_reached: bool,
}

/// The sets of repairs that open `target`, which is blocked; `documents` are those of `scenario`.
pub fn repairs(
    scenario: &Scenario,
    documents: &Documents,
    target: &Target,
    bound: Bound,
) -> Repairs {
    repairs_for(scenario, documents, vec![Goal::Open(target.clone())], bound)
}

/// The sets of repairs with which all `goals` are met; `documents` are those of `scenario`.
///
/// Where all are met already there is one set, which is empty.
pub fn repairs_for(
    scenario: &Scenario,
    documents: &Documents,
    mut goals: Vec<Goal>,
    bound: Bound,
) -> Repairs {
    // The dear questions come last: they are asked only where the others are answered.
    goals.sort_by_key(|it| match it {
        Goal::Open(_) => 0,
        Goal::Shut(_) => 1,
        Goal::OutsidersBlocked => 2,
        Goal::NoLockOut => 3,
    });
    let mut search = Search {
        goals: &goals,
        guard: Guard::default(),
        bound,
        judged: 0,
        is_bound_reached: false,
        known: Vec::new(),
        seen: BTreeSet::new(),
        tried: BTreeMap::new(),
        order: Order::default(),
        open: Vec::new(),
        left: Vec::new(),
    };
    let start = Rc::new(Judged::new(scenario.clone(), documents, &goals));
    let mut queue: Vec<Node> = Vec::new();
    match &start.unmet {
        None => search.open.push((Place::FIRST, Vec::new())),
        Some(_) => {
            search.leave_unknown(&start);
            search.continue_from(&start, &[], Rank::NONE, &mut queue);
        }
    }
    while search.open.len() < bound.sets && !search.is_bound_reached {
        let Some(node) = queue.pop().filter(|it| !search.is_found(it)) else { break };
        search.take(&start, node, &mut queue);
    }
    let Search { known, mut open, mut left, judged, is_bound_reached, .. } = search;
    open.sort_by_key(|it| it.0);
    let set = |(_, numbers): (Place, Vec<usize>)| RepairSet {
        repairs: numbers.iter().filter_map(|it| known.get(*it).cloned()).collect(),
    };
    let sets: Vec<RepairSet> = open.into_iter().map(set).collect();
    if !sets.is_empty() {
        left.clear();
    }
    Repairs { sets, left, evaluations: judged, is_bound_reached, goals }
}

/// A part of the goals that no set meets together, though without any one of them the rest is met; empty where the
/// bound ends the proof. One goal alone comes first.
#[must_use]
pub fn contradiction(
    scenario: &Scenario,
    documents: &Documents,
    goals: &[Goal],
    bound: Bound,
) -> Vec<Goal> {
    let bound = Bound { sets: 1, ..bound };
    // A search that ends at its bound has shown nothing.
    let fails = |part: &[Goal]| {
        let found = repairs_for(scenario, documents, part.to_vec(), bound);
        found.sets.is_empty() && !found.is_bound_reached
    };
    if let Some(alone) = goals.iter().find(|it| fails(std::slice::from_ref(it))) {
        return vec![alone.clone()];
    }
    if !fails(goals) {
        return Vec::new();
    }
    let mut part = goals.to_vec();
    for goal in goals {
        let rest: Vec<Goal> = part.iter().filter(|it| *it != goal).cloned().collect();
        if fails(&rest) {
            part = rest;
        }
    }
    part
}

/// A set that is yet to be judged: one that was, and one repair more.
struct Node {
    rank: Rank,
    /// The repairs, by their numbers, in the order in which they were added.
    numbers: Vec<usize>,
    /// What all but the last lead to.
    from: Rc<Judged>,
    /// What the last one is to lift: a block, or else the goal as a whole.
    lifts: (usize, Option<Key>),
}

struct Search<'t> {
    goals: &'t [Goal],
    guard: Guard,
    bound: Bound,
    /// INVARIANT: at most the bound's evaluations.
    judged: usize,
    is_bound_reached: bool,
    /// Every repair that was met, each once.
    known: Vec<Repair>,
    /// The sets that were met, sorted.
    seen: BTreeSet<Vec<usize>>,
    /// The sets that were judged, sorted, and if they meet the goals.
    tried: BTreeMap<Vec<usize>, bool>,
    order: Order,
    /// The sets that meet the goals, with their places.
    open: Vec<(Place, Vec<usize>)>,
    left: Vec<NoRepair>,
}

impl Search<'_> {
    /// The best set was found: what is yet to be judged, from `next` on, comes behind it.
    fn is_found(&self, next: &Node) -> bool {
        let is_behind = |it: &Place| *it == Place::FIRST || next.rank.moves();
        self.bound.is_for_best && self.open.iter().any(|it| is_behind(&it.0))
    }

    /// Judges a set; where it does not meet the goals and lifts what it is to lift, its continuations are queued.
    fn take(&mut self, start: &Rc<Judged>, node: Node, queue: &mut Vec<Node>) {
        let has_opening_part =
            self.open.iter().any(|open| open.1.iter().all(|it| node.numbers.contains(it)));
        let Some(repair) = node.numbers.last().and_then(|it| self.known.get(*it)) else { return };
        if has_opening_part {
            return;
        }
        let next = node.from.after([repair]);
        let Some(judged) = self.judge(next, &node.from.documents) else { return };
        let meets = judged.unmet.is_none() && !is_refused(start, &judged);
        self.tried.insert(sorted(&node.numbers), meets);
        match &judged.unmet {
            None => match self.guard.saving(start, &judged, self.goals) {
                // Without the switch the set is none: it is judged with it.
                Some(off) if node.numbers.len() < self.bound.size => {
                    let lifts = (self.goals.len(), None);
                    let (judged, Node { rank, numbers, .. }) = (Rc::new(judged), node);
                    self.queue(off, &judged, &numbers, rank, lifts, queue);
                    sort(queue);
                }
                _ => self.accept(start, &judged, node),
            },
            Some(unmet) => {
                self.leave_unknown(&judged);
                let (goal, key) = &node.lifts;
                let still = unmet.goal == *goal
                    && key
                        .as_ref()
                        .is_none_or(|key| judged.blockers().iter().any(|it| it.key() == *key));
                if !still && node.numbers.len() < self.bound.size {
                    self.continue_from(&Rc::new(judged), &node.numbers, node.rank, queue);
                }
            }
        }
    }

    /// Keeps a set that meets the goals, where no part of it does and nothing speaks against it.
    fn accept(&mut self, start: &Judged, judged: &Judged, node: Node) {
        if let Some(why) = self.guard.objects(start, judged, self.goals) {
            let blockers = node.from.blockers();
            let own = Obstacle::Control(Control::Authorization);
            let at = blockers.first().map_or(own, |it| it.at);
            self.leave(NoRepair { at, why });
        } else if self.is_minimal(start, &node.numbers) {
            // One alone has no order.
            let place = match self.bound.sets {
                1 => Place::FIRST,
                _ => self.order.place(start, judged, node.rank.moves(), self.goals),
            };
            self.open.push((place, node.numbers));
        }
    }

    /// Judges a scenario; `None` where as many were judged as the bound allows.
    fn judge(&mut self, scenario: Scenario, before: &Documents) -> Option<Judged> {
        if self.judged >= self.bound.evaluations {
            self.is_bound_reached = true;
            return None;
        }
        self.judged += 1;
        Some(Judged::new(scenario, before, self.goals))
    }

    /// Queues the repairs for the first thing that blocks.
    fn continue_from(
        &mut self,
        judged: &Rc<Judged>,
        numbers: &[usize],
        rank: Rank,
        queue: &mut Vec<Node>,
    ) {
        let Some(unmet) = &judged.unmet else { return };
        let goal = self.goals.get(unmet.goal);
        let (at, lifts, found) = match goal {
            Some(Goal::Open(_)) if unmet.is_unknown => {
                // Of what is not known, the first that a change settles.
                let doubts = judged.blockers();
                let settled = |it: &Blocker<'_>| {
                    let found = candidates(judged, it).ok()?;
                    Some((it.at, Some(it.key()), Ok(found)))
                };
                let Some(it) = doubts.iter().find_map(settled) else { return };
                it
            }
            Some(Goal::Open(_)) => {
                let blockers = judged.blockers();
                let Some(first) = blockers.first() else { return };
                (first.at, Some(first.key()), candidates(judged, first))
            }
            Some(goal) => (
                Obstacle::Control(Control::Authorization),
                None,
                shut::candidates(judged, goal, &unmet.answer),
            ),
            None => return,
        };
        match found {
            Err(why) => self.leave(NoRepair { at, why }),
            Ok(found) => {
                self.leave(NoRepair { at, why: WhyNot::NothingOpens });
                for repair in found {
                    let lifts = (unmet.goal, lifts.clone());
                    self.queue(repair, judged, numbers, rank, lifts, queue);
                }
            }
        }
        sort(queue);
    }

    fn queue(
        &mut self,
        repair: Repair,
        from: &Rc<Judged>,
        numbers: &[usize],
        rank: Rank,
        lifts: (usize, Option<Key>),
        queue: &mut Vec<Node>,
    ) {
        let mut others = numbers.iter().filter_map(|it| self.known.get(*it));
        let is_beside = others.any(|it| it.is_beside(&repair));
        let rank = rank.with(&repair, is_beside);
        let number = self.known.iter().position(|it| *it == repair).unwrap_or_else(|| {
            self.known.push(repair);
            self.known.len() - 1
        });
        if numbers.contains(&number) {
            return;
        }
        let mut numbers = numbers.to_vec();
        numbers.push(number);
        if self.seen.insert(sorted(&numbers)) {
            queue.push(Node { rank, numbers, from: from.clone(), lifts });
        }
    }

    /// No part of the set meets the goals; `false` also where the bound ends the proof.
    fn is_minimal(&mut self, start: &Judged, numbers: &[usize]) -> bool {
        let all = (1_usize << numbers.len()) - 1;
        for part in 1..all {
            let chosen = numbers.iter().enumerate().filter(|(at, _)| part >> at & 1 == 1);
            let chosen: Vec<usize> = chosen.map(|it| *it.1).collect();
            let meets = match self.tried.get(&sorted(&chosen)) {
                Some(known) => *known,
                None => self.meets(start, &chosen).unwrap_or(true),
            };
            if meets {
                return false;
            }
        }
        true
    }

    /// The set meets the goals; `None` where the bound ends the search.
    fn meets(&mut self, start: &Judged, numbers: &[usize]) -> Option<bool> {
        let changed = start.after(numbers.iter().filter_map(|it| self.known.get(*it)));
        let judged = self.judge(changed, &start.documents)?;
        let meets = judged.unmet.is_none() && !is_refused(start, &judged);
        self.tried.insert(sorted(numbers), meets);
        Some(meets)
    }

    /// Notes what an answer that is not known depends on.
    fn leave_unknown(&mut self, judged: &Judged) {
        if judged.unmet.as_ref().is_some_and(|it| it.is_unknown) {
            let at = Obstacle::Control(judged.undetermined_control());
            self.leave(NoRepair { at, why: WhyNot::Unknown });
        }
    }

    fn leave(&mut self, no: NoRepair) {
        if !self.left.contains(&no) {
            self.left.push(no);
        }
    }
}

/// The next is taken from the end; of equals the one that was found first.
fn sort(queue: &mut [Node]) {
    queue.sort_by(|a, b| (b.rank, &b.numbers).cmp(&(a.rank, &a.numbers)));
}

/// The numbers of a set, by which it is known whatever the order of its repairs.
fn sorted(numbers: &[usize]) -> Vec<usize> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted
}
