//! The examples of the menu: grouped by symptom, and searched by whatever a person has, such as a message of AWS.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser;
use crate::components::lesson::lead;
use crate::gallery::{Example, GROUPS, Group, found};
use crate::markup::{El, el};
use crate::state::{AppState, Source};

/// The examples, once they are loaded.
pub(super) fn examples(state: &AppState, on_example: &Callback<Example>) -> Html {
    let Some(gallery) = state.view.gallery.clone() else {
        // If they cannot be loaded, a notice says so.
        return el("p.loading[role=status]").text("Loading…").done();
    };
    let current = match state.source {
        Source::Example(id) => id,
        _ => "",
    };
    html! { <Examples {gallery} {current} on_example={on_example.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct ExamplesProps {
    gallery: Rc<[Example]>,
    /// The id of the one on the page, if any is.
    current: AttrValue,
    on_example: Callback<Example>,
}

const SEARCH: &str = "input[data-field=search-examples]";
const EACH: &str = "button[data-example]";

#[component]
fn Examples(props: &ExamplesProps) -> Html {
    let query = use_state_eq(String::new);
    let on_input = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                query.set(field.value());
            }
        })
    };
    let found = found(&props.gallery, &query);
    let shown: Vec<&Example> =
        props.gallery.iter().zip(found).filter(|it| it.1).map(|it| it.0).collect();
    // Not of the type `search`: in Safari such a field keeps Escape for itself, and the menu stays open.
    let field = el("input.examples__search[type=text][role=searchbox][enterkeyhint=search][data-field=search-examples][aria-label=Search the examples][placeholder=Search: a symptom, a message of AWS, a condition key]")
        .private()
        .value(&query)
        .on_input(on_input);
    let told = el("p.examples__count[role=status][data-example-count]")
        .text(&count(shown.len(), props.gallery.len()));
    let groups = GROUPS.iter().filter_map(|it| group(it, &shown, props));
    el("div.examples[data-examples]")
        .on_key(on_key(query, shown.first().map(|it| (*it).clone()), props))
        .add(el("div.examples__head").add(field).add(told))
        .each(groups.collect::<Vec<_>>().into_iter())
        .done()
}

/// The arrows lead from the field to the examples and from one to the next; Enter in the field opens the first that is
/// found, and Escape empties it.
fn on_key(
    query: UseStateHandle<String>,
    first: Option<Example>,
    props: &ExamplesProps,
) -> Callback<KeyboardEvent> {
    let on_example = props.on_example.clone();
    Callback::from(move |event: KeyboardEvent| {
        let in_field = browser::value_near(&event, "data-field").is_some();
        let to = match event.key().as_str() {
            "ArrowDown" => browser::Step::Next,
            "ArrowUp" => browser::Step::Before,
            "Home" if !in_field => browser::Step::First,
            "End" if !in_field => browser::Step::Last,
            "Enter" if in_field && !query.is_empty() => {
                event.prevent_default();
                return first.iter().for_each(|it| on_example.emit(it.clone()));
            }
            "Escape" if in_field && !query.is_empty() => {
                // Escape must not close the menu as well.
                event.prevent_default();
                return query.set(String::new());
            }
            _ => return,
        };
        event.prevent_default();
        browser::step_near(&event, &format!("{SEARCH}, {EACH}"), to);
    })
}

fn count(shown: usize, all: usize) -> String {
    match shown {
        0 => "No example has these words.".to_owned(),
        shown if shown == all => format!("{all} examples"),
        shown => format!("{shown} of {all} examples"),
    }
}

/// The shown examples of a symptom, if there are any.
fn group(group: &Group, shown: &[&Example], props: &ExamplesProps) -> Option<Box<El>> {
    let own: Vec<&Example> =
        shown.iter().copied().filter(|it| group.ids.contains(&it.id)).collect();
    let items = own.iter().map(|it| example(it, props));
    let list = el("ul.examples__list").each(items.collect::<Vec<_>>().into_iter());
    (!own.is_empty()).then(|| {
        el("section.examples__group")
            .key(group.title)
            .put("aria-label", group.title)
            .add(el("h4.examples__symptom").text(group.title))
            .add(list)
    })
}

fn example(example: &Example, props: &ExamplesProps) -> Box<El> {
    let chosen = example.clone();
    let button = el("button.example[type=button]")
        .put("data-example", example.id)
        .state("aria-current", *props.current == *example.id)
        .on_click(props.on_example.reform(move |_| chosen.clone()))
        .add(el("span.example__title").text(&example.scenario.title))
        .add(el("span.example__about").text(lead(&example.scenario.about)));
    el("li").key(example.id).add(button)
}
