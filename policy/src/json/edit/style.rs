//! JSON text → the white space that a new value in it takes.

use super::inside;
use crate::json::print::Layout;
use crate::json::{Node, Value};
use crate::text::Span;

/// How wide a line with a new value may get before the value is broken up; terminals have this width.
const WIDTH: usize = 80;

/// The layout of the text as `near` has it; where that does not tell, as the text has it first.
pub(super) fn layout<'t>(text: &'t str, near: Node<'_>, root: Node<'_>) -> Layout<'t> {
    let mut seen = Seen::default();
    seen.look(text, near);
    seen.look(text, root);
    let colon = seen.colon.unwrap_or(Layout::CANONICAL.colon);
    // Who writes no space behind a colon writes none elsewhere.
    let spaced = colon.ends_with(char::is_whitespace);
    let or_none = |canonical| if spaced { canonical } else { "" };
    Layout {
        newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        step: step(text),
        colon,
        comma: seen.comma.unwrap_or(if spaced { Layout::CANONICAL.comma } else { "," }),
        braces: seen.braces.unwrap_or_else(|| or_none(Layout::CANONICAL.braces)),
        brackets: seen.brackets.unwrap_or_else(|| or_none(Layout::CANONICAL.brackets)),
        width: WIDTH,
    }
}

/// What is between the marks of the text, as it was first found within one line.
#[derive(Default)]
struct Seen<'t> {
    colon: Option<&'t str>,
    comma: Option<&'t str>,
    braces: Option<&'t str>,
    brackets: Option<&'t str>,
}

impl<'t> Seen<'t> {
    /// Looks at a value and all that it holds, in the order of the text.
    // Recursion is bounded: the reader refuses to nest deeper than `MAX_DEPTH`.
    fn look(&mut self, text: &'t str, node: Node<'_>) {
        let between = |start, end| {
            let between = Span::new(start, end).of(text);
            (!between.contains('\n')).then_some(between)
        };
        let (start, mut last) = (inside(node).start, None);
        match node.value {
            Value::Array(items) => {
                for item in items {
                    match last {
                        Some(last) => keep(&mut self.comma, between(last, item.span.start)),
                        None => keep(&mut self.brackets, between(start, item.span.start)),
                    }
                    last = Some(item.span.end);
                    self.look(text, item);
                }
            }
            Value::Object(members) => {
                for member in members {
                    let name = member.name_span;
                    match last {
                        Some(last) => keep(&mut self.comma, between(last, name.start)),
                        None => keep(&mut self.braces, between(start, name.start)),
                    }
                    keep(&mut self.colon, between(name.end, member.node.span.start));
                    last = Some(member.node.span.end);
                    self.look(text, member.node);
                }
            }
            _ => (),
        }
    }
}

/// What was seen first stays.
fn keep<'t>(seen: &mut Option<&'t str>, found: Option<&'t str>) {
    *seen = seen.or(found);
}

/// The indentation of one level: how much further the first line behind an opening bracket is indented than its own.
fn step(text: &str) -> &str {
    let lines = || text.lines().filter(|it| !it.trim().is_empty());
    lines()
        .zip(lines().skip(1))
        .filter(|(line, _)| line.trim_end().ends_with(['{', '[']))
        .filter_map(|(line, next)| indent(next).strip_prefix(indent(line)))
        .find(|it| !it.is_empty())
        .unwrap_or(Layout::CANONICAL.step)
}

/// The white space that a line begins with.
fn indent(line: &str) -> &str {
    let end = line.find(|it| it != ' ' && it != '\t').unwrap_or(line.len());
    line.get(..end).unwrap_or_default()
}

/// The indentation of the last line.
pub(super) fn indent_of(out: &str) -> &str {
    indent(out.rsplit('\n').next().unwrap_or_default())
}

/// The value stands on several lines.
pub(super) fn spans_lines(text: &str, node: Node<'_>) -> bool {
    node.span.of(text).contains('\n')
}

/// The list or object has its first child on a line of its own.
pub(super) fn begins_lines(text: &str, node: Node<'_>) -> bool {
    let first = super::children(node).first().copied();
    first.is_some_and(|it| Span::new(node.span.start, it.start).of(text).contains('\n'))
}

/// What separates a new last child from the children of a list or object.
pub(super) fn separator(
    text: &str,
    node: Node<'_>,
    children: &[Span],
    layout: Layout<'_>,
) -> String {
    let first = children.first().map_or("", |it| Span::new(inside(node).start, it.start).of(text));
    let own_lines = first.contains('\n');
    if let [.., previous, last] = children {
        let between = Span::new(previous.end, last.start).of(text);
        if (between.contains('\n') || !own_lines)
            && let Some((before, after)) = between.split_once(',')
        {
            return [last_break(before), ",", last_break(after)].concat();
        }
    }
    match own_lines {
        true => [",", last_break(first)].concat(),
        false => layout.comma.to_owned(),
    }
}

/// White space from its last line break on, so that no blank line is repeated.
fn last_break(space: &str) -> &str {
    let Some(at) = space.rfind('\n') else { return space };
    let at = if space.get(..at).is_some_and(|it| it.ends_with('\r')) { at - 1 } else { at };
    space.get(at..).unwrap_or_default()
}
