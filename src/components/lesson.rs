//! The lesson of a scenario: what it teaches, the changes that it proposes to try, and what the last change did.

use accesspath_engine::report::TryReport;
use accesspath_engine::scenario::Scenario;
use yew::prelude::*;

use super::prose::prose;
use super::seen::Seen;
use crate::answer::Answer;
use crate::earlier::Changed;
use crate::markup::{El, el};
use crate::room::Room;
use crate::state::{Action, AppState};

/// The line with the lesson, unless it is put away.
pub(super) fn lesson(seen: &Seen<'_>, act: &Callback<Action>) -> Html {
    let state = seen.state;
    let folded = state.view.lesson_away || state.view.room == Room::Phone;
    if !has_lesson(&state.scenario) || folded || state.view.embedded {
        return Html::default();
    }
    let away = el("button.button.button--plain.button--icon[type=button][data-action=lesson-away]")
        .put("aria-label", "Put the lesson away")
        .put("title", "Put the lesson away")
        .on_click(act.reform(|_: MouseEvent| Action::ShowLesson(false)))
        .add(el("span[aria-hidden=true]").text("×"));
    el("section.lesson[data-lesson][aria-label=The lesson]")
        .add(told(&state.scenario))
        .maybe(tries(state, &seen.answer.tries, act))
        .add(away)
        .done()
}

/// The changes to try, if there are any.
fn tries(state: &AppState, tries: &[TryReport], act: &Callback<Action>) -> Option<Box<El>> {
    let made = state.view.trials.made(&state.scenario);
    let buttons = tries.iter().enumerate().map(|(at, it)| button(at, it, made.contains(&at), act));
    (!tries.is_empty()).then(|| {
        el("div.lesson__tries[role=group][aria-label=Try it]")
            .add(el("span.lesson__label[aria-hidden=true]").text("Try"))
            .each(buttons)
    })
}

/// The button that brings the lesson back; where there is no room for it, or nothing can be edited, the lesson itself,
/// folded.
pub(super) fn about(state: &AppState, answer: &Answer, act: &Callback<Action>) -> Option<Box<El>> {
    let scenario = &state.scenario;
    let is_narrow = state.view.room == Room::Phone;
    if !has_lesson(scenario) || !(state.view.embedded || state.view.lesson_away || is_narrow) {
        return None;
    }
    if state.view.embedded || is_narrow {
        let whole = whole(scenario, &scenario.about);
        let (name, tries) = match state.view.embedded {
            true => ("About", None),
            false => ("Lesson", tries(state, &answer.tries, act)),
        };
        // Made anew after each change, so that what it did is seen.
        let key = if state.view.earlier.is_some() { "tried" } else { "lesson" };
        let folded = el("details.about[data-lesson]").key(key);
        return Some(folded.add(el("summary.chip").text(name)).add(whole.maybe(tries)));
    }
    let show = act.reform(|_: MouseEvent| Action::ShowLesson(true));
    Some(el("button.chip[type=button][data-action=lesson]").on_click(show).text("Lesson"))
}

fn has_lesson(scenario: &Scenario) -> bool {
    !scenario.about.is_empty() || !scenario.tries.is_empty()
}

/// What a lesson says first: its first sentence.
pub(super) fn lead(about: &str) -> &str {
    let end = about.match_indices([' ', '\n']).map(|it| it.0).find(|at| {
        let before = about.get(..*at).unwrap_or_default();
        before.ends_with(['.', '?', '!']) && !before.ends_with("e.g.") && !before.ends_with("i.e.")
    });
    end.and_then(|it| about.get(..it)).unwrap_or(about)
}

/// The first sentence, and the rest with the source behind "More".
fn told(scenario: &Scenario) -> Box<El> {
    let lead = lead(&scenario.about);
    let rest = scenario.about.strip_prefix(lead).unwrap_or_default().trim();
    let more = (!rest.is_empty() || !scenario.source.is_empty()).then(|| {
        let summary = el("summary.link").text("More");
        el("details.lesson__more").add(summary).add(whole(scenario, rest))
    });
    prose(el("div.lesson__lead"), lead).maybe(more)
}

/// A text of the lesson in full, and its source.
fn whole(scenario: &Scenario, text: &str) -> Box<El> {
    let source = (!scenario.source.is_empty())
        .then(|| el("p.about__source").text("From: ").add(el("cite").text(&scenario.source)));
    el("div.popover").add(prose(el("p"), text)).maybe(source)
}

/// The button of a change: it makes the change, and takes it back while nothing else was edited since.
fn button(number: usize, it: &TryReport, made: bool, act: &Callback<Action>) -> Box<El> {
    let fits = made || it.state == "fits";
    let on_click = act.reform(move |_: MouseEvent| Action::Try(number));
    let mark = made.then(|| el("span.try__mark[aria-hidden=true]").text("✓"));
    let back = made.then(|| el("span.try__back").text("take it back"));
    let why = it.why.as_deref().filter(|_| !fits).map(|why| el("span.try__why").text(why));
    el("button.try[type=button]")
        .put("data-try", &number.to_string())
        .put("data-state", if made { "made" } else { it.state })
        .state("aria-pressed", made || it.state == "made")
        .toggle("disabled", !fits)
        .on_click(on_click)
        .maybe(mark)
        .add(el("span.try__what").text(&it.what))
        .maybe(back)
        .maybe(why)
}

/// What the last change that was applied did to the paths, until the next edit.
pub(super) fn earlier(seen: &Seen<'_>, act: &Callback<Action>) -> Html {
    // The region stands always, so that what comes into it is read out.
    let region = el("div.earlier[role=status][data-earlier]");
    let Some(changed) = seen.changed else { return region.done() };
    let line = match changed {
        [] => el("p").text("No path or chain comes to anything else."),
        changed => el("p").each(changed.iter().map(told_change)),
    };
    let undo = el("button.link[type=button][data-action=earlier-undo]")
        .on_click(act.reform(|_: MouseEvent| Action::Undo))
        .text("Undo");
    let away =
        el("button.button.button--plain.button--icon[type=button][data-action=earlier-away]")
            .put("aria-label", "Put away what it was before")
            .put("title", "Put away what it was before")
            .on_click(act.reform(|_: MouseEvent| Action::DismissEarlier))
            .add(el("span[aria-hidden=true]").text("×"));
    region.add(line).add(undo).add(away).done()
}

/// One answer that changed: what it was, and what it is.
fn told_change(it: &Changed) -> Box<El> {
    let of = match it.is_path {
        true => format!("Path {}", it.id),
        false => "The upload".to_owned(),
    };
    el("span.earlier__change")
        .put("data-changed", &it.id)
        .add(el("strong").text(&of))
        .text(" was ")
        .add(el("s").text(&it.was))
        .text(", now ")
        .add(el("strong").text(&it.is))
        .text(". ")
}

#[cfg(test)]
mod tests {
    use super::lead;

    #[test]
    fn a_lesson_begins_with_its_first_sentence() {
        assert_eq!(lead("One. Two."), "One.");
        assert_eq!(lead("Is 1.5 s enough? No."), "Is 1.5 s enough?");
        assert_eq!(lead("Only one."), "Only one.");
        assert_eq!(lead("A key, e.g. aws:SourceIp. More."), "A key, e.g. aws:SourceIp.");
        assert_eq!(lead(""), "");
    }
}
