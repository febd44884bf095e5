//! Commands about policy documents.

use accesspath_policy::arn::Arn;
use accesspath_policy::policy::{DocumentId, Effect, PolicyKind, parse_policy};

use super::{Script, function, quoted};
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
        match &put.slot {
            Slot::Function(id) => {
                let old =
                    before.iter().find(|it| it.0 == put.slot).and_then(|it| text(from, &it.1));
                let new = put.text.as_deref().unwrap_or_default();
                function::permissions(script, id, old.as_deref().unwrap_or_default(), new, to);
            }
            _ => {
                // A scenario may tell of no policy where AWS has one, which a new one would take the place of.
                let replaces =
                    matches!(put.slot, Slot::Bucket(_) | Slot::AccessPoint(_) | Slot::Key(_));
                if replaces && !before.iter().any(|it| it.0 == put.slot) {
                    script.note(
                        "Save the policy that may be there first: the next command replaces it.",
                    );
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

/// A role or user: the word of IAM for it, its name as an argument, and the beginning of the ARNs of its account.
struct Identity {
    word: &'static str,
    name: String,
    iam: String,
}

impl Identity {
    fn of(id: &str, scenario: &Scenario) -> Self {
        let user = || scenario.callers.iter().find(|it| it.id == id).and_then(|it| it.user.clone());
        let (word, arn) = match scenario.role(id) {
            Some(role) => ("role", Some(role.arn.clone())),
            None => ("user", user()),
        };
        let arn = arn.unwrap_or_else(|| id.to_owned());
        let (partition, account) =
            Arn::parse(&arn).map_or(("aws", ""), |it| (it.partition, it.account));
        let iam = format!("arn:{partition}:iam::{account}:");
        Self { word, name: quoted(arn.rsplit('/').next().unwrap_or(&arn)), iam }
    }

    /// The ARN of a managed policy of its account, which a scenario may name by its name.
    fn policy(&self, document: &str) -> String {
        match Arn::parse(document) {
            Some(_) => quoted(document),
            None => quoted(&format!("{}policy/{document}", self.iam)),
        }
    }

    /// The ARN of a policy of AWS's own, which a scenario may name by its name.
    fn of_aws(&self, document: &str, scenario: &Scenario) -> String {
        let partition = Arn::parse(&self.iam).map_or("aws", |it| it.partition);
        match Arn::parse(document) {
            Some(_) => quoted(document),
            None => {
                let path = scenario.managed.path(document).unwrap_or(document);
                quoted(&format!("arn:{partition}:iam::aws:policy/{path}"))
            }
        }
    }
}

fn bucket(id: &str, scenario: &Scenario) -> String {
    let own = scenario.buckets.iter().find(|it| it.id == id);
    quoted(own.map_or(id, |it| &it.name))
}

/// The arguments that name an access point.
fn access_point(id: &str, scenario: &Scenario) -> String {
    let point = scenario.access_points.iter().find(|it| it.id == id);
    let (name, account) = point.map_or((id, ""), |it| (&it.name, &it.account));
    format!("--account-id {} --name {}", quoted(account), quoted(name))
}

/// The arguments that name a policy of an organization and what it is attached to.
fn of_organization(slot: &Slot, document: &str) -> (String, String) {
    let (filter, target) = match slot {
        Slot::Rcp(id) => ("RESOURCE_CONTROL_POLICY", id.as_str()),
        Slot::Scp(id) => ("SERVICE_CONTROL_POLICY", id.as_str()),
        _ => ("", ""),
    };
    let name = document.replace('\\', r"\\").replace('\'', r"\'");
    let query = quoted(&format!("Policies[?Name=='{name}'].Id"));
    let list = format!("aws organizations list-policies --filter {filter} --query {query}");
    (format!("--policy-id \"$({list} --output text)\""), quoted(target))
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
            let of = Identity::of(id, to);
            let (word, name, own) = (of.word, &of.name, quoted(document));
            match Arn::parse(document) {
                // A managed policy has its own versions, wherever it is attached.
                Some(_) => new_version(&own, &file),
                None => format!(
                    "aws iam put-{word}-policy --{word}-name {name} --policy-name {own} --policy-document {file}"
                ),
            }
        }
        Slot::Boundary(id) => {
            let of = Identity::of(id, to);
            let (word, name, arn) = (of.word, &of.name, of.policy(document));
            if *is_new {
                script.put(new_version(&arn, &file));
                format!(
                    "aws iam put-{word}-permissions-boundary --{word}-name {name} --permissions-boundary {arn}"
                )
            } else {
                new_version(&arn, &file)
            }
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
            let arn = to.keys.iter().find(|it| it.id == *id).map_or(id.as_str(), |it| &it.arn);
            let arn = quoted(arn);
            format!("aws kms put-key-policy --key-id {arn} --policy-name default --policy {file}")
        }
        Slot::Scp(_) | Slot::Rcp(_) => {
            let (policy, target) = of_organization(slot, document);
            if *is_new && script.takes_back {
                // It was detached, not deleted.
                format!("aws organizations attach-policy {policy} --target-id {target}")
            } else if *is_new {
                let (name, kind) = (quoted(document), kind(slot));
                script.put(format!("aws organizations create-policy --name {name} --description '' --type {kind} --content {file}"));
                format!("aws organizations attach-policy {policy} --target-id {target}")
            } else {
                format!("aws organizations update-policy {policy} --content {file}")
            }
        }
        // Lambda takes no document.
        Slot::Function(_) => return,
    };
    script.put(line);
}

const fn kind(slot: &Slot) -> &'static str {
    match slot {
        Slot::Rcp(_) => "RESOURCE_CONTROL_POLICY",
        _ => "SERVICE_CONTROL_POLICY",
    }
}

// AWS: "CreatePolicyVersion" — a managed policy keeps five versions; the oldest may have to be deleted first.
fn new_version(arn: &str, file: &str) -> String {
    format!(
        "aws iam create-policy-version --policy-arn {arn} --set-as-default --policy-document {file}"
    )
}

fn detach(script: &mut Script, slot: &Slot, document: &str, from: &Scenario) {
    let line = match slot {
        Slot::Identity(id) => {
            let of = Identity::of(id, from);
            let (word, name, own) = (of.word, &of.name, quoted(document));
            match from.documents.get(document) {
                Some(_) if Arn::parse(document).is_none() => {
                    format!("aws iam delete-{word}-policy --{word}-name {name} --policy-name {own}")
                }
                _ => {
                    let arn = of.of_aws(document, from);
                    format!("aws iam detach-{word}-policy --{word}-name {name} --policy-arn {arn}")
                }
            }
        }
        Slot::Boundary(id) => {
            let Identity { word, name, .. } = Identity::of(id, from);
            format!("aws iam delete-{word}-permissions-boundary --{word}-name {name}")
        }
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
            let (policy, target) = of_organization(slot, document);
            format!("aws organizations detach-policy {policy} --target-id {target}")
        }
        Slot::Session(_) | Slot::NewPolicy(_) => {
            return script.note(&format!("Leave {document} out of the call."));
        }
        Slot::Trust(_) | Slot::Key(_) | Slot::Function(_) => {
            return script.note(&format!("Detach {document}."));
        }
    };
    script.put(line);
}
