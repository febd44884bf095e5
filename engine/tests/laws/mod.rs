//! What holds of every search of repairs, whatever the scenario.

use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::reach::{self, Task, Who};
use accesspath_engine::repair::{
    Before, Bound, Does, Goal, PolicyRepair, RepairSet, Repairs, Target, effect, repairs,
};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{Analysis, analyze};
use accesspath_policy::caller::Caller;
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};
use accesspath_policy::lint::{LintFinding, beyond_quota, lint};

/// A scenario of which laws are asked, with what is asked of it but once.
pub struct Asked<'s> {
    scenario: &'s Scenario,
    analysis: &'s Analysis,
    before: Before,
    anonymous: Vec<(Who, Option<String>, Task)>,
    facts: Facts<'static>,
    /// The scenario as a text.
    said: String,
}

impl<'s> Asked<'s> {
    pub fn of(scenario: &'s Scenario, analysis: &'s Analysis) -> Self {
        Self {
            scenario,
            analysis,
            before: Before::of(scenario, analysis),
            anonymous: anonymous(scenario, analysis),
            facts: Facts::read(SERVICE_AUTHORIZATION),
            said: scenario.to_json(),
        }
    }

    /// Every law that a search for `target` breaks, and how many sets it found.
    pub fn broken(&self, target: &Target, bound: Bound) -> (usize, Vec<String>) {
        let search = |bound| repairs(self.scenario, &self.analysis.documents, target, bound);
        let found = search(bound);
        let mut broken = Vec::new();
        if search(bound) != found {
            broken.push("the same scenario has other sets".to_owned());
        }
        bounds(&found, bound, &search, &mut broken);
        for set in &found.sets {
            let mut wrong = Vec::new();
            self.set(target, set, &mut wrong);
            let does: Vec<String> = set.repairs.iter().map(|it| format!("{:?}", it.does)).collect();
            broken
                .extend(wrong.iter().map(|it| format!("{target:?} {}: {it}", does.join(" and "))));
        }
        (found.sets.len(), broken)
    }

    fn set(&self, target: &Target, set: &RepairSet, wrong: &mut Vec<String>) {
        let after = set.apply(self.scenario);
        if set.apply(self.scenario).to_json() != after.to_json() {
            wrong.push("it gives other bytes the second time".to_owned());
        }
        let analysis = analyze(&after);
        if outcome(&analysis, target) != Some(Outcome::Open) {
            wrong.push("it does not open its target".to_owned());
        }
        for part in parts(set).into_iter().filter(|it| saves(it) || !saves(set)) {
            let analysis = analyze(&part.apply(self.scenario));
            if outcome(&analysis, target) == Some(Outcome::Open) {
                wrong.push(format!("a part of {} opens its target", part.repairs.len()));
            }
        }
        self.documents(&analysis, wrong);
        if !is_anonymous(self.analysis, target) {
            let new = anonymous(&after, &analysis);
            let new = new.iter().filter(|it| !self.anonymous.contains(it));
            wrong.extend(new.map(|it| format!("{it:?} works")));
        }
        let goals = [Goal::Open(target.clone())];
        let told = effect(self.scenario, &self.before, set, &goals).opened;
        let was_open = open(self.analysis);
        for (name, own) in open(&analysis) {
            let is_new = own != *target && !was_open.iter().any(|it| it.1 == own);
            if is_new && !told.contains(&name) {
                wrong.push(format!("it opens {name} and does not tell"));
            }
        }
    }

    /// Documents that AWS would save, or whose errors stood there before.
    fn documents(&self, after: &Analysis, wrong: &mut Vec<String>) {
        for (id, kind, read) in after.documents.iter() {
            let before = self.analysis.documents.get(id, kind);
            if before.is_some_and(|it| it.text == read.text) {
                continue;
            }
            // What stands in the scenario already, such as an id that is shorter than AWS's, is no fault of the change;
            // nor is the id of an endpoint that is yet to be made.
            let findings = lint(read, &self.facts);
            let is_error = |it: &&LintFinding| {
                it.severity == Severity::Error && it.code != "invalid-vpce-format"
            };
            let mut errors = findings.iter().filter(is_error);
            let is_new =
                |it: &&LintFinding| !self.said.contains(it.span.of(&read.text).trim_matches('"'));
            if let Some(LintFinding { code, headline, .. }) = errors.find(is_new) {
                wrong.push(format!("{id} has a new error {code}, {headline}:\n{}", read.text));
            }
            let was_beyond = before.is_some_and(|it| beyond_quota(kind, &it.text) > 0);
            if beyond_quota(kind, &read.text) > 0 && !was_beyond {
                wrong.push(format!("{id} is longer than AWS takes"));
            }
        }
    }
}

