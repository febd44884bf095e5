//! The question as the headline; its parts are the controls that change it.

use accesspath_engine::s3::operation::Operation;
use accesspath_engine::scenario::change::Change;
use accesspath_engine::{Analysis, explain};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::state::{Action, AppState};

pub(super) fn question(state: &AppState, analysis: &Analysis, act: &Callback<Action>) -> Html {
    let scenario = &state.scenario;
    let asked = &scenario.question;
    let names: Vec<&str> =
        asked.callers.iter().map(|it| explain::caller_name(scenario, it)).collect();
    let bucket = scenario.bucket().map_or(asked.bucket.as_str(), |it| it.name.as_str());
    let takes_key = Operation::parse(&asked.operation).is_none_or(Operation::takes_key);
    html! {
        <section class="question" aria-label="The question">
            <h1 class="question__line" data-question="">
                <span>{ "Can " }</span>
                <span class="question__part">{ names.join(", ") }</span>
                <span>{ " do " }</span>
                { operation(state, act) }
                <span>{ " on " }</span>
                <span class="question__part question__part--bucket">{ bucket }{ if takes_key { "/" } else { "" } }</span>
                if takes_key {
                    { key(state, act) }
                }
                <span>{ "?" }</span>
            </h1>
            <p class="question__answer" role="status" data-summary="">{ explain::summary(analysis) }</p>
            if !scenario.about.is_empty() {
                <details class="about">
                    <summary>{ "About this example" }</summary>
                    <p>{ &scenario.about }</p>
                    if !scenario.source.is_empty() {
                        <p class="about__source">{ "From: " }<cite>{ &scenario.source }</cite></p>
                    }
                </details>
            }
        </section>
    }
}

fn operation(state: &AppState, act: &Callback<Action>) -> Html {
    let asked = state.scenario.question.operation.clone();
    if state.view.embedded {
        return html! { <span class="question__part">{ asked }</span> };
    }
    let on_change = super::when(act, |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        Some(Action::Change(Change::SetOperation(select.value())))
    });
    let unknown = Operation::parse(&asked).is_none();
    html! {
        <select class="question__part question__select" data-field="operation" aria-label="Operation" onchange={on_change}>
            if unknown {
                <option value={asked.clone()} selected=true>{ asked.clone() }</option>
            }
            { for Operation::ALL.iter().map(|it| html! {
                <option value={it.name()} selected={it.name() == asked}>{ it.name() }</option>
            }) }
        </select>
    }
}

fn key(state: &AppState, act: &Callback<Action>) -> Html {
    let key = state.scenario.question.key.clone();
    if state.view.embedded {
        return html! { <span class="question__part">{ key }</span> };
    }
    let on_input = super::when(act, |event: InputEvent| {
        let input: HtmlInputElement = event.target_dyn_into()?;
        Some(Action::Change(Change::SetKey(input.value())))
    });
    let size = key.chars().count().clamp(6, 40).to_string();
    html! {
        <input class="question__part question__input" type="text" data-field="key" aria-label="Object key" value={key} size={size}
            oninput={on_input} spellcheck="false" autocomplete="off" autocorrect="off" autocapitalize="off" translate="no" data-gramm="false" />
    }
}
