//! Makes conditions: every operator with qualifiers and `IfExists`, mostly on keys of its own type.

use serde_json::{Map, Value, json};

use crate::random::Random;
use crate::world::{Holds, Key};

const TEXT: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
];
const ARN: &[&str] =
    &["ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringLike", "StringEquals"];
const ADDRESS: &[&str] = &["IpAddress", "NotIpAddress"];
const NUMBER: &[&str] = &[
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
];
const DATE: &[&str] = &[
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
];

/// A block of one or two operators.
pub fn condition(random: &mut Random, keys: &[Key]) -> Value {
    let mut block = Map::new();
    for _ in 0..1 + random.below(2) {
        let key = random.one_of(keys);
        let operator = operator(random, key);
        let values = match operator.as_str() {
            "Null" => json!(random.one_of(&["true", "false"])),
            _ => json!(random.some_of(key.compared)),
        };
        let entry = block.entry(operator).or_insert_with(|| json!({}));
        if let Some(entry) = entry.as_object_mut() {
            // A key that stands twice, in whatever case, is an error.
            entry.retain(|it, _| !it.eq_ignore_ascii_case(key.name));
            let upper = random.chance(10);
            let name = if upper { key.name.to_uppercase() } else { key.name.to_owned() };
            entry.insert(name, values);
        }
    }
    Value::Object(block)
}

fn operator(random: &mut Random, key: Key) -> String {
    if random.chance(8) {
        return "Null".to_owned();
    }
    let family = match key.holds {
        Holds::Text | Holds::Texts => random.one_of(TEXT),
        Holds::Arn => random.one_of(ARN),
        Holds::Address => random.one_of(ADDRESS),
        Holds::Number => random.one_of(NUMBER),
        Holds::Date => random.one_of(DATE),
        Holds::Truth => "Bool",
        Holds::Bytes => "BinaryEquals",
    };
    let set = match key.holds {
        Holds::Texts => random.one_of(&["ForAnyValue:", "ForAllValues:"]),
        _ if random.chance(8) => random.one_of(&["ForAnyValue:", "ForAllValues:"]),
        _ => "",
    };
    let if_exists = if random.chance(20) { "IfExists" } else { "" };
    format!("{set}{family}{if_exists}")
}
