//! A scenario → the files that the page exports: the picture, a report, the scenario itself.
//!
//! They are those of `accesspath render`, letter by letter. What a browser alone can do, such as PNG, is in `browser`.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;
use accesspath_picture::{Colours, Shown, Sources, View, lay_out, markdown, svg};

use crate::answer::Answer;

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The picture.
    Svg,
    /// The picture, as pixels.
    Png,
    /// The report on all paths.
    Report,
    /// The report on the selected path.
    ReportOfPath,
    /// The scenario.
    Scenario,
}

impl Export {
    /// The extension of its files, and their type.
    const fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Svg => ("svg", "image/svg+xml"),
            Self::Png => ("png", "image/png"),
            Self::Report | Self::ReportOfPath => ("md", "text/markdown"),
            Self::Scenario => ("json", "application/json"),
        }
    }

    /// It is about the selected path.
    const fn is_of_path(self) -> bool {
        matches!(self, Self::Svg | Self::Png | Self::ReportOfPath)
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: &'static str,
    /// Its text; of a PNG the picture that it is made of, twice as large.
    pub text: String,
}

/// What the person looks at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looked {
    /// The selected path.
    pub path: Option<String>,
    /// The selected control.
    pub control: Option<String>,
}

/// The file that is exported of `scenario`.
#[must_use]
pub fn file(scenario: &Rc<Scenario>, looked: &Looked, export: Export, colours: Colours) -> File {
    let path = looked.path.as_deref().filter(|_| export.is_of_path());
    let (extension, kind) = export.kind();
    let of_path = path.map(|it| format!("-path-{}", file_name(it))).unwrap_or_default();
    let name = format!("{}{of_path}.{extension}", file_name(&scenario.title));
    let text = match export {
        Export::Scenario => scenario.to_json(),
        Export::Svg => picture(scenario, looked, colours),
        // An image of pixels cannot follow anybody's system.
        Export::Png if colours == Colours::Auto => {
            twice(&picture(scenario, looked, Colours::Light))
        }
        Export::Png => twice(&picture(scenario, looked, colours)),
        Export::Report | Export::ReportOfPath => report(scenario, path),
    };
    File { name, kind, text }
}

fn picture(scenario: &Rc<Scenario>, looked: &Looked, colours: Colours) -> String {
    let answer = Answer::of(scenario.clone(), None);
    let Looked { path, control } = looked.clone();
    let picture = lay_out(&shown(&answer), &View { path, control, ..View::default() });
    svg(&picture, &format!("{} {}", answer.question, answer.told), colours)
}

/// The picture with twice its size, so that a browser draws it as sharp.
fn twice(svg: &str) -> String {
    let mut rest = svg;
    let mut out = String::new();
    for side in [" width=\"", " height=\""] {
        let Some((before, behind)) = rest.split_once(side) else { break };
        let (length, behind) = behind.split_once('"').unwrap_or((behind, ""));
        let length = length.split('.').next().and_then(|it| it.parse::<u32>().ok());
        out += &format!("{before}{side}{}\"", 2 * length.unwrap_or_default());
        rest = behind;
    }
    out + rest
}

fn report(scenario: &Rc<Scenario>, only: Option<&str>) -> String {
    let answer = Answer::of(scenario.clone(), None);
    let of = Sources {
        title: &scenario.title,
        question: &answer.question,
        verdict: &answer.verdict,
        shown: shown(&answer),
        fixes: &answer.best_fixes(only),
        text: &|id| scenario.text(id).map(|it| &**it.text()),
    };
    markdown(&of, only)
}

fn shown(answer: &Answer) -> Shown<'_> {
    Shown { paths: &answer.paths, before: &answer.before, bucket: answer.bucket.as_ref() }
}

/// The longest name of a file, without its extension: long enough to be told apart. The number has no derivation.
const LONGEST: usize = 60;

/// A name that every file system takes: the words of a title, in small letters.
#[must_use]
pub fn file_name(title: &str) -> String {
    let mut name = String::new();
    for word in title.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let joint = if name.is_empty() { "" } else { "-" };
        if name.len() + joint.len() + word.len() > LONGEST {
            break;
        }
        name.push_str(joint);
        name.push_str(&word.to_lowercase());
    }
    if name.is_empty() { "scenario".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    #[test]
    fn a_file_is_named_after_its_title() {
        let check = |title: &str, expected: &str| assert_eq!(file_name(title), expected);
        check("Which path reaches my S3 bucket?", "which-path-reaches-my-s3-bucket");
        check("../etc/passwd: \"é\"", "etc-passwd-é");
        check("?!", "scenario");
        check(&"word ".repeat(30), "word-word-word-word-word-word-word-word-word-word-word-word");
    }

    #[test]
    fn files_are_named_after_title_and_path() {
        let scenario = gallery::default_example().scenario;
        let looked = Looked { path: Some("C".to_owned()), control: None };
        let name = |export| file(&scenario, &looked, export, Colours::Auto).name;
        let title = file_name(&scenario.title);
        assert_eq!(name(Export::Svg), format!("{title}-path-c.svg"));
        assert_eq!(name(Export::Png), format!("{title}-path-c.png"));
        assert_eq!(name(Export::Report), format!("{title}.md"));
        assert_eq!(name(Export::ReportOfPath), format!("{title}-path-c.md"));
        assert_eq!(name(Export::Scenario), format!("{title}.json"));
    }

    #[test]
    fn pixels_are_drawn_of_a_picture_of_twice_the_size_in_fixed_colours() {
        let scenario = gallery::default_example().scenario;
        let drawn = |export| file(&scenario, &Looked::default(), export, Colours::Auto).text;
        let (svg, png) = (drawn(Export::Svg), drawn(Export::Png));
        assert!(svg.contains(" width=\"912\" ") && svg.contains("@media"));
        assert!(png.contains(" width=\"1824\" ") && !png.contains("@media"));
        assert!(png.contains("viewBox=\"0 0 912 "));
    }
}
