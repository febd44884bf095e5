//! The drawer under the picture: policies, network, facts, what follows an upload, who else, every operation. Where there
//! is no room for the inspector beside the picture, it is its first tab; on a phone the tabs stand at the bottom.

use yew::prelude::*;

use super::facts::facts_panel;
use super::seen::Seen;
use super::tables::network_panel;
use super::waiting::when_here;
use super::{chain, editors, grid, inspector, reach, what_if};
use crate::browser;
use crate::drawer_size::DrawerSize;
use crate::later::GridOf;
use crate::markup::{El, el};
use crate::module::{Module, elsewhere};
use crate::room::Room;
use crate::state::{Action, Tab};

/// A tab of the bar: its word for programs, its name, and what it opens.
pub(super) struct Entry {
    pub code: &'static str,
    pub name: &'static str,
    pub tab: Tab,
}

/// The tabs that the scenario has, in order.
pub(super) fn entries(seen: &Seen<'_>) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut put = |code, name, tab| all.push(Entry { code, name, tab });
    if seen.state.view.room != Room::Screen && !seen.answer.paths.is_empty() {
        put("why", "Why", Tab::Why);
    }
    if let Some(id) = document(seen) {
        put("policies", "Policies", Tab::Document(id));
    }
    put("network", "Network", Tab::Network);
    put("facts", "Facts", Tab::Facts);
    if !seen.answer.chains.is_empty() {
        put("upload", "After an upload", Tab::Upload);
    }
    put("reach", "Who else", Tab::Reach);
    put("grid", "Every operation", Tab::Grid(GridOf::Operations));
    all
}

/// The document of the policies' tab: the open one, else that which decides, else the first.
fn document(seen: &Seen<'_>) -> Option<accesspath_policy::policy::DocumentId> {
    match seen.open {
        Tab::Document(id) => Some(id.clone()),
        _ => seen.state.telling_document(seen.answer, seen.selection),
    }
}

pub(super) fn drawer(
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_consult: &Callback<MouseEvent>,
    on_copy: &Callback<String>,
    on_size: &Callback<DrawerSize>,
) -> Html {
    let entries = entries(seen);
    let open = seen.open.code();
    let on_key = on_key(&entries, open, act);
    let tabs = el("div.drawer__tabs[role=tablist][aria-label=More of the scenario]")
        .on_key(on_key)
        .each(entries.iter().map(|it| tab(it, open == it.code, seen, act)));
    el("section.pane.pane--drawer[data-drawer][aria-label=The scenario]")
        .add(el("div.drawer__bar").add(tabs).add(sizes(seen.state.view.drawer, on_size)))
        .add(panel(seen, act, on_consult, on_copy))
        .done()
}

/// What the open tab shows.
pub(super) fn panel(
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_consult: &Callback<MouseEvent>,
    on_copy: &Callback<String>,
) -> Box<El> {
    let open = seen.open.code();
    let inside = match seen.open {
        Tab::Picture | Tab::Why => inspector::inspector(seen, act, on_copy),
        Tab::Document(_) => {
            el("div.drawer__policies").node(editors::editors(seen, act, on_consult))
        }
        _ => when_here(Module::More, || inside(seen, act, on_copy)),
    };
    el("div.drawer__panel[role=tabpanel]")
        .put("id", &format!("drawer-{open}"))
        .put("aria-labelledby", &format!("drawer-tab-{open}"))
        .key(open)
        .add(inside)
}

elsewhere! { more "02"
/// What a tab shows that is not open at first.
fn inside(seen: &Seen<'_>, act: &Callback<Action>, on_copy: &Callback<String>) -> Box<El> {
    match seen.open {
        Tab::Network => {
            network_panel(seen.state, act).node(what_if::what_if(&seen.state.scenario, act))
        }
        Tab::Facts => facts_panel(seen.state, act),
        Tab::Upload => chain::chains(seen, act, on_copy),
        Tab::Grid(of) => grid::grid(seen, *of, act),
        _ => reach::reach(seen.lock_outs, seen.state),
    }
} }

