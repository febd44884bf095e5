//! The components of the page. Each renders its input and reports actions of the person; none keeps state of its own,
//! but the editor, whose caret, search and suggestions concern nobody else.

pub mod app;
mod assumed;
mod before;
mod chain;
mod clauses;
mod copy;
mod drawer;
mod editor;
mod editors;
mod face;
mod facts;
mod findings;
mod fix;
mod footer;
mod grid;
mod header;
mod help;
mod inspector;
mod layer;
mod lesson;
mod menu;
mod notice;
mod outcome;
mod panels;
mod phone;
mod picture;
mod printed;
mod problems;
mod prose;
mod question;
mod reach;
mod seen;
mod send;
mod share;
mod slots;
mod start;
mod statement;
mod tables;
mod term;
mod verdict;
mod waiting;
mod wanted;
mod what_if;
mod your_case;

use yew::Callback;

/// Calls `to` with the value that `read` takes from an event, if it takes one.
fn when<E: 'static, T: 'static>(
    to: &Callback<T>,
    read: impl Fn(E) -> Option<T> + 'static,
) -> Callback<E> {
    let to = to.clone();
    Callback::from(move |event| {
        if let Some(value) = read(event) {
            to.emit(value);
        }
    })
}
