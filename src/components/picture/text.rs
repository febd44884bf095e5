//! The picture from top to bottom: an ordered list for each path, which is its text alternative, and its form where there
//! is no room for lanes.

use std::rc::Rc;

use accesspath_engine::repair::Target;
use accesspath_engine::report::{BeforeReport, PathReport};
use accesspath_picture::{Reach, Stop, VerticalGate, vertical};
use yew::prelude::*;

use crate::answer::{Answer, control_on};
use crate::browser;
use crate::components::face::{drawn_badge, face};
use crate::components::statement;
use crate::components::what_if::what_if;
use crate::drawing::icon;
use crate::earlier::{Changed, was};
use crate::markup::{El, el};
use crate::state::{Action, Selection, Tab};
use crate::tables::Shown;

/// Where the inspector stands that belongs to the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inspector {
    /// Beside it.
    Beside,
    /// Behind a tab; the lines that decide stand in the list.
    Tab,
    /// Below it; the lines that decide stand in the list.
    Below,
}

/// The list of the selected path, under buttons for all paths.
pub(super) fn one(
    answer: &Rc<Answer>,
    selection: Option<&Selection>,
    changed: &[Changed],
    inspector: Option<Inspector>,
    row: &NodeRef,
    act: &Callback<Action>,
) -> Box<El> {
    let selected = selection.and_then(|it| answer.path(&it.path)).or(answer.paths.first());
    let chips = answer.paths.iter().map(|it| {
        let is_selected = selected.is_some_and(|own| own.path == it.path);
        el("li").add(chip(it, is_selected, was(changed, &it.path), act))
    });
    // What comes before the calls stands before the path only where it does not simply pass.
    let is_told = answer.before.iter().any(|it| matches!(it.verdict, "blocks" | "undetermined"));
    el("div.vertical-picture")
        .add(el("ul.path-chips[aria-label=The paths]").node_ref(row).each(chips))
        .maybe(is_told.then(|| before(answer)))
        .maybe(selected.map(|it| section(answer, it, selection, inspector, act)))
        .maybe((!is_told).then(|| before(answer)))
        .node(what_if(&answer.of, act))
}

/// The lists of all paths.
pub(super) fn all(
    answer: &Rc<Answer>,
    selection: Option<&Selection>,
    act: &Callback<Action>,
) -> Box<El> {
    let sections = answer.paths.iter().map(|it| section(answer, it, selection, None, act));
    el("section.text-alternative[data-text-alternative][aria-label=The picture as text]")
        .node(what_if(&answer.of, act))
        .add(before(answer))
        .each(sections)
}

fn chip(path: &PathReport, selected: bool, was: Option<&str>, act: &Callback<Action>) -> Box<El> {
    let id = path.path.clone();
    let told = path.told.as_ref();
    let (title, outcome) = told.map_or(("", ""), |it| (it.title.as_str(), it.outcome));
    let letters = path.way.as_ref().map_or("", |it| it.badge.as_str());
    let name = path.way.as_ref().map_or(title, |it| it.title.as_str());
    // On a phone the first word tells the ways apart.
    let (first, rest) = match name.find(' ') {
        Some(at) if matches!(name.get(at..), Some(" gateway" | " endpoint")) => name.split_at(at),
        _ => (name, ""),
    };
    el("button.path-chip[type=button]")
        .put("data-card", &path.path)
        .put("data-outcome", path.outcome)
        .state("aria-pressed", selected)
        .on_click(act.reform(move |_: MouseEvent| Action::SelectPath(id.clone())))
        .add(drawn_badge(path.outcome, letters))
        .add(el("span.path-chip__name").text(first).add(el("span.path-chip__rest").text(rest)))
        .add(el("span.hidden-text").text(&format!(", path {}: {outcome}", path.path)))
        .maybe(was.map(|it| el("span.row__was").text(&format!("was {it}"))))
}

