//! What would decide the answer next, most telling first, with the commands that tell it.
//!
//! It takes many times as long as the answer, so it is asked once the person pauses, and until then the last list stays.

use std::rc::Rc;

use accesspath_engine::explain;
use accesspath_engine::next::{Heard, Next};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::topic::About;
use accesspath_import::Given;
use accesspath_policy::policy::PolicyKind;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::field::choice;
use crate::answer::Answer;
use crate::browser;
use crate::markup::{El, el};
use crate::same::Same;
use crate::state::{Action, AppState, CaseStep, Field, Foreseen, Notice};

/// How long the person pauses before it is asked, in milliseconds. The number has no derivation.
const PAUSE_MS: u32 = 120;

/// How many are shown at first: a longer list is not read.
const MOST: usize = 6;

/// Asks what would decide next, where a case is put together.
#[hook]
pub(in crate::components) fn use_next(
    state: &AppState,
    answer: &Rc<Answer>,
    act: &Callback<Action>,
) {
    let heard = state.view.your_case.as_ref().map(|it| it.heard());
    use_effect_with((Same(state.scenario.clone()), heard), {
        let (act, answer) = (act.clone(), answer.clone());
        move |(scenario, heard): &(Same<Scenario>, Option<Heard>)| {
            let scenario = scenario.0.clone();
            let timer = heard.clone().map(|heard| {
                browser::after(PAUSE_MS, move || {
                    let all = answer.next(&heard);
                    act.emit(Action::Foresee(Rc::new(Foreseen { scenario, all })));
                })
            });
            move || drop(timer)
        }
    });
}

/// The list, as it was last asked for, for a case of so many `paths`.
pub(super) fn next_steps(state: &AppState, paths: usize, act: &Callback<Action>) -> Html {
    let last = state.view.foreseen.as_deref();
    let is_of = last.is_some_and(|it| Rc::ptr_eq(&it.scenario, &state.scenario));
    let all = last.map_or(&[][..], |it| it.all.as_slice());
    let heading = el("h2.next__heading").text("What would decide it, most telling first");
    let section = el("section.next[data-next][aria-label=What would decide it]")
        .state("aria-busy", !is_of)
        .add(heading);
    if all.is_empty() {
        let told = if is_of { "Nothing is open: every path has its answer." } else { "Checking" };
        return section.add(el("p.next__none").text(told)).done();
    }
    let several = paths > 1;
    let items = all.iter().take(MOST).map(|it| item(it, several, act));
    let rest = all.len().saturating_sub(MOST);
    let more = (rest > 0).then(|| {
        let rest = all.iter().skip(MOST).map(|it| it.title.as_str());
        let names = explain::and(&rest.collect::<Vec<_>>());
        el("p.next__none").text("After that: ").text(&names).text(".")
    });
    section.add(el("ol.next__list").each(items)).maybe(more).done()
}

fn item(next: &Next, several: bool, act: &Callback<Action>) -> Box<El> {
    let (word, paths) = match (next.decides.is_empty(), next.named) {
        (false, _) => ("may decide", &next.decides),
        (true, true) => ("AWS names it:", &next.paths),
        (true, false) => ("bears on", &next.paths),
    };
    let names: Vec<&str> = paths.iter().map(String::as_str).collect();
    let paths = match several {
        true => format!("{word} {}", explain::and(&names)),
        false => word.trim_end_matches(':').to_owned(),
    };
    let head = el("div.next__head")
        .add(
            el("p.next__title")
                .add(el("strong").text(&next.title).text("."))
                .text(" ")
                .text(&next.told),
        )
        .add(el("span.next__paths").text(&paths));
    let commands = next.commands.iter().map(|it| command(it, act));
    let none = none(next.topic.about).map(|(field, label, given)| {
        let step = CaseStep::Tell(field, Some(given));
        el("div.choices").add(choice(label, false, Action::YourCase(step), act))
    });
    el("li.next__item")
        .put("data-topic", &next.title)
        .state("data-named", next.named)
        .add(head)
        .each(commands)
        .maybe(none)
}

fn command(command: &str, act: &Callback<Action>) -> Box<El> {
    let (act, text) = (act.clone(), command.to_owned());
    let copy = Callback::from(move |_: MouseEvent| {
        let (act, text) = (act.clone(), text.clone());
        spawn_local(async move {
            act.emit(Action::Tell(match browser::copy(&text).await {
                Ok(()) => Notice::info("The command is on the clipboard. Paste here what it prints."),
                Err(_) => Notice::error(
                    "The browser does not let this page use the clipboard: select the command and copy it.",
                ),
            }));
        });
    });
    el("div.next__command").add(el("code.next__code[tabindex=0]").text(command)).add(
        el("button.button.button--plain[type=button][data-action=copy-command]")
            .put("aria-label", &format!("Copy: {command}"))
            .on_click(copy)
            .text("Copy"),
    )
}

/// The fact that there is none of it, where a person may know that at once.
pub(super) fn none(about: About) -> Option<(Field, &'static str, Given)> {
    Some(match about {
        About::BucketPolicy => {
            ("bucket-policy", "There is none", Given::NoPolicy(PolicyKind::Bucket))
        }
        About::IdentityPolicies => {
            ("identity-policies", "There is none", Given::NoPolicy(PolicyKind::Identity))
        }
        About::Boundary => ("boundary", "There is none", Given::NoPolicy(PolicyKind::Boundary)),
        About::Endpoints => ("endpoints", "There is none", Given::NoEndpoint),
        About::EndpointPolicy => {
            ("endpoint-policy", "It is the default one", Given::NoPolicy(PolicyKind::Endpoint))
        }
        About::Scps | About::Rcps | About::Organization => (
            "organization",
            "The accounts are in no organization",
            Given::NoPolicy(PolicyKind::Scp),
        ),
        _ => return None,
    })
}
