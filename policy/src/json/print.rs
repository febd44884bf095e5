//! JSON tree → text: the canonical print, in which documents are shown and stored, and any other layout.
//!
//! The canonical print has two spaces a level; a list of scalars, or an object of one member that fits, goes on one line.

use super::{Members, Node, Value, read_up_to};

/// Prints `node` canonically, without a final line break.
pub fn print(node: Node<'_>) -> String {
    let mut out = String::new();
    Layout::CANONICAL.lines(&mut out, node, "");
    out
}

/// A text that is JSON, printed canonically; its members keep their order. Nothing for another text.
pub fn format(text: &str) -> Option<String> {
    let json = read_up_to(text.len(), "", text);
    json.root().filter(|_| json.diagnostics.is_empty()).map(print)
}

/// Prints `node` in one line without white space.
pub fn print_compact(out: &mut String, node: Node<'_>) {
    Layout::COMPACT.line(out, node);
}

/// The white space of a JSON text, and how wide its lines may get.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'t> {
    /// The line break.
    pub newline: &'t str,
    /// The indentation of one level.
    pub step: &'t str,
    /// What stands between a name and its value.
    pub colon: &'t str,
    /// What stands between two values of one line.
    pub comma: &'t str,
    /// What stands inside the braces of an object on one line.
    pub braces: &'t str,
    /// What stands inside the brackets of a list on one line.
    pub brackets: &'t str,
    /// How many bytes a line may have before its list or object is broken up.
    pub width: usize,
}

impl Layout<'static> {
    /// The form of stored documents.
    pub const CANONICAL: Self = Self {
        newline: "\n",
        step: "  ",
        colon: ": ",
        comma: ", ",
        braces: " ",
        brackets: "",
        width: 84,
    };

    const COMPACT: Self =
        Self { colon: ":", comma: ",", braces: "", width: usize::MAX, ..Self::CANONICAL };
}

// Recursion is bounded: the reader refuses to nest deeper than `MAX_DEPTH`.
impl Layout<'_> {
    /// Prints `node` on one line.
    pub fn line(&self, out: &mut String, node: Node<'_>) {
        match node.value {
            Value::Array(items) => {
                out.push('[');
                let pad = if items.is_empty() { "" } else { self.brackets };
                out.push_str(pad);
                for (at, item) in items.enumerate() {
                    if at > 0 {
                        out.push_str(self.comma);
                    }
                    self.line(out, item);
                }
                out.push_str(pad);
                out.push(']');
            }
            Value::Object(members) => {
                out.push('{');
                let pad = if members.is_empty() { "" } else { self.braces };
                out.push_str(pad);
                for (at, member) in members.enumerate() {
                    if at > 0 {
                        out.push_str(self.comma);
                    }
                    self.name(out, member.name);
                    self.line(out, member.node);
                }
                out.push_str(pad);
                out.push('}');
            }
            _ => scalar(out, node),
        }
    }

    /// Prints `node` at the end of a line that `indent` begins: on that line where it is short and fits, else broken up.
    pub fn lines(&self, out: &mut String, node: Node<'_>, indent: &str) {
        if is_short(node) && self.line_fits(out, node) {
            return;
        }
        self.broken(out, node, indent);
    }

    /// Prints `node` with every value that it holds on lines of their own.
    pub fn broken(&self, out: &mut String, node: Node<'_>, indent: &str) {
        let inside = [indent, self.step].concat();
        match node.value {
            Value::Array(items) if !items.is_empty() => {
                out.push('[');
                for (at, item) in items.enumerate() {
                    self.new_line(out, at > 0, &inside);
                    self.lines(out, item, &inside);
                }
                self.new_line(out, false, indent);
                out.push(']');
            }
            Value::Object(members) if !members.is_empty() => {
                out.push('{');
                for (at, member) in members.enumerate() {
                    self.new_line(out, at > 0, &inside);
                    self.name(out, member.name);
                    self.lines(out, member.node, &inside);
                }
                self.new_line(out, false, indent);
                out.push('}');
            }
            _ => self.line(out, node),
        }
    }

    /// Prints `node` at the end of the last line of `out`, if it fits there.
    pub fn line_fits(&self, out: &mut String, node: Node<'_>) -> bool {
        let before = out.len();
        self.line(out, node);
        let fits = self.fits(out);
        if !fits {
            out.truncate(before);
        }
        fits
    }

    /// The last line of `out` is not too wide.
    pub fn fits(&self, out: &str) -> bool {
        out.len() - out.rfind('\n').map_or(0, |at| at + 1) <= self.width
    }

    /// Prints a member's name and what stands before its value.
    pub fn name(&self, out: &mut String, name: &str) {
        print_string(out, name);
        out.push_str(self.colon);
    }

    /// Begins a line, after a comma or not.
    pub fn new_line(&self, out: &mut String, after_comma: bool, indent: &str) {
        if after_comma {
            out.push(',');
        }
        out.push_str(self.newline);
        out.push_str(indent);
    }
}

/// A scalar, a list of scalars, or an object with one such member.
fn is_short(node: Node<'_>) -> bool {
    let is_scalar = |node: Node<'_>| !matches!(node.value, Value::Array(_) | Value::Object(_));
    let is_flat = |node: Node<'_>| match node.value {
        Value::Array(mut items) => items.all(is_scalar),
        _ => is_scalar(node),
    };
    let only = |mut members: Members<'_>| {
        let first = members.next();
        members.is_empty() && first.is_none_or(|it| is_flat(it.node))
    };
    match node.value {
        Value::Object(members) => only(members),
        _ => is_flat(node),
    }
}

fn scalar(out: &mut String, node: Node<'_>) {
    match node.value {
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(number),
        Value::String(text) => print_string(out, text),
        _ => out.push_str("null"),
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
