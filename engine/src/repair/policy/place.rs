//! The slots that hold the policies of a layer of a request.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::caller::Caller;
use accesspath_policy::json::Edit;
use accesspath_policy::layer::Layer;
use accesspath_policy::pattern;
use accesspath_policy::policy::{DocumentId, Form, PolicyKind};
use accesspath_policy::request::Subject;
use accesspath_policy::trace::PolicyTrace;

use crate::repair::Actor;
use crate::repair::answer::Judged;
use crate::repair::blocker::Blocker;
use crate::repair::call::{Call, free};
use crate::requests;
use crate::scenario::change::{Change, Slot, slots};
use crate::scenario::{Fact, Scenario};

/// The slot of the policies of `layer` for a request; `None` where the scenario has no such place.
pub(super) fn slot(
    judged: &Judged,
    blocker: &Blocker<'_>,
    request: &RequestTrace,
    layer: Layer,
) -> Option<Slot> {
    let scenario = &judged.scenario;
    match layer {
        Layer::IdentityPolicies => of_caller(scenario, &request.request.caller, Slot::Identity),
        Layer::PermissionsBoundaries => {
            of_caller(scenario, &request.request.caller, Slot::Boundary)
        }
        Layer::SessionPolicies => of_caller(scenario, &request.request.caller, Slot::Session),
        Layer::ServiceControlPolicies => {
            request.request.caller.account().map(|it| Slot::Scp(it.to_owned()))
        }
        Layer::ResourceControlPolicies => Some(Slot::Rcp(request.request.resource_account.clone())),
        Layer::VpcEndpointPolicies => {
            let (endpoint, _) = requests::endpoint_on(&blocker.path?.path, scenario)?;
            Some(Slot::Endpoint(endpoint.id.clone()))
        }
        Layer::ResourcePolicy => of_resource(&Call::of(judged, blocker), request),
        Layer::BlockPublicAccess | Layer::ObjectOwnership => None,
    }
}

fn of_caller(scenario: &Scenario, caller: &Caller, slot: fn(String) -> Slot) -> Option<Slot> {
    let id = match caller {
        Caller::Role { role, .. } => scenario.roles.iter().find(|it| it.arn == *role)?.id.clone(),
        Caller::User(arn) => {
            let own = |it: &&crate::scenario::OtherCaller| it.user.as_ref() == Some(arn);
            scenario.callers.iter().find(own)?.id.clone()
        }
        _ => return None,
    };
    Some(slot(id))
}

fn of_resource(call: &Call<'_>, request: &RequestTrace) -> Option<Slot> {
    let scenario = call.scenario;
    let resource = &request.request.resource;
    let action = request.request.action.to_ascii_lowercase();
    if action.starts_with("lambda:") {
        // A version or an alias may stand behind the function's name.
        let name = resource.split(":function:").nth(1)?.split(':').next();
        let function = scenario.functions.iter().find(|it| Some(it.name.as_str()) == name)?;
        return Some(Slot::Function(function.id.clone()));
    }
    if action.starts_with("sts:") {
        let role = scenario.roles.iter().find(|it| it.arn == *resource)?;
        return Some(Slot::Trust(role.id.clone()));
    }
    match request.subject {
        Subject::Bucket => Some(Slot::Bucket(call.bucket?.id.clone())),
        Subject::CopySource => Some(Slot::Bucket(scenario.source_bucket()?.id.clone())),
        Subject::AccessPoint => Some(Slot::AccessPoint(scenario.access_point()?.id.clone())),
        Subject::Key => {
            let key = scenario.keys.iter().find(|it| it.arn == *resource)?;
            Some(Slot::Key(key.id.clone()))
        }
        Subject::Account => None,
    }
}

/// The documents in a slot that can be edited: those that the scenario holds and that AWS would take.
pub(super) fn editable(judged: &Judged, slot: &Slot) -> Vec<DocumentId> {
    let mut found = Vec::new();
    for (own, document) in slots(&judged.scenario) {
        if own == *slot && is_editable(judged, &document, slot.kind()) {
            found.push(document);
        }
    }
    found
}

/// The scenario holds the document, and it can be read as such a policy.
pub(super) fn is_editable(judged: &Judged, document: &DocumentId, kind: PolicyKind) -> bool {
    let read = judged.documents.get(document, kind);
    judged.scenario.documents.get(document).is_some()
        && read.is_some_and(|it| it.value.unreadable.is_none() && !it.value.statements.is_empty())
}

