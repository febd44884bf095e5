//! The looks of the style sheet as presentation attributes, for drawings that stand alone: programs that draw SVG know no
//! custom properties, and few of them more of CSS than a class.
//!
//! Understands what `style.css` uses: classes, tags and attributes, inside one another or (`+`) one behind the other.

use crate::element::Element;

/// The looks of the shapes, by classes; the colours are custom properties, which the page sets.
pub const STYLE: &str = include_str!("../style.css");

/// The custom properties of colours, on a light ground.
pub(crate) const LIGHT: &str = include_str!("../light.css");
/// The same on a dark ground.
pub(crate) const DARK: &str = include_str!("../dark.css");

/// What the style sheet says, ready to be applied.
#[derive(Debug)]
pub(crate) struct Paint {
    rules: Vec<Rule>,
    colours: Vec<(&'static str, &'static str)>,
}

#[derive(Debug)]
struct Rule {
    /// From the outermost to the element itself.
    steps: Vec<Step>,
    /// How many classes, attributes and tags are named, the former counting more.
    weight: usize,
    declarations: Vec<(&'static str, &'static str)>,
}

#[derive(Debug)]
struct Step {
    /// It stands right before the next, in place of around it.
    is_before: bool,
    /// A tag, classes behind a dot, and attributes in brackets.
    parts: Vec<&'static str>,
}

impl Paint {
    /// Reads the style sheet, for these custom properties.
    pub fn of(colours: &'static str) -> Self {
        let mut rules = Vec::new();
        for rule in STYLE.split('}') {
            // A comment ends before the selectors that it stands above.
            let rule = rule.rsplit("*/").next().unwrap_or_default();
            let Some((selectors, declarations)) = rule.split_once('{') else { continue };
            for selector in selectors.split(',') {
                let steps = steps(selector);
                let parts = steps.iter().flat_map(|it| &it.parts);
                let weight = parts.map(|it| if it.starts_with(['.', '[']) { 16 } else { 1 }).sum();
                rules.push(Rule { steps, weight, declarations: read(declarations) });
            }
        }
        // A stable sort: of rules that weigh the same, the later one counts.
        rules.sort_by_key(|it| it.weight);
        Self { rules, colours: read(colours) }
    }

    /// The element with the attributes that it is drawn by, and so all that is in it.
    pub fn applied(&self, root: &Element) -> Element {
        self.inside(root, None, &mut Vec::new(), &self.colours)
    }

    fn inside<'e>(
        &self,
        element: &'e Element,
        before: Option<&Element>,
        around: &mut Vec<&'e Element>,
        inherited: &[(&'static str, &'static str)],
    ) -> Element {
        let mut known = inherited.to_vec();
        let mut plain: Vec<(&'static str, &'static str)> = Vec::new();
        for rule in self.rules.iter().filter(|it| selects(&it.steps, element, before, around)) {
            for (name, value) in &rule.declarations {
                let own = if name.starts_with("--") { &mut known } else { &mut plain };
                own.retain(|it| it.0 != *name);
                own.push((name, value));
            }
        }
        let mut attributes = element.attributes.clone();
        for (name, value) in plain {
            attributes.retain(|it| it.0 != name);
            attributes.push((name, resolved(value, &known).to_owned()));
        }
        around.push(element);
        let mut children = Vec::new();
        let mut before = None;
        for child in &element.children {
            children.push(self.inside(child, before, around, &known));
            before = Some(child);
        }
        around.pop();
        Element { tag: element.tag, attributes, text: element.text.clone(), children }
    }
}

fn read(declarations: &'static str) -> Vec<(&'static str, &'static str)> {
    let all = declarations.split(';').filter_map(|it| it.split_once(':'));
    all.map(|(name, value)| (name.trim(), value.trim())).collect()
}

fn steps(selector: &'static str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for word in selector.split_whitespace() {
        match (word, steps.last_mut()) {
            ("+", Some(last)) => last.is_before = true,
            _ => {
                let mut parts = Vec::new();
                let mut rest = word;
                while let Some(end) = rest.char_indices().skip(1).find(|it| ".[".contains(it.1)) {
                    let (part, more) = rest.split_at_checked(end.0).unwrap_or((rest, ""));
                    parts.push(part);
                    rest = more;
                }
                parts.push(rest);
                steps.push(Step { is_before: false, parts });
            }
        }
    }
    steps
}

