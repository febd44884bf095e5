//! The request context: the condition keys that a request carries, and what is known of each.
//!
//! A key that is not in the map is absent, which is a fact; a key whose value is not known is `Unknown`, which is another.

use std::{mem, sync::Arc};

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
    /// One of these values, and it is not known which.
    OneOf(Vec<String>),
    /// The request may not carry the key; if it does, with one of these values.
    Perhaps(Vec<String>),
    /// A whole number from the first to the second.
    Number(u64, u64),
    /// A text with this beginning and this end; what stands between them is not known.
    Like {
        /// Its beginning.
        before: String,
        /// Its end.
        after: String,
    },
    /// The ARN of a role of which only the name is known: this one, where the role has no path.
    Role(String),
    /// A moment from the first to the second, in seconds since the start of 1970.
    Between(i64, i64),
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
    /// The request carries the key, and nothing is known of its value.
    pub const fn present() -> Self {
        Self::Like { before: String::new(), after: String::new() }
    }

    /// The value as people read it.
    pub fn shown(&self) -> String {
        match self {
            Self::One(value) => value.clone(),
            Self::Many(values) => format!("[{}]", values.join(", ")),
            Self::Unknown => "not known".to_owned(),
            Self::OneOf(values) => values.join(" or "),
            Self::Perhaps(values) => format!("{}, or absent", values.join(" or ")),
            Self::Number(from, to) => format!("{from} to {to}"),
            Self::Like { before, after } if before.is_empty() && after.is_empty() => {
                "present, value not known".to_owned()
            }
            Self::Like { before, after } => format!("{before}…{after}"),
            Self::Role(arn) => arn.clone(),
            Self::Between(..) => "a moment that is not known exactly".to_owned(),
            Self::AddressIn(range) => format!("an address in {range}"),
            Self::AwsAddress { .. } => "a public address of AWS".to_owned(),
        }
    }
}

static UNKNOWN: ContextValue = ContextValue::Unknown;

/// The condition keys of one request; names ignore case.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Shared, because every trace keeps its request.
    keys: Arc<Keys>,
    /// Beginnings of names, in small letters, of whose keys nothing is known.
    unknown_families: Vec<String>,
}

/// Requests have some forty keys, and are many: their names stand in one text, for one piece of memory.
#[derive(Debug, Default)]
struct Keys {
    /// Each name in small letters and, behind it, as it is written.
    names: String,
    /// INVARIANT: each name once, in the order of their small letters.
    list: Vec<Key>,
}

#[derive(Debug, Clone)]
struct Key {
    /// Where its name begins.
    at: usize,
    /// The length of the name, in bytes; that of its small letters too, because only ASCII has them here.
    length: usize,
    value: ContextValue,
}

impl Clone for Keys {
    /// A copy is made to be added to.
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        copy.reserve();
        copy.names.push_str(&self.names);
        copy.list.extend_from_slice(&self.list);
        copy
    }
}

impl Keys {
    fn reserve(&mut self) {
        self.names.reserve(USUAL_NAMES);
        self.list.reserve(USUAL_KEYS);
    }

    fn lower(&self, key: &Key) -> &[u8] {
        self.names.as_bytes().get(key.at..key.at + key.length).unwrap_or_default()
    }

    fn name(&self, key: &Key) -> &str {
        self.names.get(key.at + key.length..key.at + 2 * key.length).unwrap_or_default()
    }

    /// Writes a name, and returns where it begins.
    fn write(&mut self, name: &str) -> usize {
        if self.names.capacity() == 0 {
            self.reserve();
        }
        let at = self.names.len();
        self.names.push_str(name);
        if let Some(lower) = self.names.get_mut(at..) {
            lower.make_ascii_lowercase();
        }
        self.names.push_str(name);
        at
    }

    /// Where the key of these small letters stands, or where it would.
    fn place(&self, lower: &[u8]) -> Result<usize, usize> {
        self.list.binary_search_by(|it| self.lower(it).cmp(lower))
    }
}

/// A length that few names of condition keys exceed; longer ones are only slower. The number has no derivation.
const LONGEST_OF_AWS: usize = 64;

/// Room for as many keys as most requests of a scenario carry, and for their names.
const USUAL_KEYS: usize = 48;
const USUAL_NAMES: usize = 2048;

impl PartialEq for Context {
    fn eq(&self, other: &Self) -> bool {
        self.unknown_families == other.unknown_families
            && (Arc::ptr_eq(&self.keys, &other.keys) || self.iter().eq(other.iter()))
    }
}

impl Eq for Context {}

impl Context {
    /// The context of these keys, of which no two are the same; in the time of sorting them.
    pub fn of(values: Vec<(&str, ContextValue)>) -> Self {
        let mut keys = Keys::default();
        for (name, value) in values {
            let at = keys.write(name);
            keys.list.push(Key { at, length: name.len(), value });
        }
        let mut list = mem::take(&mut keys.list);
        list.sort_by(|a, b| keys.lower(a).cmp(keys.lower(b)));
        keys.list = list;
        Self { keys: Arc::new(keys), ..Self::default() }
    }

    /// Where `key` stands, or where it would.
    ///
    /// Its small letters are made once, on the stack where they find room, so that each step compares bytes as they
    /// stand.
    fn place(&self, key: &str) -> Result<usize, usize> {
        let mut room = [0; LONGEST_OF_AWS];
        match room.get_mut(..key.len()) {
            Some(lower) => {
                lower.copy_from_slice(key.as_bytes());
                lower.make_ascii_lowercase();
                self.keys.place(lower)
            }
            None => self.keys.place(key.to_ascii_lowercase().as_bytes()),
        }
    }

    /// The value of `key`, as far as it is known; nothing where the request does not carry it.
    #[inline(never)]
    pub fn get(&self, key: &str) -> Option<&ContextValue> {
        if let Ok(at) = self.place(key) {
            return self.keys.list.get(at).map(|it| &it.value);
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
        let place = self.place(key);
        let keys = Arc::make_mut(&mut self.keys);
        let at = keys.write(key);
        let key = Key { at, length: key.len(), value };
        match place {
            Ok(at) => {
                if let Some(before) = keys.list.get_mut(at) {
                    *before = key;
                }
            }
            Err(at) => keys.list.insert(at, key),
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
        if let Ok(at) = self.place(key) {
            Arc::make_mut(&mut self.keys).list.remove(at);
        }
    }

    /// All keys with their values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.keys.list.iter().map(|it| (self.keys.name(it), &it.value))
    }
}
