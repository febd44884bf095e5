//! The height of the drawer.

/// How much of the page the drawer takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DrawerSize {
    /// Its tabs alone.
    Closed,
    /// About a third.
    #[default]
    Half,
    /// Most of it.
    Tall,
}

impl DrawerSize {
    /// Its word for programs and in the browser's storage.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Half => "half",
            Self::Tall => "tall",
        }
    }

    /// The size of that word; the usual one for any other.
    pub fn parse(code: &str) -> Self {
        match code {
            "closed" => Self::Closed,
            "tall" => Self::Tall,
            _ => Self::Half,
        }
    }
}
