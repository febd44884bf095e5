//! A text field with marks under its text: the selected statement, the clause that decided, the findings.
//!
//! The field is the browser's own, so undo, input methods and screen readers work as everywhere.

use std::sync::Arc;

use accesspath_engine::scenario::change::Change;
use accesspath_policy::diagnostic::Severity;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::Span;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::findings;
use crate::browser;
use crate::highlight::{Mark, pieces};
use crate::markup::{El, el};
use crate::state::Action;

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

#[component]
pub(super) fn Editor(props: &EditorProps) -> Html {
    let frame = use_node_ref();
    let decided = props.marks.iter().find(|(_, mark)| is_decision(*mark)).map(|(span, _)| *span);
    use_effect_with((props.name.clone(), decided), {
        let frame = frame.clone();
        move |_| {
            let Some(frame) = frame.cast::<HtmlElement>() else { return };
            let found = frame.query_selector("mark[data-decided]").ok().flatten();
            if let Some(mark) =
                found.and_then(|it| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(it).ok())
            {
                browser::show_inside(&frame, &mark);
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
    let lines = props.text.matches('\n').count() + 1;
    let numbers: String = (1..=lines).map(|it| format!("{it}\n")).collect();
    let marks = el("pre.editor__marks[aria-hidden=true]");
    let marks = pieces(&props.text, &props.marks).into_iter().fold(marks, |marks, it| {
        let text = it.span.of(&props.text);
        if it.marks.is_empty() {
            marks.text(text)
        } else {
            marks.add(marked(text, &it.marks).put("data-at", &it.span.start.to_string()))
        }
    });
    let area = el("textarea.editor__text[wrap=off]")
        .put("data-document", &props.name)
        .put("aria-label", &props.label)
        .state("aria-invalid", props.invalid)
        .private()
        .value(&props.text)
        .on_input(on_input)
        .on_blur(on_leave);
    let area = match &props.described_by {
        Some(problems) => area.put("aria-describedby", problems),
        None => area,
    };
    el("div.editor")
        .node_ref(&frame)
        .add(el("pre.editor__numbers[aria-hidden=true]").text(&numbers))
        .add(el("div.editor__body").add(marks.text("\n")).add(area))
        .done()
}

const fn is_decision(mark: Mark) -> bool {
    matches!(mark, Mark::Decided | Mark::Allowed)
}

fn marked(text: &str, marks: &[Mark]) -> Box<El> {
    let mut class = "mark".to_owned();
    let mut worst = None;
    for mark in marks {
        class.push_str(match mark {
            Mark::Selected => " mark--selected",
            Mark::Decided => " mark--decided",
            Mark::Allowed => " mark--allowed",
            Mark::Found(severity) => {
                // Several lines under one text could not be told apart, so only the most severe is drawn.
                worst = worst.map_or(Some(*severity), |it: Severity| Some(it.min(*severity)));
                continue;
            }
        });
    }
    let decided = marks.iter().any(|it| is_decision(*it));
    let mark = el("mark").put("class", &class).toggle("data-decided", decided);
    match worst {
        Some(severity) => mark.put("data-severity", findings::code(severity)).text(text),
        None => mark.text(text),
    }
}
