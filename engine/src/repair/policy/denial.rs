//! A Deny that matches, with what its repairs need of it.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::json::Edit;
use accesspath_policy::policy::{DocumentId, PolicyKind};
use accesspath_policy::trace::{PolicyTrace, StatementTrace};

use crate::repair::answer::Judged;
use crate::repair::call::owned;
use crate::repair::{Actor, Breadth};
use crate::scenario::change::Change;

/// A Deny that matches.
pub(super) struct Deny<'a> {
    pub(super) judged: &'a Judged,
    pub(super) request: &'a RequestTrace,
    pub(super) policy: &'a PolicyTrace,
    pub(super) statement: &'a StatementTrace,
    pub(super) by: Actor,
    /// The policy is the caller's alone.
    pub(super) is_own: bool,
    /// The kind of policy, by where it is attached.
    pub(super) kind: PolicyKind,
}

impl Deny<'_> {
    pub(super) fn document(&self) -> DocumentId {
        self.policy.document.clone()
    }

    pub(super) fn at(&self, rest: &[&str]) -> Vec<String> {
        let number = self.statement.number.to_string();
        let mut at = owned(&["Statement", &number]);
        at.extend(owned(rest));
        at
    }

    /// The policy is of one service's resource, so that `NotAction` covers no other service.
    pub(super) const fn is_of_resource(&self) -> bool {
        matches!(self.kind, PolicyKind::Bucket | PolicyKind::Endpoint | PolicyKind::Key)
    }

    /// An edit of the statement.
    pub(super) fn edit(&self, rest: &[&str], edit: Edit) -> Change {
        Change::EditPart { document: self.document(), at: self.at(rest), edit }
    }

    /// How much a change of the policy opens: no more than what the caller does, where it is the caller's alone.
    pub(super) const fn opens(&self, else_: Breadth) -> Breadth {
        if self.is_own { Breadth::Little } else { else_ }
    }
}
