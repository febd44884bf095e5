//! Which lines of a text are drawn: those that are seen, and some around them.
//!
//! A text field of a megabyte holds its text with ease; a page that draws each of its lines does not.

use std::ops::Range;

/// The lines that are drawn beyond those that are seen. Higher numbers draw more, lower ones draw more often; it has
/// no derivation.
const BEYOND: usize = 16;

/// The lines that are drawn at least: more than a tall screen shows, for a field whose height is not known yet.
const LEAST: usize = 128;

/// The longest part of a text that is drawn, in bytes. Beyond it, as in a minified policy, the field shows its own text.
const LONGEST: usize = 24 * 1024;

/// The first of the lines that are drawn, counted from 0, and their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    first: usize,
    count: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self { first: 0, count: LEAST }
    }
}

impl Window {
    /// The lines to draw where so many are seen from line `top` on.
    ///
    /// It moves in steps, so that most of a scrolling person's events draw nothing.
    pub fn seen(top: usize, seen: usize) -> Self {
        let first = (top / BEYOND).saturating_sub(1) * BEYOND;
        Self { first, count: (seen + 3 * BEYOND).max(LEAST) }
    }

    /// The first line.
    pub const fn first(self) -> usize {
        self.first
    }

    /// The lines, of a text that has so many.
    pub fn of(self, lines: usize) -> Range<usize> {
        let first = self.first.min(lines);
        first..(first + self.count).min(lines)
    }
}

/// So many bytes of text are drawn, coloured and marked.
pub(super) const fn draws(bytes: usize) -> bool {
    bytes <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_drawn_and_some_lines_around_it() {
        for top in [0, 1, 15, 16, 31, 32, 1000, 1007] {
            for seen in [1, 28, 200] {
                let drawn = Window::seen(top, seen).of(10_000);
                assert!(drawn.start <= top && top + seen + BEYOND <= drawn.end, "{top} {seen}");
                assert!(drawn.start == 0 || drawn.start + BEYOND <= top, "{top} {seen}");
            }
        }
    }

    #[test]
    fn a_text_that_shrank_has_no_lines_behind_its_end() {
        assert_eq!(Window::seen(5000, 28).of(3), 3..3);
        assert_eq!(Window::default().of(3), 0..3);
    }

    #[test]
    fn a_few_lines_further_are_drawn_already() {
        assert_eq!(Window::seen(32, 28), Window::seen(47, 28));
        assert_ne!(Window::seen(32, 28), Window::seen(48, 28));
    }
}
