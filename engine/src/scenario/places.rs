//! Finds where the documents of a scenario stand in its file, and where there a piece of one stands.
//!
//! A document is read as its canonical print, or as a string without its escapes, so that its own places are others.

use accesspath_policy::json::{self, Json, Node, Value};
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::Span;

use super::Scenario;
use super::record::{Field, Reading, with_origin};

/// The documents that stand in the text of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPlaces<'t> {
    text: &'t str,
    documents: Vec<(DocumentId, Span)>,
}

impl<'t> DocumentPlaces<'t> {
    /// Finds the documents in `text`: those of `documents`, and those that stand inline.
    pub fn of(text: &'t str) -> Self {
        let tree = json::read_up_to(text.len(), "", text);
        let mut documents = Vec::new();
        if let Some(root) = tree.root() {
            let mut reading = Reading::of(text);
            Scenario::default().read(root, &mut reading);
            documents.extend(reading.inline.into_iter().map(|it| (it.name, it.span)));
            let own = root.at(&["documents"]).and_then(Node::members);
            documents.extend(own.into_iter().flatten().map(|it| {
                let (node, _) = with_origin(it.node);
                (DocumentId::from(it.name), node.span)
            }));
        }
        Self { text, documents }
    }

    /// The place of a document, whose own text is `read`; `None` for one that stands elsewhere, such as one of AWS's own.
    pub fn document<'d>(&'d self, document: &str, read: &'d str) -> Option<DocumentPlace<'d>> {
        let (_, whole) = self.documents.iter().find(|(id, _)| **id == *document)?;
        let own = whole.of(self.text);
        let is_string = own.starts_with('"');
        let trees = (!is_string).then(|| (tree_of(read), tree_of(own)));
        Some(DocumentPlace { start: whole.start, own, trees })
    }
}

/// A document as it stands in the text of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentPlace<'d> {
    start: usize,
    own: &'d str,
    /// Of an object, its print and itself; of a string, nothing.
    trees: Option<(Json<'d>, Json<'d>)>,
}

impl DocumentPlace<'_> {
    /// Where in the scenario's text the part `at` of the document stands.
    pub fn span(&self, at: Span) -> Span {
        let inside = match &self.trees {
            None => Span::new(in_string(self.own, at.start), in_string(self.own, at.end)),
            Some((print, tree)) => match print.root().zip(tree.root()) {
                Some((print, tree)) => in_value(print, tree, at),
                None => Span::new(0, self.own.len()),
            },
        };
        Span::new(self.start + inside.start, self.start + inside.end)
    }
}

fn tree_of(text: &str) -> Json<'_> {
    json::read_up_to(text.len(), "", text)
}

/// Where in `raw`, a string with its quotes and escapes, the byte `at` of the text that it says stands.
fn in_string(raw: &str, at: usize) -> usize {
    let mut said = 0;
    let mut place = 1;
    while said < at {
        let rest = raw.get(place..).unwrap_or_default();
        let Some((length, bytes)) = letter(rest) else { break };
        place += length;
        said += bytes;
    }
    place
}

/// The length of the letter that `rest` begins with as it is written, and in UTF-8.
fn letter(rest: &str) -> Option<(usize, usize)> {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let first = rest.chars().next()?;
    if first != '\\' {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    let Some(number) = unit(rest) else { return Some((2, 1)) };
    // Two escapes in a row are one letter where they are the halves of a surrogate pair.
    let second = rest.get(6..).and_then(unit);
    let is_pair = (0xd800..0xdc00).contains(&number)
        && second.is_some_and(|it| (0xdc00..0xe000).contains(&it));
    if is_pair {
        return Some((12, 4));
    }
    Some((6, char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8()))
}

/// Where in `own` the part `at` of its `print` stands: the smallest value or name that holds it.
///
/// INVARIANT: `print` is the print of `own`, so that both have the same members in the same order. The reader limits how
/// deep they nest.
fn in_value(print: Node<'_>, own: Node<'_>, at: Span) -> Span {
    match (print.value, own.value) {
        (Value::Array(print), Value::Array(own)) => {
            let mut pairs = print.zip(own);
            if let Some((print, own)) = pairs.find(|(it, _)| it.span.contains(at)) {
                return in_value(print, own, at);
            }
        }
        (Value::Object(print), Value::Object(own)) => {
            let mut pairs = print.zip(own);
            if let Some((print, own)) = pairs.find(|(it, _)| it.span().contains(at)) {
                return if print.name_span.contains(at) {
                    own.name_span
                } else if print.node.span.contains(at) {
                    in_value(print.node, own.node, at)
                } else {
                    own.span()
                };
            }
        }
        _ => {}
    }
    own.span
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of the scenario at which `piece` of its document stands.
    #[track_caller]
    fn check(scenario: &str, document: &str, piece: &str, found: &str) {
        let read = Scenario::read_json(scenario).scenario;
        let text = read.text(document).unwrap().text().clone();
        let start = text.find(piece).unwrap();
        let places = DocumentPlaces::of(scenario);
        let place = places.document(document, &text).unwrap();
        let span = place.span(Span::new(start, start + piece.len()));
        assert_eq!(span.of(scenario), found, "{span:?}");
    }

    const QUESTION: &str =
        r#""accesspath": 1, "question": {"callers": [], "operation": "GetObject", "bucket": "b"}"#;

    #[test]
    fn a_piece_of_an_object_is_found_under_other_blanks_and_escapes() {
        let scenario = format!(
            r#"{{{QUESTION}, "documents": {{"d": {{"Sta\u0074ement"  :[ {{"Effect":"Deny"}},{{ "Effect"  : "All\u006fw"}} ]}}}}}}"#
        );
        check(&scenario, "d", "\"Statement\"", r#""Sta\u0074ement""#);
        check(&scenario, "d", "\"Allow\"", r#""All\u006fw""#);
        check(&scenario, "d", "\"Effect\": \"Allow\"", r#""Effect"  : "All\u006fw""#);
        check(&scenario, "d", "{ \"Effect\": \"Deny\" }", r#"{"Effect":"Deny"}"#);
    }

    #[test]
    fn a_piece_of_a_string_is_found_among_its_escapes() {
        let scenario = format!(
            r#"{{{QUESTION}, "documents": {{"d": "{{\n  \"Sid\": \"\u00e9\ud83e\udea3é\" \"Effect\": \"Alow\""}}}}"#
        );
        check(&scenario, "d", "\"Effect\"", r#"\"Effect\""#);
        check(&scenario, "d", "\"Alow\"", r#"\"Alow\""#);
        check(&scenario, "d", "\u{1faa3}", r"\ud83e\udea3");
    }

    #[test]
    fn a_document_with_an_origin_and_one_inline_are_found() {
        let scenario = format!(
            r#"{{{QUESTION}, "documents": {{"d": {{"origin": {{"file": "Alow"}}, "value": {{"Effect":"Alow"}}}}}}, "roles": [{{"id": "r", "arn": "arn:aws:iam::111122223333:role/r", "policies": [{{"Effect":"Deny"}}]}}]}}"#
        );
        check(&scenario, "d", "\"Alow\"", "\"Alow\"");
        check(&scenario, "role-policy-1", "\"Deny\"", "\"Deny\"");
        assert_eq!(DocumentPlaces::of(&scenario).document("FullAWSAccess", "{}"), None);
    }
}
