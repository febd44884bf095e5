//! The request context: the condition keys that a request carries, and what is known of each.
//!
//! A key that is not in the map is absent, which is a fact; a key whose value nobody knows is `Unknown`, which is another.

use std::collections::BTreeMap;

use crate::condition::ip::Cidr;

/// What is known of one key's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextValue {
    /// One value.
    One(String),
    /// A key that can carry several values, and those it carries.
    Many(Vec<String>),
    /// The request may or may not carry the key; nobody knows.
    Unknown,
    /// Some address of this range.
    AddressIn(Cidr),
    /// A public address that AWS owns and nobody can predict.
    ///
    /// It lies in no private range and in none of `never_in`, the ranges known to be the customer's.
    AwsAddress {
        /// Ranges that are known to be the customer's own.
        never_in: Vec<Cidr>,
    },
}

impl ContextValue {
    /// The value as people read it.
    pub fn shown(&self) -> String {
        match self {
            Self::One(value) => value.clone(),
            Self::Many(values) => format!("[{}]", values.join(", ")),
            Self::Unknown => "not known".to_owned(),
            Self::AddressIn(range) => format!("an address in {range}"),
            Self::AwsAddress { .. } => "a public address of AWS".to_owned(),
        }
    }
}

/// The condition keys of one request; names ignore case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    keys: BTreeMap<String, (String, ContextValue)>,
}

impl Context {
    /// What is known of `key`, or nothing where the request does not carry it.
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        self.keys.get(&key.to_ascii_lowercase()).map(|(_, value)| value)
    }

    /// Sets `key`; a value set before is replaced.
    pub fn set(&mut self, key: &str, value: ContextValue) {
        self.keys.insert(key.to_ascii_lowercase(), (key.to_owned(), value));
    }

    /// Sets `key` to one value.
    pub fn set_one(&mut self, key: &str, value: impl Into<String>) {
        self.set(key, ContextValue::One(value.into()));
    }

    /// Takes `key` out of the context.
    pub fn remove(&mut self, key: &str) {
        self.keys.remove(&key.to_ascii_lowercase());
    }

    /// All keys with their values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.keys.values().map(|(name, value)| (name.as_str(), value))
    }
}
