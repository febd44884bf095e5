//! An edited text against the same edit of its value, and the lines that differ against the two texts.

use accesspath_policy::json::{self, Edit, edit};
use accesspath_policy::text::{LineKind, changed_lines};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::world::{config, one_of};

const NAMES: &[&str] = &["a", "b", "id", "1", "2", "é\"\n"];

fn scalar() -> impl Strategy<Value = Value> {
    let text = one_of(&[
        "",
        "a",
        "1",
        "x, [y]: {z}\r\n\\",
        "arn:aws:iam::111122223333:role/a-long-name-of-a-role",
    ]);
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2..2).prop_map(Value::from),
        text.prop_map(Value::from)
    ]
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(4, 24, 4, |inner| {
        let members = prop::collection::btree_map(one_of(NAMES), inner.clone(), 0..4);
        let list = prop::collection::vec(inner, 0..4).prop_map(Value::Array);
        prop_oneof![
            list,
            members.prop_map(|it| Value::Object(it.into_iter().collect::<Map<_, _>>()))
        ]
    })
}

/// The value as somebody writes it who keeps to one indentation.
fn tidy(value: &Value, step: &str, newline: &str) -> String {
    let mut out = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(step.as_bytes());
    let mut printer = serde_json::Serializer::with_formatter(&mut out, formatter);
    serde::Serialize::serialize(value, &mut printer).expect("a value can be printed");
    String::from_utf8(out).expect("JSON is UTF-8").replace('\n', newline)
}

fn tidy_text(of: impl Strategy<Value = Value>) -> impl Strategy<Value = (Value, String)> {
    let step = one_of(&["  ", "    ", "\t", " "]);
    let newline = one_of(&["\n", "\r\n"]);
    (of, step, newline, any::<bool>()).prop_map(|(value, step, newline, ends)| {
        let text = tidy(&value, &step, &newline) + if ends { &newline } else { "" };
        (value, text)
    })
}

/// The value with any white space between its tokens.
fn untidy(value: &Value, spaces: &mut impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    let mut put = |token: &str, out: &mut String| {
        *out += token;
        *out += &spaces.next().expect("they never end");
    };
    // Outside a string, every mark is a token of its own.
    let (mut token, mut in_string, mut escaped) = (String::new(), false, false);
    for c in value.to_string().chars() {
        let is_mark = !in_string && "[]{},:".contains(c);
        if is_mark && !token.is_empty() {
            put(&std::mem::take(&mut token), &mut out);
        }
        token.push(c);
        if is_mark {
            put(&std::mem::take(&mut token), &mut out);
        }
        in_string = if c == '"' && !escaped { !in_string } else { in_string };
        escaped = c == '\\' && !escaped;
    }
    put(&token, &mut out);
    out
}

fn any_text() -> impl Strategy<Value = (Value, String)> {
    let spaces =
        prop::collection::vec(one_of(&["", "", " ", "\n", "\n  ", "\r\n\t", "\n\n "]), 1..9);
    let untidy = (value(), spaces).prop_map(|(value, spaces)| {
        let text = untidy(&value, &mut spaces.into_iter().cycle());
        (value, text)
    });
    prop_oneof![1 => tidy_text(value()), 2 => untidy]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let value = || value().prop_map(|it| it.to_string());
    prop_oneof![
        value().prop_map(Edit::Add),
        value().prop_map(Edit::Set),
        one_of(NAMES).prop_map(Edit::Rename),
        Just(Edit::Remove)
    ]
}

/// A value, its text, and segments that mostly lead somewhere in it.
fn placed(
    text: impl Strategy<Value = (Value, String)>,
) -> impl Strategy<Value = (Value, String, Vec<String>)> {
    let choices = prop::collection::vec((0..4_usize, one_of(NAMES)), 0..5);
    (text, choices).prop_map(|((value, text), choices)| {
        let at = place(&value, &choices);
        (value, text, at)
    })
}

/// Each choice is a child of the value before, or else a name.
fn place(value: &Value, choices: &[(usize, String)]) -> Vec<String> {
    let mut value = value;
    let segment = |(choice, name): &(usize, String)| {
        let (segment, child) = match value {
            Value::Array(list) if *choice < list.len() => {
                ((choice + 1).to_string(), &list[*choice])
            }
            Value::Object(members) => match members.iter().nth(*choice) {
                Some((name, child)) => (name.clone(), child),
                None => (name.clone(), &Value::Null),
            },
            _ => (name.clone(), &Value::Null),
        };
        value = child;
        segment
    };
    choices.iter().map(segment).collect()
}

