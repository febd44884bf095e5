//! Turns the bucket policy and the descriptions of objects into keys of objects that something may be granted on.

use accesspath_policy::policy::{Effect, Form, PolicyKind, PrincipalName, Statement};

use super::derived::free;
use crate::documents::Documents;
use crate::scenario::{AclGrant, Bucket, Fact, Permission, Scenario};

/// The highest number of objects besides the question's that are tried for a task.
///
/// No derivation: each of them is judged once for every caller that is refused.
const MOST_KEYS: usize = 6;

/// The key of each object whose ACL is told, and one for each pattern of objects that the bucket policy grants something
/// on: at most `MOST_KEYS`, and the count of those left out.
pub(super) fn granted(
    scenario: &Scenario,
    bucket: &Bucket,
    documents: &Documents,
) -> (Vec<String>, usize) {
    let described = scenario.objects.iter().filter(|it| it.bucket == bucket.id);
    let described = described.filter_map(|it| Some((!is_public(it.acl.as_ref()?), it.key.clone())));
    let policy = match &bucket.policy {
        Some(Fact::Known(id)) => documents.get(id, PolicyKind::Bucket),
        _ => None,
    };
    let statements = policy.iter().flat_map(|it| &it.value.statements);
    let granted =
        statements.flat_map(|it| of_statement(it).map(|key| (!is_for_everybody(it), key)));
    let mut all: Vec<(bool, String)> = described.chain(granted).collect();
    // Those that everybody is granted come first, because only the first few are tried.
    all.sort_by_key(|it| it.0);
    let mut keys: Vec<String> = Vec::new();
    for (_, key) in all {
        if key != scenario.question.key && !keys.contains(&key) {
            keys.push(key);
        }
    }
    let left_out = keys.len().saturating_sub(MOST_KEYS);
    keys.truncate(MOST_KEYS);
    (keys, left_out)
}

/// The key of an object that is not there yet, where the bucket's ACL lets others write and the question's object is
/// described: they may create objects, and not replace that one.
pub(super) fn new_key(scenario: &Scenario, bucket: &Bucket) -> Option<String> {
    let grants = bucket.acl.as_ref()?.known()?;
    let writes =
        |it: &AclGrant| matches!(it.permission, Permission::Write | Permission::FullControl);
    let described = scenario.objects.iter().filter(|it| it.bucket == bucket.id);
    let taken: Vec<String> = described.map(|it| it.key.clone()).collect();
    let is_needed = taken.contains(&scenario.question.key) && grants.iter().any(writes);
    is_needed.then(|| free(&taken, "new-object"))
}

/// The ACL grants something to everybody, or to everybody who signs.
fn is_public(acl: &Fact<Vec<AclGrant>>) -> bool {
    let groups = ["AllUsers", "AuthenticatedUsers"];
    acl.known().is_some_and(|it| it.iter().any(|it| groups.contains(&it.grantee.as_str())))
}

/// Some policy of a bucket or an access point, or some ACL, may grant something to callers without credentials.
pub(crate) fn may_grant_everybody(scenario: &Scenario, documents: &Documents) -> bool {
    let grants = |it: &Statement| {
        is_for_everybody(it) || it.principal.as_ref().is_some_and(|it| it.form == Form::AllBut)
    };
    let read = documents.iter().filter(|it| it.1 == PolicyKind::Bucket);
    let acls = scenario.buckets.iter().filter_map(|it| it.acl.as_ref());
    let mut acls = acls.chain(scenario.objects.iter().filter_map(|it| it.acl.as_ref()));
    read.flat_map(|it| &it.2.value.statements).any(grants) || acls.any(is_public)
}

/// The statement grants something to everybody.
pub(super) fn is_for_everybody(statement: &Statement) -> bool {
    let mut principals = statement.principal.iter().flat_map(|it| &it.entries);
    statement.effect == Some(Effect::Allow)
        && principals.any(|it| it.name == PrincipalName::Everyone)
}

fn of_statement(statement: &Statement) -> impl Iterator<Item = String> {
    let resources = statement.resource.iter().filter(|it| it.form == Form::Listed);
    let resources = resources.filter(|_| statement.effect == Some(Effect::Allow));
    resources.flat_map(|it| &it.entries).filter_map(|it| {
        let (_, key) = it.text.split_once('/')?;
        let (first, rest) = key.split_once("${").unwrap_or((key, ""));
        let rest = rest.split_once('}').map_or("", |it| it.1);
        let any = if first.len() == key.len() { "" } else { "any" };
        Some(format!("{first}{any}{rest}").replace('*', "any").replace('?', "x"))
    })
}
