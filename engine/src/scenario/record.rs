//! Reads the structs of a scenario from a JSON tree, and writes them; each mistake has its place.
//!
//! serde does this too, but its code for these structs alone costs a third of the page's size,
//! and it stops at the first mistake without naming where a field stands.
//! Each record remembers which of its members stood in the file, and where their facts come from: `told`.

mod opening;
mod origin;
mod reader;
mod told;
mod value;
mod writer;

use accesspath_policy::json::{self, Members, Node, Value};
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::Span;

pub(super) use opening::{Opening, Untold};
pub use origin::Origin;
use reader::RecordReader;
pub use told::Told;
pub(super) use writer::RecordWriter;

/// What was found so far, beside the values themselves.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The text that is read.
    text: String,
    /// The fields that are being read, from the outermost on.
    fields: Vec<&'static str>,
    /// The mistakes.
    pub(super) mistakes: Vec<(String, Span)>,
    /// The policies that stand where a document's name may.
    pub(super) inline: Vec<Inline>,
}

/// A policy that stands where a document's name may.
#[derive(Debug)]
pub(super) struct Inline {
    /// The name that it gets.
    pub(super) name: DocumentId,
    /// Its text.
    pub(super) text: String,
    /// Its place.
    pub(super) span: Span,
}

impl Reading {
    /// Starts reading `text`.
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    #[inline(never)]
    pub(super) fn report(&mut self, message: &str, span: Span) {
        self.mistakes.push((message.to_owned(), span));
    }

    /// Takes the policy that stands where a document's name may, and names it after its place: `role-policy-1`.
    ///
    /// INVARIANT: the text has no such name anywhere, so that no other document is meant.
    #[inline(never)]
    pub(super) fn inline(&mut self, node: Node<'_>) -> DocumentId {
        if says_a_fact(node) || node.at(&["symbol"]).is_some() {
            self.report("expected the name of a document, or a policy", node.span);
            return DocumentId::default();
        }
        let one = |name: &&str| match name.strip_suffix("ies") {
            Some(stem) => format!("{stem}y-"),
            None => format!("{}-", name.strip_suffix('s').unwrap_or(name)),
        };
        let stem = [self.fields.first(), self.fields.last()].into_iter().flatten().map(one);
        let stem = stem.collect::<String>().replace('_', "-");
        let mut number = self.inline.iter().filter(|it| it.name.starts_with(&stem)).count();
        let name = loop {
            number += 1;
            let name = format!("{stem}{number}");
            let is_own = self.inline.iter().any(|it| *it.name == *name);
            if !is_own && !self.text.contains(&format!("\"{name}\"")) {
                break name;
            }
        };
        let (name, text) = (DocumentId::from(name), json::print(node));
        self.inline.push(Inline { name: name.clone(), text, span: node.span });
        name
    }

    /// The members of an object; none, and a mistake, of anything else.
    #[inline(never)]
    fn members<'j>(&mut self, node: Node<'j>) -> Members<'j> {
        node.members().unwrap_or_else(|| {
            self.report("expected an object", node.span);
            Members::default()
        })
    }

    /// Refuses members of an object of any names, where an earlier one has their name.
    #[inline(never)]
    fn refuse_repeated(&mut self, members: Members<'_>) {
        let mut sorted: Vec<json::Member<'_>> = members.collect();
        sorted.sort_by_key(|it| it.name);
        let pairs = sorted.iter().zip(sorted.iter().skip(1));
        for (_, again) in pairs.filter(|(one, other)| one.name == other.name) {
            self.twice(*again);
        }
    }

    fn twice(&mut self, member: json::Member<'_>) {
        self.report(&format!("\"{}\" stands twice in one object", member.name), member.name_span);
    }
}

