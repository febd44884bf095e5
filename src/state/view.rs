//! The view of the person: all of the state that is neither stored nor shared.

use std::rc::Rc;

use accesspath_engine::scenario::ManagedPolicies;
use litemap::LiteMap;

use super::{Foreseen, Notice, Panel, Tab, Trials, YourCase};
use crate::drawer_size::DrawerSize;
use crate::earlier::Earlier;
use crate::embed::Frame;
use crate::findings::Findings;
use crate::gallery::Example;
use crate::label_size::LabelSize;
use crate::later::{Grid, LockOuts, WhoElse};
use crate::reference::Reference;
use crate::repaired::{Repaired, Sought};
use crate::room::Room;
use crate::saved::{Listed, Trouble};
use crate::sending::Sending;
use crate::tables::{CellPlace, Shown};
use crate::theme::Theme;

/// The view of the person.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// The selected path; `None`: the first that is not open.
    pub path: Option<String>,
    /// The selected control; `None`: the default one of the path.
    pub control: Option<&'static str>,
    /// The control is selected on all paths.
    pub layer: bool,
    /// The record that a person asked for in the tables, until they choose another tab.
    pub shown: Option<Shown>,
    /// The word of the control that a link selects, until the person selects one.
    pub linked: Option<String>,
    /// The open tab; `None`: the document that decides at the selected control.
    pub tab: Option<Tab>,
    /// The open panel.
    pub panel: Option<Panel>,
    /// The saved cases, when the menu last looked.
    pub cases: Rc<[Listed]>,
    /// The reason why the case is not saved.
    pub trouble: Option<Trouble>,
    /// The examples, once they are loaded.
    pub gallery: Option<Rc<[Example]>>,
    /// The linter's reference.
    pub reference: Reference,
    /// AWS's managed policies, once they are loaded.
    pub managed: ManagedPolicies,
    /// The findings of the linter's last run.
    pub findings: Option<Rc<Findings>>,
    /// Who could be locked out, when that was last asked.
    pub lock_outs: Option<Rc<LockOuts>>,
    /// Who else reaches the bucket, when that was last asked.
    pub who_else: Option<Rc<WhoElse>>,
    /// Every operation or every action, when that was last asked.
    pub grid: Option<Rc<Grid>>,
    /// The smallest change, for the path for which that was last asked.
    pub repaired: Option<Rc<Repaired>>,
    /// The smallest changes that the person asked for, until they are found.
    pub sought: Option<Sought>,
    /// What the paths came to before a change was applied, until the next one.
    pub earlier: Option<Rc<Earlier>>,
    /// The proposed changes that were made.
    pub trials: Trials,
    /// The lesson of the scenario is put away.
    pub lesson_away: bool,
    /// What is to be told.
    pub notice: Option<Notice>,
    /// The text of the facts as it is being typed, while it differs from the scenario's.
    pub facts: Option<String>,
    /// The drafts: invalid values of cells, as they were typed.
    pub drafts: LiteMap<CellPlace, String>,
    /// The case that the person puts together, while they do.
    pub your_case: Option<Rc<YourCase>>,
    /// All that it was, for undo and redo.
    pub your_cases: Rc<Vec<Rc<YourCase>>>,
    /// What would decide that case next, when that was last asked.
    pub foreseen: Option<Rc<Foreseen>>,
    /// The page is embedded in another page.
    pub embedded: bool,
    /// What it shows there, and whether that can be edited.
    pub frame: Frame,
    /// How much room there is.
    pub room: Room,
    /// The width that the picture is drawn for until its own is known, in CSS pixels.
    pub width: u32,
    /// The page is drawn as it stands, for a browser in which the program does not run yet.
    pub still: bool,
    /// The call on its way along a path.
    pub sending: Option<Sending>,
    /// The height of the drawer.
    pub drawer: DrawerSize,
    /// The size of the picture's labels.
    pub label: LabelSize,
    /// The colours.
    pub theme: Theme,
}
