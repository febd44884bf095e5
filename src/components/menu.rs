//! The menu: the person's cases, the last saved first, then the examples.

mod examples;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::{self, storage};
use crate::gallery::Example;
use crate::markup::{El, el};
use crate::saved::{Content, Listed};
use crate::state::{Action, AppState, MenuMode, Panel, Source};

/// What the person does with the saved cases.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CaseAction {
    /// Opened one.
    Open(Rc<str>),
    /// Began an empty one.
    New,
    /// Gave one another name.
    Rename(Rc<str>, String),
    /// Made a copy of one.
    Duplicate(Rc<str>),
    /// Deleted one of that name.
    Delete(Rc<str>, String),
    /// Asked for the text of one that cannot be read.
    SaveText(Rc<str>),
    /// Wants everything forgotten.
    Forget,
}

pub(super) fn menu(
    state: &AppState,
    mode: &MenuMode,
    on_example: &Callback<Example>,
    on: &Callback<CaseAction>,
    act: &Callback<Action>,
) -> Html {
    let begin = on.reform(|_: MouseEvent| CaseAction::New);
    let new =
        el("button.button.button--primary[type=button][data-action=new-case]").on_click(begin);
    let cases = el("section.menu__part[aria-label=Your cases][data-cases]")
        .add(el("div.menu__head").add(el("h3.menu__title").text("Your cases")).add(new.text("New")))
        .add(cases(state, mode, on, act))
        .add(forget(state, mode, on, act));
    let examples = el("section.menu__part[aria-label=Examples]")
        .add(el("h3.menu__title").text("Examples"))
        .node(examples::examples(state, on_example));
    el("div.menu").add(cases).add(examples).done()
}

fn cases(
    state: &AppState,
    mode: &MenuMode,
    on: &Callback<CaseAction>,
    act: &Callback<Action>,
) -> Box<El> {
    let cases = &state.view.cases;
    if let Some(trouble) = state.view.trouble.filter(|_| cases.is_empty()) {
        return el("p.menu__none").text(trouble.message());
    }
    if cases.is_empty() {
        return el("p.menu__none")
            .text("None yet. What you begin or edit is saved here, in this browser.");
    }
    let row = |it: &Listed| match &it.content {
        Ok(content) => case(it, content, state, mode, on, act),
        Err(damage) => damaged(it, &damage.message(), on),
    };
    el("ul.cases").each(cases.iter().map(row))
}

fn case(
    listed: &Listed,
    content: &Content,
    state: &AppState,
    mode: &MenuMode,
    on: &Callback<CaseAction>,
    act: &Callback<Action>,
) -> Box<El> {
    let id = &listed.id;
    let renaming = matches!(mode, MenuMode::Renaming(it) if it == id);
    let main = if renaming {
        let name: AttrValue = content.name.clone().into();
        let on_name = named(id, on, act);
        let on_cancel = act.reform(|()| Action::ShowPanel(Panel::Menu(MenuMode::Choosing)));
        el("div.case__main").node(html! { <NameField {name} {on_name} {on_cancel} /> })
    } else {
        let open = id.clone();
        let button = el("button.case__name[type=button][data-action=open-case]")
            .state("aria-current", state.source == Source::Own(id.clone()))
            .on_click(on.reform(move |_: MouseEvent| CaseAction::Open(open.clone())))
            .text(&content.name);
        el("div.case__main").add(button)
    };
    let saved = format!("saved {}", storage::moment(listed.saved));
    let about = match content.call.as_str() {
        "" => saved,
        call => format!("{call}, {saved}"),
    };
    let rename = if renaming { save_name(id, on, act) } else { rename(id, act) };
    let copied = id.clone();
    let copy = el("button.button.button--plain[type=button][data-action=duplicate]")
        .on_click(on.reform(move |_: MouseEvent| CaseAction::Duplicate(copied.clone())))
        .text("Duplicate")
        .add(hidden(&content.name));
    el("li.case")
        .key(id)
        .put("data-case", &content.name)
        .add(main.add(el("span.case__about").text(&about)))
        .add(el("div.case__actions").add(rename.add(hidden(&content.name))).add(copy).add(delete(
            id,
            &content.name,
            on,
        )))
}

fn rename(id: &Rc<str>, act: &Callback<Action>) -> Box<El> {
    let id = id.clone();
    let ask = act.reform(move |_: MouseEvent| {
        Action::ShowPanel(Panel::Menu(MenuMode::Renaming(id.clone())))
    });
    el("button.button.button--plain[type=button][data-action=rename]").on_click(ask).text("Rename")
}

/// The same button while the name is being typed, so that the focus can return to it.
fn save_name(id: &Rc<str>, on: &Callback<CaseAction>, act: &Callback<Action>) -> Box<El> {
    let on_name = named(id, on, act);
    let save = Callback::from(move |event: MouseEvent| {
        if let Some(field) = browser::find_near::<HtmlInputElement>(&event, NAME_FIELD) {
            on_name.emit(field.value());
        }
    });
    el("button.button.button--plain[type=button][data-action=rename]")
        .on_click(save)
        .text("Save name")
}

