//! The whole page: one state, one analysis, and the parts that show them.
//!
//! All effects start here or below: the window, the linter's facts and AWS's managed policies here; links, files, the clipboard
//! and the theme that a click changes in `edge`; the saved cases and the address in `keep` and `cases`.

mod arrival;
mod cases;
mod edge;
mod host;
mod keep;

use std::cell::RefCell;
use std::rc::Rc;

use accesspath_engine::documents::lacks_texts;
use accesspath_engine::scenario::{ManagedPolicies, Scenario};
use accesspath_policy::facts::SERVICE_AUTHORIZATION;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::footer::footer;
use super::notice::notice;
use super::picture::picture;
use super::printed::printed;
use super::problems::problems;
use super::seen::Seen;
use super::share::ShareOn;
use super::waiting::once_here;
use super::{
    before, drawer, findings, fix, grid, header, inspector, lesson, panels, phone, question, reach,
    send, start, verdict, your_case,
};
use crate::answer::Answer;
use crate::browser::{self, Shortcut, storage};
use crate::desk::Desk;
use crate::embed::{self, Frame, Part};
use crate::export::Looked;
use crate::gallery::Example;
use crate::managed;
use crate::markup::{el, list};
use crate::module::{Module, Stage, use_modules};
use crate::reference::{self, Reference};
use crate::room::Room;
use crate::same::Same;
use crate::saved::{Shelf, is_blank};
use crate::state::{Action, AppState, Notice, Opened, Panel, Tab, View};
use arrival::{Arrival, use_arrival};
use edge::Edge;

/// How long what is drawn stays for the parts that take longer: a program that starts without them is better than none.
/// The number has no derivation.
const LONGEST_MS: u32 = 10_000;

const NOT_CHECKED: &str = "What is checked beside the answer could not be loaded: the connection may have dropped, or the site has just been updated. It is tried again with your next edit.";

/// The input of the page.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The state that it begins with.
    state: AppState,
    /// The answer for it, where that is known already.
    answer: Option<Same<Answer>>,
    /// It comes in place of an answer that is drawn.
    by_parts: bool,
    /// The saved cases.
    shelf: Same<RefCell<Shelf>>,
    /// Where the parts that take longer are asked for.
    desk: Same<Desk>,
}

impl AppProps {
    /// What the address asks for, else what the person did last.
    pub async fn begin() -> Self {
        let shelf = Same(Rc::new(RefCell::new(Shelf::of(storage::new_tab_name()))));
        let desk = Same(Rc::new(Desk::default()));
        let fragment = browser::first_fragment();
        let frame = embed::read(&browser::query());
        let opened = keep::begin(&fragment, &shelf.0, frame.is_some()).await;
        let view = View {
            embedded: frame.is_some(),
            frame: frame.unwrap_or_default().0,
            room: browser::room(),
            width: browser::width(),
            theme: frame.map_or_else(browser::stored_theme, |it| it.1),
            drawer: browser::stored_drawer(),
            label: browser::stored_label(),
            ..View::default()
        };
        let mut state = AppState::new(opened, shelf.0.borrow().tab(), view);
        if !browser::is_drawn() {
            return Self { state, answer: None, by_parts: false, shelf, desk };
        }
        // What is drawn already stays until the program can show no less.
        let answer = Rc::new(Answer::by_parts(state.scenario.clone(), browser::breathe).await);
        for told in desk.0.wait(&answer, state.wants(&answer), LONGEST_MS).await {
            state = state.apply(Action::Hear(told));
        }
        Self { state, answer: Some(Same(answer)), by_parts: true, shelf, desk }
    }

    /// The first answer for an example, to be drawn where no program runs; `managed` is the file of AWS's managed
    /// policies.
    pub fn still(example: Example, managed: &str) -> Self {
        let view = View { still: true, ..View::default() };
        // What is fetched by the page is at hand here.
        let state = AppState::new(Opened::example(example), "", view)
            .apply(Action::Consult(Reference::read(SERVICE_AUTHORIZATION.to_owned())))
            .apply(Action::Provide(ManagedPolicies::read(managed)));
        let (state, answer) = state.settled();
        let shelf = Same(Rc::new(RefCell::new(Shelf::of(String::new()))));
        let desk = Same(Rc::default());
        Self { state, answer: Some(Same(answer)), by_parts: false, shelf, desk }
    }

