//! Changes as a file holds them: the form in which a scenario proposes them, and in which fixes are told.

use accesspath_policy::json::{self, Edit, Node};
use accesspath_policy::policy::DocumentId;

use super::{Change, Slot};
use crate::scenario::Document;
use crate::scenario::record::{Field, Reading, record};

record! {
    /// One change: of a part of a document, of a fact, of a whole document, or of where a document is attached.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct WrittenChange {
        /// The document; absent: a fact.
        #[free]
        pub document: String,
        /// The place of the part or the fact: names of members, ids of records, and numbers of entries from 1.
        #[free]
        pub at: Vec<String>,
        /// The value that is put there.
        #[free]
        pub set: AnyValue,
        /// The value that is added to the list there.
        #[free]
        pub add: AnyValue,
        /// The new name of the member there.
        #[free]
        pub rename: String,
        /// What is there is removed.
        #[free]
        pub remove: bool,
        /// The slot that a new document is attached to: collection, id and member.
        #[free]
        pub attach: Vec<String>,
        /// The slot that the document is detached from.
        #[free]
        pub detach: Vec<String>,
        /// The whole text of the document.
        #[free]
        pub text: Option<Document>,
    }
}

/// Any JSON value, as its text in one line; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnyValue(String);

impl Field for AnyValue {
    fn read(&mut self, node: Node<'_>, _reading: &mut Reading) {
        json::print_compact(&mut self.0, node);
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.0);
    }

    fn is_default(&self) -> bool {
        self.0.is_empty()
    }
}

impl WrittenChange {
    /// The change; nothing where its members do not make one.
    pub fn change(&self) -> Option<Change> {
        let Self { document, at, attach, detach, text, .. } = self;
        let id = || Some(DocumentId::from(document.as_str())).filter(|_| !document.is_empty());
        let text = || Some(text.as_ref()?.text().to_string());
        match (at.is_empty(), attach.is_empty(), detach.is_empty(), self.edits().as_slice()) {
            (false, true, true, [edit]) if self.text.is_none() => {
                let (at, edit) = (at.clone(), edit.clone());
                Some(match id() {
                    Some(document) => Change::EditPart { document, at, edit },
                    None => Change::Tell { at, edit },
                })
            }
            (true, false, true, []) => {
                Some(Change::Attach { document: id()?, slot: Slot::at(attach)?, text: text()? })
            }
            (true, true, false, []) if self.text.is_none() => {
                Some(Change::Detach { document: id()?, slot: Slot::at(detach)? })
            }
            (true, true, true, []) => Some(Change::EditDocument { document: id()?, text: text()? }),
            _ => None,
        }
    }

    /// The edits that its members name, of which a change of a place has one.
    fn edits(&self) -> Vec<Edit> {
        let Self { set, add, rename, remove, .. } = self;
        let given = |text: &str| Some(text.to_owned()).filter(|it| !it.is_empty());
        let edits = [
            given(&set.0).map(Edit::Set),
            given(&add.0).map(Edit::Add),
            given(rename).map(Edit::Rename),
            remove.then_some(Edit::Remove),
        ];
        edits.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> WrittenChange {
        let tree = json::read(text);
        let mut reading = Reading::of(text);
        let mut change = WrittenChange::default();
        change.read(tree.root().unwrap(), &mut reading);
        assert!(reading.mistakes.is_empty(), "{:?}", reading.mistakes);
        let mut written = String::new();
        change.write(&mut written);
        assert_eq!(written, text);
        change
    }

    #[track_caller]
    fn check(text: &str, expected: Change) {
        assert_eq!(read(text).change(), Some(expected));
    }

    fn at(names: &[&str]) -> Vec<String> {
        names.iter().map(|it| (*it).to_owned()).collect()
    }

    #[test]
    fn every_form_is_read_and_written() {
        let (document, text) = (DocumentId::from("d"), r#""a""#.to_owned());
        check(
            r#"{"document":"d","at":["Statement","2"],"set":"a"}"#,
            Change::EditPart {
                document: document.clone(),
                at: at(&["Statement", "2"]),
                edit: Edit::Set(text.clone()),
            },
        );
        check(
            r#"{"at":["buckets","b","tags"],"add":"a"}"#,
            Change::Tell { at: at(&["buckets", "b", "tags"]), edit: Edit::Add(text) },
        );
        check(
            r#"{"at":["roles","r","boundary"],"set":null}"#,
            Change::Tell {
                at: at(&["roles", "r", "boundary"]),
                edit: Edit::Set("null".to_owned()),
            },
        );
        check(
            r#"{"document":"d","at":["Condition","Bool"],"rename":"BoolIfExists"}"#,
            Change::EditPart {
                document: document.clone(),
                at: at(&["Condition", "Bool"]),
                edit: Edit::Rename("BoolIfExists".to_owned()),
            },
        );
        check(
            r#"{"at":["own_ranges","1"],"remove":true}"#,
            Change::Tell { at: at(&["own_ranges", "1"]), edit: Edit::Remove },
        );
        check(
            r#"{"document":"d","attach":["roles","r","boundary"],"text":{"Statement":[]}}"#,
            Change::Attach {
                document: document.clone(),
                slot: Slot::Boundary("r".to_owned()),
                text: "{ \"Statement\": [] }".to_owned(),
            },
        );
        check(
            r#"{"document":"d","detach":["accounts","1","scp_levels"]}"#,
            Change::Detach { document: document.clone(), slot: Slot::Scp("1".to_owned()) },
        );
        check(
            r#"{"document":"d","text":"broken"}"#,
            Change::EditDocument { document, text: "broken".to_owned() },
        );
    }

    #[test]
    fn members_that_make_no_change_are_none() {
        for text in [
            "{}",
            r#"{"document":"d"}"#,
            r#"{"at":["title"]}"#,
            r#"{"at":["title"],"set":"a","remove":true}"#,
            r#"{"at":["title"],"set":"a","text":"b"}"#,
            r#"{"attach":["roles","r","boundary"],"text":{"Statement":[]}}"#,
            r#"{"document":"d","attach":["roles","r","arn"],"text":{"Statement":[]}}"#,
            r#"{"document":"d","attach":["roles","r","boundary"]}"#,
            r#"{"document":"d","detach":["roles","r"]}"#,
            r#"{"text":"broken"}"#,
        ] {
            assert_eq!(read(text).change(), None, "{text}");
        }
    }
}
