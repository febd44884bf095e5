//! The page on a phone: one part at a time, with tabs at the bottom. What has no tab of its own stands behind *More*.

use yew::prelude::*;

use super::drawer::{Entry, entries, on_key, panel, tab};
use super::seen::Seen;
use crate::markup::{El, el};
use crate::state::{Action, Tab};

/// The tabs at the bottom beside the picture and *More*.
const TABS: [&str; 3] = ["why", "policies", "facts"];

/// The part that is open, or the picture, and the tabs.
pub(super) fn phone(
    seen: &Seen<'_>,
    picture: Box<El>,
    act: &Callback<Action>,
    on_consult: &Callback<MouseEvent>,
    on_copy: &Callback<String>,
) -> Html {
    let main = el("main.panes").put("data-open", seen.open.code());
    let open = match seen.open {
        Tab::Picture => picture
            .put("id", "drawer-picture")
            .put("role", "tabpanel")
            .put("aria-labelledby", "drawer-tab-picture"),
        _ => el("section.pane.pane--drawer[data-drawer][aria-label=The scenario]")
            .add(panel(seen, act, on_consult, on_copy)),
    };
    main.add(open.key(seen.open.code())).add(bar(seen, act)).done()
}

fn bar(seen: &Seen<'_>, act: &Callback<Action>) -> Box<El> {
    let open = seen.open.code();
    let picture = Entry { code: "picture", name: "Picture", tab: Tab::Picture };
    let (own, more): (Vec<Entry>, Vec<Entry>) =
        entries(seen).into_iter().partition(|it| TABS.contains(&it.code));
    let own: Vec<Entry> = std::iter::once(picture).chain(own).collect();
    let behind = more.iter().find(|it| it.code == open);
    let name = behind.map_or("More", |it| it.name);
    let tabs = el("div.phone-tabs__list[role=tablist][aria-label=Parts of the page]")
        .on_key(on_key(&own, open, act))
        .each(own.iter().map(|it| {
            let button = tab(it, open == it.code, seen, act);
            // One of them must be reached by keys, also where none is open.
            let stands_in = behind.is_some() && it.code == "picture";
            if stands_in { button.put("tabindex", "0") } else { button }
        }));
    let others = more.iter().map(|it| {
        let chosen = it.tab.clone();
        el("button.phone-more__part[type=button]")
            .put("id", &format!("drawer-tab-{}", it.code))
            .put("data-tab", it.code)
            .state("aria-current", it.code == open)
            .on_click(act.reform(move |_: MouseEvent| Action::ChooseTab(chosen.clone())))
            .text(it.name)
    });
    // Made anew for each part, so that it is closed once a part is chosen.
    let list = el("div.phone-more[popover][id=phone-more]").key(open).each(others);
    let button = el("button.tab[type=button][popovertarget=phone-more][data-action=more]")
        .state("data-open", behind.is_some())
        .text(name)
        .add(el("span[aria-hidden=true]").text(" ▴"));
    el("nav.phone-tabs[aria-label=Parts]").add(tabs).add(button).add(list)
}
