//! The sheet of help: the faces, the keys, the words, and what the page is.

use accesspath_policy::facts;
use accesspath_policy::verdict::Verdict;
use yew::Html;

use super::face::face;
use super::term::told;
use crate::markup::{El, el};
use crate::terms::{TERMS, Term};

/// What the keys do.
const KEYS: [(&str, &str); 9] = [
    ("?", "This sheet."),
    ("Tab", "From part to part. In the editor, Escape first leaves it."),
    ("Arrows, Home, End", "Along a path of the picture, from path to path, and between tabs."),
    ("Enter, Space", "Selects a gate or turns a switch."),
    (
        "Ctrl+Z, Ctrl+Shift+Z",
        "Undo and redo: in a field what was typed there, elsewhere in the whole case.",
    ),
    ("Ctrl+Enter", "To the answer."),
    ("Ctrl+S", "Saves the case as a file."),
    ("Ctrl+Space", "In the editor: what could stand here."),
    ("Ctrl+F", "In the editor: searches the document."),
];

const PRIVACY: &str = "Everything is computed in this browser: nothing that you paste leaves it. It keeps your cases and how the page looks, until you choose Forget everything in the menu.";

/// The sheet.
pub(super) fn help() -> Html {
    let faces = Verdict::ALL.into_iter().map(|it| {
        el("div.help__face")
            .add(el("dt").add(face(it.code())).text(it.word()))
            .add(el("dd").text(meaning(it)))
    });
    el("div.help[data-help]")
        .add(part("Faces").add(el("dl.help__faces").each(faces)))
        .add(part("Words").add(words()))
        .add(part("Keys").add(list(&KEYS)))
        .add(
            part("About")
                .add(el("p").text(PRIVACY))
                .add(el("p").text(&about()))
                .add(el("p").text("Made for current Chrome, Edge, Firefox and Safari.")),
        )
        .done()
}

fn about() -> String {
    format!(
        "accesspath {}. Not affiliated with or endorsed by AWS. It follows AWS's documentation, with its actions and condition keys as of {}; an answer that leans on something AWS does not document says so.",
        env!("CARGO_PKG_VERSION"),
        facts::AS_OF
    )
}

const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Grants => "An Allow for this request stands here.",
        Verdict::DoesNotStop => "Lets the request pass, and grants nothing.",
        Verdict::GrantsNothing => {
            "Could grant it and does not. Blocks only where nothing else grants it."
        }
        Verdict::Blocks => "Must change for the request to arrive.",
        Verdict::Undetermined => "Turns on something that is not known.",
        Verdict::NotConfigured => "Nothing is attached.",
        Verdict::NotTold => "Whether something is attached was not told.",
    }
}

fn part(title: &'static str) -> Box<El> {
    el("section.help__part").add(el("h3.help__title").text(title))
}

/// AWS's words with what they mean, as they are explained where they are used.
fn words() -> Box<El> {
    let row = |it: &'static Term| {
        el("div.help__row").add(el("dt").text(it.word)).add(el("dd").add(told(it)))
    };
    el("dl.help__list").each(TERMS.iter().map(row))
}

fn list(rows: &[(&str, &str)]) -> Box<El> {
    let row = |(word, told): &(&str, &str)| {
        el("div.help__row").add(el("dt").text(word)).add(el("dd").text(told))
    };
    el("dl.help__list").each(rows.iter().map(row))
}
