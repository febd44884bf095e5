//! The panel that shares the scenario: its link, what holds it in other pages, and its files; on request with other names.

use accesspath_engine::explain;
use accesspath_picture::Colours;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::browser;
use crate::export::Export;
use crate::markup::{El, el};
use crate::snippet::Shareable;
use crate::state::{AppState, Shared, Source};

/// The callbacks of the panel.
pub(super) struct ShareOn {
    pub copy: Callback<String>,
    /// Shares again, with other names or with a person's own.
    pub redact: Callback<bool>,
    pub export: Callback<(Export, Colours)>,
}

pub(super) fn share(shared: &Shared, state: &AppState, on: &ShareOn) -> Html {
    let page = browser::page_address();
    let other = shared.other.as_ref();
    let title = other.map_or(&state.scenario.title, |it| &it.scenario.title);
    let about = match &state.source {
        Source::Example(_) if other.is_none() => {
            "The link names this example. Once you edit it, a link holds your whole case."
        }
        _ if other.is_some() => {
            "The link holds the whole scenario, with other names. Whoever has it can read it. No server sees it."
        }
        _ => concat!(
            "The link holds the whole scenario: policies, account ids and bucket names. ",
            "Whoever has it can read them. No server sees it."
        ),
    };
    let panel = el("div.share[data-share]").add(el("p").text(about)).add(switch(shared, on));
    let panel = match &shared.fragment {
        None => panel.add(
            el("p.share__length")
                .text("This scenario is too large for a link: export it as a file and send that."),
        ),
        Some(fragment) => {
            let source = if other.is_some() { &Source::New } else { &state.source };
            let of = Shareable { page: &page, fragment, source, chosen: &shared.chosen, title };
            links(panel, &of, on)
        }
    };
    panel.add(files(shared, state, on)).done()
}

fn links(panel: Box<El>, of: &Shareable<'_>, on: &ShareOn) -> Box<El> {
    let link = of.link();
    let warning = match link.len() {
        4001.. => "Some programs cut links of this length: a saved file is safer.",
        2001.. => "A few programs cut links of this length.",
        _ => "",
    };
    let length = format!("{} characters. {warning}", link.len());
    let main = el("input[data-share-link]").put("aria-label", "Link to this scenario");
    let first = row("Link", main, &link, "copy-link", "the link", on);
    let more = |name: &'static str, text: &str, action: &'static str| {
        row(name, el("input").put("aria-label", name), text, action, name, on)
    };
    panel.add(
        el("div.share__rows")
            .add(first)
            .add(el("p.share__length").text(&length))
            .add(more("Markdown", &of.markdown(), "copy-markdown"))
            .add(more("Frame", &of.frame(), "copy-frame"))
            .add(more("Element", &of.element(), "copy-element")),
    )
}

/// One text with its name and a button that copies it.
fn row(
    name: &'static str,
    field: Box<El>,
    text: &str,
    action: &'static str,
    what: &str,
    on: &ShareOn,
) -> Box<El> {
    let select = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    let copied = text.to_owned();
    let copy = on.copy.reform(move |_: MouseEvent| copied.clone());
    let field = field
        .put("class", "share__link")
        .put("type", "text")
        .put("readonly", "")
        .put("data-snippet", action)
        .private()
        .value(text)
        .on_focus(select);
    let button = el("button.button[type=button]")
        .put("data-action", action)
        .on_click(copy)
        .text("Copy")
        .add(el("span.hidden-text").text(&format!(" {what}")));
    el("p.share__row")
        .add(el("span.share__name[aria-hidden=true]").text(name))
        .add(field)
        .add(button)
}

/// The switch for other names, and what stays.
fn switch(shared: &Shared, on: &ShareOn) -> Box<El> {
    let redacted = shared.other.is_some();
    let change = on.redact.reform(move |_: Event| !redacted);
    let box_ =
        el("input[type=checkbox][data-field=redact]").toggle("checked", redacted).on_change(change);
    let words = el("span")
        .add(el("strong").text("Replace names and ids"))
        .text(" Accounts, names of buckets, roles and functions, ids of AWS and addresses become others, the same everywhere. Every answer stays.");
    let label = el("label.share__switch").add(box_).add(words);
    let kept = shared.other.as_ref().map(|it| {
        let list = it.kept.iter().map(|it| el("li").text(&explain::kept(it)));
        el("div.share__kept[data-kept][role=status]")
            .add(el("p").text(explain::NEVER_REPLACED))
            .add(el("ul").each(list))
    });
    el("div").add(label).maybe(kept)
}

/// The files.
fn files(shared: &Shared, state: &AppState, on: &ShareOn) -> Box<El> {
    let file = |export: Export, action: &'static str, words: &str| {
        let export = on.export.reform(move |event: MouseEvent| (export, colours(&event)));
        el("button.button[type=button]").put("data-export", action).on_click(export).text(words)
    };
    let of_path =
        shared.looked.path.as_ref().map(|it| {
            file(Export::ReportOfPath, "report-of-path", &format!("Report on path {it}"))
        });
    let theme = match state.view.theme.code() {
        "dark" => "dark",
        _ => "light",
    };
    let choice = |code: &'static str, words: &str| {
        el("option").put("value", code).toggle("selected", code == theme).text(words)
    };
    let choices = el("select.share__choice[data-field=colours][aria-label=Colours of the picture]")
        .add(choice("light", "Light"))
        .add(choice("dark", "Dark"))
        .add(choice("auto", "As the reader's system"));
    el("section.share__files[aria-label=Export]")
        .add(el("h3.menu__title").text("Export"))
        .add(
            el("p.share__row")
                .add(el("span.share__name").text("Picture"))
                .add(file(Export::Svg, "svg", "SVG"))
                .add(file(Export::Png, "png", "PNG"))
                .add(choices),
        )
        .add(
            el("p.share__row")
                .add(el("span.share__name").text("Text"))
                .add(file(Export::Report, "report", "Report (Markdown)"))
                .maybe(of_path)
                .add(file(Export::Scenario, "scenario", "Scenario (JSON)")),
        )
        .add(
            el("p.share__length")
                .text("The browser's own Print lays out the selected path on paper."),
        )
}

/// The colours that are chosen beside the button.
fn colours(event: &MouseEvent) -> Colours {
    let chosen = browser::find_near::<HtmlSelectElement>(event, "[data-field=colours]");
    match chosen.map(|it| it.value()).as_deref() {
        Some("dark") => Colours::Dark,
        Some("auto") => Colours::Auto,
        _ => Colours::Light,
    }
}
