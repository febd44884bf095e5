//! Finds the words of `expect` and `expect_chains` that no answer has: such a line could never hold.

mod words;

use accesspath_engine::scenario::{
    Expected, ExpectedChain, ExpectedReason, Scenario, ScenarioProblem,
};
use accesspath_policy::spelling;
use words::{CONTROLS, KINDS, OUTCOMES, REASONS, RECURSIONS, STEPS};

/// The unknown words, each with its place.
pub fn problems(scenario: &Scenario) -> Vec<ScenarioProblem> {
    let mut found = Found(Vec::new());
    for (at, it) in scenario.expect.iter().enumerate() {
        let Expected { outcome, kind, by, because, .. } = it;
        let place = Place { list: "expect", at };
        found.check(&place, &["outcome"], outcome, OUTCOMES);
        if let Some(kind) = kind {
            found.check(&place, &["kind"], kind, KINDS);
        }
        found.check_by(&place, by.as_deref(), CONTROLS);
        found.check_reasons(&place, because);
    }
    for (at, it) in scenario.expect_chains.iter().enumerate() {
        let ExpectedChain { outcome, by, because, recursion, .. } = it;
        let place = Place { list: "expect_chains", at };
        found.check(&place, &["outcome"], outcome, OUTCOMES);
        found.check_by(&place, by.as_deref(), STEPS);
        found.check_reasons(&place, because);
        if let Some(recursion) = recursion {
            found.check(&place, &["recursion"], recursion, RECURSIONS);
        }
    }
    found.0
}

/// One expected answer.
struct Place {
    list: &'static str,
    at: usize,
}

struct Found(Vec<ScenarioProblem>);

impl Found {
    /// Reports `word`, which stands at `steps` of an expected answer, unless it is one of `known`.
    fn check(&mut self, place: &Place, steps: &[&str], word: &str, known: &[&str]) {
        if known.contains(&word) {
            return;
        }
        let message = match spelling::nearest(word, known) {
            Some(meant) => format!("unknown word \"{word}\": did you mean \"{meant}\"?"),
            None if known.len() < 20 => {
                format!("unknown word \"{word}\": one of {}", known.join(", "))
            }
            None => format!("unknown word \"{word}\": no answer has it"),
        };
        let mut path = vec![place.list.to_owned(), place.at.to_string()];
        path.extend(steps.iter().map(|it| (*it).to_owned()));
        self.0.push(ScenarioProblem { path, message, is_reference: false });
    }

    fn check_by(&mut self, place: &Place, by: Option<&[String]>, known: &[&str]) {
        for (at, word) in by.into_iter().flatten().enumerate() {
            self.check(place, &["by", &at.to_string()], word, known);
        }
    }

    fn check_reasons(&mut self, place: &Place, because: &[ExpectedReason]) {
        for (at, it) in because.iter().enumerate() {
            self.check(place, &["because", &at.to_string(), "reason"], &it.reason, REASONS);
        }
    }
}

#[cfg(test)]
mod tests;
