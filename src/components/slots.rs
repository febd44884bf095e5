//! The places of a scenario that take documents: their names, those that are free, and what a new document holds.

use accesspath_engine::explain;
use accesspath_engine::scenario::change::{Change, Slot};
use accesspath_engine::scenario::{EndpointKind, Fact, KeyManager, Scenario};
use accesspath_policy::policy::{DocumentId, PolicyKind};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::markup::{El, el};
use crate::state::Action;

/// The name of a document at that place.
pub(super) fn title(slot: &Slot) -> String {
    match slot {
        Slot::Bucket(_) => "Bucket policy".to_owned(),
        Slot::NewPolicy(_) => "New policy".to_owned(),
        Slot::AccessPoint(_) => "Access point policy".to_owned(),
        Slot::Identity(_) => "Identity policy".to_owned(),
        Slot::Boundary(_) => "Boundary".to_owned(),
        Slot::Session(_) => "Session policy".to_owned(),
        Slot::Trust(_) => "Trust policy".to_owned(),
        Slot::Endpoint(_) => "Endpoint policy".to_owned(),
        Slot::Function(_) => "Function policy".to_owned(),
        Slot::Key(_) => "Key policy".to_owned(),
        Slot::Scp(_) => "SCP".to_owned(),
        Slot::Rcp(_) => "RCP".to_owned(),
    }
}

/// The name of a slot in the menu.
fn place(scenario: &Scenario, slot: &Slot) -> String {
    let role = |id: &str| {
        let name = scenario.role(id).and_then(|it| it.arn.rsplit('/').next());
        name.unwrap_or(id).to_owned()
    };
    match slot {
        Slot::Identity(id) | Slot::Boundary(id) | Slot::Session(id) | Slot::Trust(id)
            if scenario.roles.len() > 1 =>
        {
            format!("{} of {}", title(slot), role(id))
        }
        Slot::Endpoint(id) | Slot::Key(id) | Slot::AccessPoint(id) => {
            format!("{} of {id}", title(slot))
        }
        Slot::Function(id) if scenario.functions.len() > 1 => {
            format!("{} of {}", title(slot), explain::caller_name(scenario, id))
        }
        _ => title(slot),
    }
}

/// The name of a place within a sentence.
pub(super) const fn slot_word(slot: &Slot) -> &'static str {
    match slot {
        Slot::AccessPoint(_) => "access point policy",
        _ => kind_word(slot.kind()),
    }
}

const fn kind_word(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::Identity => "identity policy",
        PolicyKind::Bucket => "bucket policy",
        PolicyKind::Endpoint => "endpoint policy",
        PolicyKind::Scp => "SCP",
        PolicyKind::Rcp => "RCP",
        PolicyKind::Boundary => "boundary",
        PolicyKind::Session => "session policy",
        PolicyKind::Key => "key policy",
        _ => "document",
    }
}

/// The slots that can take another document, each with its name in the menu.
fn free_slots(scenario: &Scenario) -> Vec<(Slot, String)> {
    let mut free = Vec::new();
    let mut offer = |slot: Slot, wanted: bool| {
        if wanted {
            free.push((slot.clone(), place(scenario, &slot)));
        }
    };
    if let Some(bucket) = scenario.bucket() {
        let saves = scenario.question.operation == "PutBucketPolicy";
        let new = Slot::NewPolicy(bucket.id.clone());
        offer(new, saves && scenario.question.options.new_policy.is_none());
        offer(Slot::Bucket(bucket.id.clone()), !matches!(bucket.policy, Some(Fact::Known(_))));
    }
    for point in &scenario.access_points {
        let wanted = !matches!(point.policy, Some(Fact::Known(_)));
        offer(Slot::AccessPoint(point.id.clone()), wanted);
    }
    for role in &scenario.roles {
        offer(Slot::Identity(role.id.clone()), true);
        offer(Slot::Boundary(role.id.clone()), !matches!(role.boundary, Some(Fact::Known(_))));
        offer(Slot::Session(role.id.clone()), true);
        offer(Slot::Trust(role.id.clone()), role.trust.is_none());
    }
    let notifications = || scenario.buckets.iter().flat_map(|it| &it.notifications);
    for function in &scenario.functions {
        let told = notifications().any(|it| it.function == function.id);
        let free = !matches!(function.policy, Some(Fact::Known(_)));
        offer(Slot::Function(function.id.clone()), told && free);
    }
    for endpoint in &scenario.endpoints {
        let kind = matches!(endpoint.kind, EndpointKind::Gateway | EndpointKind::Interface);
        offer(
            Slot::Endpoint(endpoint.id.clone()),
            kind && !matches!(endpoint.policy, Some(Fact::Known(_))),
        );
    }
    for key in &scenario.keys {
        let own = key.manager == KeyManager::Customer;
        offer(Slot::Key(key.id.clone()), own && !matches!(key.policy, Some(Fact::Known(_))));
    }
    let role = scenario.roles.first().and_then(|it| it.arn.split(':').nth(4));
    if let Some(account) = role {
        offer(Slot::Scp(account.to_owned()), true);
    }
    if let Some(bucket) = scenario.bucket() {
        offer(Slot::Rcp(bucket.account.clone()), true);
    }
    free
}

