//! Where the scenario of the page comes from, and whether it is the person's own.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;

use super::Notice;
use crate::chosen::Chosen;
use crate::gallery::Example;
use crate::saved::{self, Opening};

/// Where the scenario of the page comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// An example, as it stands.
    Example(&'static str),
    /// A link, as it stands: its fragment.
    Link(Rc<str>),
    /// The person is about to begin it: nothing was told yet.
    New,
    /// The person began or edited it: the id under which it is saved.
    Own(Rc<str>),
}

impl Source {
    /// The fragment that shows the same; empty where only the browser's storage has it.
    pub fn fragment(&self) -> String {
        match self {
            Self::Example(id) => format!("ex={id}"),
            Self::Link(fragment) => fragment.to_string(),
            Self::New | Self::Own(_) => String::new(),
        }
    }

    /// `fragment` shows this scenario, whatever it selects in it.
    pub fn is_shown_by(&self, fragment: &str) -> bool {
        let body = |it: &str| it.split('&').next().unwrap_or_default().to_owned();
        body(&self.fragment()) == body(fragment)
    }
}

/// A scenario that comes to the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// Where it comes from.
    pub source: Source,
    /// What is selected.
    pub chosen: Chosen,
    /// Its facts as they were being typed, if they could not be read.
    pub draft: Option<String>,
    /// What is to be told of it.
    pub notice: Option<Notice>,
}

impl Opened {
    /// A scenario, with nothing to select or tell.
    pub fn of(scenario: Rc<Scenario>, source: Source) -> Self {
        Self { scenario, source, chosen: Chosen::default(), draft: None, notice: None }
    }

    /// An example.
    pub fn example(example: Example) -> Self {
        Self::of(example.scenario, Source::Example(example.id))
    }

    /// A saved case.
    pub fn saved(saved: Opening) -> Self {
        let Opening { id, scenario, draft } = saved;
        Self { draft, ..Self::of(Rc::new(scenario), Source::Own(id)) }
    }

    /// An empty case.
    pub fn empty() -> Self {
        Self::of(Rc::new(saved::empty()), Source::New)
    }
}
