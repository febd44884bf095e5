//! Keeps the person's case in the browser while they edit it, and the address in agreement with the page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser;
use crate::browser::storage::{self, Shared};
use crate::link;
use crate::same::Same;
use crate::saved::{Seen, Shelf, Trouble, Written};
use crate::state::{Action, AppState, Notice, Offer, Opened, Panel, Source, read_facts};

/// The pause in typing after which a case is saved, in milliseconds.
const PAUSE_MS: u32 = 400;

/// What the page shows at first, or for a fragment that was followed: the link's content, else the case to go on with,
/// else the default example.
pub async fn begin(fragment: &str, shelf: &RefCell<Shelf>, embedded: bool) -> Opened {
    let linked = link::open(fragment).await;
    if embedded {
        return linked.unwrap_or_else(default);
    }
    let mut shelf = shelf.borrow_mut();
    let last = shelf.last(&Shared, storage::open_case().as_deref());
    match (linked, last) {
        (Some(opened), None) => opened,
        (None, None) => default(),
        (Some(opened), Some(id)) => match shelf.holder(&Shared, &opened.scenario) {
            // The link was made of a saved case, and that did not change.
            Some(id) if shelf.open(&Shared, &id).is_ok() => {
                Opened { source: Source::Own(id), ..opened }
            }
            _ => match shelf.name(&Shared, &id) {
                Some(name) => beside(opened, id, &name),
                None => opened,
            },
        },
        (None, Some(id)) => match shelf.open(&Shared, &id) {
            Ok(saved) => Opened::saved(saved),
            Err(damage) => {
                let told = format!("{}. It is kept under \"Your cases\".", damage.message());
                Opened { notice: Some(Notice::error(told)), ..default() }
            }
        },
    }
}

fn default() -> Opened {
    Opened::example(crate::gallery::default_example())
}

/// A link's content, with the offer to open the saved case in its place.
fn beside(opened: Opened, id: Rc<str>, name: &str) -> Opened {
    let notice = match opened.notice {
        Some(notice) => notice,
        None => Notice::info(format!("You have a saved case: \"{name}\".")),
    };
    Opened { notice: Some(notice.offering(Some(Offer::OpenCase(id)))), ..opened }
}

/// A case that may have to be saved.
#[derive(Clone, PartialEq)]
struct Pending {
    id: Rc<str>,
    scenario: Same<Scenario>,
    /// Its facts as they are being typed.
    draft: Option<String>,
}

/// Saves what the person edits.
pub(super) struct Keeper {
    pub shelf: Rc<RefCell<Shelf>>,
    pub act: Callback<Action>,
    /// What is not saved yet.
    pending: RefCell<Option<Pending>>,
    timer: Cell<Option<Timeout>>,
    /// The last trouble; each is told once.
    trouble: Cell<Option<Trouble>>,
    /// The case of which it was told that another tab changed or deleted it.
    told_of: RefCell<Option<Rc<str>>>,
}

impl Keeper {
    fn of(shelf: Rc<RefCell<Shelf>>, act: Callback<Action>) -> Self {
        let (pending, timer, trouble, told_of) = Default::default();
        Self { shelf, act, pending, timer, trouble, told_of }
    }

    /// Saves a case once the typing pauses.
    fn note(self: &Rc<Self>, pending: Pending) {
        if self.pending.borrow().as_ref().is_some_and(|it| it.id != pending.id) {
            self.flush();
        }
        *self.pending.borrow_mut() = Some(pending);
        let keeper = self.clone();
        self.timer.set(Some(browser::after(PAUSE_MS, move || keeper.flush())));
    }

    /// Saves at once what is not saved yet.
    pub fn flush(&self) {
        // Dropped, a timer does not fire.
        self.timer.set(None);
        let Some(Pending { id, scenario, draft }) = self.pending.borrow_mut().take() else {
            return;
        };
        let scenario = &scenario.0;
        let draft = draft.filter(|it| read_facts(scenario, it).is_err());
        let mut shelf = self.shelf.borrow_mut();
        let written = shelf.write(&mut Shared, &id, scenario, draft.as_deref(), storage::now());
        drop(shelf);
        let trouble = written.as_ref().err().copied();
        if self.trouble.replace(trouble) != trouble {
            self.act.emit(Action::Fail(trouble));
        }
        if let Ok(written) = written {
            let id = self.written(id, written);
            storage::set_open_case(Some(&id));
        }
    }