/// The menu that adds a document at a free place.
pub(super) fn add(scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let free = free_slots(scenario);
    let options: Vec<Box<El>> = free
        .iter()
        .enumerate()
        .map(|(at, (_, title))| el("option").put("value", &at.to_string()).text(title))
        .collect();
    let names: Vec<DocumentId> = free.iter().map(|(slot, _)| free_name(scenario, slot)).collect();
    let resources: Vec<[String; 2]> =
        free.iter().map(|(slot, _)| resources(scenario, slot)).collect();
    let on_change = super::when(act, move |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        let chosen = select.value().parse::<usize>().ok();
        select.set_value("");
        let chosen = chosen?;
        let (slot, _) = free.get(chosen)?;
        let document = names.get(chosen)?.clone();
        let text = template(slot.kind(), resources.get(chosen)?);
        Some(Action::Change(Change::Attach { document, slot: slot.clone(), text }))
    });
    el("select.documents__add[data-action=add-document][aria-label=Add a document]")
        .on_change(on_change)
        .add(el("option[value][selected]").text("+ Add a policy"))
        .each(options.into_iter())
}

/// A name that no document has, for one at `slot`.
pub(super) fn free_name(scenario: &Scenario, slot: &Slot) -> DocumentId {
    let word = slot_word(slot).to_ascii_lowercase().replace(' ', "-");
    let names = std::iter::once(word.clone()).chain((2..).map(|it| format!("{word}-{it}")));
    let mut free = names.filter(|it| !scenario.documents.contains_key(it.as_str()));
    free.next().unwrap_or(word).into()
}

/// The resources of a new document at `slot`: the bucket and its objects, an access point and the objects behind it, or
/// the account of a key.
fn resources(scenario: &Scenario, slot: &Slot) -> [String; 2] {
    if let Slot::Key(id) = slot
        && let Some(key) = scenario.keys.iter().find(|it| it.id == *id)
    {
        let account = key.arn.split(':').nth(4).unwrap_or_default();
        return [format!("arn:aws:iam::{account}:root"), String::new()];
    }
    if let Slot::AccessPoint(id) = slot
        && let Some(point) = scenario.access_points.iter().find(|it| it.id == *id)
        && let Some(bucket) = scenario.buckets.iter().find(|it| it.id == point.bucket)
    {
        let arn = point.arn(&bucket.region);
        return [arn.clone(), format!("{arn}/object/*")];
    }
    let bucket = scenario.bucket().map(|it| it.name.as_str()).unwrap_or_default();
    [format!("arn:aws:s3:::{bucket}"), format!("arn:aws:s3:::{bucket}/*")]
}

/// The text of a new document: it allows everything, to be narrowed by hand.
fn template(kind: PolicyKind, [whole, inside]: &[String; 2]) -> String {
    let statement = match kind {
        PolicyKind::Bucket => format!(
            "      \"Effect\": \"Deny\",\n      \"Principal\": \"*\",\n      \"Action\": \"s3:*\",\n      \"Resource\": [\"{whole}\", \"{inside}\"],\n      \"Condition\": {{\n        \"Bool\": {{ \"aws:SecureTransport\": \"false\" }}\n      }}"
        ),
        PolicyKind::Function => format!(
            "      \"Effect\": \"Allow\",\n      \"Principal\": {{ \"Service\": \"s3.amazonaws.com\" }},\n      \"Action\": \"lambda:InvokeFunction\",\n      \"Resource\": \"*\",\n      \"Condition\": {{\n        \"ArnLike\": {{ \"aws:SourceArn\": \"{whole}\" }}\n      }}"
        ),
        PolicyKind::Rcp => "      \"Effect\": \"Deny\",\n      \"Principal\": \"*\",\n      \"Action\": \"s3:*\",\n      \"Resource\": \"*\",\n      \"Condition\": {\n        \"Bool\": { \"aws:SecureTransport\": \"false\" }\n      }".to_owned(),
        PolicyKind::Endpoint => "      \"Effect\": \"Allow\",\n      \"Principal\": \"*\",\n      \"Action\": \"s3:*\",\n      \"Resource\": \"*\"".to_owned(),
        PolicyKind::Key => format!(
            "      \"Effect\": \"Allow\",\n      \"Principal\": {{ \"AWS\": \"{whole}\" }},\n      \"Action\": \"kms:*\",\n      \"Resource\": \"*\""
        ),
        _ => "      \"Effect\": \"Allow\",\n      \"Action\": \"s3:*\",\n      \"Resource\": \"*\"".to_owned(),
    };
    format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {{\n{statement}\n    }}\n  ]\n}}"
    )
}
