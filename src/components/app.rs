//! The whole page: one state, one analysis, and the parts that show them.
//!
//! Effects hang off this edge: links, files, the clipboard and the theme are touched here and nowhere below.

use std::rc::Rc;

use accesspath_engine::before::Gate;
use accesspath_engine::control::Control;
use accesspath_engine::judge::PathAnalysis;
use accesspath_engine::scenario::change::Change;
use accesspath_engine::scenario::{MAX_BYTES, Scenario};
use accesspath_engine::{Analysis, analyze, explain};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    before, cards, chain, editors, findings, header, inspector, panels, question, reach,
    transcript, what_if,
};
use crate::browser;
use crate::diagram::{self, Drawing};
use crate::findings::Findings;
use crate::gallery::Example;
use crate::link::{self, Shown};
use crate::markup::{El, el, list};
use crate::picture::{Picture, Switch, lay_out};
use crate::reference::{self, Reference};
use crate::state::{Action, AppState, Notice, Panel, Selection, Tab, Theme, View};

/// What the page starts from.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct Props {
    /// What the link shows.
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
pub fn App(props: &Props) -> Html {
    let state = use_reducer(|| begin(&props.shown));
    let dispatch = state.dispatcher();
    use_effect_with((), {
        let dispatch = dispatch.clone();
        move |()| {
            let listener = browser::on_fragment_change(move || {
                let (dispatch, fragment) = (dispatch.clone(), browser::fragment());
                spawn_local(async move {
                    let shown = link::open(&fragment).await;
                    // Who followed another link meanwhile wants that one.
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
    let analysis = use_memo(state.scenario.clone(), |scenario| analyze(scenario));
    let act = Callback::from(move |action| dispatch.dispatch(action));
    use_effect_with((), {
        let (act, embedded) = (act.clone(), state.view.embedded);
        move |()| {
            // Without editors nobody asks.
            if !embedded {
                consult(act, false);
            }
        }
    });
    let selection = state.selection(&analysis);
    let open = state.tab(&analysis, selection.as_ref());
    let reading = editors::reading(&analysis, &open).filter(|_| !state.view.embedded);
    let findings = findings::use_findings(reading, &state.view, &act);
    let edge = Edge { act: act.clone(), scenario: state.scenario.clone() };
    let selection = selection.as_ref();
    let lock_outs = use_memo(state.scenario.clone(), |it| reach::lock_outs(it, &analysis));
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

/// The state, and what is computed from it.
pub(super) struct Seen<'a> {
    pub state: &'a AppState,
    pub analysis: &'a Rc<Analysis>,
    /// The control that is selected.
    pub selection: Option<&'a Selection>,
    /// The tab in front.
    pub open: &'a Tab,
    /// Who could still change the bucket policy.
    pub lock_outs: &'a reach::LockOuts,
    /// What is found in its document, once that is looked through.
    pub findings: Option<&'a Findings>,
}

/// What the page does beyond its own state.
struct Edge {
    act: Callback<Action>,
    scenario: Rc<Scenario>,
}

impl Edge {
    fn share(&self) -> Callback<MouseEvent> {
        let (act, scenario) = (self.act.clone(), self.scenario.clone());
        Callback::from(move |_| {
            let (act, scenario) = (act.clone(), scenario.clone());
            spawn_local(async move {
                act.emit(match link::fragment_of(&scenario).await {
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

    fn copy(&self) -> Callback<String> {
        let act = self.act.clone();
        Callback::from(move |link: String| {
            let act = act.clone();
            spawn_local(async move {
                let notice = match browser::copy(&link).await {
                    Ok(()) => Notice::info("The link is on the clipboard."),
                    Err(_) => Notice::error(
                        "The browser does not let this page use the clipboard: select the link and copy it.",
                    ),
                };
                act.emit(Action::Tell(notice));
            });
        })
    }

    fn save(&self) -> Callback<MouseEvent> {
        let (act, scenario) = (self.act.clone(), self.scenario.clone());
        Callback::from(move |_| {
            if browser::save("scenario.json", &scenario.to_json()).is_err() {
                act.emit(Action::Tell(Notice::error(
                    "The browser does not let this page save files.",
                )));
            }
        })
    }

    fn open(&self) -> Callback<Event> {
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
                    Ok(scenario) => Action::Open(Rc::new(scenario)),
                    Err(message) => Action::Tell(Notice::error(message)),
                });
            });
        })
    }

    /// Shows the examples, and fetches them where that was not done before.
    fn examples(&self, loaded: bool) -> Callback<MouseEvent> {
        let act = self.act.clone();
        Callback::from(move |_| {
            let act = act.clone();
            act.emit(Action::ShowPanel(Panel::Examples));
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

    fn example(&self) -> Callback<Example> {
        let act = self.act.clone();
        Callback::from(move |example: Example| {
            browser::set_fragment(&format!("ex={}", example.id));
            act.emit(Action::ChooseExample(example));
        })
    }

    fn theme(&self, theme: Theme) -> Callback<MouseEvent> {
        let act = self.act.clone();
        Callback::from(move |_| {
            browser::show_theme(theme, true);
            act.emit(Action::SetTheme(theme));
        })
    }
}

fn page(seen: &Seen, act: &Callback<Action>, edge: &Edge) -> Html {
    let Seen { state, analysis, selection, .. } = *seen;
    let scenario = &state.scenario;
    let picture = lay_out(analysis, scenario);
    let path = selection.and_then(|it| analysis.paths.iter().find(|path| path.path.id == it.path));
    let head = header::Props {
        state,
        on_examples: edge.examples(state.view.gallery.is_some()),
        on_share: edge.share(),
        on_save: edge.save(),
        on_open: edge.open(),
        on_theme: edge.theme(state.view.theme.next()),
        act: act.clone(),
    };
    let told = state.view.notice.as_ref().filter(|_| state.view.panel.is_none());
    let frame = el("div.picture-frame[tabindex=0][role=group]")
        .put("aria-label", "Picture of all paths; scrolls sideways where the window is narrow")
        .node(drawn(&picture, analysis, scenario, selection, act));
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
                .add(frame)
                .node(what_if::what_if(scenario, act))
                .node(reach::reach(seen.lock_outs, scenario, act))
                .node(transcript::transcripts(state, analysis, selection, act)),
        )
        .node(chain::chains(analysis, scenario))
        .add(el("div.columns").node(editors).node(inspector::inspector(path, selection, scenario)));
    list(vec![
        header::header(&head),
        notice(told, act),
        main.done(),
        footer(state),
        panels::panels(state, analysis, &edge.example(), &edge.copy(), act),
    ])
}

fn drawn(
    picture: &Picture,
    analysis: &Rc<Analysis>,
    scenario: &Rc<Scenario>,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Html {
    let on_select = act.reform(Action::Select);
    let on_key = {
        let (act, picture) = (act.clone(), picture.clone());
        Callback::from(move |(event, from): (KeyboardEvent, Selection)| {
            let to = match event.key().as_str() {
                "Enter" | " " => Some(from),
                key => neighbour(&picture, &from, key),
            };
            if let Some(to) = to {
                event.prevent_default();
                browser::focus_near(
                    &event,
                    &format!("[data-gate=\"{}:{}\"]", to.path, to.control.code()),
                );
                act.emit(Action::Select(to));
            }
        })
    };
    let spoken = |id: &str, control: Control| {
        let path: Option<&PathAnalysis> = analysis.paths.iter().find(|it| it.path.id == id);
        match path.and_then(|it| it.control(control).map(|traced| (it, traced))) {
            Some((path, traced)) => diagram::spoken(
                id,
                control,
                traced.verdict,
                &explain::heading(path, control, scenario),
            ),
            None => String::new(),
        }
    };
    let before = |function: &str, gate: Gate| {
        let mut own = analysis.before.iter().filter(|it| it.function == function);
        own.find(|it| it.gate == gate).map_or_else(String::new, |it| {
            let name = explain::caller_name(scenario, function);
            before::spoken(name, it)
        })
    };
    let on_switch = {
        let act = act.clone();
        Callback::from(move |told| switched(told).into_iter().for_each(|it| act.emit(it)))
    };
    let title = format!("{} {}", explain::question(scenario), explain::summary(analysis));
    diagram::draw(&Drawing {
        picture,
        selection,
        spoken: &spoken,
        before: &before,
        on_switch,
        on_select,
        on_key,
        title,
    })
}

/// What a click on a switch of the picture changes, or a key that is pressed on it.
fn switched((key, switch): (Option<KeyboardEvent>, Switch)) -> Option<Action> {
    if let Some(event) = key {
        if !matches!(event.key().as_str(), "Enter" | " ") {
            return None;
        }
        event.prevent_default();
        if switch.on {
            // What is switched off may leave the picture; the list of all parts keeps it, and with it the focus.
            let own = format!("[data-part=\"{}:{}\"]", switch.part.code(), switch.part.id());
            browser::focus_near(&event, &own);
        }
    }
    Some(Action::Change(Change::SetPart(switch.part, !switch.on)))
}

/// The gate that an arrow key leads to.
fn neighbour(picture: &Picture, from: &Selection, key: &str) -> Option<Selection> {
    let at = picture.lanes.iter().position(|it| it.id == from.path)?;
    let lane = picture.lanes.get(at)?;
    let mut gates: Vec<(f64, Control)> = lane.gates.iter().map(|it| (it.x, it.control)).collect();
    gates.sort_by(|a, b| a.0.total_cmp(&b.0));
    let here = gates.iter().position(|(_, it)| *it == from.control)?;
    let along = |to: Option<usize>| {
        let (_, control) = gates.get(to?)?;
        Some(Selection { path: lane.id.clone(), control: *control })
    };
    let across = |to: Option<usize>| {
        let (x, _) = gates.get(here)?;
        let lane = picture.lanes.get(to?)?;
        let nearest =
            lane.gates.iter().min_by(|a, b| (a.x - x).abs().total_cmp(&(b.x - x).abs()))?;
        Some(Selection { path: lane.id.clone(), control: nearest.control })
    };
    match key {
        "ArrowRight" => along(here.checked_add(1)),
        "ArrowLeft" => along(here.checked_sub(1)),
        "Home" => along(Some(0)),
        "End" => along(gates.len().checked_sub(1)),
        "ArrowDown" => across(at.checked_add(1)),
        "ArrowUp" => across(at.checked_sub(1)),
        _ => None,
    }
}

pub(super) fn notice(notice: Option<&Notice>, act: &Callback<Action>) -> Html {
    let Some(notice) = notice else { return el("div.notices[role=status]").done() };
    let dismiss = act.reform(|_: MouseEvent| Action::DismissNotice);
    let (role, class) =
        if notice.is_error { ("alert", "notice notice--error") } else { ("status", "notice") };
    let told = el("div[data-notice]")
        .put("class", class)
        .put("role", role)
        .add(el("p.notice__text").text(&notice.text))
        .add(el("button.button[type=button]").on_click(dismiss).text("Dismiss"));
    el("div.notices").add(told).done()
}

fn problems(analysis: &Analysis) -> Html {
    if analysis.problems.is_empty() {
        return Html::default();
    }
    let all = analysis
        .problems
        .iter()
        .map(|it| el("li").add(el("code").text(&it.place())).text(&format!(": {}", it.message)));
    el("section.problems[role=alert][data-problems][aria-label=Problems of the scenario]")
        .add(el("h2.problems__title").text("The scenario does not fit together"))
        .add(el("ul").each(all))
        .done()
}

fn legend() -> Box<El> {
    use accesspath_engine::control::Verdict;
    let verdicts =
        [Verdict::LetsThrough, Verdict::Blocks, Verdict::Undetermined, Verdict::NotConfigured];
    let faces = verdicts
        .into_iter()
        .map(|it| el("li.legend__item").add(diagram::small_face(it)).text(it.word()));
    let dots = el("span.legend__dots[aria-hidden=true]");
    el("ul.legend[aria-label=Legend]")
        .each(faces)
        .add(el("li.legend__item").add(dots).text("never reached"))
}

fn footer(state: &AppState) -> Html {
    let footer = el("footer.footer");
    if state.view.embedded {
        let full = browser::address_with(browser::fragment().trim_start_matches('#'));
        let link = el("a[target=_blank][rel=noopener noreferrer]")
            .put("href", &full)
            .text("Open in accesspath");
        return footer.add(el("p").add(link)).done();
    }
    let private = "Everything is computed in this browser: nothing that you paste leaves it.";
    let about = concat!(
        "accesspath ",
        env!("CARGO_PKG_VERSION"),
        ". Not affiliated with or endorsed by AWS. It follows AWS's documentation; ",
        "an answer that leans on a rule AWS leaves unclear says so."
    );
    footer.add(el("p").text(private)).add(el("p").text(about)).done()
}
