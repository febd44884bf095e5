//! Policies → the slots of the scenario that they are attached to.

use accesspath_engine::scenario::change::{Change, Slot, apply, apply_all, slots};
use accesspath_engine::scenario::{Fact, Scenario};
use accesspath_policy::arn::Arn;
use accesspath_policy::json;
use accesspath_policy::policy::{DocumentId, PolicyKind};
use accesspath_policy::symbol;

use super::{
    NotAdded, bucket, edits, place_of_bucket, place_of_function, place_of_policies, place_of_role,
    role, set,
};
use crate::policy::document_name;
use crate::recognised::Recognised;
use crate::written::{Object, list, texts};

/// The scenario with the policy attached; of what takes one policy, it takes the place of the one before.
pub(super) fn policy(
    scenario: &Scenario,
    kind: PolicyKind,
    owner: Option<&str>,
    name: &str,
    text: &str,
) -> Result<Scenario, NotAdded> {
    let scenario = &named(scenario, kind, owner)?;
    let slot = slot(scenario, kind, owner)?;
    let own = slots(scenario).into_iter().filter(|it| it.0 == slot);
    let is_list =
        matches!(slot, Slot::Identity(_) | Slot::Session(_) | Slot::Scp(_) | Slot::Rcp(_));
    let mut next = scenario.clone();
    for (slot, document) in own {
        let there = scenario.text(&document).map(|it| it.text());
        if there.is_some_and(|it| **it == *symbol::written(text)) {
            return Ok(next);
        }
        if !is_list {
            next = apply(&next, Change::Detach { document, slot });
        }
    }
    // A managed policy that is attached, and whose text was not told yet.
    if kind == PolicyKind::Identity
        && owner.is_none()
        && name == document_name(kind)
        && let [only] = without_text(&next)?.as_slice()
    {
        let (document, text) = (only.clone(), symbol::written(text).into_owned());
        return Ok(apply(&next, Change::EditDocument { document, text }));
    }
    let document = free(&next, name);
    let next = apply(
        &next,
        Change::Attach { document: document.clone(), slot: slot.clone(), text: text.to_owned() },
    );
    Ok(match slot {
        // AWS attaches FullAWSAccess to every account; what only denies stands beside it.
        Slot::Scp(account) if !allows(text) => beside_full_access(&next, &account, &document),
        _ => next,
    })
}

/// The scenario in which a managed policy is attached to the caller.
pub(super) fn managed(scenario: &Scenario, arn: &str) -> Result<Scenario, NotAdded> {
    let mut own = policies(scenario)?;
    if own.iter().any(|it| **it == *arn) {
        return Ok(scenario.clone());
    }
    own.push(arn.into());
    Ok(set(scenario, &[place_of_policies(scenario)?], "policies", &texts(&own)))
}

/// The policies of the caller, as far as they are known.
fn policies(scenario: &Scenario) -> Result<Vec<DocumentId>, NotAdded> {
    let (list, at) = place_of_policies(scenario)?;
    let own = match list {
        "callers" => scenario.callers.get(at - 1).map(|it| &it.policies),
        _ => scenario.roles.get(at - 1).map(|it| &it.policies),
    };
    Ok(own.and_then(Fact::known).cloned().unwrap_or_default())
}

/// The policies of the customer's that are attached to the caller by ARN, and of which no text was told.
fn without_text(scenario: &Scenario) -> Result<Vec<DocumentId>, NotAdded> {
    let mut own = policies(scenario)?;
    own.retain(|it| {
        let arn = Arn::parse(it);
        arn.is_some_and(|it| it.service == "iam" && it.account != "aws")
            && scenario.text(it).is_none()
    });
    Ok(own)
}

/// The scenario in which the owner that the policy names has its name, where it had none.
fn named(scenario: &Scenario, kind: PolicyKind, owner: Option<&str>) -> Result<Scenario, NotAdded> {
    let Some(owner) = owner else { return Ok(scenario.clone()) };
    match kind {
        PolicyKind::Bucket => {
            let known = scenario.bucket().is_some_and(|it| !symbol::has(&it.name));
            // A policy of another bucket is told beside the answer.
            if known { Ok(scenario.clone()) } else { bucket(scenario, owner) }
        }
        PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::Session | PolicyKind::Trust => {
            let at = place_of_role(scenario)?;
            let own = scenario.roles.get(at - 1).map(|it| it.arn.clone()).unwrap_or_default();
            let account = Arn::parse(&own).map(|it| it.account.to_owned()).unwrap_or_default();
            let partition = Arn::parse(&own).map_or("aws".to_owned(), |it| it.partition.to_owned());
            let account = symbol::written(&account).into_owned();
            role(scenario, &format!("arn:{partition}:iam::{account}:role/{owner}"))
        }
        _ => Ok(scenario.clone()),
    }
}