const NAME_FIELD: &str = "input[data-field=case-name]";

fn named(id: &Rc<str>, on: &Callback<CaseAction>, act: &Callback<Action>) -> Callback<String> {
    let (id, on, act) = (id.clone(), on.clone(), act.clone());
    Callback::from(move |name: String| {
        on.emit(CaseAction::Rename(id.clone(), name));
        act.emit(Action::ShowPanel(Panel::Menu(MenuMode::Choosing)));
    })
}

#[derive(Properties, PartialEq)]
struct NameFieldProps {
    name: AttrValue,
    on_name: Callback<String>,
    on_cancel: Callback<()>,
}

/// The field for a name, which has the focus from the beginning.
#[component]
fn NameField(props: &NameFieldProps) -> Html {
    let field = use_node_ref();
    use_effect_with((), {
        let field = field.clone();
        move |()| {
            if let Some(field) = field.get().map(JsCast::unchecked_into::<HtmlInputElement>) {
                let _ = field.focus();
                field.select();
            }
        }
    });
    let (on_name, on_cancel) = (props.on_name.clone(), props.on_cancel.clone());
    let on_key = Callback::from(move |event: KeyboardEvent| {
        let Some(field) = event.target_dyn_into::<HtmlInputElement>() else { return };
        match event.key().as_str() {
            "Enter" => on_name.emit(field.value()),
            "Escape" => on_cancel.emit(()),
            _ => return,
        }
        // Escape must not close the menu as well.
        event.prevent_default();
        browser::focus_near(
            &event,
            "[data-case]:has(input[data-field=case-name]) [data-action=rename]",
        );
    });
    el("input.case__field[type=text][data-field=case-name][aria-label=Name of the case][maxlength=120]")
        .private()
        .node_ref(&field)
        .put("value", &props.name)
        .on_key(on_key)
        .done()
}

fn delete(id: &Rc<str>, name: &str, on: &Callback<CaseAction>) -> Box<El> {
    let (on, id, of) = (on.clone(), id.clone(), name.to_owned());
    let delete = Callback::from(move |event: MouseEvent| {
        // The button goes away with its row.
        browser::focus_near(&event, "[data-action=new-case]");
        on.emit(CaseAction::Delete(id.clone(), of.clone()));
    });
    el("button.button.button--plain[type=button][data-action=delete]")
        .on_click(delete)
        .text("Delete")
        .add(hidden(name))
}

fn damaged(listed: &Listed, why: &str, on: &Callback<CaseAction>) -> Box<El> {
    let id = listed.id.clone();
    let save = el("button.button.button--plain[type=button][data-action=save-text]")
        .on_click(on.reform(move |_: MouseEvent| CaseAction::SaveText(id.clone())))
        .text("Save its text");
    let told = el("span.case__damage").text(why).text(". It is kept.");
    el("li.case[data-damaged]")
        .key(&listed.id)
        .add(el("div.case__main").add(told))
        .add(el("div.case__actions").add(save).add(delete(&listed.id, "A case", on)))
}

/// The name of a row's case, for screen readers only.
fn hidden(name: &str) -> Box<El> {
    el("span.hidden-text").text(&format!(" {name}"))
}

fn forget(
    state: &AppState,
    mode: &MenuMode,
    on: &Callback<CaseAction>,
    act: &Callback<Action>,
) -> Box<El> {
    let asks = *mode == MenuMode::Forgetting;
    let to = |mode: MenuMode| {
        act.reform(move |_: MouseEvent| Action::ShowPanel(Panel::Menu(mode.clone())))
    };
    let ask = el("button.link[type=button][data-action=forget]")
        .state("aria-expanded", asks)
        .on_click(to(if asks { MenuMode::Choosing } else { MenuMode::Forgetting }))
        .text("Forget everything");
    let about = el("p.menu__about")
        .text(
            "Cases are kept in this browser only, for anyone who uses it, until you delete them. ",
        )
        .add(ask);
    let question = asks.then(|| {
        let words = match state.view.cases.len() {
            0 => "Delete how the page looks from this browser?".to_owned(),
            1 => "Delete the saved case and how the page looks from this browser? This cannot be undone.".to_owned(),
            count => format!(
                "Delete all {count} saved cases and how the page looks from this browser? This cannot be undone."
            ),
        };
        let forget = el("button.button.button--primary[type=button][data-action=forget-all]")
            .on_click(on.reform(|_: MouseEvent| CaseAction::Forget))
            .text("Delete");
        let keep = el("button.button[type=button][data-action=forget-nothing]")
            .on_click(to(MenuMode::Choosing))
            .text("Keep");
        el("div.menu__question[role=group][aria-label=Forget everything]")
            .add(el("p[role=alert]").text(&words))
            .add(forget)
            .add(keep)
    });
    el("div").add(about).maybe(question)
}
