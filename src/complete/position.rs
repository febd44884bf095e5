//! Where in a JSON text a caret stands, however broken the text is.
//!
//! One pass over what stands before the caret: names, brackets and strings are enough to tell what may stand there.

use accesspath_policy::text::Span;

/// The place of a caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position<'t> {
    /// The names of the members that hold the place, from the outermost; lists have none.
    pub path: Vec<&'t str>,
    /// A member's name stands there, not a value.
    pub is_name: bool,
    /// The string around the caret, with its quotes, or the empty place of the caret.
    pub replaced: Span,
    /// What the string holds before the caret.
    pub typed: &'t str,
    /// The caret is in a string.
    pub in_string: bool,
    /// Where the innermost object begins.
    pub object: usize,
}

/// An object or a list that is open.
struct Open<'t> {
    at: usize,
    is_object: bool,
    /// The name of the member whose value comes.
    name: Option<&'t str>,
}

/// The place of the byte `caret` in `text`; nothing outside of every object.
pub fn position(text: &str, caret: usize) -> Option<Position<'_>> {
    let bytes = text.as_bytes();
    let mut open: Vec<Open<'_>> = Vec::new();
    // The string that was read last, while it may still be a name.
    let mut last: Option<&str> = None;
    let mut string: Option<Span> = None;
    let mut at = 0;
    while at < caret {
        match bytes.get(at)? {
            b'"' => {
                let span = string_at(bytes, at);
                if span.end > caret || !is_closed(bytes, span) && span.end == caret {
                    string = Some(span);
                    break;
                }
                last = Span::new(span.start + 1, span.end - 1).of(text).into();
                at = span.end;
                continue;
            }
            bracket @ (b'{' | b'[') => {
                open.push(Open { at, is_object: *bracket == b'{', name: None });
            }
            b'}' | b']' => drop(open.pop()),
            b':' => {
                if let Some(object) = open.last_mut().filter(|it| it.is_object) {
                    object.name = last;
                }
            }
            b',' => {
                if let Some(object) = open.last_mut() {
                    object.name = None;
                }
            }
            _ => {}
        }
        at += 1;
    }
    let inner = open.last()?;
    let is_name = inner.is_object && inner.name.is_none();
    let object = open.iter().rev().find(|it| it.is_object)?.at;
    let path = open.iter().filter_map(|it| it.name).collect();
    let replaced = string.unwrap_or(Span::new(caret, caret));
    let typed = string.map(|it| Span::new(it.start + 1, caret).of(text)).unwrap_or_default();
    Some(Position { path, is_name, replaced, typed, in_string: string.is_some(), object })
}

/// The string that begins at `start`; one that does not end ends with its line.
fn string_at(bytes: &[u8], start: usize) -> Span {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            Some(b'\\') if bytes.get(at + 1).is_some_and(|it| *it != b'\n') => at += 2,
            Some(b'"') => return Span::new(start, at + 1),
            Some(b'\n') | None => return Span::new(start, at),
            Some(_) => at += 1,
        }
    }
}

fn is_closed(bytes: &[u8], string: Span) -> bool {
    string.end > string.start + 1 && bytes.get(string.end - 1) == Some(&b'"')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place of `|` in the text.
    #[track_caller]
    fn check(text: &str, path: &[&str], is_name: bool, typed: &str, replaced: &str) {
        let caret = text.find('|').unwrap();
        let text = text.replace('|', "");
        let found = position(&text, caret).unwrap();
        assert_eq!(found.path, path, "{text}");
        assert_eq!((found.is_name, found.typed), (is_name, typed), "{text}");
        assert_eq!(found.replaced.of(&text), replaced, "{text}");
    }

    #[test]
    fn names_and_values_are_told_apart() {
        check("{ | }", &[], true, "", "");
        check(r#"{ "Ver|sion": "x" }"#, &[], true, "Ver", "\"Version\"");
        check(r#"{ "Version": "2|" }"#, &["Version"], false, "2", "\"2\"");
        check(r#"{ "Version": | }"#, &["Version"], false, "", "");
        check(r#"{ "Version": "x", | }"#, &[], true, "", "");
    }

    #[test]
    fn lists_and_objects_add_the_names_that_hold_them() {
        let statement = ["Statement", "Action"];
        check(r#"{ "Statement": [{ "Action": ["s3:|"] }] }"#, &statement, false, "s3:", "\"s3:\"");
        check(r#"{ "Statement": [{ "Action": ["a", |"#, &statement, false, "", "");
        check(r#"{ "Statement": [{ "Sid": "[{" }, { "|" }] }"#, &["Statement"], true, "", "\"\"");
        check(
            r#"{ "Statement": { "Condition": { "Bool": { "aws:|" } } } }"#,
            &["Statement", "Condition", "Bool"],
            true,
            "aws:",
            "\"aws:\"",
        );
    }

    #[test]
    fn a_string_that_does_not_end_ends_with_its_line() {
        check("{ \"Ver|\n \"Statement\": [] }", &[], true, "Ver", "\"Ver");
        check("{ \"Effect\": \"Al|", &["Effect"], false, "Al", "\"Al");
        check(r#"{ "a\"|b": 1 }"#, &[], true, "a\\\"", r#""a\"b""#);
    }

    #[test]
    fn behind_a_string_no_string_is_completed() {
        check(r#"{ "Effect": "Allow"| }"#, &["Effect"], false, "", "");
    }

    #[test]
    fn outside_of_every_object_nothing_is_there() {
        assert_eq!(position("[\"a\"]", 2), None);
        assert_eq!(position("", 0), None);
        assert_eq!(position("{}", 2), None);
    }
}
