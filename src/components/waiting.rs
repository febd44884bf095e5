//! What stands in the place of a part of the page whose module is not here yet.

use yew::prelude::*;

use crate::markup::{El, el};
use crate::module::{Module, Stage};
use crate::state::{Action, Notice};

/// What `draw` draws, once its module is here; it is fetched, and the page drawn again when it came.
pub(super) fn when_here(module: Module, draw: impl FnOnce() -> Box<El>) -> Box<El> {
    if module.is_here() { draw() } else { waiting(module) }
}

/// What is told until then: that it is on its way, or that it could not be fetched, with a button that tries again.
#[inline(never)]
pub(super) fn waiting(module: Module) -> Box<El> {
    let place = el("p.waiting[role=status]").put("data-waiting", module.name());
    if module.stage() != Stage::Failed {
        module.fetch();
        return place.text("Loading…");
    }
    let again = Callback::from(move |_: MouseEvent| module.fetch_again());
    let button = el("button.link[type=button][data-action=fetch-again]").on_click(again);
    place
        .text("This part of the page could not be loaded: the connection may have dropped, or the site has just been updated. ")
        .add(button.text("Try again"))
        .text(" or reload the page.")
}

/// Does something once a module is here, or tells the person that it cannot be had.
pub(super) fn once_here(module: Module, act: &Callback<Action>, then: impl FnOnce() + 'static) {
    let act = act.clone();
    module.want(move |came| match came {
        true => then(),
        false => act.emit(Action::Tell(Notice::not_loaded())),
    });
}
