//! What a person fills into the tables.

use super::{AppState, Notice, Tab};
use crate::module::elsewhere;
use crate::tables::{self, CellPlace, Section, TableId};

elsewhere! { more "11"
/// Adds a row of that kind.
pub(super) fn add_row(state: &mut AppState, table: &TableId, word: &str) {
    stay_at(state, table);
    state.draw(tables::add(&state.scenario, table, word));
} }

elsewhere! { more "12"
/// Removes a row, where that can be.
pub(super) fn remove_row(state: &mut AppState, table: &TableId, row: usize) {
    stay_at(state, table);
    match tables::remove(&state.scenario, table, row) {
        Ok(scenario) => {
            // Drafts of later rows, and of what goes with this one, would appear in the wrong rows.
            state.view.drafts.clear();
            state.draw(scenario);
        }
        Err(reason) => state.view.notice = Some(Notice::error(reason)),
    }
} }

elsewhere! { more "13"
/// Puts a value into a cell, or keeps it as a draft where it is invalid.
pub(super) fn set_cell(state: &mut AppState, place: CellPlace, value: String) {
    stay_at(state, &place.table);
    state.view.drafts.insert(place, value);
    // After an edit, drafts that were invalid before may be valid.
    for (place, value) in std::mem::take(&mut state.view.drafts) {
        match tables::set(&state.scenario, &place, &value) {
            Ok(scenario) => state.draw(scenario),
            Err(_) => drop(state.view.drafts.insert(place, value)),
        }
    }
} }

elsewhere! { more "15"
/// Keeps the tab of a table open, even if a document decides after an edit of it.
pub(super) fn stay_at(state: &mut AppState, table: &TableId) {
    match table.section() {
        Some(Section::Network) => state.view.tab = Some(Tab::Network),
        Some(_) => state.view.tab = Some(Tab::Facts),
        None => {}
    }
} }
