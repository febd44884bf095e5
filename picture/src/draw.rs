//! The picture as elements of SVG, one plain function for each shape. Positions come from `lay_out`; looks come from the
//! style sheet through classes and `data-` attributes.

use crate::element::{Element, number};
use crate::face::{badge, face};
use crate::frame::Frame;
use crate::icon::icon;
use crate::picture::{
    Anchor, BeforeItem, BeforeLane, BucketShape, Column, Folded, Gate, Label, Lane, Node, Owner,
    Picture, Place, PlaceKind, Switch, UnusedEndpoint,
};
use crate::text::{Weight, width};

/// The head, which stays in view: the columns with their owners, and what comes before the calls.
pub fn head(picture: &Picture) -> Element {
    let window = Frame::between(0.0, 0.0, picture.width, picture.head);
    root(picture, &window)
        .put("class", "picture picture__head")
        .add(hidden("ground").all(front_door(picture)))
        .all(heads(picture))
}

/// The owners, the heads of the columns, and what comes before the calls.
pub(crate) fn heads(picture: &Picture) -> Vec<Element> {
    let owners = hidden("owners").all(picture.owners.iter().map(owner));
    let mut all = vec![owners];
    let everywhere = picture.lanes.iter().all(|it| !it.selected);
    let selected = picture.columns.iter().position(|it| it.selected && it.control.is_some());
    let first = selected.unwrap_or(0);
    let heads = picture.columns.iter().enumerate();
    all.extend(heads.map(|(at, it)| column_head(it, at == first, everywhere)));
    all.extend(picture.before.iter().map(before_item));
    all
}

/// The lanes with their places, and the bucket; `title` says in a sentence what they show.
pub fn body(picture: &Picture, title: &str) -> Element {
    let window = Frame::between(0.0, picture.head, picture.width, picture.height);
    root(picture, &window)
        .put("class", "picture picture__body")
        .put("data-picture", "")
        .put("role", "group")
        .put("aria-label", title)
        .add(ground(picture))
        .add(Element::group("lanes").all(lanes(picture)))
        .add(bucket(&picture.bucket, picture.label))
}

/// What stands behind the lanes.
pub(crate) fn ground(picture: &Picture) -> Element {
    let places = picture.places.iter().filter(|it| it.kind != PlaceKind::FrontDoor);
    hidden("ground")
        .all(front_door(picture))
        .all(places.map(place))
        .all(picture.unused.iter().map(unused))
}

/// The lanes, those before the calls first.
pub(crate) fn lanes(picture: &Picture) -> Vec<Element> {
    let selected = || picture.lanes.iter().flat_map(|it| &it.gates).any(|it| it.selected);
    // One gate takes the focus of the keyboard; from it arrow keys lead to the others.
    let mut first = !selected();
    let mut all: Vec<Element> = picture.stopped.iter().map(stopped).collect();
    for own in &picture.lanes {
        all.push(lane(own, first));
        first = first && own.gates.is_empty();
    }
    all
}

/// The rows of all paths, for a drawing that stands alone; the page has buttons in their place.
pub(crate) fn rows(picture: &Picture) -> Element {
    let row = |lane: &Lane| {
        let frame = &lane.row.frame;
        Element::group(if lane.selected { "row row--selected" } else { "row" })
            .put("data-outcome", lane.outcome)
            .title(&format!("{}: {}. {}", lane.row.full, lane.row.verdict.text, lane.row.reason))
            .add(rect(frame, "row__ground", 8.0))
            .add(rect(&Frame { width: 3.0, ..*frame }, "row__bar", 0.0))
            .all(badge(lane.outcome, &lane.row.badge, 26.0, lane.y))
            .add(text(&lane.row.title, "row__title"))
            .add(text(&lane.row.verdict, "row__verdict"))
            .all(lane.row.lines.iter().map(|it| text(it, "row__line")))
    };
    Element::group("rows").all(picture.lanes.iter().map(row))
}

fn root(picture: &Picture, window: &Frame) -> Element {
    let view = [window.x, window.y, window.width, window.height].map(number).join(" ");
    Element::new("svg")
        .at("width", window.width)
        .at("height", window.height)
        .put("viewBox", view)
        .put("data-dense", if picture.dense { "true" } else { "false" })
}

fn hidden(class: &str) -> Element {
    Element::group(class).put("aria-hidden", "true")
}

fn rect(frame: &Frame, class: &str, radius: f64) -> Element {
    Element::new("rect")
        .put("class", class)
        .at("x", frame.x)
        .at("y", frame.y)
        .at("width", frame.width)
        .at("height", frame.height)
        .at("rx", radius)
}

