//! Turns sets of repairs into JSON: what each changes, and what else it does.

use accesspath_policy::json::Edit;
use accesspath_policy::symbol;
use accesspath_policy::text::changed_lines;
use serde::Serialize;
use serde_json::{Value, json};

use super::{AssumedReport, FileReport};
use crate::explain;
use crate::judge::Outcome;
use crate::repair::{
    Before, Bound, Effect, Goal, Repair, RepairSet, Repairs, Target, contradiction, effect,
    repairs_for,
};
use crate::scenario::Scenario;
use crate::scenario::change::Change;
use crate::{Analysis, commands};

/// How many kept lines stand around a changed one.
const AROUND: usize = 3;

/// The sets of repairs that meet some goals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[must_use]
pub struct FixReport {
    /// The goals.
    pub goals: Vec<Value>,
    /// The sets, the best first; one without changes where the goals are met already.
    pub sets: Vec<SetReport>,
    /// How many sets there are besides.
    #[serde(skip)]
    pub further: usize,
    /// What stands in the way, where there is no set.
    pub left: Vec<LeftReport>,
    /// The smallest part of several goals that cannot be met together, where there is no set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contradiction: Vec<Value>,
    /// How many changed scenarios were judged.
    pub evaluations: usize,
    /// The search ended at its bound, so that there may be more sets.
    pub is_bound_reached: bool,
}

/// One set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SetReport {
    /// The changes as orders.
    pub told: String,
    /// The changes, in their order.
    pub changes: Vec<ChangeReport>,
    /// The documents that change, with the lines that differ.
    pub documents: Vec<DocumentReport>,
    /// What else the set does.
    pub effect: EffectReport,
    /// The unclear rules that the goals lean on afterwards.
    pub unverified: Vec<&'static str>,
    /// What the opened paths take by a default.
    pub assumed: Vec<AssumedReport>,
    /// The commands of the AWS CLI that make the changes, in their order.
    pub commands: Vec<String>,
    /// Those that take them back.
    pub undo: Vec<String>,
    /// The scenario with all changes.
    #[serde(skip)]
    pub after: Scenario,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeReport {
    /// The change, as an order.
    pub told: String,
    /// `caller`, `owner` or `organization`: who can make it.
    pub by: &'static str,
    /// The call then runs elsewhere, or takes another path.
    pub moves: bool,
    /// The edits of the scenario.
    pub edits: Vec<Value>,
}

/// One document that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentReport {
    /// The document.
    pub document: String,
    /// The lines that differ, with up to three around them, each behind `+`, `-` or a blank.
    pub lines: Vec<String>,
}

/// What else a set does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EffectReport {
    /// The same in sentences.
    pub told: Vec<String>,
    /// The other paths and chains that it opens.
    pub opened: Vec<String>,
    /// The paths and chains that it shuts.
    pub shut: Vec<String>,
    /// The other operations whose outcome it changes.
    pub operations: Vec<ChangedReport>,
    /// The other callers whose tasks it changes.
    pub callers: Vec<ChangedReport>,
    /// Who can still change the bucket policy afterwards, where that changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock_out: Option<&'static str>,
    /// It makes the bucket policy public.
    pub makes_public: bool,
    /// The Denies that then spare whole kinds of requests, whoever makes them.
    pub spared: Vec<SparedReport>,
    /// The subnets whose way to an internet gateway it takes away.
    pub cut_off: Vec<String>,
    /// What it costs a month in us-east-1, in cents of a dollar, without the traffic; prices of November 2026.
    pub monthly_cents: u32,
    /// `caller`, `owner` or `organization`: who must take part.
    pub by: &'static str,
}

/// A Deny that then spares whole kinds of requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SparedReport {
    /// The document.
    pub document: String,
    /// The statement, from 1.
    pub statement: usize,
    /// The condition key that those requests lack; `null` for those that AWS services make for a caller.
    pub without: Option<String>,
}

/// One thing whose outcome changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedReport {
    /// The operation, or the caller.
    pub what: String,
    /// The path, or the task.
    pub on: String,
    /// The outcome before.
    pub before: &'static str,
    /// The outcome after.
    pub after: &'static str,
}

