//! Turns a task into the scenario that asks for it, in which the choices of the standard callers are unknown.

use accesspath_policy::key;

use super::Task;
use super::asked_keys::AskedKeys;
use super::stand_ins::STRANGER;
use crate::scenario::{Fact, Options, Scenario};

/// The key for a question that names none.
const SOME_KEY: &str = "some-object";

/// The keys that a write request sets by its headers, and those that a list request sets by its parameters.
const WRITE_KEYS: [&str; 7] = [
    key::S3_X_AMZ_ACL,
    key::S3_X_AMZ_SERVER_SIDE_ENCRYPTION,
    key::S3_X_AMZ_SERVER_SIDE_ENCRYPTION_AWS_KMS_KEY_ID,
    key::S3_X_AMZ_STORAGE_CLASS,
    key::S3_IF_NONE_MATCH,
    key::S3_OBJECT_LOCK_MODE,
    key::S3_REQUEST_OBJECT_TAG_KEYS,
];
const LIST_KEYS: [&str; 3] = [key::S3_PREFIX, key::S3_DELIMITER, key::S3_MAX_KEYS];

/// The keys that the caller of a signed request may add or not: a second factor, a service that calls on its behalf,
/// the method of signing.
const OWN_KEYS: [&str; 6] = [
    key::AWS_MULTI_FACTOR_AUTH_AGE,
    key::AWS_CALLED_VIA,
    key::AWS_CALLED_VIA_FIRST,
    key::AWS_CALLED_VIA_LAST,
    key::AWS_VIA_AWS_SERVICE,
    key::S3_AUTH_TYPE,
];

/// The keys that hold the organization of an account.
const ORGANIZATION_KEYS: [&str; 4] = [
    key::AWS_PRINCIPAL_ORG_ID,
    key::AWS_PRINCIPAL_ORG_PATHS,
    key::AWS_RESOURCE_ORG_ID,
    key::AWS_RESOURCE_ORG_PATHS,
];

/// The scenario with the question for a task.
pub(super) fn asking(scenario: &Scenario, task: Task) -> Scenario {
    let mut asked = scenario.clone();
    let Some(operation) = task.operation() else { return asked };
    let question = &mut asked.question;
    operation.name().clone_into(&mut question.operation);
    if question.key.is_empty() {
        SOME_KEY.clone_into(&mut question.key);
    }
    // The task is about the bucket itself, and most options belong to the question's own call only.
    question.access_point = None;
    // A signed URL is good for the question's own call only.
    asked.forget_urls();
    let question = &mut asked.question;
    question.options = Options {
        server_side_encryption: question.options.server_side_encryption.take(),
        tls_version: question.options.tls_version.take(),
        plain_http: question.options.plain_http,
        ..Options::default()
    };
    asked
}

/// Makes unknown the condition keys that the standard callers choose themselves; keys that are given stay.
///
/// The standard callers are those after the callers of the scenario `before`. They call over HTTPS, whatever the
/// question does.
pub(super) fn choose(scenario: &mut Scenario, before: &Scenario, task: Task, keys: &AskedKeys) {
    let by_task: &[&str] = match task {
        Task::Write => &WRITE_KEYS,
        Task::List => &LIST_KEYS,
        _ => &[],
    };
    let asked = |of: &'static [&'static str]| of.iter().copied().filter(|it| keys.has(&[*it]));
    let bucket = scenario.bucket().map(|it| it.account.clone()).unwrap_or_default();
    let has_organization = scenario.organization_of(&bucket).is_some();
    for caller in scenario.callers.iter_mut().skip(before.callers.len()) {
        let is_root = caller.user.as_ref().is_some_and(|it| it.ends_with(":root"));
        let is_signed = caller.role.is_some() || caller.user.is_some();
        let mut chosen: Vec<&str> = by_task.to_vec();
        if is_signed {
            chosen.extend(asked(&OWN_KEYS));
        }
        if is_signed && !is_root {
            let described =
                caller.role.as_ref().and_then(|id| before.roles.iter().find(|it| it.id == *id));
            let is_known = |tag: &str| {
                let mut known = described.into_iter().flat_map(|it| it.tags.keys());
                let name = tag.split_once('/').map_or(tag, |it| it.1);
                known.any(|it| it.eq_ignore_ascii_case(name))
            };
            chosen.extend(keys.tags().filter(|it| !is_known(it)));
        }
        // A scenario without an organization does not say that the account belongs to none.
        if is_signed && !has_organization && caller.name != STRANGER {
            chosen.extend(asked(&ORGANIZATION_KEYS));
        }
        for key in chosen {
            let given = |it: &String| it.eq_ignore_ascii_case(key);
            if !caller.condition_keys.keys().any(given) {
                caller.condition_keys.insert(key.to_owned(), Fact::Unknown);
            }
        }
    }
    let options = &mut scenario.question.options;
    options.plain_http = false;
    options.tls_version = None;
    if task == Task::Write {
        options.server_side_encryption = None;
    }
}
