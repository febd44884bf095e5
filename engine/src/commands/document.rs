//! Commands about policy documents.

use accesspath_policy::policy::{DocumentId, PolicyKind, parse_policy};

use super::{Script, quoted};
use crate::scenario::Scenario;
use crate::scenario::change::{Slot, slots};

/// Puts each document that differs where it is attached, and takes away each that is attached no more.
pub(super) fn documents(script: &mut Script, from: &Scenario, to: &Scenario) {
    let text =
        |of: &Scenario, id: &DocumentId| of.documents.get(id).map(|it| it.text().to_string());
    let mut put: Vec<(Slot, DocumentId, String)> = Vec::new();
    for (slot, document) in slots(to) {
        let is_new = !slots(from).contains(&(slot.clone(), document.clone()));
        let Some(new) = text(to, &document) else { continue };
        if is_new || text(from, &document).as_deref() != Some(&new) {
            put.push((slot, document, new));
        }
    }
    // What grants comes before what denies, so that nobody is shut out in between.
    put.sort_by_key(|(slot, _, text)| denies(slot.kind(), text));
    let mut written: Vec<DocumentId> = Vec::new();
    for (slot, document, text) in put {
        let is_written = written.contains(&document);
        if !is_written && !matches!(slot, Slot::Function(_)) {
            let file = quoted(&file_name(&document));
            script.put(format!("cat > {file} <<'JSON'\n{}\nJSON", text.trim_end()));
            written.push(document.clone());
        }
        attach(script, &slot, &document, &text, to);
    }
    for (slot, document) in slots(from) {
        let is_kept = slots(to).contains(&(slot.clone(), document.clone()));
        let is_replaced = !matches!(slot, Slot::Identity(_) | Slot::Scp(_) | Slot::Rcp(_))
            && slots(to).iter().any(|it| it.0 == slot);
        if !is_kept && !is_replaced {
            detach(script, &slot, &document, from);
        }
    }
}

fn file_name(document: &str) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() || "-_.".contains(it) { it } else { '-' };
    document.chars().map(plain).collect::<String>() + ".json"
}

fn denies(kind: PolicyKind, text: &str) -> bool {
    let parsed = parse_policy("".into(), kind, text);
    let mut statements = parsed.value.statements.iter();
    statements.any(|it| it.effect == Some(accesspath_policy::policy::Effect::Deny))
}

/// The name of a role or user in commands, and the word of IAM for it.
fn identity(id: &str, scenario: &Scenario) -> (&'static str, String) {
    let last = |arn: &str| arn.rsplit('/').next().unwrap_or(arn).to_owned();
    match scenario.role(id) {
        Some(role) => ("role", last(&role.arn)),
        None => {
            let own =
                scenario.callers.iter().find(|it| it.id == id).and_then(|it| it.user.as_ref());
            ("user", own.map_or_else(|| id.to_owned(), |it| last(it)))
        }
    }
}

fn account(id: &str, scenario: &Scenario) -> String {
    let arn = scenario.role(id).map(|it| &it.arn);
    arn.and_then(|it| it.split(':').nth(4)).unwrap_or_default().to_owned()
}

fn bucket(id: &str, scenario: &Scenario) -> String {
    let own = scenario.buckets.iter().find(|it| it.id == id);
    quoted(own.map_or(id, |it| &it.name))
}

fn function(id: &str, scenario: &Scenario) -> String {
    let own = scenario.functions.iter().find(|it| it.id == id);
    quoted(own.map_or(id, |it| &it.name))
}

