//! Geometry → SVG, one plain function a shape.
//!
//! Positions come from `picture`; looks come from the style sheet through classes and `data-` attributes.

use accesspath_engine::explain;
use accesspath_engine::judge::{Control, Outcome, Verdict};
use accesspath_engine::network::HopKind;
use yew::prelude::*;

use crate::picture::{
    BucketShape, Column, Frame, Gate, Lane, Node, Owner, Picture, Place, PlaceKind,
};
use crate::state::Selection;

/// What the drawing needs besides the picture.
pub struct Drawing<'a> {
    /// The geometry.
    pub picture: &'a Picture,
    /// The selected control.
    pub selection: Option<&'a Selection>,
    /// What a screen reader says of a gate.
    pub spoken: &'a dyn Fn(&str, Control) -> String,
    /// A gate was selected.
    pub on_select: Callback<Selection>,
    /// A key was pressed on a gate.
    pub on_key: Callback<(KeyboardEvent, Selection)>,
    /// What the picture shows, in one sentence.
    pub title: String,
}

/// Numbers of the drawing: two decimals at most, so that the same picture gives the same bytes.
///
/// Whole hundredths are printed, because printing floats costs the page eleven kilobytes.
fn number(value: f64) -> AttrValue {
    #[expect(clippy::cast_possible_truncation, reason = "no picture is millions of units wide")]
    let hundredths = (value * 100.0).round() as i32;
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    let sign = if hundredths < 0 && whole == 0 { "-" } else { "" };
    AttrValue::from(match (rest / 10, rest % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        (tenths, hundredths) => format!("{sign}{whole}.{tenths}{hundredths}"),
    })
}

/// Draws the whole picture.
pub fn draw(drawing: &Drawing<'_>) -> Html {
    let picture = drawing.picture;
    let view_box = format!("0 0 {} {}", number(picture.width), number(picture.height));
    html! {
        <svg class="picture" data-picture="" viewBox={view_box} role="group" aria-label={drawing.title.clone()}>
            <g aria-hidden="true">
                { for picture.places.iter().map(place) }
                { for picture.owners.iter().map(owner) }
                { for picture.columns.iter().map(|it| column(it, drawing.selection)) }
                { bucket(&picture.bucket) }
            </g>
            { for picture.lanes.iter().map(|it| lane(it, drawing)) }
        </svg>
    }
}

fn rect(frame: &Frame, class: &'static str, radius: f64) -> Html {
    html! {
        <rect class={class} x={number(frame.x)} y={number(frame.y)} width={number(frame.width)}
            height={number(frame.height)} rx={number(radius)} />
    }
}

fn text(x: f64, y: f64, class: &'static str, content: &str) -> Html {
    html! { <text class={class} x={number(x)} y={number(y)}>{ content }</text> }
}

fn place(place: &Place) -> Html {
    let class = match place.kind {
        PlaceKind::Internet => "place place--internet",
        PlaceKind::Region => "place place--region",
        PlaceKind::LambdaNetwork => "place place--lambda",
        PlaceKind::Vpc => "place place--vpc",
        PlaceKind::Subnet => "place place--subnet",
        PlaceKind::PublicSubnet => "place place--public-subnet",
        PlaceKind::FrontDoor => "place place--front-door",
    };
    let bottom = place.kind == PlaceKind::FrontDoor;
    let y = if bottom { place.frame.y + place.frame.height - 9.0 } else { place.frame.y + 17.0 };
    html! {
        <>
            { rect(&place.frame, class, 9.0) }
            { text(place.frame.x + 12.0, y, "place__label", &place.label) }
        </>
    }
}

fn owner(owner: &Owner) -> Html {
    let (from, to) = (owner.x.0 - 24.0, owner.x.1 + 24.0);
    html! {
        <>
            { text(f64::midpoint(owner.x.0, owner.x.1), 27.0, "owner__label", owner.label) }
            <line class="owner__line" x1={number(from)} x2={number(to)} y1="34" y2="34" />
        </>
    }
}

