//! Values as JSON, for the facts of a scenario.

use accesspath_policy::json::print_string;

/// A text as JSON.
pub(crate) fn text(it: &str) -> String {
    let mut out = String::new();
    print_string(&mut out, it);
    out
}

/// A list of texts as JSON.
pub(crate) fn texts<T: AsRef<str>>(all: &[T]) -> String {
    list(all.iter().map(|it| text(it.as_ref())))
}

/// A list of values as JSON.
pub(crate) fn list(all: impl Iterator<Item = String>) -> String {
    format!("[{}]", all.collect::<Vec<_>>().join(","))
}

/// An object as JSON, to which members are added one by one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Object(String);

impl Object {
    /// Adds a member whose value is JSON.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push(',');
        }
        print_string(&mut self.0, name);
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    /// Adds a member that is a text.
    pub(crate) fn with_text(self, name: &str, value: &str) -> Self {
        let value = text(value);
        self.with(name, &value)
    }

    /// Adds a member that is a text, where there is one.
    pub(crate) fn with_text_of(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(it) => self.with_text(name, it),
            None => self,
        }
    }

    /// The object.
    pub(crate) fn end(self) -> String {
        format!("{{{}}}", self.0)
    }
}
