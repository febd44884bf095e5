//! Callbacks of the bar and the panels for links, files, the clipboard and the theme.
//!
//! Each method gives one callback, which calls the browser and reports the result as an action.

use std::rc::Rc;

use accesspath_engine::redact::{Redacted, redacted};
use accesspath_engine::scenario::{MAX_BYTES, Scenario};
use accesspath_picture::Colours;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::keep::Keeper;
use crate::browser;
use crate::chosen::Chosen;
use crate::components::waiting::once_here;
use crate::drawer_size::DrawerSize;
use crate::export::{self, Export, Looked};
use crate::gallery::Example;
use crate::label_size::LabelSize;
use crate::link;
use crate::module::{Module, elsewhere};
use crate::state::{Action, MenuMode, Notice, Opened, Panel, Shared, Source};
use crate::theme::Theme;

/// The effects of the page outside of its own state.
pub(super) struct Edge {
    pub act: Callback<Action>,
    pub scenario: Rc<Scenario>,
    pub source: Source,
    pub chosen: Chosen,
    pub looked: Looked,
    pub keeper: Rc<Keeper>,
}

impl Edge {
    /// Opens the panel that shares the scenario, with the person's own names.
    pub fn share(&self) -> Callback<MouseEvent> {
        self.share_again().reform(|_| false)
    }

    /// Shares the scenario with other names, or with the person's own.
    pub fn share_again(&self) -> Callback<bool> {
        let (act, scenario, source) =
            (self.act.clone(), self.scenario.clone(), self.source.clone());
        let (chosen, looked) = (self.chosen.clone(), self.looked.clone());
        Callback::from(move |redact: bool| {
            let (act, scenario, source) = (act.clone(), scenario.clone(), source.clone());
            let (chosen, looked) = (chosen.clone(), looked.clone());
            spawn_local(async move {
                // Other names are asked for in the panel, whose module is here.
                let other = redact.then(|| with_other_names(&scenario));
                let fragment = match &other {
                    // An address that says so would show another scenario than the page does.
                    Some(other) => {
                        let chosen = with_other_path(&chosen, other);
                        link::fragment_of(&Source::New, &other.scenario, &chosen).await
                    }
                    None => {
                        let fragment = link::fragment_of(&source, &scenario, &chosen).await;
                        fragment.iter().for_each(|it| browser::set_fragment(it));
                        fragment
                    }
                };
                let shared = Shared { fragment, chosen, looked, other };
                act.emit(Action::ShowPanel(Panel::Share(Rc::new(shared))));
            });
        })
    }

    /// Saves a file of what is shared.
    pub fn export(&self, shared: Option<&Shared>) -> Callback<(Export, Colours)> {
        let act = self.act.clone();
        let (scenario, looked) = match shared.and_then(|it| it.other.as_ref()) {
            Some(other) => {
                let path = |it: &String| other.path(it).map(str::to_owned);
                let path = self.looked.path.as_ref().and_then(path);
                (Rc::new(other.scenario.clone()), Looked { path, ..self.looked.clone() })
            }
            None => (self.scenario.clone(), self.looked.clone()),
        };
        Callback::from(move |(export, colours)| {
            let (act, scenario, looked) = (act.clone(), scenario.clone(), looked.clone());
            // A report tells the smallest changes.
            once_here(Module::Late, &act.clone(), move || {
                let file = exported(&scenario, &looked, export, colours);
                spawn_local(async move {
                    let saved = match export {
                        Export::Png => browser::save_png(&file.name, &file.text).await,
                        _ => browser::save(&file.name, file.kind, &file.text),
                    };
                    act.emit(Action::Tell(match saved {
                        Ok(()) => Notice::info(format!("Saved as {}.", file.name)),
                        Err(_) => Notice::error(NOT_SAVED),
                    }));
                });
            });
        })
    }

