//! Turns the standard callers of a scenario into the verdict on a lock-out: who could still change the bucket policy,
//! that is replace it or delete it.
//!
//! Takes the outcomes of `reach` for the tasks about the bucket policy; it judges no call itself.

use accesspath_policy::caller::Caller;
use accesspath_policy::policy::{Effect, Parsed, Policy, PolicyKind};
use accesspath_policy::rule::{self, Rule};

use crate::Analysis;
use crate::control::Control;
use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::reach::{self, AskedCallers, CallerRow, Task, Who};
use crate::s3::operation::Operation;
use crate::scenario::{Account, Fact, Scenario};

/// The widest circle of callers that could still change a bucket policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LockOutVerdict {
    /// Any administrator of the bucket's account.
    Safe,
    /// Only some callers: through an endpoint, of the scenario, named by a policy, or only the roles or only the users.
    OnlyThrough,
    /// Only the account's root user.
    OnlyRoot,
    /// Only the organization's management account, by a privileged session.
    OnlyManagementAccount,
    /// Nobody.
    Nobody,
    /// It depends on a fact that is not known.
    Undetermined,
}

impl LockOutVerdict {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::OnlyThrough => "only-through",
            Self::OnlyRoot => "only-root",
            Self::OnlyManagementAccount => "only-management-account",
            Self::Nobody => "nobody",
            Self::Undetermined => "undetermined",
        }
    }
}

/// Who could still change a bucket policy.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct LockOut {
    /// The verdict.
    pub verdict: LockOutVerdict,
    /// Every caller that was judged, with the tasks about the bucket policy.
    pub rows: Vec<CallerRow>,
    /// The count of named principals that were left out.
    pub left_out: usize,
}

/// Some policy could keep an administrator of the bucket's account from changing the bucket policy.
///
/// It is cheap to compute, and if it is false, there can be no lock-out.
pub fn may_lock_out(scenario: &Scenario, documents: &Documents) -> bool {
    let denies = |kind, parsed: &Parsed<Policy>| {
        kind == PolicyKind::Bucket
            && parsed.value.statements.iter().any(|it| it.effect != Some(Effect::Allow))
    };
    let limits = |it: &Account| it.scp_levels.is_some() || it.rcp_levels.is_some();
    let owner = scenario.bucket().and_then(|it| scenario.account(&it.account));
    documents.iter().any(|(_, kind, parsed)| denies(kind, parsed))
        || owner.is_some_and(limits)
        || scenario.leaves_open()
}

/// Who could still change the bucket policy as it is.
///
/// `documents` are those of `scenario`.
pub fn lock_out(scenario: &Scenario, documents: &Documents) -> LockOut {
    LockOut::of(reach::ask(&scenario.opened(), documents, &Task::OF_POLICY))
}

/// Who could still change the bucket policy after the question's call has saved its new one; `None` if the call saves
/// none, if the new policy has errors, and if the call is blocked on every path.
pub fn lock_out_after(scenario: &Scenario, analysis: &Analysis) -> Option<LockOut> {
    let saves = scenario.question.operation == Operation::PutBucketPolicy.name();
    let new = scenario.question.options.new_policy.as_ref().filter(|_| saves)?;
    let documents = &analysis.documents;
    let read = documents.get(new, PolicyKind::Bucket)?;
    let blocked = |it: &PathAnalysis| it.outcome == Outcome::Blocked;
    if read.has_errors() || (!analysis.paths.is_empty() && analysis.paths.iter().all(blocked)) {
        return None;
    }
    let mut after = scenario.opened().into_owned();
    let bucket = after.buckets.iter_mut().find(|it| it.id == scenario.question.bucket)?;
    bucket.policy = Some(Fact::Known(new.clone()));
    Some(LockOut::of(reach::ask(&after, documents, &Task::OF_POLICY)))
}

impl LockOut {
    fn of(asked: AskedCallers) -> Self {
        let AskedCallers { rows, left_out, .. } = asked;
        Self { verdict: verdict(&rows, left_out), rows, left_out }
    }

    /// All administrators of the bucket's account that call from the internet are locked out.
    pub(crate) fn locks_administrators_out(&self) -> bool {
        let mut administrators = self.administrators().peekable();
        administrators.peek().is_some()
            && administrators.all(|it| can(it) == Some(Outcome::Blocked))
    }

