//! Condition keys that requests for the statement's actions never carry.

use super::asked::{FittingActions, Numbers};
use super::{Lint, Linter, allows, lists_actions};
use crate::facts::{Facts, GLOBAL_KEYS, Service, is_key};
use crate::key;
use crate::operator::{Family, Operator, SetQualifier};
use crate::policy::{Clause, Condition, Entry, Form, Statement};

/// The global keys that only some actions carry.
const TAG_KEYS: [&str; 3] =
    ["aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", key::AWS_TAG_KEYS];

/// About how many steps it takes to see which actions of the services carry a key.
const STEPS: usize = 4_096;

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement, asked: &[FittingActions<'_>]) {
    let facts = linter.facts;
    let asked: Vec<&FittingActions<'_>> = asked.iter().filter(|it| it.exists()).collect();
    // By the documented key, which conditions on the many tags of a resource share.
    let mut known: Vec<(&str, Without<'_>)> = Vec::new();
    for condition in &statement.conditions {
        let name = &condition.key.text;
        let tag_key = TAG_KEYS.iter().copied().find(|it| is_key(it, name));
        let own_key = || own_key(facts, name).filter(|_| lists_actions(statement));
        let Some(key) = tag_key.or_else(own_key) else { continue };
        let found = known.iter().position(|it| it.0 == key);
        if !linter.spend(if found.is_some() { 1 } else { STEPS + asked.len() }) {
            return;
        }
        let at = found.unwrap_or_else(|| {
            let without = match tag_key {
                Some(_) => without_tag(key, &asked),
                None => without_own(facts, key, &asked),
            };
            known.push((key, without));
            known.len() - 1
        });
        let Some((_, without)) = known.get(at) else { continue };
        match tag_key {
            Some(_) => tag(linter, statement, condition, without),
            None => own(linter, condition, without, asked.len()),
        }
    }
}

/// The actions of a statement that never carry a key.
#[derive(Default)]
struct Without<'a> {
    entries: Vec<&'a Entry>,
    /// There are actions that tag objects.
    tags_objects: bool,
}

/// The documented key of one service that `name` is.
fn own_key<'f>(facts: &'f Facts<'_>, name: &str) -> Option<&'f str> {
    let (prefix, _) = name.split_once(':')?;
    let (key, _) = facts.service(prefix)?.keys.iter().find(|(key, _)| is_key(key, name))?;
    let global = GLOBAL_KEYS.iter().any(|(it, _)| is_key(it, name));
    (!global).then_some(key)
}

/// The actions of `service` that carry the key `name`.
fn carriers(service: &Service<'_>, name: &str) -> Numbers {
    Numbers::pick(service, &|it| service.carries(it, name))
}

fn without_own<'a>(facts: &Facts<'_>, key: &str, asked: &[&'a FittingActions<'a>]) -> Without<'a> {
    let service = key.split_once(':').and_then(|(prefix, _)| facts.service(prefix));
    let Some(service) = service else { return Without::default() };
    let carriers = carriers(service, key);
    // Services of which not everything is known may forward it.
    let carries = |it: &FittingActions<'_>| match it.is_of(service) {
        true => it.actions.meets(&carriers),
        false => it.service.is_none(),
    };
    let entries = asked.iter().filter(|it| !carries(it)).map(|it| it.entry).collect();
    Without { entries, tags_objects: false }
}

fn without_tag<'a>(key: &str, asked: &[&'a FittingActions<'a>]) -> Without<'a> {
    let mut services: Vec<(&Service<'_>, Numbers)> = Vec::new();
    let mut entries = Vec::new();
    for one in asked {
        let Some(service) = one.service else { continue };
        if !services.iter().any(|(it, _)| it.name == service.name) {
            services.push((service, carriers(service, key)));
        }
        if services.iter().any(|(it, carriers)| one.is_of(it) && !one.actions.meets(carriers)) {
            entries.push(one.entry);
        }
    }
    // AWS: "Actions, resources, and condition keys for Amazon S3" — the tags of objects have keys of their own.
    let tags_objects = services.iter().any(|(service, _)| {
        let objects = carriers(service, "s3:RequestObjectTag/<key>");
        asked.iter().any(|it| it.is_of(service) && it.actions.meets(&objects))
    });
    Without { entries, tags_objects }
}

/// A key of one service, in a statement of `asked` actions.
fn own(linter: &mut Linter<'_>, condition: &Condition, without: &Without<'_>, asked: usize) {
    let Entry { text: name, span } = &condition.key;
    let without = &without.entries;
    if without.is_empty() {
        return;
    }
    let headline = never(without, name);
    if without.len() < asked {
        return linter.report(Lint::KEY_MISSING_FOR_SOME_ACTIONS, *span, headline);
    }
    let help = match condition.operator {
        Some(Operator { set: None, family, negated, if_exists }) if family != Family::Null => {
            match negated || if_exists {
                true => "the condition is always true: remove it, or change the actions",
                false => "the condition is never true: remove it, or change the actions",
            }
        }
        _ => "remove the condition, or change the actions",
    };
    linter.report_with(
        Lint::UNSUPPORTED_ACTION_FOR_CONDITION_KEY,
        *span,
        headline,
        help.to_owned(),
    );
}

/// A tag key, where its absence makes the statement say nothing of some actions.
fn tag(
    linter: &mut Linter<'_>,
    statement: &Statement,
    condition: &Condition,
    without: &Without<'_>,
) {
    // The other operators are true where the key is absent, which may be meant.
    let Some(Operator {
        set: None | Some(SetQualifier::ForAnyValue),
        family,
        negated: false,
        if_exists: false,
    }) = condition.operator
    else {
        return;
    };
    if family == Family::Null {
        return;
    }
    let Entry { text: name, span } = &condition.key;
    let allow = allows(statement);
    if let Some(Clause { form: Form::AllBut, .. }) = statement.action {
        // AWS: "IAM policy validation check reference" has this of the resource's tags only.
        if is_key("aws:ResourceTag/${TagKey}", name) {
            let (lint, what) = match allow {
                true => (Lint::ALLOW_NOT_ACTION_WITH_UNSUPPORTED_TAG, "allows"),
                false => (Lint::DENY_NOT_ACTION_WITH_UNSUPPORTED_TAG, "denies"),
            };
            let headline = format!("this {what} only actions that carry {name}, and many do not");
            linter.report(lint, *span, headline);
        }
        return;
    }
    let entries = &without.entries;
    if entries.is_empty() {
        return;
    }
    let (lint, does) = match allow {
        true => (Lint::ALLOW_WITH_UNSUPPORTED_TAG, "allows"),
        false => (Lint::DENY_WITH_UNSUPPORTED_TAG, "denies"),
    };
    let those = if entries.len() == 1 { "it" } else { "them" };
    let headline = format!("{}, so the statement never {does} {those}", never(entries, name));
    if without.tags_objects {
        let help = "objects are tagged under s3:RequestObjectTag/KEY and s3:RequestObjectTagKeys"
            .to_owned();
        return linter.report_with(lint, *span, headline, help);
    }
    linter.report(lint, *span, headline);
}

/// Says of the first few actions that they never carry the key.
fn never(actions: &[&Entry], key: &str) -> String {
    let names: Vec<&str> = actions.iter().take(5).map(|it| it.text.as_str()).collect();
    match (names.as_slice(), actions.len() - names.len()) {
        ([only], _) => format!("{only} never carries {key}"),
        (_, 0) => format!("{} never carry {key}", names.join(", ")),
        (_, more) => format!("{} and {more} more never carry {key}", names.join(", ")),
    }
}
