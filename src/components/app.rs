//! The whole page: one state, one analysis, and the parts that show them.
//!
//! All effects start here or in `edge`: the link, the window, the linter's facts and AWS's managed policies here; links, files, the clipboard
//! and the theme that a click changes in `edge`.

mod edge;

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
    before, cards, chain, editors, findings, header, inspector, panels, question, reach,
    transcript, what_if,
};
use crate::browser;
use crate::link::{self, Shown};
use crate::managed;
use crate::markup::{el, list};
use crate::reference::{self, Reference};
use crate::state::{Action, AppState, Notice, View};
use edge::Edge;

/// The input of the page.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The content of the link.
    pub shown: Shown,
}

fn begin(shown: &Shown) -> AppState {
    let (scenario, example, notice) = match shown {
        Shown::Example(example) => (example.scenario.clone(), Some(example.id), None),
        Shown::Scenario(scenario) => (scenario.clone(), None, None),
        Shown::Nothing(notice) => {
            let default = link::default();
            (default.scenario, Some(default.id), Some(notice.clone()))
        }
    };
    let view = View {
        example,
        notice,
        embedded: browser::is_embedded(),
        narrow: browser::is_narrow(),
        theme: browser::stored_theme(),
        ..View::default()
    };
    AppState::new(scenario, view)
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = use_reducer(|| begin(&props.shown));
    let dispatch = state.dispatcher();
    use_effect_with((), {
        let dispatch = dispatch.clone();
        move |()| {
            let listener = browser::on_fragment_change(move || {
                let (dispatch, fragment) = (dispatch.clone(), browser::fragment());
                spawn_local(async move {
                    let shown = link::open(&fragment).await;
                    // Another link may have been followed in the meantime.
                    if browser::fragment() == fragment {
                        dispatch.dispatch(match shown {
                            Shown::Example(example) => Action::ChooseExample(example),
                            Shown::Scenario(scenario) => Action::Open(scenario),
                            Shown::Nothing(notice) => Action::Tell(notice),
                        });
                    }
                });
            });
            move || drop(listener)
        }
    });
    use_effect_with(state.view.narrow, {
        let dispatch = dispatch.clone();
        move |narrow| {
            let narrow = *narrow;
            let listener = browser::on_resize(move || {
                if browser::is_narrow() != narrow {
                    dispatch.dispatch(Action::Resize { narrow: !narrow });
                }
            });
            move || drop(listener)
        }
    });
    use_effect_with(state.view.theme, |theme| browser::show_theme(*theme, false));
    let analysis = use_analysis(&state.scenario);
    // The same from one drawing to the next, for what compares it.
    let act = use_callback((), move |action, ()| dispatch.dispatch(action));
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
    let edge = Edge { act: act.clone(), scenario: state.scenario.clone() };
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
        on_examples: edge.examples(state.view.gallery.is_some()),
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
    list(vec![
        header::header(&head),
        notice(told, act),
        main.done(),
        footer(state),
        panels::panels(state, analysis, &edge.example(), &edge.copy(), act),
    ])
}
