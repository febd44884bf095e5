//! What an embedded page says to the page around it, and what it does when that asks for something.
//!
//! `docs/embedding.md` lists the messages. What a person typed is never among them: of an edited scenario the page around
//! hears the outcomes and that it was edited.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::answer::Answer;
use crate::browser;
use crate::browser::parent::{Message, Parent};
use crate::browser::size::on_height;
use crate::chosen::Chosen;
use crate::components::send;
use crate::embed::Asked;
use crate::link;
use crate::same::Same;
use crate::sending::Sending;
use crate::state::{Action, AppState, Selection, Source};

/// A change of height that is left out: what is rounded may come and go with nothing that is seen.
const LEAST_CHANGE: f64 = 2.0;

/// How long an edited scenario stands before the link to it is made anew. The number has no derivation.
const PAUSE_MS: u32 = 400;

/// The page as it was drawn last.
#[derive(Clone)]
struct Now {
    answer: Rc<Answer>,
    path: Option<String>,
    sending: Option<Sending>,
}

/// The page around this one, and what it asked for and still waits for.
struct Host {
    parent: Parent,
    act: Callback<Action>,
    now: RefCell<Now>,
    waiting: RefCell<VecDeque<Asked>>,
    /// What was asked last is not drawn yet; what is asked after it is about what it leads to.
    busy: Cell<bool>,
    /// The page is about to be drawn with it.
    acted: Cell<bool>,
    height: Cell<f64>,
}

impl Host {
    fn hear(self: &Rc<Self>, asked: Asked) {
        match asked {
            Asked::Theme(theme) => self.act.emit(Action::SetTheme(theme)),
            Asked::Show(frame) => self.act.emit(Action::ShowFrame(frame)),
            other => {
                self.waiting.borrow_mut().push_back(other);
                self.go_on();
            }
        }
    }

    /// Does what is asked, one after the other, each once the one before is drawn.
    fn go_on(self: &Rc<Self>) {
        while !self.busy.get() {
            let Some(next) = self.waiting.borrow_mut().pop_front() else { return };
            let action = match next {
                Asked::Load(fragment) => return self.open(fragment),
                Asked::Select(chosen) => Some(Action::Choose(chosen)),
                Asked::Step(to) => {
                    let Now { answer, path, sending } = self.now.borrow().clone();
                    send::step(&answer, sending, path, to)
                }
                Asked::Theme(_) | Asked::Show(_) => None,
            };
            self.act(action);
        }
    }

    fn open(self: &Rc<Self>, fragment: String) {
        self.busy.set(true);
        let host = self.clone();
        spawn_local(async move {
            host.act(link::open(&fragment).await.map(Action::Open));
            host.go_on();
        });
    }

    /// Every action is drawn, also one that changes nothing.
    fn act(&self, action: Option<Action>) {
        self.busy.set(action.is_some());
        if let Some(action) = action {
            self.acted.set(true);
            self.act.emit(action);
        }
    }

    /// The page was drawn.
    fn drawn(self: &Rc<Self>, now: Now) {
        *self.now.borrow_mut() = now;
        if self.acted.take() {
            self.busy.set(false);
            self.go_on();
        }
    }

    fn grow(&self, height: f64) {
        // A pixel to spare, so that what is rounded or left out needs no bar to scroll.
        let height = height.ceil() + 1.0;
        if (height - self.height.get()).abs() >= LEAST_CHANGE {
            self.height.set(height);
            self.parent.say(Message::of("height").put("height", height));
        }
    }
}

/// Talks with the page around this one, where this one is embedded; the result is for the element that holds the page.
#[hook]
pub(super) fn use_host(
    whole: bool,
    state: &UseReducerHandle<AppState>,
    answer: &Rc<Answer>,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> NodeRef {
    let page = use_node_ref();
    let now = Now {
        answer: answer.clone(),
        path: selection.map(|it| it.path.clone()),
        sending: state.view.sending.clone(),
    };
    // Found once the page is drawn: it may be drawn where there is no window.
    let found = use_mut_ref(|| None::<Rc<Host>>);
    use_effect_with(whole, {
        let (found, page, now, act) = (found.clone(), page.clone(), now.clone(), act.clone());
        let embedded = state.view.embedded;
        move |whole| {
            // A page that still comes part by part has not its height.
            let parent = Parent::find().filter(|_| embedded && *whole);
            *found.borrow_mut() = parent.map(|parent| {
                let now = RefCell::new(now);
                let (waiting, busy, acted, height) = Default::default();
                Rc::new(Host { parent, act, now, waiting, busy, acted, height })
            });
            let kept = found.borrow().clone().map(|host| {
                let hears = host.clone();
                let listener = host.parent.on_message(move |member| {
                    if let Some(asked) = Asked::read(member) {
                        hears.hear(asked);
                    }
                });
                let version = env!("CARGO_PKG_VERSION");
                host.parent.say(Message::of("ready").put("version", version));
                (listener, on_height(&page, move |it| host.grow(it)))
            });
            move || drop(kept)
        }
    });
    let outcomes: Vec<_> = answer.paths.iter().map(|it| (it.path.clone(), it.outcome)).collect();
    let told = (whole, answer.verdict.headline.clone(), outcomes, selection.cloned());
    use_effect_with(told, {
        let found = found.clone();
        move |(_, headline, outcomes, selection)| {
            let Some(host) = &*found.borrow() else { return };
            let path = |(path, outcome): &(String, &'static str)| {
                Message::object().put("path", path).put("outcome", *outcome)
            };
            let selected = selection
                .as_ref()
                .map(|it| Message::object().put("path", &it.path).put("control", it.control));
            let message = Message::of("verdict").put("headline", headline);
            let message = message.list("paths", outcomes.iter().map(path));
            host.parent.say(message.inside("selected", selected));
        }
    });
    use_effect_with((whole, state.source.clone(), state.chosen(answer)), {
        let found = found.clone();
        move |(_, source, chosen)| {
            let Some(host) = &*found.borrow() else { return };
            let message = Message::of("state");
            let edited = matches!(source, Source::Own(_));
            let message = match edited {
                true => message,
                false => message.put("fragment", shown(source, chosen)),
            };
            host.parent.say(message.put("edited", edited));
        }
    });
    use_effect(move || {
        let host = found.borrow().clone();
        if let Some(host) = host {
            host.drawn(now);
        }
    });
    page
}

/// The fragment of the link to a scenario that nobody edited, as it is shown.
fn shown(source: &Source, chosen: &Chosen) -> String {
    let content = source.fragment();
    content.split('&').next().unwrap_or_default().to_owned() + &chosen.write()
}

/// The fragment with which the whole page shows what the embedded one does.
#[hook]
pub(super) fn use_fragment(state: &UseReducerHandle<AppState>, chosen: &Chosen) -> String {
    let made = use_state_eq(|| None::<String>);
    let own = state.view.embedded && matches!(state.source, Source::Own(_));
    let edited = own.then(|| (Same(state.scenario.clone()), state.source.clone(), chosen.clone()));
    use_effect_with(edited, {
        let made = made.clone();
        move |edited: &Option<(Same<Scenario>, Source, Chosen)>| {
            let timer = edited.clone().map(|(scenario, source, chosen)| {
                browser::after(PAUSE_MS, move || {
                    spawn_local(async move {
                        made.set(link::fragment_of(&source, &scenario.0, &chosen).await);
                    });
                })
            });
            move || drop(timer)
        }
    });
    match (own, &*made) {
        (true, Some(made)) => made.clone(),
        _ => shown(&state.source, chosen),
    }
}
