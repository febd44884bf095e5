//! The page of a case in which nothing was told yet: what to do first.

use yew::prelude::*;

use crate::markup::el;
use crate::state::AppState;

/// What to do first; `own` is the place where the person gives what they have.
pub(super) fn start(
    state: &AppState,
    own: Html,
    on_open: Callback<Event>,
    on_examples: Callback<MouseEvent>,
) -> Html {
    let start = el("section.start[data-start][aria-label=Where to start]");
    if state.view.embedded {
        return start.add(el("h1.start__title").text("There is nothing to show here")).done();
    }
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
        .node(own)
        .add(el("div.start__ways").add(open).add(examples))
        .add(el("p.start__below").text("Or write the facts below."))
        .done()
}
