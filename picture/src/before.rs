//! What comes before the calls: one line in the head while it passes, and a lane for each function that it stops.

use accesspath_engine::report::{BeforeReport, HopReport};

use crate::door::count;
use crate::frame::Frame;
use crate::lane::{lines, node};
use crate::lay_out::Plan;
use crate::measure::{GATE, Measures, NODE};
use crate::picture::{BeforeItem, BeforeLane, Gate, Label, Place, PlaceKind};
use crate::text::{self, Weight};
use crate::track::{GAP, weight};

/// The checks of one function.
pub(crate) type Own<'r> = Vec<&'r BeforeReport>;

/// The checks by function: those of the functions that they let pass, and the others.
pub(crate) fn by_function(before: &[BeforeReport]) -> (Vec<Own<'_>>, Vec<Own<'_>>) {
    let mut functions: Vec<Own<'_>> = Vec::new();
    for check in before {
        let same = |it: &&mut Own<'_>| it.first().is_some_and(|it| it.function == check.function);
        match functions.iter_mut().find(same) {
            Some(own) => own.push(check),
            None => functions.push(vec![check]),
        }
    }
    let stops = |it: &BeforeReport| matches!(it.verdict, "blocks" | "undetermined");
    functions.into_iter().partition(|own| !own.iter().any(|it| stops(it)))
}

/// The line in the head, broken before `right`, and the height that it needs.
pub(crate) fn line(passing: &[Own<'_>], measures: &Measures, right: f64) -> (Vec<BeforeItem>, f64) {
    let mut flow = Flow { items: Vec::new(), x: LEFT, y: 27.0 * measures.scale, right, measures };
    if !passing.is_empty() {
        flow.put("Before the call", Weight::Bold, None);
    }
    for own in passing {
        let Some(first) = own.first() else { continue };
        if passing.len() == 1 {
            own.iter().for_each(|it| flow.put(it.name, Weight::Regular, Some((it, spoken(it)))));
            let name = text::shorten(&first.caller, 140.0, measures.label, Weight::Regular);
            flow.put(&format!("→ {name} {}", first.end), Weight::Regular, None);
        } else {
            // Of several functions there is room for their names only.
            let all: Vec<String> = own.iter().map(|it| spoken(it)).collect();
            let told = format!("{} {}", first.caller, first.end);
            flow.put(&told, Weight::Regular, Some((first, all.join(" "))));
        }
    }
    let needed = flow.y + 14.0 * measures.scale;
    (flow.items, if passing.is_empty() { 0.0 } else { needed })
}

const LEFT: f64 = 18.0;

struct Flow<'m> {
    items: Vec<BeforeItem>,
    x: f64,
    y: f64,
    right: f64,
    measures: &'m Measures,
}

impl Flow<'_> {
    fn put(&mut self, text: &str, weight: Weight, check: Option<(&BeforeReport, String)>) {
        let face = if check.is_some() { 2.0 * GATE + 5.0 } else { 0.0 };
        let most = self.right - LEFT - face;
        let text = text::shorten(text, most, self.measures.label, weight);
        let width = text::width(&text, self.measures.label, weight);
        if self.x > LEFT && self.x + face + width > self.right {
            self.x = LEFT;
            self.y += 22.0 * self.measures.scale;
        }
        let middle = (self.x + GATE, self.y - 0.36 * self.measures.label);
        let label = Label { weight, ..self.measures.start(text, self.x + face, self.y) };
        self.x += face + width + 11.0;
        self.items.push(BeforeItem {
            gate: check.as_ref().map(|(it, _)| (it.function.clone(), it.gate)),
            verdict: check.as_ref().map(|(it, _)| it.verdict),
            face: middle,
            spoken: check.map(|it| it.1).unwrap_or_default(),
            label,
        });
    }
}

fn spoken(check: &BeforeReport) -> String {
    let BeforeReport { caller, name, word, told, .. } = check;
    format!("Before the call of {caller}, {name}: {word}. {told}")
}