fn refs(at: &[String]) -> Vec<&str> {
    at.iter().map(String::as_str).collect()
}

/// What becomes of a value.
enum After {
    Is(Value),
    Gone,
    Refused,
}

/// The edit of a value without a text, by the plainest reading of the rules.
fn after(value: Value, at: &[&str], by: &Edit) -> After {
    let new = |it: &str| serde_json::from_str::<Value>(it).expect("the edits are JSON");
    let Some((segment, rest)) = at.split_first() else {
        return match by {
            Edit::Set(value) => After::Is(new(value)),
            Edit::Add(added) => After::Is(match value {
                Value::Array(list) if list.contains(&new(added)) => Value::Array(list),
                Value::Array(list) => Value::Array([list, vec![new(added)]].concat()),
                value if value == new(added) => value,
                value => json!([value, new(added)]),
            }),
            Edit::Remove => After::Gone,
            Edit::Rename(_) => After::Refused,
        };
    };
    match value {
        Value::Array(mut list) => {
            let by_id = list.iter().position(|it| it.get("id") == Some(&json!(segment)));
            let number = segment.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
            let Some(number) = by_id.or(number).filter(|it| *it < list.len()) else {
                return After::Refused;
            };
            match after(list.remove(number), rest, by) {
                After::Is(value) => list.insert(number, value),
                After::Gone => (),
                After::Refused => return After::Refused,
            }
            After::Is(Value::Array(list))
        }
        Value::Object(mut members) => match (members.remove(*segment), by) {
            (Some(value), Edit::Rename(name)) if rest.is_empty() => {
                match members.insert(name.clone(), value) {
                    None => After::Is(Value::Object(members)),
                    Some(_) => After::Refused,
                }
            }
            (Some(value), _) => match after(value, rest, by) {
                After::Is(value) => {
                    members.insert((*segment).to_owned(), value);
                    After::Is(Value::Object(members))
                }
                After::Gone => After::Is(Value::Object(members)),
                After::Refused => After::Refused,
            },
            (None, _) if *segment == "1" => after(Value::Object(members), rest, by),
            (None, Edit::Add(value) | Edit::Set(value)) => {
                let value = rest.iter().rev().fold(new(value), |it, name| json!({ *name: it }));
                members.insert((*segment).to_owned(), value);
                After::Is(Value::Object(members))
            }
            (None, Edit::Rename(_) | Edit::Remove) => After::Refused,
        },
        value if *segment == "1" => after(value, rest, by),
        _ => After::Refused,
    }
}

fn lines_of(kind: LineKind, before: &str, after: &str) -> usize {
    changed_lines(before, after, 0).iter().filter(|it| it.kind == kind).count()
}