fn circle(class: &str, x: f64, y: f64, radius: f64) -> Element {
    Element::new("circle").put("class", class).at("cx", x).at("cy", y).at("r", radius)
}

fn line(class: &str, x: (f64, f64), y: (f64, f64)) -> Element {
    let line = Element::new("line").put("class", class);
    line.at("x1", x.0).at("x2", x.1).at("y1", y.0).at("y2", y.1)
}

/// A text for the eye: what can be acted on has its name in words of its own.
fn text(label: &Label, class: &str) -> Element {
    let mut element = Element::new("text")
        .put("aria-hidden", "true")
        .put("class", class)
        .at("x", label.x)
        .at("y", label.y);
    element = element.at("font-size", label.size);
    if label.anchor == Anchor::Middle {
        element = element.put("text-anchor", "middle");
    }
    if label.weight == Weight::Bold {
        element = element.put("font-weight", "700");
    }
    element.text(&label.text)
}

fn front_door(picture: &Picture) -> Vec<Element> {
    let doors = picture.places.iter().filter(|it| it.kind == PlaceKind::FrontDoor);
    let mut all: Vec<Element> = doors.map(place).collect();
    for column in &picture.columns {
        let (top, bottom) = column.line;
        if column.selected {
            let labels = column.labels.iter().map(Label::frame);
            let above = labels.map(|it| it.y).fold(top, f64::min) - 4.0;
            let band = Frame::between(column.x - 24.0, above, column.x + 24.0, bottom);
            all.push(rect(&band, "column__band", 8.0));
        }
        let class = match column.control {
            Some(_) => "column__line",
            None => "column__line column__line--folded",
        };
        all.push(line(class, (column.x, column.x), column.line));
    }
    all
}

fn place(place: &Place) -> Element {
    let (class, radius) = match place.kind {
        PlaceKind::Zone => ("place place--zone", 12.0),
        PlaceKind::Before => ("place place--before", 8.0),
        PlaceKind::Outside => ("place place--outside", 10.0),
        PlaceKind::Lambda => ("place place--lambda", 8.0),
        PlaceKind::Vpc => ("place place--vpc", 10.0),
        PlaceKind::OtherVpc => ("place place--vpc", 8.0),
        PlaceKind::Subnet => ("place place--subnet", 8.0),
        PlaceKind::Public => ("place place--public", 8.0),
        PlaceKind::FrontDoor => ("place place--front-door", 10.0),
    };
    let label = |it: &Label| match it.weight {
        Weight::Bold => text(it, "place__label"),
        Weight::Regular => text(it, "place__label place__label--rest"),
    };
    Element::new("g")
        .title(&place.full)
        .add(rect(&place.frame, class, radius))
        .all(place.labels.iter().map(label))
}

fn owner(owner: &Owner) -> Element {
    let y = owner.label.y + 5.5;
    Element::new("g").add(text(&owner.label, "owner__label")).add(line(
        "owner__line",
        owner.line,
        (y, y),
    ))
}

/// The head of a column; `first` takes the focus of the keyboard, and `everywhere` the selected one is on all paths.
fn column_head(column: &Column, first: bool, everywhere: bool) -> Element {
    let class = match (column.selected, column.control) {
        (true, _) => "column column--selected",
        (_, None) => "column column--folded",
        _ => "column",
    };
    let labels = column.labels.iter().map(|it| text(it, "column__label"));
    let names = column.names.join(", ");
    match column.control {
        Some(control) => Element::group(class)
            .title(format!("{names}, on all paths. {}", column.about).trim_end())
            .all(labels)
            .put("data-column", control)
            .put("role", "button")
            .put("tabindex", if first { "0" } else { "-1" })
            .put("aria-pressed", if column.selected && everywhere { "true" } else { "false" })
            .add(column_target(column)),
        None => {
            // The name is a title: as an attribute it would have to repeat the label as it is broken into lines.
            Element::group(class)
                .title(&format!("+{} not set: show {names}", column.names.len()))
                .all(labels)
                .put("data-fold", "")
                .put("role", "button")
                .put("tabindex", "0")
                .put("aria-expanded", "false")
                .add(column_target(column))
        }
    }
}

