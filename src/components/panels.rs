//! The panels over the page: the examples and the link.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::app::notice;
use crate::browser::{self, DialogElement};
use crate::gallery;
use crate::share;
use crate::state::{Action, AppState, Panel};

pub(super) fn panels(
    state: &AppState,
    on_example: &Callback<&'static str>,
    on_copy: &Callback<String>,
    act: &Callback<Action>,
) -> Html {
    let on_close = act.reform(|()| Action::ClosePanel);
    match state.view.panel {
        None => Html::default(),
        Some(Panel::Examples) => html! {
            <Dialog title="Examples" {on_close}>{ examples(state.view.example, on_example) }</Dialog>
        },
        Some(Panel::Share) => html! {
            <Dialog title="Share" {on_close}>{ link(state, on_copy) }{ notice(state.view.notice.as_ref(), act) }</Dialog>
        },
    }
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
    html! {
        <dialog class="dialog" ref={dialog} aria-label={props.title.clone()} onclose={closed}>
            <div class="dialog__head">
                <h2 class="dialog__title">{ &props.title }</h2>
                <button type="button" class="button" data-action="close-panel" onclick={close}>{ "Close" }</button>
            </div>
            { props.children.clone() }
        </dialog>
    }
}

fn examples(current: Option<&'static str>, on_example: &Callback<&'static str>) -> Html {
    html! {
        <ul class="examples" data-examples="">
            { for gallery::EXAMPLES.iter().filter_map(|example| {
                let scenario = gallery::scenario(example.id)?;
                let id = example.id;
                let choose = on_example.reform(move |_: MouseEvent| id);
                let is_current = current == Some(id);
                Some(html! {
                    <li>
                        <button type="button" class="example" data-example={id} aria-current={is_current.to_string()} onclick={choose}>
                            <span class="example__title">{ scenario.title.clone() }</span>
                            <span class="example__about">{ scenario.about.clone() }</span>
                            <span class="example__source">{ "From: " }{ scenario.source.clone() }</span>
                        </button>
                    </li>
                })
            }) }
        </ul>
    }
}

fn link(state: &AppState, on_copy: &Callback<String>) -> Html {
    let Some(fragment) = share::to_fragment(&state.scenario) else { return Html::default() };
    let link = browser::address_with(&fragment);
    let length = link.len();
    let copy = {
        let link = link.clone();
        on_copy.reform(move |_: MouseEvent| link.clone())
    };
    let select = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    html! {
        <div class="share" data-share="">
            <p>{ "The link holds the whole scenario: policies, account ids and bucket names. Whoever has it can read them. No server sees it." }</p>
            <p class="share__row">
                <input class="share__link" type="text" readonly=true value={link} aria-label="Link to this scenario" data-share-link="" onfocus={select}
                    spellcheck="false" autocomplete="off" autocorrect="off" autocapitalize="off" translate="no" data-gramm="false" />
                <button type="button" class="button button--primary" data-action="copy-link" onclick={copy}>{ "Copy link" }</button>
            </p>
            <p class="share__length">
                { format!("{length} characters. ") }
                if length > 4000 {
                    { "Some programs cut links of this length: a saved file is safer." }
                } else if length > 2000 {
                    { "A few programs cut links of this length." }
                }
            </p>
        </div>
    }
}
