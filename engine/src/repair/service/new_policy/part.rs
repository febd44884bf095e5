//! The part of a text at a place, and words that resemble one.

use accesspath_policy::json::{Node, Value};
use accesspath_policy::spelling;
use accesspath_policy::text::Span;

/// A value or a member of a policy.
pub(super) struct Part<'j> {
    /// Where it stands: names of members, and numbers of entries from 1.
    pub(super) at: Vec<String>,
    /// The value.
    pub(super) node: Node<'j>,
    /// The member's name, where that is what the place is of.
    pub(super) name: Option<&'j str>,
    /// It is one of several entries.
    pub(super) has_siblings: bool,
}

impl Part<'_> {
    /// The number of its statement, from 1.
    pub(super) fn statement(&self) -> Option<usize> {
        match self.at.as_slice() {
            [first, number, ..] if first == "Statement" => number.parse().ok().or(Some(1)),
            _ => None,
        }
    }
}

/// The smallest part that holds the place.
pub(super) fn part(root: Node<'_>, place: Span) -> Option<Part<'_>> {
    let holds = |it: Span| it.start <= place.start && place.end <= it.end;
    let mut part = Part { at: Vec::new(), node: root, name: None, has_siblings: false };
    loop {
        match part.node.value {
            Value::Array(items) => {
                let count = items.count();
                let Some((at, node)) = items.enumerate().find(|it| holds(it.1.span)) else { break };
                part.at.push((at + 1).to_string());
                (part.node, part.has_siblings) = (node, count > 1);
            }
            Value::Object(mut members) => {
                // A single statement counts as a list of one.
                if part.at == ["Statement"] {
                    part.at.push("1".to_owned());
                }
                let Some(member) = members.find(|it| holds(it.span())) else { break };
                part.at.push(member.name.to_owned());
                (part.node, part.has_siblings) = (member.node, false);
                if holds(member.name_span) {
                    part.name = Some(member.name);
                    break;
                }
            }
            _ => break,
        }
    }
    Some(part)
}

/// The known word that is spelt nearly so, or else the shortest that has all letters of this one in their order, or the
/// longest whose letters this one has.
pub(super) fn resembling<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let longer = known.iter().copied().filter(|it| is_within(word, it)).min_by_key(|it| it.len());
    let shorter = known.iter().copied().filter(|it| is_within(it, word)).max_by_key(|it| it.len());
    spelling::nearest(word, known).or(longer).or(shorter)
}

/// The letters of `short` stand in `long` in their order, whatever their case.
fn is_within(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short.chars().all(|c| letters.any(|it| it.eq_ignore_ascii_case(&c)))
}

#[cfg(test)]
mod tests {
    use accesspath_policy::json;

    use super::*;
    use crate::repair::call::owned;

    #[track_caller]
    fn check(text: &str, place: &str, at: &[&str], statement: Option<usize>) {
        let tree = json::read(text);
        let start = text.find(place).unwrap();
        let found = part(tree.root().unwrap(), Span::new(start, start + place.len())).unwrap();
        assert_eq!((found.at.as_slice(), found.statement()), (owned(at).as_slice(), statement));
    }

    #[test]
    fn the_smallest_part_that_holds_a_place_is_found() {
        let list = r#"{"Statement":[{"Action":["a","b"]},{"Condition":{"Bool":{"k":"v"}}}]}"#;
        check(list, "\"b\"", &["Statement", "1", "Action", "2"], Some(1));
        check(list, "\"k\"", &["Statement", "2", "Condition", "Bool", "k"], Some(2));
        let single = r#"{"Version":"x","Statement":{"Action":"a"}}"#;
        check(single, "\"a\"", &["Statement", "1", "Action"], Some(1));
        check(single, "\"x\"", &["Version"], None);
    }

    #[test]
    fn a_word_resembles_one_that_is_spelt_nearly_so_or_holds_it() {
        let known = ["aws:SourceVpc", "aws:SourceVpce", "s3:ExistingObjectTag"];
        for (word, expected) in [
            ("aws:SourceVpec", Some("aws:SourceVpc")),
            ("aws:SourceVpcEndpoint", Some("aws:SourceVpce")),
            ("s3:ExistingTag", Some("s3:ExistingObjectTag")),
            ("aws:Colour", None),
        ] {
            assert_eq!(resembling(word, &known), expected, "{word}");
        }
    }
}
