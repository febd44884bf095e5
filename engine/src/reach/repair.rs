//! Who could still repair a bucket policy: replace it or delete it.

use super::{Row, Who};
use crate::caller::Caller;
use crate::judge::Outcome;

/// Who could repair a bucket policy, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Any administrator of the bucket's account.
    Safe,
    /// Only some: through an endpoint, a caller of the scenario, somebody whom the policy names.
    OnlyThrough,
    /// Only the account's root user.
    OnlyRoot,
    /// Only the organization's management account, by a privileged session.
    OnlyManagementAccount,
    /// Nobody.
    Nobody,
    /// It depends on something that is not known.
    Undetermined,
}

impl Verdict {
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

    /// Whether the administrators of the bucket's account are surely locked out.
    pub const fn is_lock_out(self) -> bool {
        !matches!(self, Self::Safe | Self::Undetermined)
    }
}

/// Who could repair a bucket policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// In a word.
    pub verdict: Verdict,
    /// Every caller who was asked; each has the deeds of the policy.
    pub rows: Vec<Row>,
}

impl Repair {
    /// Folds the outcomes of `rows`.
    pub(super) fn of(rows: &[Row]) -> Self {
        Self { verdict: verdict(rows), rows: rows.to_vec() }
    }

    /// Those who surely could.
    pub fn able(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|it| can(it) == Some(Outcome::Open))
    }

    /// Those of whom it is not known.
    pub fn perhaps(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|it| can(it) == Some(Outcome::Undetermined))
    }
}

fn can(row: &Row) -> Option<Outcome> {
    row.repair().map(|it| it.analysis.outcome)
}

/// From the widest circle to the narrowest: the first in which somebody can decides.
fn verdict(rows: &[Row]) -> Verdict {
    let is_root = |row: &Row| {
        let mut requests = row.cells.iter().flat_map(|it| &it.analysis.requests);
        requests
            .any(|it| matches!(it.request.caller, Caller::Root(_)) && it.request.is_same_account())
    };
    let circle = |row: &Row| match row.who {
        // The scenario may describe the root user itself.
        Who::Own { .. } if is_root(row) => Verdict::OnlyRoot,
        Who::Administrator => Verdict::Safe,
        Who::Root => Verdict::OnlyRoot,
        Who::RootSession => Verdict::OnlyManagementAccount,
        _ => Verdict::OnlyThrough,
    };
    let circles =
        [Verdict::Safe, Verdict::OnlyThrough, Verdict::OnlyRoot, Verdict::OnlyManagementAccount];
    for verdict in circles {
        let own = || rows.iter().filter(|it| circle(it) == verdict).filter_map(can);
        if own().any(|it| it == Outcome::Open) {
            return verdict;
        }
        // INVARIANT: no narrower circle is named while a wider one is open.
        if own().any(|it| it == Outcome::Undetermined) {
            return Verdict::Undetermined;
        }
    }
    Verdict::Nobody
}
