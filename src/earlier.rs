//! What the paths and chains came to before a change was applied, and what became of them.

use std::rc::Rc;

use accesspath_engine::explain;
use accesspath_engine::report::{ChainReport, PathReport};
use accesspath_engine::scenario::Scenario;

use crate::answer::{Answer, control_on};

/// The answers before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    paths: Vec<Came>,
    chains: Vec<Came>,
}

/// What one path or chain came to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Came {
    id: String,
    outcome: &'static str,
    /// The outcome in a word or two.
    word: String,
    /// What it came to by: the names of what blocks a path.
    by: Vec<&'static str>,
}

/// One path or chain whose answer is another than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The path's or the notification's id.
    pub id: String,
    /// It is a path.
    pub is_path: bool,
    /// The outcome before, by its word for programs.
    pub outcome: &'static str,
    /// What it was, in a few words.
    pub was: String,
    /// What it is, in a few words.
    pub is: String,
}

impl Earlier {
    /// The answers for the scenario as it is before a change.
    pub fn of(scenario: &Rc<Scenario>) -> Self {
        let answer = Answer::of(scenario.clone(), None);
        Self {
            paths: answer.paths.iter().map(path).collect(),
            chains: answer.chains.iter().map(chain).collect(),
        }
    }

    /// What is another in `now`, the paths first; what is new or gone has nothing to compare with.
    pub fn changed(&self, now: &Answer) -> Vec<Changed> {
        let paths = now.paths.iter().map(path);
        let chains = now.chains.iter().map(chain);
        let changed = |now: &Came, before: &[Came], is_path: bool| {
            let was = before.iter().find(|it| it.id == now.id && *it != now)?;
            // Where the word is the same, what blocks is not.
            let says = |it: &Came| match was.word == now.word {
                true => format!("{} by {}", it.word, explain::and(&it.by)),
                false => it.word.clone(),
            };
            Some(Changed {
                id: now.id.clone(),
                is_path,
                outcome: was.outcome,
                was: says(was),
                is: says(now),
            })
        };
        let paths = paths.filter_map(|it| changed(&it, &self.paths, true));
        paths.chain(chains.filter_map(|it| changed(&it, &self.chains, false))).collect()
    }
}

/// What the path of that id was, if it is among those that changed.
pub fn was<'c>(changed: &'c [Changed], path: &str) -> Option<&'c str> {
    changed.iter().find(|it| it.is_path && it.id == path).map(|it| it.was.as_str())
}

const fn word(outcome: &str) -> &'static str {
    match outcome.as_bytes() {
        b"open" => "Works",
        b"blocked" => "Blocked",
        _ => "Depends",
    }
}

fn path(path: &PathReport) -> Came {
    let name = |it: &&'static str| control_on(path, it).map_or(*it, |it| it.name);
    let by: Vec<&'static str> = path.by.iter().map(name).collect();
    let word = match by.len() {
        0 | 1 => word(path.outcome).to_owned(),
        several => format!("{} ×{several}", word(path.outcome)),
    };
    Came { id: path.path.clone(), outcome: path.outcome, word, by }
}

fn chain(chain: &ChainReport) -> Came {
    let word = match (chain.recursion, chain.outcome) {
        ("loops", "open") => "Loops",
        _ => word(chain.outcome),
    };
    let (id, word) = (chain.notification.clone(), word.to_owned());
    Came { id, outcome: chain.outcome, word, by: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::stored;
    use accesspath_engine::report::tried;

    #[track_caller]
    fn check(example: &str, number: usize, expected: &[(&str, &str, &str)]) {
        let before = stored(example);
        let after = tried(&before, number).unwrap();
        let changed = Earlier::of(&before).changed(&Answer::of(Rc::new(after), None));
        let changed: Vec<(&str, &str, &str)> =
            changed.iter().map(|it| (it.id.as_str(), it.was.as_str(), it.is.as_str())).collect();
        assert_eq!(changed, expected);
    }

    #[test]
    fn what_a_change_does_is_told_by_the_old_and_the_new_word() {
        check("four-ways-in", 0, &[("D", "Blocked ×2", "Blocked")]);
        check("read-only-endpoint-policy", 0, &[("A", "Blocked", "Works")]);
        check("ip-allow-list", 0, &[("A", "Depends", "Blocked")]);
        check("upload-loop", 0, &[("new-image", "Loops", "Works")]);
    }

    #[test]
    fn what_blocks_is_named_where_the_word_stays_the_same() {
        let answer = Answer::of(stored("role-without-put-object"), None);
        let mut by = Earlier::of(&answer.of);
        assert_eq!(by.changed(&answer), []);
        by.paths[0].by = vec!["Route"];
        let changed = by.changed(&answer);
        assert_eq!(changed[0].was, "Blocked by Route");
        assert_eq!(changed[0].is, "Blocked by Identity policies");
    }
}
