//! One edit of a scenario, applied purely.
//!
//! Every edit of a scenario, by typing or by a form, is a `Change`.

mod fit;
mod member;
mod part;
mod slot;
mod sound;
mod written;

use std::cell::OnceCell;

use accesspath_policy::json::{self, Edit};
use accesspath_policy::policy::DocumentId;
use accesspath_policy::symbol;
use litemap::LiteMap;

use super::{Document, Scenario, document_text};
pub use fit::{Misfit, fitting};
pub use part::{NetworkPart, parts};
pub use slot::{Slot, slots};
pub use sound::{told, without_new_problems};
pub use written::{AnyValue, WrittenChange};

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A document gets another text.
    EditDocument {
        /// The document.
        document: DocumentId,
        /// Its whole new text.
        text: String,
    },
    /// A part of a document is edited; the rest of its text stays as it is.
    EditPart {
        /// The document.
        document: DocumentId,
        /// The place of the part: names of members, and numbers of entries from 1.
        at: Vec<String>,
        /// The edit.
        edit: Edit,
    },
    /// A fact is edited.
    Tell {
        /// The place of the fact: names of members, ids of records, and numbers of entries from 1.
        at: Vec<String>,
        /// The edit.
        edit: Edit,
    },
    /// A new document is attached.
    Attach {
        /// Its name; one that is free.
        document: DocumentId,
        /// The slot that it is attached to.
        slot: Slot,
        /// Its text.
        text: String,
    },
    /// A document is detached from a slot, and dropped if no other slot uses it.
    Detach {
        /// The document.
        document: DocumentId,
        /// The slot that it is detached from.
        slot: Slot,
    },
    /// The question gets another operation.
    SetOperation(String),
    /// The call goes through an access point, by id, or to the bucket itself.
    SetAccessPoint(Option<String>),
    /// The question gets another key.
    SetKey(String),
    /// A part of the network is switched on or off.
    SetPart(NetworkPart, bool),
    /// Another scenario altogether, such as one whose facts were edited as text.
    Replace(Box<Scenario>),
}

impl Change {
    /// It only puts one value in place of another, as changes do that a person types letter by letter.
    #[must_use]
    pub const fn is_typed(&self) -> bool {
        matches!(
            self,
            Self::EditDocument { .. }
                | Self::SetOperation(_)
                | Self::SetAccessPoint(_)
                | Self::SetKey(_)
                | Self::Replace(_)
        )
    }
}

/// The scenario after `change`.
#[must_use]
pub fn apply(scenario: &Scenario, change: Change) -> Scenario {
    match change {
        Change::Tell { at, edit } => member::told(scenario, &scenario.written_facts(), &at, &edit),
        other if other.is_typed() => typed(scenario, other),
        other => applied(scenario, other),
    }
}

/// The scenario after a change that [is typed](Change::is_typed); other changes leave it as it is.
#[must_use]
pub fn typed(scenario: &Scenario, change: Change) -> Scenario {
    if let Change::Replace(other) = change {
        return *other;
    }
    let mut next = scenario.clone();
    match change {
        Change::EditDocument { document, text } => {
            next.documents.insert(document, Document::from(text.as_str()));
        }
        Change::SetOperation(operation) => next.question.operation = operation,
        Change::SetAccessPoint(id) => next.question.access_point = id,
        Change::SetKey(key) => next.question.key = key,
        _ => {}
    }
    next
}

/// The scenario after another change of its documents, or of one switch.
fn applied(scenario: &Scenario, change: Change) -> Scenario {
    let mut next = scenario.clone();
    match change {
        Change::EditPart { document, at, edit } => {
            let at: Vec<&str> = at.iter().map(String::as_str).collect();
            let text = document_text(scenario, &document);
            if let Some(text) = text.and_then(|it| json::edit(&it, &at, &written(edit))) {
                next.documents.insert(document, Document::from(text.as_str()));
            }
        }
        Change::Attach { document, slot, text } => {
            let text = symbol::written(&text);
            next.documents.insert(document.clone(), Document::from(&*text));
            slot::attach(&mut next, document, &slot);
        }
        Change::Detach { document, slot } => {
            slot::detach(&mut next, &document, &slot);
            if !uses(&next, &document) {
                next.documents = LiteMap::new();
                for (id, text) in scenario.documents.iter().filter(|(id, _)| **id != document) {
                    next.documents.insert(id.clone(), text.clone());
                }
            }
        }
        Change::SetPart(part, to) => part::set_part(&mut next, &part, to),
        // Those are made by `typed`, and facts by `member`.
        _ => {}
    }
    next
}

/// The scenario after all `changes`, one after the other; edits of facts that follow one another are made at once.
#[must_use]
pub fn apply_all(scenario: &Scenario, changes: &[&Change]) -> Scenario {
    apply_all_to(scenario, &OnceCell::new(), changes)
}

/// The same; `facts` keeps the facts of the scenario as a text from one call to the next.
#[must_use]
pub(crate) fn apply_all_to(
    scenario: &Scenario,
    facts: &OnceCell<String>,
    changes: &[&Change],
) -> Scenario {
    let mut next: Option<Scenario> = None;
    let mut rest = changes;
    while let Some((first, behind)) = rest.split_first() {
        let edits: Vec<(&[String], &Edit)> = rest.iter().map_while(|it| as_edit(it)).collect();
        let left = rest.get(edits.len()..).unwrap_or_default();
        let (after, left) = match (edits.is_empty(), &next) {
            (true, from) => (apply(from.as_ref().unwrap_or(scenario), (*first).clone()), behind),
            (false, None) => {
                let text = facts.get_or_init(|| scenario.written_facts());
                (member::told_all(scenario, text, &edits), left)
            }
            (false, Some(from)) => (member::told_all(from, &from.written_facts(), &edits), left),
        };
        (next, rest) = (Some(after), left);
    }
    next.unwrap_or_else(|| scenario.clone())
}

/// An edit of a fact, and its place.
fn as_edit(change: &Change) -> Option<(&[String], &Edit)> {
    match change {
        Change::Tell { at, edit } => Some((at, edit)),
        _ => None,
    }
}

/// The edit of a document, in which symbols stand as they are written.
fn written(edit: Edit) -> Edit {
    let own = |text: String| symbol::written(&text).into_owned();
    match edit {
        Edit::Add(it) => Edit::Add(own(it)),
        Edit::Set(it) => Edit::Set(own(it)),
        Edit::Rename(_) | Edit::Remove => edit,
    }
}

/// Some slot of the scenario names the document.
fn uses(scenario: &Scenario, document: &DocumentId) -> bool {
    slots(scenario).iter().any(|(_, id)| id == document)
}
