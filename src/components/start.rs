//! The page of a case in which nothing was told yet: what to do first.

use yew::prelude::*;

use super::waiting::waiting;
use super::your_case::paste;
use crate::markup::{El, el};
use crate::module::{Module, elsewhere};
use crate::state::{Action, AppState};

/// What to do first.
pub(super) fn start(
    state: &AppState,
    on_open: Callback<Event>,
    on_examples: Callback<MouseEvent>,
    act: &Callback<Action>,
) -> Html {
    let start = el("section.start[data-start][aria-label=Where to start]");
    if state.view.embedded {
        return start.add(el("h1.start__title").text("There is nothing to show here")).done();
    }
    match Module::Import.is_here() {
        true => ways(start, on_open, on_examples, act),
        false => start.add(waiting(Module::Import)).done(),
    }
}

elsewhere! { import "05"
fn ways(
    start: Box<El>,
    on_open: Callback<Event>,
    on_examples: Callback<MouseEvent>,
    act: &Callback<Action>,
) -> Html {
    let file = el("input.file[type=file][accept=.json,application/json][data-action=start-file]")
        .on_change(on_open);
    let open =
        el("label.button.button--primary.button--file").text("Open a scenario file").add(file);
    let examples =
        el("button.button[type=button][data-action=start-examples][aria-haspopup=dialog]")
            .on_click(on_examples)
            .text("Choose a saved case or an example");
    start
        .add(el("h1.start__title").text("This case is empty"))
        .add(el("p").text(
            "Can your Lambda function reach your S3 bucket, and if not, what stops it? Tell what you know; what you leave out counts as not known.",
        ))
        .node(paste(act, true, Html::default()))
        .add(el("div.start__ways").add(open).add(examples))
        .add(el("p.start__below").text("Or write the facts below."))
        .done()
} }
