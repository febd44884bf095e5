//! Turns the bucket policy and the descriptions of objects into keys of objects that something may be granted on.

use accesspath_policy::policy::{Effect, Form, PolicyKind, Statement};

use crate::documents::Documents;
use crate::scenario::{Bucket, Fact, Scenario};

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
    let described = scenario.objects.iter().filter(|it| it.bucket == bucket.id && it.acl.is_some());
    let mut keys: Vec<String> = described.map(|it| it.key.clone()).collect();
    let policy = match &bucket.policy {
        Some(Fact::Known(id)) => documents.get(id, PolicyKind::Bucket),
        _ => None,
    };
    let statements = policy.iter().flat_map(|it| &it.value.statements);
    for key in statements.flat_map(of_statement) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.retain(|it| *it != scenario.question.key);
    let left_out = keys.len().saturating_sub(MOST_KEYS);
    keys.truncate(MOST_KEYS);
    (keys, left_out)
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
