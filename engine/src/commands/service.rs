//! Commands about buckets, keys, functions and the call.

use serde_json::Value;

use super::{Difference, Script, as_json, quoted, text};
use crate::scenario::Scenario;

/// Writes the commands for what differs in a bucket, an account, a key, a function or the call.
pub(super) fn service(script: &mut Script, it: &Difference, to: &Scenario) {
    let member = it.member.as_str();
    match it.collection.as_str() {
        "buckets" => bucket(script, it, member, to),
        "accounts" if member == "block_public_access" => {
            let account = quoted(&it.id);
            script.put(match switches(&it.after) {
                Some(all) => format!("aws s3control put-public-access-block --account-id {account} --public-access-block-configuration {all}"),
                None => format!("aws s3control delete-public-access-block --account-id {account}"),
            });
        }
        "keys" if member == "state" => {
            let key = to.keys.iter().find(|key| key.id == it.id);
            let key = quoted(key.map_or(it.id.as_str(), |it| &it.arn));
            let enabled = it.after.is_null() || it.after == "Enabled";
            if it.before == "PendingDeletion" {
                script.put(format!("aws kms cancel-key-deletion --key-id {key}"));
            }
            script.put(match enabled {
                true => format!("aws kms enable-key --key-id {key}"),
                false => format!("aws kms disable-key --key-id {key}"),
            });
        }
        "functions" if member == "placements" => placements(script, it),
        "callers" if matches!(member, "s3_name" | "client_region" | "endpoint_url" | "subnets") => {
            script.put(format!("# Where {} calls S3: set {member} to {}.", it.id, it.after));
        }
        "question" => call(script, it, member),
        // Policies are put by their documents.
        "roles" | "access_points" | "endpoints" | "accounts" => {}
        "functions" | "keys" if member == "policy" => {}
        "vpcs" | "subnets" | "route_tables" | "gateways" | "security_groups" | "network_acls" => {}
        collection => {
            script.put(format!("# In {collection} {}: set {member} to {}.", it.id, it.after));
        }
    }
}

fn bucket(script: &mut Script, it: &Difference, member: &str, to: &Scenario) {
    let own = to.buckets.iter().find(|own| own.id == it.id);
    let name = quoted(own.map_or(it.id.as_str(), |it| &it.name));
    let is_on = it.after == true;
    let line = match member {
        "policy" => return,
        "block_public_access" => match switches(&it.after) {
            Some(all) => format!(
                "aws s3api put-public-access-block --bucket {name} --public-access-block-configuration {all}"
            ),
            None => format!("aws s3api delete-public-access-block --bucket {name}"),
        },
        "ownership" => {
            let to = it.after.as_str().unwrap_or("BucketOwnerEnforced");
            format!(
                "aws s3api put-bucket-ownership-controls --bucket {name} --ownership-controls 'Rules=[{{ObjectOwnership={to}}}]'"
            )
        }
        "versioning" => {
            let to = it.after.as_str().unwrap_or("Suspended");
            format!(
                "aws s3api put-bucket-versioning --bucket {name} --versioning-configuration Status={to}"
            )
        }
        "accelerate" => {
            let to = it.after.as_str().unwrap_or("Suspended");
            format!(
                "aws s3api put-bucket-accelerate-configuration --bucket {name} --accelerate-configuration Status={to}"
            )
        }
        "requester_pays" => {
            let payer = if is_on { "Requester" } else { "BucketOwner" };
            format!(
                "aws s3api put-bucket-request-payment --bucket {name} --request-payment-configuration Payer={payer}"
            )
        }
        "object_lock" if is_on => format!(
            "aws s3api put-object-lock-configuration --bucket {name} --object-lock-configuration ObjectLockEnabled=Enabled"
        ),
        "tags" => {
            let pairs = it.after.as_object().into_iter().flatten();
            let set: Vec<Value> = pairs
                .map(|(key, value)| serde_json::json!({ "Key": key, "Value": value }))
                .collect();
            let set = as_json(&serde_json::json!({ "TagSet": set }));
            format!("aws s3api put-bucket-tagging --bucket {name} --tagging {set}")
        }
        other => format!("# In the bucket {name}: set {other} to {}.", it.after),
    };
    script.put(line);
}

/// The four switches of Block Public Access, as the AWS CLI takes them; nothing where they were not told.
fn switches(value: &Value) -> Option<String> {
    if value == "all_on" {
        return Some("BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true".to_owned());
    }
    let own = |name: &str| value.get(name) == Some(&Value::Bool(true));
    value.is_object().then(|| {
        format!(
            "BlockPublicAcls={},IgnorePublicAcls={},BlockPublicPolicy={},RestrictPublicBuckets={}",
            own("block_public_acls"),
            own("ignore_public_acls"),
            own("block_public_policy"),
            own("restrict_public_buckets")
        )
    })
}

/// Where a function runs, and how its client calls S3.
fn placements(script: &mut Script, it: &Difference) {
    for after in it.added() {
        let own = |other: &&Value| text(other, "id") == text(after, "id");
        let before = it.removed().into_iter().find(own).cloned().unwrap_or(Value::Null);
        let differs = |name: &str| before.get(name) != after.get(name);
        if ["outside", "subnets", "security_groups"].iter().any(|it| differs(it)) {
            let list = |name: &str| {
                let ids = super::entries(after.get(name).unwrap_or(&Value::Null));
                ids.filter_map(Value::as_str).map(|it| script.id(it)).collect::<Vec<_>>().join(",")
            };
            let (subnets, groups) = (list("subnets"), list("security_groups"));
            script.put(format!("aws lambda update-function-configuration --function-name {} --vpc-config SubnetIds={subnets},SecurityGroupIds={groups}", quoted(&it.id)));
        }
        for name in ["endpoint_url", "s3_name", "client_region", "follows_redirects"] {
            if differs(name) {
                let to = after.get(name).map_or("its default".to_owned(), Value::to_string);
                script.put(format!("# In the S3 client of {}: set {name} to {to}.", it.id));
            }
        }
    }
}

fn call(script: &mut Script, it: &Difference, member: &str) {
    if member != "options" {
        script.put(format!("# In the call: set {member} to {}.", it.after));
        return;
    }
    let names = |of: &Value| of.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>());
    let mut all = names(&it.before).unwrap_or_default();
    all.extend(names(&it.after).unwrap_or_default());
    all.sort();
    all.dedup();
    for name in all {
        let value = |of: &Value| of.get(&name).cloned();
        match (value(&it.before), value(&it.after)) {
            (before, after) if before == after => {}
            (_, Some(after)) => script.put(format!("# In the call: send {name} {after}.")),
            (_, None) => script.put(format!("# In the call: leave {name} out.")),
        }
    }
}
