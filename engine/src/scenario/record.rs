//! Reads the structs of a scenario from a JSON tree, and writes them; each mistake has its place.
//!
//! serde does this too, but its code for these structs alone costs a third of the page's size,
//! and it stops at the first mistake without naming where a field stands.

mod value;

use accesspath_policy::json::{self, Member, Members, Node};
use accesspath_policy::spelling;
use accesspath_policy::text::Span;

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(super) struct Reading {
    mistakes: Vec<(String, Span)>,
}

impl Reading {
    #[inline(never)]
    pub(super) fn report(&mut self, message: &str, span: Span) {
        self.mistakes.push((message.to_owned(), span));
    }

    /// The first mistake that was found.
    pub(super) fn first(&self) -> Option<&(String, Span)> {
        self.mistakes.first()
    }

    /// The members of an object; none, and a mistake, of anything else.
    #[inline(never)]
    fn members<'j>(&mut self, node: Node<'j>) -> Members<'j> {
        node.members().unwrap_or_else(|| {
            self.report("expected an object", node.span);
            Members::default()
        })
    }

    fn twice(&mut self, member: Member<'_>) {
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
}

/// A field's name, and `true` if it must be given.
pub(super) type Name = (&'static str, bool);

/// A struct that is being read, field by field, in the order of its names.
pub(super) struct RecordReader<'j, 'r> {
    node: Node<'j>,
    members: Members<'j>,
    names: &'static [Name],
    reading: &'r mut Reading,
}

impl<'j, 'r> RecordReader<'j, 'r> {
    /// Starts reading an object; members that are no field, or occur twice, are mistakes.
    #[inline(never)]
    pub(super) fn new(node: Node<'j>, names: &'static [Name], reading: &'r mut Reading) -> Self {
        let members = reading.members(node);
        for (at, member) in members.enumerate() {
            let name = member.name;
            if !names.iter().any(|it| it.0 == name) {
                let known: Vec<&str> = names.iter().map(|it| it.0).collect();
                let message = match spelling::nearest(name, &known) {
                    Some(meant) => format!("unknown field \"{name}\": did you mean \"{meant}\"?"),
                    None => {
                        format!("unknown field \"{name}\"; known here are {}", known.join(", "))
                    }
                };
                reading.report(&message, member.name_span);
            } else if members.take(at).any(|it| it.name == name) {
                reading.twice(member);
            }
        }
        Self { node, members, names, reading }
    }

    /// Reads the next field; if it is absent, that is a mistake only for a required field.
    #[inline(never)]
    pub(super) fn field(&mut self, value: &mut dyn Field) {
        let Some(((name, required), rest)) = self.names.split_first() else { return };
        self.names = rest;
        if let Some(node) = self.members.get(name) {
            value.read(node, self.reading);
        } else if *required {
            self.reading.report(&format!("missing field \"{name}\""), self.node.span);
        }
    }
}

/// A struct that is being written, field by field, in the order of its names.
pub(super) struct RecordWriter<'o> {
    names: &'static [Name],
    out: &'o mut String,
}

impl<'o> RecordWriter<'o> {
    #[inline(never)]
    pub(super) fn new(names: &'static [Name], out: &'o mut String) -> Self {
        out.push('{');
        Self { names, out }
    }

    /// Writes the next field, unless it can be left out.
    #[inline(never)]
    pub(super) fn field(&mut self, value: &dyn Field) {
        let Some(((name, required), rest)) = self.names.split_first() else { return };
        self.names = rest;
        if *required || !value.is_default() {
            write_member(self.out, name, value);
        }
    }

    pub(super) fn finish(self) {
        self.out.push('}');
    }
}

fn write_member(out: &mut String, name: &str, value: &dyn Field) {
    next_item(out);
    json::print_string(out, name);
    out.push(':');
    value.write(out);
}

/// Writes the comma before every item of an object or list but the first.
#[inline(never)]
fn next_item(out: &mut String) {
    if !out.ends_with(['{', '[']) {
        out.push(',');
    }
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
/// marks one that must be given; any other is left out where it has its default.
///
/// `$is_required` never matches anything: it makes the presence of the marker visible to the expansion.
macro_rules! record {
    (
        $(#[$about:meta])*
        pub struct $name:ident {
            $(
                $(#[doc = $doc:literal])*
                $(#[required $($is_required:tt)?])?
                pub $field:ident: $type:ty,
            )*
        }
    ) => {
        $(#[$about])*
        pub struct $name {
            $(
                $(#[doc = $doc])*
                pub $field: $type,
            )*
        }

        impl $name {
            const NAMES: &'static [$crate::scenario::record::Name] = &[
                $((stringify!($field), !stringify!($(required $($is_required)?)?).is_empty()),)*
            ];
        }

        impl $crate::scenario::record::Field for $name {
            fn read(
                &mut self,
                node: accesspath_policy::json::Node<'_>,
                reading: &mut $crate::scenario::record::Reading,
            ) {
                let mut record =
                    $crate::scenario::record::RecordReader::new(node, Self::NAMES, reading);
                $(record.field(&mut self.$field);)*
            }

            fn write(&self, out: &mut String) {
                let mut record = $crate::scenario::record::RecordWriter::new(Self::NAMES, out);
                $(record.field(&self.$field);)*
                record.finish();
            }

            fn is_default(&self) -> bool {
                $crate::scenario::record::is_empty_object(self)
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
