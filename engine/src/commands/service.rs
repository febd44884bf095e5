//! Commands about buckets, objects, keys, functions, tags and the call.

use serde_json::{Value, json};

use super::difference::{Difference, entries, text};
use super::place::Place;
use super::{Script, quoted, words, zone};
use crate::chain;
use crate::scenario::Scenario;

/// A switch of Block Public Access is turned off and none on.
pub(super) fn loosens(it: &Difference) -> bool {
    let on = |of: &Value| SWITCHES.iter().filter(|it| is_on(of, it.0)).count();
    it.member == "block_public_access" && on(&it.after) < on(&it.before)
}

/// Writes the commands for what differs in a bucket, an account, a key, a function or the call.
pub(super) fn service(script: &mut Script, it: &Difference, to: &Scenario) {
    let member = it.member.as_str();
    if it.collection != "callers" || member == "tags" {
        script.enter(Place::of_difference(it, to));
    }
    match (it.collection.as_str(), member) {
        ("buckets", _) => bucket(script, it, to),
        ("objects", _) => object(script, it, to),
        ("accounts", "block_public_access") => {
            let account = quoted(&it.id);
            script.put(match switches(&it.after) {
                Some(all) => format!("aws s3control put-public-access-block --account-id {account} --public-access-block-configuration {all}"),
                None => format!("aws s3control delete-public-access-block --account-id {account}"),
            });
        }
        ("keys", "state") => key_state(script, it, to),
        ("functions", "placements") => placements(script, it, to),
        ("callers", member) if !["tags", "policies", "boundary", ""].contains(&member) => {
            script.note(&words::client(&it.id, member, &it.after));
        }
        ("private_zones", _) => zone::zone(script, it, to),
        ("roles" | "callers", "tags") => tags(script, it, to),
        ("question", _) => call(script, it),
        // Policies are put by their documents, and the network has commands of its own.
        ("roles", "policies" | "boundary" | "trust" | "session_policies")
        | ("callers", "policies" | "boundary")
        | ("accounts", "scp_levels" | "rcp_levels")
        | ("access_points" | "functions" | "keys", "policy")
        | (
            "vpcs" | "subnets" | "route_tables" | "gateways" | "security_groups" | "network_acls"
            | "endpoints",
            _,
        ) => {}
        // An account is listed once something is told of it.
        ("accounts", "") => {}
        (collection, "") => {
            let word = if it.after.is_null() { "Remove" } else { "Make" };
            let kind = collection.trim_end_matches('s').replace('_', " ");
            script.note(&format!("{word} the {kind} {}.", it.id));
        }
        (collection, _) => {
            let kind = collection.trim_end_matches('s').replace('_', " ");
            script.note(&words::set(&format!("the {kind}"), &it.id, member, &it.after));
        }
    }
}

/// A value as JSON in one argument.
fn as_json(value: &Value) -> String {
    quoted(&value.to_string())
}

fn bucket(script: &mut Script, it: &Difference, to: &Scenario) {
    let own = to.buckets.iter().find(|own| own.id == it.id);
    let name = quoted(own.map_or(it.id.as_str(), |it| &it.name));
    let command = |verb: &str, rest: &str| format!("aws s3api {verb} --bucket {name}{rest}");
    let with =
        |verb: &str, option: &str, value: &str| command(verb, &format!(" --{option} {value}"));
    let status = |or: &'static str| match it.after.as_str() {
        // Once switched on, it can only be suspended.
        None | Some("Off") => or.to_owned(),
        Some(other) => quoted(&format!("Status={other}")),
    };
    let line = match it.member.as_str() {
        "policy" => return,
        "block_public_access" => match switches(&it.after) {
            Some(all) => with("put-public-access-block", "public-access-block-configuration", &all),
            None => command("delete-public-access-block", ""),
        },
        "ownership" => {
            let to = it.after.as_str().unwrap_or("BucketOwnerEnforced");
            let rule = quoted(&format!("Rules=[{{ObjectOwnership={to}}}]"));
            with("put-bucket-ownership-controls", "ownership-controls", &rule)
        }
        "versioning" => {
            with("put-bucket-versioning", "versioning-configuration", &status("Status=Suspended"))
        }
        "accelerate" => with(
            "put-bucket-accelerate-configuration",
            "accelerate-configuration",
            &status("Status=Suspended"),
        ),
        "requester_pays" => {
            let payer = if it.after == true { "Payer=Requester" } else { "Payer=BucketOwner" };
            with("put-bucket-request-payment", "request-payment-configuration", payer)
        }
        "object_lock" if it.after == true => with(
            "put-object-lock-configuration",
            "object-lock-configuration",
            "ObjectLockEnabled=Enabled",
        ),
        "encryption" => {
            let rule = json!({ "Rules": [encryption(&it.after, to)] });
            with("put-bucket-encryption", "server-side-encryption-configuration", &as_json(&rule))
        }
        "notifications" => {
            script.note("This replaces all notifications of the bucket: add those to queues, topics and EventBridge.");
            let region = own.map_or("", |it| &it.region);
            let all: Vec<Value> =
                entries(&it.after).map(|it| notification(it, region, to)).collect();
            with(
                "put-bucket-notification-configuration",
                "notification-configuration",
                &as_json(&json!({ "LambdaFunctionConfigurations": all })),
            )
        }
        "tags" => with(
            "put-bucket-tagging",
            "tagging",
            &as_json(&json!({ "TagSet": tag_set(&it.after) })),
        ),
        other => {
            return script.note(&words::set("the bucket", &name, other, &it.after));
        }
    };
    script.put(line);
}

