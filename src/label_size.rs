//! The size of the picture's labels.

/// How large the labels of the picture are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LabelSize {
    /// For a desk.
    #[default]
    Usual,
    /// For a projector.
    Large,
}

impl LabelSize {
    /// Its word in the browser's storage.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Large => "large",
        }
    }

    /// The size of that word; the usual one for any other.
    pub fn parse(code: &str) -> Self {
        if code == "large" { Self::Large } else { Self::Usual }
    }

    /// The other size.
    pub const fn other(self) -> Self {
        match self {
            Self::Usual => Self::Large,
            Self::Large => Self::Usual,
        }
    }

    /// The size in CSS pixels.
    pub const fn pixels(self) -> f64 {
        match self {
            Self::Usual => 12.0,
            Self::Large => 16.0,
        }
    }
}