/// A statement of the identity-based policy names actions of the service, or all.
pub(super) fn speaks_of(judged: &Judged, document: &DocumentId, service: &str) -> bool {
    let Some(read) = judged.documents.get(document, PolicyKind::Identity) else { return false };
    let mut actions = read.value.statements.iter().filter_map(|it| it.action.as_ref());
    actions.any(|it| {
        let mut named = it.entries.iter().filter_map(|it| it.text.split(':').next());
        it.form == Form::AllBut
            || named.any(|it| it.eq_ignore_ascii_case(service) || !pattern::is_plain(it))
    })
}

/// What a slot holds is not known, so that a document of one's own cannot be told to be all that it holds.
pub(super) fn is_open(judged: &Judged, slot: &Slot) -> bool {
    let scenario = judged.scenario.opened();
    let unknown =
        |it: Option<&Option<Fact<DocumentId>>>| it.is_some_and(|it| *it == Some(Fact::Unknown));
    let role = |id: &String| scenario.roles.iter().find(|it| it.id == *id);
    let caller = |id: &String| scenario.callers.iter().find(|it| it.id == *id);
    let account = |id: &String| scenario.account(id);
    match slot {
        Slot::Identity(id) => {
            let of_role = role(id).map(|it| &it.policies);
            of_role.or(caller(id).map(|it| &it.policies)).is_some_and(|it| *it == Fact::Unknown)
        }
        Slot::Boundary(id) => {
            unknown(role(id).map(|it| &it.boundary).or(caller(id).map(|it| &it.boundary)))
        }
        Slot::Session(id) => role(id).is_some_and(|it| it.is_open("session_policies")),
        Slot::Trust(id) => role(id).is_some_and(|it| it.is_open("trust")),
        Slot::Bucket(id) => {
            unknown(scenario.buckets.iter().find(|it| it.id == *id).map(|it| &it.policy))
        }
        Slot::AccessPoint(id) => {
            unknown(scenario.access_points.iter().find(|it| it.id == *id).map(|it| &it.policy))
        }
        Slot::Endpoint(id) => unknown(scenario.endpoint(id).map(|it| &it.policy)),
        Slot::Function(id) => {
            unknown(scenario.functions.iter().find(|it| it.id == *id).map(|it| &it.policy))
        }
        Slot::Key(id) => unknown(scenario.keys.iter().find(|it| it.id == *id).map(|it| &it.policy)),
        Slot::Scp(id) => account(id).is_some_and(|it| it.scp_levels == Some(Fact::Unknown)),
        Slot::Rcp(id) => account(id).is_some_and(|it| it.rcp_levels == Some(Fact::Unknown)),
        Slot::NewPolicy(_) => false,
    }
}

/// Of the slots that hold a document there is one, and it is a caller's own.
pub(super) fn is_of_one(holders: &[(Slot, DocumentId)]) -> bool {
    matches!(holders, [(Slot::Identity(_) | Slot::Boundary(_) | Slot::Session(_), _)])
}

/// A name for a document that no other has: this one, or the first like it.
pub(in crate::repair) fn free_name(scenario: &Scenario, own: &str) -> DocumentId {
    let is_taken = |it: &str| scenario.documents.get(it).is_some();
    free(own, &is_taken).as_str().into()
}

/// The slot holds some document.
pub(super) fn is_taken(judged: &Judged, slot: &Slot) -> bool {
    slots(&judged.scenario).iter().any(|(own, _)| own == slot)
}

/// Who can change what is in a slot.
pub(super) fn actor(request: &RequestTrace, slot: &Slot) -> Actor {
    match slot {
        Slot::Scp(_) | Slot::Rcp(_) => Actor::Organization,
        Slot::Bucket(_) | Slot::AccessPoint(_) | Slot::Key(_) => owner(request),
        _ => Actor::Caller,
    }
}

/// Who can change what belongs to the resource's account.
pub(super) fn owner(request: &RequestTrace) -> Actor {
    if request.request.is_same_account() { Actor::Caller } else { Actor::Owner }
}

/// The change that removes a statement of a policy; with its only one the policy itself is detached.
// AWS: "IAM JSON policy elements: Statement" — a policy must have one.
pub(in crate::repair) fn without(judged: &Judged, policy: &PolicyTrace, number: usize) -> Change {
    let document = policy.document.clone();
    let slot = slots(&judged.scenario).into_iter().find(|it| it.1 == document);
    match slot {
        Some((slot, _)) if policy.statements.len() == 1 => Change::Detach { document, slot },
        _ => {
            let at = vec!["Statement".to_owned(), number.to_string()];
            Change::EditPart { document, at, edit: Edit::Remove }
        }
    }
}
