//! Gives one thing of a scenario another name, wherever that name stands: in the facts and in the documents.
//!
//! Facts refer to things by members of known names, and policies by ids and ARNs. Nothing else is changed: neither prose
//! nor the keys of objects, nor a name that is only a part of a longer one.

mod thing;

use accesspath_policy::json::{self, Node, Value};
use accesspath_policy::text::Span;

use super::{Document, Scenario};
use thing::Piece;
pub use thing::Thing;

/// The members of policies whose texts name no resource.
const WORDS: [&str; 7] = ["Version", "Id", "Sid", "Effect", "Action", "NotAction", "unknown"];

/// The scenario in which the thing that is called `from` is called `to`.
///
/// # Errors
///
/// The reason why it cannot be called so, in a sentence.
pub fn renamed(
    scenario: &Scenario,
    thing: Thing,
    from: &str,
    to: &str,
) -> Result<Scenario, String> {
    if from == to {
        return Ok(scenario.clone());
    }
    all_renamed(scenario, &[NewName { thing, from: from.to_owned(), to: to.to_owned() }])
}

/// A thing, its name, and its new name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewName {
    /// The thing.
    pub thing: Thing,
    /// Its name.
    pub from: String,
    /// Its new name.
    pub to: String,
}

/// The scenario in which several things have new names, none of which is a name of another.
///
/// # Errors
///
/// The reason why one cannot be called so, in a sentence.
pub fn all_renamed(scenario: &Scenario, names: &[NewName]) -> Result<Scenario, String> {
    let text = scenario.written_facts();
    let tree = json::read_up_to(usize::MAX, "", &text);
    let mut renaming = Renaming::new(names);
    if let Some(root) = tree.root() {
        if let Some(NewName { thing, to, .. }) =
            names.iter().find(|it| it.thing.is_taken(root, &it.to))
        {
            return Err(format!("There is {} {to} already.", thing.with_article()));
        }
        renaming.facts(root, &mut Vec::new(), &text);
    }
    let edited = spliced(&text, std::mem::take(&mut renaming.edits));
    let mut next = Scenario::from_json(&edited).map_err(|it| it.message)?;
    next.managed.clone_from(&scenario.managed);
    next.facts.clone_from(&scenario.facts);
    next.documents.clone_from(&scenario.documents);
    for (id, document) in &scenario.documents {
        if let Some(text) = renaming.document(document.text()) {
            next.documents.insert(id.clone(), Document::from(text.as_str()));
        }
    }
    Ok(next)
}

/// The text of a policy in which the thing that is called `from` is called `to`, as far as the text can be read.
#[must_use]
pub fn renamed_in(text: &str, thing: Thing, from: &str, to: &str) -> String {
    let name = NewName { thing, from: from.to_owned(), to: to.to_owned() };
    Renaming::new(&[name]).document(text).unwrap_or_else(|| text.to_owned())
}

/// A renaming under way.
struct Renaming<'n> {
    names: &'n [NewName],
    pieces: Vec<Piece>,
    /// The places of the text, and what comes there.
    edits: Vec<(Span, String)>,
}

impl<'n> Renaming<'n> {
    fn new(names: &'n [NewName]) -> Self {
        let pieces = names.iter().flat_map(|it| it.thing.pieces(&it.from, &it.to)).collect();
        Self { names, pieces, edits: Vec::new() }
    }

