//! The request context: the condition keys that a request carries, and what is known of each.
//!
//! A key that is not in the map is absent, which is a fact; a key whose value is not known is `Unknown`, which is another.

use std::sync::Arc;

use crate::address::Cidr;

/// The value of one key, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextValue {
    /// One value.
    One(String),
    /// A key that can carry several values, and those it carries.
    Many(Vec<String>),
    /// The request may or may not carry the key, and its value is not known.
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

static UNKNOWN: ContextValue = ContextValue::Unknown;

/// The condition keys of one request; names ignore case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// INVARIANT: each name once, in the order of their small letters.
    ///
    /// Shared, because every trace keeps its request.
    keys: Arc<Vec<Key>>,
    /// Beginnings of names, in small letters, of whose keys nothing is known.
    unknown_families: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    /// The name in small letters.
    lower: String,
    name: String,
    value: ContextValue,
}

impl Context {
    /// The context of these keys, of which no two are the same; in the time of sorting them.
    pub fn of(values: Vec<(&str, ContextValue)>) -> Self {
        let key = |(name, value): (&str, ContextValue)| Key {
            lower: name.to_ascii_lowercase(),
            name: name.to_owned(),
            value,
        };
        let mut keys: Vec<Key> = values.into_iter().map(key).collect();
        keys.sort_by(|a, b| a.lower.cmp(&b.lower));
        Self { keys: Arc::new(keys), ..Self::default() }
    }

    /// Where `key` stands, or where it would.
    fn place(&self, key: &str) -> Result<usize, usize> {
        let lower = || key.bytes().map(|it| it.to_ascii_lowercase());
        self.keys.binary_search_by(|it| it.lower.bytes().cmp(lower()))
    }

    /// The value of `key`, as far as it is known; nothing where the request does not carry it.
    #[inline(never)]
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        if let Ok(at) = self.place(key) {
            return self.keys.get(at).map(|it| &it.value);
        }
        let begins = |it: &String| {
            key.get(..it.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(it))
        };
        self.unknown_families.iter().any(begins).then_some(&UNKNOWN)
    }

    /// Says that nothing is known of the keys whose names begin with `beginning`.
    pub fn set_family_unknown(&mut self, beginning: &str) {
        self.unknown_families.push(beginning.to_ascii_lowercase());
    }

    /// Sets `key`; a value set before is replaced.
    #[inline(never)]
    pub fn set(&mut self, key: &str, value: ContextValue) {
        let lower = key.to_ascii_lowercase();
        let at = self.place(&lower);
        let key = Key { lower, name: key.to_owned(), value };
        let keys = Arc::make_mut(&mut self.keys);
        match at {
            Ok(at) => {
                if let Some(before) = keys.get_mut(at) {
                    *before = key;
                }
            }
            Err(at) => keys.insert(at, key),
        }
    }

    /// Sets `key` to one value.
    pub fn set_one(&mut self, key: &str, value: impl Into<String>) {
        self.set(key, ContextValue::One(value.into()));
    }

    /// Sets `key` to unknown: the request may or may not carry it, with any value.
    #[inline(never)]
    pub fn set_unknown(&mut self, key: &str) {
        self.set(key, ContextValue::Unknown);
    }

    /// Sets `key` to `value` where that is known.
    #[inline(never)]
    pub fn set_known(&mut self, key: &str, value: Option<&str>) {
        let value = value.map(str::to_owned);
        self.set(key, value.map_or(ContextValue::Unknown, ContextValue::One));
    }

    /// Takes `key` out of the context.
    pub fn remove(&mut self, key: &str) {
        Arc::make_mut(&mut self.keys).retain(|it| !it.name.eq_ignore_ascii_case(key));
    }

    /// All keys with their values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.keys.iter().map(|it| (it.name.as_str(), &it.value))
    }
}
