//! Has the parts that take longer than a keystroke worked out, where they are shown and once typing pauses.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use crate::answer::Answer;
use crate::browser;
use crate::desk::Desk;
use crate::same::Same;
use crate::state::{Action, Notice, View};
use crate::wanted::Wanted;

/// How long typing pauses before anything is asked for. The number has no derivation.
pub(super) const PAUSE_MS: u32 = 150;

/// The delay where nothing of the kind is shown yet, in milliseconds: a frame, so that the answer is drawn first.
pub(super) const FRAME_MS: u32 = 17;

const DIED: &str = "A part of the answer could not be worked out. This is a fault of the page, not of what you gave it; the rest of the answer stands.";

/// Asks for what is `wanted`, after `wait` milliseconds, unless the page is drawn before for another scenario, or without
/// wanting it.
#[hook]
pub(super) fn use_wanted(
    wanted: Option<Wanted>,
    wait: u32,
    answer: &Rc<Answer>,
    view: &View,
    desk: &Same<Desk>,
    act: &Callback<Action>,
) {
    let reference = view.reference;
    // The reference is read once, so another address of it means another reference.
    let place = reference.facts().map(std::ptr::from_ref);
    use_effect_with((Same(answer.of.clone()), wanted, place), {
        let (answer, desk, act) = (answer.clone(), desk.0.clone(), act.clone());
        move |(_, wanted, _)| {
            let asking = Rc::new(RefCell::new(None));
            let waits = asking.clone();
            let timer = wanted.clone().map(|wanted| {
                browser::after(wait, move || {
                    let told = move |told: Option<_>| {
                        let died = || Action::Tell(Notice::error(DIED));
                        act.emit(told.map_or_else(died, Action::Hear));
                    };
                    asking.replace(Some(desk.ask(&answer, wanted, reference, told)));
                })
            });
            move || {
                drop(timer);
                waits.take();
            }
        }
    });
}
