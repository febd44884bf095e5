//! Wildcard patterns of IAM: `*` for any run, `?` for one character.
//!
//! Matching follows all possible states of the pattern at once, so its time is bounded by pattern × text, whatever the input.

use crate::arn;

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// This character.
    Char(char),
    /// This character in either case.
    AnyCase(char),
    /// One character, whatever it is.
    One,
    /// One character that is no colon.
    OneInSegment,
    /// Any run of characters, also none.
    Run,
    /// Any run of characters without a colon.
    RunInSegment,
}

/// `text` as a pattern in which `*` and `?` are wildcards.
pub fn wildcards(text: &str) -> Vec<Part> {
    text.chars()
        .map(|c| match c {
            '*' => Part::Run,
            '?' => Part::One,
            c => Part::Char(c),
        })
        .collect()
}

/// `text` as a pattern in which nothing is a wildcard.
pub fn literal(text: &str) -> Vec<Part> {
    text.chars().map(Part::Char).collect()
}

/// The same pattern, blind to the case of ASCII letters.
pub fn any_case(parts: Vec<Part>) -> Vec<Part> {
    let fold = |part| match part {
        Part::Char(c) if c.is_ascii_alphabetic() => Part::AnyCase(c),
        other => other,
    };
    parts.into_iter().map(fold).collect()
}

/// Whether the whole `text` matches `pattern`.
pub fn matches(pattern: &[Part], text: &str) -> bool {
    let runs = |part: &Part| matches!(part, Part::Run | Part::RunInSegment);
    // `alive[i]` says that what was read so far can have used up the first `i` parts.
    let mut alive = vec![false; pattern.len() + 1];
    let mut next = alive.clone();
    if let Some(first) = alive.first_mut() {
        *first = true;
    }
    skip_runs(pattern, &mut alive, runs);
    for c in text.chars() {
        next.fill(false);
        for (at, part) in pattern.iter().enumerate() {
            if alive.get(at) != Some(&true) {
                continue;
            }
            let (here, beyond) = match part {
                Part::Char(own) => (false, *own == c),
                Part::AnyCase(own) => (false, own.eq_ignore_ascii_case(&c)),
                Part::One => (false, true),
                Part::OneInSegment => (false, c != ':'),
                Part::Run => (true, false),
                Part::RunInSegment => (c != ':', false),
            };
            if here && let Some(state) = next.get_mut(at) {
                *state = true;
            }
            if beyond && let Some(state) = next.get_mut(at + 1) {
                *state = true;
            }
        }
        skip_runs(pattern, &mut next, runs);
        std::mem::swap(&mut alive, &mut next);
        if !alive.contains(&true) {
            return false;
        }
    }
    alive.last() == Some(&true)
}

/// A run may be empty: where its start is alive, so is its end.
fn skip_runs(pattern: &[Part], alive: &mut [bool], runs: impl Fn(&Part) -> bool) {
    let mut carried = false;
    for (at, state) in alive.iter_mut().enumerate() {
        *state |= carried;
        carried = *state && pattern.get(at).is_some_and(&runs);
    }
}

/// Whether `text` has no wildcard.
#[inline(never)]
pub fn is_plain(text: &str) -> bool {
    !text.contains(['*', '?'])
}

/// Whether two ARNs match part by part, as the `Arn…` operators compare them.
///
/// `pattern` holds the six parts' patterns; a wildcard never crosses a colon between parts.
pub fn arn_matches(pattern: &[Vec<Part>], text: &str) -> bool {
    let parts = arn::parts(text);
    parts.len() == pattern.len()
        && parts.iter().zip(pattern).all(|(text, pattern)| matches(pattern, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, matching: &[&str], other: &[&str]) {
        for text in matching {
            assert!(matches(&wildcards(pattern), text), "{pattern} does not match {text}");
        }
        for text in other {
            assert!(!matches(&wildcards(pattern), text), "{pattern} matches {text}");
        }
    }

    #[test]
    fn a_star_is_any_run_and_a_question_mark_one_character() {
        check("home/*", &["home/", "home/a/b"], &["home", "Home/a"]);
        check("a?c*", &["abc", "a🪣cde"], &["ac", "abbc"]);
        check("*", &["", "x:y/z"], &[]);
        check("", &[""], &["x"]);
    }

    #[test]
    fn doubling_a_star_changes_nothing() {
        check("a**b", &["ab", "axb"], &["a"]);
    }

    #[test]
    fn many_stars_stay_fast() {
        let pattern = wildcards(&"*a".repeat(500));
        assert!(!matches(&pattern, &"a".repeat(499)));
        assert!(matches(&pattern, &"a".repeat(1000)));
    }

    #[test]
    fn a_run_in_a_segment_stops_at_a_colon() {
        let pattern = [Part::Char('a'), Part::RunInSegment, Part::Char('b')];
        assert!(matches(&pattern, "axxb"));
        assert!(!matches(&pattern, "ax:xb"));
    }
}
