//! A text field over its text in colours and marks: the selected statement, the clause that decided, the findings.
//!
//! The field is the browser's own, so input methods and screen readers work as everywhere. Only the lines that are seen
//! are drawn under it.

mod aside;
mod field;
mod find;
mod hand;
mod layer;
mod suggest;
mod window;

use std::rc::Rc;
use std::sync::Arc;

use accesspath_engine::scenario::change::Change;
use accesspath_policy::json;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::text::{Lines, Span};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::waiting::once_here;
use crate::brackets::pair;
use crate::browser;
use crate::highlight::Mark;
use crate::markup::{El, el};
use crate::module::{Module, elsewhere};
use crate::state::Action;
use hand::Hand;
pub(super) use hand::Writing;
pub(super) use layer::Drawn;
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
    /// What is told behind the line of a place.
    #[prop_or_default]
    pub notes: Vec<(usize, String)>,
    /// The element that describes problems, by id.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// The text has errors.
    #[prop_or_default]
    pub invalid: bool,
    /// It is only read.
    #[prop_or_default]
    pub fixed: bool,
    /// It is in front of the others.
    pub open: bool,
    /// What the suggestions are made from; nothing where there are none.
    #[prop_or_default]
    pub writing: Option<Writing>,
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
    text: Arc<str>,
    /// The text that the person typed, until it comes back as that of the scenario.
    typed: Option<String>,
}

#[component]
pub(super) fn Editor(props: &EditorProps) -> Html {
    let area = use_node_ref();
    let [list, wanted] = [use_node_ref(), use_node_ref()];
    let window = use_state_eq(Window::default);
    let brackets = use_state_eq(|| None::<[usize; 2]>);
    let said = use_state_eq(String::new);
    let lines = Lines::new(&props.text);
    let latest = use_mut_ref(|| Latest {
        lines: 1,
        window: Window::default(),
        text: props.text.clone(),
        typed: None,
    });
    {
        let mut latest = latest.borrow_mut();
        latest.lines = lines.count();
        latest.window = *window;
    }
    let type_text = {
        let (edited, act, latest) = (props.edited.clone(), props.act.clone(), latest.clone());
        Callback::from(move |text: String| {
            latest.borrow_mut().typed = Some(text.clone());
            act.emit(edited.typed(text));
        })
    };
    let hand = Hand {
        area: area.clone(),
        writing: props.writing.clone(),
        type_text: type_text.clone(),
        act: props.act.clone(),
        suggestions: use_state_eq(|| None),
        search: use_state_eq(|| None),
        indents: use_state_eq(|| false),
        undoes: matches!(props.edited, Edited::Document(_)),
    };
    let follow = {
        let (area, window, latest) = (area.clone(), window.clone(), latest.clone());
        let (list, suggestions) = (list.clone(), hand.suggestions.clone());
        move || {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
            let now = latest.borrow();
            window.set(field::follow(&area, now.lines, now.window));
            if let (Some(list), Some(shown)) = (list.cast::<HtmlElement>(), &*suggestions) {
                field::place_list(&area, now.lines, &list, shown.line, shown.column);
            }
        }
    };
    use_effect_with((lines.count(), *window, props.open, (*hand.suggestions).clone()), {
        let follow = follow.clone();
        move |(_, _, open, _)| {
            if *open {
                follow();
            }
        }
    });
    use_listeners(&area, &type_text, &brackets, follow);
    use_effect_with(props.text.clone(), {
        let area = area.clone();
        move |text| {
            let mut latest = latest.borrow_mut();
            let before = std::mem::replace(&mut latest.text, text.clone());
            let is_typed = latest.typed.take().is_some_and(|it| *it == **text);
            let focused = area.cast::<HtmlTextAreaElement>().filter(field::is_focused);
            if let Some(area) = focused.filter(|_| !is_typed && before != *text) {
                // Undo leads to what it changed.
                let at = field::changed(&before, text);
                field::select(&area, text, Span::new(at, at));
            }
        }
    });
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
    use_effect_with(hand.search.is_some(), {
        let wanted = wanted.clone();
        move |open| {
            if let Some(input) = wanted.cast::<HtmlInputElement>().filter(|_| *open) {
                let _ = input.focus();
                input.select();
            }
        }
    });
    use_effect_with((*hand.suggestions).clone(), {
        let list = list.clone();
        move |_| {
            let Some(list) = list.cast::<HtmlElement>() else { return };
            let active = list.query_selector("[aria-selected=true]").ok().flatten();
            if let Some(active) = active {
                browser::show_inside(&list, active.unchecked_ref());
            }
        }
    });
    let mut marks = props.marks.clone();
    for at in brackets.iter().flatten() {
        marks.push((Span::new(*at, at + 1), Mark::Bracket));
    }
    if let Some(search) = &*hand.search {
        let current = search.place(&props.text);
        let mark = |it| if Some(it) == current { Mark::Current } else { Mark::Hit };
        marks.extend(search.places(&props.text).into_iter().map(|it| (it, mark(it))));
    }
    let shown = hand.suggestions.as_ref();
    let drawn = Drawn { text: &props.text, lines: &lines, marks: &marks, notes: &props.notes };
    let range = if props.open { window.of(lines.count()) } else { 0..0 };
    let bytes = lines.span(&props.text, range.end.saturating_sub(1)).end
        - lines.span(&props.text, range.start).start;
    let plain = !window::draws(bytes) || !props.open;
    let coloured = if plain { 0..0 } else { range.clone() };
    let numbers = el("div.editor__numbers").each(range.map(|it| drawn.number(it)));
    let under = el("div.editor__lines").each(coloured.map(|it| drawn.line(it)));
    el("div.editor[data-editor]")
        .toggle("data-plain", plain)
        .maybe((!props.fixed).then(|| tools(props, &hand, &said)))
        .maybe(hand.search.as_ref().map(|it| aside::bar(it, &props.text, &wanted, &hand)))
        .add(
            el("div.editor__gutter[aria-hidden=true]")
                // As wide as the last number.
                .add(el("div.editor__last").add(el("span").text(&lines.count().to_string())))
                .add(numbers),
        )
        .add(
            el("div.editor__body")
                .add(el("div.editor__under[aria-hidden=true]").add(under))
                .add(text_field(props, &hand, lines.count()))
                .maybe(shown.map(|it| aside::suggestions(it, &props.name, &list, &hand))),
        )
        .done()
}

