//! What can be changed where policies, grants or the switches beside them block.

mod denial;
mod deny;
mod folder;
mod grant;
mod managed;
mod option;
mod perimeter;
mod place;
mod split;
mod switch;
mod tag;

use accesspath_policy::authorize::{Finding, RequestTrace};
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::{DocumentId, Effect};
use accesspath_policy::reason::Because;
use accesspath_policy::trace::{ClauseTrace, PolicyTrace};

pub(super) use place::{free_name, without};

use super::answer::Judged;
use super::blocker::Blocker;
use super::call::Call;
use super::{Repair, WhyNot};
use crate::scenario::change::Slot;
pub(super) use managed::interface_permissions;
pub(super) use switch::{off, to_account};
pub use tag::Tagged;

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
        /// The statement's name, where the policy is put together of named statements.
        sid: Option<String>,
    },
    /// A managed policy of AWS's is attached.
    AttachManaged {
        /// The role, by id.
        role: String,
        /// The policy, by name.
        policy: &'static str,
    },
    /// A policy of the customer's own takes the place of a managed policy of AWS's: its text with a statement more, or
    /// with one less.
    ReplaceManaged {
        /// Where it is attached.
        slot: Slot,
        /// The policy of AWS's.
        managed: DocumentId,
        /// The new document.
        document: DocumentId,
    },
    /// A permissions boundary is removed.
    RemoveBoundary {
        /// The boundary.
        document: DocumentId,
        /// Where it is attached.
        slot: Slot,
    },
    /// Something gets a tag, or loses one.
    SetTag {
        /// What has the tag.
        of: Tagged,
        /// The tag's key.
        tag: String,
        /// Its value; `None` where the tag is removed.
        value: Option<String>,
    },
    /// An object's ACL grants to an account, by whoever owns the object.
    GrantByAcl {
        /// The bucket, by name.
        bucket: String,
        /// The object's key.
        key: String,
        /// The account that owns the object.
        owner: String,
        /// The account that is granted to.
        grantee: String,
        /// The permission, as ACLs name it.
        permission: &'static str,
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
    /// A value of a list is replaced by another, or a condition key.
    ReplaceEntry {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The element.
        of: String,
        /// The old value.
        from: String,
        /// The new one.
        to: String,
    },
    /// A value is removed from a list of a statement.
    RemoveEntry {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The value.
        value: String,
    },
    /// An element gets this value.
    SetElement {
        /// The document.
        document: DocumentId,
        /// The statement, from 1; `None` for an element of the whole policy.
        statement: Option<usize>,
        /// The element.
        element: String,
        /// The value, as JSON.
        value: String,
    },
    /// A statement names an account as its principal, and a pattern in a condition on `aws:PrincipalArn`.
    PrincipalsAlike {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The account.
        account: String,
        /// The pattern.
        pattern: String,
    },
    /// A statement names the objects of some prefixes, in place of a condition on `s3:prefix`.
    PrefixOfResource {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The objects.
        resources: Vec<String>,
    },
    /// A document's text begins with the brace of its object.
    BeginWithBrace {
        /// The document.
        document: DocumentId,
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
    /// A Deny spares the caller for one action: a copy of the statement denies it the others.
    ExemptAction {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The principal that it spares, by ARN.
        principal: String,
        /// The action.
        action: String,
    },
    /// A Deny spares requests from the caller's own network.
    SpareNetwork {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The operator of the new condition.
        operator: &'static str,
        /// Its key.
        key: &'static str,
        /// The endpoint, the VPC or the address.
        value: String,
    },
    /// A Deny spares requests from the caller's private addresses in its VPC: a copy of the statement denies those from
    /// other VPCs.
    SpareAddresses {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The addresses.
        range: String,
        /// The VPC.
        vpc: String,
    },
    /// A Deny spares the calls that AWS services make for a caller.
    SpareForwarded {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
    },
    /// A Deny of every action leaves out those on the bucket policy itself.
    SparePolicyActions {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
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
    /// An action is taken from the list of a Deny.
    RemoveAction {
        /// The document.
        document: DocumentId,
        /// The statement, from 1.
        statement: usize,
        /// The action.
        action: String,
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
        /// All four are on by a policy of the organization, which is taken off.
        organization: bool,
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
    let effect = request.statement(finding).and_then(|it| it.1.effect);
    let asked = Asked { judged, call: &call, request };
    match (finding.layer, finding.because) {
        (_, Because::CallerNotTaken) => Err(WhyNot::CallerNotTaken),
        (Layer::BlockPublicAccess | Layer::ObjectOwnership, _)
        | (
            _,
            Because::OwnerUnknown
            | Because::OwnershipUnknown
            | Because::AclUnknown
            | Because::GranteeUnknown
            | Because::AuthorityUnclear,
        ) => {
            let mut found = switch::candidates(asked, finding);
            // What an ACL no longer grants, a policy can.
            if matches!(finding.because, Because::SwitchUnknown | Because::PublicAclIgnored) {
                found.extend(grant::by_resource(asked, blocker));
            }
            Ok(found)
        }
        _ => {
            let is_missing = matches!(finding.because, Because::NoAllow | Because::NoPolicy);
            // Of an Allow that is open it is not known whether it applies.
            let found = match is_missing || effect == Some(Effect::Allow) {
                true => grant::candidates(asked, blocker, finding),
                false => deny::candidates(asked, finding),
            };
            let without = option::not_asked(&call, &request.request.action);
            match found {
                Ok(found) => Ok(found.into_iter().chain(without).collect()),
                Err(why) => without.map(|it| vec![it]).ok_or(why),
            }
        }
    }
}

/// A request of a call, in a scenario.
#[derive(Clone, Copy)]
struct Asked<'a> {
    judged: &'a Judged,
    call: &'a Call<'a>,
    request: &'a RequestTrace,
}

impl Asked<'_> {
    /// What the call sends, or what is tagged, so that a condition matches where `make`, else does not.
    fn met(self, clause: &ClauseTrace, policy: &PolicyTrace, make: bool) -> Option<Repair> {
        option::sent(self.call, clause, policy, make)
            .or_else(|| tag::tagged(self.judged, self.call, self.request, clause, policy, make))
    }
}