/// The slot for a policy of that kind.
fn slot(scenario: &Scenario, kind: PolicyKind, owner: Option<&str>) -> Result<Slot, NotAdded> {
    let of_role = |slot: fn(String) -> Slot| {
        let asked = scenario.question.callers.first();
        let user = scenario.callers.iter().find(|it| Some(&it.id) == asked && it.user.is_some());
        if let Some(user) = user {
            return Ok(slot(user.id.clone()));
        }
        let role = scenario.roles.get(place_of_role(scenario)? - 1);
        role.map(|it| slot(it.id.clone())).ok_or(NotAdded::NoOwner("role"))
    };
    let account = |arn: Option<&String>| {
        let own = arn.and_then(|it| Arn::parse(it)).map(|it| it.account.to_owned());
        own.filter(|it| !symbol::has(it)).ok_or(NotAdded::NoOwner("account"))
    };
    match kind {
        PolicyKind::Identity => of_role(Slot::Identity),
        PolicyKind::Boundary => of_role(Slot::Boundary),
        PolicyKind::Session => of_role(Slot::Session),
        PolicyKind::Trust => of_role(Slot::Trust),
        PolicyKind::Bucket => {
            place_of_bucket(scenario)?;
            Ok(Slot::Bucket(scenario.question.bucket.clone()))
        }
        PolicyKind::Function => {
            let function = scenario.functions.get(place_of_function(scenario)? - 1);
            function.map(|it| Slot::Function(it.id.clone())).ok_or(NotAdded::NoOwner("function"))
        }
        PolicyKind::Endpoint => {
            let own = |id: &str| owner.is_none_or(|it| it == id);
            only(scenario.endpoints.iter().map(|it| &it.id).filter(|it| own(it)), "endpoint")
                .map(Slot::Endpoint)
        }
        PolicyKind::Key => only(scenario.keys.iter().map(|it| &it.id), "KMS key").map(Slot::Key),
        PolicyKind::Scp => {
            let at = place_of_role(scenario)?;
            account(scenario.roles.get(at - 1).map(|it| &it.arn)).map(Slot::Scp)
        }
        PolicyKind::Rcp => {
            let own = scenario.bucket().map(|it| it.account.clone());
            own.filter(|it| !symbol::has(it)).map(Slot::Rcp).ok_or(NotAdded::NoOwner("account"))
        }
    }
}

/// The only one.
fn only<'i>(
    mut ids: impl Iterator<Item = &'i String>,
    what: &'static str,
) -> Result<String, NotAdded> {
    match (ids.next(), ids.next()) {
        (Some(id), None) => Ok(id.clone()),
        _ => Err(NotAdded::NoOwner(what)),
    }
}

/// The name, or the first of its kind that is free.
fn free(scenario: &Scenario, name: &str) -> DocumentId {
    let name = if name.is_empty() { "policy" } else { name };
    let is_free = |it: &String| scenario.text(it).is_none();
    let mut names = std::iter::once(name.to_owned()).chain((2..).map(|it| format!("{name}-{it}")));
    names.find(is_free).unwrap_or_default().into()
}

/// Some statement of the policy allows something.
fn allows(text: &str) -> bool {
    let tree = json::read(text);
    let statements = tree.root().and_then(|it| it.at(&["Statement"]));
    let mut all = statements.map(crate::policy::all).unwrap_or_default().into_iter();
    all.any(|it| it.at(&["Effect"]).and_then(|it| it.scalar()) == Some("Allow"))
}

fn beside_full_access(scenario: &Scenario, account: &str, document: &str) -> Scenario {
    let Some(at) = scenario.accounts.iter().position(|it| it.id == account) else {
        return scenario.clone();
    };
    let levels = list([texts(&["FullAWSAccess", document])].into_iter());
    let [remove, set] = edits(&[("accounts", at + 1)], "scp_levels", &levels);
    apply_all(scenario, &[&remove, &set])
}

/// The scenario in which the documents that are new say where they come from.
pub(super) fn with_origins(mut next: Scenario, before: &Scenario, from: &Recognised) -> Scenario {
    let is_new =
        |id: &DocumentId| before.text(id).map(|it| it.text()) != next.text(id).map(|it| it.text());
    let new: Vec<DocumentId> = next.documents.keys().filter(|it| is_new(it)).cloned().collect();
    let file = if from.place.file.is_empty() { "pasted text" } else { &from.place.file };
    let place = format!("{}:{}", from.place.line, from.place.column);
    let origin = Object::default().with_text("file", file).with_text("place", &place).end();
    for id in new {
        let Some(text) = next.text(&id).map(|it| it.text().clone()) else { continue };
        let document = Object::default().with_text("value", &text).with("origin", &origin).end();
        let documents = Object::default().with(&id, &document).end();
        let asked = r#"{"callers":[],"operation":"GetObject","bucket":"b"}"#;
        let whole = Object::default().with("accesspath", "1").with("documents", &documents);
        if let Ok(read) = Scenario::from_json(&whole.with("question", asked).end())
            && let Some(document) = read.documents.get(&id)
        {
            next.documents.insert(id, document.clone());
        }
    }
    next
}
