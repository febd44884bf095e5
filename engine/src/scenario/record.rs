//! JSON tree ↔ the structs of a scenario, each mistake with its place.
//!
//! serde does this too, but its code for these structs alone costs a third of the page's size,
//! and it stops at the first mistake without naming where a field stands.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::json::{self, Member, Members, Node, Value};
use crate::spelling;
use crate::text::Span;

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
/// INVARIANT: what is read into is the type's default, and a mistake leaves it so.
pub(super) trait Field {
    /// Reads it; a mistake is reported.
    fn read(&mut self, node: Node<'_>, reading: &mut Reading);

    /// Writes it as JSON in one line.
    fn write(&self, out: &mut String);

    /// Whether it can be left out.
    fn is_default(&self) -> bool;
}

/// A field's name, and whether it must be given.
pub(super) type Name = (&'static str, bool);

/// A struct that is being read, field by field, in the order of its names.
pub(super) struct RecordReader<'j, 'r> {
    node: Node<'j>,
    members: Members<'j>,
    names: &'static [Name],
    reading: &'r mut Reading,
}

impl<'j, 'r> RecordReader<'j, 'r> {
    /// Starts with what stands in the object besides its fields, or twice.
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

    /// Reads the next field; only one that is required is missed.
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

/// Whether a value is written as an object without members.
pub(super) fn is_empty_object(value: &dyn Field) -> bool {
    let mut written = String::new();
    value.write(&mut written);
    written == "{}"
}

/// Makes a struct a [`Field`]: first the fields that must be given, then those that may be left out.
macro_rules! record {
    ($name:ident { $($required:ident),* ; $($optional:ident),* }) => {
        impl $name {
            const NAMES: &'static [record::Name] =
                &[$((stringify!($required), true),)* $((stringify!($optional), false),)*];
        }

        impl Field for $name {
            fn read(&mut self, node: crate::json::Node<'_>, reading: &mut Reading) {
                let mut record = record::RecordReader::new(node, Self::NAMES, reading);
                $(record.field(&mut self.$required);)*
                $(record.field(&mut self.$optional);)*
            }

            fn write(&self, out: &mut String) {
                let mut record = record::RecordWriter::new(Self::NAMES, out);
                $(record.field(&self.$required);)*
                $(record.field(&self.$optional);)*
                record.finish();
            }

            fn is_default(&self) -> bool {
                record::is_empty_object(self)
            }
        }
    };
}

/// Makes an enum of plain words a [`Field`].
macro_rules! words {
    ($name:ident { $($variant:ident: $word:literal),* }) => {
        impl $name {
            /// The word for it, in the format as in AWS.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }
        }

        impl Field for $name {
            fn read(&mut self, node: crate::json::Node<'_>, reading: &mut Reading) {
                match node.scalar() {
                    $(Some($word) => *self = Self::$variant,)*
                    _ => {
                        reading.report(concat!("expected one of", $(" \"", $word, "\""),*), node.span);
                    }
                }
            }

            fn write(&self, out: &mut String) {
                crate::json::print_string(out, self.word());
            }

            fn is_default(&self) -> bool {
                *self == Self::default()
            }
        }
    };
}

pub(super) use {record, words};

impl Field for String {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        match node.value {
            Value::String(text) => text.clone_into(self),
            _ => reading.report("expected a string", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        json::print_string(out, self);
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl Field for Rc<str> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let mut text = String::new();
        text.read(node, reading);
        *self = text.into();
    }

    fn write(&self, out: &mut String) {
        json::print_string(out, self);
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl Field for bool {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        match node.value {
            Value::Bool(value) => *self = value,
            _ => reading.report("expected true or false", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn is_default(&self) -> bool {
        !self
    }
}

impl Field for u64 {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let number = match node.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => *self = number,
            None => reading.report("expected a whole number", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn is_default(&self) -> bool {
        *self == 0
    }
}

impl Field for u32 {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let mut number = 0_u64;
        number.read(node, reading);
        match Self::try_from(number) {
            Ok(number) => *self = number,
            Err(_) => reading.report("the number is too large", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }

    fn is_default(&self) -> bool {
        *self == 0
    }
}

impl<T: Field + Default> Field for Option<T> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        if node.value != Value::Null {
            self.insert(T::default()).read(node, reading);
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => out.push_str("null"),
        }
    }

    fn is_default(&self) -> bool {
        self.is_none()
    }
}

impl<T: Field + Default> Field for Vec<T> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let Value::Array(items) = node.value else {
            return reading.report("expected a list", node.span);
        };
        for item in items {
            let mut value = T::default();
            value.read(item, reading);
            self.push(value);
        }
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for item in self {
            next_item(out);
            item.write(out);
        }
        out.push(']');
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl<K: Ord + From<String> + AsRef<str>, V: Field + Default> Field for BTreeMap<K, V> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        for member in reading.members(node) {
            let mut value = V::default();
            value.read(member.node, reading);
            if self.insert(K::from(member.name.to_owned()), value).is_some() {
                reading.twice(member);
            }
        }
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (name, value) in self {
            write_member(out, name.as_ref(), value);
        }
        out.push('}');
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}
