//! The verdict: the answer's headline, and the reasons of the paths in the fewest lines.

use super::{and, path_title, proviso, reason_line, step_title};
use crate::Analysis;
use crate::chain::{Chain, Recursion};
use crate::judge::{Outcome, PathAnalysis};
use crate::network::AddressFamily;
use crate::scenario::Scenario;
use accesspath_policy::verdict::Verdict;

/// The highest number of ids in a row that people still read.
const MOST: usize = 8;

/// The whole answer in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// The line.
    pub text: String,
    /// The words in it that name the paths that work; empty if none does.
    pub stressed: String,
}

/// Paths that come to the same for the same reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedReason {
    /// The paths, by id.
    pub paths: Vec<String>,
    /// Their outcome.
    pub outcome: Outcome,
    /// The reason, in one line.
    pub told: String,
}

/// The answer in one line: that a path works never stands above a chain that is blocked.
pub fn headline(analysis: &Analysis, scenario: &Scenario) -> Headline {
    let plain = |text: String| Headline { text, stressed: String::new() };
    let stopped = analysis.chains.iter().find(|it| it.outcome == Outcome::Blocked);
    let any_works = analysis.paths.iter().any(|it| it.outcome == Outcome::Open);
    if let Some(chain) = stopped.filter(|_| any_works) {
        return plain(format!("What follows an upload is blocked at “{}”.", stop(chain)));
    }
    let of = |outcome: Outcome| -> Vec<&PathAnalysis> {
        analysis.paths.iter().filter(|it| it.outcome == outcome).collect()
    };
    let (works, depends) = (of(Outcome::Open), of(Outcome::Undetermined));
    let all = analysis.paths.len();
    let stressed = match works.as_slice() {
        [only] if all > 1 && only.path.id != path_title(only, scenario) => {
            format!("{} ({})", only.path.id, inside(&path_title(only, scenario)))
        }
        several => ids(several),
    };
    let named = match stressed.is_empty() {
        true => String::new(),
        false => format!(": {stressed}"),
    };
    let every = if all == 2 { "Both".to_owned() } else { format!("All {all}") };
    match (all, works.len(), depends.len()) {
        (0, ..) => plain("The question has no caller.".to_owned()),
        (1, 1, _) => plain(single(analysis)),
        (1, _, 1) => plain("It depends.".to_owned()),
        (1, ..) => plain("The path is blocked.".to_owned()),
        (_, 0, 0) => plain("No path works.".to_owned()),
        (_, works, _) if works == all => plain(format!("{every} paths work.")),
        (_, _, depends) if depends == all => plain(format!("{every} paths depend on something.")),
        (_, 0, number) => plain(format!(
            "No path works for certain; {number} {}{}.",
            if number == 1 { "depends" } else { "depend" },
            behind_colon(&depends)
        )),
        (_, 1, _) => Headline { text: format!("1 of {all} paths works{named}."), stressed },
        (_, number, _) => {
            Headline { text: format!("{number} of {all} paths work{named}."), stressed }
        }
    }
}

/// A single path that works, with what is said of the function besides.
fn single(analysis: &Analysis) -> String {
    match analysis.chains.iter().any(|it| it.recursion == Recursion::Loops) {
        true => "The path works, and the function invokes itself.".to_owned(),
        false => "The path works.".to_owned(),
    }
}

/// The whole answer in a few sentences: the headline, what depends, and on what condition it holds.
pub fn summary(analysis: &Analysis, scenario: &Scenario) -> String {
    let mut text = headline(analysis, scenario).text;
    let all = analysis.paths.len();
    let own = analysis.paths.iter().filter(|it| it.outcome == Outcome::Undetermined);
    let depends: Vec<&PathAnalysis> = own.collect();
    let works = analysis.paths.iter().any(|it| it.outcome == Outcome::Open);
    if works && !depends.is_empty() && depends.len() < all {
        let verb = if depends.len() == 1 { "depends" } else { "depend" };
        text += &format!(" {} {verb}{}.", depends.len(), behind_colon(&depends));
    }
    if let Some(told) = by_subnet(analysis) {
        text += &format!(" {told}");
    }
    if let Some(proviso) = analysis.paths.iter().find_map(|it| proviso(analysis, it)) {
        text += &format!(" That holds {proviso}.");
    }
    text
}

