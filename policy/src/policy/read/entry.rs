//! Scalars and lists of them, each with its place.

use super::{PolicyReader, statement};
use crate::diagnostic::PolicyProblem;
use crate::json::{Member, Node, Value};
use crate::policy::{Clause, Entry, Form, Version, variable};
use crate::text::Text;

impl PolicyReader<'_> {
    pub(super) fn text(&mut self, element: &str, node: Node<'_>) -> Option<Entry> {
        if !matches!(node.value, Value::String(_)) {
            self.wrong_type(element, "a string", node);
            return None;
        }
        self.entry(node)
    }

    /// A scalar; numbers and booleans without quotes are strings to IAM.
    fn entry(&self, node: Node<'_>) -> Option<Entry> {
        let quote = usize::from(matches!(node.value, Value::String(_)));
        let text = Text::of(self.text, node.span.start + quote, node.scalar()?);
        Some(Entry { text, span: node.span })
    }

    /// A member's name.
    pub(super) fn name(&self, member: Member<'_>) -> Entry {
        let text = Text::of(self.text, member.name_span.start + 1, member.name);
        Entry { text, span: member.name_span }
    }

    /// A scalar or a list of scalars.
    pub(super) fn texts(&mut self, member: Member<'_>) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut add = |item: Node<'_>| match self.entry(item) {
            Some(entry) => entries.push(entry),
            None => self.wrong_type(member.name, "a string or a list of strings", item),
        };
        match member.node.value {
            Value::Array(items) => items.for_each(add),
            _ => add(member.node),
        }
        entries
    }

    pub(super) fn entries(&mut self, (form, member): (Form, Member<'_>)) -> Clause<Entry> {
        let entries = self.texts(member);
        if matches!(member.node.value, Value::Array(items) if items.is_empty()) {
            let element = statement::ELEMENTS.iter().find(|it| **it == member.name);
            self.report(PolicyProblem::EmptyArray(element.unwrap_or(&"")), member.node.span);
        }
        Clause { form, name: member.name_span, value: member.node.span, entries }
    }

    pub(super) fn variables(&mut self, entry: &Entry) {
        if self.version == Version::V2012
            && let Some(broken) = variable::first_broken(&entry.text)
        {
            self.report(PolicyProblem::InvalidVariable(broken.to_owned()), entry.span);
        }
    }
}
