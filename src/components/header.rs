//! The bar at the top: the example, the file, undo, the theme and the link.

use yew::prelude::*;

use crate::state::{Action, AppState, Panel, Theme};

/// What the bar shows and says.
pub(super) struct Props<'a> {
    pub state: &'a AppState,
    pub on_share: Callback<MouseEvent>,
    pub on_save: Callback<MouseEvent>,
    pub on_open: Callback<Event>,
    pub on_theme: Callback<MouseEvent>,
    pub act: Callback<Action>,
}

pub(super) fn header(props: &Props<'_>) -> Html {
    let view = &props.state.view;
    let history = &props.state.history;
    let title = match props.state.scenario.title.as_str() {
        "" => "Untitled scenario",
        title => title,
    };
    let show_examples = props.act.reform(|_: MouseEvent| Action::ShowPanel(Panel::Examples));
    let undo = props.act.reform(|_: MouseEvent| Action::Undo);
    let redo = props.act.reform(|_: MouseEvent| Action::Redo);
    html! {
        <header class="header">
            <p class="brand">{ mark() }<span class="brand__name">{ "accesspath" }</span></p>
            if view.embedded {
                <p class="header__title">{ title }</p>
            } else {
                <button type="button" class="button button--menu" data-action="examples" aria-haspopup="dialog" onclick={show_examples}>
                    <span class="button__text">{ title }</span><span aria-hidden="true">{ " ▾" }</span>
                    <span class="hidden-text">{ ": choose an example" }</span>
                </button>
                <div class="header__actions">
                    <button type="button" class="button button--plain" data-action="undo" disabled={!history.can_undo()} onclick={undo}>{ "Undo" }</button>
                    <button type="button" class="button button--plain" data-action="redo" disabled={!history.can_redo()} onclick={redo}>{ "Redo" }</button>
                    <label class="button button--plain button--file">
                        { "Open" }<span class="hidden-text">{ " a scenario file" }</span>
                        <input type="file" class="file" accept=".json,application/json" data-action="open-file" onchange={props.on_open.clone()} />
                    </label>
                    <button type="button" class="button button--plain" data-action="save-file" onclick={props.on_save.clone()}>
                        { "Save" }<span class="hidden-text">{ " the scenario as a file" }</span>
                    </button>
                    <button type="button" class="button button--plain button--icon" data-action="theme" onclick={props.on_theme.clone()}
                        aria-label={format!("Colours: {}. Change them", theme_word(view.theme))} title={format!("Colours: {}", theme_word(view.theme))}>
                        { theme_icon(view.theme) }
                    </button>
                    <button type="button" class="button button--primary" data-action="share" aria-haspopup="dialog" onclick={props.on_share.clone()}>{ "Share" }</button>
                </div>
            }
        </header>
    }
}

const fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "as the system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn theme_icon(theme: Theme) -> Html {
    let fill = match theme {
        Theme::Auto => html! { <path class="theme-icon__fill" d="M 0 -7 A 7 7 0 0 1 0 7 Z" /> },
        Theme::Light => Html::default(),
        Theme::Dark => html! { <circle class="theme-icon__fill" r="7" /> },
    };
    html! {
        <svg class="theme-icon" viewBox="-9 -9 18 18" width="18" height="18" aria-hidden="true">
            <circle class="theme-icon__ring" r="7" />
            { fill }
        </svg>
    }
}

fn mark() -> Html {
    html! {
        <svg class="brand__mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
            <path class="brand__path" d="M 3 16 H 13" />
            <path class="brand__gate" d="M 16 5 V 27" />
            <path class="brand__path brand__path--beyond" d="M 20 16 H 29" />
        </svg>
    }
}
