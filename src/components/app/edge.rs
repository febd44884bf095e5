//! Callbacks of the bar and the panels for links, files, the clipboard and the theme.
//!
//! Each method gives one callback, which calls the browser and reports the result as an action.

use std::rc::Rc;

use accesspath_engine::scenario::{MAX_BYTES, Scenario};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::keep::Keeper;
use crate::browser;
use crate::chosen::Chosen;
use crate::drawer_size::DrawerSize;
use crate::gallery::Example;
use crate::label_size::LabelSize;
use crate::link;
use crate::state::{Action, MenuMode, Notice, Opened, Panel, Source};
use crate::theme::Theme;

/// The effects of the page outside of its own state.
pub(super) struct Edge {
    pub act: Callback<Action>,
    pub scenario: Rc<Scenario>,
    pub source: Source,
    pub chosen: Chosen,
    pub keeper: Rc<Keeper>,
}

impl Edge {
    pub fn share(&self) -> Callback<MouseEvent> {
        let (act, scenario) = (self.act.clone(), self.scenario.clone());
        let (source, chosen) = (self.source.clone(), self.chosen.clone());
        Callback::from(move |_| {
            let (act, scenario) = (act.clone(), scenario.clone());
            let (source, chosen) = (source.clone(), chosen.clone());
            spawn_local(async move {
                act.emit(match link::fragment_of(&source, &scenario, &chosen).await {
                    Some(fragment) => {
                        browser::set_fragment(&fragment);
                        Action::ShowPanel(Panel::Share(fragment))
                    }
                    None => Action::Tell(Notice::error(
                        "This scenario is too large for a link. Save it as a file and send that.",
                    )),
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
            let name = format!("{}.json", file_name(&scenario.title));
            if browser::save(&name, &scenario.to_json()).is_err() {
                act.emit(Action::Tell(Notice::error(
                    "The browser does not let this page save files.",
                )));
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

/// The longest name of a file, without its extension: long enough to be told apart. The number has no derivation.
const LONGEST: usize = 60;

/// A name that every file system takes: the words of a title, in small letters.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for word in title.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let joint = if name.is_empty() { "" } else { "-" };
        if name.len() + joint.len() + word.len() > LONGEST {
            break;
        }
        name.push_str(joint);
        name.push_str(&word.to_lowercase());
    }
    if name.is_empty() { "scenario".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_title() {
        let check = |title: &str, expected: &str| assert_eq!(file_name(title), expected);
        check("Which path reaches my S3 bucket?", "which-path-reaches-my-s3-bucket");
        check("../etc/passwd: \"é\"", "etc-passwd-é");
        check("?!", "scenario");
        check(&"word ".repeat(30), "word-word-word-word-word-word-word-word-word-word-word-word");
    }
}
