//! Finds the problems of a scenario beyond its form: references to nothing, duplicate ids, invalid values.
//!
//! Holds the code that all checks share; the checks themselves are in `check/`, by noun.

mod account;
mod bucket;
mod call;
mod caller;
mod encryption;
mod function;
mod network;
mod object;
mod problem;
mod question;
mod role;
mod route;
mod target;
mod traffic;
mod tries;
mod whereabouts;

use std::net::IpAddr;

use accesspath_policy::address::Cidr;
use accesspath_policy::arn;
use accesspath_policy::partition::Partition;
use accesspath_policy::policy::DocumentId;
use accesspath_policy::symbol;

use super::document::AWS_DOCUMENTS;
use super::managed::KnownAs;
use super::{Fact, Scenario};
pub use problem::ScenarioProblem;
use target::IdTarget;

/// The problems of `scenario`; empty for a valid one.
#[must_use]
pub fn problems(scenario: &Scenario) -> Vec<ScenarioProblem> {
    let mut check = Checker { scenario, place: Vec::new(), found: Vec::new() };
    check.accounts();
    check.roles();
    check.callers();
    check.functions();
    check.network();
    check.buckets();
    check.question();
    check.tries();
    check.found
}

/// One step of a place.
#[derive(Clone, Copy)]
enum PlaceStep {
    Name(&'static str),
    Number(usize),
}

/// A check under way.
struct Checker<'s> {
    scenario: &'s Scenario,
    /// The place that is being checked.
    place: Vec<PlaceStep>,
    found: Vec<ScenarioProblem>,
}

impl<'s> Checker<'s> {
    /// Reports `message` at the place, with `name` behind it where there is one.
    #[inline(never)]
    fn report(&mut self, name: &'static str, message: String) {
        let mut path: Vec<String> = Vec::new();
        for step in &self.place {
            path.push(match step {
                PlaceStep::Name(name) => (*name).to_owned(),
                PlaceStep::Number(number) => number.to_string(),
            });
        }
        if !name.is_empty() {
            path.push(name.to_owned());
        }
        self.found.push(ScenarioProblem { path, message, is_reference: false });
    }

    /// Reports that what an id or a name refers to is not there.
    fn report_missing(&mut self, name: &'static str, message: String) {
        self.report(name, message);
        if let Some(last) = self.found.last_mut() {
            last.is_reference = true;
        }
    }

    #[inline(never)]
    fn enter(&mut self, step: PlaceStep) {
        self.place.push(step);
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.place.pop();
    }