    /// The same in a window of some width.
    #[must_use]
    pub fn seen_in(&self, window: Still) -> Self {
        let mut seen = self.clone();
        let view = &mut seen.state.view;
        view.room = Room::of_width(f64::from(window.width));
        view.width = window.width;
        view.embedded = window.embedded;
        if window.embedded {
            view.frame = Frame::of("", false);
            view.repaired = None;
        }
        seen
    }
}

/// How the page is drawn where no program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Still {
    /// The width of the window, in CSS pixels.
    pub width: u32,
    /// It is embedded in another page.
    pub embedded: bool,
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let state = use_reducer(|| props.state.clone());
    let dispatch = state.dispatcher();
    // The same from one drawing to the next, for what compares it.
    let act = use_callback((), move |action: Action, ()| match action.module() {
        Some(module) if !module.is_here() => {
            let dispatch = dispatch.clone();
            let act = Callback::from(move |action| dispatch.dispatch(action));
            once_here(module, &act.clone(), move || act.emit(action));
        }
        _ => dispatch.dispatch(action),
    });
    let keeper = keep::use_keeper(&state, &props.shelf, &act);
    use_effect_with(state.view.embedded, {
        let keeper = keeper.clone();
        move |embedded| {
            let embedded = *embedded;
            let listener = browser::on_fragment_change(move || {
                keeper.flush();
                let (keeper, fragment) = (keeper.clone(), browser::first_fragment());
                spawn_local(async move {
                    let opened = keep::begin(&fragment, &keeper.shelf, embedded).await;
                    // Another link may have been followed in the meantime.
                    if browser::first_fragment() == fragment {
                        keeper.act.emit(Action::Open(opened));
                    }
                });
            });
            move || drop(listener)
        }
    });
    use_effect_with(state.view.room, {
        let act = act.clone();
        move |before| {
            let before = *before;
            let listener = browser::on_resize(move || {
                let room = browser::room();
                if room != before {
                    act.emit(Action::Resize(room));
                }
            });
            move || drop(listener)
        }
    });
    use_effect_with(state.view.shown.clone(), |shown| {
        if shown.is_some() {
            browser::scroll_to("[data-shown]");
        }
    });
    use_effect_with(state.view.theme, |theme| browser::show_theme(*theme, false));
    let answer = use_answer(&state.scenario, props.answer.as_ref());
    // The linter looks up for editors alone.
    let consults = state.view.frame.editable || state.scenario.lacks_facts();
    use_effect_with(consults, {
        let (act, desk) = (act.clone(), props.desk.clone());
        move |consults| {
            if *consults {
                consult(act, desk, false);
            }
        }
    });
    use_effect_with(lacks_texts(&state.scenario), {
        let (act, desk) = (act.clone(), props.desk.clone());
        move |lacks| {
            if *lacks {
                spawn_local(async move {
                    if let Some((managed, text)) = managed::fetch().await {
                        desk.0.give("managed", &text);
                        act.emit(Action::Provide(managed));
                    }
                });
            }
        }
    });
    let selection = state.selection(&answer);
    let open = state.tab(&answer, selection.as_ref());
    let document = match &open {
        Tab::Document(id) if state.view.frame.editable => Some(id),
        _ => None,
    };
    let findings = findings::use_findings(document, &answer, &state.view, &props.desk, &act);
    let edge = Edge {
        act: act.clone(),
        scenario: state.scenario.clone(),
        source: state.source.clone(),
        chosen: state.chosen(&answer),
        looked: Looked {
            path: selection.as_ref().filter(|_| !state.view.layer).map(|it| it.path.clone()),
            control: selection.as_ref().map(|it| it.control.to_owned()),
        },
        keeper,
    };
    use_effect_with(Same(state.scenario.clone()), {
        let (act, save) = (act.clone(), edge.save());
        move |_: &Same<Scenario>| {
            let listener = browser::on_shortcut(move |it| match it {
                Shortcut::Help => act.emit(Action::ShowPanel(Panel::Help)),
                Shortcut::Save => save.emit(()),
                Shortcut::Answer => browser::focus_answer(),
                Shortcut::Undo => act.emit(Action::Undo),
                Shortcut::Redo => act.emit(Action::Redo),
            });
            move || drop(listener)
        }
    });
    let selection = selection.as_ref();
    let fetching = use_modules(state.view.frame.editable);
    use_effect_with(Module::Late.stage(), {
        let act = act.clone();
        move |stage| {
            if *stage == Stage::Failed {
                act.emit(Action::Tell(Notice::error(NOT_CHECKED)));
            }
        }
    });
    let arrival = use_arrival(props.by_parts);
    let host = host::use_host(arrival == Arrival::Whole, &state, &answer, selection, &act);
    let fragment = host::use_fragment(&state, &edge.chosen);
    your_case::use_next(&state, &answer, &act);
    let lock_outs = reach::use_lock_outs(&state, &answer, &props.desk, &act);
    let shown = open == Tab::Reach && !state.view.embedded;
    reach::use_who_else(&state, &answer, shown, &props.desk, &act);
    let shown = match open {
        Tab::Grid(of) if !state.view.embedded => Some(of),
        _ => None,
    };
    grid::use_grid(&state, &answer, shown, &props.desk, &act);
    let target = state.repair_target(&answer, selection);
    fix::use_fix(&state, target.as_ref(), &answer, &props.desk, &act);
    send::use_sending(state.view.sending.as_ref(), &answer, &act);
    let waits = state.scenario.lacks_facts() && state.view.reference == Reference::Awaited;
    let checking = waits || lock_outs.checking || state.view.sought.is_some();
    let changed = state.view.earlier.as_ref().map(|it| it.changed(&answer));
    let seen = Seen {
        state: &state,
        answer: &answer,
        selection,
        open: &open,
        lock_outs: &lock_outs,
        changed: changed.as_deref(),
        target: target.as_ref(),
        findings,
    };
    // Programs that wait for the page wait for the one that runs.
    let top = match arrival {
        _ if state.view.still => el("div.page[data-still]"),
        Arrival::Whole => el("div.page[data-app]"),
        _ => el("div.page[data-coming]"),
    };
    top.node_ref(&host)
        .state("data-embedded", state.view.embedded)
        .state("data-checking", checking)
        .state("data-fetching", fetching)
        .node(page(arrival, &props.desk, &seen, &answer, &act, &edge, &fragment))
        .done()
}

