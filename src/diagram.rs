//! Turns geometry into SVG, with one plain function for each shape.
//!
//! Positions come from `picture`; the style comes from the style sheet through classes and `data-` attributes.

use accesspath_engine::control::Control;
use accesspath_engine::explain;
use accesspath_engine::judge::Outcome;
use accesspath_engine::network::HopKind;
use accesspath_policy::verdict::Verdict;
use yew::prelude::*;

use crate::markup::{El, el};
use crate::picture::{
    BeforeLane, BucketShape, Column, Frame, Gate, HopNode, Lane, Owner, Picture, Place, PlaceKind,
    Switch,
};
use crate::state::Selection;

/// The picture, with the words and callbacks that its drawing needs.
pub struct Drawing<'a> {
    /// The geometry.
    pub picture: &'a Picture,
    /// The selected control.
    pub selection: Option<&'a Selection>,
    /// The words of a screen reader for a gate, by path and control.
    pub spoken: &'a dyn Fn(&str, Control) -> String,
    /// The words of a screen reader for a gate before the calls of a function, by function and control.
    pub before: &'a dyn Fn(&str, Control) -> String,
    /// Called when a switch is clicked, or a key is pressed on it.
    pub on_switch: Callback<(Option<KeyboardEvent>, Switch)>,
    /// Called when a gate is selected.
    pub on_select: Callback<Selection>,
    /// Called when a key is pressed on a gate.
    pub on_key: Callback<(KeyboardEvent, Selection)>,
    /// The content of the picture, in one sentence.
    pub title: String,
}

/// A number of the drawing: at most two decimals, so that the same picture gives the same bytes.
///
/// Whole hundredths are printed, because printing floats costs the page eleven kilobytes.
fn number(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "no picture is millions of units wide")]
    let hundredths = (value * 100.0).round() as i32;
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    let sign = if hundredths < 0 && whole == 0 { "-" } else { "" };
    match (rest / 10, rest % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        (tenths, hundredths) => format!("{sign}{whole}.{tenths}{hundredths}"),
    }
}

/// Draws the whole picture.
pub fn draw(drawing: &Drawing<'_>) -> Html {
    let picture = drawing.picture;
    let ground = el("g[aria-hidden=true]")
        .each(picture.places.iter().map(place))
        .each(picture.owners.iter().map(owner))
        .each(picture.columns.iter().map(|it| column(it, drawing.selection)))
        .add(bucket(&picture.bucket));
    el("svg.picture[data-picture][role=group]")
        .put("viewBox", &format!("0 0 {} {}", number(picture.width), number(picture.height)))
        .put("aria-label", &drawing.title)
        .add(ground)
        .each(picture.before.iter().map(|it| before(it, drawing)))
        .each(picture.lanes.iter().map(|it| lane(it, drawing)))
        .done()
}

fn rect(frame: &Frame, class: &'static str, radius: f64) -> Box<El> {
    el("rect")
        .put("class", class)
        .put("x", &number(frame.x))
        .put("y", &number(frame.y))
        .put("width", &number(frame.width))
        .put("height", &number(frame.height))
        .put("rx", &number(radius))
}

fn circle(class: &'static str, x: f64, y: f64, radius: f64) -> Box<El> {
    el("circle")
        .put("class", class)
        .put("cx", &number(x))
        .put("cy", &number(y))
        .put("r", &number(radius))
}

/// A line that runs along the picture or down it.
fn line(class: &'static str, x: (f64, f64), y: (f64, f64)) -> Box<El> {
    el("line")
        .put("class", class)
        .put("x1", &number(x.0))
        .put("x2", &number(x.1))
        .put("y1", &number(y.0))
        .put("y2", &number(y.1))
}

fn path(class: &'static str, data: &str) -> Box<El> {
    el("path").put("class", class).put("d", data)
}

fn text(x: f64, y: f64, class: &'static str, content: &str) -> Box<El> {
    el("text").put("class", class).put("x", &number(x)).put("y", &number(y)).text(content)
}

