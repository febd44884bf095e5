//! Segments → the value that they lead to, and what holds it.

use crate::json::{Member, Node, Value};

/// A value in its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'j> {
    /// The value.
    pub node: Node<'j>,
    /// The list or object that it stands in; the value of the whole text stands in none.
    pub holder: Option<Node<'j>>,
    /// The member that it is, where its name led there.
    pub member: Option<Member<'j>>,
}

/// Where segments lead.
#[derive(Debug, Clone, Copy)]
pub(super) enum Search<'j, 's> {
    /// To a value.
    Found(Place<'j>),
    /// To a member that an object does not have.
    Missing {
        /// The object.
        object: Node<'j>,
        /// The list or object that the object stands in.
        holder: Option<Node<'j>>,
        /// The name of the member.
        name: &'s str,
        /// The segments behind it.
        within: &'s [&'s str],
    },
}

impl<'j> Search<'j, '_> {
    /// The value that stands there.
    pub(super) const fn found(self) -> Option<Place<'j>> {
        match self {
            Self::Found(place) => Some(place),
            Self::Missing { .. } => None,
        }
    }
}

/// Follows the segments; to nothing where one names no entry of a list, or anything inside a scalar.
pub(super) fn find<'j, 's>(root: Node<'j>, at: &'s [&'s str]) -> Option<Search<'j, 's>> {
    let mut place = Place { node: root, holder: None, member: None };
    let mut rest = at;
    while let Some((segment, within)) = rest.split_first() {
        let (node, holder) = (place.node, place.holder);
        place = match node.value {
            Value::Array(_) => {
                Place { node: entry(node, segment)?, holder: Some(node), member: None }
            }
            Value::Object(mut members) => match members.find(|it| it.name == *segment) {
                Some(member) => {
                    Place { node: member.node, holder: Some(node), member: Some(member) }
                }
                None if *segment == "1" => Place { member: None, ..place },
                None => {
                    return Some(Search::Missing { object: node, holder, name: segment, within });
                }
            },
            _ if *segment == "1" => Place { member: None, ..place },
            _ => return None,
        };
        rest = within;
    }
    Some(Search::Found(place))
}

/// The entry of that `id`, else of that number.
fn entry<'j>(list: Node<'j>, segment: &str) -> Option<Node<'j>> {
    let Value::Array(items) = list.value else { return None };
    let has_id = |it: &Node<'_>| {
        let id = it.members().and_then(|it| it.get("id"));
        id.is_some_and(|it| it.value == Value::String(segment))
    };
    let by_number = || items.into_iter().nth(segment.parse::<usize>().ok()?.checked_sub(1)?);
    items.into_iter().find(has_id).or_else(by_number)
}