    /// The controls that keep the administrators from replacing the policy, each once.
    pub fn blockers(&self) -> Vec<Control> {
        let mut blockers: Vec<Control> = Vec::new();
        let cells = self.administrators().filter_map(|it| it.cell(Task::ReplacePolicy));
        for control in cells.flat_map(|it| it.analysis.blockers()) {
            if !blockers.contains(&control) {
                blockers.push(control);
            }
        }
        blockers
    }

    /// The unclear rules that the outcomes of the callers in `able` and `perhaps` lean on.
    pub fn rules(&self) -> Vec<Rule> {
        let rows = || self.able().chain(self.perhaps());
        let session = rows().any(|it| it.who == Who::RootSession);
        let mut rules: Vec<Rule> = session.then_some(Rule::ROOT_SESSION).into_iter().collect();
        for cell in rows().filter_map(CallerRow::policy_change) {
            rules.extend(&cell.analysis.unverified);
        }
        rule::unique(rules)
    }

    fn administrators(&self) -> impl Iterator<Item = &CallerRow> {
        self.rows.iter().filter(|it| is_administrator(&it.who))
    }

    /// The callers that could change the policy.
    pub(crate) fn able(&self) -> impl Iterator<Item = &CallerRow> {
        // A root user of the scenario is the same principal as the standard one, and is listed once.
        let root = self.rows.iter().any(|it| it.who == Who::Root && can(it) == Some(Outcome::Open));
        let again = move |it: &CallerRow| root && matches!(it.who, Who::Own { .. }) && is_root(it);
        self.rows.iter().filter(move |it| can(it) == Some(Outcome::Open) && !again(it))
    }

    /// The callers of which it is not known.
    pub(crate) fn perhaps(&self) -> impl Iterator<Item = &CallerRow> {
        self.rows.iter().filter(|it| can(it) == Some(Outcome::Undetermined))
    }
}

fn can(row: &CallerRow) -> Option<Outcome> {
    row.policy_change().map(|it| it.analysis.outcome)
}

/// The caller is the root user of the bucket's account.
fn is_root(row: &CallerRow) -> bool {
    let mut requests = row.cells.iter().flat_map(|it| &it.analysis.requests);
    requests.any(|it| matches!(it.request.caller, Caller::Root(_)) && it.request.is_same_account())
}

const fn is_administrator(who: &Who) -> bool {
    matches!(who, Who::Administrator | Who::AdministratorAsUser)
}

/// The first circle in which somebody can change the policy, from the widest to the narrowest.
///
/// A circle is passed over only if nobody in it can. If that is not known, the verdict is undetermined. `Safe` holds
/// only if every administrator can: if some can and others cannot, the verdict is `OnlyThrough`.
fn verdict(rows: &[CallerRow], left_out: usize) -> LockOutVerdict {
    let circle = |row: &CallerRow| match row.who {
        // The scenario may describe the root user itself.
        Who::Own { .. } if is_root(row) => LockOutVerdict::OnlyRoot,
        Who::Administrator | Who::AdministratorAsUser => LockOutVerdict::Safe,
        Who::Root => LockOutVerdict::OnlyRoot,
        Who::RootSession => LockOutVerdict::OnlyManagementAccount,
        _ => LockOutVerdict::OnlyThrough,
    };
    let circles = [
        LockOutVerdict::Safe,
        LockOutVerdict::OnlyThrough,
        LockOutVerdict::OnlyRoot,
        LockOutVerdict::OnlyManagementAccount,
    ];
    for verdict in circles {
        let own = || rows.iter().filter(|it| circle(it) == verdict).filter_map(can);
        let are = |outcome: Outcome| own().any(|it| it == outcome);
        // An administrator may be a role or a user: if only one of them can, not every administrator can.
        let some = verdict == LockOutVerdict::Safe && are(Outcome::Open);
        if some && are(Outcome::Blocked) && !are(Outcome::Undetermined) {
            return LockOutVerdict::OnlyThrough;
        }
        if are(Outcome::Open) && !(some && are(Outcome::Undetermined)) {
            return verdict;
        }
        // INVARIANT: no narrower circle is named while a wider one is open, or was not asked to its end.
        let cut_off = verdict == LockOutVerdict::OnlyThrough && left_out > 0;
        if are(Outcome::Undetermined) || cut_off {
            return LockOutVerdict::Undetermined;
        }
    }
    LockOutVerdict::Nobody
}