    /// Checks every item of the list `name` at its place.
    fn each<T>(&mut self, name: &'static str, items: &'s [T], check: fn(&mut Self, &'s T)) {
        self.enter(PlaceStep::Name(name));
        for (at, item) in items.iter().enumerate() {
            self.enter(PlaceStep::Number(at));
            check(self, item);
            self.leave();
        }
        self.leave();
    }

    /// Checks that every id of the list `name` is valid and unique.
    fn unique<T>(&mut self, name: &'static str, items: &'s [T], id: fn(&T) -> &str) {
        let mut seen = Vec::new();
        self.enter(PlaceStep::Name(name));
        for (at, item) in items.iter().enumerate() {
            self.enter(PlaceStep::Number(at));
            let id = id(item);
            if id.is_empty() {
                self.report("id", "an id is empty".to_owned());
            } else if !is_new(&mut seen, id) {
                self.report("id", format!("the id \"{id}\" stands twice in {name}"));
            }
            self.leave();
        }
        self.leave();
    }

    /// Checks that the scenario or AWS has the document `id`.
    #[inline(never)]
    fn document(&mut self, name: &'static str, id: &DocumentId) {
        let known = self.scenario.documents.contains_key(id) || AWS_DOCUMENTS.contains(&&**id);
        if !known && !self.scenario.leaves_open() {
            self.report_missing(name, format!("no document is called \"{id}\""));
        }
    }

    /// Checks a policy of an identity, which may be one of AWS's managed policies.
    #[inline(never)]
    fn identity_policy(&mut self, name: &'static str, id: &DocumentId) {
        if matches!(self.scenario.managed.known_as(id), KnownAs::Nothing) {
            self.document(name, id);
        }
    }

    /// Checks the document that a fact names, where it is known.
    fn fact(&mut self, name: &'static str, id: Option<&Fact<DocumentId>>) {
        if let Some(Fact::Known(id)) = id {
            self.document(name, id);
        }
    }

    /// Checks every policy of an identity that the list `name` names.
    #[inline(never)]
    fn documents(&mut self, name: &'static str, ids: &'s [DocumentId]) {
        self.each(name, ids, |check, id| check.identity_policy("", id));
    }

    /// Checks the documents of every level of an organization.
    fn levels(&mut self, name: &'static str, levels: Option<&'s Fact<Vec<Vec<DocumentId>>>>) {
        let Some(Fact::Known(levels)) = levels else { return };
        self.enter(PlaceStep::Name(name));
        for (at, level) in levels.iter().enumerate() {
            self.enter(PlaceStep::Number(at));
            for (at, id) in level.iter().enumerate() {
                self.enter(PlaceStep::Number(at));
                self.document("", id);
                self.leave();
            }
            self.leave();
        }
        self.leave();
    }

    /// Checks that `id` is twelve digits.
    #[inline(never)]
    fn account_id(&mut self, name: &'static str, id: &str) {
        if !arn::is_account_id(id) && !symbol::has(id) {
            self.report(name, format!("\"{id}\" is no account id: twelve digits"));
        }
    }

    /// Checks that `text` is an address or a range of addresses.
    #[inline(never)]
    fn range(&mut self, name: &'static str, text: &str) {
        if Cidr::parse(text).is_none() {
            self.report(name, format!("\"{text}\" is no address range"));
        }
    }

    /// Checks that `text` is a range, and says how long it is.
    #[inline(never)]
    fn range_with_length(&mut self, name: &'static str, text: &str) {
        if text.contains('/') {
            self.range(name, text);
        } else {
            self.report(name, format!("\"{text}\" has no length: write it as 10.0.0.0/16"));
        }
    }

    /// Checks that `text` is one address.
    #[inline(never)]
    fn address(&mut self, name: &'static str, text: &str) {
        if text.parse::<IpAddr>().is_err() {
            self.report(name, format!("\"{text}\" is no address"));
        }
    }

    /// Checks that `zone` is one of `region`: `eu-west-1a`, or a Local Zone as `us-west-2-lax-1a`.
    // AWS: "Regions and Zones" — the names of zones begin with the code of their Region.
    #[inline(never)]
    fn zone(&mut self, name: &'static str, zone: &str, region: &str) {
        let rest = zone.strip_prefix(region).unwrap_or_default();
        let is_zone = matches!(rest.as_bytes(), [b'a'..=b'z'] | [b'-', _, ..]);
        if !is_zone && !symbol::has(zone) {
            self.report(name, format!("\"{zone}\" is no zone of {region} such as {region}a"));
        }
    }

    /// Checks that `id`, which policies compare, begins as AWS's ids do.
    #[inline(never)]
    fn id_begins(&mut self, name: &'static str, id: &str, beginning: &str) {
        if !id.starts_with(beginning) && !symbol::has(id) {
            let message =
                format!("\"{id}\" does not begin with {beginning}: policies compare this id");
            self.report(name, message);
        }
    }

    /// Checks that `text` has the form of a Region.
    #[inline(never)]
    fn region(&mut self, name: &'static str, text: &str) {
        if !Partition::takes_region(text) {
            self.report(name, format!("\"{text}\" is no Region such as eu-west-1"));
        }
    }

    /// Checks every range of the list `name`.
    #[inline(never)]
    fn ranges(&mut self, name: &'static str, texts: &'s [String]) {
        self.each(name, texts, |check, text| check.range("", text));
    }

    /// Checks that a `target` of this `id` exists.
    #[inline(never)]
    fn known(&mut self, name: &'static str, id: &str, target: IdTarget) {
        if !target.exists(self.scenario, id) && !self.scenario.leaves_open() {
            self.report_missing(name, format!("no {} has the id \"{id}\"", target.words()));
        }
    }

    /// Checks that a `target` exists for every id of the list `name`.
    #[inline(never)]
    fn all_known(&mut self, name: &'static str, ids: &'s [String], target: IdTarget) {
        self.enter(PlaceStep::Name(name));
        for (at, id) in ids.iter().enumerate() {
            self.enter(PlaceStep::Number(at));
            self.known("", id, target);
            self.leave();
        }
        self.leave();
    }

    /// Checks that a `target` of this `id` exists, if an id is given.
    #[inline(never)]
    fn known_if_given(&mut self, name: &'static str, id: Option<&String>, target: IdTarget) {
        if let Some(id) = id {
            self.known(name, id, target);
        }
    }

    /// Checks that `text`, if it is given, is a moment in ISO 8601.
    fn moment(&mut self, name: &'static str, text: Option<&str>) {
        if text.is_some_and(|it| accesspath_policy::condition::parse_time(it).is_none()) {
            self.report(name, "no moment such as 2026-01-01T00:00:00Z".to_owned());
        }
    }
}

/// Two ranges share an address.
#[inline(never)]
fn overlap(one: &str, two: &str) -> bool {
    Cidr::parse(one).zip(Cidr::parse(two)).is_some_and(|(one, two)| one.overlaps(two))
}

/// Adds `id` to those `seen`, which are sorted; true if it was not among them.
#[inline(never)]
fn is_new<'i>(seen: &mut Vec<&'i str>, id: &'i str) -> bool {
    let place = seen.binary_search(&id);
    if let Err(at) = place {
        seen.insert(at, id);
    }
    place.is_err()
}

#[cfg(test)]
mod tests;
