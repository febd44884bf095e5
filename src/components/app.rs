//! The whole page: one state, one analysis, and the parts that show them.
//!
//! All effects start here or below: the window, the linter's facts and AWS's managed policies here; links, files, the clipboard
//! and the theme that a click changes in `edge`; the saved cases and the address in `keep` and `cases`.

mod cases;
mod edge;
mod keep;

use std::cell::RefCell;
use std::rc::Rc;

use accesspath_engine::documents::lacks_texts;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{Analysis, analyze, analyze_again};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::footer::footer;
use super::notice::notice;
use super::picture::{legend, picture};
use super::problems::problems;
use super::seen::Seen;
use super::{
    before, cards, chain, editors, findings, header, inspector, panels, question, reach, start,
    transcript, what_if,
};
use crate::browser::{self, storage};
use crate::managed;
use crate::markup::{el, list};
use crate::reference::{self, Reference};
use crate::same::Same;
use crate::saved::{Shelf, is_blank};
use crate::state::{Action, AppState, Notice, Opened, View};
use edge::Edge;

/// The input of the page.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What it shows at first.
    pub opened: Opened,
    /// The saved cases.
    shelf: Same<RefCell<Shelf>>,
}

impl AppProps {
    /// What the address asks for, else what the person did last.
    pub async fn begin() -> Self {
        let shelf = Same(Rc::new(RefCell::new(Shelf::of(storage::new_tab_name()))));
        let fragment = browser::fragment();
        let opened = keep::begin(&fragment, &shelf.0, browser::is_embedded()).await;
        Self { opened, shelf }
    }
}

fn begin(props: &AppProps) -> AppState {
    let view = View {
        embedded: browser::is_embedded(),
        narrow: browser::is_narrow(),
        theme: browser::stored_theme(),
        ..View::default()
    };
    AppState::new(props.opened.clone(), props.shelf.0.borrow().tab(), view)
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = use_reducer(|| begin(props));
    let dispatch = state.dispatcher();
    // The same from one drawing to the next, for what compares it.
    let act = use_callback((), move |action, ()| dispatch.dispatch(action));
    let keeper = keep::use_keeper(&state, &props.shelf, &act);
    use_effect_with(state.view.embedded, {
        let keeper = keeper.clone();
        move |embedded| {
            let embedded = *embedded;
            let listener = browser::on_fragment_change(move || {
                keeper.flush();
                let (keeper, fragment) = (keeper.clone(), browser::fragment());
                spawn_local(async move {
                    let opened = keep::begin(&fragment, &keeper.shelf, embedded).await;
                    // Another link may have been followed in the meantime.
                    if browser::fragment() == fragment {
                        keeper.act.emit(Action::Open(opened));
                    }
                });
            });
            move || drop(listener)
        }
    });
    use_effect_with(state.view.narrow, {
        let act = act.clone();
        move |narrow| {
            let narrow = *narrow;
            let listener = browser::on_resize(move || {
                if browser::is_narrow() != narrow {
                    act.emit(Action::Resize { narrow: !narrow });
                }
            });
            move || drop(listener)
        }
    });
    use_effect_with(state.view.theme, |theme| browser::show_theme(*theme, false));
    let analysis = use_analysis(&state.scenario);
    // The embedded page has no editors, and so no linter.
    let consults = !state.view.embedded || state.scenario.lacks_facts();
    use_effect_with(consults, {
        let act = act.clone();
        move |consults| {
            if *consults {
                consult(act, false);
            }
        }
    });
    use_effect_with(lacks_texts(&state.scenario), {
        let act = act.clone();
        move |lacks| {
            if *lacks {
                spawn_local(async move {
                    if let Some(managed) = managed::fetch().await {
                        act.emit(Action::Provide(managed));
                    }
                });
            }
        }
    });
    let selection = state.selection(&analysis);
    let open = state.tab(&analysis, selection.as_ref());
    let reading = editors::reading(&analysis, &open).filter(|_| !state.view.embedded);
    let findings = findings::use_findings(reading, &state.view, &act);
    let edge = Edge {
        act: act.clone(),
        scenario: state.scenario.clone(),
        source: state.source.clone(),
        chosen: state.chosen(&analysis),
        keeper,
    };
    let selection = selection.as_ref();
    let lock_outs = reach::use_lock_outs(&state, &analysis, &act);
    let seen = Seen {
        state: &state,
        analysis: &analysis,
        selection,
        open: &open,
        lock_outs: &lock_outs,
        findings,
    };
    el("div.page[data-app]")
        .state("data-embedded", state.view.embedded)
        .node(page(&seen, &act, &edge))
        .done()
}