/// The field itself.
fn text_field(props: &EditorProps, hand: &Hand, lines: usize) -> Box<El> {
    let on_input = {
        let hand = hand.clone();
        Callback::from(move |event: InputEvent| {
            let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() else { return };
            let text = area.value();
            let writes = event.input_type().starts_with("insertText");
            hand.type_text.emit(text.clone());
            // A letter opens the list; what is deleted only changes it.
            if writes || hand.suggestions.is_some() {
                hand.suggest(&area, &text, false);
            }
        })
    };
    let on_key = {
        let hand = hand.clone();
        let fixed = props.fixed;
        Callback::from(move |event: KeyboardEvent| {
            if !fixed {
                hand.press(&event);
            }
        })
    };
    let on_leave = {
        let (hand, edited, act) = (hand.clone(), props.edited.clone(), props.act.clone());
        Callback::from(move |_: FocusEvent| {
            hand.suggestions.set(None);
            if let Some(action) = edited.left() {
                act.emit(action);
            }
        })
    };
    let text = el("textarea.editor__text[wrap=off]")
        .node_ref(&hand.area)
        .put("data-document", &props.name)
        .put("aria-label", &props.label)
        .put("rows", &lines.clamp(LEAST_ROWS, MOST_ROWS).to_string())
        .state("aria-invalid", props.invalid)
        .toggle("readonly", props.fixed)
        .private()
        .value(&props.text)
        .on_input(on_input)
        .on_key(on_key)
        .on_blur(on_leave);
    let text = match &props.described_by {
        Some(problems) => text.put("aria-describedby", problems),
        None => text,
    };
    let text = if props.writing.is_some() { text.put("aria-autocomplete", "list") } else { text };
    match hand.suggestions.as_ref() {
        Some(shown) => text
            .put("aria-controls", &suggest::list_id(&props.name))
            .put("aria-activedescendant", &shown.active_id(&props.name)),
        None => text,
    }
}

