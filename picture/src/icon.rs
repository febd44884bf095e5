//! The pictograms of nodes, drawn in strokes about a middle, 24 px wide.

use crate::element::{Element, number};

/// The pictogram of a kind of hop, around a middle; the bucket has one too, as `bucket`.
pub fn icon(kind: &str, x: f64, y: f64) -> Element {
    if kind == "function" {
        let letter = Element::new("text").put("class", "icon__letter");
        return letter.at("x", x - 1.0).at("y", y + 5.5).text("ƒ");
    }
    let place = format!("translate({} {}) scale(.92)", number(x), number(y));
    Element::new("path").put("class", "icon").put("transform", place).put("d", strokes(kind))
}

fn strokes(kind: &str) -> &'static str {
    match kind {
        // A door between two posts.
        "gateway-endpoint" => "M-7-8V8M7-8V8M-11 0H4M.5-3.5 4 0 .5 3.5",
        // A network interface with its pins.
        "interface-endpoint" => "M-8-6.5H8V4.5H-8ZM-4 4.5V8M0 4.5V8M4 4.5V8M-11.5-1H-8M-3.5-1H3.5",
        // One address turned into another.
        "nat-gateway" | "nat-instance" => "M-9-4H7M3.5-7.5 7-4 3.5-.5M9 4H-7M-3.5.5-7 4-3.5 7.5",
        // The globe.
        "internet-gateway" | "egress-only-gateway" => {
            "M-8.5 0A8.5 8.5 0 1 0 8.5 0 8.5 8.5 0 1 0-8.5 0ZM-8.5 0H8.5M0-8.5C-5-3.5-5 3.5 0 8.5M0-8.5C5-3.5 5 3.5 0 8.5"
        }
        "caller" => {
            "M-3.6-4.5A3.6 3.6 0 1 0 3.6-4.5 3.6 3.6 0 1 0-3.6-4.5ZM-7.5 8C-7.5 2.5-4 1 0 1S7.5 2.5 7.5 8"
        }
        // Two networks and the line between them.
        "peering" => "M-11-4.5H-4V4.5H-11ZM4-4.5H11V4.5H4ZM-4 0H4",
        "bucket" => {
            "M-8.5-6.5-6 7C-3 9.2 3 9.2 6 7L8.5-6.5M-8.5-6.5A8.5 2.6 0 1 0 8.5-6.5 8.5 2.6 0 1 0-8.5-6.5Z"
        }
        "call" => "M-8.5 0H7M3-4.5 7.5 0 3 4.5M-8.5-5V5",
        // A box that is not described further.
        _ => "M-9-7H9V7H-9ZM-9-2.5H9M-4-2.5V7",
    }
}
