//! Texts in which symbols stand: what comparing them is worth.

use super::Compared;
use crate::operator::{Family, Operator};
use crate::symbol;
use crate::truth::Truth;

/// What the comparison of two texts is worth where symbols stand in them.
pub(super) fn judged(compared: Compared, operator: Operator, own: &str, value: &str) -> Compared {
    let wildcards = match operator.family {
        Family::StringLike | Family::Arn => true,
        Family::StringEquals | Family::StringEqualsIgnoreCase => false,
        _ => return compared,
    };
    match compared {
        Compared::Yes | Compared::No => {
            match symbol::judged(compared == Compared::Yes, own, wildcards, value) {
                Truth::Yes => Compared::Yes,
                Truth::No => Compared::No,
                Truth::Unknown => Compared::Unknown,
            }
        }
        other => other,
    }
}
