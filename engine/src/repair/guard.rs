//! What no set may do, whatever it opens: leave a document that AWS would not save, or let callers without credentials
//! in.

use std::cell::OnceCell;

use accesspath_policy::diagnostic::Diagnostic;
use accesspath_policy::lint::beyond_quota;
use accesspath_policy::policy::{Parsed, Policy, PolicyKind};
use accesspath_policy::truth::Truth;

use super::answer::Judged;
use super::policy::off;
use super::shut::owner;
use super::{Goal, Repair, Target, WhyNot};
use crate::judge::Outcome;
use crate::network;
use crate::reach::{self, CallerRow, Task, Who};
use crate::requests;
use crate::scenario::Scenario;

/// The guard of one search.
#[derive(Default)]
pub(super) struct Guard {
    /// Some goal is that a caller without credentials gets in.
    is_anonymous_asked: OnceCell<bool>,
    /// What callers without credentials can do before any change.
    anonymous: OnceCell<Vec<Deed>>,
}

/// What a caller can do: who, the path of a caller of the scenario, and the task.
type Deed = (Who, Option<String>, Task);

impl Guard {
    /// Why a set that meets the goals is none all the same.
    pub(super) fn objects(&self, start: &Judged, after: &Judged, goals: &[Goal]) -> Option<WhyNot> {
        if !are_saved(start, after) || is_refused(start, after) {
            Some(WhyNot::NotSaved)
        } else if self.lets_anonymous_in(start, after, goals) {
            Some(WhyNot::OpensToAll)
        } else {
            None
        }
    }

    /// The switch that keeps S3 from saving the bucket policy, turned off, where callers without credentials are to get
    /// in and nothing else speaks against the set.
    pub(super) fn saving(&self, start: &Judged, after: &Judged, goals: &[Goal]) -> Option<Repair> {
        let bucket = after.scenario.bucket()?;
        let is_all = self.is_anonymous_asked(start, goals)
            && are_saved(start, after)
            && is_refused(start, after);
        let own = owner(&after.scenario);
        is_all.then(|| off(after, bucket, "block_public_policy", own)).flatten()
    }

    fn is_anonymous_asked(&self, start: &Judged, goals: &[Goal]) -> bool {
        let is_asked = || {
            goals
                .iter()
                .any(|it| matches!(it, Goal::Open(target) if is_anonymous(target, &start.scenario)))
        };
        *self.is_anonymous_asked.get_or_init(is_asked)
    }

    fn lets_anonymous_in(&self, start: &Judged, after: &Judged, goals: &[Goal]) -> bool {
        if !reach::may_grant_everybody(&after.scenario, &after.documents)
            || self.is_anonymous_asked(start, goals)
        {
            return false;
        }
        let before = self.anonymous.get_or_init(|| anonymous_deeds(start));
        anonymous_deeds(after).iter().any(|it| !before.contains(it))
    }
}

/// The caller of a path, or the uploader of a chain, has no credentials.
fn is_anonymous(target: &Target, scenario: &Scenario) -> bool {
    match target {
        Target::Path(id) => network::paths(scenario)
            .iter()
            .filter(|it| it.id == *id)
            .filter_map(|it| requests::identity_on(it, scenario))
            .any(|it| it.is_anonymous()),
        Target::Chain { .. } => {
            let given = scenario.upload.as_ref().map(|it| it.caller.iter());
            let mut callers = given.into_iter().flatten().chain(&scenario.question.callers);
            callers.any(|it| requests::identity(it, scenario).is_some_and(|it| it.is_anonymous()))
        }
    }
}

fn anonymous_deeds(judged: &Judged) -> Vec<Deed> {
    let rows = reach::ask_anonymous(&judged.scenario.opened(), &judged.documents);
    let deeds = |row: CallerRow| {
        let open = row.cells.iter().filter(|it| it.analysis.outcome == Outcome::Open);
        let deeds = open.map(|it| (row.who.clone(), row.path.clone(), it.task));
        deeds.collect::<Vec<Deed>>()
    };
    rows.into_iter().flat_map(deeds).collect()
}

/// S3 refuses to save the bucket policy, which differs: it is public, and BlockPublicPolicy is on.
// AWS: "Blocking public access to your Amazon S3 storage" — policies that are there already stay.
pub(super) fn is_refused(start: &Judged, after: &Judged) -> bool {
    let policy = |of: &Judged| of.documents.bucket_policy(&of.scenario).map(|it| it.text.clone());
    if policy(after) == policy(start) {
        return false;
    }
    let opened = after.scenario.opened();
    let is_on = opened.bucket().map_or(Truth::No, |bucket| {
        requests::switch(bucket, &opened, |it| &it.block_public_policy)
    });
    is_on.and(after.documents.is_public(&after.scenario)) == Truth::Yes
}

/// AWS would save every document that differs, as far as it would have saved it before.
fn are_saved(start: &Judged, after: &Judged) -> bool {
    after.documents.iter().all(|(id, kind, read)| {
        let before = start.documents.get(id, kind);
        before.is_some_and(|it| it.text == read.text)
            || errors(read) <= before.map_or(0, |it| errors(it))
                && beyond(kind, Some(read)) <= beyond(kind, before.map(|it| &**it))
    })
}

fn errors(read: &Parsed<Policy>) -> usize {
    read.diagnostics.iter().filter(|it| Diagnostic::is_error(it)).count()
}

fn beyond(kind: PolicyKind, read: Option<&Parsed<Policy>>) -> usize {
    let excess = read.map_or(0, |it| beyond_quota(kind, &it.text));
    // The inline policies of a role may come to more together: the quota is that of a managed one.
    if kind == PolicyKind::Identity { excess.min(1) } else { excess }
}