fn place(place: &Place) -> Box<El> {
    let class = match place.kind {
        PlaceKind::Internet => "place place--internet",
        PlaceKind::Region => "place place--region",
        PlaceKind::Before => "place place--before",
        PlaceKind::LambdaNetwork => "place place--lambda",
        PlaceKind::Vpc => "place place--vpc",
        PlaceKind::Subnet => "place place--subnet",
        PlaceKind::PublicSubnet | PlaceKind::Unused => "place place--public-subnet",
        PlaceKind::FrontDoor => "place place--front-door",
    };
    let bottom = place.kind == PlaceKind::FrontDoor;
    let y = if bottom { place.frame.y + place.frame.height - 9.0 } else { place.frame.y + 17.0 };
    el("g").add(rect(&place.frame, class, 9.0)).add(text(
        place.frame.x + 12.0,
        y,
        "place__label",
        &place.label,
    ))
}

fn owner(owner: &Owner) -> Box<El> {
    let (from, to) = owner.x;
    el("g").add(text(f64::midpoint(from, to), 27.0, "owner__label", owner.label)).add(line(
        "owner__line",
        (from - 24.0, to + 24.0),
        (34.0, 34.0),
    ))
}

fn column(column: &Column, selection: Option<&Selection>) -> Box<El> {
    let selected = selection.is_some_and(|it| it.control == column.control);
    let labels = column.lines.iter().zip([50.0, 63.0]);
    el("g")
        .put("class", if selected { "column column--selected" } else { "column" })
        .add(line("column__line", (column.x, column.x), column.y))
        .each(labels.map(|(words, y)| text(column.x, y, "column__label", words)))
}

fn bucket(bucket: &BucketShape) -> Box<El> {
    let frame = &bucket.frame;
    let (x, y) = (frame.x + frame.width / 2.0, frame.y + frame.height / 2.0);
    let pail =
        format!("M {} {} l 5 30 a 13 5 0 0 0 26 0 l 5 -30", number(x - 18.0), number(y - 40.0));
    let rim =
        el("ellipse.bucket__rim[rx=18][ry=5]").put("cx", &number(x)).put("cy", &number(y - 40.0));
    let name = bucket.lines.iter().zip([18.0, 32.0, 46.0]);
    el("g")
        .add(rect(frame, "bucket", 9.0))
        .add(path("bucket__pail", &pail))
        .add(rim)
        .each(name.map(|(words, down)| text(x, y + down, "bucket__name", words)))
        .add(text(x, y + 24.0 + 14.0 * line_count(bucket), "bucket__detail", &bucket.detail))
}

fn line_count(bucket: &BucketShape) -> f64 {
    bucket.lines.iter().map(|_| 1.0).sum()
}

fn lane(lane: &Lane, drawing: &Drawing<'_>) -> Box<El> {
    let selected = drawing.selection.is_some_and(|it| it.path == lane.id);
    let level = (lane.y, lane.y);
    let arrow = || path("lane__arrow", &arrow_head(lane.solid.1, lane.y));
    let drawn = el("g[aria-hidden=true]")
        .add(line("lane__line", lane.solid, level))
        .maybe(lane.rest.map(|it| line("lane__rest", it, level)))
        .maybe((lane.outcome == Outcome::Open).then(arrow))
        .each(lane.nodes.iter().map(node))
        .add(circle("lane__badge", 24.0, lane.y, 13.0))
        .add(text(24.0, lane.y + 4.5, "lane__letter", &lane.badge));
    el("g")
        .put("class", if selected { "lane lane--selected" } else { "lane" })
        .put("data-lane", &lane.id)
        .put("data-outcome", lane.outcome.code())
        .add(drawn)
        .each(lane.nodes.iter().flat_map(|it| &it.switches).map(|it| switch(it, drawing)))
        .each(lane.gates.iter().map(|it| gate(it, lane, drawing)))
}

