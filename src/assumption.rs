//! What an answer took by a default → the edit that tells it, as none or as not known.

use accesspath_engine::scenario::change::Change;
use accesspath_policy::json::Edit;

/// What a person says of a member that was not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// There is none.
    None,
    /// It is not known.
    Unknown,
}

/// The edit that tells `member`, such as `roles[0].boundary`; nothing where that cannot be said of it.
pub fn told(member: &str, answer: Answer) -> Option<Change> {
    let (record, name) = member.rsplit_once('.')?;
    let value = value(name, answer)?;
    let mut at = Vec::new();
    for part in record.split('.') {
        let (list, number) = part.strip_suffix(']')?.split_once('[')?;
        // An account that has no record of its own stands with its id.
        if list == "accounts" && number.len() == 12 {
            let record = format!("{{\"id\":\"{number}\",\"{name}\":{value}}}");
            return Some(Change::Tell { at: vec![list.to_owned()], edit: Edit::Add(record) });
        }
        let number: usize = number.parse().ok()?;
        at.push(list.to_owned());
        at.push(number.checked_add(1)?.to_string());
    }
    at.push(name.to_owned());
    Some(Change::Tell { at, edit: Edit::Set(value.to_owned()) })
}

/// The value of the member, as JSON.
fn value(name: &str, answer: Answer) -> Option<&'static str> {
    Some(match (name, answer) {
        ("policy" | "boundary" | "policies" | "scp_levels" | "rcp_levels", Answer::Unknown) => {
            r#"{"unknown":true}"#
        }
        ("block_public_access", Answer::Unknown) => {
            r#"{"block_public_acls":{"unknown":true},"ignore_public_acls":{"unknown":true},"block_public_policy":{"unknown":true},"restrict_public_buckets":{"unknown":true}}"#
        }
        ("policy" | "boundary", Answer::None) => "null",
        ("policies" | "scp_levels" | "rcp_levels" | "session_policies", Answer::None) => "[]",
        ("block_public_access", Answer::None) => "{}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Answer, told};
    use crate::gallery;
    use accesspath_engine::judge::Outcome;
    use accesspath_engine::scenario::change::apply;
    use accesspath_engine::{analyze, report};

    #[test]
    fn what_is_told_as_none_is_assumed_no_more_and_what_is_not_known_leaves_paths_as_they_are_or_open()
     {
        let mut wrong = Vec::new();
        for id in gallery::ids() {
            let scenario = gallery::stored(id);
            let before = analyze(&scenario);
            for it in report::verdict(&scenario, &before).assumed {
                for answer in [Answer::None, Answer::Unknown] {
                    let Some(change) = told(&it.member, answer) else { continue };
                    let next = apply(&scenario, change);
                    if next == *scenario {
                        wrong.push(format!("{id}: {} as {answer:?} changes nothing", it.member));
                        continue;
                    }
                    let after = analyze(&next);
                    let same = |at: usize| after.paths.get(at).map(|it| it.outcome);
                    let fits = before.paths.iter().enumerate().all(|(at, it)| match answer {
                        Answer::None => same(at) == Some(it.outcome),
                        Answer::Unknown => {
                            [Some(it.outcome), Some(Outcome::Undetermined)].contains(&same(at))
                        }
                    });
                    if !fits {
                        wrong.push(format!("{id}: {} as {answer:?} changes an outcome", it.member));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
