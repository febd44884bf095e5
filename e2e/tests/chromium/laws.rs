//! What is seen keeps to laws in every state: texts lie apart, nothing is cut off or outside of the window, letters
//! are large enough, and those of the picture dark enough; axe sees to the other letters.

use accesspath_e2e::{
    failure::{Failure, Outcome},
    page::size,
    settings,
    stage::Stage,
    states::STATES,
};
use serde_json::json;

const LAWS: &str = concat!(include_str!("../../src/seen.js"), include_str!("../../src/laws.js"));

const WORDS: &str = concat!(include_str!("../../src/seen.js"), include_str!("../../src/words.js"));

/// The most words on a first screen outside of the editor, code and messages. A person reads some four in a second.
const MOST_WORDS: usize = 320;

fn check(scheme: &str, window: (u32, u32)) -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.prefer(scheme)?;
    page.resize(window)?;
    let mut breaks = Vec::new();
    for state in STATES {
        state.show(&page)?;
        let found = page.ask_list(LAWS, json!([]))?;
        breaks.extend(found.into_iter().map(|it| format!("{}: {it}", state.name)));
    }
    if breaks.is_empty() { Ok(()) } else { Err(Failure::new(breaks.join("\n"))) }
}

#[test]
fn a_wide_window_keeps_the_laws_in_the_light() -> Outcome {
    check("light", size::WIDE)
}

#[test]
fn a_wide_window_keeps_the_laws_in_the_dark() -> Outcome {
    check("dark", size::WIDE)
}

#[test]
fn a_smaller_window_keeps_the_laws_in_the_light() -> Outcome {
    check("light", size::LAPTOP)
}

#[test]
fn a_smaller_window_keeps_the_laws_in_the_dark() -> Outcome {
    check("dark", size::LAPTOP)
}

#[test]
fn no_example_begins_with_more_words_than_a_person_reads_at_once() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut longer = Vec::new();
    for (id, _) in settings::examples()? {
        page.come_back(&format!("#ex={id}"))?;
        // The smallest change is found by itself, soon after the answer, and takes the room of what stands below.
        let found = "return ![...document.querySelectorAll('[data-inspector] button')].some((it) => it.textContent === 'Find the smallest change')";
        page.until(&format!("the change of {id} is found"), found, json!([]))?;
        let words = page.ask_list(WORDS, json!([]))?;
        assert!(words.len() > 50, "{id}: {words:?}");
        if words.len() > MOST_WORDS {
            longer.push(format!("{id}: {} words: {}", words.len(), words.join(" ")));
        }
    }
    if longer.is_empty() { Ok(()) } else { Err(Failure::new(longer.join("\n"))) }
}