/// The lane before the calls of a function; its gates show a title and select nothing, since they are on no path.
fn before(lane: &BeforeLane, drawing: &Drawing<'_>) -> Box<El> {
    let level = (lane.y, lane.y);
    let outcome = match lane.verdict {
        Verdict::Blocks => Outcome::Blocked,
        Verdict::Undetermined => Outcome::Undetermined,
        _ => Outcome::Open,
    };
    let (x, told) = lane.told;
    let drawn = el("g[aria-hidden=true]")
        .add(line("lane__line", lane.solid, level))
        .maybe(lane.rest.map(|it| line("lane__rest", it, level)))
        .maybe(
            (outcome == Outcome::Open)
                .then(|| path("lane__arrow", &arrow_head(lane.solid.1, lane.y))),
        )
        .each(lane.nodes.iter().map(node))
        .add(text(x, lane.y + 4.0, "before__told", told));
    el("g.lane.before")
        .put("data-before", &lane.function)
        .put("data-outcome", outcome.code())
        .add(drawn)
        .each(lane.gates.iter().map(|it| before_gate(it, lane, drawing)))
}

fn before_gate(gate: &Gate, lane: &BeforeLane, drawing: &Drawing<'_>) -> Box<El> {
    let spoken = (drawing.before)(&lane.function, gate.control);
    let label = gate.label.unwrap_or_default();
    el("g.before__gate[role=img]")
        .put("data-before-gate", gate.control.code())
        .put("data-verdict", gate.verdict.code())
        .put("aria-label", &format!("{label}. {spoken}"))
        .add(el("title").text(&spoken))
        .add(face(gate.verdict, gate.x, lane.y))
        .add(text(gate.x, lane.y + 27.0, "gate__label", label))
}

/// A switch on the edge of a node: a track with a knob, which is right where it is on.
fn switch(switch: &Switch, drawing: &Drawing<'_>) -> Box<El> {
    let (x, y) = switch.middle;
    let track = Frame { x: x - 11.0, y: y - 6.5, width: 22.0, height: 13.0 };
    let target = Frame { x: x - 15.0, y: y - 13.0, width: 30.0, height: 26.0 };
    let knob = if switch.on { x + 5.0 } else { x - 5.0 };
    let label =
        (!switch.label.is_empty()).then(|| text(x + 16.0, y - 3.0, "switch__label", switch.label));
    let title = switch.part.title();
    el("g.switch[role=switch][tabindex=0]")
        .put("data-switch", &format!("{}:{}", switch.part.code(), switch.part.id()))
        .state("aria-checked", switch.on)
        .put("aria-label", &title)
        .on_click({
            let own = switch.clone();
            drawing.on_switch.reform(move |_| (None, own.clone()))
        })
        .on_key({
            let own = switch.clone();
            drawing.on_switch.reform(move |event| (Some(event), own.clone()))
        })
        .add(el("title").text(&format!("{title}: {}", if switch.on { "on" } else { "off" })))
        .add(rect(&target, "switch__target", 6.0))
        .add(rect(&track, "switch__track", 6.5))
        .add(circle("switch__knob", knob, y, 4.0))
        .maybe(label)
}

fn arrow_head(x: f64, y: f64) -> String {
    format!("M {} {} l -9 -5.5 v 11 z", number(x), number(y))
}

fn node(node: &HopNode) -> Box<El> {
    let caller = matches!(node.kind, HopKind::Function | HopKind::Caller);
    let (class, label_class) = match caller {
        true => ("node node--caller", "node__label node__label--caller"),
        false => ("node", "node__label"),
    };
    let x = node.frame.x + node.frame.width / 2.0;
    let y = node.frame.y + node.frame.height / 2.0 + 4.0;
    let label = if node.kind == HopKind::Function {
        format!("ƒ {}", node.label)
    } else {
        node.label.clone()
    };
    let below = node.frame.y + node.frame.height + 14.0;
    let detail = || text(x, below, "node__detail", &node.detail);
    el("g")
        .add(rect(&node.frame, class, 6.0))
        .add(text(x, y, label_class, &label))
        .maybe((!node.detail.is_empty()).then(detail))
}

