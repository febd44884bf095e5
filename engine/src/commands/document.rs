//! Commands about policy documents.

use accesspath_policy::policy::{DocumentId, Effect, PolicyKind, parse_policy};

use super::identity::Identity;
use super::place::Place;
use super::{Script, function, organization, quoted, shell};
use crate::scenario::Scenario;
use crate::scenario::change::{Slot, slots};

/// A document that is put where it is attached.
struct Put {
    slot: Slot,
    document: DocumentId,
    /// Its text; `None` of a policy of AWS's own.
    text: Option<String>,
    /// It was not attached there before.
    is_new: bool,
}

/// Puts each document that differs where it is attached, and takes away each that is attached no more.
pub(super) fn documents(script: &mut Script, from: &Scenario, to: &Scenario) {
    let (before, after) = (slots(from), slots(to));
    let text =
        |of: &Scenario, id: &DocumentId| of.documents.get(id).map(|it| it.text().to_string());
    let mut puts: Vec<Put> = Vec::new();
    for (slot, document) in &after {
        let is_new = !before.contains(&(slot.clone(), document.clone()));
        let new = text(to, document);
        if is_new || new != text(from, document) {
            let (slot, document) = (slot.clone(), document.clone());
            puts.push(Put { slot, document, text: new, is_new });
        }
    }
    // What grants comes before what denies, so that nobody is shut out in between.
    puts.sort_by_key(|it| it.text.as_ref().is_some_and(|text| denies(it.slot.kind(), text)));
    for put in &puts {
        script.enter(Place::of_slot(&put.slot, to));
        match &put.slot {
            Slot::Function(id) => {
                let old =
                    before.iter().find(|it| it.0 == put.slot).and_then(|it| text(from, &it.1));
                let new = put.text.as_deref().unwrap_or_default();
                function::permissions(script, id, old.as_deref().unwrap_or_default(), new, to);
            }
            _ => {
                if !before.iter().any(|it| it.0 == put.slot) && !script.takes_back {
                    saved(script, &put.slot, to);
                }
                attach(script, put, to);
            }
        }
    }
    for (slot, document) in &before {
        let is_kept = after.contains(&(slot.clone(), document.clone()));
        let takes_many =
            matches!(slot, Slot::Identity(_) | Slot::Session(_) | Slot::Scp(_) | Slot::Rcp(_));
        if is_kept || !takes_many && after.iter().any(|it| it.0 == *slot) {
            continue;
        }
        script.enter(Place::of_slot(slot, from));
        match slot {
            Slot::Function(id) => {
                let old = text(from, document).unwrap_or_default();
                function::permissions(script, id, &old, "", from);
            }
            _ => detach(script, slot, document, from),
        }
    }
}

fn denies(kind: PolicyKind, text: &str) -> bool {
    let parsed = parse_policy("".into(), kind, text);
    parsed.value.statements.iter().any(|it| it.effect == Some(Effect::Deny))
}

fn bucket(id: &str, scenario: &Scenario) -> String {
    let own = scenario.buckets.iter().find(|it| it.id == id);
    quoted(own.map_or(id, |it| &it.name))
}

fn key(id: &str, scenario: &Scenario) -> String {
    quoted(scenario.keys.iter().find(|it| it.id == id).map_or(id, |it| &it.arn))
}

/// The file that keeps the policy which a new one takes the place of.
fn before(slot: &Slot) -> String {
    let (Slot::Bucket(id) | Slot::AccessPoint(id) | Slot::Key(id)) = slot else {
        return String::new();
    };
    format!("{}.json", shell::file_name(&format!("before-{id}")))
}

/// Keeps the policy that is there: a scenario may tell of none where AWS has one. A key always has.
fn saved(script: &mut Script, slot: &Slot, to: &Scenario) {
    let command = match slot {
        Slot::Bucket(id) => format!("s3api get-bucket-policy --bucket {}", bucket(id, to)),
        Slot::AccessPoint(id) => {
            format!("s3control get-access-point-policy {}", access_point(id, to))
        }
        Slot::Key(id) => {
            let file = before(slot);
            return script.put(format!("aws kms get-key-policy --key-id {} --policy-name default --query Policy --output text > {file}", key(id, to)));
        }
        _ => return,
    };
    let file = before(slot);
    script.remark(&format!("{file} keeps the policy that may be there: it is replaced below."));
    script.put(format!("aws {command} --query Policy --output text > {file} || rm -f {file}"));
}

