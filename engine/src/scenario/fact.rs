//! A fact that is known, or said to be unknown by `{"unknown": true}`.

use accesspath_policy::json::{Node, Value};
use accesspath_policy::truth::Truth;

use super::record::{Field, Reading, UNKNOWN, says_a_fact};

/// A fact, known or unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact<T> {
    /// The fact has this value.
    Known(T),
    /// The fact is not known.
    Unknown,
}

impl<T: Default> Default for Fact<T> {
    fn default() -> Self {
        Self::Known(T::default())
    }
}

impl<T> Fact<T> {
    /// The value, where it is known.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown => None,
        }
    }
}

impl Fact<bool> {
    /// The fact as a truth value.
    pub fn truth(&self) -> Truth {
        self.known().map_or(Truth::Unknown, |it| Truth::from(*it))
    }
}

impl<T: Field + Default> Field for Fact<T> {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        if says_a_fact(node) {
            check_unknown(node, reading);
            *self = Self::Unknown;
            return;
        }
        let mut value = T::default();
        value.read(node, reading);
        *self = Self::Known(value);
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Known(value) => value.write(out),
            Self::Unknown => out.push_str(UNKNOWN),
        }
    }

    fn is_default(&self) -> bool {
        self.known().is_some_and(Field::is_default)
    }

    fn make_unknown(&mut self) -> bool {
        *self = Self::Unknown;
        true
    }
}

/// Reports members that are not those of an unknown fact.
fn check_unknown(node: Node<'_>, reading: &mut Reading) {
    let members = node.members().unwrap_or_default();
    // Where it comes from may stand beside it.
    let unknown = members.get("unknown").is_some_and(|it| it.value == Value::Bool(true))
        && members.map(|it| it.name).all(|it| matches!(it, "unknown" | "origin"));
    if !unknown {
        reading.report("a fact is written as it is, or as {\"unknown\": true}", node.span);
    }
}
