//! Text compared without case.

/// Whether two texts are equal but for the case of their letters.
pub(super) fn equals_ignore_case(own: &str, value: &str) -> bool {
    folded(own) == folded(value)
}

/// `text` in small letters, each character by itself.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    for c in text.chars() {
        folded.extend(c.to_lowercase());
    }
    folded
}
