//! Elements of SVG as values: the page makes its own elements of them, and `svg` writes them as text.

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes, in their order.
    pub attributes: Vec<(&'static str, String)>,
    /// Its text, before its children.
    pub text: String,
    /// The elements inside.
    pub children: Vec<Self>,
}

impl Element {
    /// An empty element.
    pub(crate) const fn new(tag: &'static str) -> Self {
        Self { tag, attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    /// A group of a class.
    pub(crate) fn group(class: &str) -> Self {
        Self::new("g").put("class", class)
    }

    pub(crate) fn put(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// An attribute that is a length.
    pub(crate) fn at(self, name: &'static str, value: f64) -> Self {
        self.put(name, number(value))
    }

    pub(crate) fn text(mut self, text: &str) -> Self {
        text.clone_into(&mut self.text);
        self
    }

    pub(crate) fn add(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    pub(crate) fn all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children);
        self
    }

    /// What a pointer that rests on it is told.
    pub(crate) fn title(self, text: &str) -> Self {
        self.add(Self::new("title").text(text))
    }
}

/// A number of the drawing: at most two decimals, so that the same picture gives the same bytes.
///
/// Whole hundredths are printed, because printing floats costs the page eleven kilobytes.
pub(crate) fn number(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "no picture is millions of units wide")]
    let hundredths = (value * 100.0).round() as i32;
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    let sign = if hundredths < 0 && whole == 0 { "-" } else { "" };
    match (rest / 10, rest % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        (tenths, hundredths) => format!("{sign}{whole}.{tenths}{hundredths}"),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_two_decimals_at_most() {
        let shown = [0.0, 12.0, 12.5, -0.25, 3.999, 7.004].map(number);
        assert_eq!(shown, ["0", "12", "12.5", "-0.25", "4", "7"]);
    }
}