/// A control that is not lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftReport {
    /// The control, or the step of a chain.
    pub control: &'static str,
    /// Why, as a word.
    pub why: &'static str,
    /// The same in a sentence.
    pub told: String,
}

impl FileReport {
    /// The sets for the `path` or `chain` of that name, where they were asked for and it is blocked.
    pub fn fix_of(&self, kind: &str, name: &str) -> Option<&FixReport> {
        let own = |it: &Value| it.get(kind).and_then(Value::as_str) == Some(name);
        self.fixes.iter().find(|it| it.goals.iter().any(own))
    }
}

/// The sets for each blocked path and chain, within `bound` each; `told` of each answer are told in full.
pub fn fixes(
    scenario: &Scenario,
    analysis: &Analysis,
    bound: Bound,
    told: usize,
) -> Vec<FixReport> {
    let targets = Target::blocked(analysis);
    if targets.is_empty() {
        return Vec::new();
    }
    let asked = Asked { scenario, analysis, before: Before::of(scenario, analysis), bound, told };
    targets.into_iter().map(|it| asked.fix(vec![Goal::Open(it)])).collect()
}

/// The best set for each blocked path, or for the one of the id `only`: what a report of all that matters tells.
pub fn best_fixes(scenario: &Scenario, analysis: &Analysis, only: Option<&str>) -> Vec<FixReport> {
    let is_meant =
        |it: &Target| matches!(it, Target::Path(id) if only.is_none_or(|only| only == id));
    let mut targets = Target::blocked(analysis);
    targets.retain(is_meant);
    if targets.is_empty() {
        return Vec::new();
    }
    let (before, bound) = (Before::of(scenario, analysis), Bound::BEST);
    let asked = Asked { scenario, analysis, before, bound, told: 1 };
    targets.into_iter().map(|it| asked.fix(vec![Goal::Open(it)])).collect()
}

/// The sets with which all of `goals` are met, within `bound`; `told` of them are told in full.
pub fn fix(
    scenario: &Scenario,
    analysis: &Analysis,
    goals: Vec<Goal>,
    bound: Bound,
    told: usize,
) -> FixReport {
    Asked { scenario, analysis, before: Before::of(scenario, analysis), bound, told }.fix(goals)
}

/// A scenario of which sets are asked.
struct Asked<'a> {
    scenario: &'a Scenario,
    analysis: &'a Analysis,
    before: Before,
    bound: Bound,
    told: usize,
}

impl Asked<'_> {
    fn fix(&self, goals: Vec<Goal>) -> FixReport {
        let (scenario, documents) = (self.scenario, &self.analysis.documents);
        let Repairs { goals, sets, left, evaluations, is_bound_reached } =
            repairs_for(scenario, documents, goals, self.bound);
        let conflict = match sets.is_empty() && goals.len() > 1 {
            true => contradiction(scenario, documents, &goals, self.bound),
            false => Vec::new(),
        };
        let told = |it: &Goal| serde_json::from_str(&it.to_json()).unwrap_or(Value::Null);
        let left = left.iter().map(|it| LeftReport {
            control: it.at.code(),
            why: it.why.code(),
            told: explain::why_not(it),
        });
        let set = |it: &RepairSet| set_report(scenario, &self.before, it, &goals);
        FixReport {
            sets: sets.iter().take(self.told).map(set).collect(),
            further: sets.len().saturating_sub(self.told),
            left: left.collect(),
            contradiction: conflict.iter().map(told).collect(),
            goals: goals.iter().map(told).collect(),
            evaluations,
            is_bound_reached,
        }
    }
}

fn set_report(scenario: &Scenario, before: &Before, set: &RepairSet, goals: &[Goal]) -> SetReport {
    let after = set.apply(scenario);
    let effect = effect(scenario, before, set, goals);
    SetReport {
        told: explain::repair_set(set, scenario),
        changes: set.repairs.iter().map(|it| change_report(it, scenario)).collect(),
        documents: changed_documents(scenario, &after, AROUND),
        unverified: effect.unverified.clone(),
        assumed: effect
            .assumed
            .iter()
            .map(|it| AssumedReport {
                assumed: explain::assumed(it.what),
                member: it.member.clone(),
            })
            .collect(),
        effect: effect_report(&effect, scenario),
        commands: commands::commands(scenario, &after),
        undo: commands::undo(scenario, &after),
        after,
    }
}

