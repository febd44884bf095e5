//! The state that the page is drawn from, and the actions that change it.
//!
//! `apply` is pure: nothing here touches the browser, and everything that is shown is computed from this value.

mod action;
mod facts;
mod filled;
mod history;
mod notice;
mod panel;
mod selection;
mod settled;
mod source;
mod tab;
mod trial;
mod typed;
mod view;
mod your_case;

use std::rc::Rc;

use accesspath_engine::scenario::change::{self, Change};
use accesspath_engine::scenario::{Scenario, ServiceFacts};
use accesspath_policy::policy::DocumentId;
use yew::Reducible;

use crate::answer::Answer;
use crate::chosen::Chosen;
use crate::drawer_size::DrawerSize;
use crate::gallery;
use crate::label_size::LabelSize;
use crate::module::elsewhere;
use crate::repaired::Sought;
use crate::room::Room;
use crate::same::Same;
use crate::saved;
use crate::theme::Theme;
use crate::wanted::Told;
pub use action::Action;
pub use facts::{facts, read_facts};
pub use history::History;
pub use notice::{Notice, Offer};
pub use panel::{MenuMode, Panel, Shared};
pub use selection::Selection;
pub use source::{Opened, Source};
pub use tab::Tab;
pub use trial::Trials;
use typed::Typed;
pub use view::View;
pub use your_case::{Card, CaseStep, Field, Foreseen, YourCase, card_of};

/// Everything that the page is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct AppState {
    /// The scenario that the person edits.
    pub scenario: Rc<Scenario>,
    /// Where it comes from.
    pub source: Source,
    /// Its earlier and undone states.
    pub history: History,
    /// The number of cases that this page began.
    begun: u32,
    /// The name of the browser's tab, with which the ids of its cases begin.
    session: Rc<str>,
    /// The view of the person, which is neither stored nor shared.
    pub view: View,
}

impl AppState {
    /// A page that shows a scenario, in a tab of the browser that has a name.
    pub fn new(opened: Opened, session: &str, view: View) -> Self {
        let Opened { scenario, source, chosen, draft, notice } = opened;
        let (history, begun, session) = (History::default(), 0, session.into());
        let mut state = Self { scenario, source, history, begun, session, view };
        state.show(&chosen, draft, notice);
        state
    }

