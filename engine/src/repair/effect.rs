//! What else a set of repairs does: everything that is asked of a scenario, before and after.

use crate::assumed::{self, Assumed};
use crate::documents::Documents;
use crate::judge::Outcome;
use crate::lock_out::{self, LockOutVerdict};
use crate::network::AddressFamily;
use crate::reach::{self, AskedCallers, CallerRow, Task, Who};
use crate::s3::operation::Operation;
use crate::scenario::{GatewayKind, Scenario, Subnet};
use crate::{Analysis, analyze_again, grid};
use accesspath_policy::policy::DocumentId;
use accesspath_policy::rule::{self, Rule};
use accesspath_policy::truth::Truth;

use super::{Actor, Does, Goal, PolicyRepair, Repair, RepairSet, Target};

/// What is asked of a scenario before a repair, computed once for all its sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    analysis: Analysis,
    operations: Vec<grid::GridRow<Operation>>,
    callers: AskedCallers,
    lock_out: LockOutVerdict,
    is_public: bool,
}

impl Before {
    /// Asks everything of a scenario, whose answer is `analysis`.
    #[must_use]
    pub fn of(scenario: &Scenario, analysis: &Analysis) -> Self {
        Self::asked(scenario, &analysis.documents, analysis.clone())
    }

    /// Asks everything else of a scenario, beside an answer; `documents` are those of `scenario`.
    fn asked(scenario: &Scenario, documents: &Documents, analysis: Analysis) -> Self {
        Self {
            operations: grid::operations(scenario),
            callers: reach::reach(scenario, documents),
            lock_out: lock_out::lock_out(scenario, documents).verdict,
            is_public: documents.is_public(scenario) == Truth::Yes,
            analysis,
        }
    }
}

/// What a set does besides opening its target.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Effect {
    /// The other paths and chains that it opens, by id.
    pub opened: Vec<String>,
    /// The paths and chains that it shuts, by id.
    pub shut: Vec<String>,
    /// The operations whose outcome on a path it changes, besides the question's.
    pub operations: Vec<Changed<Operation, String>>,
    /// The callers whose tasks it changes.
    pub callers: Vec<Changed<Who, Task>>,
    /// Who can still change the bucket policy afterwards, where that changes.
    pub lock_out: Option<LockOutVerdict>,
    /// It makes the bucket policy public.
    pub is_public: bool,
    /// The Denies that no longer hold for whoever lacks a condition key, or calls through a service.
    pub spared: Vec<Spared>,
    /// The subnets whose way to an internet gateway it takes away, by id.
    pub cut_off: Vec<String>,
    /// The unclear rules that the opened target leans on.
    pub unverified: Vec<&'static str>,
    /// A check before the call still stops the function of an opened path.
    pub is_stopped_before: bool,
    /// What the opened paths take by a default.
    pub assumed: Vec<Assumed>,
    /// What it costs a month in us-east-1, in cents of a dollar, without the traffic.
    pub cents: u32,
    /// Who must take part.
    pub by: Actor,
}

/// A Deny that spares whole kinds of requests, whoever makes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spared {
    /// The document.
    pub document: DocumentId,
    /// The statement, from 1.
    pub statement: usize,
    /// The condition key that they lack; `None` for those that AWS services make for a caller.
    pub without: Option<String>,
}

/// One thing whose outcome changes: an operation on a path, or a caller's task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed<T, O> {
    /// The operation, or the caller.
    pub what: T,
    /// The path by id, or the task.
    pub on: O,
    /// The outcome before.
    pub before: Outcome,
    /// The outcome after.
    pub after: Outcome,
}

impl Effect {
    /// It opens nothing else, shuts nothing, and locks nobody out.
    pub fn is_alone(&self) -> bool {
        self.opened.is_empty()
            && self.shut.is_empty()
            && self.operations.is_empty()
            && self.callers.is_empty()
            && self.lock_out.is_none()
            && !self.is_public
            && self.spared.is_empty()
            && self.cut_off.is_empty()
    }
}

/// What a set for `goals` does besides.
pub fn effect(scenario: &Scenario, before: &Before, set: &RepairSet, goals: &[Goal]) -> Effect {
    let after = set.apply(scenario);
    let analysis = analyze_again(&after, &before.analysis);
    // What else is asked is asked with the call as it was: another header would change every answer.
    let asked = Scenario { question: scenario.question.clone(), ..after.clone() };
    let documents = analysis.documents.read_again(&asked);
    let next = Before::asked(&asked, &documents, analysis);
    let targets = || {
        goals.iter().filter_map(|it| match it {
            Goal::Open(target) | Goal::Shut(target) => Some(target),
            Goal::OutsidersBlocked | Goal::NoLockOut => None,
        })
    };
    let (mut opened, mut shut) = (Vec::new(), Vec::new());
    for (target, was, is) in changed_outcomes(&before.analysis, &next.analysis) {
        match (was, is) {
            _ if targets().any(|it| *it == target) => {}
            (_, Outcome::Open) => opened.push(target.name().to_owned()),
            (Outcome::Open, _) => shut.push(target.name().to_owned()),
            _ => {}
        }
    }
    let mut is_stopped_before = false;
    let mut assumed: Vec<Assumed> = Vec::new();
    let mut unverified: Vec<Rule> = Vec::new();
    for target in targets() {
        match target {
            Target::Path(id) => {
                let own = next.analysis.paths.iter().filter(|it| it.path.id == *id);
                for it in own {
                    let in_vpc = it.path.subnet.is_some();
                    let mut before = next.analysis.before.iter();
                    let own = before.find(|before| before.function == it.path.caller);
                    is_stopped_before |= own.is_some_and(|own| own.stop(in_vpc).is_some());
                    unverified.extend(&it.unverified);
                    let new = assumed::assumed(it, &after);
                    assumed.extend(
                        new.into_iter().filter(|it| !assumed.contains(it)).collect::<Vec<_>>(),
                    );
                }
            }
            Target::Chain { notification, .. } => {
                let own = next.analysis.chains.iter().filter(|it| it.notification == *notification);
                own.for_each(|it| unverified.extend(&it.unverified));
            }
        }
    }
    let repairs = &set.repairs;
    Effect {
        opened,
        shut,
        operations: operations(before, &next, scenario),
        callers: callers(&before.callers, &next.callers),
        lock_out: (before.lock_out != next.lock_out).then_some(next.lock_out),
        is_public: next.is_public && !before.is_public,
        spared: repairs.iter().filter_map(spared).collect(),
        cut_off: cut_off(scenario, &after),
        unverified: rule::unique(unverified).iter().map(|it| it.id).collect(),
        is_stopped_before,
        assumed,
        cents: repairs.iter().map(|it| it.cents).sum(),
        by: repairs.iter().map(|it| it.by).max().unwrap_or(Actor::Caller),
    }
}