/// What comes before the calls: a line for each check that does not simply pass, and one that names the others.
fn before(answer: &Answer) -> Box<El> {
    let (told, pass): (Vec<&BeforeReport>, Vec<&BeforeReport>) =
        answer.before.iter().partition(|it| matches!(it.verdict, "blocks" | "undetermined"));
    let item = |it: &BeforeReport| {
        let words = el("span.stop__words")
            .add(el("span").text(&format!("{}, {}: {}", it.caller, it.name, it.word)))
            .add(el("span.stop__reason").text(&it.told));
        el("li.before-text__item")
            .put("data-before-gate", it.gate)
            .put("data-verdict", it.verdict)
            .add(face(it.verdict))
            .add(words)
    };
    let mut names: Vec<&str> = Vec::new();
    for it in &pass {
        if !names.contains(&it.name) {
            names.push(it.name);
        }
    }
    let others = pass.first().map(|it| {
        let words = format!("Before the call: {}: {}", names.join(", "), it.word);
        el("li.before-text__item")
            .put("data-before-gate", it.gate)
            .put("data-verdict", it.verdict)
            .add(face(it.verdict))
            .add(el("span").text(&words))
    });
    let items = told.into_iter().map(item).chain(others).collect::<Vec<_>>().into_iter();
    el("ul.before-text[aria-label=Before the call]").each(items)
}

fn section(
    answer: &Answer,
    path: &PathReport,
    selection: Option<&Selection>,
    inspector: Option<Inspector>,
    act: &Callback<Action>,
) -> Box<El> {
    let own = selection.filter(|it| it.path == path.path);
    let told = path.told.as_ref();
    let title = told.map(|it| format!("{} · {}: {}", path.path, it.title, it.outcome));
    let selected = own.map(|it| it.control);
    let stops = vertical(path, answer.bucket.as_ref(), selected);
    // What the reason of a gate tells is not told twice where every line counts.
    let is_told = |it: &Stop| match it {
        Stop::Unused { told } => {
            inspector.is_some() && gates(&stops).any(|it| it.reason.contains(told))
        }
        _ => false,
    };
    let mut reach = Reach::Arrives;
    let entries = stops.iter().filter(|it| !is_told(it)).map(|it| {
        reach = match it {
            Stop::Node { reach, .. } | Stop::Gates { reach, .. } => *reach,
            _ => reach,
        };
        entry(answer, path, it, reach, inspector, act)
    });
    let entries: Vec<Box<El>> = entries.collect();
    el("section.transcript")
        .key(&path.path)
        .put("data-outcome", path.outcome)
        .state("data-selected", own.is_some())
        .add(el("h2.transcript__title").text(&title.unwrap_or_default()))
        .add(el("ol.vertical").put("data-transcript", &path.path).each(entries.into_iter()))
}

/// All gates of a list.
fn gates(stops: &[Stop]) -> impl Iterator<Item = &VerticalGate> {
    stops.iter().flat_map(|it| match it {
        Stop::Gates { gates, .. } => gates.as_slice(),
        _ => &[],
    })
}

const fn reach_word(reach: Reach) -> &'static str {
    match reach {
        Reach::Arrives => "arrives",
        Reach::Stops => "stops",
        Reach::Beyond => "beyond",
    }
}

/// An entry of the list; `so_far` is how far the request gets before it.
fn entry(
    answer: &Answer,
    path: &PathReport,
    stop: &Stop,
    so_far: Reach,
    inspector: Option<Inspector>,
    act: &Callback<Action>,
) -> Box<El> {
    let so_far = if so_far == Reach::Arrives { "arrives" } else { "beyond" };
    let named = |name: &str, detail: &str| {
        el("span.stop__words")
            .add(el("strong").text(name))
            .add(el("span.stop__detail").text(detail))
    };
    // What has a record leads to it.
    let thing = |words: Box<El>, shown: Option<Shown>| match shown {
        None => words,
        Some(shown) => el("button.stop__thing[type=button][data-facts]")
            .on_click(act.reform(move |_: MouseEvent| Action::ShowFacts(shown.clone())))
            .add(words),
    };
    let beyond = |reach: Reach| {
        (reach == Reach::Beyond).then(|| el("span.stop__beyond").text("never reached"))
    };
    match stop {
        Stop::Place { title, detail, kind } => {
            let item = el("li.stop.stop--place").put("data-place", kind);
            item.put("data-reach", so_far).add(named(title, detail))
        }
        Stop::Node { kind, name, title, detail, reach, .. } => el("li.stop.stop--node")
            .put("data-reach", reach_word(*reach))
            .put("data-node", kind)
            .add(icon(kind))
            .add(thing(named(title, detail), Shown::of_hop(&answer.of, kind, name)))
            .maybe(beyond(*reach)),
        Stop::Unused { told } => {
            let item = el("li.stop.stop--unused").put("data-reach", so_far);
            item.add(el("span").text(&format!("Not used: {told}")))
        }
        Stop::Bucket { name, detail, reach } => el("li.stop.stop--bucket")
            .put("data-reach", reach_word(*reach))
            .add(icon("bucket"))
            .add(thing(named(name, detail), Shown::of_bucket(&answer.of)))
            .maybe(beyond(*reach)),
        Stop::Gates { gates, reach } => {
            let item = el("li.stop.stop--gate").put("data-reach", reach_word(*reach));
            match gates.as_slice() {
                [only] => {
                    let told = inspector.filter(|it| {
                        *it != Inspector::Beside && (only.selected || *reach == Reach::Stops)
                    });
                    item.add(gate(path, only, act))
                        .maybe(told.map(|it| deciding(answer, path, only, it, act)))
                }
                several => item.add(run(path, several, act)),
            }
        }
    }
}

