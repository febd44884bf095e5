//! The lines of a statement that are shown beside an answer: those around the place that decides.

use accesspath_policy::text::{Lines, Span};

/// A line longer than this, in bytes, is shown only around the place that decides.
const LONG: usize = 320;

/// The parts of lines of a statement, and how many lines the statement has besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// A part of each line, without the indentation that all have.
    pub parts: Vec<Span>,
    /// The lines of the statement before them.
    pub before: usize,
    /// The lines of the statement behind them.
    pub behind: usize,
}

/// At most `most` lines of the `statement` of `text`, among them the line at which `at` begins.
pub fn excerpt(text: &str, statement: Span, at: Span, most: usize) -> Excerpt {
    let lines = Lines::new(text);
    let first = lines.at(statement.start);
    let last = lines.at(statement.end.saturating_sub(1)).max(first);
    let deciding = lines.at(at.start).clamp(first, last);
    let most = most.max(1);
    let from = deciding.saturating_sub(most / 2).min((last + 1).saturating_sub(most)).max(first);
    let to = (from + most - 1).min(last);
    let spans: Vec<Span> = (from..=to).map(|line| lines.span(text, line)).collect();
    let indent = spans.iter().filter_map(|it| indentation(it.of(text))).min().unwrap_or_default();
    let part = |span: Span| {
        let own = indentation(span.of(text)).unwrap_or_default().min(indent);
        around(text, Span::new(span.start + own, span.end), at)
    };
    Excerpt {
        parts: spans.into_iter().map(part).collect(),
        before: from - first,
        behind: last - to,
    }
}

/// The number of blanks before a line; none for an empty line.
fn indentation(line: &str) -> Option<usize> {
    let bare = line.trim_start_matches([' ', '\t']);
    (!bare.is_empty()).then(|| line.len() - bare.len())
}

/// A line, or of a long one the part around `at`.
fn around(text: &str, line: Span, at: Span) -> Span {
    if line.end - line.start <= LONG {
        return line;
    }
    let place = at.start.clamp(line.start, line.end);
    let mut start = place.saturating_sub(LONG / 3).max(line.start);
    let mut end = (start + LONG).min(line.end);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "[\n  {\n    \"Sid\": \"One\",\n    \"Effect\": \"Deny\",\n    \"Action\": \"s3:*\",\n    \"Resource\": \"*\"\n  }\n]";

    #[track_caller]
    fn check(deciding: &str, most: usize, expected: &[&str], before: usize, behind: usize) {
        let start = TEXT.find('{').unwrap();
        let statement = Span::new(start, TEXT.find('}').unwrap() + 1);
        let at = TEXT.find(deciding).unwrap();
        let found = excerpt(TEXT, statement, Span::new(at, at + deciding.len()), most);
        let shown: Vec<&str> = found.parts.iter().map(|it| it.of(TEXT)).collect();
        assert_eq!((shown.as_slice(), found.before, found.behind), (expected, before, behind));
    }

    #[test]
    fn the_deciding_line_stands_between_its_neighbours() {
        let sid = "\"Sid\": \"One\",";
        check("\"Deny\"", 1, &["\"Effect\": \"Deny\","], 2, 3);
        check("\"Deny\"", 3, &[sid, "\"Effect\": \"Deny\",", "\"Action\": \"s3:*\","], 1, 2);
        check("{", 2, &["{", "  \"Sid\": \"One\","], 0, 4);
        check("}", 2, &["  \"Resource\": \"*\"", "}"], 4, 0);
        let all = [
            "{",
            "  \"Sid\": \"One\",",
            "  \"Effect\": \"Deny\",",
            "  \"Action\": \"s3:*\",",
            "  \"Resource\": \"*\"",
            "}",
        ];
        check("\"s3:*\"", 9, &all, 0, 0);
    }

    #[test]
    fn a_long_line_is_shown_around_the_place_that_decides() {
        let text = format!("{}é\"aws:SourceVpce\"é{}", "é".repeat(900), "é".repeat(900));
        let at = text.find('"').unwrap();
        let found = excerpt(&text, Span::new(0, text.len()), Span::new(at, at + 16), 7);
        let [part] = found.parts.as_slice() else { panic!("{found:?}") };
        assert!(part.of(&text).contains("\"aws:SourceVpce\"é") && part.end - part.start < LONG + 4);
    }

    proptest! {
        #[test]
        fn any_places_have_an_excerpt(text in "[ {}é\n\"a]{0,60}", places in prop::array::uniform4(0usize..64), most in 0usize..9) {
            let mut places = places.map(|it| it.min(text.len()));
            places.iter_mut().for_each(|it| while !text.is_char_boundary(*it) { *it -= 1 });
            let span = |a: usize, b: usize| Span::new(a.min(b), a.max(b));
            let [a, b, c, d] = places;
            let found = excerpt(&text, span(a, b), span(c, d), most);
            prop_assert!(found.parts.len() <= most.max(1));
            found.parts.iter().for_each(|it| assert!(!it.of(&text).contains('\n')));
        }
    }
}