fn change_report(repair: &Repair, scenario: &Scenario) -> ChangeReport {
    ChangeReport {
        told: explain::repair(repair, scenario),
        by: repair.by.code(),
        moves: repair.moves,
        edits: repair.changes.iter().map(edit).collect(),
    }
}

/// One edit of the scenario.
fn edit(change: &Change) -> Value {
    let part = |what: &str, of: &str, at: &[String], edit: &Edit| {
        let parsed = |text: &String| serde_json::from_str(text).unwrap_or(Value::Null);
        let mut told = json!({ "at": at });
        if let Some(members) = told.as_object_mut() {
            if !what.is_empty() {
                members.insert(what.to_owned(), json!(of));
            }
            let (name, value) = match edit {
                Edit::Add(it) => ("add", parsed(it)),
                Edit::Set(it) => ("set", parsed(it)),
                Edit::Rename(it) => ("rename", json!(it)),
                Edit::Remove => ("remove", json!(true)),
            };
            members.insert(name.to_owned(), value);
        }
        told
    };
    match change {
        Change::EditPart { document, at, edit } => part("document", document, at, edit),
        Change::Tell { at, edit } => part("", "", at, edit),
        Change::Attach { document, slot, text } => {
            json!({ "document": &**document, "attach": slot.place(), "text": text })
        }
        Change::Detach { document, slot } => {
            json!({ "document": &**document, "detach": slot.place() })
        }
        Change::EditDocument { document, text } => {
            json!({ "document": &**document, "text": text })
        }
        Change::SetOperation(to) => json!({ "at": ["question", "operation"], "set": to }),
        Change::SetAccessPoint(to) => json!({ "at": ["question", "access_point"], "set": to }),
        Change::SetKey(to) => json!({ "at": ["question", "key"], "set": to }),
        // Repairs are made of the edits above.
        _ => Value::Null,
    }
}

/// The documents in which two scenarios differ, with the lines that do and up to so many kept ones `around` each.
pub fn changed_documents(
    before: &Scenario,
    after: &Scenario,
    around: usize,
) -> Vec<DocumentReport> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in before.documents.iter().chain(after.documents.iter()) {
        if !names.contains(&&**name) {
            names.push(name);
        }
    }
    let mut told = Vec::new();
    for name in names {
        let text = |of: &'_ Scenario| of.text(name).map(|it| it.text().clone()).unwrap_or_default();
        let (old, new) = (text(before), text(after));
        let lines = changed_lines(&old, &new, around);
        if !lines.is_empty() {
            let lines =
                lines.iter().map(|it| format!("{}{}", it.kind.mark(), symbol::read(it.text)));
            told.push(DocumentReport { document: name.to_owned(), lines: lines.collect() });
        }
    }
    told
}

fn effect_report(effect: &Effect, scenario: &Scenario) -> EffectReport {
    let changed = |what: &str, on: &str, before: Outcome, after: Outcome| ChangedReport {
        what: what.to_owned(),
        on: on.to_owned(),
        before: before.code(),
        after: after.code(),
    };
    let operations = effect.operations.iter();
    let callers = effect.callers.iter();
    let spared = effect.spared.iter().map(|it| SparedReport {
        document: it.document.to_string(),
        statement: it.statement,
        without: it.without.clone(),
    });
    EffectReport {
        told: explain::effect(effect, scenario),
        opened: effect.opened.clone(),
        shut: effect.shut.clone(),
        operations: operations
            .map(|it| changed(it.what.name(), &it.on, it.before, it.after))
            .collect(),
        callers: callers
            .map(|it| changed(it.what.code(), it.on.code(), it.before, it.after))
            .collect(),
        lock_out: effect.lock_out.map(|it| it.code()),
        makes_public: effect.is_public,
        spared: spared.collect(),
        cut_off: effect.cut_off.clone(),
        monthly_cents: effect.cents,
        by: effect.by.code(),
    }
}