    /// The state after `action`.
    pub fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Change(change) => next.change_case_or_scenario(change),
            Action::YourCase(step) => next.step(step),
            Action::SetCell(place, value) => filled::set_cell(&mut next, place, value),
            Action::AddRow(table, word) => filled::add_row(&mut next, &table, &word),
            Action::RemoveRow(table, row) => filled::remove_row(&mut next, &table, row),
            Action::TypeFacts(text) => next.type_facts(text),
            Action::LeaveFacts => {
                let valid = self
                    .view
                    .facts
                    .as_deref()
                    .is_some_and(|it| read_facts(&self.scenario, it).is_ok());
                if valid {
                    next.view.facts = None;
                }
            }
            Action::Undo => {
                if next.history.undo(&mut next.scenario, &mut next.source) {
                    next.view.earlier = None;
                    next.forget_drafts();
                    next.show_changed(&self.scenario);
                    next.recall_case();
                }
            }
            Action::Redo => {
                if next.history.redo(&mut next.scenario, &mut next.source) {
                    next.view.earlier = None;
                    next.forget_drafts();
                    next.show_changed(&self.scenario);
                    next.recall_case();
                }
            }
            Action::Open(opened) => next.open(opened),
            Action::Bring(scenario) => {
                let source = next.begin();
                next.open(Opened::of(scenario, source));
            }
            Action::Rename(name) => {
                next.own();
                next.retitle(saved::clean(&name));
            }
            Action::SaveAs { from, to, name } => {
                if next.source == Source::Own(from) {
                    next.source = Source::Own(to);
                    next.retitle(name);
                }
            }
            Action::List(cases) => next.view.cases = cases,
            Action::Fail(trouble) => {
                next.view.trouble = trouble;
                next.view.notice = match trouble {
                    Some(trouble) => Some(Notice::error(trouble.message())),
                    None => next.view.notice,
                };
            }
            Action::Forget => {
                next.open(Opened::example(gallery::default_example()));
                next.history = History::default();
                next.view.cases = Rc::default();
                next.view.theme = Theme::default();
                next.view.drawer = DrawerSize::default();
                next.view.label = LabelSize::default();
            }
            Action::Offer(examples) => next.view.gallery = Some(examples),
            Action::Consult(reference) => next.view.reference = reference,
            Action::Provide(managed) => next.view.managed = managed,
            Action::Hear(told) => next.hear(told),
            Action::Foresee(foreseen) => next.view.foreseen = Some(foreseen),
            Action::Repair(target, ways) => {
                let of = Same(self.scenario.clone());
                next.view.sought = Some(Sought { of, target, ways });
            }
            Action::ApplyRepair(number) => {
                let repaired = self.view.repaired.as_ref();
                let set = repaired.and_then(|it| it.report.sets.get(number));
                if let Some(after) = set.map(|it| it.after.clone()) {
                    next.draw(after);
                    next.compare_with(&self.scenario);
                }
            }
            Action::Try(number) => next.try_out(number),
            Action::DismissEarlier => next.view.earlier = None,
            Action::ShowLesson(shown) => next.view.lesson_away = !shown,
            Action::Select(selection) => next.select(selection),
            Action::SelectLayer(selection) => {
                next.select(selection);
                next.view.layer = true;
            }
            Action::ShowFacts(shown) => {
                filled::stay_at(&mut next, &shown.table);
                next.view.shown = Some(shown);
                next.open_drawer();
            }
            Action::SelectPath(path) => {
                if next.view.path.as_ref() != Some(&path) {
                    next.view.control = None;
                    next.view.linked = None;
                }
                next.view.path = Some(path);
                next.view.layer = false;
                next.view.tab = None;
            }
            Action::ChooseTab(tab) => {
                next.view.tab = Some(tab);
                next.view.shown = None;
                next.open_drawer();
            }
            Action::ShowPanel(panel) => {
                // The menu itself has the saved case that a notice offers.
                if matches!(panel, Panel::Menu(_)) {
                    let offers = |it: &Notice| matches!(it.offer, Some(Offer::OpenCase(_)));
                    next.view.notice = next.view.notice.filter(|it| !offers(it));
                }
                next.view.panel = Some(panel);
            }
            Action::Ask(operation) => {
                next.change(Change::SetOperation(operation));
            }
            Action::ClosePanel => next.view.panel = None,
            Action::Tell(notice) => next.view.notice = Some(notice),
            Action::DismissNotice => next.view.notice = None,
            Action::Send(sending, select) => {
                next.view.sending = sending;
                if let Some(selection) = select {
                    next.select(selection);
                }
            }
            Action::SizeDrawer(size) => next.view.drawer = size,
            Action::SizeLabels(size) => next.view.label = size,
            Action::Choose(chosen) => next.choose(&chosen),
            Action::ShowFrame(frame) => next.view.frame = frame,
            Action::SetTheme(theme) => next.view.theme = theme,
            Action::Resize(room) => next.view.room = room,
        }
        next.provide();
        next
    }

    fn hear(&mut self, told: Told) {
        match told {
            Told::Findings(it) => self.view.findings = Some(it),
            Told::LockOuts(it) => self.view.lock_outs = Some(it),
            Told::WhoElse(it) => self.view.who_else = Some(it),
            Told::Grid(it) => self.view.grid = Some(it),
            Told::Fix(it) => {
                self.view.repaired = Some(it);
                self.view.sought = None;
            }
        }
    }

    /// Gives the scenario AWS's managed policies, and the facts of services where it turns on them, once they are loaded.
    fn provide(&mut self) {
        if self.view.managed.is_here() && !self.scenario.managed.is_here() {
            Rc::make_mut(&mut self.scenario).managed = self.view.managed.clone();
        }
        if let Some(facts) = self.view.reference.facts()
            && self.scenario.lacks_facts()
        {
            Rc::make_mut(&mut self.scenario).facts = ServiceFacts::new(facts);
        }
    }

    fn select(&mut self, selection: Selection) {
        self.view.path = Some(selection.path);
        self.view.control = Some(selection.control);
        self.view.layer = false;
        self.view.linked = None;
        // On a phone, who steps through the reasons stays there.
        let stays = self.view.room == Room::Phone && self.view.tab == Some(Tab::Why);
        self.view.tab = stays.then_some(Tab::Why);
    }

    fn open_drawer(&mut self) {
        if self.view.drawer == DrawerSize::Closed {
            self.view.drawer = DrawerSize::Half;
        }
    }

    fn change(&mut self, change: Change) {
        let typed = match &change {
            Change::EditDocument { document, text } => {
                let before = self.scenario.text(document).map(|it| it.text().clone());
                Some(Typed::of(document.clone(), before.as_deref().unwrap_or_default(), text))
            }
            _ => None,
        };
        let after = Rc::new(changed(&self.scenario, change));
        self.take(after, typed);
    }

    /// Puts the scenario after an edit in place of the one before.
    fn take(&mut self, after: Rc<Scenario>, typed: Option<Typed>) {
        if after == self.scenario {
            return;
        }
        if let Some(typed) = &typed {
            // The edited document stays open, even if another document decides afterwards.
            self.view.tab = Some(Tab::Document(typed.document.clone()));
        }
        let before = std::mem::replace(&mut self.scenario, after);
        self.history.edit(before, typed);
        self.view.earlier = None;
        self.own();
    }

    /// Makes the scenario a case of the person.
    fn own(&mut self) {
        if !matches!(self.source, Source::Own(_)) {
            self.source = self.begin();
        }
    }

    /// Brings the document to the front in which the scenario differs from the one `before`.
    fn show_changed(&mut self, before: &Scenario) {
        let documents = &self.scenario.documents;
        let differs = |id: &&DocumentId| {
            let [old, new] = [before, &*self.scenario].map(|it| it.text(id));
            old.zip(new).is_some_and(|(old, new)| old.text() != new.text())
        };
        if let Some(id) = documents.keys().find(differs) {
            self.view.tab = Some(Tab::Document(id.clone()));
        }
    }

    /// The source of a case that begins now.
    fn begin(&mut self) -> Source {
        self.begun += 1;
        Source::Own(format!("{}-{}", self.session, self.begun).into())
    }

    /// Applies the scenario after an edit of a table.
    fn draw(&mut self, scenario: Scenario) {
        self.view.facts = None;
        self.change(Change::Replace(Box::new(scenario)));
    }

    fn type_facts(&mut self, text: String) {
        match read_facts(&self.scenario, &text) {
            Ok(scenario) => self.change(Change::Replace(Box::new(scenario))),
            // What cannot be read yet is the person's own all the same.
            Err(_) => self.own(),
        }
        self.view.facts = Some(text);
    }

    fn open(&mut self, opened: Opened) {
        let Opened { scenario, source, chosen, draft, notice } = opened;
        let before = std::mem::replace(&mut self.scenario, scenario);
        self.history.open(before, std::mem::replace(&mut self.source, source));
        self.forget_drafts();
        self.view.findings = None;
        self.view.lock_outs = None;
        self.view.who_else = None;
        self.view.grid = None;
        self.view.panel = None;
        self.view.your_case = None;
        self.view.earlier = None;
        self.view.lesson_away = false;
        self.show(&chosen, draft, notice);
    }

    fn show(&mut self, chosen: &Chosen, draft: Option<String>, notice: Option<Notice>) {
        self.choose(chosen);
        self.view.shown = None;
        self.view.tab = draft.is_some().then_some(Tab::Facts).or_else(|| Tab::of_link(chosen));
        self.view.facts = draft;
        self.view.notice = notice;
    }

    /// Selects what a link or the page around this one names.
    fn choose(&mut self, chosen: &Chosen) {
        self.view.path.clone_from(&chosen.path);
        self.view.layer = false;
        self.view.control = None;
        self.view.linked.clone_from(&chosen.control);
        self.view.tab = None;
    }

    /// What the person selected, in the words of a link.
    pub fn chosen(&self, answer: &Answer) -> Chosen {
        let selected = self.view.path.is_some().then(|| self.selection(answer)).flatten();
        let document = match &self.view.tab {
            Some(Tab::Document(id)) => Some(id.to_string()),
            _ => None,
        };
        Chosen {
            path: selected.as_ref().map(|it| it.path.clone()),
            control: selected.map(|it| it.control.to_owned()),
            tab: self.view.tab.as_ref().map(|it| it.code().to_owned()),
            document,
        }
    }

    /// Drops the drafts, which are not in the scenario.
    fn forget_drafts(&mut self) {
        self.view.facts = None;
        self.view.drafts.clear();
    }
}

/// The scenario after `change`.
fn changed(scenario: &Scenario, change: Change) -> Scenario {
    if change.is_typed() { change::typed(scenario, change) } else { applied(scenario, change) }
}

elsewhere! { more "10"
fn applied(scenario: &Scenario, change: Change) -> Scenario {
    change::apply(scenario, change)
} }

impl Reducible for AppState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.apply(action))
    }
}

#[cfg(test)]
mod tests;
