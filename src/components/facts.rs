//! The facts of the scenario: the switches that people turn most, and everything else as text.

use accesspath_engine::scenario::change::{Change, Switch};
use accesspath_engine::scenario::{Bucket, Fact};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::editor::Editor;
use crate::state::{Action, AppState, facts, read_facts};

pub(super) fn facts_panel(state: &AppState, act: &Callback<Action>) -> Html {
    let text = state.view.facts.clone().unwrap_or_else(|| facts(&state.scenario));
    let error = read_facts(&state.scenario, &text).err();
    let on_edit = act.reform(Action::TypeFacts);
    let on_leave = act.reform(|()| Action::LeaveFacts);
    html! {
        <>
            if let Some(bucket) = state.scenario.bucket() {
                { switches(bucket, act) }
            }
            <p class="facts__intro">{ "Everything else that the picture is computed from: accounts, roles, placements, routes, endpoints, security groups. Any fact may be " }<code>{ "{\"unknown\": true}" }</code>{ "." }</p>
            <Editor name="facts" label="Facts of the scenario, as JSON" text={text} marks={Vec::new()} invalid={error.is_some()} {on_edit} {on_leave} />
            <div class="diagnostics" data-diagnostics="facts" role="status">
                if let Some(error) = error {
                    <ul><li class="diagnostic" data-severity="error" data-code="facts"><strong>{ "error " }</strong>{ error }{ ". The picture still shows the last facts that could be read." }</li></ul>
                }
            </div>
        </>
    }
}

fn switches(bucket: &Bucket, act: &Callback<Action>) -> Html {
    html! {
        <fieldset class="switches">
            <legend>{ format!("Block Public Access of {}", bucket.name) }</legend>
            { for Switch::ALL.into_iter().map(|it| switch(it, it.of(&bucket.block_public_access), act)) }
        </fieldset>
    }
}

fn switch(switch: Switch, fact: &Fact<bool>, act: &Callback<Action>) -> Html {
    let on_change = super::when(act, move |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        let to = match select.value().as_str() {
            "on" => Fact::Known(true),
            "off" => Fact::Known(false),
            _ => Fact::Unknown,
        };
        Some(Action::Change(Change::SetBlockPublicAccess(switch, to)))
    });
    let now = match fact {
        Fact::Known(true) => "on",
        Fact::Known(false) => "off",
        Fact::Unknown => "unknown",
    };
    html! {
        <label class="switch">
            <span>{ switch.name() }</span>
            <select data-switch={switch.name()} onchange={on_change}>
                { for ["on", "off", "unknown"].map(|it| html! { <option value={it} selected={it == now}>{ it }</option> }) }
            </select>
        </label>
    }
}