    /// The new name of what the text `value` at those members names as a whole.
    fn whole(&self, value: &str, at: &[&str]) -> Option<&'n str> {
        let is_meant = |it: &&NewName| value == it.from && it.thing.is_named_at(at);
        self.names.iter().find(is_meant).map(|it| it.to.as_str())
    }

    fn write(&mut self, span: Span, to: &str) {
        let mut written = String::new();
        json::print_string(&mut written, to);
        self.edits.push((span, written));
    }

    /// Notes what changes in the facts below a node that the names of members `at` lead to.
    // Recursion is bounded: the reader refuses to nest deeper than it can.
    fn facts<'j>(&mut self, node: Node<'j>, at: &mut Vec<&'j str>, text: &str) {
        match node.value {
            Value::Object(members) => {
                for member in members {
                    // What is proposed to try holds policies, ids and sentences that name things.
                    if at.is_empty() && member.name == "tries" {
                        self.tries(member.node, &[], text);
                        continue;
                    }
                    at.push(member.name);
                    self.facts(member.node, at, text);
                    at.pop();
                }
            }
            Value::Array(items) => items.for_each(|it| self.facts(it, at, text)),
            Value::String(value) if let Some(to) = self.whole(value, at) => {
                self.write(node.span, to);
            }
            Value::String(_) if thing::holds_names(at) || *at == ["expect", "message"] => {
                self.pieces_of(node.span, text, false);
            }
            _ => {}
        }
    }

    /// Notes what changes in what is proposed to try: policies, places, values of facts, and sentences.
    fn tries(&mut self, node: Node<'_>, at: &[&str], text: &str) {
        match node.value {
            Value::Object(members) => {
                // A value that is put somewhere is that of the member which the place ends with.
                let last = members.get("at").and_then(last_of);
                for member in members {
                    match (member.name, last) {
                        ("what", _) => self.pieces_of(member.node.span, text, true),
                        ("at" | "attach" | "detach", _) => self.place(member.node),
                        ("set" | "add", Some(last)) => self.tries(member.node, &[last], text),
                        (name, _) if WORDS.contains(&name) => {}
                        (name, _) => self.tries(member.node, &[name], text),
                    }
                }
            }
            Value::Array(items) => items.for_each(|it| self.tries(it, at, text)),
            Value::String(value) => match self.whole(value, at) {
                Some(to) => self.write(node.span, to),
                None => self.pieces_of(node.span, text, false),
            },
            _ => {}
        }
    }

    /// Notes what changes in the place of a change: ids behind the list that they are of.
    fn place(&mut self, node: Node<'_>) {
        let Value::Array(items) = node.value else { return };
        let mut before = "";
        for item in items {
            let Value::String(value) = item.value else { continue };
            let is_id = |it: &&NewName| it.from == value && it.thing.is_id_in(before);
            if let Some(NewName { to, .. }) = self.names.iter().find(is_id) {
                self.write(item.span, to);
            }
            before = value;
        }
    }

    /// A document's text afterwards, where it changes.
    fn document(&mut self, text: &str) -> Option<String> {
        let tree = json::read_up_to(text.len(), "", text);
        self.policy(tree.root()?, text);
        let edits = std::mem::take(&mut self.edits);
        (!edits.is_empty()).then(|| spliced(text, edits))
    }

    /// Notes what changes in a policy below a node.
    fn policy(&mut self, node: Node<'_>, text: &str) {
        match node.value {
            Value::Object(members) => {
                for member in members.filter(|it| !WORDS.contains(&it.name)) {
                    self.policy(member.node, text);
                }
            }
            Value::Array(items) => items.for_each(|it| self.policy(it, text)),
            Value::String(_) => self.pieces_of(node.span, text, false),
            _ => {}
        }
    }

    /// Notes every piece that stands as a whole in the string at `span`.
    fn pieces_of(&mut self, span: Span, text: &str, is_sentence: bool) {
        let written = span.of(text);
        let mut edited = written.to_owned();
        for piece in &self.pieces {
            edited = piece.replaced(&edited, is_sentence);
        }
        if edited != written {
            self.edits.push((span, edited));
        }
    }
}

/// The last text of a list.
fn last_of(node: Node<'_>) -> Option<&str> {
    match node.value {
        Value::Array(items) => match items.last()?.value {
            Value::String(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// The text with other texts at some places, which stand in order.
fn spliced(text: &str, edits: Vec<(Span, String)>) -> String {
    let (mut out, mut end) = (String::new(), 0);
    for (span, instead) in edits {
        out.push_str(text.get(end..span.start).unwrap_or_default());
        out.push_str(&instead);
        end = span.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests;
