//! An edit of a document by hand, and whether it goes on with the one before it.

use accesspath_policy::policy::DocumentId;

/// The bytes that a keystroke may write or remove; a larger edit is a step of its own.
const KEYSTROKE_BYTES: usize = 4;

/// An edit of a document by hand, as one replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// The document.
    pub document: DocumentId,
    at: usize,
    removed: usize,
    inserted: usize,
    /// What was written, or else removed, belongs to a word.
    is_word: bool,
    breaks_line: bool,
}

impl Typed {
    /// The edit that led from `before` to `after`.
    pub fn of(document: DocumentId, before: &str, after: &str) -> Self {
        let shorter = before.len().min(after.len());
        let alike = |(a, b): &(u8, u8)| a == b;
        let mut at = before.bytes().zip(after.bytes()).take_while(alike).count();
        while !(before.is_char_boundary(at) && after.is_char_boundary(at)) {
            at -= 1;
        }
        let ends = before.bytes().rev().zip(after.bytes().rev());
        let mut behind = ends.take(shorter - at).take_while(alike).count();
        let is_cut = |it: &str, behind: usize| !it.is_char_boundary(it.len() - behind);
        while is_cut(before, behind) || is_cut(after, behind) {
            behind -= 1;
        }
        let [old, new] =
            [before, after].map(|it| it.get(at..it.len() - behind).unwrap_or_default());
        let piece = if new.is_empty() { old } else { new };
        Self {
            document,
            at,
            removed: old.len(),
            inserted: new.len(),
            is_word: piece.chars().all(char::is_alphanumeric),
            breaks_line: piece.contains('\n'),
        }
    }

    /// Both belong to one step: letters of a word with what parts it from the next, in one place of one document.
    pub fn goes_on(&self, last: &Self) -> bool {
        let is_key = |it: &Self| it.inserted + it.removed <= KEYSTROKE_BYTES && !it.breaks_line;
        let joins = match (self.removed, last.removed) {
            (0, 0) => self.at == last.at + last.inserted && (last.is_word || !self.is_word),
            (1.., 1..) if self.inserted + last.inserted == 0 => {
                let beside = self.at + self.removed == last.at || self.at == last.at;
                beside && (self.is_word || !last.is_word)
            }
            _ => false,
        };
        joins && self.document == last.document && is_key(self) && is_key(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps that lead through the texts.
    #[track_caller]
    fn check(texts: &[&str], steps: usize) {
        let edits: Vec<Typed> = texts
            .iter()
            .zip(texts.iter().skip(1))
            .map(|(before, after)| Typed::of("policy".into(), before, after))
            .collect();
        let begun = edits.iter().zip(edits.iter().skip(1)).filter(|(last, it)| !it.goes_on(last));
        assert_eq!(1 + begun.count(), steps, "{texts:?}");
    }

    #[test]
    fn a_word_and_what_follows_it_is_one_step() {
        check(&["", "a", "ab", "ab:", "ab: "], 1);
        check(&["", "a", "a ", "a b", "a bc"], 2);
        check(&["\"\"", "\"x\"", "\"xx\"", "\"xxx\""], 1);
        check(&["", "\u{e9}", "\u{e9}\u{e8}"], 1);
    }

    #[test]
    fn removed_letters_are_steps_by_word_too() {
        check(&["a bc", "a b", "a ", "a", ""], 2);
        check(&["abc", "bc", "c"], 1);
    }

    #[test]
    fn another_place_or_a_paste_begins_a_step() {
        check(&["a b", "ax b", "ax by"], 2);
        check(&["ab", "abc", "ab"], 2);
        check(&["a", "ab", "ab and more"], 2);
        check(&["a", "ab", "ab\n", "ab\nc"], 3);
    }

    #[test]
    fn another_document_begins_a_step() {
        let [one, two] = ["one", "two"].map(|it| Typed::of(it.into(), "", "a"));
        let next = Typed::of("one".into(), "a", "ab");
        assert!(next.goes_on(&one) && !next.goes_on(&two));
    }
}
