//! What can be changed where policies, grants or the switches beside them block.

mod deny;
mod grant;
mod managed;
mod place;
mod switch;

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::reason::Because;

pub(super) use place::without;

use super::answer::Judged;
use super::blocker::Blocker;
use super::call::Call;
use super::{Repair, WhyNot};
use crate::scenario::change::Slot;
pub(super) use managed::interface_permissions;

/// A change of a policy, or of a switch that policies are judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyRepair {
    /// A statement is added that allows exactly this.
    Allow {
        /// The document; a new one where `is_new`.
        document: DocumentId,
        /// Where it is attached.
        slot: Slot,
        /// The document does not exist yet.
        is_new: bool,
        /// The action.
        action: String,
        /// The resource.
        resource: String,
        /// The principal, where the policy names one.
        principal: Option<String>,
    },
    /// A managed policy of AWS's is attached.
    AttachManaged {
        /// The role, by id.
        role: String,
        /// The policy, by name.
        policy: &'static str,
    },
    /// A value is added to a list of a statement.
    AddEntry {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The element, or the condition key.
        of: String,
        /// The value.
        value: String,
    },
    /// A Deny spares the caller.
    Exempt {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The principal that it spares, by ARN; `None` for services of AWS.
        principal: Option<String>,
    },
    /// A Deny with `NotPrincipal` is written with a condition on `aws:PrincipalArn`, which spares the caller besides.
    ReplaceNotPrincipal {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The principal that it spares besides.
        principal: String,
    },
    /// A Deny spares requests that do not carry a condition key.
    SpareMissing {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The condition key.
        key: String,
    },
    /// A statement that grants to everybody grants to the caller alone.
    NamePrincipal {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The principal.
        principal: String,
    },
    /// A statement is removed.
    RemoveStatement {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
    },
    /// A switch of Block Public Access is turned off.
    SwitchOff {
        /// The switch, as the scenario format names it.
        switch: &'static str,
        /// The bucket, by name, where its own switch is on.
        bucket: Option<String>,
        /// The account, where its switch is on.
        account: Option<String>,
    },
    /// The bucket policy denies the call of one caller, on one path.
    DenyPath {
        /// The document.
        document: DocumentId,
        /// The caller.
        caller: String,
    },
    /// The bucket policy denies everything to whoever is of none of these accounts.
    DenyOthers {
        /// The document.
        document: DocumentId,
        /// The accounts.
        accounts: Vec<String>,
    },
    /// All four switches of Block Public Access of a bucket are turned on.
    SwitchAllOn {
        /// The bucket, by name.
        bucket: String,
    },
    /// The bucket's Object Ownership is changed to this.
    SetOwnership {
        /// The bucket, by name.
        bucket: String,
        /// The new value.
        to: &'static str,
    },
}

/// The repairs for a reason of a request's authorization.
pub(super) fn candidates(
    judged: &Judged,
    blocker: &Blocker<'_>,
    request: &RequestTrace,
    finding: &Finding,
) -> Result<Vec<Repair>, WhyNot> {
    let call = Call::of(judged, blocker);
    match (finding.layer, finding.because) {
        (_, Because::CallerNotTaken) => Err(WhyNot::CallerNotTaken),
        (Layer::BlockPublicAccess | Layer::ObjectOwnership, _) => {
            Ok(switch::candidates(judged, &call, request, finding))
        }
        (_, Because::NoAllow | Because::NoPolicy) => {
            grant::candidates(judged, blocker, request, finding)
        }
        _ => deny::candidates(judged, &call, request, finding),
    }
}
