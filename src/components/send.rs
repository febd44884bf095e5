//! Send the request: the call goes from control to control, by itself or by buttons, with what each asks and finds.

use yew::prelude::*;

use super::copy;
use super::prose::prose;
use super::seen::Seen;
use crate::answer::Answer;
use crate::browser;
use crate::embed::SendTo;
use crate::markup::{El, el};
use crate::sending::{SendStep, Sending, steps, transcript};
use crate::state::{Action, Selection};

/// How long a step stands before the next: long enough to read a sentence. The number has no derivation.
const STEP_MS: u32 = 2200;

/// The steps of the path that is sent, if one is.
fn steps_of(answer: &Answer, sending: &Sending) -> Vec<SendStep> {
    let path = answer.path(&sending.path);
    path.map(|it| steps(it, &answer.question)).unwrap_or_default()
}

/// The action that shows a step: the control that asks is selected, so that all of the page follows.
fn show(answer: &Answer, sending: Sending) -> Action {
    let steps = steps_of(answer, &sending);
    let control = steps.get(sending.at).and_then(|it| it.control);
    let select = answer.path(&sending.path).zip(control);
    let select = select.and_then(|(path, control)| Selection::on(path, control));
    Action::Send(Some(sending), select)
}

/// Goes on by itself while the call is playing.
#[hook]
pub(super) fn use_sending(
    sending: Option<&Sending>,
    answer: &std::rc::Rc<Answer>,
    act: &Callback<Action>,
) {
    let (act, answer) = (act.clone(), answer.clone());
    use_effect_with(sending.cloned(), move |sending| {
        let timer = sending.clone().filter(|it| it.playing).map(|sending| {
            let last = steps_of(&answer, &sending).len().saturating_sub(1);
            browser::after(STEP_MS, move || {
                let at = (sending.at + 1).min(last);
                let playing = at < last;
                act.emit(show(&answer, Sending { at, playing, ..sending }));
            })
        });
        move || drop(timer)
    });
}

/// What leads a step on from `sending`, or sends the request over `path` where none is on its way.
pub(super) fn step(
    answer: &Answer,
    sending: Option<Sending>,
    path: Option<String>,
    to: SendTo,
) -> Option<Action> {
    let begin = |playing| Some(Sending { path: path?, at: 0, playing });
    let last = sending.as_ref().map_or(0, |it| steps_of(answer, it).len().saturating_sub(1));
    let next = match (to, sending) {
        (SendTo::Reset, _) => return Some(Action::Send(None, None)),
        (SendTo::Pause, None) => return None,
        (SendTo::Play, None) => begin(true)?,
        (SendTo::Next | SendTo::Back, None) => begin(false)?,
        (SendTo::Pause, Some(it)) => Sending { playing: false, ..it },
        // At the end it begins anew.
        (SendTo::Play, Some(it)) if it.at >= last => Sending { at: 0, playing: true, ..it },
        (SendTo::Play, Some(it)) => Sending { playing: true, ..it },
        (SendTo::Next, Some(it)) => Sending { at: (it.at + 1).min(last), playing: false, ..it },
        (SendTo::Back, Some(it)) => Sending { at: it.at.saturating_sub(1), playing: false, ..it },
    };
    Some(show(answer, next))
}

/// The button that sends the request over the selected path.
pub(super) fn button(
    seen: &Seen<'_>,
    answer: &std::rc::Rc<Answer>,
    act: &Callback<Action>,
) -> Box<El> {
    let (answer, path) = (answer.clone(), seen.selection.map(|it| it.path.clone()));
    let send = {
        let path = path.clone();
        act.reform(move |_: MouseEvent| {
            let path = path.clone().unwrap_or_default();
            show(&answer, Sending { path, at: 0, playing: true })
        })
    };
    el("button.button[type=button][data-action=send]")
        .toggle("disabled", path.is_none())
        .on_click(send)
        .add(
            el("svg.icon[viewBox=0 0 16 16][aria-hidden=true]")
                .add(el("path.icon__fill[d=M4 2.8v10.4L13 8z]")),
        )
        .add(el("span.button__lead").text("Send"))
        .add(el("span.button__rest").text("\u{a0}the request"))
}

/// The bar of the call that is on its way.
pub(super) fn bar(
    seen: &Seen<'_>,
    answer: &std::rc::Rc<Answer>,
    act: &Callback<Action>,
    on_copy: &Callback<String>,
) -> Html {
    let Some(sending) = seen.state.view.sending.as_ref() else { return Html::default() };
    let steps = steps_of(answer, sending);
    let last = steps.len().saturating_sub(1);
    let at = sending.at.min(last);
    let Some(step) = steps.get(at) else { return Html::default() };
    let go = |to: Option<usize>,
              playing: bool,
              says: &'static str,
              code: &'static str,
              data: &'static str| {
        let to = to.filter(|it| *it <= last);
        let (answer, sending) = (answer.clone(), sending.clone());
        let on_click = act.reform(move |_: MouseEvent| {
            show(&answer, Sending { at: to.unwrap_or(sending.at), playing, ..sending.clone() })
        });
        el("button.button.button--plain.button--icon[type=button]")
            .put("data-send", code)
            .put("aria-label", says)
            .put("title", says)
            .toggle("disabled", to.is_none())
            .on_click(on_click)
            .add(
                el("svg.icon[viewBox=0 0 16 16][aria-hidden=true]")
                    .add(el("path.icon__fill").put("d", data)),
            )
    };
    let play = match sending.playing {
        true => go(Some(at), false, "Pause", "pause", "M4 3h3v10H4zM9 3h3v10H9z"),
        // At the end it begins anew.
        false => {
            go(Some(if at == last { 0 } else { at }), true, "Play", "play", "M4 2.8v10.4L13 8z")
        }
    };
    let told = prose(
        el("p.sending__told[role=status][data-send-told]")
            .put("data-end", step.end.map_or("", |it| it.code()))
            .add(el("span.quiet").text(&format!("{} of {} · ", at + 1, last + 1))),
        &step.told,
    );
    el("section.sending[data-sending][aria-label=The call on its way]")
        .add(go(at.checked_sub(1), false, "Step back", "back", "M11 3v10L5 8zM3 3h1.5v10H3z"))
        .add(play)
        .add(go(
            at.checked_add(1),
            false,
            "Step forward",
            "forward",
            "M5 3v10l6-5zM11.5 3H13v10h-1.5z",
        ))
        .add(told)
        .add(copy::button(&transcript(&steps), "all steps as text", on_copy))
        .add(
            el("button.button.button--plain.button--small[type=button][data-send=close]")
                .on_click(act.reform(|_: MouseEvent| Action::Send(None, None)))
                .text("Close"),
        )
        .done()
}