/// The longest common subsequence, by trying all.
fn common(old: &[&str], new: &[&str]) -> usize {
    match (old.split_first(), new.split_first()) {
        (Some((a, old_rest)), Some((b, new_rest))) => match a == b {
            true => 1 + common(old_rest, new_rest),
            false => common(old_rest, new).max(common(old, new_rest)),
        },
        _ => 0,
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_edited_text_reads_as_the_edited_value((value, text, at) in placed(any_text()), by in any_edit()) {
        let at = refs(&at);
        let found = edit(&text, &at, &by);
        match after(value, &at, &by) {
            After::Is(expected) => {
                let found = found.expect("the place exists");
                let read: Value = serde_json::from_str(&found).expect("an edited text is JSON");
                prop_assert_eq!(read, expected, "{}", found);
            }
            After::Gone | After::Refused => prop_assert_eq!(found, None),
        }
    }

    #[test]
    fn a_text_is_edited_if_and_only_if_it_is_json(text in "[\\[\\]{}\",:a1 \n]{0,12}", by in any_edit()) {
        let edited = edit(&text, &[], &by);
        let is_json = serde_json::from_str::<Value>(&text).is_ok();
        prop_assert_eq!(edited.is_some(), is_json && matches!(by, Edit::Add(_) | Edit::Set(_)));
        prop_assert!(edited.is_none_or(|it| serde_json::from_str::<Value>(&it).is_ok()));
    }

    #[test]
    fn an_edit_inside_a_member_leaves_every_byte_outside_of_it((_, text, at) in placed(any_text()), by in any_edit()) {
        let at = refs(&at);
        let tree = json::read(&text);
        let members = tree.root().and_then(|it| it.members()).unwrap_or_default();
        if let ([first, within @ ..], Some(edited)) = (at.as_slice(), edit(&text, &at, &by))
            && let Some(member) = members.get(first)
            // A value that is the only one of its list may go with its member.
            && within.iter().any(|it| *it != "1")
        {
            let (head, tail) = text.split_at(member.span.start);
            prop_assert!(edited.starts_with(head), "{}", edited);
            let (_, tail) = tail.split_at(member.span.end - member.span.start);
            prop_assert!(edited.ends_with(tail), "{}", edited);
        }
    }

    #[test]
    fn what_was_added_to_others_can_be_removed_without_a_trace((value, text, at) in placed(any_text()), new in value()) {
        let at = refs(&at);
        let mut holder = &value;
        for segment in &at {
            let number = segment.parse::<usize>().unwrap_or(0).wrapping_sub(1);
            holder = holder.get(*segment).or_else(|| holder.get(number)).unwrap_or(&Value::Null);
        }
        let (by, child) = match holder {
            Value::Array(list) if !list.is_empty() => (Edit::Add(new.to_string()), (list.len() + 1).to_string()),
            Value::Object(members) if !members.is_empty() => (Edit::Set(new.to_string()), "new".to_owned()),
            _ => return Ok(()),
        };
        let within = [at.as_slice(), &["new"]].concat();
        let set_at = if holder.is_object() { within.as_slice() } else { at.as_slice() };
        let child_at = [at.as_slice(), &[child.as_str()]].concat();
        if let Some(edited) = edit(&text, set_at, &by).filter(|it| *it != text) {
            // An entry may have that number as its id.
            let removed = edit(&edited, &child_at, &Edit::Remove);
            let is_number_an_id = edited.contains("\"id\"");
            prop_assert!(removed == Some(text) || is_number_an_id, "{}", edited);
        }
    }

    #[test]
    fn of_a_tidy_text_an_addition_and_a_removal_change_few_lines((_, text, at) in placed(tidy_text(value())), new in value()) {
        let at = refs(&at);
        if let Some(edited) = edit(&text, &at, &Edit::Add(new.to_string())) {
            // The line that gets a comma; of a value of several lines that becomes a list, the first and the last.
            prop_assert!(lines_of(LineKind::Removed, &text, &edited) <= 2, "{}", edited);
        }
        if let Some(edited) = edit(&text, &at, &Edit::Remove) {
            // The line that loses its comma, or whose value is empty.
            prop_assert!(lines_of(LineKind::Added, &text, &edited) <= 1, "{}", edited);
        }
    }

    #[test]
    fn the_lines_that_differ_are_the_fewest_and_lead_from_text_to_text(before in "([abc]\n){0,7}", after in "([abc]\n){0,7}") {
        let lines = changed_lines(&before, &after, usize::MAX);
        let kept = lines.iter().filter(|it| it.kind == LineKind::Kept).count();
        let (old, new): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
        if old == new {
            prop_assert!(lines.is_empty());
            return Ok(());
        }
        prop_assert_eq!(kept, common(&old, &new));
        let without = |kind| lines.iter().filter(|it| it.kind != kind).collect::<Vec<_>>();
        let (from, to) = (without(LineKind::Added), without(LineKind::Removed));
        prop_assert_eq!(from.iter().map(|it| it.text).collect::<Vec<_>>(), old);
        prop_assert_eq!(to.iter().map(|it| it.text).collect::<Vec<_>>(), new);
        prop_assert!(from.iter().zip(1..).all(|(line, number)| line.before == Some(number)));
        prop_assert!(to.iter().zip(1..).all(|(line, number)| line.after == Some(number)));
        let shown = changed_lines(&before, &after, 1);
        prop_assert!(shown.iter().all(|it| lines.contains(it)));
        prop_assert_eq!(shown.iter().filter(|it| it.kind != LineKind::Kept).count(), lines.len() - kept);
    }
}