fn selects(
    steps: &[Step],
    element: &Element,
    before: Option<&Element>,
    around: &[&Element],
) -> bool {
    let Some((last, outer)) = steps.split_last() else { return true };
    if !last.parts.iter().all(|it| fits(it, element)) {
        return false;
    }
    match outer.last() {
        None => true,
        Some(own) if own.is_before => before.is_some_and(|it| selects(outer, it, None, around)),
        Some(_) => around.iter().enumerate().rev().any(|(at, it)| {
            let beyond = around.get(..at).unwrap_or_default();
            selects(outer, it, None, beyond)
        }),
    }
}

fn fits(part: &str, element: &Element) -> bool {
    let attribute = |name: &str| {
        let mut own = element.attributes.iter().filter(|it| it.0 == name);
        own.next().map(|it| it.1.as_str())
    };
    if let Some(class) = part.strip_prefix('.') {
        return attribute("class").is_some_and(|it| it.split(' ').any(|it| it == class));
    }
    match part.strip_prefix('[').and_then(|it| it.strip_suffix("\"]")?.split_once("=\"")) {
        Some((name, value)) => attribute(name) == Some(value),
        None => element.tag == part,
    }
}

/// The value without custom properties, as an attribute says it.
fn resolved(value: &'static str, known: &[(&'static str, &'static str)]) -> &'static str {
    let name = value.strip_prefix("var(").and_then(|it| it.strip_suffix(')'));
    match name.and_then(|name| known.iter().find(|it| it.0 == name)) {
        Some((_, value)) => resolved(value, known),
        // What takes clicks in a page is nothing in a file; some programs would paint it black.
        None if value == "transparent" => "none",
        None => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(element: &Element) -> Element {
        Paint::of(LIGHT)
            .applied(&Element::new("svg").put("class", "picture").add(element.clone()))
            .children
            .remove(0)
    }

    /// The attribute of an element, or of the first one in it that has it.
    fn attribute<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
        let own = element.attributes.iter().find(|it| it.0 == name).map(|it| it.1.as_str());
        own.or_else(|| element.children.iter().find_map(|it| attribute(it, name)))
    }

    #[test]
    fn a_tone_is_that_of_the_nearest_lane() {
        let lane = |outcome: &str| {
            let line = Element::new("line").put("class", "lane__line");
            painted(&Element::group("lane").put("data-outcome", outcome).add(line))
        };
        for (outcome, tone) in [("open", "#0067a3"), ("blocked", "#b23c00"), ("x", "#8a7412")] {
            assert_eq!(attribute(&lane(outcome), "stroke"), Some(tone), "{outcome}");
            assert_eq!(attribute(&lane(outcome), "stroke-width"), Some("2.5"));
        }
    }

    #[test]
    fn the_rule_that_says_more_counts() {
        let text = |class: &str| painted(&Element::new("text").put("class", class));
        assert_eq!(attribute(&text("row__title"), "fill"), Some("#171b21"));
        assert_eq!(attribute(&text("row__line"), "fill"), Some("#59626e"));
    }

    #[test]
    fn an_icon_behind_a_caller_is_light_on_dark() {
        let icon = || Element::new("path").put("class", "icon");
        let node = |class: &str| {
            let ground = Element::new("rect").put("class", class);
            let mut group = painted(&Element::new("g").add(ground).add(icon()));
            group.children.remove(1)
        };
        assert_eq!(attribute(&node("node node--caller"), "stroke"), Some("#fff"));
        assert_eq!(attribute(&node("node"), "stroke"), Some("#171b21"));
    }

    #[test]
    fn nothing_that_a_plain_program_cannot_know_is_left() {
        for rule in &Paint::of(DARK).rules {
            for (name, value) in &rule.declarations {
                // A shorthand is no attribute.
                assert_ne!(*name, "font");
                assert!(!value.contains("var(") || value.starts_with("var(--"), "{value}");
            }
        }
    }
}
