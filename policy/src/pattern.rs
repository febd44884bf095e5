//! Wildcard patterns of IAM: `*` for any run, `?` for one character.
//!
//! Matching takes at most pattern × text steps, whatever the input: it goes back to the last run only, which is enough
//! where every run takes every character; other patterns are followed in all their states at once.

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PatternPart {
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
pub(crate) fn wildcards(text: &str) -> Vec<PatternPart> {
    text.chars()
        .map(|c| match c {
            '*' => PatternPart::Run,
            '?' => PatternPart::One,
            c => PatternPart::Char(c),
        })
        .collect()
}

/// `text` as a pattern in which nothing is a wildcard.
pub(crate) fn literal(text: &str) -> Vec<PatternPart> {
    text.chars().map(PatternPart::Char).collect()
}

/// The same pattern, blind to the case of ASCII letters.
pub(crate) fn any_case(parts: Vec<PatternPart>) -> Vec<PatternPart> {
    let fold = |part| match part {
        PatternPart::Char(c) if c.is_ascii_alphabetic() => PatternPart::AnyCase(c),
        other => other,
    };
    parts.into_iter().map(fold).collect()
}

/// The whole `text` matches `pattern`.
pub(crate) fn matches(pattern: &[PatternPart], text: &str) -> bool {
    if pattern.contains(&PatternPart::RunInSegment) {
        return matches_in_all_states(pattern, text);
    }
    let (mut parts, mut rest) = (pattern, text.chars());
    // What stands behind the last run, and where that may begin at the earliest.
    let mut retry = None;
    loop {
        match parts.split_first() {
            None if rest.as_str().is_empty() => return true,
            Some((PatternPart::Run, [])) => return true,
            Some((PatternPart::Run, behind)) => {
                retry = Some((behind, rest.clone()));
                parts = behind;
                continue;
            }
            Some((part, behind)) => {
                let mut ahead = rest.clone();
                if ahead.next().is_some_and(|c| takes(*part, c)) {
                    (parts, rest) = (behind, ahead);
                    continue;
                }
            }
            None => {}
        }
        let Some((behind, from)) = &mut retry else { return false };
        if from.next().is_none() {
            return false;
        }
        (parts, rest) = (behind, from.clone());
    }
}

/// A part that is no run takes `c`.
const fn takes(part: PatternPart, c: char) -> bool {
    match part {
        PatternPart::Char(own) => own == c,
        PatternPart::AnyCase(own) => own.eq_ignore_ascii_case(&c),
        PatternPart::One => true,
        PatternPart::OneInSegment => c != ':',
        PatternPart::Run | PatternPart::RunInSegment => false,
    }
}

fn matches_in_all_states(pattern: &[PatternPart], text: &str) -> bool {
    let runs = |part: &PatternPart| matches!(part, PatternPart::Run | PatternPart::RunInSegment);
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
            let here = match part {
                PatternPart::Run => true,
                PatternPart::RunInSegment => c != ':',
                _ => false,
            };
            if here && let Some(state) = next.get_mut(at) {
                *state = true;
            }
            if takes(*part, c)
                && let Some(state) = next.get_mut(at + 1)
            {
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
fn skip_runs(pattern: &[PatternPart], alive: &mut [bool], runs: impl Fn(&PatternPart) -> bool) {
    let mut carried = false;
    for (at, state) in alive.iter_mut().enumerate() {
        *state |= carried;
        carried = *state && pattern.get(at).is_some_and(&runs);
    }
}

/// Some text matches both patterns.
///
/// Takes steps in the order of the product of their lengths, behind the beginning that they have in common.
pub(crate) fn overlap(mut one: &[PatternPart], mut other: &[PatternPart]) -> bool {
    while let (Some((own, ahead)), Some((theirs, behind))) =
        (one.split_first(), other.split_first())
        && !is_run(*own)
        && !is_run(*theirs)
    {
        if !share_a_character(Some(*own), *theirs) {
            return false;
        }
        (one, other) = (ahead, behind);
    }
    // `alive[j]`: what was tried so far can have used up this many parts of `one`, and `j` of `other`.
    let mut alive = vec![false; other.len() + 1];
    if let Some(first) = alive.first_mut() {
        *first = true;
    }
    for at in 0..=one.len() {
        let own = one.get(at);
        let mut next = vec![false; other.len() + 1];
        for j in 0..=other.len() {
            if alive.get(j) != Some(&true) {
                continue;
            }
            let theirs = other.get(j);
            let reach = |row: &mut Vec<bool>, at: usize| {
                if let Some(state) = row.get_mut(at) {
                    *state = true;
                }
            };
            if own.is_some_and(|it| is_run(*it)) {
                reach(&mut next, j);
                if theirs.is_some_and(|it| share_a_character(own.copied(), *it)) {
                    reach(&mut alive, j + 1);
                }
            }
            if theirs.is_some_and(|it| is_run(*it)) {
                reach(&mut alive, j + 1);
                if own.is_some_and(|it| share_a_character(theirs.copied(), *it)) {
                    reach(&mut next, j);
                }
            }
            if let (Some(own), Some(theirs)) = (own, theirs)
                && !is_run(*own)
                && !is_run(*theirs)
                && share_a_character(Some(*own), *theirs)
            {
                reach(&mut next, j + 1);
            }
        }
        if at == one.len() {
            return alive.last() == Some(&true);
        }
        alive = next;
    }
    false
}

/// Every text that begins with `before` and ends with `after` matches `pattern`: some run takes all that stands between.
pub(crate) fn takes_between(pattern: &[PatternPart], before: &str, after: &str) -> bool {
    let runs = pattern.iter().enumerate().filter(|(_, it)| **it == PatternPart::Run);
    runs.map(|(at, _)| pattern.split_at(at)).any(|(ahead, from)| {
        let run = from.first().copied();
        let head: Vec<PatternPart> = ahead.iter().copied().chain(run).collect();
        matches(&head, before) && matches(from, after)
    })
}

const fn is_run(part: PatternPart) -> bool {
    matches!(part, PatternPart::Run | PatternPart::RunInSegment)
}

/// One character fits both parts.
fn share_a_character(one: Option<PatternPart>, other: PatternPart) -> bool {
    let fixed = |part: PatternPart| match part {
        PatternPart::Char(c) | PatternPart::AnyCase(c) => Some(c),
        _ => None,
    };
    let no_colon =
        |part: PatternPart| matches!(part, PatternPart::OneInSegment | PatternPart::RunInSegment);
    let Some(one) = one else { return false };
    match (fixed(one), fixed(other)) {
        (Some(a), Some(b)) => {
            let fold =
                matches!(one, PatternPart::AnyCase(_)) || matches!(other, PatternPart::AnyCase(_));
            a == b || (fold && a.eq_ignore_ascii_case(&b))
        }
        (Some(c), None) => c != ':' || !no_colon(other),
        (None, Some(c)) => c != ':' || !no_colon(one),
        (None, None) => true,
    }
}

/// Every text that matches `narrow` also matches `wide`; false too where that is not plain to see.
///
/// Takes what it needs of `steps`, at most the product of the lengths; once they are used up the answer is no.
pub(crate) fn covers(wide: &str, narrow: &str, steps: &mut usize) -> bool {
    let (mut parts, mut rest) = (wide.chars(), narrow.chars());
    let mut retry = None;
    loop {
        let Some(left) = steps.checked_sub(1) else { return false };
        *steps = left;
        let (mut behind, mut ahead) = (parts.clone(), rest.clone());
        match (behind.next(), ahead.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                if behind.as_str().is_empty() {
                    return true;
                }
                retry = Some((behind.clone(), rest.clone()));
                parts = behind;
                continue;
            }
            // What a star of the narrow one stands for, also nothing, only a star of the wide one takes.
            (Some(own), Some(c)) if own == c || (own == '?' && c != '*') => {
                (parts, rest) = (behind, ahead);
                continue;
            }
            _ => {}
        }
        let Some((behind, from)) = &mut retry else { return false };
        if from.next().is_none() {
            return false;
        }
        (parts, rest) = (behind.clone(), from.clone());
    }
}

/// `text` has no wildcard.
#[inline(never)]
pub fn is_plain(text: &str) -> bool {
    !text.bytes().any(|it| matches!(it, b'*' | b'?'))
}

/// `text` as a fixed beginning and whether a star stands behind it, where it has no other wildcard.
pub(crate) fn fixed(text: &str) -> Option<(&str, bool)> {
    let (head, star) = match text.strip_suffix('*') {
        Some(head) => (head, true),
        None => (text, false),
    };
    is_plain(head).then_some((head, star))
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
    fn both_ways_of_matching_agree_on_every_short_pattern() {
        let words = |letters: &str, length: u32| -> Vec<String> {
            let letters: Vec<char> = letters.chars().collect();
            let word = |mut number: usize| {
                let mut word = String::new();
                for _ in 0..length {
                    word.push(letters[number % letters.len()]);
                    number /= letters.len();
                }
                word
            };
            (0..letters.len().pow(length)).map(word).collect()
        };
        for pattern in (0..=5).flat_map(|it| words("a:*?", it)) {
            let parts = wildcards(&pattern);
            for text in (0..=4).flat_map(|it| words("a:", it)) {
                let expected = matches_in_all_states(&parts, &text);
                assert_eq!(matches(&parts, &text), expected, "{pattern} and {text}");
            }
        }
    }

    #[test]
    fn two_patterns_overlap_where_one_text_fits_both() {
        let check = |one: &str, other: &str, expected: bool| {
            assert_eq!(overlap(&wildcards(one), &wildcards(other)), expected, "{one} and {other}");
            assert_eq!(overlap(&wildcards(other), &wildcards(one)), expected, "{other} and {one}");
        };
        check("a*", "*b", true);
        check("a*c", "ab*", true);
        check("a*", "b*", false);
        check("a?c", "abc", true);
        check("a?c", "ac", false);
        check("", "*", true);
        check("", "a*", false);
        check("b/*", "b", false);
        check("*", "*", true);
    }

    #[test]
    fn a_pattern_covers_what_fits_it_whatever_its_stars_stand_for() {
        let check = |wide: &str, narrow: &str, expected: bool| {
            assert_eq!(covers(wide, narrow, &mut 1000), expected, "{wide}, {narrow}");
            assert!(!covers(wide, narrow, &mut 0), "{wide}, {narrow}");
        };
        check("s3:Get*", "s3:Get*Acl", true);
        check("s3:Get*", "s3:get*Acl", false);
        check("a?", "a*", false);
        check("a?*", "a*", false);
        check("a*", "a?", true);
        check("a**", "a*", true);
        check("*", "*", true);
        check("a*b", "a*", false);
        check("*b*c", "a?b*b*c", true);
        check("a", "a", true);
    }

    #[test]
    fn a_run_in_a_segment_stops_at_a_colon() {
        let pattern = [PatternPart::Char('a'), PatternPart::RunInSegment, PatternPart::Char('b')];
        assert!(matches(&pattern, "axxb"));
        assert!(!matches(&pattern, "ax:xb"));
    }
}
