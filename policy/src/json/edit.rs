//! JSON text → the same text with one value changed, in the person's own layout.
//!
//! What is not at the place keeps its bytes; what is new takes the white space of what stands around it.
//! Neither knows policies nor scenarios, and nothing is changed in a text that is not JSON.

mod place;
mod style;
#[cfg(test)]
mod tests;

use super::print::Layout;
use super::{Json, Node, Value, print_string, read_up_to};
use crate::text::Span;
use place::{Place, Search, find};
use style::{begins_lines, indent_of, layout, spans_lines};

/// One edit of a JSON text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// Adds a value, as JSON, to the list at the place.
    ///
    /// A single value there becomes a list of both; where nothing stands there, the value stands alone.
    Add(String),
    /// Puts a value, as JSON, at the place: in place of what stands there, or as a new last member.
    Set(String),
    /// Gives the member at the place another name, which no other member of its object has.
    Rename(String),
    /// Removes the member or entry at the place, with its comma.
    Remove,
}

/// The text after `edit` at the place that the segments of `at` lead to; nothing where the text is not JSON or the place does not exist.
///
/// A segment is the name of a member; in a list, the `id` of an entry or its number, from 1.
/// A single value counts as a list of one, so that `1` in it is the value itself, unless it has a member of that name.
/// Objects that are missing on the way to a member are made. A value that is there already is not added again.
pub fn edit(text: &str, at: &[&str], edit: &Edit) -> Option<String> {
    let json = read_strictly(text)?;
    let edited = edit_read(text, json.root()?, at, edit)?;
    read_strictly(&edited).is_some().then_some(edited)
}

/// The same, where `root` is what `text` was read as without a mistake.
///
/// The text afterwards may nest too deep for the reader, but is JSON else.
pub fn edit_read(text: &str, root: Node<'_>, at: &[&str], edit: &Edit) -> Option<String> {
    match edit {
        Edit::Add(value) => put(text, root, at, value, add),
        Edit::Set(value) => put(text, root, at, value, set),
        Edit::Rename(name) => rename(text, find(root, at)?.found()?, name),
        Edit::Remove => remove(text, find(root, at)?.found()?),
    }
}

/// Reads a text that is JSON.
fn read_strictly(text: &str) -> Option<Json<'_>> {
    let json = read_up_to(text.len(), "", text);
    json.diagnostics.is_empty().then_some(json)
}

