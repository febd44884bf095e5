//! Turns a text and marked spans into pieces that an editor can lay under its text field.

use accesspath_policy::diagnostic::Severity;
use accesspath_policy::text::Span;

/// The reason for a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It belongs to the statement that is selected.
    Selected,
    /// It decided, and stops the request.
    Decided,
    /// It decided, and does not stop the request.
    Allowed,
    /// The linter found something in it.
    Found(Severity),
}

/// A run of text with the same marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its place.
    pub span: Span,
    /// Its marks, each once.
    pub marks: Vec<Mark>,
}

/// Cuts `text` at the ends of all `marked` spans; an empty span marks the character behind it.
pub fn pieces(text: &str, marked: &[(Span, Mark)]) -> Vec<Piece> {
    let widened: Vec<(Span, Mark)> =
        marked.iter().map(|(span, mark)| (widen(text, *span), *mark)).collect();
    let mut cuts: Vec<usize> = vec![0, text.len()];
    cuts.extend(widened.iter().flat_map(|(span, _)| [span.start, span.end]));
    cuts.retain(|it| text.is_char_boundary(*it));
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    let mut pieces: Vec<Piece> = pairs
        .map(|(start, end)| Piece { span: Span::new(*start, *end), marks: Vec::new() })
        .collect();
    // A long text may have a thousand marks, so each is looked up in place of being compared with every piece.
    for (span, mark) in widened {
        let [from, to] = [span.start, span.end].map(|at| cuts.partition_point(|it| *it < at));
        for piece in pieces.get_mut(from..to).into_iter().flatten() {
            if !piece.marks.contains(&mark) {
                piece.marks.push(mark);
            }
        }
    }
    pieces
}

/// The span, or the character behind it if it is empty.
pub fn widen(text: &str, span: Span) -> Span {
    if span.start < span.end {
        return span;
    }
    let behind = text.get(span.start..).and_then(|it| it.chars().next());
    match behind {
        Some(c) if c != '\n' => Span::new(span.start, span.start + c.len_utf8()),
        _ => {
            let before = text.get(..span.start).and_then(|it| it.chars().next_back());
            Span::new(span.start - before.map_or(0, char::len_utf8), span.end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERROR: Mark = Mark::Found(Severity::Error);

    #[track_caller]
    fn check(text: &str, marked: &[(Span, Mark)], expected: &[(&str, &[Mark])]) {
        let found = pieces(text, marked);
        let found: Vec<(&str, &[Mark])> =
            found.iter().map(|it| (it.span.of(text), &it.marks[..])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn spans_may_lie_in_each_other() {
        check(
            "abcdef",
            &[(Span::new(1, 5), Mark::Selected), (Span::new(2, 3), Mark::Decided)],
            &[
                ("a", &[]),
                ("b", &[Mark::Selected]),
                ("c", &[Mark::Selected, Mark::Decided]),
                ("de", &[Mark::Selected]),
                ("f", &[]),
            ],
        );
    }

    #[test]
    fn an_empty_span_marks_a_character() {
        check("ab", &[(Span::new(2, 2), ERROR)], &[("a", &[]), ("b", &[ERROR])]);
        check("🪣b", &[(Span::new(0, 0), ERROR)], &[("🪣", &[ERROR]), ("b", &[])]);
        check("", &[(Span::new(0, 0), ERROR)], &[]);
    }

    #[test]
    fn a_span_of_an_older_text_does_no_harm() {
        check("é", &[(Span::new(1, 9), ERROR)], &[("é", &[])]);
    }
}
