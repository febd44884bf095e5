//! Turns the bucket policy into keys of objects that it grants something on.

use accesspath_policy::policy::{Effect, Form, PolicyKind, Statement};

use crate::documents::Documents;
use crate::scenario::{Bucket, Fact};

/// The highest number of objects besides the question's that are tried for a task.
///
/// No derivation: each of them is judged once for every caller that is refused.
const MOST_KEYS: usize = 6;

/// One key for each pattern of objects that the bucket policy grants something on, at most `MOST_KEYS`.
pub(super) fn granted(bucket: &Bucket, documents: &Documents) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let Some(Fact::Known(id)) = &bucket.policy else { return keys };
    let policy = documents.get(id, PolicyKind::Bucket);
    let statements = policy.iter().flat_map(|it| &it.value.statements);
    for key in statements.flat_map(of_statement) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.truncate(MOST_KEYS);
    keys
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
