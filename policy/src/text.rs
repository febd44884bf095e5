//! Places in a text: byte spans inside, lines and UTF-16 columns at the edge.
//!
//! Everything in the engine counts bytes.
//! Browsers and editors count UTF-16 units, so the conversion lives here and nowhere else.

mod changed;

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

pub use changed::{Line, LineKind, changed_lines};

/// A half-open range of bytes in one document.
///
/// INVARIANT: `start <= end`, and both lie on char boundaries of the text they were read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The smallest span that covers both.
    pub const fn to(self, other: Self) -> Self {
        let start = if other.start < self.start { other.start } else { self.start };
        let end = if other.end > self.end { other.end } else { self.end };
        Self { start, end }
    }

    /// `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The covered text, or the empty string where the span is not of this text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The same span as a range.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A piece of a document's text, which it shares instead of copying it.
#[derive(Clone)]
pub struct Text {
    whole: Arc<str>,
    /// Which bytes of `whole` it is; numbers of half the size, because a policy holds many.
    start: u32,
    end: u32,
}

impl Text {
    /// `piece`, which is what `whole` says from byte `at` on, unless it was escaped there.
    pub fn of(whole: &Arc<str>, at: usize, piece: &str) -> Self {
        let span = Span::new(at, at.saturating_add(piece.len()));
        match (u32::try_from(span.start), u32::try_from(span.end)) {
            (Ok(start), Ok(end)) if span.of(whole) == piece => {
                Self { whole: whole.clone(), start, end }
            }
            _ => piece.into(),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.whole.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        Self { whole: text.into(), start: 0, end }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

/// A place as people and editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Line, from 1.
    pub line: usize,
    /// Column in UTF-16 units, from 1.
    pub column: usize,
}

/// The line starts of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of `text`; `\n` ends a line.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { starts: starts.collect() }
    }

    /// How many lines there are; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line that holds `offset`, from 0.
    pub fn at(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Where a line, counted from 0, stands in `text`, without the break at its end; empty behind the last line.
    pub fn span(&self, text: &str, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(text.len());
        let next = self.starts.get(line + 1).map(|it| it - 1);
        Span::new(start, next.unwrap_or(text.len()))
    }

    /// Where `offset` lies in `text`, the text that these lines were made from.
    pub fn location(&self, text: &str, offset: usize) -> Location {
        let line = self.at(offset);
        let before = Span::new(self.span(text, line).start, offset).of(text);
        Location { line: line + 1, column: before.encode_utf16().count() + 1 }
    }
}

/// Where `wanted` first stands in `text`: from one place of its first byte to the next.
///
/// The words that are looked for are short and begin with a byte that is rare, so that few places are compared.
#[inline(never)]
pub fn find(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let first = wanted.first()?;
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let at = rest.iter().position(|it| it == first)?;
        if rest.get(at..)?.starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
}

/// How many UTF-16 units of `text` lie before the byte `offset`.
pub fn utf16_offset(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).encode_utf16().count()
}

/// The byte of `text` before which so many UTF-16 units lie; its end, where it has fewer.
pub fn byte_offset(text: &str, units: usize) -> usize {
    let mut before = 0;
    let at = text.char_indices().find(|(_, c)| {
        let reached = before >= units;
        before += c.len_utf16();
        reached
    });
    at.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_utf16_units_leads_back_to_its_byte() {
        let text = "a\u{1faa3}\u{e9}b";
        for (at, _) in text.char_indices() {
            assert_eq!(byte_offset(text, utf16_offset(text, at)), at);
        }
        assert_eq!(byte_offset(text, 99), text.len());
    }

    #[test]
    fn a_line_stands_between_its_breaks() {
        let text = "ab\n\nc\n";
        let lines = Lines::new(text);
        let all: Vec<&str> = (0..5).map(|it| lines.span(text, it).of(text)).collect();
        assert_eq!(all, ["ab", "", "c", "", ""]);
        assert_eq!([0, 2, 3, 4, 6].map(|it| lines.at(it)), [0, 0, 1, 2, 3]);
    }

    #[test]
    fn columns_count_utf16_units() {
        let text = "a\n🪣é\"x\"";
        let lines = Lines::new(text);
        let at = text.find("\"x").unwrap();
        assert_eq!(lines.location(text, at), Location { line: 2, column: 4 });
        assert_eq!(utf16_offset(text, at), 5);
    }

    #[test]
    fn an_empty_text_has_one_line() {
        assert_eq!(Lines::new("").count(), 1);
        assert_eq!(Lines::new("").location("", 0), Location { line: 1, column: 1 });
    }
}