fn column(column: &Column, selection: Option<&Selection>) -> Html {
    let selected = selection.is_some_and(|it| it.control == column.control);
    let class = if selected { "column column--selected" } else { "column" };
    html! {
        <g class={class}>
            <line class="column__line" x1={number(column.x)} x2={number(column.x)}
                y1={number(column.y.0)} y2={number(column.y.1)} />
            { for column.lines.iter().zip([50.0, 63.0]).map(|(line, y)| text(column.x, y, "column__label", line)) }
        </g>
    }
}

fn bucket(bucket: &BucketShape) -> Html {
    let frame = &bucket.frame;
    let (x, y) = (frame.x + frame.width / 2.0, frame.y + frame.height / 2.0);
    let pail =
        format!("M {} {} l 5 30 a 13 5 0 0 0 26 0 l 5 -30", number(x - 18.0), number(y - 40.0));
    html! {
        <>
            { rect(frame, "bucket", 9.0) }
            <path class="bucket__pail" d={pail} />
            <ellipse class="bucket__rim" cx={number(x)} cy={number(y - 40.0)} rx="18" ry="5" />
            { for bucket.lines.iter().zip([18.0, 32.0, 46.0]).map(|(line, down)| text(x, y + down, "bucket__name", line)) }
            { text(x, y + 24.0 + 14.0 * line_count(bucket), "bucket__detail", &bucket.detail) }
        </>
    }
}

fn line_count(bucket: &BucketShape) -> f64 {
    bucket.lines.iter().map(|_| 1.0).sum()
}

fn lane(lane: &Lane, drawing: &Drawing<'_>) -> Html {
    let y = number(lane.y);
    let selected = drawing.selection.is_some_and(|it| it.path == lane.id);
    let class = if selected { "lane lane--selected" } else { "lane" };
    let arrow = lane.outcome == Outcome::Open;
    html! {
        <g class={class} data-lane={lane.id.clone()} data-outcome={lane.outcome.code()}>
            <g aria-hidden="true">
                <line class="lane__line" x1={number(lane.solid.0)} x2={number(lane.solid.1)} y1={y.clone()} y2={y.clone()} />
                if let Some((from, to)) = lane.rest {
                    <line class="lane__rest" x1={number(from)} x2={number(to)} y1={y.clone()} y2={y.clone()} />
                }
                if arrow {
                    <path class="lane__arrow" d={arrow_head(lane.solid.1, lane.y)} />
                }
                { for lane.nodes.iter().map(node) }
                <circle class="lane__badge" cx="24" cy={y} r="13" />
                { text(24.0, lane.y + 4.5, "lane__letter", &lane.badge) }
            </g>
            { for lane.gates.iter().map(|it| gate(it, lane, drawing)) }
        </g>
    }
}

fn arrow_head(x: f64, y: f64) -> String {
    format!("M {} {} l -9 -5.5 v 11 z", number(x), number(y))
}

fn node(node: &Node) -> Html {
    let caller = matches!(node.kind, HopKind::Function | HopKind::Caller);
    let class = if caller { "node node--caller" } else { "node" };
    let x = node.frame.x + node.frame.width / 2.0;
    let y = node.frame.y + node.frame.height / 2.0 + 4.0;
    let label = if node.kind == HopKind::Function {
        format!("ƒ {}", node.label)
    } else {
        node.label.clone()
    };
    html! {
        <>
            { rect(&node.frame, class, 6.0) }
            { text(x, y, if caller { "node__label node__label--caller" } else { "node__label" }, &label) }
            if !node.detail.is_empty() {
                { text(x, node.frame.y + node.frame.height + 14.0, "node__detail", &node.detail) }
            }
        </>
    }
}

