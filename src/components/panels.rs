//! The panels over the page: the menu, and the link.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::menu::{CaseAction, menu};
use super::notice::notice;
use crate::browser::{self, DialogElement};
use crate::gallery::Example;
use crate::markup::{el, list};
use crate::state::{Action, AppState, Offer, Panel, Source};

/// The callbacks of the panels.
pub(super) struct PanelsOn {
    pub example: Callback<Example>,
    pub case: Callback<CaseAction>,
    pub copy: Callback<String>,
    pub offer: Callback<Offer>,
}

pub(super) fn panels(state: &AppState, on: &PanelsOn, act: &Callback<Action>) -> Html {
    let on_close = act.reform(|()| Action::ClosePanel);
    let (title, inside) = match &state.view.panel {
        None => return Html::default(),
        Some(Panel::Menu(mode)) => {
            ("Cases and examples", menu(state, mode, &on.example, &on.case, act))
        }
        Some(Panel::Help) => ("Help", super::help::help()),
        Some(Panel::Share(fragment)) => ("Share", link(fragment, &state.source, &on.copy)),
    };
    let told = notice(state.view.notice.as_ref(), &on.offer, act);
    html! { <Dialog {title} {on_close}>{ list(vec![inside, told]) }</Dialog> }
}

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

fn link(fragment: &str, source: &Source, on_copy: &Callback<String>) -> Html {
    let link = browser::address_with(fragment);
    let copy = {
        let link = link.clone();
        on_copy.reform(move |_: MouseEvent| link.clone())
    };
    let select = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    let field = el("input.share__link[type=text][readonly][data-share-link]")
        .put("aria-label", "Link to this scenario")
        .private()
        .value(&link)
        .on_focus(select);
    let copy_button = el("button.button.button--primary[type=button][data-action=copy-link]")
        .on_click(copy)
        .text("Copy link");
    let warning = match link.len() {
        4001.. => "Some programs cut links of this length: a saved file is safer.",
        2001.. => "A few programs cut links of this length.",
        _ => "",
    };
    let length = format!("{} characters. {warning}", link.len());
    let about = match source {
        Source::Example(_) => {
            "The link names this example. Once you edit it, a link holds your whole case."
        }
        _ => concat!(
            "The link holds the whole scenario: policies, account ids and bucket names. ",
            "Whoever has it can read them. No server sees it."
        ),
    };
    el("div.share[data-share]")
        .add(el("p").text(about))
        .add(el("p.share__row").add(field).add(copy_button))
        .add(el("p.share__length").text(&length))
        .done()
}
