//! Everything that a person can do to the page, and what the page waited for.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::Change;

use super::{Notice, Panel, Selection, Tab};
use crate::findings::Findings;
use crate::gallery::Example;
use crate::lock_outs::LockOuts;
use crate::reference::Reference;
use crate::tables::{Place, TableId};
use crate::theme::Theme;

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
    /// Waited for who could be locked out.
    Settle(Rc<LockOuts>),
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
