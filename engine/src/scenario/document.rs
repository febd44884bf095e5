//! A policy document as the person typed it, broken or not.

mod aws;

use std::sync::Arc;

use accesspath_policy::json::{self, Node, Value};

use super::Origin;
use super::record::{Field, Reading, read_origin, with_origin, write_with_origin};
pub(super) use aws::AWS_DOCUMENTS;
pub(crate) use aws::document_text;

/// The text of a document.
///
/// It is written as a JSON object only if its text is the canonical print of that object, else as a string:
/// nothing that was typed is ever lost.
///
/// Clones share the text, and comparing two looks at the pointers before it looks at the texts, as `Rc` does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    text: Arc<str>,
    origin: Option<Arc<Origin>>,
}

impl Document {
    /// The text.
    pub const fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Where it comes from, where that was told.
    pub fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
    }

    /// Writes its text.
    fn write_text(&self, out: &mut String) {
        let json = json::read(&self.text);
        let sound = |it: &Node<'_>| {
            let is_object = matches!(it.value, Value::Object(_));
            json.diagnostics.is_empty() && is_object && depth(*it) + OUTER <= json::MAX_DEPTH
        };
        match json.root().filter(sound) {
            Some(root) if json::print(root) == *self.text => json::print_compact(out, root),
            _ => json::print_string(out, &self.text),
        }
    }
}

impl From<&str> for Document {
    fn from(text: &str) -> Self {
        Self { text: text.into(), origin: None }
    }
}

impl Field for Document {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        let (node, origin) = with_origin(node);
        self.origin = origin.map(|it| Arc::new(read_origin(it, reading)));
        match node.value {
            Value::String(text) => self.text = text.into(),
            Value::Object(_) => self.text = json::print(node).into(),
            _ => reading.report("a document is a JSON object, or its text as a string", node.span),
        }
    }

    fn write(&self, out: &mut String) {
        match &self.origin {
            Some(origin) => write_with_origin(out, &Self::from(&*self.text), origin),
            None => self.write_text(out),
        }
    }

    fn is_default(&self) -> bool {
        self.text.is_empty()
    }
}

/// The levels of brackets in a scenario that are around a document; the limit of the reader includes them.
const OUTER: usize = 2;

/// The levels of brackets of a value; the reader limits them.
fn depth(node: Node<'_>) -> usize {
    match node.value {
        Value::Array(items) => 1 + items.map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.map(|it| depth(it.node)).max().unwrap_or_default(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_deep_for_a_scenario_stays_a_text() {
        for depth in [30, 31, 32] {
            let text = format!("{{\"a\":{}{}}}", "[".repeat(depth - 1), "]".repeat(depth - 1));
            let printed = json::print(json::read(&text).root().unwrap());
            let mut written = String::new();
            Document::from(printed.as_str()).write(&mut written);
            assert_eq!(written.starts_with('{'), depth == 30);
        }
    }

    fn read(stored: &str) -> Document {
        let tree = json::read(stored);
        let mut document = Document::default();
        document.read(tree.root().unwrap(), &mut Reading::default());
        document
    }

    #[track_caller]
    fn check(stored: &str, text: &str) {
        let document = read(stored);
        assert_eq!(&**document.text(), text);
        let mut written = String::new();
        document.write(&mut written);
        assert_eq!(read(&written), document);
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
