//! What the person looks at: all of the state that is neither stored nor shared.

use std::collections::BTreeMap;
use std::rc::Rc;

use accesspath_engine::control::Control;

use super::{Notice, Panel, Tab};
use crate::findings::Findings;
use crate::gallery::Example;
use crate::lock_outs::LockOuts;
use crate::reference::Reference;
use crate::tables::Place;
use crate::theme::Theme;

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
    /// Who could be locked out, when that was last asked.
    pub lock_outs: Option<Rc<LockOuts>>,
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