/// The paths and chains whose outcome differs, with both; one that is new was blocked before, and one that is gone is
/// blocked afterwards.
fn changed_outcomes(before: &Analysis, after: &Analysis) -> Vec<(Target, Outcome, Outcome)> {
    let (mut was, is) = (Target::all(before), Target::all(after));
    let new = is.iter().filter(|(it, _)| !was.iter().any(|old| old.0 == *it));
    let new: Vec<(Target, Outcome)> = new.map(|it| (it.0.clone(), Outcome::Blocked)).collect();
    was.extend(new);
    let mut changed = Vec::new();
    for (target, old) in was {
        let new = is.iter().find(|it| it.0 == target).map_or(Outcome::Blocked, |it| it.1);
        if old != new {
            changed.push((target, old, new));
        }
    }
    changed
}

fn operations(
    before: &Before,
    after: &Before,
    scenario: &Scenario,
) -> Vec<Changed<Operation, String>> {
    let mut changed = Vec::new();
    let asked = &scenario.question.operation;
    for (was, is) in before.operations.iter().zip(&after.operations) {
        if was.of.name() == asked {
            continue;
        }
        for (at, path) in before.analysis.paths.iter().enumerate() {
            let place = after.analysis.paths.iter().position(|it| it.path.id == path.path.id);
            let outcomes = (was.outcomes.get(at), place.and_then(|it| is.outcomes.get(it)));
            if let (Some(was_outcome), Some(is_outcome)) = outcomes
                && was_outcome != is_outcome
            {
                changed.push(Changed {
                    what: was.of,
                    on: path.path.id.clone(),
                    before: *was_outcome,
                    after: *is_outcome,
                });
            }
        }
    }
    // In the order of a menu, so that those that people make most come first.
    changed.sort_by_key(|it| it.what);
    changed
}

/// The requests that a repair spares whoever makes them: no caller that is asked stands for all of those.
fn spared(repair: &Repair) -> Option<Spared> {
    let Does::Policy(does) = &*repair.does else { return None };
    let (document, statement, without) = match does {
        PolicyRepair::SpareMissing { document, statement, key } => {
            (document, *statement, Some(key.clone()))
        }
        PolicyRepair::SpareForwarded { document, statement } => (document, *statement, None),
        _ => return None,
    };
    Some(Spared { document: document.clone(), statement, without })
}

/// The subnets whose default route led to an internet gateway, and does no longer.
fn cut_off(before: &Scenario, after: &Scenario) -> Vec<String> {
    let leads_out = |scenario: &Scenario, subnet: &Subnet, everything: &str| {
        let table = scenario.route_table_of(subnet);
        let mut routes = table.map(|it| it.routes.as_slice()).unwrap_or_default().iter();
        let target = routes.find(|it| it.destination == everything).map(|it| &it.target);
        let gateway = target.and_then(|it| scenario.gateway(it));
        gateway.is_some_and(|it| it.kind == GatewayKind::Internet)
    };
    let lost = |subnet: &&Subnet| {
        let families = [AddressFamily::V4, AddressFamily::V6];
        families.iter().any(|it| {
            leads_out(before, subnet, it.everything())
                && after
                    .subnet(&subnet.id)
                    .is_some_and(|own| !leads_out(after, own, it.everything()))
        })
    };
    before.subnets.iter().filter(lost).map(|it| it.id.clone()).collect()
}

/// The tasks of callers whose outcome changes; the paths tell of the question's own callers, but for the bucket policy.
fn callers(before: &AskedCallers, after: &AskedCallers) -> Vec<Changed<Who, Task>> {
    let mut changed = Vec::new();
    for row in &before.rows {
        let same = |it: &&CallerRow| it.who == row.who && it.path == row.path;
        let Some(next) = after.rows.iter().find(same) else { continue };
        let tasks = match row.who {
            Who::Own { .. } => Task::OF_POLICY.as_slice(),
            _ => Task::ALL.as_slice(),
        };
        for task in tasks.iter().copied() {
            if let (Some(was), Some(is)) = (row.outcome(task), next.outcome(task))
                && was != is
            {
                changed.push(Changed { what: row.who.clone(), on: task, before: was, after: is });
            }
        }
    }
    changed
}
