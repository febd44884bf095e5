//! What stands on paper: the answer, the picture, and the selected path with all that blocks it.
//!
//! It is made when the browser is about to print, and gone afterwards: it costs nothing while a person works.

use std::rc::Rc;

use accesspath_engine::report::{FixReport, PathReport, ToldControl, ToldReport};
use accesspath_picture::{Shown, Stop, View, lay_out, sheet, vertical};
use yew::prelude::*;

use super::clauses::clauses;
use super::face::face;
use super::prose::prose;
use crate::answer::{Answer, controls};
use crate::browser;
use crate::drawing::element;
use crate::markup::{El, el};
use crate::module::{Module, elsewhere};
use crate::same::Same;
use crate::state::Selection;

/// The width that the picture is drawn for, in CSS pixels, and which paper scales to seven parts in ten: less would cut
/// the words of the rows.
const WIDTH: f64 = 880.0;

pub(super) fn printed(answer: &Rc<Answer>, selection: Option<&Selection>) -> Html {
    let (answer, selection) = (Same(answer.clone()), selection.cloned());
    html! { <Printed {answer} {selection} /> }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct PrintedProps {
    answer: Same<Answer>,
    selection: Option<Selection>,
}

#[component]
fn Printed(props: &PrintedProps) -> Html {
    let on_paper = use_state_eq(|| false);
    use_effect_with((), {
        let on_paper = on_paper.clone();
        move |()| {
            let listeners = browser::on_print(move |it| on_paper.set(it));
            move || drop(listeners)
        }
    });
    let PrintedProps { answer: Same(answer), selection } = props;
    let selected = selection.as_ref().and_then(|it| answer.path(&it.path));
    match selected.filter(|_| *on_paper) {
        // What is printed cannot wait for a module.
        Some(path) if Module::More.is_here() => sheet_of(answer, path),
        _ => Html::default(),
    }
}

elsewhere! { more "04"
fn sheet_of(answer: &Answer, path: &PathReport) -> Html {
    let verdict = &answer.verdict;
    let shown =
        Shown { paths: &answer.paths, before: &answer.before, bucket: answer.bucket.as_ref() };
    let view = View { width: WIDTH, path: Some(path.path.clone()), ..View::default() };
    let drawn = element(&sheet(&lay_out(&shown, &view), &answer.told));
    let notes = verdict.notes.iter().map(|it| {
        let document = it.document.iter().map(|it| format!("{it}: ")).collect::<String>();
        el("li").add(face(it.verdict)).text(&format!("{document}{}", it.told))
    });
    let before = answer.before.iter().filter(|it| matches!(it.verdict, "blocks" | "undetermined"));
    let before = before.map(|it| {
        el("li").add(face(it.verdict)).text(&format!("{}, {}: {}", it.caller, it.name, it.told))
    });
    let title = Some(&answer.of.title).filter(|it| !it.is_empty());
    el("article.printed[data-printed]")
        .maybe(title.map(|it| el("p.printed__title").text(it)))
        .add(el("p.printed__question").text(&answer.question))
        .add(el("h1.printed__headline").text(&verdict.headline))
        .add(el("ul.printed__notes").each(notes.chain(before)))
        .add(el("figure.printed__picture").add(drawn))
        .maybe(path.told.as_ref().map(|it| section(answer, path, it)))
        .done()
} }

/// The selected path.
fn section(answer: &Answer, path: &PathReport, told: &ToldReport) -> Box<El> {
    let title = format!("{} · {}: {}", path.path, told.title, told.outcome);
    let decides = |it: &&ToldControl| match path.outcome {
        "open" => it.face == "grants" && it.statement.is_some(),
        _ => matches!(it.face, "blocks" | "undetermined"),
    };
    let stops = vertical(path, answer.bucket.as_ref(), None);
    let fixes = answer.best_fixes(Some(&path.path));
    let assumed: Vec<&str> = path.assumed.iter().map(|it| it.assumed.as_str()).collect();
    el("section.printed__path")
        .put("data-path", &path.path)
        .add(el("h2").text(&title))
        .add(prose(el("p"), &told.verdict))
        .add(el("ol.printed__stops").each(stops.iter().map(stop)))
        .each(controls(path).iter().filter(decides).map(|it| control(answer, it)))
        .maybe(seen(path, told))
        .maybe(fixes.first().map(change))
        .maybe(
            (!assumed.is_empty())
                .then(|| el("p.quiet").text(&format!("Assumed: {}.", assumed.join("; ")))),
        )
}

fn stop(stop: &Stop) -> Box<El> {
    let named = |class: &'static str, name: &str, detail: &str| {
        el("li").put("class", class).add(el("strong").text(name)).text(&format!(" {detail}"))
    };
    match stop {
        Stop::Place { title, detail, .. } => named("printed__place", title, detail),
        Stop::Node { title, detail, .. } => named("printed__stop", title, detail),
        Stop::Bucket { name, detail, .. } => named("printed__place", name, detail),
        Stop::Unused { told } => el("li.printed__stop").text(&format!("Not used: {told}")),
        Stop::Gates { gates, .. } => {
            let names: Vec<&str> = gates.iter().map(|it| it.name).collect();
            let first = gates.first();
            let (verdict, word) = first.map_or(("", ""), |it| (it.verdict, it.word));
            let reason = match gates.as_slice() {
                [only] => only.reason.as_str(),
                _ => "",
            };
            named("printed__stop", &names.join(", "), &format!("{word}. {reason}"))
                .put("data-verdict", verdict)
                .add(face(verdict))
        }
    }
}

/// One control that decides: the reason, the words that decide, and the clauses.
fn control(answer: &Answer, control: &ToldControl) -> Box<El> {
    let heading =
        el("h3").add(face(control.face)).text(&format!("{}: {}", control.name, control.verdict));
    el("section.printed__control")
        .put("data-control", control.control)
        .add(heading)
        .add(prose(el("p"), &control.heading))
        .maybe(quote(answer, control))
        .maybe(clauses(control))
}

/// The lines of the policy that decide.
fn quote(answer: &Answer, control: &ToldControl) -> Option<Box<El>> {
    let document = control.document.as_deref()?;
    let quoted = accesspath_picture::quote(answer.of.text(document)?.text(), control.at?);
    let place = format!("{document}, line {}", quoted.line);
    let figure = el("figure.printed__quote").add(el("figcaption").text(&place));
    Some(figure.add(el("pre").text(&quoted.text)))
}

/// What a person would see in AWS.
fn seen(path: &PathReport, told: &ToldReport) -> Option<Box<El>> {
    let message = told.message.as_ref().or(told.short.as_ref());
    let message = message.filter(|_| path.outcome != "open")?;
    let title = el("h3").text("What you would see");
    Some(el("section.printed__control").add(title).add(el("pre").text(message)))
}

/// The smallest change, or why there is none.
fn change(found: &FixReport) -> Box<El> {
    let panel = el("section.printed__control.printed__fix");
    let Some(best) = found.sets.first() else {
        let left = found.left.iter().map(|it| prose(el("li"), &it.told));
        let title = el("h3").text("No change that is known here opens it");
        return panel.add(title).add(el("ul").each(left));
    };
    let documents = best.documents.iter().map(|it| {
        let figure = el("figure.printed__quote").add(el("figcaption").text(&it.document));
        figure.add(el("pre").text(&it.lines.join("\n")))
    });
    panel
        .add(el("h3").text("The smallest change"))
        .add(el("ol.printed__orders").each(best.changes.iter().map(|it| prose(el("li"), &it.told))))
        .each(documents)
        .add(prose(el("p"), &best.effect.told.join(" ")))
}
