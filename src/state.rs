//! The one value that the page is drawn from, and every way to change it.
//!
//! `apply` is pure: nothing here touches the browser, and everything that is shown is computed from this value.

use std::collections::BTreeMap;
use std::rc::Rc;

use accesspath_engine::Analysis;
use accesspath_engine::explain::telling;
use accesspath_engine::judge::{Control, Outcome, PathAnalysis, Verdict};
use accesspath_engine::policy::DocumentId;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{self, Change};
use yew::Reducible;

use crate::findings::Findings;
use crate::gallery::Example;
use crate::reference::Reference;
use crate::tables::{self, Place, TableId};
use crate::theme::Theme;

/// How many keystrokes are one step back; about a line.
const STEP_KEYSTROKES: usize = 60;

/// By how many bytes a text may change in one keystroke; what changes more is a step of its own.
const KEYSTROKE_BYTES: usize = 4;

/// How many steps back undo goes.
const MAX_HISTORY: usize = 200;

/// Everything that the page is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct AppState {
    /// What the person gave.
    pub scenario: Rc<Scenario>,
    /// Its earlier and undone states.
    pub history: History,
    /// What the person looks at.
    pub view: View,
}

/// Earlier states of the scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    past: Vec<Rc<Scenario>>,
    future: Vec<Rc<Scenario>>,
    /// The document that is being typed into, and how many keystrokes the step holds so far.
    typing: Option<(DocumentId, usize)>,
}

impl History {
    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to take again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// What the person looks at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// The example that the scenario came from.
    pub example: Option<&'static str>,
    /// The selected path; nothing: the first that is not open.
    pub path: Option<String>,
    /// The selected control; nothing: the first that stops the path.
    pub control: Option<Control>,
    /// The open tab; nothing: the document that decides at the selected control.
    pub tab: Option<Tab>,
    /// The open panel.
    pub panel: Option<Panel>,
    /// The examples, once they are loaded.
    pub gallery: Option<Rc<[Example]>>,
    /// What AWS documents of its services.
    pub reference: Reference,
    /// What was found in a document when it was last looked through.
    pub findings: Option<Rc<Findings>>,
    /// What is to be told.
    pub notice: Option<Notice>,
    /// The facts as they are being typed, while they differ from the scenario's.
    pub facts: Option<String>,
    /// What was typed into cells of the network's tables and cannot be.
    pub drafts: BTreeMap<Place, String>,
    /// Whether the page stands in another page.
    pub embedded: bool,
    /// Whether the window is narrow, so that the picture is told as a list.
    pub narrow: bool,
    /// The colours.
    pub theme: Theme,
}

/// A control on a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The path's id.
    pub path: String,
    /// The control.
    pub control: Control,
}

/// A tab of the editors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tab {
    /// A document.
    Document(DocumentId),
    /// The tables of the network.
    Network,
    /// The facts of the scenario.
    Facts,
}

/// A panel over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panel {
    /// The examples.
    Examples,
    /// Everything on every path.
    Grid(GridOf),
    /// Who else could reach the bucket.
    Reach,
    /// The link of the scenario: its fragment.
    Share(String),
}

/// What the rows of the grid are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GridOf {
    /// Operations, which a person calls.
    Operations,
    /// Actions, which a policy allows.
    Actions,
}

/// Something to tell the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// In one or two sentences.
    pub text: String,
    /// Whether something went wrong.
    pub is_error: bool,
}

impl Notice {
    /// Tells of something that went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true }
    }

    /// Tells of something that went well.
    pub fn info(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false }
    }
}

/// What a person did.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Edited the scenario.
    Change(Change),
    /// Filled in a cell of the network's tables.
    SetCell(Place, String),
    /// Added a row to a table, of the kind of that word.
    AddRow(TableId, String),
    /// Took a row of a table away.
    RemoveRow(TableId, usize),
    /// Typed into the facts.
    TypeFacts(String),
    /// Left the facts.
    LeaveFacts,
    /// Took a step back.
    Undo,
    /// Took a step again.
    Redo,
    /// Chose an example.
    ChooseExample(Example),
    /// Waited for the examples.
    Offer(Rc<[Example]>),
    /// Waited for what AWS documents of its services.
    Consult(Reference),
    /// Waited for a document to be looked through.
    Find(Rc<Findings>),
    /// Opened a scenario from a file or a link.
    Open(Rc<Scenario>),
    /// Selected a control on a path.
    Select(Selection),
    /// Selected a path.
    SelectPath(String),
    /// Chose a tab.
    ChooseTab(Tab),
    /// Opened a panel.
    ShowPanel(Panel),
    /// Chose an operation among all of them.
    Ask(String),
    /// Closed the panel.
    ClosePanel,
    /// Must be told something.
    Tell(Notice),
    /// Has read the notice.
    DismissNotice,
    /// Chose the colours.
    SetTheme(Theme),
    /// Made the window narrow, or wide again.
    Resize {
        /// Whether it is narrow.
        narrow: bool,
    },
}

