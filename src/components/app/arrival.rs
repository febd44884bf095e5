//! How the page comes in place of an answer that is drawn already: part by part, out of sight, and then at once.
//!
//! A browser compiles a function when it is called first, so that the whole page at once would take it so long that it
//! hears nobody.

use yew::prelude::*;

use crate::browser;

/// A part of the page, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Arrival {
    /// The bar and what stands at the edges.
    Frame,
    /// The question and the verdict.
    Verdict,
    /// The picture.
    Picture,
    /// The inspector.
    Why,
    /// The drawer, and so all: the page is shown.
    Whole,
}

impl Arrival {
    const fn next(self) -> Self {
        match self {
            Self::Frame => Self::Verdict,
            Self::Verdict => Self::Picture,
            Self::Picture => Self::Why,
            Self::Why | Self::Whole => Self::Whole,
        }
    }
}

/// How far the page has come; one that comes in nobody's place comes at once.
#[hook]
pub(super) fn use_arrival(by_parts: bool) -> Arrival {
    let come = use_state(|| if by_parts { Arrival::Frame } else { Arrival::Whole });
    let now = *come;
    use_effect_with(now, move |now| {
        let now = *now;
        let timer = match now {
            Arrival::Whole => {
                browser::show_program();
                None
            }
            _ => Some(browser::after(0, move || come.set(now.next()))),
        };
        move || drop(timer)
    });
    now
}