/// Puts the value where a member is missing, else does with it and what stands at the place what `there` does.
fn put(
    text: &str,
    root: Node<'_>,
    at: &[&str],
    value: &str,
    there: fn(&str, Place<'_>, Node<'_>, Layout<'_>) -> String,
) -> Option<String> {
    match find(root, at)? {
        Search::Found(place) => {
            let json = read_strictly(value)?;
            let layout = layout(text, place.holder.unwrap_or(place.node), root);
            Some(there(text, place, json.root()?, layout))
        }
        Search::Missing { object, holder, name, within } => {
            read_strictly(value)?.root()?;
            let value = nested(within, value);
            let json = read_strictly(&value)?;
            let layout = layout(text, object, root);
            Some(insert(text, object, holder, Some(name), json.root()?, layout))
        }
    }
}

/// The value inside an object for each of the names.
fn nested(names: &[&str], value: &str) -> String {
    let mut out = String::new();
    for name in names {
        out.push('{');
        print_string(&mut out, name);
        out.push(':');
    }
    out.push_str(value);
    out.extend(std::iter::repeat_n('}', names.len()));
    out
}

fn add(text: &str, place: Place<'_>, value: Node<'_>, layout: Layout<'_>) -> String {
    match place.node.value {
        Value::Array(items) if items.into_iter().any(|it| it.is_same(value)) => text.to_owned(),
        Value::Array(_) => insert(text, place.node, place.holder, None, value, layout),
        _ if place.node.is_same(value) => text.to_owned(),
        _ => splice(text, place.node.span, |out| list_of_both(out, text, place, value, layout)),
    }
}

/// Prints a list of what stands at the place, whose bytes stay, and of the value.
fn list_of_both(
    out: &mut String,
    text: &str,
    place: Place<'_>,
    value: Node<'_>,
    layout: Layout<'_>,
) {
    let (before, old) = (out.len(), place.node.span.of(text));
    let may_break = spans_lines(text, place.holder.unwrap_or(place.node));
    out.extend(["[", layout.brackets, old, layout.comma]);
    // The lines of a value that has several are left alone: its list opens and closes beside it.
    if !may_break || old.contains('\n') {
        print_value(out, value, layout, may_break);
        out.extend([layout.brackets, "]"]);
        return;
    }
    layout.line(out, value);
    out.extend([layout.brackets, "]"]);
    if !layout.fits(out) {
        out.truncate(before);
        let indent = indent_of(out).to_owned();
        let inside = [&indent, layout.step].concat();
        out.push('[');
        layout.new_line(out, false, &inside);
        out.push_str(old);
        layout.new_line(out, true, &inside);
        print_value(out, value, layout, true);
        layout.new_line(out, false, &indent);
        out.push(']');
    }
}

fn set(text: &str, place: Place<'_>, value: Node<'_>, layout: Layout<'_>) -> String {
    if place.node.is_same(value) {
        return text.to_owned();
    }
    splice(text, place.node.span, |out| {
        // A list that had a line for every entry keeps it so, that the same entries stay the same lines.
        if begins_lines(text, place.node) {
            let indent = indent_of(out).to_owned();
            layout.broken(out, value, &indent);
        } else {
            let may_break = spans_lines(text, place.holder.unwrap_or(place.node));
            print_value(out, value, layout, may_break);
        }
    })
}

fn rename(text: &str, place: Place<'_>, name: &str) -> Option<String> {
    let (old, members) = (place.member?, place.holder?.members()?);
    if old.name == name {
        return Some(text.to_owned());
    }
    let is_free = members.get(name).is_none();
    is_free.then(|| splice(text, old.name_span, |out| print_string(out, name)))
}

fn remove(text: &str, place: Place<'_>) -> Option<String> {
    let holder = place.holder?;
    let children = children(holder);
    let number = children.iter().position(|it| it.contains(place.node.span))?;
    let child = children.get(number)?;
    let previous = number.checked_sub(1).and_then(|it| children.get(it));
    let inside = inside(holder);
    let gone = match (previous, children.get(number + 1)) {
        (None, None) => inside,
        (Some(previous), None) => Span::new(previous.end, child.end),
        (_, Some(next)) => {
            let comma =
                |from: usize, to| from + Span::new(from, to).of(text).find(',').unwrap_or(0);
            let behind = comma(child.end, next.start) + 1;
            let start = previous.map_or(inside.start, |it| comma(it.end, child.start) + 1);
            // Whole lines go where the next child begins one, else what stands up to the next child.
            match Span::new(behind, next.start).of(text).contains('\n') {
                true => Span::new(start, behind),
                false => Span::new(child.start, next.start),
            }
        }
    };
    Some(splice(text, gone, |_| ()))
}

/// Puts a new last child into a list or an object, which `holder` holds.
fn insert(
    text: &str,
    into: Node<'_>,
    holder: Option<Node<'_>>,
    name: Option<&str>,
    value: Node<'_>,
    layout: Layout<'_>,
) -> String {
    let child = |out: &mut String, may_break| {
        if let Some(name) = name {
            layout.name(out, name);
        }
        print_value(out, value, layout, may_break);
    };
    let inside = inside(into);
    if let Some(last) = children(into).last() {
        return splice(text, Span::new(last.end, last.end), |out| {
            out.push_str(&style::separator(text, into, &children(into), layout));
            child(out, spans_lines(text, into));
        });
    }
    let own_lines =
        inside.of(text).contains('\n') || holder.is_some_and(|it| begins_lines(text, it));
    splice(text, inside, |out| {
        if own_lines {
            let indent = indent_of(out).to_owned();
            layout.new_line(out, false, &[&indent, layout.step].concat());
            child(out, true);
            layout.new_line(out, false, &indent);
        } else {
            let pad = if name.is_some() { layout.braces } else { layout.brackets };
            out.push_str(pad);
            child(out, holder.is_some_and(|it| spans_lines(text, it)));
            out.push_str(pad);
        }
    })
}

/// Prints a value at the end of `out`, on several lines only where it may and must.
fn print_value(out: &mut String, value: Node<'_>, layout: Layout<'_>, may_break: bool) {
    if !may_break {
        layout.line(out, value);
    } else if !layout.line_fits(out, value) {
        let indent = indent_of(out).to_owned();
        layout.broken(out, value, &indent);
    }
}

/// The text with another piece at `span`; `print` prints it behind all that stands before.
fn splice(text: &str, span: Span, print: impl FnOnce(&mut String)) -> String {
    let mut out = text.get(..span.start).unwrap_or_default().to_owned();
    print(&mut out);
    out.push_str(text.get(span.end..).unwrap_or_default());
    out
}

/// The places of the members or entries.
fn children(node: Node<'_>) -> Vec<Span> {
    match node.value {
        Value::Array(items) => items.map(|it| it.span).collect(),
        Value::Object(members) => members.map(|it| it.span()).collect(),
        _ => Vec::new(),
    }
}

/// The place between the brackets.
const fn inside(node: Node<'_>) -> Span {
    Span::new(node.span.start + 1, node.span.end.saturating_sub(1))
}
