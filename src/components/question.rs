//! The question as the headline; its parts are the controls that change it.

use accesspath_engine::explain;
use accesspath_engine::s3::operation::Operation;
use accesspath_engine::scenario::change::Change;
use accesspath_engine::scenario::{AccessPoint, Scenario};
use accesspath_policy::json::Edit;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::lesson;
use super::tables::table;
use super::waiting::when_here;
use crate::answer::Answer;
use crate::markup::{El, el};
use crate::module::{Module, elsewhere};
use crate::state::{Action, AppState};
use crate::tables;

pub(super) fn question(state: &AppState, answer: &Answer, act: &Callback<Action>) -> Box<El> {
    let scenario = &state.scenario;
    let asked = &scenario.question;
    let takes_key = Operation::parse(&asked.operation).is_none_or(Operation::takes_key);
    let line = el("p.question__line[data-question]")
        .add(el("span").text("Can "))
        .add(callers(state, act))
        .add(el("span").text(" do "))
        .add(operation(state, act))
        .add(el("span").text(" on "))
        .add(bucket(state, act))
        .maybe(takes_key.then(|| el("span.question__slash").text("/")))
        .maybe(takes_key.then(|| key(state, act)))
        .maybe(access_point(state, act))
        .add(el("span").text("?"));
    el("section.question[aria-label=The question]")
        .add(line)
        .maybe(state.view.frame.editable.then(|| options(state, act)))
        .maybe(lesson::about(state, answer, act))
}

/// Everybody who could ask, by id and name.
fn who(scenario: &Scenario) -> Vec<(&str, &str)> {
    let functions = scenario.functions.iter().map(|it| (it.id.as_str(), it.name.as_str()));
    functions.chain(scenario.callers.iter().map(|it| (it.id.as_str(), it.name.as_str()))).collect()
}

/// The callers of the question: a choice where there are several to ask for.
fn callers(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let scenario = &state.scenario;
    let asked = &scenario.question.callers;
    let names: Vec<&str> = asked.iter().map(|it| explain::caller_name(scenario, it)).collect();
    let everybody = explain::and(&names);
    let named = match names.as_slice() {
        [] => "nobody yet".to_owned(),
        [_] | [_, _] => everybody.clone(),
        // The question is one line.
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    };
    let all = who(scenario);
    if all.len() < 2 || !state.view.frame.editable {
        return el("span.question__part").text(&named);
    }
    let tick = |(id, name): &(&str, &str)| {
        let on = asked.iter().any(|it| it == id);
        let own = (*id).to_owned();
        let mut after: Vec<&str> = all.iter().map(|it| it.0).collect();
        after.retain(|it| (asked.iter().any(|own| own == it) && it != id) || (it == id && !on));
        let list = serde_json::to_string(&after).unwrap_or_default();
        let told = Change::Tell {
            at: vec!["question".to_owned(), "callers".to_owned()],
            edit: Edit::Set(list),
        };
        let toggle = act.reform(move |_: MouseEvent| Action::Change(told.clone()));
        el("button.question__tick[type=button][role=checkbox]")
            .put("data-caller", &own)
            .state("aria-checked", on)
            .on_click(toggle)
            .add(el("span.grid__box[aria-hidden=true]").text(if on { "✓" } else { "" }))
            .text(name)
    };
    el("details.question__callers[data-callers]")
        .add(el("summary.question__part.question__select").put("title", &everybody).text(&named))
        .add(el("div.popover[role=group][aria-label=Callers]").each(all.iter().map(tick)))
}

/// The bucket: a choice where there are several.
fn bucket(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let scenario = &state.scenario;
    let asked = scenario.question.bucket.as_str();
    let name = scenario.bucket().map_or(asked, |it| it.name.as_str());
    if scenario.buckets.len() < 2 || !state.view.frame.editable {
        return el("span.question__part").text(if name.is_empty() {
            "no bucket yet"
        } else {
            name
        });
    }
    let on_change = super::when(act, |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        let edit = Edit::Set(serde_json::to_string(&select.value()).ok()?);
        let at = vec!["question".to_owned(), "bucket".to_owned()];
        Some(Action::Change(Change::Tell { at, edit }))
    });
    let option = |id: &str, name: &str| {
        el("option").put("value", id).toggle("selected", id == asked).text(name)
    };
    el("select.question__part.question__select[data-field=bucket][aria-label=Bucket]")
        .on_change(on_change)
        .each(scenario.buckets.iter().map(|it| option(&it.id, &it.name)))
}

/// The options of the request, folded: most questions need none of them.
fn options(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let set = tables::options_in_words(&state.scenario);
    let summary = match set.as_str() {
        "" => "+ Option".to_owned(),
        set => format!("Options: {set}"),
    };
    let table = el("div.popover").add(when_here(Module::More, || choices(state, act)));
    el("details.options[data-options]").add(el("summary.chip").text(&summary)).add(table)
}

elsewhere! { more "03"
fn choices(state: &AppState, act: &Callback<Action>) -> Box<El> {
    table(&tables::options(&state.scenario), state, act)
} }

fn operation(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let asked = state.scenario.question.operation.as_str();
    if !state.view.frame.editable {
        return el("span.question__part").text(asked);
    }
    let on_change = super::when(act, |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        Some(Action::Change(Change::SetOperation(select.value())))
    });
    let unknown = Operation::parse(asked).is_none();
    let option =
        |name: &str| el("option").put("value", name).toggle("selected", name == asked).text(name);
    el("select.question__part.question__select[data-field=operation][aria-label=Operation]")
        .on_change(on_change)
        .maybe(unknown.then(|| option(asked)))
        .each(Operation::ALL.iter().map(|it| option(it.name())))
}

/// The choice of the access point that the call goes through, if the bucket has one.
fn access_point(state: &AppState, act: &Callback<Action>) -> Option<Box<El>> {
    let scenario = &state.scenario;
    let asked = scenario.question.access_point.as_deref().unwrap_or_default();
    let of_bucket = |it: &&AccessPoint| it.bucket == scenario.question.bucket;
    let points: Vec<&AccessPoint> = scenario.access_points.iter().filter(of_bucket).collect();
    if points.is_empty() || (!state.view.frame.editable && asked.is_empty()) {
        return None;
    }
    let through = el("span").add(el("span").text(" through "));
    if !state.view.frame.editable {
        let name = scenario.access_point().map_or(asked, |it| it.name.as_str());
        return Some(through.add(el("span.question__part").text(name)));
    }
    let on_change = super::when(act, |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        let id = Some(select.value()).filter(|it| !it.is_empty());
        Some(Action::Change(Change::SetAccessPoint(id)))
    });
    let option = |id: &str, name: &str| {
        el("option").put("value", id).toggle("selected", id == asked).text(name)
    };
    let select = el(
        "select.question__part.question__select[data-field=access-point][aria-label=Access point]",
    )
    .on_change(on_change)
    .add(option("", "no access point"))
    .each(points.iter().map(|it| option(&it.id, &it.name)));
    Some(through.add(select))
}

fn key(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let key = state.scenario.question.key.as_str();
    if !state.view.frame.editable {
        return el("span.question__part").text(key);
    }
    let on_input = super::when(act, |event: InputEvent| {
        let input: HtmlInputElement = event.target_dyn_into()?;
        Some(Action::Change(Change::SetKey(input.value())))
    });
    let size = key.chars().count().clamp(6, 40).to_string();
    el("input.question__part.question__input[type=text][data-field=key][aria-label=Object key]")
        .private()
        .put("size", &size)
        .value(key)
        .on_input(on_input)
}
