//! One lane: the nodes and gates of a path at their places, and the line through them.

use accesspath_engine::report::{GateReport, HopReport, PathReport, WayReport};

use crate::frame::Frame;
use crate::lay_out::Plan;
use crate::measure::{Measures, NODE, SWITCH};
use crate::picture::{Anchor, Column, Folded, Gate, Label, Lane, Node, Place, PlaceKind, Switch};
use crate::row::row;
use crate::track::{self, Item, Thing};
use crate::view::View;

/// The lane of `path` at `y`, and the boxes on it.
pub(crate) fn lane(
    path: &PathReport,
    way: &WayReport,
    y: f64,
    plan: &Plan,
    columns: &[Column],
    view: &View,
) -> (Lane, Vec<Place>) {
    let measures = &plan.measures;
    let mut nodes = Vec::new();
    let mut gates = Vec::new();
    // A hop stands in the report of its way once.
    let number = |hop: &HopReport| way.hops.iter().position(|it| std::ptr::eq(it, hop));
    let hop = |it: &HopReport, lines: &[String], x: f64| Node {
        hop: number(it),
        ..node(it, lines, x, y, measures)
    };
    if let Some(caller) = way.hops.first() {
        nodes.push(hop(caller, &[], plan.caller));
    }
    for gate in track::at_caller(path) {
        let slot = plan.slots.iter().find(|it| it.0 == gate.control);
        let lines = track::gate_lines(path, gate, measures, view, plan.detail);
        let x = slot.map_or(plan.caller, |it| it.1);
        gates.push(on_network(path, gate, x, y, &lines, measures, view));
    }
    let items = track::items(path, measures, view, plan.detail);
    let (middles, boxes) = track::spread(&items, plan.beyond, plan.network.1);
    for (item, x) in items.iter().zip(middles) {
        let Item { thing, lines, .. } = item;
        match thing {
            Thing::Node(it) => nodes.push(hop(it, lines, x)),
            Thing::Gate(it) => gates.push(on_network(path, it, x, y, lines, measures, view)),
        }
    }
    let mut folded = None;
    for column in columns {
        let own = way.gates.iter().filter(|it| it.column.is_some());
        match column.control {
            Some(control) => {
                let own = own.filter(|it| it.control == control);
                gates.extend(own.map(|it| gate(path, it, column.x, Vec::new(), view)));
            }
            None => {
                let own = own.filter(|it| column.folded.contains(&it.control));
                let controls: Vec<&'static str> = own.map(|it| it.control).collect();
                if !controls.is_empty() {
                    folded = Some(Folded { x: column.x, controls });
                }
            }
        }
    }
    gates.sort_by(|a, b| a.x.total_cmp(&b.x));
    let start = plan.caller + NODE;
    let (solid, rest) = lines(path.outcome, &gates, start, plan.bucket);
    let selected = view.path.as_deref() == Some(path.path.as_str());
    let places = boxes.into_iter().filter_map(|(number, span)| {
        let two_lines = items.iter().any(|it| it.boxed == Some(number) && it.lines.len() > 1);
        place(way.hops.get(number)?, span, y, two_lines, measures)
    });
    let places = places.collect();
    let lane = Lane {
        path: path.path.clone(),
        outcome: path.outcome,
        selected,
        y,
        row: row(path, way, measures, y),
        solid,
        rest,
        nodes,
        gates,
        folded,
    };
    (lane, places)
}

/// The solid line of a lane, and the rest of it behind the gate that stops it.
pub(crate) fn lines(
    outcome: &str,
    gates: &[Gate],
    start: f64,
    end: f64,
) -> ((f64, f64), Option<(f64, f64)>) {
    let stop = match outcome {
        "open" => return ((start, end), None),
        "blocked" => "blocks",
        _ => "undetermined",
    };
    // A path can depend on what no control tells; then nothing of its line is certain.
    let at = gates.iter().find(|it| it.verdict == stop).map_or(start, |it| it.x);
    ((start, at), Some((at, end)))
}