/// A search judges no more than its bound, says so where that ended it, and finds the same up to there.
fn bounds(
    found: &Repairs,
    bound: Bound,
    search: &impl Fn(Bound) -> Repairs,
    broken: &mut Vec<String>,
) {
    if found.evaluations > bound.evaluations {
        broken.push(format!("{} evaluations", found.evaluations));
    }
    for evaluations in [0, 1, found.evaluations / 2, found.evaluations] {
        let less = search(Bound { evaluations, ..bound });
        let ended = found.evaluations > evaluations;
        let told = found.is_bound_reached || less.is_bound_reached == ended;
        let is_less = less.sets.iter().all(|it| found.sets.contains(it));
        if less.evaluations > evaluations || !told || !is_less {
            let (judged, told) = (less.evaluations, less.is_bound_reached);
            broken.push(format!("{judged} evaluations of {evaluations}, ended: {told}"));
        }
    }
}

fn outcome(analysis: &Analysis, target: &Target) -> Option<Outcome> {
    Target::all(analysis).into_iter().find(|it| it.0 == *target).map(|it| it.1)
}

/// The open paths and chains, with their names.
fn open(analysis: &Analysis) -> Vec<(String, Target)> {
    let open = Target::all(analysis).into_iter().filter(|it| it.1 == Outcome::Open);
    let named = |(target, _)| match &target {
        Target::Path(name) | Target::Chain { notification: name, .. } => (name.clone(), target),
    };
    open.map(named).collect()
}

/// The set switches BlockPublicPolicy off, without which S3 would not save its bucket policy: a part that lacks that opens
/// nothing, though judged as if it were saved it would.
fn saves(set: &RepairSet) -> bool {
    set.repairs.iter().any(|it| {
        matches!(
            &*it.does,
            Does::Policy(PolicyRepair::SwitchOff { switch: "block_public_policy", .. })
        )
    })
}

/// The proper parts of a set, without the one that holds nothing.
fn parts(set: &RepairSet) -> Vec<RepairSet> {
    let all = (1_usize << set.repairs.len()) - 1;
    let part = |mask: usize| {
        let chosen = set.repairs.iter().enumerate().filter(|(at, _)| mask >> at & 1 == 1);
        RepairSet { repairs: chosen.map(|it| it.1.clone()).collect() }
    };
    (1..all).map(part).collect()
}

fn is_unsigned(path: &PathAnalysis) -> bool {
    path.requests.iter().any(|it| it.request.caller == Caller::Anonymous)
}

fn is_anonymous(analysis: &Analysis, target: &Target) -> bool {
    match target {
        Target::Path(id) => analysis.paths.iter().any(|it| it.path.id == *id && is_unsigned(it)),
        Target::Chain { .. } => analysis
            .chains
            .iter()
            .flat_map(|it| &it.steps)
            .any(|it| it.paths.iter().any(|it| is_unsigned(&it.analysis))),
    }
}

/// What callers without credentials can do: the standard ones, and those of the scenario.
fn anonymous(scenario: &Scenario, analysis: &Analysis) -> Vec<(Who, Option<String>, Task)> {
    let rows = reach::reach(scenario, &analysis.documents).rows;
    let mut found = Vec::new();
    for row in rows {
        for cell in row.cells.iter().filter(|it| is_unsigned(&it.analysis)) {
            if cell.analysis.outcome == Outcome::Open {
                found.push((row.who.clone(), row.path.clone(), cell.task));
            }
        }
    }
    found
}