/// A value that a scenario can hold.
///
/// INVARIANT: `read` is called on the type's default, and a mistake leaves the value at it.
pub(super) trait Field {
    /// Reads it; a mistake is reported.
    fn read(&mut self, node: Node<'_>, reading: &mut Reading);

    /// Writes it as JSON in one line.
    fn write(&self, out: &mut String);

    /// It has its default, and can be left out.
    fn is_default(&self) -> bool;

    /// Makes it unknown; `false`, and unchanged, where its type cannot say so.
    fn make_unknown(&mut self) -> bool {
        false
    }

    /// Treats the members below it that were not told.
    fn open(&mut self, _opening: &mut Opening<'_>) {}
}

/// What is done with a field of a record; what the record was told is at hand.
pub(super) type Visit<'v> = dyn FnMut(&mut Told, &mut dyn Field) + 'v;

/// A struct that stands for a JSON object. What is common to all is written once, for this.
pub(super) trait Record {
    /// Its members.
    fn members(&self) -> &'static [Member];

    /// What it was told.
    fn told(&mut self) -> &mut Told;

    /// Visits every field, in the order of the members.
    fn fields(&mut self, visit: &mut Visit<'_>);
}

/// Reads a record.
#[inline(never)]
pub(super) fn read(record: &mut dyn Record, node: Node<'_>, reading: &mut Reading) {
    let mut reader = RecordReader::new(node, record.members(), reading);
    record.fields(&mut |_, it| reader.field(it));
    *record.told() = reader.finish();
}

/// Makes every member of a record unknown.
#[inline(never)]
pub(super) fn make_unknown(record: &mut dyn Record) {
    let mut at = 0;
    record.fields(&mut |told, it| {
        told.make_unknown(at, it);
        at += 1;
    });
}

/// Treats the members of a record that were not told.
#[inline(never)]
pub(super) fn open(record: &mut dyn Record, opening: &mut Opening<'_>) {
    let members = record.members();
    let mut at = 0;
    record.fields(&mut |told, it| {
        told.open(members, at, it, opening);
        at += 1;
    });
}

/// A member of a record.
pub(super) struct Member {
    /// Its name.
    pub(super) name: &'static str,
    /// It must be given.
    pub(super) required: bool,
    /// Leaving it out says the same whatever `not_told` says, for it and for all below it.
    pub(super) free: bool,
}

/// The member that says where a record, a fact or a document comes from.
const ORIGIN: &str = "origin";

/// The value of a fact that carries its origin, and that origin: `{"value": …, "origin": {…}}`, or an unknown fact with
/// an origin beside it.
#[inline(never)]
pub(super) fn with_origin(node: Node<'_>) -> (Node<'_>, Option<Node<'_>>) {
    let Some(members) = node.members().filter(|it| (*it).count() == 2) else {
        return (node, None);
    };
    let origin = members.get(ORIGIN);
    match (origin, members.get("value"), members.get("unknown")) {
        (Some(_), Some(value), _) => (value, origin),
        (Some(_), None, Some(_)) => (node, origin),
        _ => (node, None),
    }
}

/// Reads an origin.
#[inline(never)]
pub(super) fn read_origin(node: Node<'_>, reading: &mut Reading) -> Origin {
    let mut origin = Origin::default();
    origin.read(node, reading);
    origin
}

/// Writes a value with its origin.
pub(super) fn write_with_origin(out: &mut String, value: &dyn Field, origin: &Origin) {
    let mut written = String::new();
    value.write(&mut written);
    if written == UNKNOWN {
        out.push_str(written.trim_end_matches('}'));
    } else {
        out.push_str("{\"value\":");
        out.push_str(&written);
    }
    out.push(',');
    json::print_string(out, ORIGIN);
    out.push(':');
    origin.write(out);
    out.push('}');
}

/// A fact that is not known, as it is written.
pub(super) const UNKNOWN: &str = "{\"unknown\":true}";

fn write_member(out: &mut String, name: &str, value: &dyn Field) {
    write_name(out, name);
    value.write(out);
}

#[inline(never)]
fn write_name(out: &mut String, name: &str) {
    next_item(out);
    json::print_string(out, name);
    out.push(':');
}

/// Writes the comma before every item of an object or list but the first.
#[inline(never)]
fn next_item(out: &mut String) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
}

/// The object looks like `{"unknown": true}`, and not like a policy, whose members are no booleans.
pub(super) fn says_a_fact(node: Node<'_>) -> bool {
    node.members().is_some_and(|mut it| {
        it.is_empty()
            || it.any(|it| it.name == "unknown" || matches!(it.node.value, Value::Bool(_)))
    })
}

/// The value is written as an object without members.
pub(super) fn is_empty_object(value: &dyn Field) -> bool {
    let mut written = String::new();
    value.write(&mut written);
    written == "{}"
}

/// Declares a record: a struct, and how it is read from and written as a JSON object.
///
/// Its fields stand in the order in which they are written. `#[required]`, below a field's doc comment,
/// marks one that must be given; any other is left out where it has its default and nobody told it. `#[free]` marks one
/// whose absence says the same whatever `not_told` says.
///
/// `with` names fields that are no members of the object.
///
/// `$is_required` and `$is_free` never match anything: they make the presence of a marker visible to the expansion.
macro_rules! record {
    (
        $(#[$about:meta])*
        pub struct $name:ident {
            $(
                $(#[doc = $doc:literal])*
                $(#[required $($is_required:tt)?])?
                $(#[free $($is_free:tt)?])?
                pub $field:ident: $type:ty,
            )*
        } $(with {
            $(
                $(#[doc = $given_doc:literal])*
                pub $given:ident: $given_type:ty,
            )*
        })?
    ) => {
        $(#[$about])*
        pub struct $name {
            $(
                $(#[doc = $doc])*
                pub $field: $type,
            )*
            $($(
                $(#[doc = $given_doc])*
                pub $given: $given_type,
            )*)?
            /// The members that were told, and where they come from.
            pub told: $crate::scenario::Told,
        }

        impl $name {
            const MEMBERS: &'static [$crate::scenario::record::Member] = &[
                $($crate::scenario::record::Member {
                    name: stringify!($field),
                    required: !stringify!($(required $($is_required)?)?).is_empty(),
                    free: !stringify!($(free $($is_free)?)?).is_empty(),
                },)*
            ];

            /// The member of that name was not told, and so is not known.
            #[allow(dead_code, reason = "not every record has members whose type cannot say so")]
            pub(crate) fn is_open(&self, member: &str) -> bool {
                self.told.is_open(Self::MEMBERS, member)
            }

            /// Says that the member of that name was told, or that it was not.
            #[allow(dead_code, reason = "not every record is edited")]
            pub(crate) fn tell(&mut self, member: &str, told: bool) {
                self.told.tell_named(Self::MEMBERS, member, told);
            }

            /// The member of that name stood in the file.
            #[allow(dead_code, reason = "not every record has members that are assumed")]
            pub(crate) fn tells(&self, member: &str) -> bool {
                self.told.tells(Self::MEMBERS, member)
            }
        }

        impl $crate::scenario::record::Record for $name {
            fn members(&self) -> &'static [$crate::scenario::record::Member] {
                Self::MEMBERS
            }

            fn told(&mut self) -> &mut $crate::scenario::Told {
                &mut self.told
            }

            fn fields(&mut self, visit: &mut $crate::scenario::record::Visit<'_>) {
                $(visit(&mut self.told, &mut self.$field);)*
            }
        }

        impl $crate::scenario::record::Field for $name {
            fn read(
                &mut self,
                node: accesspath_policy::json::Node<'_>,
                reading: &mut $crate::scenario::record::Reading,
            ) {
                $crate::scenario::record::read(self, node, reading);
            }

            fn write(&self, out: &mut String) {
                let mut record =
                    $crate::scenario::record::RecordWriter::new(Self::MEMBERS, &self.told, out);
                $(record.field(&self.$field);)*
                record.finish();
            }

            fn is_default(&self) -> bool {
                $crate::scenario::record::is_empty_object(self)
            }

            fn make_unknown(&mut self) -> bool {
                $crate::scenario::record::make_unknown(self);
                true
            }

            fn open(&mut self, opening: &mut $crate::scenario::record::Opening<'_>) {
                $crate::scenario::record::open(self, opening);
            }
        }
    };
}

/// Declares an enum of plain words, each beside its variant, and how it is read and written.
macro_rules! words {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $(
                $(#[$attribute:meta])*
                $variant:ident = $word:literal,
            )*
        }
    ) => {
        $(#[$about])*
        pub enum $name {
            $(
                $(#[$attribute])*
                $variant,
            )*
        }

        impl $name {
            /// The word for it, in the format as in AWS.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl $crate::scenario::record::Field for $name {
            fn read(
                &mut self,
                node: accesspath_policy::json::Node<'_>,
                reading: &mut $crate::scenario::record::Reading,
            ) {
                match node.scalar() {
                    $(Some($word) => *self = Self::$variant,)*
                    _ => {
                        reading.report(concat!("expected one of", $(" \"", $word, "\""),*), node.span);
                    }
                }
            }

            fn write(&self, out: &mut String) {
                accesspath_policy::json::print_string(out, self.word());
            }

            fn is_default(&self) -> bool {
                *self == Self::default()
            }
        }
    };
}

pub(super) use {record, words};
