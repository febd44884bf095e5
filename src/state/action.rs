//! The actions on the state: those of the person, and the results that the page waited for.

use std::rc::Rc;

use accesspath_engine::repair::Target;
use accesspath_engine::scenario::change::Change;
use accesspath_engine::scenario::{ManagedPolicies, Scenario};

use super::{CaseStep, Foreseen, Notice, Opened, Panel, Selection, Tab};
use crate::chosen::Chosen;
use crate::drawer_size::DrawerSize;
use crate::embed::Frame;
use crate::gallery::Example;
use crate::label_size::LabelSize;
use crate::module::Module;
use crate::reference::Reference;
use crate::room::Room;
use crate::saved::{Listed, Trouble};
use crate::sending::Sending;
use crate::tables::{CellPlace, Shown, TableId};
use crate::theme::Theme;
use crate::wanted::Told;

/// An action of the person, or a result that the page waited for.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Edited the scenario.
    Change(Change),
    /// Took a step in a case that is put together.
    YourCase(CaseStep),
    /// Filled in a cell of the network's tables.
    SetCell(CellPlace, String),
    /// Added a row to a table, of the kind of that word.
    AddRow(TableId, String),
    /// Removed a row of a table.
    RemoveRow(TableId, usize),
    /// Typed into the text of the facts.
    TypeFacts(String),
    /// Left the text of the facts.
    LeaveFacts,
    /// Undid a step.
    Undo,
    /// Redid a step.
    Redo,
    /// Opened an example, a link or a saved case, or began an empty one.
    Open(Opened),
    /// Brought a scenario of their own, such as a file.
    Bring(Rc<Scenario>),
    /// Gave the case another name.
    Rename(String),
    /// The case was saved under another name or id than it has on the page.
    SaveAs {
        /// Its id on the page.
        from: Rc<str>,
        /// The id under which it is saved.
        to: Rc<str>,
        /// Its name there.
        name: String,
    },
    /// Cannot have the case saved, for that reason, or can again.
    Fail(Option<Trouble>),
    /// Looked which cases are saved.
    List(Rc<[Listed]>),
    /// Forgot everything that the browser kept.
    Forget,
    /// Waited for the examples.
    Offer(Rc<[Example]>),
    /// Waited for the linter's reference.
    Consult(Reference),
    /// Waited for AWS's managed policies.
    Provide(ManagedPolicies),
    /// Waited for a part of the report that takes longer.
    Hear(Told),
    /// Waited for what would decide a case next.
    Foresee(Rc<Foreseen>),
    /// Asked for the smallest changes that open a path or a chain: the best, or so many ways.
    Repair(Target, usize),
    /// Applied the set of changes with that number.
    ApplyRepair(usize),
    /// Made the change that the scenario proposes under that number, or took it back.
    Try(usize),
    /// Put away what the paths came to before the last change.
    DismissEarlier,
    /// Showed the lesson of the scenario, or put it away.
    ShowLesson(bool),
    /// Selected a control on a path.
    Select(Selection),
    /// Selected a control on all paths that meet it.
    SelectLayer(Selection),
    /// Asked for the facts of a thing.
    ShowFacts(Shown),
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
    /// Gets a notice.
    Tell(Notice),
    /// Closed the notice.
    DismissNotice,
    /// Sent the call along a path up to a step, at which a control is selected; or put it away.
    Send(Option<Sending>, Option<Selection>),
    /// Chose the height of the drawer.
    SizeDrawer(DrawerSize),
    /// Chose the size of the picture's labels.
    SizeLabels(LabelSize),
    /// Was asked by the page around it to select a path, and a control on it.
    Choose(Chosen),
    /// Was asked by the page around it to show these parts.
    ShowFrame(Frame),
    /// Chose the colours.
    SetTheme(Theme),
    /// Made the window narrower or wider.
    Resize(Room),
}

impl Action {
    /// The module that it needs, beside the first.
    pub const fn module(&self) -> Option<Module> {
        match self {
            Self::YourCase(CaseStep::Leave) => None,
            Self::YourCase(_) => Some(Module::Import),
            Self::Change(change) if change.is_typed() => None,
            Self::Change(_)
            | Self::SetCell(..)
            | Self::AddRow(..)
            | Self::RemoveRow(..)
            | Self::Try(_)
            | Self::ShowFacts(_) => Some(Module::More),
            _ => None,
        }
    }
}
