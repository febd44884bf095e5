//! The public addresses of a gateway or another caller, as far as they are told.

use accesspath_policy::json::{Node, Value};
use accesspath_policy::truth::Truth;

use super::Fact;
use super::record::{Field, Reading};

/// The public addresses that a gateway or another caller sends from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PublicIp {
    /// Nobody tells.
    #[default]
    NotTold,
    /// It has none: `null`.
    Nothing,
    /// This one.
    One(String),
    /// One of these.
    Several(Vec<String>),
}

impl PublicIp {
    /// The addresses, as far as they are known.
    pub fn addresses(&self) -> &[String] {
        match self {
            Self::One(it) => std::slice::from_ref(it),
            Self::Several(all) => all,
            Self::NotTold | Self::Nothing => &[],
        }
    }
}

impl PublicIp {
    /// There is one.
    pub(crate) const fn exists(&self) -> Truth {
        match self {
            Self::NotTold => Truth::Unknown,
            Self::Nothing => Truth::No,
            Self::One(_) | Self::Several(_) => Truth::Yes,
        }
    }
}

impl Field for PublicIp {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        *self = match node.value {
            Value::Null => Self::Nothing,
            Value::Array(_) => {
                let mut all = Vec::new();
                all.read(node, reading);
                Self::Several(all)
            }
            _ => {
                let mut fact = Fact::<String>::default();
                fact.read(node, reading);
                fact.known().map_or(Self::NotTold, |it| Self::One(it.clone()))
            }
        };
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::NotTold => Fact::<String>::Unknown.write(out),
            Self::Nothing => out.push_str("null"),
            Self::One(it) => it.write(out),
            Self::Several(all) => all.write(out),
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::NotTold
    }
}
