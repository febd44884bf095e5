//! A text → its pieces: JSON values, and the words around them.

use accesspath_policy::text::Span;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A JSON object or list; the last one may be cut off.
    Json(Span),
    /// What stands between.
    Words(Span),
}

/// Cuts a text into pieces, in their order.
///
/// Each byte is looked at a few times at most: a bracket that looks like JSON and is never closed takes all that is left.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let bytes = text.as_bytes();
    let mut pieces = Vec::new();
    let mut words = 0;
    let mut at = 0;
    // Behind this place the blank space after a bracket was looked at.
    let mut seen = 0;
    while let Some(&byte) = bytes.get(at) {
        if !matches!(byte, b'{' | b'[') || at < seen || !begins_json(bytes, at, &mut seen) {
            at += 1;
            continue;
        }
        let end = closed(bytes, at).unwrap_or(bytes.len());
        push_words(&mut pieces, text, words, at);
        pieces.push(Piece::Json(Span::new(at, end)));
        words = end;
        at = end;
        seen = end;
    }
    push_words(&mut pieces, text, words, text.len());
    pieces
}

fn push_words(pieces: &mut Vec<Piece>, text: &str, start: usize, end: usize) {
    let span = Span::new(start, end);
    if !span.of(text).trim().is_empty() {
        pieces.push(Piece::Words(span));
    }
}

/// The bracket at that place is followed by what follows one in JSON: `[ERROR]` and `{key}` are none.
fn begins_json(bytes: &[u8], at: usize, seen: &mut usize) -> bool {
    let mut next = at + 1;
    while bytes.get(next).is_some_and(u8::is_ascii_whitespace) {
        next += 1;
    }
    let fits: &[u8] = if bytes.get(at) == Some(&b'{') { b"\"" } else { b"{[\"" };
    let begins = bytes.get(next).is_some_and(|it| fits.contains(it));
    if !begins {
        *seen = next.max(at + 1);
    }
    begins
}

/// The place behind the bracket that closes the one at `start`; brackets in strings do not count.
fn closed(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = pieces(text)
            .into_iter()
            .map(|it| match it {
                Piece::Json(span) => format!("json {}", span.of(text)),
                Piece::Words(span) => format!("words {}", span.of(text).trim()),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn json_is_found_between_words() {
        check("", &[]);
        check(" \n", &[]);
        check("plain", &["words plain"]);
        check(
            "Policy: {\"a\": \"}\\\"]\"} then [ {\"b\": [1]} ]\nend",
            &[
                "words Policy:",
                "json {\"a\": \"}\\\"]\"}",
                "words then",
                "json [ {\"b\": [1]} ]",
                "words end",
            ],
        );
        check("[ERROR] {key} [1]", &["words [ERROR] {key} [1]"]);
    }

    #[test]
    fn what_is_cut_off_goes_to_the_end() {
        check("x {\"a\": [1, {\"b\"", &["words x", "json {\"a\": [1, {\"b\""]);
    }
}
