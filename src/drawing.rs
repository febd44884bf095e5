//! Makes elements of the page from those of a drawing.

use accesspath_picture::{self as picture, Element};

use crate::markup::{El, el};

/// The element, with all that is in it. Lanes and gates are keyed, so that the one with the focus keeps it.
pub(crate) fn element(drawn: &Element) -> Box<El> {
    let mut made = el(drawn.tag);
    for (name, value) in &drawn.attributes {
        made = made.put(name, value);
        if matches!(*name, "data-gate" | "data-lane") {
            made = made.key(value);
        }
    }
    if !drawn.text.is_empty() {
        made = made.text(&drawn.text);
    }
    made.each(drawn.children.iter().map(element))
}

/// The pictogram of a kind of hop by itself; words must be beside it.
pub(crate) fn icon(kind: &str) -> Box<El> {
    el("svg.small-icon[viewBox=-15 -13 30 26][width=28][height=24][aria-hidden=true]")
        .put("data-node", kind)
        .add(element(&picture::icon(kind, 0.0, 0.0)))
}