impl AppState {
    /// A page that shows `scenario`.
    pub fn new(scenario: Rc<Scenario>, view: View) -> Self {
        Self { scenario, history: History::default(), view }
    }

    /// The state after `action`.
    pub fn apply(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Change(change) => next.change(change),
            Action::SetCell(place, value) => next.set_cell(place, value),
            Action::AddRow(table, word) => {
                next.view.tab = Some(Tab::Network);
                next.draw(tables::add(&self.scenario, &table, &word));
            }
            Action::RemoveRow(table, row) => {
                // What was typed into the rows behind it would stand in the wrong ones.
                next.view.tab = Some(Tab::Network);
                next.view.drafts.retain(|it, _| it.table != table);
                next.draw(tables::remove(&self.scenario, &table, row));
            }
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
                if let Some(before) = next.history.past.pop() {
                    next.history.future.push(std::mem::replace(&mut next.scenario, before));
                    next.history.typing = None;
                    next.view.facts = None;
                    next.view.drafts.clear();
                }
            }
            Action::Redo => {
                if let Some(after) = next.history.future.pop() {
                    next.history.past.push(std::mem::replace(&mut next.scenario, after));
                    next.history.typing = None;
                    next.view.facts = None;
                    next.view.drafts.clear();
                }
            }
            Action::ChooseExample(example) => {
                next.open(example.scenario);
                next.view.example = Some(example.id);
            }
            Action::Offer(examples) => next.view.gallery = Some(examples),
            Action::Consult(reference) => next.view.reference = reference,
            Action::Find(findings) => next.view.findings = Some(findings),
            Action::Open(scenario) => next.open(scenario),
            Action::Select(selection) => {
                next.view.path = Some(selection.path);
                next.view.control = Some(selection.control);
                next.view.tab = None;
            }
            Action::SelectPath(path) => {
                if next.view.path.as_ref() != Some(&path) {
                    next.view.control = None;
                }
                next.view.path = Some(path);
                next.view.tab = None;
            }
            Action::ChooseTab(tab) => next.view.tab = Some(tab),
            Action::ShowPanel(panel) => next.view.panel = Some(panel),
            Action::Ask(operation) => {
                next.view.panel = None;
                next.change(Change::SetOperation(operation));
            }
            Action::ClosePanel => next.view.panel = None,
            Action::Tell(notice) => next.view.notice = Some(notice),
            Action::DismissNotice => next.view.notice = None,
            Action::SetTheme(theme) => next.view.theme = theme,
            Action::Resize { narrow } => next.view.narrow = narrow,
        }
        next
    }

    fn change(&mut self, change: Change) {
        let typing = match &change {
            Change::EditDocument { document, text } => Some((document.clone(), text.len())),
            _ => None,
        };
        let after = Rc::new(change::apply(&self.scenario, change));
        if after == self.scenario {
            return;
        }
        let typing = typing.map(|(document, length)| {
            // Who types into a document goes on seeing it, whatever the answer turns to.
            self.view.tab = Some(Tab::Document(document.clone()));
            let before = self.scenario.text(&document).map_or(0, |it| it.text().len());
            let so_far = match &self.history.typing {
                Some((last, count))
                    if *last == document && before.abs_diff(length) <= KEYSTROKE_BYTES =>
                {
                    *count
                }
                _ => STEP_KEYSTROKES,
            };
            (document, (so_far + 1) % (STEP_KEYSTROKES + 1))
        });
        let goes_on = typing.as_ref().is_some_and(|(_, count)| *count > 0);
        let before = std::mem::replace(&mut self.scenario, after);
        if !goes_on {
            self.history.past.push(before);
            if self.history.past.len() > MAX_HISTORY {
                self.history.past.remove(0);
            }
        }
        self.history.future.clear();
        self.history.typing = typing;
    }

    /// Takes a scenario that a table was edited to.
    fn draw(&mut self, scenario: Scenario) {
        self.view.facts = None;
        self.change(Change::Replace(Box::new(scenario)));
    }

    fn set_cell(&mut self, place: Place, value: String) {
        if place.table != TableId::Options {
            // Who fills in the network goes on seeing it, whatever the answer turns to.
            self.view.tab = Some(Tab::Network);
        }
        self.view.drafts.insert(place, value);
        // What could not be before may be possible now.
        for (place, value) in std::mem::take(&mut self.view.drafts) {
            match tables::set(&self.scenario, &place, &value) {
                Ok(scenario) => self.draw(scenario),
                Err(_) => drop(self.view.drafts.insert(place, value)),
            }
        }
    }

    fn type_facts(&mut self, text: String) {
        if let Ok(scenario) = read_facts(&self.scenario, &text) {
            self.change(Change::Replace(Box::new(scenario)));
        }
        self.view.facts = Some(text);
    }

    fn open(&mut self, scenario: Rc<Scenario>) {
        let before = std::mem::replace(&mut self.scenario, scenario);
        // Opening can be undone too: nobody loses what they typed to a click in a menu.
        self.history.past.push(before);
        self.history.future.clear();
        self.history.typing = None;
        self.view.example = None;
        self.view.path = None;
        self.view.control = None;
        self.view.tab = None;
        self.view.facts = None;
        self.view.drafts.clear();
        self.view.findings = None;
        self.view.panel = None;
        self.view.notice = None;
    }

    /// The control that is selected, as far as the analysis still has it; else the one that tells most.
    pub fn selection(&self, analysis: &Analysis) -> Option<Selection> {
        let path = self.view.path.as_ref();
        let path = path.and_then(|id| analysis.paths.iter().find(|it| it.path.id == *id));
        let Some(path) = path else {
            let stopped = analysis.paths.iter().find(|it| it.outcome != Outcome::Open);
            return stopped.or_else(|| analysis.paths.first()).map(most_telling);
        };
        match self.view.control.filter(|it| path.control(*it).is_some()) {
            Some(control) => Some(Selection { path: path.path.id.clone(), control }),
            None => Some(most_telling(path)),
        }
    }

    /// The tab that is open: the chosen one, else that of the document that decides at `selection`.
    pub fn tab(&self, analysis: &Analysis, selection: Option<&Selection>) -> Tab {
        let exists = |it: &&Tab| match it {
            Tab::Document(id) => self.scenario.documents.contains_key(id),
            Tab::Network => !self.scenario.vpcs.is_empty(),
            Tab::Facts => true,
        };
        if let Some(tab) = self.view.tab.as_ref().filter(exists) {
            return tab.clone();
        }
        let path =
            selection.and_then(|it| analysis.paths.iter().find(|path| path.path.id == it.path));
        match (path, selection.map(|it| it.control)) {
            (Some(path), Some(control)) if control.layer().is_some() => telling(path, control)
                .map(|it| it.document().clone())
                .filter(|it| self.scenario.documents.contains_key(it))
                .or_else(|| self.first_document())
                .map_or(Tab::Facts, Tab::Document),
            (Some(_), Some(_)) if self.scenario.vpcs.is_empty() => Tab::Facts,
            (Some(_), Some(_)) => Tab::Network,
            _ => self.first_document().map_or(Tab::Facts, Tab::Document),
        }
    }

    fn first_document(&self) -> Option<DocumentId> {
        let attached = change::slots(&self.scenario).into_iter().map(|(_, id)| id);
        attached.into_iter().find(|it| self.scenario.documents.contains_key(it))
    }
}