elsewhere! { more "09"
fn formatted(text: &str) -> Option<String> {
    json::format(text)
} }

/// The buttons above the text.
fn tools(props: &EditorProps, hand: &Hand, said: &UseStateHandle<String>) -> Box<El> {
    let format = {
        let (hand, said) = (hand.clone(), said.clone());
        Callback::from(move |_: MouseEvent| {
            let (hand, said) = (hand.clone(), said.clone());
            once_here(Module::More, &hand.act.clone(), move || {
                let Some(area) = hand.field() else { return };
                let told = match formatted(&area.value()) {
                    Some(text) => {
                        hand.type_text.emit(text);
                        ""
                    }
                    None => "Not formatted: this text is no JSON yet",
                };
                said.set(told.to_owned());
            });
        })
    };
    let find = {
        let hand = hand.clone();
        Callback::from(move |_: MouseEvent| {
            let hand = hand.clone();
            once_here(Module::More, &hand.act.clone(), move || {
                if let Some(area) = hand.field() {
                    hand.find(&area);
                }
            });
        })
    };
    let indents = {
        let indents = hand.indents.clone();
        Callback::from(move |_: MouseEvent| indents.set(!*indents))
    };
    let told = match hand.suggestions.as_ref() {
        Some(shown) => shown.told(),
        None => (**said).clone(),
    };
    let hidden = if hand.suggestions.is_some() { "hidden-text" } else { "" };
    el("div.editor__tools[role=group]")
        .put("aria-label", &format!("Tools for {}", props.label))
        .add(el("span[role=status]").put("class", hidden).text(&told))
        .add(
            el("button.editor__tool[type=button][data-action=format]")
                .on_click(format)
                .text("Format"),
        )
        .add(
            el("button.editor__tool[type=button][data-action=find][aria-keyshortcuts=Control+F]")
                .on_click(find)
                .text("Find"),
        )
        .add(
            el("button.editor__tool[type=button][data-action=tab-indents][aria-keyshortcuts=Control+M]")
                .put("title", "Ctrl+M. Escape, then Tab leaves the text")
                .state("aria-pressed", *hand.indents)
                .on_click(indents)
                .text("Tab indents"),
        )
}

/// The height of the field, in lines; longer texts are scrolled. The numbers have no derivation.
const LEAST_ROWS: usize = 6;
const MOST_ROWS: usize = 28;

/// Listens to what Yew has no listeners for.
#[hook]
fn use_listeners(
    area: &NodeRef,
    type_text: &Callback<String>,
    brackets: &UseStateHandle<Option<[usize; 2]>>,
    follow: impl Fn() + 'static,
) {
    let now = (type_text.clone(), Rc::new(follow) as Rc<dyn Fn()>);
    let last = use_mut_ref(|| now.clone());
    *last.borrow_mut() = now;
    use_effect_with((), {
        let (area, last, brackets) = (area.clone(), last, brackets.clone());
        move |()| {
            let listeners = area.cast::<HtmlTextAreaElement>().map(|area| {
                let scrolled = browser::listen(&area, "scroll", {
                    let last = last.clone();
                    move |_| {
                        let follow = last.borrow().1.clone();
                        follow();
                    }
                });
                let inserted = browser::listen(&area, "beforeinput", {
                    let area = area.clone();
                    move |event| {
                        if field::insert(&area, event.unchecked_ref()) {
                            let type_text = last.borrow().0.clone();
                            type_text.emit(area.value());
                        }
                    }
                });
                let selected = browser::on_selection_change(move || {
                    let beside = field::is_focused(&area).then(|| area.value()).and_then(|text| {
                        let caret = field::selection(&area, &text);
                        pair(&text, caret.end).filter(|_| caret.start == caret.end)
                    });
                    brackets.set(beside);
                });
                (scrolled, inserted, selected)
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
