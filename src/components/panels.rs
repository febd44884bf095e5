//! The panels over the page: the menu, every operation on every path, and the link.

use accesspath_engine::Analysis;
use accesspath_engine::grid::{self as engine_grid, ActionOn, GridRow, On};
use accesspath_engine::judge::Outcome;
use accesspath_engine::network;
use accesspath_engine::s3::operation::Operation;
use accesspath_policy::facts::Facts;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::menu::{CaseAction, menu};
use super::notice::notice;
use super::outcome::outcome_cell;
use crate::browser::{self, DialogElement};
use crate::gallery::Example;
use crate::markup::{El, el, list};
use crate::reference::Reference;
use crate::state::{Action, AppState, GridOf, Offer, Panel, Source};

/// The callbacks of the panels.
pub(super) struct PanelsOn {
    pub example: Callback<Example>,
    pub case: Callback<CaseAction>,
    pub copy: Callback<String>,
    pub offer: Callback<Offer>,
}

pub(super) fn panels(
    state: &AppState,
    analysis: &Analysis,
    on: &PanelsOn,
    act: &Callback<Action>,
) -> Html {
    let on_close = act.reform(|()| Action::ClosePanel);
    let (title, inside) = match &state.view.panel {
        None => return Html::default(),
        Some(Panel::Menu(mode)) => {
            ("Cases and examples", menu(state, mode, &on.example, &on.case, act))
        }
        Some(Panel::Grid(of)) => ("Every operation on every path", grid(state, *of, act)),
        Some(Panel::Reach) => {
            ("Who else can reach the bucket", super::reach::table(&state.scenario, analysis))
        }
        Some(Panel::Share(fragment)) => ("Share", link(fragment, &state.source, &on.copy)),
    };
    let told = notice(state.view.notice.as_ref(), &on.offer, act);
    html! { <Dialog {title} {on_close}>{ list(vec![inside, told]) }</Dialog> }
}

#[derive(Properties, PartialEq)]
struct DialogProps {
    title: AttrValue,
    on_close: Callback<()>,
    children: Html,
}

/// A native dialog: the browser keeps the focus inside, closes it on Escape, and gives the focus back.
#[component]
fn Dialog(props: &DialogProps) -> Html {
    let dialog = use_node_ref();
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| {
            if let Some(dialog) = dialog.get().map(JsCast::unchecked_into::<DialogElement>)
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
        }
    });
    let closed = props.on_close.reform(|_: Event| ());
    let close = props.on_close.reform(|_: MouseEvent| ());
    let close_button =
        el("button.button[type=button][data-action=close-panel]").on_click(close).text("Close");
    el("dialog.dialog")
        .node_ref(&dialog)
        .put("aria-label", &props.title)
        .on_close(closed)
        .add(
            el("div.dialog__head").add(el("h2.dialog__title").text(&props.title)).add(close_button),
        )
        .node(props.children.clone())
        .done()
}

fn grid(state: &AppState, of: GridOf, act: &Callback<Action>) -> Html {
    let choices = [
        (GridOf::Operations, "operations", "By operation"),
        (GridOf::Actions, "actions", "By action"),
    ];
    let choose = choices.map(|(it, name, says)| {
        let show = act.reform(move |_: MouseEvent| Action::ShowPanel(Panel::Grid(it)));
        el("button.button[type=button]")
            .put("data-grid-of", name)
            .state("aria-pressed", it == of)
            .on_click(show)
            .text(says)
    });
    let (about, rows) = match (of, state.view.reference) {
        (GridOf::Operations, _) => (
            "The outcome of each operation with this key and these options, by path. Choose one to see why.",
            Some(operations(state, act)),
        ),
        (GridOf::Actions, Reference::Here(facts)) => (
            "The outcome of each action on this bucket and key, by path: network and policies only. Depends: on condition keys that such a request may have.",
            Some(actions(state, facts)),
        ),
        (GridOf::Actions, Reference::Awaited) => {
            ("The list of actions is still being loaded.", None)
        }
        (GridOf::Actions, Reference::Missing) => (
            "The list of actions could not be loaded: the connection may have dropped. Load the page again to try once more.",
            None,
        ),
    };
    let paths = network::paths(&state.scenario);
    let first = if of == GridOf::Operations { "Operation" } else { "Action" };
    let head = el("tr")
        .add(el("th[scope=col]").text(first))
        .each(paths.iter().map(|it| el("th[scope=col]").text(&it.id)));
    let table = rows.map(|rows| {
        let table = el("table.outcomes[data-grid]").add(el("thead").add(head)).add(rows);
        el("div.table-frame[tabindex=0][role=group][aria-label=Outcomes]").add(table)
    });
    el("div.share")
        .add(el("div.share__row[role=group][aria-label=Rows]").each(choose.into_iter()))
        .add(el("p").text(about))
        .maybe(table)
        .done()
}

fn operations(state: &AppState, act: &Callback<Action>) -> Box<El> {
    let asked = state.scenario.question.operation.as_str();
    let row = |row: GridRow<Operation>| {
        let name = row.of.name();
        let choose = act.reform(move |_: MouseEvent| Action::Ask(name.to_owned()));
        let button = el("button.link[type=button]")
            .put("data-ask", name)
            .state("aria-current", name == asked)
            .on_click(choose)
            .text(name);
        outcomes(button, &row.outcomes)
    };
    el("tbody").each(engine_grid::operations(&state.scenario).into_iter().map(row))
}

fn actions(state: &AppState, facts: &Facts<'_>) -> Box<El> {
    let row = |row: GridRow<ActionOn<'_>>| {
        let on = match row.of.on {
            On::Object => " on the object",
            On::Bucket => " on the bucket",
            On::Everything => "",
        };
        let name = el("span")
            .add(el("code").text(&format!("s3:{}", row.of.name)))
            .add(el("span.outcomes__on").text(on));
        outcomes(name.put("data-action-row", row.of.name), &row.outcomes)
    };
    el("tbody").each(engine_grid::actions(&state.scenario, facts).into_iter().map(row))
}

fn outcomes(name: Box<El>, outcomes: &[Outcome]) -> Box<El> {
    el("tr").add(el("th[scope=row]").add(name)).each(outcomes.iter().copied().map(outcome_cell))
}

fn link(fragment: &str, source: &Source, on_copy: &Callback<String>) -> Html {
    let link = browser::address_with(fragment);
    let copy = {
        let link = link.clone();
        on_copy.reform(move |_: MouseEvent| link.clone())
    };
    let select = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    let field = el("input.share__link[type=text][readonly][data-share-link]")
        .put("aria-label", "Link to this scenario")
        .private()
        .value(&link)
        .on_focus(select);
    let copy_button = el("button.button.button--primary[type=button][data-action=copy-link]")
        .on_click(copy)
        .text("Copy link");
    let warning = match link.len() {
        4001.. => "Some programs cut links of this length: a saved file is safer.",
        2001.. => "A few programs cut links of this length.",
        _ => "",
    };
    let length = format!("{} characters. {warning}", link.len());
    let about = match source {
        Source::Example(_) => {
            "The link names this example. Once you edit it, a link holds your whole case."
        }
        _ => concat!(
            "The link holds the whole scenario: policies, account ids and bucket names. ",
            "Whoever has it can read them. No server sees it."
        ),
    };
    el("div.share[data-share]")
        .add(el("p").text(about))
        .add(el("p.share__row").add(field).add(copy_button))
        .add(el("p.share__length").text(&length))
        .done()
}