fn on_network(
    path: &PathReport,
    report: &GateReport,
    x: f64,
    y: f64,
    lines: &[String],
    measures: &Measures,
    view: &View,
) -> Gate {
    let labels = measures.lines(lines, x, y + measures.first_line());
    let weight = track::weight(report.verdict);
    let labels = labels.into_iter().map(|it| Label { weight, ..it }).collect();
    gate(path, report, x, labels, view)
}

fn gate(path: &PathReport, report: &GateReport, x: f64, labels: Vec<Label>, view: &View) -> Gate {
    let told = path.told.iter().flat_map(|it| &it.controls);
    let mut told = told.filter(|it| it.control == report.control);
    let heading = told.next().map_or("", |it| it.heading.as_str());
    let (name, word) = (report.name, report.word);
    Gate {
        control: report.control,
        verdict: report.verdict,
        x,
        labels,
        label: report.label,
        spoken: format!("Path {}, {name}: {word}. {heading}", path.path),
        selected: view.selects(&path.path, report.control),
    }
}

/// A node at `x` on a lane, with its `lines` and, where lanes do not stand close together, its switches.
pub(crate) fn node(hop: &HopReport, lines: &[String], x: f64, y: f64, measures: &Measures) -> Node {
    let shown = if measures.dense { &[][..] } else { &hop.switches };
    let top = y - NODE - 9.0;
    let switches = shown.iter().map(|it| {
        let left = match it.label {
            Some(_) => x - 7.0 - SWITCH.0,
            None => x + 9.0,
        };
        let frame = Frame { x: left, y: top, width: SWITCH.0, height: SWITCH.1 };
        let label = it.label.map(|text| {
            let width = crate::text::width(text, measures.label, crate::text::Weight::Regular);
            let begin = left - 4.0 - width;
            let baseline = frame.bottom() - 0.24 * measures.label;
            Label { anchor: Anchor::Start, ..measures.start(text.to_owned(), begin, baseline) }
        });
        Switch {
            part: it.part,
            id: it.id.clone(),
            title: it.title.clone(),
            on: it.on,
            frame,
            label,
        }
    });
    let place = hop.subnet.as_ref().map(|it| format!(" in {}", it.id));
    let address = hop.address.as_ref().map(|it| format!(", {it}"));
    Node {
        kind: hop.kind,
        frame: Frame::around(x, y, 2.0 * NODE, 2.0 * NODE),
        labels: measures.lines(lines, x, y + measures.first_line()),
        full: format!(
            "{} {}{}{}",
            hop.title,
            hop.name,
            place.unwrap_or_default(),
            address.unwrap_or_default()
        ),
        switches: switches.collect(),
        hop: None,
    }
}

/// The box around a part of a lane: the subnet of a gateway, or the VPC of an endpoint that is reached from elsewhere.
fn place(
    hop: &HopReport,
    (left, right): (f64, f64),
    y: f64,
    two_lines: bool,
    measures: &Measures,
) -> Option<Place> {
    let bottom = y + measures.below + if two_lines { 7.0 } else { 0.0 };
    let frame = Frame::between(left, y - measures.above, right, bottom);
    let at = (left + 7.0, frame.y + 3.0 + measures.label * 0.9);
    let most = frame.width - 11.0;
    let (kind, bold, rests) = match (&hop.subnet, &hop.vpc) {
        (_, Some(vpc)) if hop.kind == "interface-endpoint" => {
            (PlaceKind::OtherVpc, "VPC".to_owned(), vec![vpc.id.clone()])
        }
        (Some(it), _) if it.public => {
            let rest = Some(it.id.clone()).filter(|it| it != "public");
            (PlaceKind::Public, "public".to_owned(), rest.into_iter().collect())
        }
        (Some(it), _) => (PlaceKind::Subnet, it.id.clone(), it.cidr.clone().into_iter().collect()),
        (None, Some(vpc)) => (PlaceKind::OtherVpc, "VPC".to_owned(), vec![vpc.id.clone()]),
        (None, None) => return None,
    };
    let full = format!("{bold} {}", rests.concat());
    Some(Place { kind, frame, labels: measures.heading(&bold, &rests, at, most), full })
}
