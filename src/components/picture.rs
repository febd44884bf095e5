//! The picture of all paths, and the actions of clicks and keys on it.
//!
//! `accesspath-picture` lays it out from the report for the width that there is; here it becomes elements, with the
//! paths' rows as buttons. Where there is no room for lanes, the vertical list of one path takes its place.

mod rows;
mod text;
mod touch;

use std::rc::Rc;

use accesspath_picture::{Picture, Shown, View, body, head, lay_out};
use accesspath_policy::verdict::Verdict;
use yew::prelude::*;

use super::face::face;
use super::seen::Seen;
use crate::answer::Answer;
use crate::browser::{self, size::on_width};
use crate::drawing::element;
use crate::earlier::Changed;
use crate::embed::Part;
use crate::label_size::LabelSize;
use crate::markup::{El, el};
use crate::room::Room;
use crate::same::Same;
use crate::state::{Action, Selection};
use crate::terms;

/// Below this width of its container the vertical list takes the place of the lanes.
const NARROW: u32 = 820;
/// The width that is drawn for until that of the container is known.
const USUAL: u32 = 912;

/// The width of a thin scroll bar, in CSS pixels.
const SCROLL_BAR: u32 = 12;

/// The picture with its rows, its legend and its text.
pub(super) fn picture(
    seen: &Seen<'_>,
    answer: &Rc<Answer>,
    on_label: &Callback<LabelSize>,
    act: &Callback<Action>,
) -> Html {
    let answer = Same(answer.clone());
    let changed = seen.changed.unwrap_or_default().to_vec();
    let selection = seen.selection.cloned();
    let (label, layer) = (seen.state.view.label, seen.state.view.layer);
    let view = &seen.state.view;
    let inspector = match (view.room, view.embedded) {
        (Room::Phone, false) => text::Inspector::Tab,
        (Room::Phone, true) if view.frame.shows(Part::Statement) && view.frame.shows(Part::Fix) => {
            text::Inspector::Below
        }
        _ => text::Inspector::Beside,
    };
    let width = Some(view.width).filter(|it| (1..NARROW).contains(it)).unwrap_or(USUAL);
    html! { <Drawn {width} {answer} {selection} {changed} {layer} {label} {inspector} on_label={on_label.clone()} act={act.clone()} /> }
}

/// What the picture shows, and whom it tells.
#[derive(Debug, Clone, PartialEq, Properties)]
struct DrawnProps {
    /// The width that it is drawn for until its own is known, in CSS pixels.
    width: u32,
    answer: Same<Answer>,
    selection: Option<Selection>,
    /// The paths whose answers the last change changed.
    changed: Vec<Changed>,
    /// The control is selected on all paths.
    layer: bool,
    label: LabelSize,
    inspector: text::Inspector,
    on_label: Callback<LabelSize>,
    act: Callback<Action>,
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    let DrawnProps { answer: Same(answer), selection, changed, layer, .. } = props;
    let DrawnProps { label, inspector, on_label, act, .. } = props;
    let frame = use_node_ref();
    let width = use_state_eq(|| props.width);
    let unfolded = use_state_eq(|| false);
    let listed = use_state_eq(|| false);
    use_effect_with(frame.clone(), {
        let width = width.clone();
        move |frame| {
            let watch = on_width(frame, move |it| width.set(it));
            move || drop(watch)
        }
    });
    let chips = use_node_ref();
    use_effect_with((selection.as_ref().map(|it| it.path.clone()), chips.clone()), |(_, chips)| {
        browser::show_pressed(chips);
    });
    let selection = selection.as_ref();
    let narrow = *width < NARROW;
    let content = if answer.paths.is_empty() {
        el("p.empty").text("The question has no caller yet: name a function or another caller under \"callers\" in the facts.")
    } else if narrow {
        text::one(answer, selection, changed, Some(*inspector), &chips, act)
    } else {
        let view = View {
            // Room for the bar of the pane that scrolls down.
            width: f64::from(width.saturating_sub(SCROLL_BAR)),
            path: selection.filter(|_| !layer).map(|it| it.path.clone()),
            control: selection.map(|it| it.control.to_owned()),
            label: label.pixels(),
            unfolded: *unfolded,
        };
        let shown =
            Shown { paths: &answer.paths, before: &answer.before, bucket: answer.bucket.as_ref() };
        let mut picture = lay_out(&shown, &view);
        for column in &mut picture.columns {
            let term = column.control.and_then(terms::of_control);
            column.about = term.map_or("", |it| it.told);
        }
        let picture = Rc::new(picture);
        let fold = {
            let unfolded = unfolded.clone();
            Callback::from(move |()| unfolded.set(!*unfolded))
        };
        let on = touch::Touch {
            answer: answer.clone(),
            picture: picture.clone(),
            act: act.clone(),
            fold,
        };
        let toggle = |state: &UseStateHandle<bool>| {
            let state = state.clone();
            Callback::from(move |_: MouseEvent| state.set(!*state))
        };
        let size = {
            let other = label.other();
            on_label.reform(move |_: MouseEvent| other)
        };
        let buttons = vec![
            unfolded.then(|| {
                small_button("fold", "Fold what is not set", true, on.fold.reform(|_| ()))
            }),
            Some(
                small_button("large", "Aa", *label == LabelSize::Large, size)
                    .put("aria-label", "Aa: larger labels"),
            ),
            Some(small_button("as-text", "As text", *listed, toggle(&listed))),
        ];
        lanes(answer, &picture, changed, &on, buttons)
    };
    let all = (*listed && !narrow).then(|| text::all(answer, selection, act));
    el("div.picture-frame")
        .node_ref(&frame)
        .state("data-narrow", narrow)
        .add(content)
        .maybe(all)
        .done()
}

/// The lanes in a pane that scrolls, whose head and rows stay in view, and below it the legend and small buttons.
fn lanes(
    answer: &Answer,
    picture: &Picture,
    changed: &[Changed],
    on: &touch::Touch,
    buttons: Vec<Option<Box<El>>>,
) -> Box<El> {
    let title = format!("{} {}", answer.question, answer.told);
    let rows = rows::rows(picture, changed, &on.act);
    let lanes = el("div.picture-lanes").add(element(&body(picture, &title))).add(rows);
    let pane = el("div.picture-pane[tabindex=0][role=group]")
        .put("aria-label", "Picture of all paths; scrolls where it is larger than its place")
        .on_click(on.on_click())
        .on_key(on.on_key())
        .add(el("div.picture-head").add(element(&head(picture))))
        .add(lanes);
    let below = el("div.legend-line").add(legend(picture)).each(buttons.into_iter().flatten());
    el("div.picture-whole").add(pane).add(below)
}

/// The legend of the picture; what was not told has its place there only where the picture has such a gate.
fn legend(picture: &Picture) -> Box<El> {
    let mut gates = picture.lanes.iter().flat_map(|it| &it.gates);
    let untold = gates.any(|it| it.verdict == Verdict::NotTold.code());
    let faces = Verdict::ALL.into_iter().filter(|it| untold || *it != Verdict::NotTold);
    let dots = el("span.legend__dots[aria-hidden=true]");
    el("ul.legend[aria-label=Legend]")
        .each(faces.map(|it| el("li.legend__item").add(face(it.code())).text(it.word())))
        .add(el("li.legend__item").add(dots).text("never reached"))
}

fn small_button(action: &str, words: &str, on: bool, told: Callback<MouseEvent>) -> Box<El> {
    el("button.small-button[type=button]")
        .put("data-action", action)
        .state("aria-pressed", on)
        .on_click(told)
        .text(words)
}
