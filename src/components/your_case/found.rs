//! What was recognised in what a person pasted: a chip each, with what has to be asked and what is wrong.

use accesspath_import::{Flaw, Kind, Question, Recognised};
use yew::prelude::*;

use super::field::choice;
use crate::markup::{El, el};
use crate::state::{Action, CaseStep, YourCase};

/// The list, and how many things the last paste added.
pub(super) fn found(case: &YourCase, act: &Callback<Action>) -> Html {
    let told = match (case.found.len(), case.added) {
        (0, _) => String::new(),
        (_, 0) => format!("{} recognised.", things(case.found.len())),
        (_, added) => format!("{} recognised in it.", things(added)),
    };
    let items = case.found.iter().enumerate().map(|(at, it)| {
        let left = case.left.get(at).and_then(Option::as_deref);
        item(at, it, left, act)
    });
    let list =
        (!case.found.is_empty()).then(|| el("ul.found__list[aria-label=Recognised]").each(items));
    el("div.found")
        .add(el("p.hidden-text[role=status][data-found-told]").text(&told))
        .maybe(list)
        .done()
}

fn things(count: usize) -> String {
    if count == 1 { "1 thing".to_owned() } else { format!("{count} things") }
}

fn item(at: usize, found: &Recognised, left: Option<&str>, act: &Callback<Action>) -> Box<El> {
    let is_lost = matches!(found.kind, Kind::Unknown | Kind::Elsewhere);
    let is_open = found.open().is_some();
    let state = match (is_lost || left.is_some(), is_open) {
        (true, _) => "unused",
        (_, true) => "asks",
        _ => "told",
    };
    let sign = match state {
        "told" => "✓",
        "asks" => "?",
        _ => "–",
    };
    let remove = el("button.found__remove[type=button][data-action=remove-found]")
        .put("aria-label", &format!("Remove: {}", found.title))
        .on_click(act.reform(move |_: MouseEvent| Action::YourCase(CaseStep::Remove(at))))
        .text("×");
    let place = match (found.place.file.as_str(), found.place.line) {
        ("", 1) => String::new(),
        ("", line) => format!("line {line}"),
        (file, line) => format!("{file}:{line}"),
    };
    let chip = el("div.found__chip")
        .add(el("span.found__sign[aria-hidden=true]").text(sign))
        .add(el("span.found__title").text(&found.title))
        .add(el("span.found__place").text(&place))
        .add(remove);
    let questions = found.questions.iter().enumerate();
    el("li.found__item[data-found]")
        .put("data-state", state)
        .add(chip)
        .each(questions.map(|(number, it)| question(at, number, it, act)))
        .each(found.flaws.iter().map(flaw))
        .maybe(left.map(|it| el("p.found__left").text(it).text(".")))
        .maybe(hint(found).map(|it| el("p.found__left").text(it)))
}

/// What can be done with something that tells nothing.
fn hint(found: &Recognised) -> Option<&'static str> {
    match found.kind {
        Kind::Elsewhere => Some("It is left out: it says nothing of the way to S3."),
        Kind::Scenario => Some("Open it as a scenario file."),
        Kind::Unknown if found.flaws.is_empty() => {
            Some("Policies, error messages, ARNs, ids and answers of the AWS CLI are read.")
        }
        _ => None,
    }
}

fn question(at: usize, number: usize, question: &Question, act: &Callback<Action>) -> Box<El> {
    let choices = question.choices.iter().enumerate().map(|(to, it)| {
        let step = CaseStep::Choose { found: at, question: number, choice: to };
        choice(&it.label, question.chosen == Some(to), Action::YourCase(step), act)
    });
    el("div.found__question[role=group]")
        .put("aria-label", &question.asks)
        .add(el("span.found__asks").text(&question.asks))
        .add(el("div.choices").each(choices))
}

fn flaw(flaw: &Flaw) -> Box<El> {
    el("p.found__flaw")
        .text(&format!("Line {}, column {}: {}", flaw.line, flaw.column, flaw.message))
}
