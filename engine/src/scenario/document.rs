//! A policy document as the person typed it, broken or not.

use std::rc::Rc;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::{self, Value};

/// The text of a document.
///
/// It is written as a JSON object only if its text is the canonical print of that object, else as a string:
/// nothing that was typed is ever lost.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    text: Rc<str>,
}

impl Document {
    /// The text.
    pub const fn text(&self) -> &Rc<str> {
        &self.text
    }
}

impl From<&str> for Document {
    fn from(text: &str) -> Self {
        Self { text: text.into() }
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = json::read(&self.text);
        let canonical = json.diagnostics.is_empty()
            && json.root.is_some_and(|it| {
                matches!(it.value, Value::Object(_)) && json::print(&it) == *self.text
            });
        match RawValue::from_string(self.text.to_string()) {
            Ok(raw) if canonical => raw.serialize(serializer),
            _ => self.text.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let raw = raw.get();
        if raw.starts_with('"') {
            let text: String = serde_json::from_str(raw).map_err(D::Error::custom)?;
            return Ok(Self { text: text.into() });
        }
        let tree = json::read(raw);
        match tree.root {
            Some(root) if tree.diagnostics.is_empty() && matches!(root.value, Value::Object(_)) => {
                Ok(Self { text: json::print(&root).into() })
            }
            _ => Err(D::Error::custom("a document is a JSON object, or its text as a string")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stored: &str, text: &str) {
        let document: Document = serde_json::from_str(stored).unwrap();
        assert_eq!(&**document.text(), text);
        let again: Document =
            serde_json::from_str(&serde_json::to_string(&document).unwrap()).unwrap();
        assert_eq!(again, document);
    }

    #[test]
    fn an_object_is_read_as_its_canonical_print() {
        check(
            "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
            "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}",
        );
    }

    #[test]
    fn a_text_stays_as_it_was_typed() {
        check("\"{ broken\"", "{ broken");
        check("\"{\\\"a\\\": 1}\"", "{\"a\": 1}");
    }

    #[test]
    fn duplicate_members_survive() {
        check("{\"a\":1,\"a\":2}", "{\n  \"a\": 1,\n  \"a\": 2\n}");
    }
}
