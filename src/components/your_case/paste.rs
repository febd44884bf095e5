//! The box in which a person pastes or drops whatever they have.

use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, FileList, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::browser;
use crate::markup::el;
use crate::state::{Action, CaseStep, Notice};

/// The longest file that is read.
const MOST_BYTES: usize = accesspath_import::MAX_BYTES;

/// The attribute that holds the length of what is typed.
const TYPED: &str = "data-typed";

/// So many letters at once are no typing: browsers do not all tell what is pasted. The number has no derivation.
const AT_ONCE: usize = 16;

/// The box, with what was recognised below; `first` where nothing was pasted yet.
pub(in crate::components) fn paste(act: &Callback<Action>, first: bool, found: Html) -> Html {
    let on_input = {
        let act = act.clone();
        Callback::from(move |event: InputEvent| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
            // What is typed waits for the button; what comes at once is whole.
            let length = area.value().chars().count();
            let before = area.get_attribute(TYPED).and_then(|it| it.parse().ok()).unwrap_or(0);
            let _ = area.set_attribute(TYPED, &length.to_string());
            let pasted =
                matches!(event.input_type().as_str(), "insertFromPaste" | "insertFromDrop");
            if pasted || length >= before + AT_ONCE {
                read(&area, &act);
            }
        })
    };
    let on_read = {
        let act = act.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(area) = browser::find_near::<HtmlTextAreaElement>(&event, "[data-paste]") {
                read(&area, &act);
            }
        })
    };
    let on_files = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            take(input.files(), &act);
            input.set_value("");
        })
    };
    let on_drop = {
        let act = act.clone();
        Callback::from(move |event: DragEvent| {
            let files = event.data_transfer().and_then(|it| it.files());
            if files.as_ref().is_some_and(|it| it.length() > 0) {
                event.prevent_default();
                take(files, &act);
            }
        })
    };
    let heading = el("div.paste__head")
        .add(el("h2.paste__title").text("Paste anything"))
        .add(el("span.paste__private").text("stays in this browser"));
    let about = el("p.paste__about").text(
        "An error message, a policy, an ARN or an id, an event of CloudTrail, or what aws … describe prints. Several at once are all found.",
    );
    let area = el("textarea.paste__area[rows=4][data-paste][aria-label=Paste anything]")
        .private()
        .put(
            "placeholder",
            if first { "An error occurred (AccessDenied) when calling …" } else { "" },
        )
        .on_input(on_input);
    let file = el("input.file[type=file][multiple][data-action=paste-files]").on_change(on_files);
    let foot = el("div.paste__foot")
        .add(
            el("button.button[type=button][data-action=read-paste]")
                .on_click(on_read)
                .text("Read it"),
        )
        .add(el("label.button.button--plain.button--file").text("Choose files").add(file))
        .add(el("span.paste__drop[aria-hidden=true]").text("or drop them here"));
    el("section.paste[aria-label=Paste or drop]")
        .on_drop(on_drop)
        .add(heading)
        .add(about)
        .add(area)
        .add(foot)
        .node(found)
        .done()
}

/// Takes the text out of the box.
fn read(area: &HtmlTextAreaElement, act: &Callback<Action>) {
    let text = area.value();
    if !text.trim().is_empty() {
        area.set_value("");
        let _ = area.remove_attribute(TYPED);
        act.emit(Action::YourCase(CaseStep::Paste { file: String::new(), text }));
    }
}

/// Reads files one after the other.
fn take(files: Option<FileList>, act: &Callback<Action>) {
    let Some(files) = files else { return };
    let files: Vec<_> = (0..files.length()).filter_map(|it| files.get(it)).collect();
    let act = act.clone();
    spawn_local(async move {
        for file in files {
            act.emit(match browser::text_of(&file, MOST_BYTES).await {
                Ok(text) => Action::YourCase(CaseStep::Paste { file: file.name(), text }),
                Err(message) => Action::Tell(Notice::error(message)),
            });
        }
    });
}