/// A rule of a bucket's default encryption.
fn encryption(told: &Value, to: &Scenario) -> Value {
    let mut rule = json!({});
    if let Some(members) = rule.as_object_mut() {
        let mut own = serde_json::Map::new();
        let algorithm = Some(text(told, "algorithm")).filter(|it| !it.is_empty());
        own.insert("SSEAlgorithm".to_owned(), json!(algorithm.unwrap_or("AES256")));
        let key = text(told, "key");
        if !key.is_empty() {
            let arn = to.keys.iter().find(|it| it.id == key).map_or(key, |it| &it.arn);
            own.insert("KMSMasterKeyID".to_owned(), json!(arn));
        }
        members.insert("ApplyServerSideEncryptionByDefault".to_owned(), Value::Object(own));
        members.insert(
            "BucketKeyEnabled".to_owned(),
            json!(told.get("bucket_key") == Some(&json!(true))),
        );
        if let Some(blocked) = told.get("blocked") {
            let types = json!({ "EncryptionType": blocked });
            members.insert("BlockedEncryptionTypes".to_owned(), types);
        }
    }
    rule
}

/// A notification, as S3 takes it.
fn notification(told: &Value, region: &str, to: &Scenario) -> Value {
    let function = text(told, "function");
    let own = to.functions.iter().find(|it| it.id == function);
    let qualifier = Some(text(told, "qualifier")).filter(|it| !it.is_empty());
    let arn = own.map(|it| chain::function_arn(it, qualifier, region, to));
    let mut out = json!({
        "LambdaFunctionArn": arn.unwrap_or_else(|| function.to_owned()),
        "Events": told.get("events"),
    });
    let rules: Vec<Value> = ["prefix", "suffix"]
        .into_iter()
        .filter(|it| !text(told, it).is_empty())
        .map(|it| json!({ "Name": it, "Value": text(told, it) }))
        .collect();
    if let Some(members) = out.as_object_mut() {
        if !text(told, "id").is_empty() {
            members.insert("Id".to_owned(), json!(text(told, "id")));
        }
        if !rules.is_empty() {
            members.insert("Filter".to_owned(), json!({ "Key": { "FilterRules": rules } }));
        }
    }
    out
}

fn tag_set(tags: &Value) -> Vec<Value> {
    let pairs = tags.as_object().into_iter().flatten();
    pairs.map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

fn object(script: &mut Script, it: &Difference, to: &Scenario) {
    let own = to.objects.iter().find(|own| own.id == it.id);
    let Some(own) = own else {
        return script.note(&format!("Remove the object {}.", it.id));
    };
    let bucket = to.buckets.iter().find(|it| it.id == own.bucket);
    let bucket = quoted(bucket.map_or(own.bucket.as_str(), |it| &it.name));
    let object = format!("--bucket {bucket} --key {}", quoted(&own.key));
    let line = match it.member.as_str() {
        "legal_hold" => {
            let status = if it.after == true { "ON" } else { "OFF" };
            format!("aws s3api put-object-legal-hold {object} --legal-hold Status={status}")
        }
        // A new object has none.
        "tags" if [&it.before, &it.after].into_iter().all(is_empty) => return,
        "tags" => {
            let tags = as_json(&json!({ "TagSet": tag_set(&it.after) }));
            format!("aws s3api put-object-tagging {object} --tagging {tags}")
        }
        "restored" if it.after == true => {
            format!("aws s3api restore-object {object} --restore-request Days=1")
        }
        "exists" if it.after == true => {
            let put = format!("aws s3api put-object {object} --body FILE");
            return script.note(&format!("Upload the object: {put}"));
        }
        "exists" => {
            let delete = format!("aws s3api delete-object {object}");
            return script.note(&format!("Delete the object that was uploaded: {delete}"));
        }
        "" => return script.note(&format!("Put the object {}.", own.key)),
        member => return script.note(&words::set("the object", &own.key, member, &it.after)),
    };
    script.put(line);
}

/// The tags are none, or not told.
fn is_empty(tags: &Value) -> bool {
    tags.as_object().is_none_or(serde_json::Map::is_empty)
}

fn key_state(script: &mut Script, it: &Difference, to: &Scenario) {
    let key = to.keys.iter().find(|key| key.id == it.id);
    let key = quoted(key.map_or(it.id.as_str(), |it| &it.arn));
    if it.before == "PendingDeletion" {
        script.put(format!("aws kms cancel-key-deletion --key-id {key}"));
    }
    let line = match it.after.as_str() {
        None | Some("Enabled") => format!("aws kms enable-key --key-id {key}"),
        Some("Disabled") => format!("aws kms disable-key --key-id {key}"),
        // Nobody is to delete a key by taking something back.
        Some(other) => return script.note(&format!("The key {key} was {other}.")),
    };
    script.put(line);
}

/// The tags of a role or a user.
fn tags(script: &mut Script, it: &Difference, to: &Scenario) {
    let user = || to.callers.iter().find(|own| own.id == it.id).and_then(|it| it.user.clone());
    let (word, arn) = match to.role(&it.id) {
        Some(role) => ("role", Some(role.arn.clone())),
        None => ("user", user()),
    };
    let arn = arn.unwrap_or_else(|| it.id.clone());
    let of = format!("--{word}-name {}", quoted(arn.rsplit('/').next().unwrap_or(&arn)));
    let keys = |value: &Value| value.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>());
    let (before, after) =
        (keys(&it.before).unwrap_or_default(), keys(&it.after).unwrap_or_default());
    let gone: Vec<String> =
        before.iter().filter(|it| !after.contains(it)).map(|it| quoted(it)).collect();
    if !gone.is_empty() {
        script.put(format!("aws iam untag-{word} {of} --tag-keys {}", gone.join(" ")));
    }
    if !after.is_empty() {
        let set = as_json(&Value::Array(tag_set(&it.after)));
        script.put(format!("aws iam tag-{word} {of} --tags {set}"));
    }
}

