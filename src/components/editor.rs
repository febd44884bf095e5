//! A text field over its text in colours and marks: the selected statement, the clause that decided, the findings.
//!
//! The field is the browser's own, so input methods and screen readers work as everywhere. Only the lines that are seen
//! are drawn under it.

mod field;
mod layer;
mod window;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use accesspath_engine::scenario::change::Change;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::{Lines, Span};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser;
use crate::highlight::Mark;
use crate::markup::el;
use crate::state::Action;
use layer::Drawn;
use window::Window;

/// The input of the editor, and its callbacks.
#[derive(Properties, PartialEq, Clone)]
pub(super) struct EditorProps {
    /// The document's name.
    pub name: AttrValue,
    /// The name of the field for screen readers.
    pub label: AttrValue,
    /// The text.
    pub text: Arc<str>,
    /// The spans to mark.
    pub marks: Vec<(Span, Mark)>,
    /// The element that describes problems, by id.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// The text has errors.
    #[prop_or_default]
    pub invalid: bool,
    /// It is in front of the others.
    pub open: bool,
    /// What is edited.
    pub edited: Edited,
    /// Takes what the person does; the same from one drawing to the next, so that an editor whose text stays is not
    /// drawn again.
    pub act: Callback<Action>,
}

/// What is edited in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Edited {
    /// A document.
    Document(DocumentId),
    /// The facts of the scenario.
    Facts,
}

impl Edited {
    /// The person typed; `text` is all of the new text.
    fn typed(&self, text: String) -> Action {
        match self {
            Self::Document(id) => {
                Action::Change(Change::EditDocument { document: id.clone(), text })
            }
            Self::Facts => Action::TypeFacts(text),
        }
    }

    /// The person left the field.
    const fn left(&self) -> Option<Action> {
        match self {
            Self::Document(_) => None,
            Self::Facts => Some(Action::LeaveFacts),
        }
    }
}

/// What a listener needs of the last drawing.
struct Latest {
    lines: usize,
    window: Window,
}

#[component]
pub(super) fn Editor(props: &EditorProps) -> Html {
    let area = use_node_ref();
    let window = use_state_eq(Window::default);
    let lines = Lines::new(&props.text);
    let latest = use_mut_ref(|| Latest { lines: 1, window: Window::default() });
    *latest.borrow_mut() = Latest { lines: lines.count(), window: *window };
    let follow = {
        let (area, window) = (area.clone(), window.clone());
        move |latest: &RefCell<Latest>| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
            let now = latest.borrow();
            window.set(field::follow(&area, now.lines, now.window));
        }
    };
    use_effect_with((lines.count(), *window, props.open), {
        let (follow, latest) = (follow.clone(), latest.clone());
        move |(.., open)| {
            if *open {
                follow(&latest);
            }
        }
    });
    use_listeners(&area, props, &latest, follow);
    let decided = props.marks.iter().find(|(_, mark)| is_decision(*mark)).map(|(span, _)| *span);
    use_effect_with((props.name.clone(), decided, props.open), {
        let (area, text, lines) = (area.clone(), props.text.clone(), lines.clone());
        move |(_, decided, open)| {
            let Some(area) = area.cast::<HtmlTextAreaElement>().filter(|_| *open) else { return };
            // Whoever types is not taken elsewhere.
            if let Some(decided) = decided.filter(|_| !field::is_focused(&area)) {
                field::reveal(&area, &text, &lines, decided);
            }
        }
    });
    let on_input = super::when(&props.act, {
        let edited = props.edited.clone();
        move |event: InputEvent| {
            let area: HtmlTextAreaElement = event.target_dyn_into()?;
            Some(edited.typed(area.value()))
        }
    });
    let on_leave = super::when(&props.act, {
        let edited = props.edited.clone();
        move |_: FocusEvent| edited.left()
    });
    let text = el("textarea.editor__text[wrap=off]")
        .node_ref(&area)
        .put("data-document", &props.name)
        .put("aria-label", &props.label)
        .put("rows", &lines.count().clamp(LEAST_ROWS, MOST_ROWS).to_string())
        .state("aria-invalid", props.invalid)
        .private()
        .value(&props.text)
        .on_input(on_input)
        .on_blur(on_leave);
    let text = match &props.described_by {
        Some(problems) => text.put("aria-describedby", problems),
        None => text,
    };
    let drawn = Drawn { text: &props.text, lines: &lines, marks: &props.marks };
    let range = if props.open { window.of(lines.count()) } else { 0..0 };
    let bytes = lines.span(&props.text, range.end.saturating_sub(1)).end
        - lines.span(&props.text, range.start).start;
    let plain = !window::draws(bytes) || !props.open;
    let shown = if plain { 0..0 } else { range.clone() };
    let numbers = el("div.editor__numbers").each(range.map(|it| drawn.number(it)));
    let under = el("div.editor__lines").each(shown.map(|it| drawn.line(it)));
    el("div.editor[data-editor]")
        .toggle("data-plain", plain)
        .add(
            el("div.editor__gutter[aria-hidden=true]")
                // As wide as the last number.
                .add(el("div.editor__last").text(&lines.count().to_string()))
                .add(numbers),
        )
        .add(
            el("div.editor__body")
                .add(el("div.editor__under[aria-hidden=true]").add(under))
                .add(text),
        )
        .done()
}

/// The height of the field, in lines; longer texts are scrolled. The numbers have no derivation.
const LEAST_ROWS: usize = 6;
const MOST_ROWS: usize = 28;

/// Listens to what Yew has no listeners for.
#[hook]
fn use_listeners(
    area: &NodeRef,
    props: &EditorProps,
    latest: &Rc<RefCell<Latest>>,
    follow: impl Fn(&RefCell<Latest>) + 'static,
) {
    use_effect_with((props.edited.clone(), props.act.clone()), {
        let (area, latest) = (area.clone(), latest.clone());
        move |(edited, act)| {
            let (edited, act) = (edited.clone(), act.clone());
            let listeners = area.cast::<HtmlTextAreaElement>().map(|area| {
                let scrolled = browser::listen(&area, "scroll", move |_| follow(&latest));
                let inserted = browser::listen(&area.clone(), "beforeinput", move |event| {
                    if field::insert(&area, event.unchecked_ref()) {
                        act.emit(edited.typed(area.value()));
                    }
                });
                (scrolled, inserted)
            });
            move || drop(listeners)
        }
    });
}

const fn is_decision(mark: Mark) -> bool {
    matches!(mark, Mark::Decided | Mark::Allowed)
}

/// Selects the text that a finding is about in the editor of the page that `event` came from.
pub(super) fn show(event: &MouseEvent, id: &str, text: &str, span: Span) {
    let field = format!("textarea[data-document=\"{id}\"]");
    if let Some(area) = browser::find_near::<HtmlTextAreaElement>(event, &field) {
        field::select(&area, text, span);
    }
}
