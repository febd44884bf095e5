//! Orders about policies, grants and switches.

use crate::repair::{PolicyRepair, Tagged};
use crate::scenario::Scenario;
use crate::scenario::change::Slot;

pub(super) fn order(repair: &PolicyRepair, scenario: &Scenario) -> String {
    match repair {
        PolicyRepair::Allow { document, slot, is_new, action, resource, principal, .. } => {
            let on = match resource.as_str() {
                "" => String::new(),
                "*" => " on this key".to_owned(),
                other => format!(" on {other}"),
            };
            let whom = principal.as_ref().map(|it| match it.as_str() {
                "*" | "anonymous" => " to everybody".to_owned(),
                other => format!(" to {other}"),
            });
            let whom = whom.unwrap_or_default();
            match is_new {
                true => format!(
                    "Give {} a policy that allows {action}{on}{whom}.",
                    owner(slot, scenario)
                ),
                false => format!("Add a statement to {document} that allows {action}{on}{whom}."),
            }
        }
        PolicyRepair::AttachManaged { role, policy } => {
            let owner = owner(&Slot::Identity(role.clone()), scenario);
            format!("Attach AWS's managed policy {policy} to {owner}.")
        }
        PolicyRepair::ReplaceManaged { slot, managed, document } => format!(
            "Replace {managed} of {} by a policy of your own, {document}: its text with this change.",
            owner(slot, scenario)
        ),
        PolicyRepair::RemoveBoundary { document, slot } => {
            format!("Remove the permissions boundary {document} of {}.", owner(slot, scenario))
        }
        PolicyRepair::SetTag { of, tag, value } => {
            let of = tagged(of);
            match value {
                Some(value) => format!("Give {of} the tag {tag}={value}."),
                None => format!("Remove the tag {tag} of {of}."),
            }
        }
        PolicyRepair::GrantByAcl { bucket, key, owner, grantee, permission } => format!(
            "Let {owner}, which owns {key} in {bucket}, grant {permission} to {grantee} by the object's ACL."
        ),
        PolicyRepair::AddEntry { document, statement, of, value } => {
            format!("Add {value} to {of} in statement {statement} of {document}.")
        }
        PolicyRepair::ReplaceEntry { document, statement, of, from, to } => {
            format!(
                "In {of} of statement {statement} of {document}, write {to} in place of {from}."
            )
        }
        PolicyRepair::RemoveEntry { document, statement, value } => {
            format!("Remove {value} from statement {statement} of {document}.")
        }
        PolicyRepair::SetElement { document, statement, element, value } => {
            let of = statement.map(|it| format!("statement {it} of ")).unwrap_or_default();
            format!("Set {element} of {of}{document} to {value}.")
        }
        PolicyRepair::PrincipalsAlike { document, statement, account, pattern } => format!(
            "In statement {statement} of {document}, name the account {account} as the principal, and ask for {pattern} by ArnLike on aws:PrincipalArn."
        ),
        PolicyRepair::PrefixOfResource { document, statement, resources } => format!(
            "In statement {statement} of {document}, name {} as the resource, without the condition on s3:prefix.",
            resources.join(" and ")
        ),
        PolicyRepair::BeginWithBrace { document } => {
            format!("Let {document} be one JSON object, with nothing before its brace.")
        }
        PolicyRepair::Exempt { document, statement, principal: Some(arn) } => format!(
            "Let statement {statement} of {document} spare {arn}: ArnNotEquals on aws:PrincipalArn."
        ),
        PolicyRepair::Exempt { document, statement, principal: None } => format!(
            "Let statement {statement} of {document} spare AWS services: BoolIfExists aws:PrincipalIsAWSService \"false\"."
        ),
        PolicyRepair::ExemptAction { document, statement, principal, action } => format!(
            "Let statement {statement} of {document} spare {principal} for {action} alone: ArnNotEquals on aws:PrincipalArn, and a copy of the statement that denies it the other actions."
        ),
        PolicyRepair::SpareNetwork { document, statement, operator, key, value } => format!(
            "Let statement {statement} of {document} spare requests from {value} too: {operator} on {key}."
        ),
        PolicyRepair::SpareAddresses { document, statement, range, vpc } => format!(
            "Let statement {statement} of {document} spare requests from {range} in {vpc} too: NotIpAddressIfExists on aws:VpcSourceIp, and a copy of the statement with StringNotEqualsIfExists on aws:SourceVpc."
        ),
        PolicyRepair::SpareForwarded { document, statement } => format!(
            "Let statement {statement} of {document} spare what AWS services ask for a caller: BoolIfExists aws:ViaAWSService \"false\"."
        ),
        PolicyRepair::SparePolicyActions { document, statement } => format!(
            "In statement {statement} of {document}, deny all but the actions on the bucket policy: NotAction in place of Action."
        ),
        PolicyRepair::ReplaceNotPrincipal { document, statement, principal } => format!(
            "In statement {statement} of {document}, replace NotPrincipal by ArnNotEquals on aws:PrincipalArn, and list {principal} too."
        ),
        PolicyRepair::SpareMissing { document, statement, key } => format!(
            "Let statement {statement} of {document} spare requests without {key}: Null {key} \"false\"."
        ),
        PolicyRepair::NamePrincipal { document, statement, principal } => format!(
            "In statement {statement} of {document}, name {principal} as the principal in place of everybody."
        ),
        PolicyRepair::RemoveAction { document, statement, action } => {
            format!("Take {action} out of statement {statement} of {document}.")
        }
        PolicyRepair::RemoveStatement { document, statement } => {
            format!("Remove statement {statement} of {document}.")
        }
        PolicyRepair::SwitchOff { switch, bucket, account, organization } => {
            let of_bucket = bucket.as_ref().map(|it| format!("the bucket {it}"));
            let of_account = account.as_ref().map(|it| format!("the account {it}"));
            let of_all = organization.then(|| "all of the organization".to_owned());
            let of: Vec<String> = of_bucket.into_iter().chain(of_account).chain(of_all).collect();
            format!("Switch {} off for {}.", switch_name(switch), of.join(" and for "))
        }
        PolicyRepair::DenyPath { document, caller } => {
            format!("Add a statement to {document} that denies {caller} this call on this path.")
        }
        PolicyRepair::DenyOthers { document, accounts } => format!(
            "Add a statement to {document} that denies everything to whoever is of another account than {}.",
            accounts.join(", ")
        ),
        PolicyRepair::SwitchAllOn { bucket } => {
            format!("Switch all of Block Public Access on for the bucket {bucket}.")
        }
        PolicyRepair::SetOwnership { bucket, to } => {
            format!("Set the Object Ownership of {bucket} to {to}.")
        }
    }
}