fn gate(gate: &Gate, lane: &Lane, drawing: &Drawing<'_>) -> Html {
    let own = Selection { path: lane.id.clone(), control: gate.control };
    let selected = drawing.selection == Some(&own);
    let on_click = {
        let (own, on_select) = (own.clone(), drawing.on_select.clone());
        Callback::from(move |_: MouseEvent| on_select.emit(own.clone()))
    };
    let on_key = {
        let on_key = drawing.on_key.clone();
        Callback::from(move |event: KeyboardEvent| on_key.emit((event, own.clone())))
    };
    let class = if selected { "gate gate--selected" } else { "gate" };
    let spoken = (drawing.spoken)(&lane.id, gate.control);
    // What is written at a gate comes first in its name, so that people who speak to the page can say what they see.
    let name = gate.label.map_or_else(|| spoken.clone(), |label| format!("{label}. {spoken}"));
    let (x, y) = (gate.x, lane.y);
    html! {
        <g class={class} role="button" tabindex={if selected { "0" } else { "-1" }}
            data-gate={format!("{}:{}", lane.id, gate.control.code())} data-verdict={gate.verdict.code()}
            aria-pressed={selected.to_string()} aria-label={name}
            onclick={on_click} onkeydown={on_key}>
            <circle class="gate__target" cx={number(x)} cy={number(y)} r="17" />
            <circle class="gate__halo" cx={number(x)} cy={number(y)} r="16" />
            { face(gate.verdict, x, y) }
            if let Some(label) = gate.label {
                { text(x, y + 27.0, "gate__label", label) }
            }
        </g>
    }
}

/// The four faces of a gate, told apart by shape before colour.
pub fn face(verdict: Verdict, x: f64, y: f64) -> Html {
    let at = |dx: f64, dy: f64| format!("{} {}", number(x + dx), number(y + dy));
    match verdict {
        Verdict::LetsThrough => html! {
            <>
                <circle class="face face--lets-through" cx={number(x)} cy={number(y)} r="9.5" />
                <path class="face__mark face__mark--lets-through" d={format!("M {} L {} L {}", at(-4.2, 0.3), at(-1.2, 3.4), at(4.4, -3.4))} />
            </>
        },
        Verdict::Blocks => html! {
            <>
                <path class="face face--blocks" d={format!(
                    "M {} L {} L {} L {} L {} L {} L {} L {} Z",
                    at(-4.6, -11.0), at(4.6, -11.0), at(11.0, -4.6), at(11.0, 4.6),
                    at(4.6, 11.0), at(-4.6, 11.0), at(-11.0, 4.6), at(-11.0, -4.6)
                )} />
                <path class="face__mark face__mark--blocks" d={format!(
                    "M {} L {} M {} L {}", at(-3.9, -3.9), at(3.9, 3.9), at(3.9, -3.9), at(-3.9, 3.9)
                )} />
            </>
        },
        Verdict::Undetermined => html! {
            <>
                <path class="face face--undetermined" d={format!(
                    "M {} L {} L {} L {} Z", at(0.0, -12.0), at(12.0, 0.0), at(0.0, 12.0), at(-12.0, 0.0)
                )} />
                { text(x, y + 4.5, "face__question", "?") }
            </>
        },
        Verdict::NotConfigured => html! {
            <circle class="face face--not-configured" cx={number(x)} cy={number(y)} r="3.2" />
        },
    }
}

/// A face by itself, for the legend and for lists; a word must stand beside it.
pub fn small_face(verdict: Verdict) -> Html {
    html! {
        <svg class="small-face" viewBox="-13 -13 26 26" width="18" height="18" aria-hidden="true">{ face(verdict, 0.0, 0.0) }</svg>
    }
}

/// What a screen reader says of a gate: control, verdict, reason.
pub fn spoken(path: &str, control: Control, verdict: Verdict, reason: &str) -> String {
    format!("Path {path}, {}: {}. {reason}", explain::name(control), verdict.word())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_decimals_at_most() {
        let shown = [0.0, 12.0, 12.5, -0.25, 3.999, 7.004].map(|it| number(it).to_string());
        assert_eq!(shown, ["0", "12", "12.5", "-0.25", "4", "7"]);
    }
}