fn attach(script: &mut Script, slot: &Slot, document: &str, text: &str, to: &Scenario) {
    let file = format!("file://{}", file_name(document));
    let file = quoted(&file);
    let line = match slot {
        Slot::Identity(id) => {
            let (word, name) = identity(id, to);
            let (name, policy) = (quoted(&name), quoted(document));
            format!(
                "aws iam put-{word}-policy --{word}-name {name} --policy-name {policy} --policy-document {file}"
            )
        }
        Slot::Boundary(id) => {
            let arn = format!("arn:aws:iam::{}:policy/{document}", account(id, to));
            let arn = quoted(&arn);
            format!(
                "aws iam create-policy-version --policy-arn {arn} --set-as-default --policy-document {file}"
            )
        }
        Slot::Session(_) => format!("# Pass {file} as the session policy to sts:AssumeRole."),
        Slot::Trust(id) => {
            let name = quoted(&identity(id, to).1);
            format!("aws iam update-assume-role-policy --role-name {name} --policy-document {file}")
        }
        Slot::Bucket(id) => {
            format!("aws s3api put-bucket-policy --bucket {} --policy {file}", bucket(id, to))
        }
        Slot::NewPolicy(_) => format!("# Save {file} with PutBucketPolicy."),
        Slot::AccessPoint(id) => {
            let point = to.access_points.iter().find(|it| it.id == *id);
            let (name, account) = point.map_or((id.as_str(), ""), |it| (&it.name, &it.account));
            let name = quoted(name);
            format!(
                "aws s3control put-access-point-policy --account-id {account} --name {name} --policy {file}"
            )
        }
        Slot::Endpoint(id) => {
            let id = script.id(id);
            format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {id} --policy-document {file}")
        }
        Slot::Function(id) => return permissions(script, id, text, to),
        Slot::Key(id) => {
            let arn = to.keys.iter().find(|it| it.id == *id).map_or(id.as_str(), |it| &it.arn);
            let arn = quoted(arn);
            format!("aws kms put-key-policy --key-id {arn} --policy-name default --policy {file}")
        }
        Slot::Scp(_) | Slot::Rcp(_) => {
            let filter = match slot {
                Slot::Scp(_) => "SERVICE_CONTROL_POLICY",
                _ => "RESOURCE_CONTROL_POLICY",
            };
            let id = format!(
                "\"$(aws organizations list-policies --filter {filter} --query \"Policies[?Name=='{document}'].Id\" --output text)\""
            );
            format!("aws organizations update-policy --policy-id {id} --content {file}")
        }
    };
    script.put(line);
}

/// A function's policy is changed a statement at a time.
// AWS: "AddPermission" — Lambda writes the policy, and takes no document.
fn permissions(script: &mut Script, id: &str, text: &str, to: &Scenario) {
    let name = function(id, to);
    let parsed: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let statements = parsed.get("Statement").cloned().unwrap_or_default();
    let last = match &statements {
        serde_json::Value::Array(list) => list.last().cloned().unwrap_or_default(),
        other => other.clone(),
    };
    let action = super::text(&last, "Action").to_owned();
    let principal = last.get("Principal").cloned().unwrap_or_default();
    let service = ["Service", "AWS"].map(|it| super::text(&principal, it).to_owned());
    let principal = service.into_iter().find(|it| !it.is_empty()).unwrap_or_else(|| "*".to_owned());
    let sid = match super::text(&last, "Sid") {
        "" => "AllowFromAccesspath",
        sid => sid,
    };
    let mut line = format!(
        "aws lambda add-permission --function-name {name} --statement-id {} --action {} --principal {}",
        quoted(sid),
        quoted(&action),
        quoted(&principal)
    );
    let conditions = last.get("Condition").and_then(serde_json::Value::as_object);
    for (_, keys) in conditions.into_iter().flatten() {
        for (key, value) in keys.as_object().into_iter().flatten() {
            let option = match key.to_ascii_lowercase().as_str() {
                "aws:sourcearn" => "--source-arn",
                "aws:sourceaccount" => "--source-account",
                _ => continue,
            };
            line.push_str(&format!(" {option} {}", quoted(value.as_str().unwrap_or_default())));
        }
    }
    script.put(line);
}

fn detach(script: &mut Script, slot: &Slot, document: &str, from: &Scenario) {
    let line = match slot {
        Slot::Identity(id) => {
            let (word, name) = identity(id, from);
            let (name, policy) = (quoted(&name), quoted(document));
            format!("aws iam delete-{word}-policy --{word}-name {name} --policy-name {policy}")
        }
        Slot::Boundary(id) => {
            let (word, name) = identity(id, from);
            format!("aws iam delete-{word}-permissions-boundary --{word}-name {}", quoted(&name))
        }
        Slot::Bucket(id) => {
            format!("aws s3api delete-bucket-policy --bucket {}", bucket(id, from))
        }
        Slot::AccessPoint(id) => {
            let point = from.access_points.iter().find(|it| it.id == *id);
            let (name, account) = point.map_or((id.as_str(), ""), |it| (&it.name, &it.account));
            let name = quoted(name);
            format!("aws s3control delete-access-point-policy --account-id {account} --name {name}")
        }
        Slot::Endpoint(id) => {
            format!("aws ec2 modify-vpc-endpoint --vpc-endpoint-id {} --reset-policy", quoted(id))
        }
        Slot::Function(id) => {
            let name = function(id, from);
            format!(
                "# Remove the statements of {document}: aws lambda remove-permission --function-name {name} --statement-id …"
            )
        }
        Slot::Session(_) | Slot::NewPolicy(_) => format!("# Leave {document} out of the call."),
        Slot::Trust(_) | Slot::Key(_) | Slot::Scp(_) | Slot::Rcp(_) => {
            format!("# Detach {document}.")
        }
    };
    script.put(line);
}