/// The arguments that name an access point.
fn access_point(id: &str, scenario: &Scenario) -> String {
    let point = scenario.access_points.iter().find(|it| it.id == id);
    let (name, account) = point.map_or((id, ""), |it| (&it.name, &it.account));
    format!("--account-id {} --name {}", quoted(account), quoted(name))
}

fn attach(script: &mut Script, put: &Put, to: &Scenario) {
    let Put { slot, document, is_new, .. } = put;
    let Some(text) = &put.text else {
        if let Slot::Identity(id) = slot {
            let of = Identity::of(id, to);
            let (word, name, arn) = (of.word, &of.name, of.of_aws(document, to));
            script.put(format!(
                "aws iam attach-{word}-policy --{word}-name {name} --policy-arn {arn}"
            ));
        } else {
            script.note(&format!("Attach {document}."));
        }
        return;
    };
    let file = script.file(document, text);
    let line = match slot {
        Slot::Identity(id) => {
            let made = *is_new && !script.takes_back;
            return Identity::of(id, to).put(script, document, &file, made);
        }
        Slot::Boundary(id) => {
            return Identity::of(id, to).bound(script, document, &file, *is_new);
        }
        Slot::Session(_) => {
            return script.note(&format!("Pass {file} as the session policy to sts:AssumeRole."));
        }
        Slot::Trust(id) => {
            let name = Identity::of(id, to).name;
            format!("aws iam update-assume-role-policy --role-name {name} --policy-document {file}")
        }
        Slot::Bucket(id) => {
            format!("aws s3api put-bucket-policy --bucket {} --policy {file}", bucket(id, to))
        }
        Slot::NewPolicy(_) => return script.note(&format!("Save {file} with PutBucketPolicy.")),
        Slot::AccessPoint(id) => {
            format!(
                "aws s3control put-access-point-policy {} --policy {file}",
                access_point(id, to)
            )
        }
        Slot::Endpoint(id) => {
            let id = script.id(id);
            format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {id} --policy-document {file}")
        }
        Slot::Key(id) => {
            let arn = key(id, to);
            format!("aws kms put-key-policy --key-id {arn} --policy-name default --policy {file}")
        }
        Slot::Scp(_) | Slot::Rcp(_) => {
            let policy = organization::policy(slot, document);
            let (target, whose) = organization::target(slot, document, to);
            if !is_new {
                script.remark("This changes the policy for all that it is attached to.");
                format!("aws organizations update-policy {policy} --content {file}")
            } else {
                if !script.takes_back {
                    // Else it was detached, not deleted.
                    let (name, kind) = (quoted(document), organization::kind(slot));
                    script.put(format!("aws organizations create-policy --name {name} --description '' --type {kind} --content {file}"));
                }
                script.remark(&format!("The policy is attached to {whose}."));
                format!("aws organizations attach-policy {policy} --target-id {target}")
            }
        }
        // Lambda takes no document.
        Slot::Function(_) => return,
    };
    script.put(line);
}

fn detach(script: &mut Script, slot: &Slot, document: &str, from: &Scenario) {
    let line = match slot {
        Slot::Identity(id) => {
            let is_own = from.documents.get(document).is_some();
            return Identity::of(id, from).removed(script, document, is_own, from);
        }
        Slot::Boundary(id) => return Identity::of(id, from).unbound(script, document),
        Slot::Bucket(id) => {
            format!("aws s3api delete-bucket-policy --bucket {}", bucket(id, from))
        }
        Slot::AccessPoint(id) => {
            format!("aws s3control delete-access-point-policy {}", access_point(id, from))
        }
        Slot::Endpoint(id) => {
            let id = script.id(id);
            format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {id} --reset-policy")
        }
        Slot::Scp(_) | Slot::Rcp(_) => {
            let policy = organization::policy(slot, document);
            let (target, whose) = organization::target(slot, document, from);
            script.remark(&format!("The policy is detached from {whose}."));
            script.put(format!("aws organizations detach-policy {policy} --target-id {target}"));
            if !script.takes_back {
                return;
            }
            // What is taken back was made.
            format!("aws organizations delete-policy {policy}")
        }
        Slot::Session(_) | Slot::NewPolicy(_) => {
            return script.note(&format!("Leave {document} out of the call."));
        }
        Slot::Key(id) => {
            let (arn, file) = (key(id, from), before(slot));
            format!(
                "aws kms put-key-policy --key-id {arn} --policy-name default --policy file://{file}"
            )
        }
        Slot::Trust(_) | Slot::Function(_) => {
            return script.note(&format!("Detach {document}."));
        }
    };
    script.put(line);
}
