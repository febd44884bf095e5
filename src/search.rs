//! Finds words in a text, whatever their case.

use accesspath_policy::text::Span;

/// The most places that are found: nobody goes through more. The number has no derivation.
pub const MOST: usize = 10_000;

/// The places of `wanted` in `text`, one behind the other; nothing for an empty word.
pub fn places(text: &str, wanted: &str) -> Vec<Span> {
    let (bytes, wanted) = (text.as_bytes(), wanted.as_bytes());
    let Some(first) = wanted.first() else { return Vec::new() };
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(rest) = bytes.get(at..)
        && let Some(found) = rest.iter().position(|it| it.eq_ignore_ascii_case(first))
        && places.len() < MOST
    {
        let start = at + found;
        let end = start + wanted.len();
        match bytes.get(start..end) {
            Some(here) if here.eq_ignore_ascii_case(wanted) => {
                places.push(Span::new(start, end));
                at = end;
            }
            _ => at = start + 1,
        }
    }
    places
}

/// Which of `places` is the first at or behind `at`; the first of all where none is.
pub fn next(places: &[Span], at: usize) -> usize {
    let behind = places.partition_point(|it| it.start < at);
    if behind < places.len() { behind } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str, expected: &[usize]) {
        let found: Vec<usize> = places(text, wanted).iter().map(|it| it.start).collect();
        assert_eq!(found, expected, "{wanted} in {text}");
    }

    #[test]
    fn case_does_not_matter_and_places_do_not_overlap() {
        check("s3:* S3:*", "s3:", &[0, 5]);
        check("aaaa", "aa", &[0, 2]);
        check("\u{e9}a\u{e9}", "\u{e9}", &[0, 3]);
        check("abc", "", &[]);
        check("", "a", &[]);
        check("ab", "abc", &[]);
    }

    #[test]
    fn behind_the_last_place_comes_the_first() {
        let places = places("a b a", "a");
        assert_eq!([0, 1, 4, 5].map(|it| next(&places, it)), [0, 1, 1, 0]);
    }
}
