//! How a person looks at the picture.

/// How a person looks at the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The width to draw for, in CSS pixels.
    pub width: f64,
    /// The size of labels, in CSS pixels; less than 12 counts as 12.
    pub label: f64,
    /// The selected path, by id.
    pub path: Option<String>,
    /// The selected control, by its word for programs; without a path, on all paths.
    pub control: Option<String>,
    /// The columns of controls that are not set are shown one by one.
    pub unfolded: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { width: 912.0, label: 12.0, path: None, control: None, unfolded: false }
    }
}

impl View {
    /// The gate of `control` on `path` is selected.
    pub(crate) fn selects(&self, path: &str, control: &str) -> bool {
        let on_path = self.path.as_deref().is_none_or(|it| it == path);
        on_path && self.control.as_deref() == Some(control)
    }
}