/// Goes from tab to tab by keys.
pub(super) fn on_key(
    entries: &[Entry],
    open: &'static str,
    act: &Callback<Action>,
) -> Callback<KeyboardEvent> {
    let act = act.clone();
    let order: Vec<(&'static str, Tab)> =
        entries.iter().map(|it| (it.code, it.tab.clone())).collect();
    Callback::from(move |event: KeyboardEvent| {
        let at = order.iter().position(|it| it.0 == open).unwrap_or_default();
        let to = match event.key().as_str() {
            "ArrowRight" => at.wrapping_add(1),
            "ArrowLeft" => at.wrapping_sub(1),
            "Home" => 0,
            "End" => order.len().wrapping_sub(1),
            _ => return,
        };
        if let Some((code, tab)) = order.get(to) {
            event.prevent_default();
            act.emit(Action::ChooseTab(tab.clone()));
            browser::focus_near(&event, &format!("[data-tab=\"{code}\"]"));
        }
    })
}

/// The policies alone, below an embedded page.
pub(super) fn policies(
    seen: &Seen<'_>,
    act: &Callback<Action>,
    on_consult: &Callback<MouseEvent>,
) -> Box<El> {
    el("section.pane.pane--drawer[data-policies][aria-label=The policies]")
        .add(el("div.drawer__policies").node(editors::editors(seen, act, on_consult)))
}

/// The buttons that make the drawer larger or smaller.
fn sizes(size: DrawerSize, on_size: &Callback<DrawerSize>) -> Box<El> {
    let button = |to: DrawerSize, says: &'static str, data: &'static str| {
        el("button.button.button--plain.button--icon[type=button]")
            .put("data-drawer-size", to.code())
            .put("aria-label", says)
            .put("title", says)
            .on_click(on_size.reform(move |_: MouseEvent| to))
            .add(el("svg.icon[viewBox=0 0 16 16][aria-hidden=true]").add(el("path").put("d", data)))
    };
    let (up, down) = ("M4 10l4-4 4 4", "M4 6l4 4 4-4");
    let larger = match size {
        DrawerSize::Closed => Some((DrawerSize::Half, "Open the drawer")),
        DrawerSize::Half => Some((DrawerSize::Tall, "Enlarge the drawer")),
        DrawerSize::Tall => None,
    };
    let smaller = match size {
        DrawerSize::Closed => None,
        DrawerSize::Half => Some((DrawerSize::Closed, "Close the drawer")),
        DrawerSize::Tall => Some((DrawerSize::Half, "Shrink the drawer")),
    };
    el("div.drawer__size")
        .maybe(larger.map(|(to, says)| button(to, says, up)))
        .maybe(smaller.map(|(to, says)| button(to, says, down)))
}

/// The button of a tab.
pub(super) fn tab(
    entry: &Entry,
    is_open: bool,
    seen: &Seen<'_>,
    act: &Callback<Action>,
) -> Box<El> {
    let choose = {
        let tab = entry.tab.clone();
        act.reform(move |_: MouseEvent| Action::ChooseTab(tab.clone()))
    };
    // The worst of what stands behind a tab that is not open.
    let worst = |outcomes: &mut dyn Iterator<Item = &'static str>| {
        let all: Vec<&'static str> = outcomes.collect();
        ["blocked", "undetermined"].into_iter().find(|it| all.contains(it))
    };
    let sign = match entry.code {
        "upload" => worst(&mut seen.answer.chains.iter().map(|it| it.outcome)),
        "reach" => {
            let (now, after) = seen.lock_outs.told();
            now.into_iter().chain(after).any(|it| it.locked_out).then_some("blocked")
        }
        _ => None,
    };
    let sign = sign.map(|it| {
        let (face, says) = match it {
            "blocked" => ("blocks", ", something blocks"),
            _ => ("undetermined", ", something depends"),
        };
        el("span.tab__sign").add(super::face::face(face)).add(el("span.hidden-text").text(says))
    });
    el("button.tab[type=button][role=tab]")
        .put("id", &format!("drawer-tab-{}", entry.code))
        .put("data-tab", entry.code)
        .state("aria-selected", is_open)
        .put("aria-controls", &format!("drawer-{}", entry.code))
        .put("tabindex", if is_open { "0" } else { "-1" })
        .on_click(choose)
        .text(entry.name)
        .maybe(sign)
}