/// A gate as a button that selects it.
fn gate(path: &PathReport, gate: &VerticalGate, act: &Callback<Action>) -> Box<El> {
    let own = Selection::on(path, gate.control);
    let select = act.clone();
    let on_click = Callback::from(move |_: MouseEvent| {
        own.iter().for_each(|it| select.emit(Action::Select(it.clone())));
    });
    let words = el("span.stop__words")
        .add(el("strong").text(gate.name))
        .add(el("span.stop__verdict").text(gate.word))
        .add(el("span.stop__reason").text(&gate.reason));
    el("button.stop__button[type=button]")
        .put("data-gate", &format!("{}:{}", path.path, gate.control))
        .put("data-verdict", gate.verdict)
        .state("aria-pressed", gate.selected)
        .on_click(on_click)
        .add(face(gate.verdict))
        .add(words)
}

/// The lines that decide at a gate, and the way to what would open it.
fn deciding(
    answer: &Answer,
    path: &PathReport,
    gate: &VerticalGate,
    inspector: Inspector,
    act: &Callback<Action>,
) -> Box<El> {
    let control = control_on(path, gate.control);
    let blocks = path.outcome == "blocked" && gate.verdict == "blocks";
    let change = blocks.then(|| {
        let target = Target::Path(path.path.clone());
        let own = Selection::on(path, gate.control);
        let act = act.clone();
        let show = Callback::from(move |_: MouseEvent| {
            own.iter().for_each(|it| act.emit(Action::Select(it.clone())));
            match inspector {
                Inspector::Tab => act.emit(Action::ChooseTab(Tab::Why)),
                Inspector::Below | Inspector::Beside => {
                    act.emit(Action::Repair(target.clone(), 1));
                    browser::scroll_to("[data-fix]");
                }
            }
        });
        el("button.button[type=button][data-action=smallest-change]")
            .on_click(show)
            .text("Smallest change")
    });
    let change = change.map_or_else(Html::default, El::done);
    let lines =
        control.and_then(|it| statement::statement(&answer.of, it, statement::FEW, change.clone()));
    match lines {
        Some(lines) => el("div.stop__told").add(lines),
        None => el("div.stop__told").node(change),
    }
}

/// A run of gates with one verdict, which unfolds.
fn run(path: &PathReport, gates: &[VerticalGate], act: &Callback<Action>) -> Box<El> {
    let names: Vec<&str> = gates.iter().map(|it| it.label).collect();
    let first = gates.first();
    let verdict = first.map_or("", |it| it.verdict);
    let word = first.map_or("", |it| it.word);
    let summary = el("summary.stop__run").put("data-verdict", verdict).add(face(verdict)).add(
        el("span.stop__words")
            .add(el("strong").text(&names.join(", ")))
            .add(el("span.stop__verdict").text(word)),
    );
    let items = gates.iter().map(|it| el("li").add(gate(path, it, act)));
    el("details.stop__fold").add(summary).add(el("ul.stop__gates").each(items))
}
