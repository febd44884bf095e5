//! What is dear and not the answer itself: what the page may want of it, and what is told then.
//!
//! `Desk` has it worked out beside the page; the functions here are pure, and do the same on either side.

mod sent;
mod text;

use std::rc::Rc;

use accesspath_engine::repair::Target;
use accesspath_policy::policy::DocumentId;

use crate::answer::Answer;
use crate::findings::Findings;
use crate::later::{Grid, GridOf, Later, LockOuts, WhoElse};
use crate::module::elsewhere;
use crate::reference::Reference;
use crate::repaired::Repaired;

/// A part of the report that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Who could still change the bucket policy.
    LockOuts,
    /// What is found in a document.
    Findings(DocumentId),
    /// The smallest changes that open a path or a chain: the best, or so many ways.
    Fix(Target, usize),
    /// Who else reaches the bucket.
    WhoElse,
    /// Every operation or every action.
    Grid(GridOf),
}

/// A part as it is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Who could still change the bucket policy.
    LockOuts(Rc<LockOuts>),
    /// What is found in a document.
    Findings(Rc<Findings>),
    /// The smallest changes.
    Fix(Rc<Repaired>),
    /// Who else reaches the bucket.
    WhoElse(Rc<WhoElse>),
    /// Every operation or every action.
    Grid(Rc<Grid>),
}

impl Wanted {
    /// Works it out from the answer, where its module is here; nothing where the document that is asked for is not there.
    pub fn work_out(&self, answer: &Answer, reference: Reference) -> Option<Told> {
        worked_out(self, answer, reference)
    }

    fn work(&self, answer: &Answer, reference: Reference) -> Option<Told> {
        let of = answer.of.clone();
        Some(match self {
            Self::LockOuts => Told::LockOuts(Rc::new(Later::of(of, answer.lock_outs()))),
            Self::Findings(document) => {
                Told::Findings(Rc::new(answer.findings(document, reference)?))
            }
            Self::Fix(target, asked) => {
                let report = answer.fix(target, *asked);
                Told::Fix(Rc::new(Repaired::of(of, target.clone(), *asked, report)))
            }
            Self::WhoElse => Told::WhoElse(Rc::new(Later::of(of, answer.reach()))),
            Self::Grid(rows) => {
                let grid = (*rows, answer.grid(*rows, reference));
                Told::Grid(Rc::new(Later::of(of, grid)))
            }
        })
    }
}

elsewhere! { late "03"
fn worked_out(wanted: &Wanted, answer: &Answer, reference: Reference) -> Option<Told> {
    wanted.work(answer, reference)
} }
