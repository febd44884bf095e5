//! The network's side of one lane: its nodes and gates in the order in which the request meets them, and how far apart
//! they stand.

use accesspath_engine::report::{GateReport, HopReport, PathReport};

use crate::door::count;
use crate::measure::{GATE, Measures, NODE, SWITCH};
use crate::text::{self, Weight};
use crate::view::View;

/// The space between two shapes or their labels.
pub(crate) const GAP: f64 = 6.0;
/// From the edge of a place to the places in it.
pub(crate) const PAD: f64 = 8.0;
/// From the edge of a box to what stands in it.
const EDGE: f64 = 6.0;

/// How much of the labels there is room for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Detail {
    /// The widest that an id may be, in sizes of the label.
    pub id: f64,
    /// Gates that pass have their names.
    pub names: bool,
    /// Columns have one short word each.
    pub brief: bool,
    /// Boxes of subnets are as wide as their labels.
    pub subnets: bool,
}

/// From all labels to those of gates that stop something.
pub(crate) const DETAILS: [Detail; 8] = [
    Detail { id: 16.0, names: true, brief: false, subnets: true },
    Detail { id: 16.0, names: true, brief: false, subnets: false },
    Detail { id: 9.0, names: true, brief: false, subnets: false },
    Detail { id: 7.4, names: true, brief: false, subnets: false },
    Detail { id: 6.0, names: true, brief: false, subnets: false },
    Detail { id: 6.0, names: true, brief: true, subnets: false },
    Detail { id: 5.0, names: false, brief: false, subnets: false },
    Detail { id: 5.0, names: false, brief: true, subnets: false },
];

/// A node or a gate on the network's side.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Thing<'r> {
    /// A hop.
    Node(&'r HopReport),
    /// A gate.
    Gate(&'r GateReport),
}

/// One item behind the caller's place.
#[derive(Debug, Clone)]
pub(crate) struct Item<'r> {
    /// What it is.
    pub thing: Thing<'r>,
    /// The lines under it.
    pub lines: Vec<String>,
    /// How far it reaches to the left and right of its middle.
    pub reach: (f64, f64),
    /// The box that it stands in, if that is another than the caller's: the number of its hop.
    pub boxed: Option<usize>,
}

/// The controls at the caller's own place, in the order in which packets meet them.
const AT_CALLER: [&str; 4] = ["dns", "security_group", "network_acl", "route"];
/// The controls before the node of their hop; the others stand behind it.
const BEFORE_NODE: [&str; 3] = ["nat_network_acl", "nat_security_group", "endpoint_network_acl"];

/// The gates at the caller's own place, in the order of their slots.
pub(crate) fn at_caller(path: &PathReport) -> Vec<&GateReport> {
    let gates = path.way.iter().flat_map(|it| &it.gates);
    let mut own: Vec<&GateReport> = gates.filter(|it| it.hop == Some(0)).collect();
    let place = |it: &GateReport| AT_CALLER.iter().position(|own| *own == it.control);
    own.sort_by_key(|it| place(it).unwrap_or(AT_CALLER.len()));
    own
}

/// The slots of those gates over all paths, each with the width that it needs.
pub(crate) fn slots(
    paths: &[PathReport],
    measures: &Measures,
    view: &View,
    detail: Detail,
) -> Vec<(&'static str, f64)> {
    let mut slots: Vec<(&'static str, f64)> = Vec::new();
    let place = |it: &str| AT_CALLER.iter().position(|own| *own == it).unwrap_or(AT_CALLER.len());
    for path in paths {
        for gate in at_caller(path) {
            let lines = gate_lines(path, gate, measures, view, detail);
            let width = (widest(&lines, measures, weight(gate.verdict)) + GAP + 2.0)
                .max(2.0 * GATE + GAP + 4.0);
            match slots.iter_mut().find(|it| it.0 == gate.control) {
                Some(slot) => slot.1 = slot.1.max(width),
                None => {
                    let at = slots.partition_point(|it| place(it.0) <= place(gate.control));
                    slots.insert(at, (gate.control, width));
                }
            }
        }
    }
    slots
}

/// The lines under a gate of the network: none where there is no room for the names of gates that pass.
pub(crate) fn gate_lines(
    path: &PathReport,
    gate: &GateReport,
    measures: &Measures,
    view: &View,
    detail: Detail,
) -> Vec<String> {
    let tells = matches!(gate.verdict, "blocks" | "undetermined");
    let selected = view.selects(&path.path, gate.control);
    if (measures.dense || !detail.names) && !tells && !selected {
        return Vec::new();
    }
    let is_wide = text::width(gate.label, measures.label, Weight::Regular) > 4.6 * measures.label;
    match gate.label.split_once(' ') {
        // Under a dense lane there is room for one line.
        Some((first, second)) if is_wide && gate.hop != Some(0) && !measures.dense => {
            vec![first.to_owned(), second.to_owned()]
        }
        _ => vec![gate.label.to_owned()],
    }
}

/// The items behind the caller's place.
pub(crate) fn items<'r>(
    path: &'r PathReport,
    measures: &Measures,
    view: &View,
    detail: Detail,
) -> Vec<Item<'r>> {
    let Some(way) = &path.way else { return Vec::new() };
    let mut items: Vec<Item<'r>> = Vec::new();
    let home = way.hops.first().and_then(|it| it.vpc.as_ref());
    for (number, hop) in way.hops.iter().enumerate().skip(1) {
        let own = || way.gates.iter().filter(|it| it.hop == Some(number));
        let gate = |it: &'r GateReport| {
            let lines = gate_lines(path, it, measures, view, detail);
            let half = (widest(&lines, measures, weight(it.verdict)) / 2.0).max(GATE);
            Item { thing: Thing::Gate(it), lines, reach: (half, half), boxed: None }
        };
        let is_before = |it: &&GateReport| BEFORE_NODE.contains(&it.control);
        let from = items.len();
        items.extend(own().filter(is_before).map(gate));
        items.push(node(hop, measures, detail));
        items.extend(own().filter(|it| !is_before(it)).map(gate));
        let elsewhere = hop.vpc.is_some() && hop.vpc.as_ref() != home;
        let in_subnet = hop.kind != "interface-endpoint" && hop.subnet.is_some();
        if !measures.dense && (elsewhere || in_subnet) {
            items.iter_mut().skip(from).for_each(|it| it.boxed = Some(number));
        }
    }
    items
}

