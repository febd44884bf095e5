//! Turns a line of a text and marked spans into pieces that an editor can lay under its text field.

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
    /// It is one of two brackets that belong together.
    Bracket,
    /// It is what is searched for.
    Hit,
    /// It is the place of the search that is shown.
    Current,
    /// It is the name of a member.
    Name,
    /// It is the effect that grants.
    Allow,
    /// It is the effect that denies.
    Deny,
}

impl Mark {
    /// It colours JSON, and says nothing about this text.
    pub const fn is_token(self) -> bool {
        matches!(self, Self::Name | Self::Allow | Self::Deny)
    }
}

/// A run of text with the same marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its place.
    pub span: Span,
    /// Its marks, each once.
    pub marks: Vec<Mark>,
}

/// Cuts the part `within` of `text` at the ends of all `marked` spans that reach into it; an empty span marks the
/// character behind it.
pub fn pieces(text: &str, within: Span, marked: &[(Span, Mark)]) -> Vec<Piece> {
    let inside = |(span, mark): &(Span, Mark)| {
        let span = widen(text, *span);
        let clipped = Span::new(span.start.max(within.start), span.end.min(within.end));
        (clipped.start < clipped.end).then_some((clipped, *mark))
    };
    let clipped: Vec<(Span, Mark)> = marked.iter().filter_map(inside).collect();
    let mut cuts: Vec<usize> = vec![within.start, within.end];
    cuts.extend(clipped.iter().flat_map(|(span, _)| [span.start, span.end]));
    cuts.retain(|it| text.is_char_boundary(*it));
    cuts.sort_unstable();
    cuts.dedup();
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    let mut pieces: Vec<Piece> = pairs
        .map(|(start, end)| Piece { span: Span::new(*start, *end), marks: Vec::new() })
        .collect();
    for (span, mark) in clipped {
        let [from, to] = [span.start, span.end].map(|at| cuts.partition_point(|it| *it < at));
        for piece in pieces.get_mut(from..to).into_iter().flatten() {
            if !piece.marks.contains(&mark) {
                piece.marks.push(mark);
            }
        }
    }
    pieces
}

/// The names and effects in `line` of `text`.
///
/// A string of JSON ends on the line on which it begins, so a line is read without those before it.
pub fn tokens(text: &str, line: Span) -> Vec<(Span, Mark)> {
    let mut tokens = Vec::new();
    let mut name = "";
    for span in strings(text, line) {
        let rest = Span::new(span.end, line.end).of(text);
        let string = span.of(text);
        if rest.trim_start().starts_with(':') {
            name = string;
            tokens.push((span, Mark::Name));
        } else if name == "\"Effect\"" {
            match string {
                "\"Allow\"" => tokens.push((span, Mark::Allow)),
                "\"Deny\"" => tokens.push((span, Mark::Deny)),
                _ => {}
            }
        }
    }
    tokens
}

/// The strings that begin in `line`, with their quotes; the last one may lack the second.
pub fn strings(text: &str, line: Span) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut at = line.start;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..line.end)?.iter().position(|it| *it == b'"')?;
        let mut end = start + 1;
        while end < line.end {
            match bytes.get(end) {
                Some(b'\\') => end += 2,
                Some(b'"') => {
                    end += 1;
                    break;
                }
                _ => end += 1,
            }
        }
        at = end.min(line.end);
        Some(Span::new(start, at))
    })
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
        let found = pieces(text, Span::new(0, text.len()), marked);
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

    #[test]
    fn a_part_of_the_text_shows_its_part_of_a_mark() {
        let marked = [(Span::new(1, 4), ERROR), (Span::new(5, 6), Mark::Decided)];
        let found = pieces("abcdef", Span::new(2, 5), &marked);
        let expected = [
            Piece { span: Span::new(2, 4), marks: vec![ERROR] },
            Piece { span: Span::new(4, 5), marks: vec![] },
        ];
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check_tokens(line: &str, expected: &[(&str, Mark)]) {
        let tokens = tokens(line, Span::new(0, line.len()));
        let found: Vec<(&str, Mark)> =
            tokens.iter().map(|(it, mark)| (it.of(line), *mark)).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn names_and_effects_are_told_apart_from_other_strings() {
        check_tokens(
            r#"  "Sid": "Allow", "Effect" : "Deny", "Action": ["s3:*"]"#,
            &[
                ("\"Sid\"", Mark::Name),
                ("\"Effect\"", Mark::Name),
                ("\"Deny\"", Mark::Deny),
                ("\"Action\"", Mark::Name),
            ],
        );
        check_tokens(
            r#""Effect":"Allow"}"#,
            &[("\"Effect\"", Mark::Name), ("\"Allow\"", Mark::Allow)],
        );
    }

    #[test]
    fn a_string_that_does_not_end_ends_with_its_line() {
        check_tokens(r#"{ "Effect": "Al\"#, &[("\"Effect\"", Mark::Name)]);
        check_tokens("\"\u{e9}\\\u{e9}", &[]);
    }
}
