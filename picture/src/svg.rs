//! The picture as the text of an SVG file that stands alone.

use crate::draw::{bucket, ground, heads, lanes, rows};
use crate::element::{Element, number};
use crate::frame::Frame;
use crate::picture::Picture;

/// The looks of the shapes, by classes; the colours are custom properties, which the page sets.
pub const STYLE: &str = include_str!("../style.css");

/// The colours of a drawing that stands alone, on a light and on a dark ground.
const COLOURS: &str = include_str!("../colours.css");

/// The picture as SVG text; `title` says in a sentence what it shows.
#[must_use]
pub fn svg(picture: &Picture, title: &str) -> String {
    let (width, height) = (number(picture.width), number(picture.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">"
    );
    write(&Element::new("title").text(title), &mut out);
    out.push_str("<style>");
    escape(COLOURS, &mut out);
    escape(STYLE, &mut out);
    out.push_str("</style>");
    let whole = Frame::between(0.0, 0.0, picture.width, picture.height);
    let sheet = Element::new("rect").put("class", "sheet");
    write(&sheet.at("width", whole.width).at("height", whole.height), &mut out);
    write(&ground(picture), &mut out);
    heads(picture).iter().for_each(|it| write(it, &mut out));
    write(&rows(picture), &mut out);
    lanes(picture).iter().for_each(|it| write(it, &mut out));
    write(&bucket(&picture.bucket, picture.label), &mut out);
    out.push_str("</svg>\n");
    out
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
