//! Reads scenario files and reports their problems, with the place underlined.

use accesspath_engine::scenario::{NotAScenario, Scenario, problems};
use accesspath_policy::json;
use accesspath_policy::text::{Lines, Span};
use annotate_snippets::{Level, Renderer};

use crate::excerpt::excerpt;
use crate::terminal::{complain, complain_and_show};

/// A scenario of a file.
pub struct Read {
    /// The scenario.
    pub scenario: Scenario,
    /// It has no problems.
    pub is_sound: bool,
}

/// Reads the scenario in `text`, which is that of `file`, and reports all its problems; with excerpts of the text if
/// there is a renderer.
pub fn read_scenario(file: &str, text: &str, renderer: Option<&Renderer>) -> Option<Read> {
    let scenario = match Scenario::from_json(text) {
        Ok(scenario) => scenario,
        Err(error) => {
            let shown = renderer.map_or_else(String::new, |it| {
                excerpt(it, text, error.line, place(text, &error), Level::ERROR)
            });
            complain_and_show(&format!("{file}:{error}"), &shown);
            return None;
        }
    };
    let problems = problems(&scenario);
    if problems.is_empty() {
        return Some(Read { scenario, is_sound: true });
    }
    let tree = json::read_up_to(text.len(), "", text);
    let lines = Lines::new(text);
    for problem in problems {
        let told = format!("{}: {}", problem.place(), problem.message);
        let steps: Vec<&str> = problem.path.iter().map(String::as_str).collect();
        let Some(node) = tree.root().and_then(|it| it.at(&steps)) else {
            complain(&format!("{file}: {told}"));
            continue;
        };
        let at = lines.location(text, node.span.start);
        let shown = renderer
            .map_or_else(String::new, |it| excerpt(it, text, at.line, node.span, Level::ERROR));
        complain_and_show(&format!("{file}:{}:{}: {told}", at.line, at.column), &shown);
    }
    Some(Read { scenario, is_sound: false })
}

/// The string, word or sign that begins where the error is.
fn place(text: &str, error: &NotAScenario) -> Span {
    let before = text.split_inclusive('\n').take(error.line.saturating_sub(1));
    let mut start: usize = before.map(str::len).sum();
    let mut rest = text.get(start..).unwrap_or_default().chars();
    let mut column = 1;
    while column < error.column {
        let Some(letter) = rest.next() else { break };
        column += letter.len_utf16();
        start += letter.len_utf8();
    }
    Span::new(start, start + token(rest.as_str()))
}

/// The length in bytes of the token that `text` begins with.
fn token(text: &str) -> usize {
    let mut letters = text.char_indices();
    match letters.next() {
        Some((_, '"')) => {
            let mut escaped = false;
            let end = letters.find(|(_, it)| {
                let ends = *it == '"' && !escaped;
                escaped = *it == '\\' && !escaped;
                ends
            });
            end.map_or(text.len(), |(at, _)| at + 1)
        }
        Some((_, first)) if is_of_word(first) => {
            text.find(|it| !is_of_word(it)).unwrap_or(text.len())
        }
        Some((_, first)) => first.len_utf8(),
        None => 0,
    }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || "+-._".contains(letter)
}
