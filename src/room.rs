//! How much room the page has, by its width.

/// How much room the page has, which decides what stands beside what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    /// One column, with the parts of the page behind tabs at the bottom.
    Phone,
    /// The inspector is the first tab of the drawer.
    Column,
    /// The inspector stands beside the picture.
    #[default]
    Screen,
}

impl Room {
    /// The room of a page that is so many CSS pixels wide.
    pub fn of_width(width: f64) -> Self {
        match width {
            wide if wide >= 1320.0 => Self::Screen,
            wide if wide >= 560.0 => Self::Column,
            _ => Self::Phone,
        }
    }
}
