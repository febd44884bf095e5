//! What an answer took by a default → the edit that tells it, as none or as not known.

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{Change, Slot};
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

/// The place of the policy that would tell `member`, where one policy does.
pub fn slot(scenario: &Scenario, member: &str) -> Option<Slot> {
    let (record, name) = member.rsplit_once('.')?;
    let (list, number) = record.strip_suffix(']')?.split_once('[')?;
    let at = number.parse::<usize>().ok()?;
    let of = |slot: fn(String) -> Slot, id: Option<&String>| id.cloned().map(slot);
    let account = || match number.len() {
        12 => Some(number.to_owned()),
        _ => scenario.accounts.get(at).map(|it| it.id.clone()),
    };
    match (list, name) {
        ("roles", "policies") => of(Slot::Identity, scenario.roles.get(at).map(|it| &it.id)),
        ("roles", "boundary") => of(Slot::Boundary, scenario.roles.get(at).map(|it| &it.id)),
        ("roles", "session_policies") => of(Slot::Session, scenario.roles.get(at).map(|it| &it.id)),
        ("buckets", "policy") => of(Slot::Bucket, scenario.buckets.get(at).map(|it| &it.id)),
        ("endpoints", "policy") => of(Slot::Endpoint, scenario.endpoints.get(at).map(|it| &it.id)),
        ("keys", "policy") => of(Slot::Key, scenario.keys.get(at).map(|it| &it.id)),
        ("accounts", "scp_levels") => account().map(Slot::Scp),
        ("accounts", "rcp_levels") => account().map(Slot::Rcp),
        _ => None,
    }
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
    use super::{Answer, slot, told};
    use crate::gallery;
    use accesspath_engine::judge::Outcome;
    use accesspath_engine::scenario::change::{Change, apply};
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

    #[test]
    fn a_policy_that_is_pasted_in_place_of_what_was_assumed_is_part_of_the_answer() {
        let text = r#"{"Version": "2012-10-17", "Statement": []}"#;
        let mut wrong = Vec::new();
        let mut pasted = 0;
        for id in gallery::ids() {
            let scenario = gallery::stored(id);
            for it in report::verdict(&scenario, &analyze(&scenario)).assumed {
                let Some(slot) = slot(&scenario, &it.member) else { continue };
                let document = "pasted".into();
                let change = Change::Attach { document, slot, text: text.to_owned() };
                let next = apply(&scenario, change);
                let after = report::verdict(&next, &analyze(&next)).assumed;
                if after.contains(&it) {
                    wrong.push(format!("{id}: {} is still assumed", it.member));
                }
                pasted += 1;
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(pasted > 50, "{pasted}");
    }
}
