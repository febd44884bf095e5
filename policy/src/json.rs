//! Text → JSON tree with exact spans.
//!
//! Strict JSON, read to the end whatever it holds: after an error the reader goes on with the next thing it can recognise.
//! It never recurses, so no nesting can exhaust the stack, and it keeps duplicate members for the policy reader to judge.
//! The tree is one list of slots in the order of the text, which borrows what it can: most of a policy's cost is reading it.

mod edit;
mod lex;
mod print;
mod read;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::text::Span;
pub use edit::{Edit, edit, edit_read};
pub use print::{format, print, print_compact, print_string};
pub use read::{read, read_up_to};

/// How deep a document may nest; a policy needs seven levels, the rest is room.
pub const MAX_DEPTH: usize = 32;

/// How long a document may be, in bytes: four times the largest AWS policy, a KMS key policy of 32 KB.
pub const MAX_BYTES: usize = 128 * 1024;

/// The sentence about a longer document.
pub(crate) const TOO_LONG: &str = "the document is longer than 131,072 bytes";

/// One text, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use]
pub struct Json<'t> {
    /// INVARIANT: empty, or a value's slot and then those of all that it holds; in an object, name and value in turns.
    slots: Vec<NodeSlot<'t>>,
    /// The problems of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Json<'_> {
    /// The value, or nothing where the text is blank.
    pub fn root(&self) -> Option<Node<'_>> {
        take(&mut self.slots.as_slice())
    }
}

/// A value or a member's name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NodeSlot<'t> {
    /// Where it stands, in numbers of half the size: a tree has many slots.
    start: u32,
    end: u32,
    content: Content<'t>,
}

impl<'t> NodeSlot<'t> {
    fn new(span: Span, content: Content<'t>) -> Self {
        let mut slot = Self { start: 0, end: 0, content };
        slot.move_to(span);
        slot
    }

    fn move_to(&mut self, span: Span) {
        // INVARIANT: the reader takes no text in which a place would be larger.
        let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
        (self.start, self.end) = (place(span.start), place(span.end));
    }

    const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Content<'t> {
    Null,
    Bool(bool),
    Number(&'t str),
    String(Cow<'t, str>),
    /// How many slots follow that belong to it.
    Array(usize),
    Object(usize),
    Unreadable,
}

/// A value and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node<'j> {
    /// The whole value, quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value<'j>,
}

/// A JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'j> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written.
    Number(&'j str),
    /// A string, unescaped.
    String(&'j str),
    /// A list.
    Array(Items<'j>),
    /// An object, members in order, duplicates kept.
    Object(Members<'j>),
    /// Something that is no value; a diagnostic says what.
    Unreadable,
}

/// The values of a list, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Items<'j>(&'j [NodeSlot<'j>]);

/// The members of an object, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Members<'j>(&'j [NodeSlot<'j>]);

/// One member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member<'j> {
    /// The name, unescaped.
    pub name: &'j str,
    /// The name with its quotes.
    pub name_span: Span,
    /// The value.
    pub node: Node<'j>,
}

/// Takes the value that stands first.
fn take<'j>(slots: &mut &'j [NodeSlot<'j>]) -> Option<Node<'j>> {
    let (slot, rest) = slots.split_first()?;
    let held = match slot.content {
        Content::Array(held) | Content::Object(held) => held,
        _ => 0,
    };
    let (inside, rest) = rest.split_at_checked(held)?;
    *slots = rest;
    let value = match &slot.content {
        Content::Null => Value::Null,
        Content::Bool(value) => Value::Bool(*value),
        Content::Number(text) => Value::Number(text),
        Content::String(text) => Value::String(text),
        Content::Array(_) => Value::Array(Items(inside)),
        Content::Object(_) => Value::Object(Members(inside)),
        Content::Unreadable => Value::Unreadable,
    };
    Some(Node { span: slot.span(), value })
}

impl Items<'_> {
    /// There is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'j> Iterator for Items<'j> {
    type Item = Node<'j>;

    fn next(&mut self) -> Option<Node<'j>> {
        take(&mut self.0)
    }
}

impl<'j> Members<'j> {
    /// There is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of the first member of that name.
    pub fn get(mut self, name: &str) -> Option<Node<'j>> {
        self.find(|it| it.name == name).map(|it| it.node)
    }
}

impl<'j> Iterator for Members<'j> {
    type Item = Member<'j>;

    fn next(&mut self) -> Option<Member<'j>> {
        let (slot, mut rest) = self.0.split_first()?;
        let Content::String(name) = &slot.content else { return None };
        let node = take(&mut rest)?;
        self.0 = rest;
        Some(Member { name, name_span: slot.span(), node })
    }
}

impl Member<'_> {
    /// Name and value together.
    pub const fn span(&self) -> Span {
        self.name_span.to(self.node.span)
    }
}

impl<'j> Node<'j> {
    /// The members, where this is an object.
    pub const fn members(self) -> Option<Members<'j>> {
        match self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The text of a string, number or boolean: IAM lets the quotes of the latter two be left out.
    pub const fn scalar(self) -> Option<&'j str> {
        match self.value {
            Value::String(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The node at an RFC 6901-like path of names and indices.
    pub fn at(self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(self, |node, step| match node.value {
            Value::Object(members) => members.get(step),
            Value::Array(mut items) => step.parse::<usize>().ok().and_then(|at| items.nth(at)),
            _ => None,
        })
    }

    /// Both are the same value: members in any order, strings unescaped, numbers as written.
    // Recursion is bounded: the reader refuses to nest deeper than `MAX_DEPTH`.
    pub fn is_same(self, other: Node<'_>) -> bool {
        match (self.value, other.value) {
            (Value::Array(items), Value::Array(others)) => {
                items.count() == others.count()
                    && items.zip(others).all(|(item, other)| item.is_same(other))
            }
            (Value::Object(members), Value::Object(others)) => {
                let is_in_others = |it: Member<'_>| {
                    others.get(it.name).is_some_and(|other| other.is_same(it.node))
                };
                let has_name = |it: Member<'_>| members.get(it.name).is_some();
                members.count() == others.count()
                    && members.into_iter().all(is_in_others)
                    && others.into_iter().all(has_name)
            }
            (value, other) => value == other,
        }
    }
}
