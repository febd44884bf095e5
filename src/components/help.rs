//! The sheet of help: the faces, the keys, the words, and what the page is.

use accesspath_policy::facts;
use accesspath_policy::verdict::Verdict;
use yew::Html;

use super::face::face;
use crate::markup::{El, el};

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

/// The words that AWS shortens, and what they mean here.
const WORDS: [(&str, &str); 9] = [
    (
        "SCP",
        "Service control policy: what an organization lets its accounts do at most. Bears on the caller's account.",
    ),
    (
        "RCP",
        "Resource control policy: what an organization lets be done with its accounts' resources at most. Bears on the bucket's account.",
    ),
    ("Identity policies", "What the caller's role or user may do."),
    ("Boundary", "Permissions boundary: what the identity policies can grant at most."),
    ("Session policy", "What a session of a role can do at most, given when it is opened."),
    (
        "BPA",
        "Block Public Access: the switches of bucket and account that refuse public policies and ACLs.",
    ),
    ("Endpoint policy", "What may pass a VPC endpoint. Without one, everything."),
    (
        "Gateway endpoint",
        "A way to S3 by route table; free. The request then has aws:SourceVpce and no aws:SourceIp.",
    ),
    ("Interface endpoint", "A way to S3 by private addresses in subnets; charged by the hour."),
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
        .add(part("Words").add(list(&WORDS)))
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

fn list(rows: &[(&str, &str)]) -> Box<El> {
    let row = |(word, told): &(&str, &str)| {
        el("div.help__row").add(el("dt").text(word)).add(el("dd").text(told))
    };
    el("dl.help__list").each(rows.iter().map(row))
}