fn gate(gate: &Gate, lane: &Lane, drawing: &Drawing<'_>) -> Box<El> {
    let own = Selection { path: lane.id.clone(), control: gate.control };
    let selected = drawing.selection == Some(&own);
    let spoken = (drawing.spoken)(&lane.id, gate.control);
    // The visible label comes first in the name, so that speech input finds the gate by it.
    let name = gate.label.map_or_else(|| spoken.clone(), |label| format!("{label}. {spoken}"));
    let (x, y) = (gate.x, lane.y);
    let on_key = {
        let own = own.clone();
        drawing.on_key.reform(move |event| (event, own.clone()))
    };
    el("g[role=button]")
        .put("class", if selected { "gate gate--selected" } else { "gate" })
        .put("tabindex", if selected { "0" } else { "-1" })
        .put("data-gate", &format!("{}:{}", lane.id, gate.control.code()))
        .put("data-verdict", gate.verdict.code())
        .state("aria-pressed", selected)
        .put("aria-label", &name)
        .on_click(drawing.on_select.reform(move |_| own.clone()))
        .on_key(on_key)
        .add(circle("gate__target", x, y, 17.0))
        .add(circle("gate__halo", x, y, 16.0))
        .add(face(gate.verdict, x, y))
        .maybe(gate.label.map(|label| text(x, y + 27.0, "gate__label", label)))
}

/// The symbol of a verdict at a gate; the six differ by shape before colour.
fn face(verdict: Verdict, x: f64, y: f64) -> Box<El> {
    let strokes = |points: &[(&str, f64, f64)]| {
        let to = |(mark, dx, dy): &(&str, f64, f64)| {
            format!("{mark} {} {} ", number(x + dx), number(y + dy))
        };
        points.iter().map(to).collect::<String>()
    };
    match verdict {
        Verdict::Grants | Verdict::DoesNotStop => {
            let tick = strokes(&[("M", -4.2, 0.3), ("L", -1.2, 3.4), ("L", 4.4, -3.4)]);
            let (disc, mark) = match verdict {
                Verdict::Grants => ("face face--grants", "face__mark face__mark--grants"),
                _ => ("face face--does-not-stop", "face__mark face__mark--does-not-stop"),
            };
            el("g").add(circle(disc, x, y, 9.5)).add(path(mark, &tick))
        }
        Verdict::GrantsNothing => circle("face face--grants-nothing", x, y, 6.5),
        Verdict::Blocks => {
            let sign = strokes(&[
                ("M", -4.6, -11.0),
                ("L", 4.6, -11.0),
                ("L", 11.0, -4.6),
                ("L", 11.0, 4.6),
                ("L", 4.6, 11.0),
                ("L", -4.6, 11.0),
                ("L", -11.0, 4.6),
                ("L", -11.0, -4.6),
            ]);
            let cross =
                strokes(&[("M", -3.9, -3.9), ("L", 3.9, 3.9), ("M", 3.9, -3.9), ("L", -3.9, 3.9)]);
            el("g")
                .add(path("face face--blocks", &format!("{sign}Z")))
                .add(path("face__mark face__mark--blocks", &cross))
        }
        Verdict::Undetermined => {
            let diamond = strokes(&[
                ("M", 0.0, -12.0),
                ("L", 12.0, 0.0),
                ("L", 0.0, 12.0),
                ("L", -12.0, 0.0),
            ]);
            el("g").add(path("face face--undetermined", &format!("{diamond}Z"))).add(text(
                x,
                y + 4.5,
                "face__question",
                "?",
            ))
        }
        Verdict::NotConfigured => circle("face face--not-configured", x, y, 3.2),
        Verdict::NotTold => circle("face face--not-told", x, y, 5.0),
    }
}

/// A symbol by itself, for the legend and for lists; a word must be beside it.
pub fn small_face(verdict: Verdict) -> Box<El> {
    el("svg.small-face[viewBox=-13 -13 26 26][width=18][height=18][aria-hidden=true]")
        .add(face(verdict, 0.0, 0.0))
}

/// The words of a screen reader for a gate: control, verdict, reason.
pub fn spoken(path: &str, control: Control, verdict: Verdict, reason: &str) -> String {
    format!("Path {path}, {}: {}. {reason}", explain::name(control), verdict.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_decimals_at_most() {
        let shown = [0.0, 12.0, 12.5, -0.25, 3.999, 7.004].map(number);
        assert_eq!(shown, ["0", "12", "12.5", "-0.25", "4", "7"]);
    }
}
