//! Decimal numbers of any length, compared exactly.

use std::cmp::Ordering;

use super::Compared;
use crate::operator::Relation;

pub(super) fn compare(relation: Relation, own: &str, value: &str) -> Compared {
    let Some(own) = Decimal::parse(own) else { return Compared::InvalidPolicyValue };
    let Some(value) = Decimal::parse(value) else { return Compared::InvalidRequestValue };
    match relation.holds(value.compare(&own)) {
        true => Compared::Yes,
        false => Compared::No,
    }
}

/// A policy's number against a whole one from `from` to `to`.
pub(super) fn compare_between(relation: Relation, own: &str, from: u64, to: u64) -> Compared {
    let (first, last) =
        (compare(relation, own, &from.to_string()), compare(relation, own, &to.to_string()));
    // Between two numbers that are not equal to it, another may be.
    match first == last && (relation != Relation::Equals || from == to) {
        true => first,
        false => Compared::Unknown,
    }
}

pub(super) fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

/// A decimal number without needless zeros; zero is never negative.
struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || unsigned.ends_with('.') || !digits(whole) || !digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: negative && !zero, whole, fraction })
    }

    fn compare(&self, other: &Self) -> Ordering {
        let size = || {
            let whole = self.whole.len().cmp(&other.whole.len()).then(self.whole.cmp(other.whole));
            whole.then(self.fraction.cmp(other.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => size(),
            (true, true) => size().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, own: &str, expected: Ordering) {
        for relation in [Relation::Equals, Relation::LessThan, Relation::GreaterThanEquals] {
            let compared = compare(relation, own, value) == Compared::Yes;
            assert_eq!(compared, relation.holds(expected), "{value} {relation:?} {own}");
        }
    }

    #[test]
    fn numbers_are_compared_exactly() {
        check("10", "9", Ordering::Greater);
        check("1.20", "1.2", Ordering::Equal);
        check("1.3", "1.20", Ordering::Greater);
        check("-1", "1", Ordering::Less);
        check("-2", "-10", Ordering::Greater);
        check("-0", "0.0", Ordering::Equal);
        check("90071992547409930", "90071992547409931", Ordering::Less);
    }

    #[test]
    fn what_is_no_number_is_said_to_be_none() {
        for text in ["", "1e3", "12abc", "0x1", "1.", ".5", "١"] {
            assert_eq!(
                compare(Relation::Equals, text, "1"),
                Compared::InvalidPolicyValue,
                "{text}"
            );
            assert_eq!(
                compare(Relation::Equals, "1", text),
                Compared::InvalidRequestValue,
                "{text}"
            );
        }
    }
}
