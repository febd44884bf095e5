//! JSON tree ↔ the structs of a scenario, each mistake with its place.
//!
//! serde does this too, but its code for these structs alone costs a third of the page's size,
//! and it stops at the first mistake without naming where a field stands.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::json::{self, Member, Node, Value};
use crate::text::Span;

/// The mistakes found so far.
#[derive(Debug, Default)]
pub(super) struct Reading {
    mistakes: Vec<(String, Span)>,
}

impl Reading {
    pub(super) fn report(&mut self, message: impl Into<String>, span: Span) {
        self.mistakes.push((message.into(), span));
    }

    /// The first mistake that was found.
    pub(super) fn first(&self) -> Option<&(String, Span)> {
        self.mistakes.first()
    }

    /// The members of an object, known and unique.
    pub(super) fn members<'n>(&mut self, node: &'n Node, known: &[&str]) -> &'n [Member] {
        let Some(members) = node.members() else {
            self.report("expected an object", node.span);
            return &[];
        };
        for (at, member) in members.iter().enumerate() {
            let name = member.name.as_str();
            if !known.contains(&name) {
                let message =
                    format!("unknown field \"{name}\"; known here are {}", known.join(", "));
                self.report(message, member.name_span);
            } else if members.iter().take(at).any(|it| it.name == name) {
                self.report(format!("\"{name}\" stands twice in one object"), member.name_span);
            }
        }
        members
    }

    /// The value of a field, or its default where it is left out.
    pub(super) fn field<T: Field + Default>(
        &mut self,
        members: &[Member],
        name: &str,
        required: Option<Span>,
    ) -> T {
        match (members.iter().find(|it| it.name == name), required) {
            (Some(member), _) => T::read(&member.node, self),
            (None, Some(span)) => {
                self.report(format!("missing field \"{name}\""), span);
                T::default()
            }
            (None, None) => T::default(),
        }
    }
}

/// A value that a scenario can hold.
pub(super) trait Field: Sized {
    /// Reads it; a mistake is reported and some value returned.
    fn read(node: &Node, reading: &mut Reading) -> Self;

    /// Writes it as JSON in one line.
    fn write(&self, out: &mut String);

    /// Whether it can be left out.
    fn is_default(&self) -> bool;
}

/// Writes one member, unless it can be left out.
pub(super) fn write_member(out: &mut String, name: &str, value: &impl Field, required: bool) {
    if required || !value.is_default() {
        if !out.ends_with('{') {
            out.push(',');
        }
        json::print_string(out, name);
        out.push(':');
        value.write(out);
    }
}

/// Makes a struct a [`Field`]: first the fields that must be given, then those that may be left out.
macro_rules! record {
    ($name:ident { $($required:ident),* ; $($optional:ident),* }) => {
        impl Field for $name {
            fn read(node: &crate::json::Node, reading: &mut Reading) -> Self {
                let known = [$(stringify!($required),)* $(stringify!($optional),)*];
                let members = reading.members(node, &known);
                Self {
                    $($required: reading.field(members, stringify!($required), Some(node.span)),)*
                    $($optional: reading.field(members, stringify!($optional), None),)*
                }
            }

            fn write(&self, out: &mut String) {
                out.push('{');
                $(record::write_member(out, stringify!($required), &self.$required, true);)*
                $(record::write_member(out, stringify!($optional), &self.$optional, false);)*
                out.push('}');
            }

            fn is_default(&self) -> bool {
                *self == Self::default()
            }
        }
    };
}

/// Makes an enum of plain words a [`Field`].
macro_rules! words {
    ($name:ident { $($variant:ident: $word:literal),* }) => {
        impl Field for $name {
            fn read(node: &crate::json::Node, reading: &mut Reading) -> Self {
                match node.scalar().as_deref() {
                    $(Some($word) => Self::$variant,)*
                    _ => {
                        reading.report(concat!("expected one of", $(" \"", $word, "\""),*), node.span);
                        Self::default()
                    }
                }
            }

            fn write(&self, out: &mut String) {
                crate::json::print_string(out, match self {
                    $(Self::$variant => $word,)*
                });
            }

            fn is_default(&self) -> bool {
                *self == Self::default()
            }
        }
    };
}

pub(super) use {record, words};

impl Field for String {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        if let Value::String(text) = &node.value {
            return text.clone();
        }
        reading.report("expected a string", node.span);
        Self::new()
    }

    fn write(&self, out: &mut String) {
        json::print_string(out, self);
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl Field for Rc<str> {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        String::read(node, reading).into()
    }

    fn write(&self, out: &mut String) {
        json::print_string(out, self);
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl Field for bool {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        if let Value::Bool(value) = node.value {
            return value;
        }
        reading.report("expected true or false", node.span);
        false
    }

    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }

    fn is_default(&self) -> bool {
        !self
    }
}

impl Field for u64 {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        let number = match &node.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        };
        number.unwrap_or_else(|| {
            reading.report("expected a whole number", node.span);
            0
        })
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }

    fn is_default(&self) -> bool {
        *self == 0
    }
}

impl Field for u32 {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        let number = u64::read(node, reading);
        Self::try_from(number).unwrap_or_else(|_| {
            reading.report("the number is too large", node.span);
            0
        })
    }

    fn write(&self, out: &mut String) {
        u64::from(*self).write(out);
    }

    fn is_default(&self) -> bool {
        *self == 0
    }
}

impl<T: Field> Field for Option<T> {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        (node.value != Value::Null).then(|| T::read(node, reading))
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

impl<T: Field> Field for Vec<T> {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        if let Value::Array(items) = &node.value {
            return items.iter().map(|it| T::read(it, reading)).collect();
        }
        reading.report("expected a list", node.span);
        Self::new()
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            item.write(out);
        }
        out.push(']');
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}

impl<K: Ord + From<String> + AsRef<str>, V: Field> Field for BTreeMap<K, V> {
    fn read(node: &Node, reading: &mut Reading) -> Self {
        let Some(members) = node.members() else {
            reading.report("expected an object", node.span);
            return Self::new();
        };
        let mut map = Self::new();
        for member in members {
            let value = V::read(&member.node, reading);
            if map.insert(K::from(member.name.clone()), value).is_some() {
                reading.report(
                    format!("\"{}\" stands twice in one object", member.name),
                    member.name_span,
                );
            }
        }
        map
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (name, value) in self {
            write_member(out, name.as_ref(), value, true);
        }
        out.push('}');
    }

    fn is_default(&self) -> bool {
        self.is_empty()
    }
}