/// What takes clicks and shows the focus at the head of a column.
fn column_target(column: &Column) -> Element {
    let labels: Vec<Frame> = column.labels.iter().map(Label::frame).collect();
    let edge = |of: fn(&Frame) -> f64, fold: fn(f64, f64) -> f64, from: f64| {
        labels.iter().map(of).fold(from, fold)
    };
    let left = edge(|it| it.x, f64::min, column.x - 12.0) - 3.0;
    let top = edge(|it| it.y, f64::min, column.line.0) - 3.0;
    let right = edge(Frame::right, f64::max, column.x + 12.0) + 3.0;
    let bottom = edge(Frame::bottom, f64::max, top + 24.0).max(top + 24.0);
    rect(&Frame::between(left, top, right, bottom), "column__target", 5.0)
}

fn before_item(item: &BeforeItem) -> Element {
    let class = match (&item.gate, item.label.weight) {
        (None, Weight::Bold) => "before__heading",
        _ => "before__label",
    };
    let label = text(&item.label, class);
    let Some((function, gate)) = &item.gate else { return label };
    let face = face(item.verdict.unwrap_or_default(), item.face.0, item.face.1);
    Element::group("before__gate")
        .put("data-before", function.clone())
        .put("data-before-gate", *gate)
        .put("data-verdict", item.verdict.unwrap_or_default())
        .put("role", "img")
        .put("aria-label", item.spoken.clone())
        .all(face)
        .add(label)
}

fn stopped(lane: &BeforeLane) -> Element {
    let gate = |gate: &Gate| {
        Element::group("before__gate")
            .put("data-before-gate", gate.control)
            .put("data-verdict", gate.verdict)
            .put("role", "img")
            .put("aria-label", format!("{}. {}", gate.label, gate.spoken))
            .all(face(gate.verdict, gate.x, lane.y))
            .all(gate.labels.iter().map(|it| gate_label(it, gate.verdict)))
    };
    let level = (lane.y, lane.y);
    let drawn = hidden("lane__drawn")
        .add(line("lane__line", lane.solid, level))
        .add(line("lane__rest", lane.rest, level))
        .all(lane.nodes.iter().map(node))
        .all(
            lane.row
                .iter()
                .zip(["before__heading", "row__verdict"])
                .map(|(it, class)| text(it, class)),
        );
    Element::group("lane before")
        .put("data-before", lane.function.clone())
        .put("data-outcome", lane.outcome)
        .add(drawn)
        .all(lane.gates.iter().map(gate))
}

fn lane(lane: &Lane, first: bool) -> Element {
    let level = (lane.y, lane.y);
    let end = lane.solid.1;
    let (solid, arrow) = match lane.rest {
        None => ((lane.solid.0, end - 8.0), Some(arrow(end, lane.y))),
        Some(_) => (lane.solid, None),
    };
    let drawn = hidden("lane__drawn")
        .add(line("lane__line", solid, level))
        .all(lane.rest.map(|it| line("lane__rest", it, level)))
        .all(arrow)
        .all(lane.folded.iter().map(|it| folded(it, lane.y)));
    let gates = lane.gates.iter().enumerate();
    Element::group(if lane.selected { "lane lane--selected" } else { "lane" })
        .put("data-lane", lane.path.clone())
        .put("data-outcome", lane.outcome)
        .add(drawn)
        .all(lane.nodes.iter().map(|it| hop(it, lane)))
        .all(lane.nodes.iter().flat_map(|it| &it.switches).map(switch))
        .add(Element::group("gates").all(gates.map(|(at, it)| gate(it, lane, first && at == 0))))
}

fn arrow(x: f64, y: f64) -> Element {
    let data = format!("M{} {}l-10-6v12z", number(x), number(y));
    Element::new("path").put("class", "lane__arrow").put("d", data)
}

fn folded(folded: &Folded, y: f64) -> Element {
    Element::group("folded").all(face("not-configured", folded.x, y))
}

fn node(node: &Node) -> Element {
    let frame = &node.frame;
    let (x, y) = (frame.middle(), frame.y + frame.height / 2.0);
    let class = match node.kind {
        "function" | "caller" => "node node--caller",
        _ => "node",
    };
    Element::new("g")
        .put("data-node", node.kind)
        .title(&node.full)
        .add(rect(frame, class, 7.0))
        .add(icon(node.kind, x, y))
        .all(node.labels.iter().map(|it| text(it, "node__detail")))
}

/// A node that leads to its facts.
fn hop(it: &Node, lane: &Lane) -> Element {
    let Some(number) = it.hop else { return node(it) };
    let halo = Frame::around(
        it.frame.middle(),
        it.frame.y + it.frame.height / 2.0,
        it.frame.width + 6.0,
        it.frame.height + 6.0,
    );
    node(it)
        .put("class", "hop")
        .put("role", "button")
        .put("tabindex", "-1")
        .put("data-hop", format!("{}:{number}", lane.path))
        .add(rect(&halo, "hop__halo", 9.0))
}