/// The control of a path that tells most: the first that blocks, else the first that is open, else the bucket policy.
fn most_telling(path: &PathAnalysis) -> Selection {
    let with = |verdict: Verdict| path.controls.iter().find(|it| it.verdict == verdict);
    let policy = Control::Policy(accesspath_engine::authorize::Layer::ResourcePolicy);
    let control = with(Verdict::Blocks)
        .or_else(|| with(Verdict::Undetermined))
        .map_or(policy, |it| it.control);
    Selection { path: path.path.id.clone(), control }
}

/// The facts of a scenario as text: everything but its documents and its expectations.
pub fn facts(scenario: &Scenario) -> String {
    let mut facts = scenario.clone();
    facts.documents.clear();
    facts.expect.clear();
    facts.about.clear();
    facts.source.clear();
    facts.to_json().trim_end().to_owned()
}

/// The scenario with the facts that `text` says.
///
/// # Errors
///
/// Where the text is no scenario, with the place.
pub fn read_facts(scenario: &Scenario, text: &str) -> Result<Scenario, String> {
    let mut read = Scenario::from_json(text)
        .map_err(|it| format!("line {}, column {}: {}", it.line, it.column, it.message))?;
    read.documents.clone_from(&scenario.documents);
    read.expect.clone_from(&scenario.expect);
    read.about.clone_from(&scenario.about);
    read.source.clone_from(&scenario.source);
    Ok(read)
}

