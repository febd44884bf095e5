//! The values that the elements and condition keys of a policy take: actions, resources, principals, ids.

use accesspath_policy::facts::{Facts, ValueType};

use super::{Known, Names};

/// The actions that begin as typed; before a service is named, the services and the actions that hold what is typed.
pub(super) fn actions(facts: &Facts<'_>, typed: &str) -> Vec<String> {
    let (prefix, named) = match typed.split_once(':') {
        Some((prefix, _)) => (prefix, true),
        None => (typed, false),
    };
    let mut words = Vec::new();
    if !named {
        words.extend(facts.services.iter().map(|it| format!("{}:", it.name)));
    }
    for service in &facts.services {
        if named && !service.name.eq_ignore_ascii_case(prefix) {
            continue;
        }
        words.push(format!("{}:*", service.name));
        if named || !prefix.is_empty() {
            words.extend(service.actions.iter().map(|it| format!("{}:{}", service.name, it.name)));
        }
    }
    words
}

/// The ARNs that a statement can be about.
pub(super) fn resources(known: &Known<'_>) -> Vec<String> {
    let names = known.names;
    let lists = [&names.buckets, &names.access_points, &names.keys, &names.functions];
    let mut words: Vec<String> = lists.into_iter().flatten().cloned().collect();
    words.push("*".to_owned());
    words
}

/// Principals of that kind.
pub(super) fn principals(kind: &str, names: &Names) -> Vec<String> {
    let services = ["s3.amazonaws.com", "lambda.amazonaws.com", "logging.s3.amazonaws.com"];
    match kind {
        "AWS" => {
            let roots = names.accounts.iter().map(|it| format!("arn:aws:iam::{it}:root"));
            let all = names.principals.iter().cloned().chain(roots);
            all.chain(names.accounts.iter().cloned()).chain(["*".to_owned()]).collect()
        }
        "Service" => services.map(str::to_owned).into(),
        _ => Vec::new(),
    }
}

/// Values of a condition key.
pub(super) fn of_key(operator: &str, key: &str, known: &Known<'_>) -> Vec<String> {
    let flags = || ["true", "false"].map(str::to_owned).to_vec();
    if operator == "Null" {
        return flags();
    }
    let names = known.names;
    let joined = |lists: &[&Vec<String>]| lists.iter().flat_map(|it| (*it).clone()).collect();
    match key.to_ascii_lowercase().as_str() {
        "aws:sourcevpce" => names.endpoints.clone(),
        "aws:sourcevpc" => names.vpcs.clone(),
        "aws:vpcsourceip" => names.ranges.clone(),
        "aws:principalorgid" | "aws:resourceorgid" | "aws:sourceorgid" | "aws:vpceorgid" => {
            names.organizations.clone()
        }
        "aws:principalaccount"
        | "aws:resourceaccount"
        | "aws:sourceaccount"
        | "aws:vpceaccount"
        | "s3:resourceaccount"
        | "kms:calleraccount" => names.accounts.clone(),
        "aws:principalarn" => names.principals.clone(),
        "lambda:sourcefunctionarn" => names.functions.clone(),
        "aws:sourcearn" => joined(&[&names.buckets, &names.functions]),
        "aws:requestedregion" => names.regions.clone(),
        "kms:viaservice" => {
            names.regions.iter().map(|it| format!("s3.{it}.amazonaws.com")).collect()
        }
        "s3:dataaccesspointarn" => names.access_points.clone(),
        "s3:x-amz-server-side-encryption" => {
            ["AES256", "aws:kms", "aws:kms:dsse"].map(str::to_owned).into()
        }
        "s3:x-amz-server-side-encryption-aws-kms-key-id" => names.keys.clone(),
        _ => match known.facts.and_then(|it| it.key(key)).map(|it| it.value) {
            Some(ValueType::Bool) => flags(),
            Some(ValueType::Arn) => joined(&[&names.principals, &names.buckets, &names.keys]),
            _ => Vec::new(),
        },
    }
}
