//! The picture as the text of an SVG file that stands alone.
//!
//! Every shape has its colours as attributes: Inkscape, LibreOffice and office programs know no custom properties and no
//! media queries. Where a file follows the system's colours, a style sheet for the dark ones stands above that.

use crate::draw::{bucket, ground, heads, lanes, rows};
use crate::element::{Element, number};
use crate::frame::Frame;
use crate::paint::{DARK, LIGHT, Paint, STYLE};
use crate::picture::Picture;

/// Fonts that systems have, none of them wider than the picture allows; named, because not every program knows
/// `system-ui`.
const FONTS: &str =
    "'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// The colours of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colours {
    /// Those of the system it is shown on, as far as the program that shows it knows them; else light.
    Auto,
    /// On a light ground.
    #[default]
    Light,
    /// On a dark ground.
    Dark,
}

/// The picture as SVG text; `title` says in a sentence what it shows.
#[must_use]
pub fn svg(picture: &Picture, title: &str, colours: Colours) -> String {
    let paint = Paint::of(if colours == Colours::Dark { DARK } else { LIGHT });
    let mut out = String::new();
    let mut drawn = paint.applied(&sheet(picture, title));
    if colours == Colours::Auto {
        let dark =
            format!("@media (prefers-color-scheme: dark) {{ .picture {{ {DARK} }} {STYLE} }}");
        drawn.children.insert(1, Element::new("style").text(&dark));
    }
    write(&drawn, &mut out);
    // Of roles a file has this one alone.
    out.replacen("<svg ", "<svg role=\"img\" ", 1) + "\n"
}

/// The whole picture, as one element that needs no other; its looks come from the style sheet.
#[must_use]
pub fn sheet(picture: &Picture, title: &str) -> Element {
    let Picture { width, height, .. } = *picture;
    let whole = Frame::between(0.0, 0.0, width, height);
    let ground_of_all = Element::new("rect").put("class", "sheet");
    Element::new("svg")
        .put("xmlns", "http://www.w3.org/2000/svg")
        .put("class", "picture")
        .at("width", width)
        .at("height", height)
        .put("viewBox", format!("0 0 {} {}", number(width), number(height)))
        .put("font-family", FONTS)
        .title(title)
        .add(ground_of_all.at("width", whole.width).at("height", whole.height))
        .add(ground(picture))
        .all(heads(picture))
        .add(rows(picture))
        .all(lanes(picture))
        .add(bucket(&picture.bucket, picture.label))
}

/// Attributes that only a page has a use for.
const OF_PAGES: [&str; 6] =
    ["role", "tabindex", "aria-pressed", "aria-checked", "aria-hidden", "aria-expanded"];

fn write(element: &Element, out: &mut String) {
    let Element { tag, attributes, text, children } = element;
    out.push('<');
    out.push_str(tag);
    for (name, value) in attributes.iter().filter(|it| !OF_PAGES.contains(&it.0)) {
        if *name != "aria-label" {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
    // What a screen reader is told in a page is what a pointer is told in a file.
    if let Some((_, spoken)) = attributes.iter().find(|it| it.0 == "aria-label")
        && !children.iter().any(|it| it.tag == "title")
    {
        out.push_str("<title>");
        escape(spoken, out);
        out.push_str("</title>");
    }
    escape(text, out);
    children.iter().for_each(|it| write(it, out));
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Writes `text` so that it is text in XML, within quotes too; what XML cannot hold is left out.
fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}'
            | '\u{b}'
            | '\u{c}'
            | '\u{e}'..='\u{1f}'
            | '\u{fffe}'
            | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Element, write};

    #[test]
    fn text_is_escaped_wherever_it_stands() {
        let mut out = String::new();
        write(&Element::new("text").put("data-x", "\"<&").text("a<b>\u{1}"), &mut out);
        assert_eq!(out, "<text data-x=\"&quot;&lt;&amp;\">a&lt;b&gt;</text>");
    }
}
