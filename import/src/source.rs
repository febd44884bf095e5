//! A text with its name: the places in it, and the origins of what was read from it.

use accesspath_policy::json::{Json, Node};
use accesspath_policy::text::{Lines, Location, Span};

use crate::recognised::{Flaw, Kind, Place, Recognised};
use crate::written;

/// A text with its name.
pub(crate) struct Source<'t> {
    /// The file; empty for a pasted text.
    file: &'t str,
    text: &'t str,
    lines: Lines,
}

impl<'t> Source<'t> {
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, lines: Lines::new(text) }
    }

    /// The text of these bytes.
    pub(crate) fn text_of(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The place of these bytes.
    pub(crate) fn place(&self, span: Span) -> Place {
        let Location { line, column } = self.lines.location(self.text, span.start);
        Place { file: self.file.to_owned(), span, line, column }
    }

    /// The origin of what stands there, as JSON; `address`: the name that it has where it comes from.
    pub(crate) fn origin(&self, span: Span, address: &str) -> String {
        let Place { line, column, .. } = self.place(span);
        let file = if self.file.is_empty() { "pasted text" } else { self.file };
        let place = format!("{line}:{column}");
        let origin = written::Object::default().with_text("file", file).with_text("place", &place);
        match address {
            "" => origin.end(),
            it => origin.with_text("address", it).end(),
        }
    }

    /// Something that was found there, of which no more is known yet.
    pub(crate) fn found(&self, kind: Kind, title: &str, span: Span) -> Recognised {
        Recognised {
            kind,
            title: title.to_owned(),
            place: self.place(span),
            facts: Vec::new(),
            questions: Vec::new(),
            flaws: Vec::new(),
            evidence: None,
        }
    }

    /// What is wrong with the JSON that begins at `start`, a few of it.
    pub(crate) fn flaws(&self, json: &Json<'_>, start: usize) -> Vec<Flaw> {
        let flaw = |it: &accesspath_policy::diagnostic::Diagnostic| {
            let (from, to) = (it.span.start + start, it.span.end + start);
            let Place { line, column, .. } = self.place(Span::new(from, to));
            Flaw { message: it.problem.headline(), line, column }
        };
        json.diagnostics.iter().take(3).map(flaw).collect()
    }
}

/// A JSON value of the text, which begins at `start` there.
#[derive(Clone, Copy)]
pub(crate) struct Found<'j> {
    pub(crate) node: Node<'j>,
    pub(crate) start: usize,
}

impl<'j> Found<'j> {
    /// Its bytes in the whole text.
    pub(crate) fn span(self) -> Span {
        Span::new(self.node.span.start + self.start, self.node.span.end + self.start)
    }

    /// A value below it.
    pub(crate) fn at(self, path: &[&str]) -> Option<Self> {
        self.node.at(path).map(|node| Self { node, ..self })
    }

    /// The text of a member, where it is one and not empty.
    pub(crate) fn text(self, name: &str) -> Option<&'j str> {
        self.node.at(&[name])?.scalar().filter(|it| !it.is_empty())
    }

    /// The values of a member that is a list; none where it is none.
    pub(crate) fn all(self, name: &str) -> Vec<Self> {
        let Some(list) = self.node.at(&[name]) else { return Vec::new() };
        let accesspath_policy::json::Value::Array(items) = list.value else { return Vec::new() };
        items.map(|node| Self { node, ..self }).collect()
    }

    /// The texts of a member that is a list of texts.
    pub(crate) fn texts(self, name: &str) -> Vec<String> {
        self.all(name).into_iter().filter_map(|it| it.node.scalar().map(str::to_owned)).collect()
    }

    /// The member is there.
    pub(crate) fn has(self, name: &str) -> bool {
        self.node.at(&[name]).is_some()
    }

    /// A member that is a boolean.
    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        match self.node.at(&[name])?.value {
            accesspath_policy::json::Value::Bool(it) => Some(it),
            _ => None,
        }
    }
}
