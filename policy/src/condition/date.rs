//! Points in time: the W3C profile of ISO 8601, or seconds since 1970.

use super::Compared;
use crate::operator::Relation;

pub(super) fn compare(relation: Relation, own: &str, value: &str) -> Compared {
    let Some(own) = Instant::parse(own) else { return Compared::InvalidPolicyValue };
    let Some(value) = Instant::parse(value) else { return Compared::InvalidRequestValue };
    match relation.holds(value.cmp(&own)) {
        true => Compared::Yes,
        false => Compared::No,
    }
}

/// A policy's moment against one from `from` to `to`, in seconds since the start of 1970.
pub(super) fn compare_between(relation: Relation, own: &str, from: i64, to: i64) -> Compared {
    let Some(own) = Instant::parse(own) else { return Compared::InvalidPolicyValue };
    let at = |seconds| relation.holds(Instant { seconds, nanoseconds: 0 }.cmp(&own));
    // Equality may hold between two moments at which it does not.
    let between = relation == Relation::Equals && (from..to).contains(&own.seconds);
    match (at(from), at(to)) {
        (true, true) => Compared::Yes,
        (false, false) if !between => Compared::No,
        _ => Compared::Unknown,
    }
}

/// A point in time; a date that leaves parts out means its first instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    /// Seconds since the start of 1970, UTC.
    pub seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.len() > 4 && text.len() < 16 && text.bytes().all(|it| it.is_ascii_digit()) {
            return Some(Self { seconds: text.parse().ok()?, nanoseconds: 0 });
        }
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut parts = date.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map_or(Some(1), |it| number(it, 2))?;
        let day = parts.next().map_or(Some(1), |it| number(it, 2))?;
        if parts.next().is_some() || !(1..=12).contains(&month) {
            return None;
        }
        if !(1..=days_in_month(year, month)).contains(&day) {
            return None;
        }
        let midnight = days_since_1970(year, month, day) * 86_400;
        match time {
            None => Some(Self { seconds: midnight, nanoseconds: 0 }),
            Some(_) if date.len() != 10 => None,
            Some(time) => time_of_day(time, midnight),
        }
    }
}

fn time_of_day(text: &str, midnight: i64) -> Option<Instant> {
    let zone_at = text.find(['Z', '+', '-'])?;
    let (clock, zone) = text.split_at_checked(zone_at)?;
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (clock, None),
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?, 2)?;
    let minute = number(parts.next()?, 2)?;
    let second = parts.next().map(|it| number(it, 2));
    if parts.next().is_some() || (fraction.is_some() && second.is_none()) {
        return None;
    }
    let second = second.unwrap_or(Some(0))?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let nanoseconds = match fraction {
        None => 0,
        Some(digits) if digits.is_empty() || digits.len() > 9 => return None,
        Some(digits) => u32::try_from(number(&format!("{digits:0<9}"), 9)?).ok()?,
    };
    let offset = match zone.split_at_checked(1)? {
        ("Z", "") => 0,
        (sign, zone) if sign != "Z" => {
            let (hours, minutes) = zone.split_once(':')?;
            let offset = number(hours, 2)? * 3600 + number(minutes, 2)? * 60;
            if sign == "+" { offset } else { -offset }
        }
        _ => return None,
    };
    let seconds = midnight + hour * 3600 + minute * 60 + second - offset;
    Some(Instant { seconds, nanoseconds })
}

/// Exactly `length` digits as a number.
fn number(text: &str, length: usize) -> Option<i64> {
    let digits = text.len() == length && text.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar.
///
/// Counts in eras of 400 years that start in March, so that the leap day is the last of its year.
const fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, seconds: Option<i64>) {
        assert_eq!(Instant::parse(text).map(|it| it.seconds), seconds, "{text}");
    }

    #[test]
    fn every_form_of_the_profile_is_read() {
        check("1970", Some(0));
        check("2026-06", Some(1_780_272_000));
        check("2026-06-30", Some(1_782_777_600));
        check("2026-06-30T23:59Z", Some(1_782_863_940));
        check("2026-06-30T23:59:59Z", Some(1_782_863_999));
        check("2026-06-30T23:59:59.5+02:00", Some(1_782_856_799));
        check("2000-02-29", Some(951_782_400));
        check("1700000000", Some(1_700_000_000));
    }

    #[test]
    fn what_is_no_date_is_said_to_be_none() {
        for text in [
            "",
            "26",
            "2026-13",
            "2026-02-29",
            "2026-06-30T24:00Z",
            "2026-06-30T10Z",
            "soon",
            "2026-06-30T10:00",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn fractions_of_a_second_count() {
        assert!(
            Instant::parse("2026-06-30T00:00:00.5Z") > Instant::parse("2026-06-30T00:00:00.49Z")
        );
    }
}
