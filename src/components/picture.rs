//! The picture of all paths, and the actions of clicks and keys on it.
//!
//! `picture` lays it out and `diagram` draws it; here it gets its words and its callbacks.

use std::rc::Rc;

use accesspath_engine::control::Control;
use accesspath_engine::judge::PathAnalysis;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::Change;
use accesspath_engine::{Analysis, explain};
use accesspath_policy::verdict::Verdict;
use yew::prelude::*;

use super::before;
use crate::browser;
use crate::diagram::{self, Drawing};
use crate::markup::{El, el};
use crate::picture::{Gate, Picture, Switch, lay_out};
use crate::state::{Action, Selection};

/// The picture, in a frame that scrolls.
pub(super) fn picture(
    analysis: &Rc<Analysis>,
    scenario: &Rc<Scenario>,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Box<El> {
    let picture = &lay_out(analysis, scenario);
    let on_select = act.reform(Action::Select);
    let on_key = {
        let (act, picture) = (act.clone(), picture.clone());
        Callback::from(move |(event, from): (KeyboardEvent, Selection)| {
            let to = match event.key().as_str() {
                "Enter" | " " => Some(from),
                key => neighbour(&picture, &from, key),
            };
            if let Some(to) = to {
                event.prevent_default();
                browser::focus_near(
                    &event,
                    &format!("[data-gate=\"{}:{}\"]", to.path, to.control.code()),
                );
                act.emit(Action::Select(to));
            }
        })
    };
    let spoken = |id: &str, control: Control| {
        let path: Option<&PathAnalysis> = analysis.paths.iter().find(|it| it.path.id == id);
        match path.and_then(|it| it.control(control).map(|traced| (it, traced))) {
            Some((path, traced)) => diagram::spoken(
                id,
                control,
                traced.verdict,
                &explain::heading(path, control, scenario),
            ),
            None => String::new(),
        }
    };
    let before = |function: &str, control: Control| {
        let own = analysis.before.iter().find(|it| it.function == function);
        let check = own.and_then(|it| Some((it, it.check(control)?)));
        check.map_or_else(String::new, |(own, check)| {
            before::spoken(explain::caller_name(scenario, function), own, check)
        })
    };
    let on_switch = {
        let act = act.clone();
        Callback::from(move |told| switched(told).into_iter().for_each(|it| act.emit(it)))
    };
    let title = format!("{} {}", explain::question(scenario), explain::summary(analysis, scenario));
    let drawn = diagram::draw(&Drawing {
        picture,
        selection,
        spoken: &spoken,
        before: &before,
        on_switch,
        on_select,
        on_key,
        title,
    });
    el("div.picture-frame[tabindex=0][role=group]")
        .put("aria-label", "Picture of all paths; scrolls sideways where the window is narrow")
        .node(drawn)
}

/// The legend of the picture.
pub(super) fn legend() -> Box<El> {
    let faces = Verdict::ALL
        .into_iter()
        .map(|it| el("li.legend__item").add(diagram::small_face(it)).text(it.word()));
    let dots = el("span.legend__dots[aria-hidden=true]");
    el("ul.legend[aria-label=Legend]")
        .each(faces)
        .add(el("li.legend__item").add(dots).text("not reached"))
}

/// The action of a click or a key on a switch of the picture.
fn switched((key, switch): (Option<KeyboardEvent>, Switch)) -> Option<Action> {
    if let Some(event) = key {
        if !matches!(event.key().as_str(), "Enter" | " ") {
            return None;
        }
        event.prevent_default();
        if switch.on {
            // A part that is switched off may leave the picture, so the focus moves to it in the list of all parts.
            let own = format!("[data-part=\"{}:{}\"]", switch.part.code(), switch.part.id());
            browser::focus_near(&event, &own);
        }
    }
    Some(Action::Change(Change::SetPart(switch.part, !switch.on)))
}

/// The gate that an arrow key leads to.
fn neighbour(picture: &Picture, from: &Selection, key: &str) -> Option<Selection> {
    let at = picture.lanes.iter().position(|it| it.id == from.path)?;
    let lane = picture.lanes.get(at)?;
    let x = lane.gates.iter().find(|it| it.control == from.control)?.x;
    // The first or last of those that lie on one side of `x`, or of all.
    let first = |right_of: f64| {
        let gates = lane.gates.iter().filter(|it| it.x > right_of);
        gates.min_by(|a, b| a.x.total_cmp(&b.x))
    };
    let last = |left_of: f64| {
        let gates = lane.gates.iter().filter(|it| it.x < left_of);
        gates.max_by(|a, b| a.x.total_cmp(&b.x))
    };
    let along = |to: Option<&Gate>| Some(Selection { path: lane.id.clone(), control: to?.control });
    let across = |to: Option<usize>| {
        let lane = picture.lanes.get(to?)?;
        let nearest =
            lane.gates.iter().min_by(|a, b| (a.x - x).abs().total_cmp(&(b.x - x).abs()))?;
        Some(Selection { path: lane.id.clone(), control: nearest.control })
    };
    match key {
        "ArrowRight" => along(first(x)),
        "ArrowLeft" => along(last(x)),
        "Home" => along(first(f64::NEG_INFINITY)),
        "End" => along(last(f64::INFINITY)),
        "ArrowDown" => across(at.checked_add(1)),
        "ArrowUp" => across(at.checked_sub(1)),
        _ => None,
    }
}
