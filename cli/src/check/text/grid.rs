//! The table of operations: a line for each, under what it is about.

use accesspath_engine::explain;
use accesspath_engine::grid::On;
use accesspath_engine::report::{GridReport, PathReport};

use super::Page;

impl Page<'_> {
    /// Every operation on every path, in columns.
    pub(super) fn grid(&mut self, grid: &GridReport, paths: &[PathReport]) {
        if paths.is_empty() {
            return;
        }
        let name = grid.operations.iter().map(|it| it.name.len()).max().unwrap_or_default();
        let widths: Vec<usize> =
            paths.iter().map(|it| it.path.chars().count().max("undetermined".len())).collect();
        let line = |name_of: &str, cells: Vec<&str>| {
            let mut line = format!("{name_of:<name$}");
            for (cell, width) in cells.iter().zip(&widths) {
                line += &format!("  {cell:<width$}");
            }
            line.trim_end().to_owned()
        };
        self.entry("operations", "the outcome of each with this key and these options");
        self.under(&line("", paths.iter().map(|it| it.path.as_str()).collect()));
        for on in On::ALL {
            let mut rows = grid.operations.iter().filter(|it| it.on == on.code()).peekable();
            if rows.peek().is_some() {
                self.under(explain::grid_heading(on));
            }
            for row in rows {
                let cell = |it: &PathReport| row.outcomes.get(&it.path).copied().unwrap_or("");
                self.under(&line(row.name, paths.iter().map(cell).collect()));
            }
        }
    }
}
