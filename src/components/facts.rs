//! The facts of the scenario: the most used switches, and everything else as text.

use std::sync::Arc;

use accesspath_engine::scenario::change::{Change, PublicAccessSwitch};
use accesspath_engine::scenario::{Bucket, Fact, Key, KeyState, ObjectOwnership, Scenario};
use accesspath_policy::diagnostic::Severity;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::editor::{Edited, Editor};
use super::findings::level;
use crate::markup::{El, el, list};
use crate::state::{Action, AppState, facts, read_facts};

pub(super) fn facts_panel(state: &AppState, act: &Callback<Action>) -> Html {
    // What is printed can be read; what is typed perhaps not.
    let typed = state.view.facts.as_deref();
    let error = typed.and_then(|it| read_facts(&state.scenario, it).err());
    let text: Arc<str> = typed.map_or_else(|| facts(&state.scenario).into(), Arc::from);
    let switches = state.scenario.bucket().map(|it| switches(it, act).done());
    let intro = el("p.facts__intro")
        .text("All other facts: accounts, roles, placements, routes, endpoints, security groups. Any fact may be ")
        .add(el("code").text("{\"unknown\": true}"))
        .text(".");
    let editor = html! {
        <Editor name="facts" label="Facts of the scenario, as JSON" text={text} marks={Vec::new()} open=true invalid={error.is_some()} edited={Edited::Facts} act={act.clone()} />
    };
    let problem = error.map(|it| {
        el("li.finding[data-severity=error][data-code=facts]")
            .add(level(Severity::Error, Severity::Error.word()))
            .add(el("p").text(&it))
            .add(el("p.finding__help").text("the picture shows the last facts that could be read"))
    });
    let problems = el("div.found[data-diagnostics=facts][role=status]")
        .maybe(problem.map(|it| el("ul.findings").add(it)));
    let switches = switches.into_iter().chain(encryption(&state.scenario, act).map(|it| it.done()));
    let switches = list(switches.collect());
    list(vec![switches, intro.done(), editor, problems.done()])
}

fn switches(bucket: &Bucket, act: &Callback<Action>) -> Box<El> {
    let all = PublicAccessSwitch::ALL.into_iter();
    let own = |it: PublicAccessSwitch| {
        bucket.block_public_access.as_ref().map_or(&Fact::Unknown, |own| it.of(own))
    };
    el("fieldset.switches")
        .add(el("legend").text(&format!("Block Public Access and ownership of {}", bucket.name)))
        .each(all.map(|it| switch(it, own(it), act)))
        .add(ownership(bucket, act))
}

const OWNERSHIP: [ObjectOwnership; 3] = [
    ObjectOwnership::BucketOwnerEnforced,
    ObjectOwnership::BucketOwnerPreferred,
    ObjectOwnership::ObjectWriter,
];

/// The choice of the bucket's Object Ownership.
fn ownership(bucket: &Bucket, act: &Callback<Action>) -> Box<El> {
    let on_change = super::when(act, |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        let chosen = OWNERSHIP.into_iter().find(|it| it.word() == select.value());
        Some(Action::Change(Change::SetOwnership(chosen.map_or(Fact::Unknown, Fact::Known))))
    });
    let now = match &bucket.ownership {
        None => ObjectOwnership::default().word(),
        Some(Fact::Known(it)) => it.word(),
        Some(Fact::Unknown) => "unknown",
    };
    let option = |it: &str| el("option").put("value", it).toggle("selected", it == now).text(it);
    let words = OWNERSHIP.into_iter().map(ObjectOwnership::word).chain(["unknown"]);
    let select = el("select[data-field=ownership]").on_change(on_change).each(words.map(option));
    el("label.switch").add(el("span").text("Object Ownership")).add(select)
}

/// The S3 Bucket Key, and the state of each KMS key; nothing if the bucket states no encryption and there is no key.
fn encryption(scenario: &Scenario, act: &Callback<Action>) -> Option<Box<El>> {
    let bucket = scenario.bucket()?;
    let encryption = &bucket.encryption;
    if encryption.algorithm.is_none() && scenario.keys.is_empty() {
        return None;
    }
    let of_bucket = Choice {
        label: "S3 Bucket Key".to_owned(),
        name: "bucket-key".to_owned(),
        words: &["on", "off", "unknown"],
        now: match encryption.bucket_key {
            Fact::Known(true) => "on",
            Fact::Known(false) => "off",
            Fact::Unknown => "unknown",
        },
        set: |scenario, _, word| {
            let id = scenario.question.bucket.clone();
            if let Some(it) = scenario.buckets.iter_mut().find(|it| it.id == id) {
                it.encryption.bucket_key = match word {
                    "unknown" => Fact::Unknown,
                    word => Fact::Known(word == "on"),
                };
            }
        },
        at: 0,
    };
    let of_key = |(at, key): (usize, &Key)| Choice {
        label: format!("State of {}", key.id),
        name: format!("key-state-{}", key.id),
        words: &["Enabled", "Disabled", "PendingDeletion", "PendingImport", "unknown"],
        now: key.state.known().map_or("unknown", |it| it.word()),
        set: |scenario, at, word| {
            let states = [
                KeyState::Enabled,
                KeyState::Disabled,
                KeyState::PendingDeletion,
                KeyState::PendingImport,
            ];
            let state = states.into_iter().find(|it| it.word() == word);
            if let Some(it) = scenario.keys.get_mut(at) {
                it.state = state.map_or(Fact::Unknown, Fact::Known);
            }
        },
        at,
    };
    let choices = std::iter::once(of_bucket).chain(scenario.keys.iter().enumerate().map(of_key));
    let fields = el("fieldset.switches[data-encryption]");
    let fields = fields.add(el("legend").text(&format!("Encryption of {}", bucket.name)));
    Some(fields.each(choices.map(|it| chosen(it, scenario, act))))
}

/// A fact with a list of values.
struct Choice {
    label: String,
    name: String,
    words: &'static [&'static str],
    now: &'static str,
    /// Sets the fact of index `at` to the word.
    set: fn(&mut Scenario, usize, &str),
    at: usize,
}

fn chosen(choice: Choice, scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let Choice { label, name, words, now, set, at } = choice;
    let scenario = scenario.clone();
    let on_change = super::when(act, move |event: Event| {
        let select: HtmlSelectElement = event.target_dyn_into()?;
        let mut next = scenario.clone();
        set(&mut next, at, &select.value());
        Some(Action::Change(Change::Replace(Box::new(next))))
    });
    let option = |it: &&str| el("option").put("value", it).toggle("selected", *it == now).text(it);
    let select = el("select").put("data-switch", &name).on_change(on_change);
    el("label.switch").add(el("span").text(&label)).add(select.each(words.iter().map(option)))
}

fn switch(switch: PublicAccessSwitch, fact: &Fact<bool>, act: &Callback<Action>) -> Box<El> {
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
    let option = |it: &str| el("option").put("value", it).toggle("selected", it == now).text(it);
    let select = el("select")
        .put("data-switch", switch.name())
        .on_change(on_change)
        .each(["on", "off", "unknown"].into_iter().map(option));
    el("label.switch").add(el("span").text(switch.name())).add(select)
}