    pub fn copy(&self) -> Callback<String> {
        let act = self.act.clone();
        Callback::from(move |link: String| {
            let act = act.clone();
            spawn_local(async move {
                let notice = match browser::copy(&link).await {
                    Ok(()) => Notice::info("Copied to the clipboard."),
                    Err(_) => Notice::error(
                        "The browser does not let this page use the clipboard: select the text and copy it.",
                    ),
                };
                act.emit(Action::Tell(notice));
            });
        })
    }

    /// Saves the scenario as a file.
    pub fn save(&self) -> Callback<()> {
        let (act, scenario) = (self.act.clone(), self.scenario.clone());
        Callback::from(move |()| {
            let name = format!("{}.json", export::file_name(&scenario.title));
            if browser::save(&name, "application/json", &scenario.to_json()).is_err() {
                act.emit(Action::Tell(Notice::error(NOT_SAVED)));
            }
        })
    }

    pub fn open(&self) -> Callback<Event> {
        let act = self.act.clone();
        Callback::from(move |event: Event| {
            let input: Option<HtmlInputElement> = event.target_dyn_into();
            let Some(file) = input.as_ref().and_then(browser::chosen_file) else { return };
            let act = act.clone();
            spawn_local(async move {
                let read = browser::text_of(&file, MAX_BYTES).await;
                let name = file.name();
                let scenario = read.and_then(|text| {
                    Scenario::from_json(&text).map_err(|it| {
                        format!("{name}, line {}, column {}: {}", it.line, it.column, it.message)
                    })
                });
                act.emit(match scenario {
                    Ok(scenario) => Action::Bring(Rc::new(scenario)),
                    Err(message) => Action::Tell(Notice::error(message)),
                });
            });
        })
    }

    /// Shows the saved cases and the examples, which are fetched unless they are loaded.
    pub fn menu(&self, loaded: bool) -> Callback<MouseEvent> {
        let (act, keeper) = (self.act.clone(), self.keeper.clone());
        Callback::from(move |_| {
            let act = act.clone();
            keeper.flush();
            keeper.list();
            act.emit(Action::ShowPanel(Panel::Menu(MenuMode::Choosing)));
            if loaded {
                return;
            }
            spawn_local(async move {
                act.emit(match link::examples().await {
                    Some(examples) => Action::Offer(examples),
                    None => Action::Tell(Notice::error(
                        "The examples could not be loaded: the connection may have dropped. Close this and try again.",
                    )),
                });
            });
        })
    }

    pub fn example(&self) -> Callback<Example> {
        let act = self.act.clone();
        Callback::from(move |example: Example| act.emit(Action::Open(Opened::example(example))))
    }

    pub fn drawer(&self) -> Callback<DrawerSize> {
        let act = self.act.clone();
        Callback::from(move |size| {
            browser::store_drawer(size);
            act.emit(Action::SizeDrawer(size));
        })
    }

    pub fn label(&self) -> Callback<LabelSize> {
        let act = self.act.clone();
        Callback::from(move |size| {
            browser::store_label(size);
            act.emit(Action::SizeLabels(size));
        })
    }

    pub fn theme(&self, theme: Theme) -> Callback<MouseEvent> {
        let act = self.act.clone();
        Callback::from(move |_| {
            browser::show_theme(theme, true);
            act.emit(Action::SetTheme(theme));
        })
    }
}

elsewhere! { more "16"
fn with_other_names(scenario: &Scenario) -> Redacted {
    redacted(scenario)
} }

elsewhere! { more "17"
fn exported(
    scenario: &Rc<Scenario>,
    looked: &Looked,
    export: Export,
    colours: Colours,
) -> export::File {
    export::file(scenario, looked, export, colours)
} }

const NOT_SAVED: &str = "The browser does not let this page save files.";

/// What a link selects, where its paths have other ids.
fn with_other_path(chosen: &Chosen, other: &Redacted) -> Chosen {
    let path = chosen.path.as_ref().and_then(|it| other.path(it));
    Chosen { path: path.map(str::to_owned), ..chosen.clone() }
}
