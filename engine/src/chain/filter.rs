//! Matches an operation with the filter of a notification: the type of its event, and the object's key.
//!
//! AWS: "Configuring event notifications using object key name filtering" — a prefix and a suffix are URL-encoded, and
//! nothing in them is a wildcard.

use accesspath_policy::truth::Truth;

use super::StepReason;
use crate::s3::event::{self, events};
use crate::s3::operation::Operation;
use crate::scenario::{Fact, Notification};

/// The reasons why an operation on `key` does not match the notification, or may not match; empty if it matches.
pub(super) fn reasons(
    notification: &Notification,
    operation: &str,
    key: &str,
    versioned: bool,
) -> Vec<StepReason> {
    let mut reasons = Vec::new();
    let made = Operation::parse(operation).map(|it| events(it, versioned));
    match made.map(|made| (made, made.types.first())) {
        Some((made, Some(first))) => match event::listed(&notification.events, made) {
            Truth::Yes => {}
            Truth::No => reasons.push(StepReason::EventNotListed(first)),
            Truth::Unknown => reasons.push(StepReason::EventDepends),
        },
        _ => reasons.push(StepReason::NoEvent),
    }
    let (prefix, suffix) = (&notification.prefix, &notification.suffix);
    let mut compare =
        |filter: &Fact<String>, fits: fn(&str, &str) -> bool, differs: fn(String) -> StepReason| {
            let Some(filter) = filter.known() else { return };
            let (text, is_encoded) = event::decoded(filter);
            if !fits(key, &text) {
                reasons.push(differs(filter.clone()));
            } else if !is_encoded {
                reasons.push(StepReason::FilterNotEncoded(filter.clone()));
            }
        };
    compare(prefix, |key, it| key.starts_with(it), StepReason::PrefixDiffers);
    compare(suffix, |key, it| key.ends_with(it), StepReason::SuffixDiffers);
    if *prefix == Fact::Unknown || *suffix == Fact::Unknown {
        reasons.push(StepReason::FilterUnknown);
    }
    reasons
}

/// Two notifications overlap: some key, with an event that both list, matches both.
///
/// AWS: the same page — S3 refuses overlapping filters for one type of event; no filter overlaps with every other.
pub(super) fn overlap(one: &Notification, other: &Notification) -> Truth {
    let alike = |a: &Fact<String>, b: &Fact<String>, fits: fn(&str, &str) -> bool| {
        let (a, b) = (a.known(), b.known());
        match (a, b) {
            (Some(a), Some(b)) => {
                let common = |a: &str, b: &str| fits(a, b) || fits(b, a);
                let is_common = common(&event::decoded(a).0, &event::decoded(b).0);
                // Which of the two forms S3 compares is not documented.
                if is_common == common(a, b) { Truth::from(is_common) } else { Truth::Unknown }
            }
            // An empty prefix or suffix fits every other one.
            (Some(only), None) | (None, Some(only)) if only.is_empty() => Truth::Yes,
            _ => Truth::Unknown,
        }
    };
    let prefixes = alike(&one.prefix, &other.prefix, |a, b| a.starts_with(b));
    let suffixes = alike(&one.suffix, &other.suffix, |a, b| a.ends_with(b));
    Truth::from(event::in_common(&one.events, &other.events)).and(prefixes).and(suffixes)
}