/// The analysis of the scenario, computed where that is not the one of the last drawing.
#[hook]
fn use_analysis(scenario: &Rc<Scenario>) -> Rc<Analysis> {
    let last = use_mut_ref(|| None::<(Rc<Scenario>, Rc<Analysis>)>);
    let mut last = last.borrow_mut();
    let analysis = match &*last {
        Some((of, analysis)) if Rc::ptr_eq(of, scenario) => analysis.clone(),
        Some((_, before)) => Rc::new(analyze_again(scenario, before)),
        None => Rc::new(analyze(scenario)),
    };
    *last = Some((scenario.clone(), analysis.clone()));
    analysis
}

/// Fetches what the linter looks up; where that was asked for `again`, a failure is told.
fn consult(act: Callback<Action>, again: bool) {
    spawn_local(async move {
        act.emit(match reference::fetch().await {
            Reference::Missing if again => Action::Tell(Notice::error(
                "The list of actions and condition keys still cannot be loaded: the connection may have dropped.",
            )),
            reference => Action::Consult(reference),
        });
    });
}

fn page(seen: &Seen, act: &Callback<Action>, edge: &Edge) -> Html {
    let Seen { state, analysis, selection, .. } = *seen;
    let scenario = &state.scenario;
    let path = selection.and_then(|it| analysis.paths.iter().find(|path| path.path.id == it.path));
    let head = header::HeaderProps {
        state,
        on_examples: edge.menu(state.view.gallery.is_some()),
        on_share: edge.share(),
        on_save: edge.save(),
        on_open: edge.open(),
        on_theme: edge.theme(state.view.theme.next()),
        act: act.clone(),
    };
    let told = state.view.notice.as_ref().filter(|_| state.view.panel.is_none());
    let editors = if state.view.embedded {
        Html::default()
    } else {
        let on_consult = {
            let act = act.clone();
            Callback::from(move |_| consult(act.clone(), true))
        };
        editors::editors(seen, act, &on_consult)
    };
    let offer = edge.keeper.on_offer();
    let on = panels::PanelsOn {
        example: edge.example(),
        case: edge.keeper.on_case(state.source.clone()),
        copy: edge.copy(),
        offer: offer.clone(),
    };
    let panels = panels::panels(state, analysis, &on, act);
    if is_blank(scenario) {
        let examples = edge.menu(state.view.gallery.is_some());
        let main = el("main.main")
            .node(start::start(state, Html::default(), edge.open(), examples))
            .node(editors);
        let told = notice(told, &offer, act);
        return list(vec![header::header(&head), told, main.done(), footer(state), panels]);
    }
    let main = el("main.main")
        .node(question::question(state, analysis, act))
        .node(problems(analysis))
        .node(before::before(analysis, scenario))
        .node(cards::cards(analysis, scenario, selection, act))
        .add(
            el("section.panel.panel--picture[aria-label=The picture]")
                .add(legend())
                .add(picture(analysis, scenario, selection, act))
                .node(what_if::what_if(scenario, act))
                .node(reach::reach(seen.lock_outs, scenario, act))
                .node(transcript::transcripts(state, analysis, selection, act)),
        )
        .node(chain::chains(analysis, scenario, state.view.repaired.as_deref(), act))
        .add(el("div.columns").node(editors).node(inspector::inspector(
            path,
            selection,
            scenario,
            &state.view,
            act,
        )));
    list(vec![header::header(&head), notice(told, &offer, act), main.done(), footer(state), panels])
}
