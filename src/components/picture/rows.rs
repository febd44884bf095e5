//! The rows of the paths beside their lanes, as buttons.
//!
//! Empty drawings of the right size hold the places of rows: the page's Content-Security-Policy allows no styles in
//! attributes, and attributes of drawings are none.

use accesspath_picture::{Lane, Picture};
use yew::prelude::*;

use crate::components::face::drawn_badge;
use crate::earlier::{Changed, was};
use crate::markup::{El, el};
use crate::state::Action;

/// One button a path, each beside its lane.
pub(super) fn rows(picture: &Picture, changed: &[Changed], act: &Callback<Action>) -> Box<El> {
    let mut y = picture.head;
    let items = picture.lanes.iter().map(|lane| {
        let gap = lane.row.frame.y - y;
        y = lane.row.frame.bottom();
        el("li.rows__item").key(&lane.path).add(strut(1.0, gap)).add(row(
            lane,
            was(changed, &lane.path),
            act,
        ))
    });
    el("ul.rows[aria-label=The paths]")
        .state("data-dense", picture.dense)
        .put("data-label", if picture.label > 12.0 { "large" } else { "usual" })
        .add(el("li.rows__width[aria-hidden=true]").add(strut(picture.rows, 0.0)))
        .each(items.collect::<Vec<_>>().into_iter())
}

fn row(lane: &Lane, was: Option<&str>, act: &Callback<Action>) -> Box<El> {
    let row = &lane.row;
    let select = {
        let path = lane.path.clone();
        act.reform(move |_: MouseEvent| Action::SelectPath(path.clone()))
    };
    let full = format!("{}, {}: {}. {}", lane.path, row.full, row.verdict.text, row.reason);
    // What it was takes the place of the last line.
    let most = row.lines.len().saturating_sub(usize::from(was.is_some()));
    let lines = row.lines.iter().take(most).map(|it| el("span.row__line").text(&it.text));
    let hidden = |words: &str| el("span.hidden-text").text(words);
    let words = el("span.row__words")
        .add(hidden(&format!("Path {}, ", lane.path)))
        .add(el("span.row__title").text(&row.title.text))
        .add(hidden(": "))
        .add(el("span.row__verdict").text(&row.verdict.text))
        .add(hidden(". "))
        .maybe(was.map(|it| el("span.row__was").text(&format!("was {it}")).add(hidden(". "))))
        .each(lines);
    el("button.row[type=button]")
        .put("data-card", &lane.path)
        .put("data-outcome", lane.outcome)
        .state("aria-pressed", lane.selected)
        .put("title", &full)
        .on_click(select)
        .add(strut(1.0, row.frame.height))
        .add(drawn_badge(lane.outcome, &row.badge))
        .add(words)
}

/// An empty drawing that takes this much room.
fn strut(width: f64, height: f64) -> Box<El> {
    let whole = |it: f64| format!("{:.0}", it.max(0.0));
    el("svg.strut[aria-hidden=true]").put("width", &whole(width)).put("height", &whole(height))
}
