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
    keys: Arc<Vec<ContextKey>>,
    /// Beginnings of names, in small letters, of whose keys nothing is known.
    unknown_families: Vec<String>,
}

/// A length that few names of condition keys exceed; longer ones are only slower. The number has no derivation.
const LONGEST_OF_AWS: usize = 64;

/// Room for as many keys as most requests of a scenario carry.
const USUAL_KEYS: usize = 48;

#[derive(Debug, Clone, PartialEq, Eq)]
struct ContextKey {
    /// The name in small letters, and behind it the name as it is written: a request has some forty keys, and each
    /// piece of memory costs as much as all else about a key.
    both: Box<str>,
    value: ContextValue,
}

impl ContextKey {
    fn new(name: &str, value: ContextValue) -> Self {
        let mut both = String::with_capacity(2 * name.len());
        both.push_str(name);
        both.make_ascii_lowercase();
        both.push_str(name);
        Self { both: both.into_boxed_str(), value }
    }

    /// The name in small letters; their length is that of the name, because only ASCII has them here.
    fn lower(&self) -> &str {
        self.both.get(..self.both.len() / 2).unwrap_or_default()
    }

    fn name(&self) -> &str {
        self.both.get(self.both.len() / 2..).unwrap_or_default()
    }
}

impl Context {
    /// The context of these keys, of which no two are the same; in the time of sorting them.
    pub fn of(values: Vec<(&str, ContextValue)>) -> Self {
        let key = |(name, value): (&str, ContextValue)| ContextKey::new(name, value);
        let mut keys: Vec<ContextKey> = values.into_iter().map(key).collect();
        keys.sort_by(|a, b| a.lower().cmp(b.lower()));
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
                self.place_of(lower)
            }
            None => self.place_of(key.to_ascii_lowercase().as_bytes()),
        }
    }

    /// Where the key of these small letters stands, or where it would.
    fn place_of(&self, lower: &[u8]) -> Result<usize, usize> {
        self.keys.binary_search_by(|it| it.lower().as_bytes().cmp(lower))
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
        let key = ContextKey::new(key, value);
        let at = self.place_of(key.lower().as_bytes());
        let keys = Arc::make_mut(&mut self.keys);
        if keys.capacity() == 0 {
            keys.reserve(USUAL_KEYS);
        }
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
        if let Ok(at) = self.place(key) {
            Arc::make_mut(&mut self.keys).remove(at);
        }
    }

    /// All keys with their values, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.keys.iter().map(|it| (it.name(), &it.value))
    }
}