impl Reducible for AppState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.apply(action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use accesspath_engine::analyze;
    use accesspath_engine::authorize::Layer;

    fn start() -> AppState {
        AppState::new(gallery::default(), View::default())
    }

    fn edit(text: &str) -> Action {
        Action::Change(Change::EditDocument {
            document: "bucket-policy".into(),
            text: text.to_owned(),
        })
    }

    #[test]
    fn keystrokes_in_one_document_are_one_step_back() {
        let state = start();
        let typed = state.apply(edit("{")).apply(edit("{}"));
        assert_ne!(typed.scenario, state.scenario);
        assert_eq!(typed.apply(Action::Undo).scenario, state.scenario);
        assert_eq!(typed.apply(Action::Undo).apply(Action::Redo).scenario, typed.scenario);
        assert!(!state.apply(Action::Undo).history.can_redo());
    }

    #[test]
    fn a_paste_is_a_step_of_its_own_and_so_is_every_line_of_typing() {
        let pasted = start().apply(edit("{}")).apply(edit("{ a long text that was pasted }"));
        let undone = pasted.apply(Action::Undo);
        assert_eq!(&**undone.scenario.text("bucket-policy").unwrap().text(), "{}");
        let mut typed = pasted;
        for length in 1..=STEP_KEYSTROKES + 5 {
            typed = typed.apply(edit(&"x".repeat(length + 30)));
        }
        assert_eq!(typed.history.past.len(), 3);
    }

    #[test]
    fn the_document_that_is_typed_into_stays_open() {
        let state = start().apply(edit("{}"));
        let analysis = analyze(&state.scenario);
        let selection = state.selection(&analysis);
        assert_eq!(state.tab(&analysis, selection.as_ref()), Tab::Document("bucket-policy".into()));
    }

    #[test]
    fn opening_another_example_can_be_undone() {
        let typed = start().apply(edit("{ mine"));
        let other = Example { id: "vpc-no-route", scenario: gallery::stored("vpc-no-route") };
        let opened = typed.apply(Action::ChooseExample(other));
        assert_eq!(opened.apply(Action::Undo).scenario, typed.scenario);
    }

    #[test]
    fn the_first_blocker_is_selected_at_first_and_its_document_is_open() {
        let state = start();
        let analysis = analyze(&state.scenario);
        let selection = state.selection(&analysis).unwrap();
        assert_eq!(selection.path, "A");
        assert_eq!(selection.control, Control::Policy(Layer::ResourcePolicy));
        assert_eq!(state.tab(&analysis, Some(&selection)), Tab::Document("bucket-policy".into()));
    }

    #[test]
    fn a_selection_outlives_an_edit_and_falls_back_when_its_path_is_gone() {
        let chosen =
            Selection { path: "C".to_owned(), control: Control::Policy(Layer::IdentityPolicies) };
        let state = start().apply(Action::Select(chosen.clone())).apply(edit("{}"));
        assert_eq!(state.selection(&analyze(&state.scenario)), Some(chosen));
        let gone = start().apply(Action::SelectPath("no such path".to_owned()));
        assert_eq!(gone.selection(&analyze(&gone.scenario)).unwrap().path, "A");
    }

    #[test]
    fn facts_are_read_back_as_they_are_shown_and_broken_ones_change_nothing() {
        let state = start();
        let text = facts(&state.scenario);
        assert_eq!(read_facts(&state.scenario, &text).as_ref(), Ok(&*state.scenario));
        let broken = state.apply(Action::TypeFacts(text.replace("\"question\"", "\"questoin\"")));
        assert_eq!(broken.scenario, state.scenario);
        assert!(broken.view.facts.is_some());
        assert!(broken.apply(Action::LeaveFacts).view.facts.is_some());
        let moved = state.apply(Action::TypeFacts(text.replace("2026/a.png", "b.png")));
        assert_eq!(moved.scenario.question.key, "b.png");
        assert_eq!(moved.apply(Action::LeaveFacts).view.facts, None);
    }
}