fn node<'r>(hop: &'r HopReport, measures: &Measures, detail: Detail) -> Item<'r> {
    let lines = if measures.dense { Vec::new() } else { node_lines(hop, measures, detail) };
    let half = (widest(&lines, measures, Weight::Regular) / 2.0).max(NODE + 1.0);
    let (mut left, mut right) = (half, half);
    if !measures.dense {
        for switch in &hop.switches {
            match switch.label {
                Some(label) => {
                    let text = text::width(label, measures.label, Weight::Regular);
                    left = left.max(7.0 + SWITCH.0 + 4.0 + text);
                }
                None => right = right.max(9.0 + SWITCH.0),
            }
        }
    }
    Item { thing: Thing::Node(hop), lines, reach: (left, right), boxed: None }
}

fn node_lines(hop: &HopReport, measures: &Measures, detail: Detail) -> Vec<String> {
    let id = |text: &str| {
        vec![text::shorten(text, detail.id * measures.label, measures.label, Weight::Regular)]
    };
    let two = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
    match hop.kind {
        "internet-gateway" => two("Internet", "gateway"),
        "egress-only-gateway" => two("Egress-", "only"),
        "peering" => vec!["Peering".to_owned()],
        // A part of an address would be another address, so it is shown whole or not at all.
        _ => match &hop.address {
            Some(it)
                if text::width(it, measures.label, Weight::Regular)
                    <= detail.id * measures.label =>
            {
                vec![it.clone()]
            }
            _ => id(&hop.name),
        },
    }
}

/// The weight of the label of a gate: one that blocks stands out.
pub(crate) fn weight(verdict: &str) -> Weight {
    if verdict == "blocks" { Weight::Bold } else { Weight::Regular }
}

fn widest(lines: &[String], measures: &Measures, weight: Weight) -> f64 {
    let wide = |it: &String| text::width(it, measures.label, weight);
    lines.iter().map(wide).fold(0.0, f64::max)
}

/// The width that the items need: their reaches, the gaps between them, and the edges of boxes.
pub(crate) fn needed(items: &[Item<'_>]) -> f64 {
    let reach: f64 = items.iter().map(|it| it.reach.0 + it.reach.1).sum();
    reach + count(items.len() + 1) * GAP + edges(items) * EDGE
}

/// The number of edges of boxes among the items.
fn edges(items: &[Item<'_>]) -> f64 {
    let mut edges = 0.0;
    let mut inside = None;
    for item in items {
        if item.boxed != inside {
            edges += f64::from(u8::from(inside.is_some()) + u8::from(item.boxed.is_some()));
        }
        inside = item.boxed;
    }
    edges + f64::from(u8::from(inside.is_some()))
}

/// A box around items: the number of its hop, and its left and right edge.
pub(crate) type Around = (usize, (f64, f64));

/// The middles of the items between `left` and `right`: the room that is left is shared out evenly. Also each box, by
/// the number of its hop, from its left edge to its right one.
pub(crate) fn spread(items: &[Item<'_>], left: f64, right: f64) -> (Vec<f64>, Vec<Around>) {
    let more = ((right - left - needed(items)) / count(items.len() + 1)).max(0.0);
    let gap = GAP + more;
    let (mut middles, mut boxes): (Vec<f64>, Vec<Around>) = (Vec::new(), Vec::new());
    let (mut x, mut inside) = (left, None);
    for item in items {
        if item.boxed != inside {
            if let Some(last) = boxes.last_mut().filter(|_| inside.is_some()) {
                x += EDGE;
                last.1.1 = x;
            }
            if let Some(number) = item.boxed {
                boxes.push((number, (x + gap, x + gap)));
                x += EDGE;
            }
        }
        x += gap;
        inside = item.boxed;
        middles.push(x + item.reach.0);
        x += item.reach.0 + item.reach.1;
    }
    if let Some(last) = boxes.last_mut().filter(|_| inside.is_some()) {
        last.1.1 = x + EDGE;
    }
    (middles, boxes)
}