/// The switch of Block Public Access, as AWS names it.
fn switch_name(switch: &str) -> &str {
    match switch {
        "block_public_acls" => "BlockPublicAcls",
        "ignore_public_acls" => "IgnorePublicAcls",
        "block_public_policy" => "BlockPublicPolicy",
        "restrict_public_buckets" => "RestrictPublicBuckets",
        other => other,
    }
}

/// What has a tag, for people.
fn tagged(of: &Tagged) -> String {
    match of {
        Tagged::Object { bucket, key } => format!("the object {key} in {bucket}"),
        Tagged::Bucket(name) => format!("the bucket {name}"),
        Tagged::AccessPoint { name, .. } => format!("the access point {name}"),
        Tagged::Key(arn) | Tagged::Principal(arn) => arn.clone(),
    }
}

/// What a slot belongs to, for people.
fn owner(slot: &Slot, scenario: &Scenario) -> String {
    let bucket = |id: &String| {
        let bucket = scenario.buckets.iter().find(|it| it.id == *id);
        format!("the bucket {}", bucket.map_or(id, |it| &it.name))
    };
    match slot {
        Slot::Identity(id) | Slot::Boundary(id) | Slot::Session(id) | Slot::Trust(id) => {
            match scenario.role(id) {
                Some(role) => format!("the role {}", role.arn.rsplit('/').next().unwrap_or(id)),
                None => id.clone(),
            }
        }
        Slot::Bucket(id) | Slot::NewPolicy(id) => bucket(id),
        Slot::AccessPoint(id) => format!("the access point {id}"),
        Slot::Endpoint(id) => format!("the endpoint {id}"),
        Slot::Function(id) => {
            let function = scenario.functions.iter().find(|it| it.id == *id);
            format!("the function {}", function.map_or(id, |it| &it.name))
        }
        Slot::Key(id) => format!("the key {id}"),
        Slot::Scp(id) | Slot::Rcp(id) => format!("the account {id}"),
    }
}
