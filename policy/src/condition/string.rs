//! Text compared without case.

use super::Compared;

/// Two texts are equal but for the case of their letters.
///
/// Beyond ASCII the answer stays open: tables differ in which letters make a pair, and AWS names none.
pub(super) fn equals_ignore_case(own: &str, value: &str) -> Compared {
    if own.eq_ignore_ascii_case(value) {
        Compared::Yes
    } else if own.is_ascii() && value.is_ascii() {
        Compared::No
    } else {
        Compared::CaseUnknown
    }
}
