//! The faces of verdicts. They differ by shape before colour: a filled tick, a hollow tick, a ring, an octagon, a diamond,
//! a dot, and a dashed dot for what was not told.

use crate::element::{Element, number};

/// The face of a verdict, by its word for programs, around a middle; 20 px wide, the diamond 22, the dots less.
pub fn face(verdict: &str, x: f64, y: f64) -> Vec<Element> {
    let circle = |class: &str, radius: f64| {
        Element::new("circle").put("class", class).at("cx", x).at("cy", y).at("r", radius)
    };
    let path = |class: &str, points: &[(&str, f64, f64)], close: &str| {
        let to = |(mark, dx, dy): &(&str, f64, f64)| {
            format!("{mark}{} {}", number(x + dx), number(y + dy))
        };
        let data: String = points.iter().map(to).collect();
        Element::new("path").put("class", class).put("d", data + close)
    };
    let tick = [("M", -3.8, 0.3), ("L", -1.1, 3.2), ("L", 3.9, -2.7)];
    match verdict {
        "grants" => {
            vec![circle("face face--grants", 9.5), path("face__mark face__mark--grants", &tick, "")]
        }
        "does-not-stop" => vec![
            circle("face face--does-not-stop", 8.6),
            path("face__mark face__mark--does-not-stop", &tick, ""),
        ],
        "grants-nothing" => vec![circle("face face--grants-nothing", 7.5)],
        "blocks" => {
            let (wide, narrow) = (10.0, 4.14);
            let octagon = [
                ("M", -narrow, -wide),
                ("L", narrow, -wide),
                ("L", wide, -narrow),
                ("L", wide, narrow),
                ("L", narrow, wide),
                ("L", -narrow, wide),
                ("L", -wide, narrow),
                ("L", -wide, -narrow),
            ];
            let cross = [("M", -3.7, -3.7), ("L", 3.7, 3.7), ("M", 3.7, -3.7), ("L", -3.7, 3.7)];
            vec![
                path("face face--blocks", &octagon, "Z"),
                path("face__mark face__mark--blocks", &cross, ""),
            ]
        }
        "undetermined" => {
            let diamond =
                [("M", 0.0, -11.0), ("L", 11.0, 0.0), ("L", 0.0, 11.0), ("L", -11.0, 0.0)];
            let (from, bend) = (number(x - 2.4), number(y - 2.6));
            let question = format!("M{from} {bend}a2.5 2.3 0 1 1 3.9 1.9c-1 .7-1.5 1.1-1.5 2.3");
            let mark = "face__mark face__mark--undetermined";
            let dot = Element::new("circle").put("class", "face__point");
            vec![
                path("face face--undetermined", &diamond, "Z"),
                Element::new("path").put("class", mark).put("d", question),
                dot.at("cx", x).at("cy", y + 5.0).at("r", 1.2),
            ]
        }
        "not-told" => vec![circle("face face--not-told", 5.0)],
        _ => vec![circle("face face--not-configured", 3.2)],
    }
}

/// The badge of an outcome, with its letters: a disc where the path works, an octagon where it is blocked, a diamond
/// where it depends.
pub fn badge(outcome: &str, letters: &str, x: f64, y: f64) -> Vec<Element> {
    let shape = match outcome {
        "open" => Element::new("circle").at("cx", x).at("cy", y).at("r", 11.5),
        "blocked" => {
            let (wide, narrow) = (11.5, 4.76);
            let corners = [
                (-narrow, -wide),
                (narrow, -wide),
                (wide, -narrow),
                (wide, narrow),
                (narrow, wide),
                (-narrow, wide),
                (-wide, narrow),
                (-wide, -narrow),
            ];
            polygon(&corners, x, y)
        }
        _ => polygon(&[(0.0, -14.0), (14.0, 0.0), (0.0, 14.0), (-14.0, 0.0)], x, y),
    };
    let letter = Element::new("text").put("class", "badge__letter").at("x", x).at("y", y + 4.4);
    vec![shape.put("class", "badge__shape"), letter.text(letters)]
}

fn polygon(corners: &[(f64, f64)], x: f64, y: f64) -> Element {
    let point = |(dx, dy): &(f64, f64)| format!("{},{}", number(x + dx), number(y + dy));
    let points: Vec<String> = corners.iter().map(point).collect();
    Element::new("polygon").put("points", points.join(" "))
}
