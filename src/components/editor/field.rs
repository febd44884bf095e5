//! The text field of an editor, as the browser keeps it: where it is scrolled to, what is selected in it.

use accesspath_policy::text::{Lines, Span, byte_offset, utf16_offset};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement, InputEvent};

use super::window::Window;
use crate::browser;

/// The height of a line before it is measured, in CSS pixels.
const LINE_HEIGHT: f64 = 18.0;

/// The width of a character in heights of a line, for any font with fixed widths.
const CHARACTER: f64 = 0.4;

/// The inserted text from which on the browser is not left to insert it, in bytes: it takes time with the square of
/// the number of lines. The number has no derivation.
const LONG_INSERT: usize = 2000;

/// The height of a line of a field whose text has so many.
fn line_height(area: &HtmlTextAreaElement, lines: usize) -> f64 {
    let (all, seen) = (area.scroll_height(), area.client_height());
    // A field that is not scrolled may be higher than its text.
    match u32::try_from(lines) {
        Ok(lines) if lines > 0 && all > seen => f64::from(all) / f64::from(lines),
        _ => LINE_HEIGHT,
    }
}

/// Moves what lies under the field to where the field is scrolled to, and returns the lines that are seen.
pub(super) fn follow(area: &HtmlTextAreaElement, lines: usize, drawn: Window) -> Window {
    let height = line_height(area, lines);
    let (top, left) = (f64::from(area.scroll_top()), f64::from(area.scroll_left()));
    let first = drawn.first().min(lines);
    let down = f64::from(u32::try_from(first).unwrap_or(u32::MAX)) * height - top;
    if let Some(editor) = editor(area) {
        for (layer, right) in [(".editor__lines", -left), (".editor__numbers", 0.0)] {
            if let Ok(Some(layer)) = editor.query_selector(layer) {
                browser::shift(layer.unchecked_ref(), right, down);
            }
        }
    }
    Window::seen(whole(top / height), whole(f64::from(area.client_height()) / height) + 1)
}

fn editor(area: &HtmlTextAreaElement) -> Option<Element> {
    area.closest("[data-editor]").ok().flatten()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no text has 2^32 lines, none fewer than 0"
)]
const fn whole(lines: f64) -> usize {
    lines as usize
}

/// Scrolls to the beginning of `span`, unless it is seen.
pub(super) fn reveal(area: &HtmlTextAreaElement, text: &str, lines: &Lines, span: Span) {
    let height = line_height(area, lines.count());
    let place = lines.location(text, span.start);
    let pixels = |number: usize, of: f64| f64::from(u32::try_from(number).unwrap_or(u32::MAX)) * of;
    let [down, right] = [(place.line - 1, height), (place.column - 1, height * CHARACTER)]
        .map(|(number, of)| pixels(number, of));
    let near = |at: f64, from: i32, size: i32, room: f64| {
        let (from, size) = (f64::from(from), f64::from(size));
        (at < from || at + room > from + size).then(|| (at - size / 3.0).max(0.0))
    };
    if let Some(to) = near(down, area.scroll_top(), area.client_height(), height) {
        area.set_scroll_top(whole_pixels(to));
    }
    if let Some(to) = near(right, area.scroll_left(), area.client_width(), 3.0 * height) {
        area.set_scroll_left(whole_pixels(to));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a browser scrolls no further than that")]
const fn whole_pixels(pixels: f64) -> i32 {
    pixels as i32
}

/// Selects `span`, brings it into view, and moves the focus there.
pub(super) fn select(area: &HtmlTextAreaElement, text: &str, span: Span) {
    let [start, end] = [span.start, span.end].map(|it| units(text, it));
    let _ = area.focus();
    let _ = area.set_selection_range(start, end);
    reveal(area, text, &Lines::new(text), span);
}

/// The selection in bytes of `text`, which the field holds.
pub(super) fn selection(area: &HtmlTextAreaElement, text: &str) -> Span {
    let byte = |unit: Option<u32>| byte_offset(text, unit.unwrap_or_default() as usize);
    let start = area.selection_start().ok().flatten();
    let end = area.selection_end().ok().flatten();
    if start == end {
        let at = byte(start);
        return Span::new(at, at);
    }
    Span::new(byte(start), byte(end))
}

/// The field has the focus.
pub(super) fn is_focused(area: &HtmlTextAreaElement) -> bool {
    area.owner_document().and_then(|it| it.active_element()).as_ref()
        == Some(area.unchecked_ref::<HtmlElement>())
}

/// Replaces `span` of `text`, which the field holds, and leaves the caret `caret` bytes into `with`.
pub(super) fn replace(
    area: &HtmlTextAreaElement,
    text: &str,
    span: Span,
    with: &str,
    caret: usize,
) {
    let [start, end] = [span.start, span.end].map(|it| units(text, it));
    let _ = area.set_range_text_with_start_and_end_and_mode(with, start, end, "end");
    let at = start + units(with, caret);
    let _ = area.set_selection_range(at, at);
}

/// The end of what differs in `after` from `before`, in bytes.
pub(super) fn changed(before: &str, after: &str) -> usize {
    let alike = |(a, b): &(u8, u8)| a == b;
    let shorter = before.len().min(after.len());
    let start = before.bytes().zip(after.bytes()).take_while(alike).count();
    let behind = before.bytes().rev().zip(after.bytes().rev());
    let behind = behind.take(shorter - start).take_while(alike).count();
    let mut at = after.len() - behind;
    while !after.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Puts the list of suggestions beside its place in the text: below the line, or above it where there is more room.
pub(super) fn place_list(
    area: &HtmlTextAreaElement,
    lines: usize,
    list: &HtmlElement,
    line: usize,
    column: usize,
) {
    let height = line_height(area, lines);
    let pixels = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    let below = pixels(line) * height - f64::from(area.scroll_top());
    let wide = digit_width(area).unwrap_or(height * CHARACTER);
    let room = f64::from(area.client_width() - list.offset_width()).max(0.0);
    let right = (pixels(column - 1) * wide - f64::from(area.scroll_left())).clamp(0.0, room);
    let size = f64::from(list.offset_height());
    let above = below - height - size;
    let fits_below = below + size <= f64::from(area.client_height());
    browser::shift(list, right, if fits_below || above < 0.0 { below } else { above });
}

/// The width of a digit in the field's font, as the last line's number shows it.
fn digit_width(area: &HtmlTextAreaElement) -> Option<f64> {
    let last = editor(area)?.query_selector(".editor__last span").ok()??;
    let digits = u32::try_from(last.text_content()?.len()).ok()?;
    Some(last.get_bounding_client_rect().width() / f64::from(digits))
}

/// Inserts what a person pastes where that is long, in place of the browser; true if it did.
pub(super) fn insert(area: &HtmlTextAreaElement, event: &InputEvent) -> bool {
    let Some(data) = event.data().filter(|it| it.len() >= LONG_INSERT) else { return false };
    event.prevent_default();
    let start = area.selection_start().ok().flatten().unwrap_or_default();
    let end = area.selection_end().ok().flatten().unwrap_or_default();
    let _ = area.set_range_text_with_start_and_end_and_mode(&data, start, end, "end");
    true
}

fn units(text: &str, at: usize) -> u32 {
    u32::try_from(utf16_offset(text, at)).unwrap_or(u32::MAX)
}
