//! The actions that the entries of a statement's `Action` stand for, found once for all checks.

use crate::facts::{ActionFacts, Facts, Service};
use crate::pattern;
use crate::policy::{Entry, Statement};

use super::action_parts;

/// One entry of an `Action` or `NotAction`.
pub(super) struct FittingActions<'s> {
    /// The entry.
    pub entry: &'s Entry,
    /// Its service, where everything is known of it.
    pub service: Option<&'s Service<'s>>,
    /// The actions of that service that it fits.
    pub actions: Numbers,
}

/// The entries of the statement's `Action` or `NotAction`.
pub(super) fn asked<'s>(facts: &'s Facts<'_>, statement: &'s Statement) -> Vec<FittingActions<'s>> {
    let entries = statement.action.iter().flat_map(|it| &it.entries);
    entries.map(|it| of(facts, it)).collect()
}

fn of<'s>(facts: &'s Facts<'_>, entry: &'s Entry) -> FittingActions<'s> {
    let parts = action_parts(&entry.text);
    let found = parts.and_then(|(service, name)| Some((facts.service(service)?, name)));
    let Some((service, name)) = found else {
        return FittingActions { entry, service: None, actions: Numbers::default() };
    };
    let actions = if pattern::is_plain(name) {
        Numbers::pick(service, &|it| it.name.eq_ignore_ascii_case(name))
    } else {
        let parts = pattern::any_case(pattern::wildcards(name));
        Numbers::pick(service, &|it| pattern::matches(&parts, it.name))
    };
    FittingActions { entry, service: Some(service), actions }
}

impl FittingActions<'_> {
    /// It may stand for an action; one that does not exist is reported as such, and not looked at further.
    pub(super) fn exists(&self) -> bool {
        self.service.is_none() || !self.actions.is_empty()
    }

    /// The entry is of `service`.
    pub(super) fn is_of(&self, service: &Service<'_>) -> bool {
        self.service.is_some_and(|it| it.name == service.name)
    }
}

/// Some of a service's actions, by their numbers.
#[derive(Default)]
pub(super) struct Numbers(Vec<u64>);

impl Numbers {
    /// The actions of `service` that `keep` keeps.
    pub(super) fn pick(service: &Service<'_>, keep: &dyn Fn(&ActionFacts<'_>) -> bool) -> Self {
        let word = |actions: &[ActionFacts<'_>]| {
            let bits = actions.iter().enumerate().map(|(at, it)| u64::from(keep(it)) << at);
            bits.fold(0, |word, bit| word | bit)
        };
        Self(service.actions.chunks(64).map(word).collect())
    }

    /// There is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|it| *it == 0)
    }

    /// One is in both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(own, other)| own & other != 0)
    }

    /// The action of that number is in it.
    pub(super) fn has(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|it| it >> (number % 64) & 1 == 1)
    }

    /// Takes in what is in `other`.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (own, other) in self.0.iter_mut().zip(&other.0) {
            *own |= other;
        }
    }
}
