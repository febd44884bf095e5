//! The panels over the page: the menu, the help, and what is shared.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::menu::{CaseAction, menu};
use super::notice::notice;
use super::share::{ShareOn, share};
use super::waiting::waiting;
use crate::browser::DialogElement;
use crate::gallery::Example;
use crate::markup::{el, list};
use crate::module::{Module, elsewhere};
use crate::state::{Action, AppState, Offer, Panel};

/// The callbacks of the panels.
pub(super) struct PanelsOn {
    pub example: Callback<Example>,
    pub case: Callback<CaseAction>,
    pub share: ShareOn,
    pub offer: Callback<Offer>,
}

pub(super) fn panels(state: &AppState, on: &PanelsOn, act: &Callback<Action>) -> Html {
    match &state.view.panel {
        Some(panel) if Module::More.is_here() => dialog(panel, state, on, act),
        Some(_) => {
            let close = el("button.button[type=button][data-action=close-panel]")
                .on_click(act.reform(|_: MouseEvent| Action::ClosePanel));
            waiting(Module::More).text(" ").add(close.text("Close")).done()
        }
        None => Html::default(),
    }
}

elsewhere! { more "01"
fn dialog(panel: &Panel, state: &AppState, on: &PanelsOn, act: &Callback<Action>) -> Html {
    let on_close = act.reform(|()| Action::ClosePanel);
    let (title, inside) = match panel {
        Panel::Menu(mode) => {
            ("Cases and examples", menu(state, mode, &on.example, &on.case, act))
        }
        Panel::Help => ("Help", super::help::help()),
        Panel::Share(shared) => ("Share and export", share(shared, state, &on.share)),
    };
    let told = notice(state.view.notice.as_ref(), &on.offer, act);
    html! { <Dialog {title} {on_close}>{ list(vec![inside, told]) }</Dialog> }
} }

#[derive(Properties, PartialEq)]
struct DialogProps {
    title: AttrValue,
    on_close: Callback<()>,
    children: Html,
}

/// A native dialog: the browser keeps the focus inside, closes it on Escape, and gives the focus back.
#[component]
fn Dialog(props: &DialogProps) -> Html {
    let dialog = use_node_ref();
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| {
            if let Some(dialog) = dialog.get().map(JsCast::unchecked_into::<DialogElement>)
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
        }
    });
    let closed = props.on_close.reform(|_: Event| ());
    let close = props.on_close.reform(|_: MouseEvent| ());
    let close_button =
        el("button.button[type=button][data-action=close-panel]").on_click(close).text("Close");
    el("dialog.dialog")
        .node_ref(&dialog)
        .put("aria-label", &props.title)
        .on_close(closed)
        .add(
            el("div.dialog__head").add(el("h2.dialog__title").text(&props.title)).add(close_button),
        )
        .node(props.children.clone())
        .done()
}
