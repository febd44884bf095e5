//! Text compared without case.

/// Whether two texts are equal but for the case of their letters.
pub(super) fn equals_ignore_case(own: &str, value: &str) -> bool {
    own.to_lowercase() == value.to_lowercase()
}