/// The reasons of the paths, those that do not work first; paths with the same reason share a line.
pub fn shared_reasons(analysis: &Analysis) -> Vec<SharedReason> {
    let mut shared: Vec<SharedReason> = Vec::new();
    for outcome in [Outcome::Blocked, Outcome::Undetermined, Outcome::Open] {
        for path in analysis.paths.iter().filter(|it| it.outcome == outcome) {
            let told = format!("{}.", reason_line(path));
            let id = path.path.id.clone();
            match shared.iter_mut().find(|it| it.outcome == outcome && it.told == told) {
                Some(same) => same.paths.push(id),
                None => shared.push(SharedReason { paths: vec![id], outcome, told }),
            }
        }
    }
    shared
}

/// The step that blocks a chain, in words.
fn stop(chain: &Chain) -> String {
    let stop = chain.steps.iter().find(|it| it.verdict == Verdict::Blocks);
    stop.map(|it| step_title(it.kind).to_ascii_lowercase()).unwrap_or_default()
}

/// A title within a sentence.
fn inside(title: &str) -> String {
    let second_is_lower = title.chars().nth(1).is_some_and(char::is_lowercase);
    let is_kind = ["Gateway ", "Interface ", "Egress-only ", "Internet "];
    match is_kind.iter().any(|it| title.starts_with(it)) && second_is_lower {
        true => super::lower_first(title),
        false => title.replacen("No VPC", "no VPC", 1),
    }
}

/// The ids of paths, where they are few enough to read.
fn ids(paths: &[&PathAnalysis]) -> String {
    let ids: Vec<&str> = paths.iter().map(|it| it.path.id.as_str()).collect();
    if ids.len() > MOST { String::new() } else { and(&ids) }
}

fn behind_colon(paths: &[&PathAnalysis]) -> String {
    match ids(paths) {
        none if none.is_empty() => none,
        some => format!(": {some}"),
    }
}

/// What a function sees that works in some of its subnets only.
pub(crate) fn by_subnet(analysis: &Analysis) -> Option<String> {
    let subnets = |placement: &Option<String>, wanted: Outcome| {
        let own = analysis.paths.iter().filter(|it| it.path.placement == *placement);
        let own = own.filter(|it| it.path.family == AddressFamily::V4 && it.outcome == wanted);
        let mut names: Vec<&str> = own.filter_map(|it| it.path.subnet.as_deref()).collect();
        names.dedup();
        names
    };
    for path in &analysis.paths {
        let open = subnets(&path.path.placement, Outcome::Open);
        let shut = subnets(&path.path.placement, Outcome::Blocked);
        if path.path.placement.is_some() && !open.is_empty() && !shut.is_empty() {
            return Some(format!(
                "The same function works in {} and fails in {}, so some of its calls fail.",
                and(&open),
                and(&shut)
            ));
        }
    }
    None
}

/// That no notification of the described ones invokes the function that asks, where there are some.
pub(crate) fn no_notification(scenario: &Scenario) -> Option<String> {
    let mut all = scenario.buckets.iter().flat_map(|it| &it.notifications).peekable();
    all.peek()?;
    let named: Vec<&String> = all.map(|it| &it.function).collect();
    let asked = scenario.question.callers.iter();
    let mut functions = asked.filter(|id| scenario.functions.iter().any(|it| it.id == **id));
    let missed = functions.find(|it| !named.contains(it))?;
    Some(format!("No notification invokes {}", super::caller_name(scenario, missed)))
}
