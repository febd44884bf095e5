//! The bar at the top: the example, the file, undo, the theme and the link.

use yew::prelude::*;

use crate::markup::{El, el};
use crate::room::Room;
use crate::state::{Action, AppState, CaseStep, Panel};
use crate::theme::Theme;

/// The input of the bar, and its callbacks.
pub(super) struct HeaderProps<'a> {
    pub state: &'a AppState,
    pub on_examples: Callback<MouseEvent>,
    pub on_share: Callback<MouseEvent>,
    pub on_save: Callback<MouseEvent>,
    pub on_open: Callback<Event>,
    pub on_theme: Callback<MouseEvent>,
    /// The fragment of a link to what is shown.
    pub fragment: String,
    /// The button that sends the request.
    pub send: Box<El>,
    pub act: Callback<Action>,
}

pub(super) fn header(props: HeaderProps<'_>) -> Html {
    let view = &props.state.view;
    let title = match props.state.scenario.title.as_str() {
        "" => "Untitled scenario",
        title => title,
    };
    let name = el("span.brand__name").text("accesspath");
    let header = el("header.header").add(el("p.brand").add(mark()).add(name));
    if view.embedded {
        let title = el("p.header__title").text(title);
        return header.add(title).add(props.send).add(whole_page(&props.fragment)).done();
    }
    let own = el("button.button[type=button][data-action=your-case]")
        .on_click(props.act.reform(|_: MouseEvent| Action::YourCase(CaseStep::Begin)))
        .text("Your case");
    let menu = menu(title, props.on_examples.clone());
    match view.room {
        // There is room for the title and for what is pressed most; the rest stands behind a button.
        Room::Phone => header.put("data-phone", "").add(menu).add(actions(props, Some(own))).done(),
        _ => header.add(own).add(menu).add(actions(props, None)).done(),
    }
}

fn menu(title: &str, on_examples: Callback<MouseEvent>) -> Box<El> {
    el("button.button.button--menu[type=button][data-action=examples][aria-haspopup=dialog]")
        .on_click(on_examples)
        .put("title", title)
        .add(el("span.button__text").text(title))
        .add(el("span[aria-hidden=true]").text(" ▾"))
        .add(hidden(": your cases and the examples"))
}

/// The way out of a frame, to the page with editors.
fn whole_page(fragment: &str) -> Box<El> {
    el("a.header__whole[target=_blank][rel=noopener noreferrer]")
        .put("href", &format!("./#{fragment}"))
        .text("Open")
        .add(el("span.button__rest").text("\u{a0}in accesspath"))
}

/// Words for screen readers only.
fn hidden(words: &'static str) -> Box<El> {
    el("span.hidden-text").text(words)
}

/// The buttons of the bar; on a phone `first` and most of them stand behind one.
fn actions(props: HeaderProps<'_>, first: Option<Box<El>>) -> Box<El> {
    let history = &props.state.history;
    let theme = props.state.view.theme;
    let colours = format!("Colours: {}", theme_word(theme));
    let undo = el("button.button.button--plain.button--icon[type=button][data-action=undo]")
        .toggle("disabled", !history.can_undo())
        .on_click(props.act.reform(|_: MouseEvent| Action::Undo))
        .put("aria-label", "Undo")
        .put("title", "Undo")
        .add(icon("M3 6h7a3.5 3.5 0 0 1 0 7H6M3 6l3-3M3 6l3 3"));
    let redo = el("button.button.button--plain.button--icon[type=button][data-action=redo]")
        .toggle("disabled", !history.can_redo())
        .on_click(props.act.reform(|_: MouseEvent| Action::Redo))
        .put("aria-label", "Redo")
        .put("title", "Redo")
        .add(icon("M13 6H6a3.5 3.5 0 0 0 0 7h4M13 6l-3-3M13 6l-3 3"));
    let file = el("input.file[type=file][accept=.json,application/json][data-action=open-file]")
        .on_change(props.on_open.clone());
    let open = el("label.button.button--plain.button--file")
        .text("Open")
        .add(hidden(" a scenario file"))
        .add(file);
    let save = el("button.button.button--plain[type=button][data-action=save-file]")
        .on_click(props.on_save.clone())
        .text("Save")
        .add(hidden(" the scenario as a file"));
    let theme = el("button.button.button--plain.button--icon[type=button][data-action=theme]")
        .on_click(props.on_theme.clone())
        .put("aria-label", &format!("{colours}. Change them"))
        .put("title", &colours)
        .add(theme_icon(theme));
    let share =
        el("button.button.button--primary[type=button][data-action=share][aria-haspopup=dialog]")
            .on_click(props.on_share.clone())
            .text("Share");
    let help = el("button.button.button--plain.button--icon[type=button][data-action=help][aria-haspopup=dialog]")
        .on_click(props.act.reform(|_: MouseEvent| Action::ShowPanel(Panel::Help)))
        .put("aria-label", "Help")
        .put("title", "Help")
        .add(icon("M14.2 8A6.2 6.2 0 1 1 1.8 8a6.2 6.2 0 0 1 12.4 0M6.3 6.4a1.8 1.7 0 1 1 2.8 1.4c-.8.5-1.1.8-1.1 1.6M8 11.3v.2"));
    let rule = || el("span.header__rule[aria-hidden=true]");
    if let Some(first) = first {
        // Made anew for each panel, so that it is closed once one is opened.
        let panel = if props.state.view.panel.is_some() { "panel" } else { "page" };
        let list = el("div.header__more[popover][id=header-more]").key(panel);
        let list = list.add(first).add(redo).add(open).add(save).add(share).add(theme).add(help);
        let more = el("button.button.button--plain.button--icon[type=button][popovertarget=header-more][data-action=actions]")
            .put("aria-label", "More actions")
            .put("title", "More actions")
            .add(icon("M2.5 8h1M7.5 8h1M12.5 8h1"));
        return el("div.header__actions").add(undo).add(props.send).add(more).add(list);
    }
    el("div.header__actions")
        .add(undo)
        .add(redo)
        .add(rule())
        .add(props.send)
        .add(rule())
        .add(open)
        .add(save)
        .add(share)
        .add(theme)
        .add(help)
}

/// A drawn sign of 16 × 16.
fn icon(data: &str) -> Box<El> {
    el("svg.icon[viewBox=0 0 16 16][aria-hidden=true]").add(el("path").put("d", data))
}

const fn theme_word(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "as the system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn theme_icon(theme: Theme) -> Box<El> {
    let fill = match theme {
        Theme::Auto => Some(el("path.theme-icon__fill[d=M 0 -7 A 7 7 0 0 1 0 7 Z]")),
        Theme::Light => None,
        Theme::Dark => Some(el("circle.theme-icon__fill[r=7]")),
    };
    el("svg.theme-icon[viewBox=-9 -9 18 18][width=18][height=18][aria-hidden=true]")
        .add(el("circle.theme-icon__ring[r=7]"))
        .maybe(fill)
}

fn mark() -> Box<El> {
    el("svg.brand__mark[viewBox=0 0 32 32][width=26][height=26][aria-hidden=true]")
        .add(el("path.brand__path[d=M 3 16 H 13]"))
        .add(el("path.brand__gate[d=M 16 5 V 27]"))
        .add(el("path.brand__path.brand__path--beyond[d=M 20 16 H 29]"))
}
