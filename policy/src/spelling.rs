//! Finds the known word that a person probably meant.

/// The word of `known` nearest to `word`, if it is near enough to be meant.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower = word.to_ascii_lowercase();
    let length = lower.chars().count();
    known
        .iter()
        // The distance is at least the difference of the lengths, which costs nothing to ask.
        .filter(|it| it.len().abs_diff(length) <= 1 + it.len() / 6)
        .map(|it| (distance(&lower, &it.to_ascii_lowercase()), *it))
        .filter(|(distance, it)| *distance <= 1 + it.len() / 6)
        .min()
        .map(|(_, it)| it)
}

/// How many insertions, deletions and replacements lead from `a` to `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, left) in a.chars().enumerate() {
        let mut diagonal = at;
        let mut before = at + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = *cell;
            *cell = replaced.min(diagonal + 1).min(before + 1);
            before = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let known = ["Effect", "Principal", "NotPrincipal", "Resource"];
        assert_eq!(nearest("Resouce", &known), Some("Resource"));
        assert_eq!(nearest("effect", &known), Some("Effect"));
        assert_eq!(nearest("Principle", &known), Some("Principal"));
        assert_eq!(nearest("Colour", &known), None);
    }
}
