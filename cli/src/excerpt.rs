//! Shows a place of a text for people: the line, with the place underlined.
//!
//! Only the part that is shown is read and drawn, so that thousands of findings in one long line each cost the same.
//! Everything is escaped before it is drawn: texts come from strangers.

use accesspath_policy::text::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use crate::terminal::escape;

/// The most columns that are shown of a line; for a terminal of 120 columns, with the line number.
const COLUMNS: usize = 100;

/// The most columns that are underlined, so that some text around them is visible too.
const UNDERLINED: usize = 72;

/// The most underlined lines that are shown; of more lines, only the first is shown.
const LINES: usize = 6;

/// Draws excerpts for `stream`: in colours if it is a terminal and `NO_COLOR` is not set.
pub fn renderer<S: RawStream>(stream: &S) -> Renderer {
    match AutoStream::choice(stream) {
        ColorChoice::Never => Renderer::plain(),
        _ => Renderer::styled(),
    }
}

/// The lines of `text` with `span` underlined, indented; empty if the span has no text. The span begins in line `line`.
pub fn excerpt(
    renderer: &Renderer,
    text: &str,
    line: usize,
    span: Span,
    level: Level<'_>,
) -> String {
    let covered = span.of(text);
    let lines = covered.split('\n').count();
    let shown = if lines > LINES { 1 } else { lines };
    let (mut source, mut under, mut start) = (String::new(), 0..0, span.start);
    for (number, piece) in covered.split('\n').take(shown).enumerate() {
        let clipped = clip(text, Span::new(start, start + piece.trim_end_matches('\r').len()));
        if number == 0 {
            under.start = clipped.under.start;
        } else {
            source.push('\n');
        }
        under.end = source.len() + clipped.under.end;
        source += &clipped.text;
        start += piece.len() + 1;
    }
    if source.trim().is_empty() {
        return String::new();
    }
    let mut annotation = AnnotationKind::Primary.span(under);
    if shown < lines {
        annotation = annotation.label(format!("to line {}", line + lines - 1));
    }
    let snippet = Snippet::source(source).line_start(line).annotation(annotation);
    let drawn = renderer.render(&[Group::with_level(level).element(snippet)]);
    drawn.lines().map(|it| format!("    {it}\n")).collect()
}

/// A part of a line, escaped, and the range of its bytes that is underlined.
struct Clipped {
    text: String,
    under: std::ops::Range<usize>,
}

/// The part of a line that is shown for `span`, which lies in that line.
fn clip(text: &str, span: Span) -> Clipped {
    let under = fit(span.of(text).chars(), UNDERLINED);
    let before = text.get(..span.start).unwrap_or_default();
    let before = fit(before.chars().rev().take_while(|it| *it != '\n'), COLUMNS);
    let after = text.get(span.end..).unwrap_or_default();
    // Nothing can follow an underlined part that is cut off.
    let most = if under.whole { COLUMNS } else { 0 };
    let mut after = fit(after.chars().take_while(|it| *it != '\n'), most);
    if after.whole && after.letters.last() == Some(&'\r') {
        after.letters.pop();
        after.columns -= columns('\r');
    }

    // Each side gets half of the columns, and those that the other side leaves.
    let room = COLUMNS.saturating_sub(under.columns);
    let before = before.within(room.saturating_sub(after.columns).max(room / 2));
    let after = after.within(room.saturating_sub(before.columns));

    let mut shown = String::new();
    if !before.whole {
        shown.push('…');
    }
    before.letters.iter().rev().for_each(|it| show(&mut shown, *it));
    let start = shown.len();
    under.letters.iter().for_each(|it| show(&mut shown, *it));
    let end = shown.len();
    after.letters.iter().for_each(|it| show(&mut shown, *it));
    if !(under.whole && after.whole) {
        shown.push('…');
    }
    Clipped { text: shown, under: start..end }
}

/// The letters of a line that fit in.
struct LineFit {
    letters: Vec<char>,
    columns: usize,
    /// These are all letters.
    whole: bool,
}

impl LineFit {
    fn within(self, room: usize) -> Self {
        let fitting = fit(self.letters.into_iter(), room);
        Self { whole: self.whole && fitting.whole, ..fitting }
    }
}

fn fit(letters: impl Iterator<Item = char>, room: usize) -> LineFit {
    let mut fit = LineFit { letters: Vec::new(), columns: 0, whole: true };
    for letter in letters {
        let columns = columns(letter);
        if fit.columns + columns > room {
            fit.whole = false;
            break;
        }
        fit.columns += columns;
        fit.letters.push(letter);
    }
    fit
}

/// The greatest width of a letter, in columns: East Asian letters and emoji take two.
fn columns(letter: char) -> usize {
    if letter == '\t' {
        return 4;
    }
    let mut shown = String::new();
    escape(&mut shown, letter);
    if shown.len() > 1 && shown.starts_with('\\') {
        shown.len()
    } else {
        1 + usize::from(letter >= '\u{1100}')
    }
}

/// Tabs are not escaped: the drawing turns them into blanks, and counts those.
fn show(text: &mut String, letter: char) {
    if letter == '\t' {
        text.push(letter);
    } else {
        escape(text, letter);
    }
}

#[cfg(test)]
mod tests;