/// A switch on the edge of a node: a track with a knob, which is right where it is on.
fn switch(switch: &Switch) -> Element {
    let frame = &switch.frame;
    let y = frame.y + frame.height / 2.0;
    let target = Frame::around(frame.middle(), y - 2.0, 30.0, 24.0);
    let halo = Frame::around(frame.middle(), y, frame.width + 3.0, frame.height + 3.0);
    let knob = if switch.on { frame.right() - 6.0 } else { frame.x + 6.0 };
    Element::group(if switch.on { "toggle toggle--on" } else { "toggle" })
        .put("role", "switch")
        .put("tabindex", "0")
        .put("data-switch", format!("{}:{}", switch.part, switch.id))
        .put("aria-checked", if switch.on { "true" } else { "false" })
        .put("aria-label", switch.title.clone())
        .title(&format!("{}: {}", switch.title, if switch.on { "on" } else { "off" }))
        .add(rect(&target, "toggle__target", 6.0))
        .add(rect(&halo, "toggle__halo", halo.height / 2.0))
        .add(rect(frame, "toggle__track", frame.height / 2.0))
        .add(circle("toggle__knob", knob, y, 4.0))
        .all(switch.label.iter().map(|it| text(it, "toggle__label")))
}

fn gate(gate: &Gate, lane: &Lane, first: bool) -> Element {
    let focusable = gate.selected || first;
    // The visible label comes first in the name, so that speech input finds the gate by it.
    let name = format!("{}. {}", gate.label, gate.spoken);
    Element::group(if gate.selected { "gate gate--selected" } else { "gate" })
        .put("role", "button")
        .put("tabindex", if focusable { "0" } else { "-1" })
        .put("data-gate", format!("{}:{}", lane.path, gate.control))
        .put("data-verdict", gate.verdict)
        .put("aria-pressed", if gate.selected { "true" } else { "false" })
        .title(&name)
        .add(circle("gate__target", gate.x, lane.y, 14.0))
        .add(circle("gate__halo", gate.x, lane.y, 15.0))
        .all(face(gate.verdict, gate.x, lane.y))
        .all(gate.labels.iter().map(|it| gate_label(it, gate.verdict)))
}

fn gate_label(label: &Label, verdict: &str) -> Element {
    match verdict {
        "blocks" => text(label, "gate__label gate__label--blocks"),
        _ => text(label, "gate__label"),
    }
}

fn unused(unused: &UnusedEndpoint) -> Element {
    let middle = unused.frame.y + unused.frame.height / 2.0;
    Element::group("unused")
        .title(&unused.full)
        .add(rect(&unused.frame, "unused__ground", 7.0))
        .add(icon("gateway-endpoint", unused.frame.x + 14.0, middle))
        .add(text(&unused.label, "unused__label"))
}

/// The bucket, which leads to its facts.
pub(crate) fn bucket(bucket: &BucketShape, size: f64) -> Element {
    let frame = &bucket.frame;
    let (x, y) = (frame.middle(), frame.y + 22.0);
    let turned = f64::midpoint(frame.y + 36.0, frame.bottom());
    let place = format!("translate({} {}) rotate(-90)", number(x + size * 0.36), number(turned));
    // One text from its end and one from its start: not every program centres a text of two parts as a whole.
    let (large, gap) = (size * 13.0 / 12.0, 8.0);
    let name = width(&bucket.name, large, Weight::Bold);
    let detail = match bucket.detail.as_str() {
        "" => 0.0,
        detail => gap + width(detail, size, Weight::Regular),
    };
    let joint = (name - detail) / 2.0;
    let words = |class: &str, anchor: &str, x: f64, size: f64, words: &str| {
        let text = Element::new("text").put("aria-hidden", "true").put("class", class);
        let text = text.put("transform", place.clone()).put("text-anchor", anchor);
        text.at("x", x).at("font-size", size).text(words)
    };
    let detail =
        (detail > 0.0).then(|| words("bucket__detail", "start", joint + gap, size, &bucket.detail));
    Element::group("bucket-shape")
        .put("role", "button")
        .put("tabindex", "0")
        .put("data-bucket", "")
        .title(&bucket.full)
        .add(rect(frame, "bucket", 9.0))
        .add(icon("bucket", x, y))
        .add(words("bucket__name", "end", joint, large, &bucket.name))
        .all(detail)
}
