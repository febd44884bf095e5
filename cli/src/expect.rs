//! Finds the words of `expect` and its siblings that no answer has: such a line could never hold.

mod words;

use accesspath_engine::scenario::{
    Expected, ExpectedBefore, ExpectedChain, ExpectedLockOut, ExpectedReach, ExpectedReason,
    Scenario, ScenarioProblem, Then,
};
use accesspath_engine::symptom::message;
use accesspath_policy::rule::Rule;
use accesspath_policy::spelling;
use words::{
    CALLERS, CONTROLS, GATES, KINDS, LOCK_OUTS, NOT_TOLD, OUTCOMES, REASONS, RECURSIONS, STEPS,
    SYMPTOMS, TASKS, VERDICTS,
};

/// The unknown words, each with its place, also of what changes to try lead to.
pub fn problems(scenario: &Scenario) -> Vec<ScenarioProblem> {
    let mut found = expected(scenario);
    for (number, it) in scenario.tries.iter().enumerate() {
        for mut problem in expected(&it.then.expected_of(Scenario::default())) {
            let list = problem.path.first().map_or("", |it| Then::member(it));
            let place = ["tries", &number.to_string(), "then", list].map(str::to_owned);
            problem.path.splice(..1, place);
            found.push(problem);
        }
    }
    found
}

/// The unknown words of `expect` and its siblings.
fn expected(scenario: &Scenario) -> Vec<ScenarioProblem> {
    let mut found = Found(Vec::new());
    for (at, it) in scenario.expect.iter().enumerate() {
        let Expected { outcome, kind, by, because, message, unverified, .. } = it;
        let place = Place { list: "expect", at: Some(at) };
        found.check(&place, &["outcome"], outcome, OUTCOMES);
        found.check_given(&place, "kind", kind.as_ref(), KINDS);
        found.check_list(&place, "by", by.as_deref(), CONTROLS);
        found.check_reasons(&place, because);
        found.check_message(&place, message.as_deref());
        found.check_list(&place, "unverified", unverified.as_deref(), &rules());
    }
    for (at, it) in scenario.expect_chains.iter().enumerate() {
        let ExpectedChain { outcome, by, because, recursion, unverified, .. } = it;
        let place = Place { list: "expect_chains", at: Some(at) };
        found.check(&place, &["outcome"], outcome, OUTCOMES);
        found.check_list(&place, "by", by.as_deref(), STEPS);
        found.check_reasons(&place, because);
        found.check_given(&place, "recursion", recursion.as_ref(), RECURSIONS);
        found.check_list(&place, "unverified", unverified.as_deref(), &rules());
    }
    for (at, it) in scenario.expect_before.iter().enumerate() {
        let ExpectedBefore { gate, verdict, message, .. } = it;
        let place = Place { list: "expect_before", at: Some(at) };
        found.check(&place, &["gate"], gate, GATES);
        found.check(&place, &["verdict"], verdict, VERDICTS);
        found.check_message(&place, message.as_deref());
    }
    for (at, it) in scenario.expect_reach.iter().enumerate() {
        let ExpectedReach { who, task, outcome, by, message, .. } = it;
        let place = Place { list: "expect_reach", at: Some(at) };
        found.check(&place, &["who"], who, CALLERS);
        found.check(&place, &["task"], task, TASKS);
        found.check(&place, &["outcome"], outcome, OUTCOMES);
        found.check_list(&place, "by", by.as_deref(), CONTROLS);
        found.check_message(&place, message.as_deref());
    }
    for (list, it) in [
        ("expect_lock_out", &scenario.expect_lock_out),
        ("expect_lock_out_after", &scenario.expect_lock_out_after),
    ] {
        let Some(ExpectedLockOut { verdict, able, perhaps, unverified, .. }) = it else { continue };
        let place = Place { list, at: None };
        found.check(&place, &["verdict"], verdict, LOCK_OUTS);
        found.check_list(&place, "able", able.as_deref(), CALLERS);
        found.check_list(&place, "perhaps", perhaps.as_deref(), CALLERS);
        found.check_list(&place, "unverified", unverified.as_deref(), &rules());
    }
    found.0
}

/// The numbers of the unclear rules.
fn rules() -> Vec<&'static str> {
    Rule::ALL.iter().map(|it| it.id).collect()
}

/// One expected answer: an entry of a list, or the only one.
struct Place {
    list: &'static str,
    at: Option<usize>,
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
        self.refuse(place, steps, message);
    }

    fn refuse(&mut self, place: &Place, steps: &[&str], message: String) {
        let mut path = vec![place.list.to_owned()];
        path.extend(place.at.map(|it| it.to_string()));
        path.extend(steps.iter().map(|it| (*it).to_owned()));
        self.0.push(ScenarioProblem { path, message, is_reference: false });
    }

    fn check_given(&mut self, place: &Place, step: &str, word: Option<&String>, known: &[&str]) {
        if let Some(word) = word {
            self.check(place, &[step], word, known);
        }
    }

    /// Reports a message that no template and no short symptom can be.
    fn check_message(&mut self, place: &Place, told: Option<&str>) {
        let Some(told) = told else { return };
        if message::read(told).is_none() && !SYMPTOMS.contains(&told) {
            let problem = "no answer has this message; docs/symptoms.md lists all".to_owned();
            self.refuse(place, &["message"], problem);
        }
    }

    fn check_list(&mut self, place: &Place, step: &str, words: Option<&[String]>, known: &[&str]) {
        for (at, word) in words.into_iter().flatten().enumerate() {
            self.check(place, &[step, &at.to_string()], word, known);
        }
    }

    fn check_reasons(&mut self, place: &Place, because: &[ExpectedReason]) {
        for (at, it) in because.iter().enumerate().filter(|(_, it)| it.reason != NOT_TOLD) {
            self.check(place, &["because", &at.to_string(), "reason"], &it.reason, REASONS);
        }
    }
}

#[cfg(test)]
mod tests;