/// The width that the lane of `own` needs behind the call.
pub(crate) fn needed(own: &Own<'_>, measures: &Measures) -> f64 {
    let reach = |it: &&BeforeReport| 2.0 * half(it, measures) + GAP;
    let gates: f64 = own.iter().map(reach).sum();
    gates + 2.0 * NODE + 5.0 * GAP
}

fn label_lines(check: &BeforeReport, measures: &Measures) -> Vec<String> {
    match check.label.split_once(' ') {
        Some((first, second)) if !measures.dense => vec![first.to_owned(), second.to_owned()],
        _ => vec![check.label.to_owned()],
    }
}

/// Half the width of a gate with its label.
fn half(check: &BeforeReport, measures: &Measures) -> f64 {
    let wide = |it: &String| text::width(it, measures.label, weight(check.verdict)) / 2.0;
    label_lines(check, measures).iter().map(wide).fold(GATE, f64::max)
}

/// The lane of a function that the checks stop, or may stop, in its own place below `top`.
pub(crate) fn lane(own: &Own<'_>, plan: &Plan, top: f64) -> Option<(BeforeLane, Place)> {
    let first = own.first()?;
    let measures = &plan.measures;
    let header = if measures.dense { measures.line + 4.0 } else { 0.0 };
    let y = top + header + measures.above;
    let (left, right) = plan.network;
    let frame = Frame::between(left, top, right, y + measures.below + 6.0);
    let end = right - NODE - 2.0 * GAP;
    let widths: Vec<f64> = own.iter().map(|it| 2.0 * half(it, measures)).collect();
    let start = plan.caller + NODE;
    let room = end - NODE - start - widths.iter().sum::<f64>();
    let gap = room / count(own.len() + 1);
    let mut x = start;
    let mut gates = Vec::new();
    for (check, width) in own.iter().zip(widths) {
        x += gap + width / 2.0;
        let labels = measures.lines(&label_lines(check, measures), x, y + measures.first_line());
        let weight = weight(check.verdict);
        gates.push(Gate {
            control: check.gate,
            verdict: check.verdict,
            x,
            labels: labels.into_iter().map(|it| Label { weight, ..it }).collect(),
            label: check.label,
            spoken: spoken(check),
            selected: false,
        });
        x += width / 2.0;
    }
    let blocks = own.iter().any(|it| it.verdict == "blocks");
    let outcome = if blocks { "blocked" } else { "undetermined" };
    let (solid, rest) = lines(outcome, &gates, start, end - NODE);
    let place = |kind, x| {
        let hop = HopReport { kind, title: "", ..HopReport::default() };
        let full = if kind == "call" { "The call" } else { first.caller.as_str() };
        crate::picture::Node { full: full.to_owned(), ..node(&hop, &[], x, y, measures) }
    };
    let at = (left + 8.0, top + 3.0 + measures.label * 0.9);
    let title = "Before the call";
    let lane = BeforeLane {
        function: first.function.clone(),
        outcome,
        y,
        row: row(first, outcome, y, measures),
        solid,
        rest: rest.unwrap_or(solid),
        nodes: vec![place("call", plan.caller), place("function", end)],
        gates,
    };
    let labels =
        measures.heading(title, std::slice::from_ref(&first.caller), at, frame.width - 16.0);
    Some((lane, Place { kind: PlaceKind::Before, frame, labels, full: title.to_owned() }))
}

fn row(first: &BeforeReport, outcome: &str, y: f64, measures: &Measures) -> Vec<Label> {
    const TEXT: f64 = 47.0;
    let large = measures.label + measures.scale;
    let most = measures.rows - TEXT - 6.0;
    let sign = if outcome == "blocked" { "✕" } else { "?" };
    let bold = |text: &str, down: f64| Label {
        size: large,
        weight: Weight::Bold,
        ..measures.start(
            text::cut(text, most, large, Weight::Bold),
            TEXT,
            y - measures.row / 2.0 + down * measures.scale,
        )
    };
    let (one, two) = if measures.dense { (15.0, 31.0) } else { (28.0, 45.0) };
    vec![bold(&first.caller, one), bold(&format!("{sign} {}", first.end), two)]
}
