//! JSON tree → its canonical print, the form in which documents are shown and stored.
//!
//! Two spaces a level; a list of scalars, or an object of one member that fits, goes on one line.

use super::{Node, Value};

/// How wide a line may get before a list is broken up.
const WIDTH: usize = 84;

/// Prints `node` canonically, without a final line break.
pub fn print(node: Node<'_>) -> String {
    let mut out = String::new();
    value(&mut out, node, 0);
    out
}

/// Prints `node` in one line without white space.
pub fn print_compact(out: &mut String, node: Node<'_>) {
    match node.value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.enumerate() {
                if at > 0 {
                    out.push(',');
                }
                print_compact(out, item);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, member) in members.enumerate() {
                if at > 0 {
                    out.push(',');
                }
                print_string(out, member.name);
                out.push(':');
                print_compact(out, member.node);
            }
            out.push('}');
        }
        _ => out.push_str(&scalar(node)),
    }
}

// Recursion is bounded: the reader refuses to nest deeper than `MAX_DEPTH`.
fn value(out: &mut String, node: Node<'_>, depth: usize) {
    if let Some(line) = one_line(node)
        && fits(out, &line)
    {
        out.push_str(&line);
        return;
    }
    match node.value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.enumerate() {
                new_line(out, at, depth + 1);
                value(out, item, depth + 1);
            }
            end_line(out, items.is_empty(), depth, ']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, member) in members.enumerate() {
                new_line(out, at, depth + 1);
                print_string(out, member.name);
                out.push_str(": ");
                value(out, member.node, depth + 1);
            }
            end_line(out, members.is_empty(), depth, '}');
        }
        _ => out.push_str(&scalar(node)),
    }
}

fn new_line(out: &mut String, at: usize, depth: usize) {
    if at > 0 {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn end_line(out: &mut String, empty: bool, depth: usize, close: char) {
    if !empty {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
    out.push(close);
}

fn fits(out: &str, line: &str) -> bool {
    let column = out.len() - out.rfind('\n').map_or(0, |at| at + 1);
    column + line.len() <= WIDTH
}

/// The one-line form of a scalar, a list of scalars, or an object with one such member.
fn one_line(node: Node<'_>) -> Option<String> {
    let flat = |node: Node<'_>| match node.value {
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.map(scalar_only).collect();
            items.map(|it| format!("[{}]", it.join(", ")))
        }
        _ => scalar_only(node),
    };
    match node.value {
        Value::Object(mut members) => match (members.next(), members.next()) {
            (None, _) => Some("{}".to_owned()),
            (Some(only), None) => {
                let mut name = String::new();
                print_string(&mut name, only.name);
                flat(only.node).map(|value| format!("{{ {name}: {value} }}"))
            }
            _ => None,
        },
        _ => flat(node),
    }
}

fn scalar_only(node: Node<'_>) -> Option<String> {
    let nested = matches!(node.value, Value::Array(_) | Value::Object(_));
    (!nested).then(|| scalar(node))
}

fn scalar(node: Node<'_>) -> String {
    match node.value {
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_owned(),
        Value::String(text) => {
            let mut out = String::new();
            print_string(&mut out, text);
            out
        }
        _ => "null".to_owned(),
    }
}

/// Prints `text` as a JSON string.
pub fn print_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}