/// The switches of Block Public Access: as a scenario names them, and as the AWS CLI does.
const SWITCHES: [(&str, &str); 4] = [
    ("block_public_acls", "BlockPublicAcls"),
    ("ignore_public_acls", "IgnorePublicAcls"),
    ("block_public_policy", "BlockPublicPolicy"),
    ("restrict_public_buckets", "RestrictPublicBuckets"),
];

fn is_on(value: &Value, switch: &str) -> bool {
    *value == "all_on" || value.get(switch) == Some(&Value::Bool(true))
}

/// The four switches as the AWS CLI takes them; nothing where they were not told.
fn switches(value: &Value) -> Option<String> {
    let all = SWITCHES.map(|(own, name)| format!("{name}={}", is_on(value, own)));
    (value.is_object() || value == "all_on").then(|| all.join(","))
}

/// Where a function runs, and how its client calls S3.
fn placements(script: &mut Script, it: &Difference, to: &Scenario) {
    for after in it.added() {
        let own = |other: &&Value| text(other, "id") == text(after, "id");
        let before = it.removed().into_iter().find(own).cloned().unwrap_or(Value::Null);
        let mut names: Vec<&String> = Vec::new();
        for name in
            [&before, after].into_iter().filter_map(Value::as_object).flat_map(|it| it.keys())
        {
            if before.get(name) != after.get(name) && !names.contains(&name) {
                names.push(name);
            }
        }
        let (moved, rest): (Vec<&String>, Vec<&String>) = names
            .into_iter()
            .partition(|it| ["outside", "subnets", "security_groups"].contains(&it.as_str()));
        if !moved.is_empty() {
            let list =
                |name: &str| script.ids(entries(after.get(name).unwrap_or(&Value::Null))).join(",");
            let (subnets, groups) = (list("subnets"), list("security_groups"));
            let config = match subnets.is_empty() {
                true => quoted("SubnetIds=[],SecurityGroupIds=[]"),
                false => format!("SubnetIds={subnets},SecurityGroupIds={groups}"),
            };
            let function = to.functions.iter().find(|own| own.id == it.id);
            script.enter(function.and_then(|it| Place::of_function(it, to)));
            let function = quoted(function.map_or(it.id.as_str(), |it| &it.name));
            script.put(format!("aws lambda update-function-configuration --function-name {function} --vpc-config {config}"));
        }
        // What follows from the place is no setting of the client.
        for name in rest.into_iter().filter(|it| *it != "private_ip") {
            let value = after.get(name).unwrap_or(&Value::Null);
            script.note(&words::client(&it.id, name, value));
        }
    }
}

fn call(script: &mut Script, it: &Difference) {
    let member = it.member.as_str();
    if member != "options" {
        return script.note(&words::asked(member, &it.after));
    }
    let names = |of: &Value| of.as_object().map(|it| it.keys().cloned().collect::<Vec<_>>());
    let mut all = names(&it.before).unwrap_or_default();
    all.extend(names(&it.after).unwrap_or_default());
    all.sort();
    all.dedup();
    for name in all.iter().filter(|it| *it != "new_policy") {
        match (it.before.get(name), it.after.get(name)) {
            (before, after) if before == after => {}
            (_, Some(after)) => script.note(&words::sent(name, after)),
            (_, None) => script.note(&words::left_out(name)),
        }
    }
}