/// The answer for the scenario, computed where that is not the one of the last drawing.
#[hook]
fn use_answer(scenario: &Rc<Scenario>, first: Option<&Same<Answer>>) -> Rc<Answer> {
    let last = use_mut_ref(|| first.map(|it| it.0.clone()));
    let mut last = last.borrow_mut();
    let answer = match &*last {
        Some(answer) if Rc::ptr_eq(&answer.of, scenario) => answer.clone(),
        before => Rc::new(Answer::of(scenario.clone(), before.as_deref())),
    };
    *last = Some(answer.clone());
    answer
}

/// Fetches what the linter looks up; where that was asked for `again`, a failure is told.
fn consult(act: Callback<Action>, desk: Same<Desk>, again: bool) {
    spawn_local(async move {
        let text = reference::fetch().await.unwrap_or_default();
        desk.0.give("reference", &text);
        act.emit(match Reference::read(text) {
            Reference::Missing if again => Action::Tell(Notice::error(
                "The list of actions and condition keys still cannot be loaded: the connection may have dropped.",
            )),
            reference => Action::Consult(reference),
        });
    });
}

fn page(
    arrival: Arrival,
    desk: &Same<Desk>,
    seen: &Seen<'_>,
    answer: &Rc<Answer>,
    act: &Callback<Action>,
    edge: &Edge,
    fragment: &str,
) -> Html {
    let state = seen.state;
    let footer = footer(state);
    let shows = |part| state.view.frame.shows(part);
    let scenario = &state.scenario;
    let head = header::HeaderProps {
        state,
        on_examples: edge.menu(state.view.gallery.is_some()),
        on_share: edge.share(),
        on_save: edge.save().reform(|_| ()),
        on_open: edge.open(),
        on_theme: edge.theme(state.view.theme.next()),
        fragment: fragment.to_owned(),
        send: send::button(seen, answer, act),
        act: act.clone(),
    };
    let told = state.view.notice.as_ref().filter(|_| state.view.panel.is_none());
    let on_consult = {
        let (act, desk) = (act.clone(), desk.clone());
        Callback::from(move |_| consult(act.clone(), desk.clone(), true))
    };
    let on_copy = edge.copy();
    let offer = edge.keeper.on_offer();
    let on = panels::PanelsOn {
        example: edge.example(),
        case: edge.keeper.on_case(state.source.clone()),
        share: ShareOn {
            copy: on_copy.clone(),
            redact: edge.share_again(),
            export: edge.export(match &state.view.panel {
                Some(Panel::Share(shared)) => Some(shared),
                _ => None,
            }),
        },
        offer: offer.clone(),
    };
    let panels = panels::panels(state, &on, act);
    let head = header::header(head);
    let told = notice(told, &offer, act);
    // The embedded page has no drawer, and so its inspector stands by itself.
    let drawer = match state.view.embedded || arrival < Arrival::Whole {
        true => Html::default(),
        false => drawer::drawer(seen, act, &on_consult, &on_copy, &edge.drawer()),
    };
    if arrival == Arrival::Frame {
        return list(vec![head, told, footer, panels]);
    }
    if let Some(case) = &state.view.your_case {
        let main = your_case::your_case(seen, case, answer, &edge.label(), act);
        return list(vec![head, told, main, footer, panels]);
    }
    if is_blank(scenario) {
        let examples = edge.menu(state.view.gallery.is_some());
        let start = start::start(state, edge.open(), examples, act);
        let main = el("main.start-page").node(start).node(drawer);
        return list(vec![head, told, main.done(), footer, panels]);
    }
    let room = state.view.room;
    let drawn = || {
        el("section.pane.pane--picture[aria-label=The picture]")
            .node(send::bar(seen, answer, act, &on_copy))
            .node(picture(seen, answer, &edge.label(), act))
    };
    let alone = state.view.embedded || room == Room::Screen;
    let policies = (state.view.embedded && shows(Part::Policies) && arrival == Arrival::Whole)
        .then(|| drawer::policies(seen, act, &on_consult));
    let why = (alone && state.view.frame.inspects() && arrival >= Arrival::Why)
        .then(|| el("aside.pane.pane--inspector").add(inspector::inspector(seen, act, &on_copy)));
    let asked = el("div.asked-line")
        .maybe(shows(Part::Question).then(|| question::question(state, answer, act)))
        .maybe(shows(Part::Verdict).then(|| verdict::verdict(answer, seen.lock_outs, act)))
        .node(lesson::earlier(seen, act))
        .node(problems(answer))
        .node(before::before(answer))
        .node(lesson::lesson(seen, act));
    if arrival == Arrival::Verdict {
        return list(vec![head, told, asked.done(), footer, panels]);
    }
    let paper = printed(answer, seen.selection);
    if room == Room::Phone && !state.view.embedded {
        let main = phone::phone(seen, drawn(), act, &on_consult, &on_copy);
        let asked = asked.put("data-open", seen.open.code());
        return list(vec![head, told, asked.done(), main, footer, panels, paper]);
    }
    let main = el("main.panes")
        .put("data-drawer", state.view.drawer.code())
        .maybe(shows(Part::Picture).then(drawn))
        .node(drawer)
        .maybe(why)
        .maybe(policies);
    list(vec![head, told, asked.done(), main.done(), footer, panels, paper])
}
