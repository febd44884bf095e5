//! The lines of a policy in which the words stand that decide.

use accesspath_policy::text::Span;

/// Lines of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The number of the first, from 1.
    pub line: usize,
    /// The lines, without the blanks that all of them begin with.
    pub text: String,
}

/// So many lines are quoted at most; the number has no derivation.
const MOST_LINES: usize = 12;

/// The whole lines of `text` in which the part `at` stands.
#[must_use]
pub fn quote(text: &str, at: Span) -> Quote {
    let line = |at: usize| text.bytes().take(at).filter(|it| *it == b'\n').count();
    // A span ends with the first byte behind it.
    let (first, last) = (line(at.start), line(at.end.saturating_sub(1)));
    let lines = || text.lines().skip(first).take((last + 1 - first).min(MOST_LINES));
    let filled = lines().filter(|it| !it.trim().is_empty());
    let common = filled.map(|it| it.len() - it.trim_start_matches(' ').len()).min();
    let cut = |it: &str| it.get(common.unwrap_or_default()..).unwrap_or_default().to_owned();
    Quote { line: first + 1, text: lines().map(cut).collect::<Vec<_>>().join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, piece: &str, line: usize, lines: &str) {
        let start = text.find(piece).unwrap();
        let quoted = quote(text, Span::new(start, start + piece.len()));
        assert_eq!((quoted.line, quoted.text.as_str()), (line, lines));
    }

    #[test]
    fn whole_lines_are_quoted_without_their_indent() {
        let text = "{\n  \"a\": {\n    \"b\": 1\n  }\n}";
        check(text, "1", 3, "\"b\": 1");
        check(text, "\"a\": {\n    \"b\": 1\n  }", 2, "\"a\": {\n  \"b\": 1\n}");
        check(text, "{", 1, "{");
    }
}
