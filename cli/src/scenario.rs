//! Reads scenario files and reports their problems, with the place underlined.

use accesspath_engine::scenario::{
    ManagedPolicies, Mistake, ReadScenario, Scenario, ServiceFacts, problems,
};
use accesspath_policy::facts::MANAGED_POLICIES;
use accesspath_policy::json;
use accesspath_policy::text::{Lines, Span};
use annotate_snippets::{Level, Renderer};

use crate::annotation::{self, Annotation, Region};
use crate::excerpt::excerpt;
use crate::expect;
use crate::terminal::{complain, complain_and_show};

/// What stands in a file.
pub struct Read {
    /// The scenario; `None` if the file is none.
    pub scenario: Option<Scenario>,
    /// All that is wrong with it, in the order of the text.
    pub problems: Vec<Annotation>,
}

/// Reads the scenario in `text`, which is that of `file`, and complains of all that is wrong with it; with excerpts of
/// the text if there is a renderer.
pub fn read_scenario(file: &str, text: &str, renderer: Option<&Renderer>) -> Read {
    let ReadScenario { mut scenario, mistakes, .. } = Scenario::read_json(text);
    scenario.managed = ManagedPolicies::read(MANAGED_POLICIES);
    scenario.facts = ServiceFacts::shipped();
    let tree = json::read_up_to(text.len(), "", text);
    let mut found: Vec<(Option<Span>, String)> = Vec::new();
    for problem in problems(&scenario).into_iter().chain(expect::problems(&scenario)) {
        let steps: Vec<&str> = problem.path.iter().map(String::as_str).collect();
        let at = tree.root().and_then(|it| it.at(&steps)).map(|it| it.span);
        // What is mistaken has its default, and so has what refers to it.
        let follows = !mistakes.is_empty()
            && (problem.is_reference
                || at.is_none_or(|at| mistakes.iter().any(|it| at.contains(it.span))));
        if !follows {
            found.push((at, format!("{}: {}", problem.place(), problem.message)));
        }
    }
    let is_readable = mistakes.is_empty();
    for Mistake { message, span } in mistakes {
        let rest = text.get(span.start..).unwrap_or_default();
        found.push((Some(Span::new(span.start, span.start + token(rest))), message));
    }
    found.sort_by_key(|it| it.0.map(|it| it.start));
    let lines = Lines::new(text);
    let mut problems = Vec::new();
    for (span, told) in found {
        problems.push(Annotation {
            file: file.to_owned(),
            region: span.map(|it| Region::of(&lines, text, it)),
            document: None,
            level: annotation::Level::Error,
            rule: "scenario".to_owned(),
            message: told.clone(),
            help: None,
        });
        let Some(span) = span else {
            complain(&format!("{file}: {told}"));
            continue;
        };
        let at = lines.location(text, span.start);
        let shown =
            renderer.map_or_else(String::new, |it| excerpt(it, text, at.line, span, Level::ERROR));
        complain_and_show(&format!("{file}:{}:{}: {told}", at.line, at.column), &shown);
    }
    Read { scenario: is_readable.then_some(scenario), problems }
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