    /// Tells the page under which id and name its case is saved.
    fn written(&self, from: Rc<str>, written: Written) -> Rc<str> {
        match written {
            Written::Kept => from,
            Written::Named { name } => {
                self.act.emit(Action::SaveAs { from: from.clone(), to: from.clone(), name });
                from
            }
            Written::Forked { id, name, original } => {
                let told = format!(
                    "\"{original}\" was changed in another tab, so what you change here is saved as a copy: \"{name}\"."
                );
                self.act.emit(Action::SaveAs { from, to: id.clone(), name });
                self.act.emit(Action::Tell(Notice::info(told)));
                id
            }
        }
    }

    /// Forgets what is not saved yet.
    pub fn drop_pending(&self) {
        self.timer.set(None);
        self.pending.borrow_mut().take();
    }

    /// Looks which cases are saved, for the menu.
    pub fn list(&self) {
        let cases = self.shelf.borrow().list(&Shared);
        self.act.emit(Action::List(cases.into()));
    }

    /// Another tab changed something: looks what became of the case on the page, and saves a copy where it was overwritten.
    fn look(self: &Rc<Self>, shown: &Pending) {
        let id = &shown.id;
        let seen = self.shelf.borrow().look(&Shared, id);
        let told = match seen {
            Seen::Same => return,
            Seen::Overwritten => {
                self.shelf.borrow_mut().let_go(id);
                self.note(shown.clone());
                return self.flush();
            }
            Seen::Changed => {
                "This case was changed in another tab. Load the page again to see it; what you change here is saved as a copy."
            }
            Seen::Gone => {
                "This case was deleted in another tab. It stays on this page; what you change here is saved anew."
            }
        };
        if self.told_of.borrow_mut().replace(id.clone()).as_ref() != Some(id) {
            self.act.emit(Action::Tell(Notice::info(told)));
        }
    }
}

/// Saves the case on the page after each pause in typing and before the page is left, and keeps the address right.
#[hook]
pub(super) fn use_keeper(
    state: &UseReducerHandle<AppState>,
    shelf: &Same<RefCell<Shelf>>,
    act: &Callback<Action>,
) -> Rc<Keeper> {
    let keeper = use_memo((), |()| Keeper::of(shelf.0.clone(), act.clone()));
    let (kept, embedded) = (!state.view.embedded, state.view.embedded);
    let own = match &state.source {
        Source::Own(id) if kept => Some(Pending {
            id: id.clone(),
            scenario: Same(state.scenario.clone()),
            draft: state.view.facts.clone(),
        }),
        _ => None,
    };
    use_effect_with(own.clone(), {
        let keeper = keeper.clone();
        move |own: &Option<Pending>| match own {
            Some(own) => keeper.note(own.clone()),
            None => keeper.flush(),
        }
    });
    let menu = matches!(state.view.panel, Some(Panel::Menu(_)));
    use_effect_with((own, menu), {
        let keeper = keeper.clone();
        move |(own, menu): &(Option<Pending>, bool)| {
            let (own, menu) = (own.clone(), *menu);
            let listener = storage::on_storage(move || {
                if let Some(own) = &own {
                    keeper.look(own);
                }
                if menu {
                    keeper.list();
                }
            });
            move || drop(listener)
        }
    });
    use_effect_with((), {
        let keeper = keeper.clone();
        move |()| {
            let listeners = storage::on_leave(move || keeper.flush());
            move || drop(listeners)
        }
    });
    // The address of a page that was just loaded says what it shows.
    let agreed = use_mut_ref(|| state.source.clone());
    use_effect_with((state.source.clone(), Same(state.scenario.clone())), {
        move |(source, _): &(Source, Same<Scenario>)| {
            let before = agreed.replace(source.clone());
            // A case of the person may have been shared, and a link to it holds it as it was then.
            let may_differ = before != *source || matches!(source, Source::Own(_));
            let fragment = browser::fragment();
            if may_differ && !embedded && !source.is_shown_by(fragment.trim_start_matches('#')) {
                browser::set_fragment(&source.fragment());
            }
        }
    });
    keeper
}
