//! Entries and statements that could be left out.

use super::asked::FittingActions;
use super::readable::Readable;
use super::{Lint, Linter, allows};
use crate::arn::Arn;
use crate::pattern;
use crate::policy::{Clause, Entry, Form, PrincipalName, Statement};

pub(super) fn check_statement(
    linter: &mut Linter<'_>,
    statement: &Statement,
    asked: &[FittingActions<'_>],
) {
    let actions: Vec<&Entry> = asked.iter().filter(|it| it.exists()).map(|it| it.entry).collect();
    covered(linter, &actions, Lint::REDUNDANT_ACTION, true);
    let resources: Vec<&Entry> = statement.resource.iter().flat_map(|it| &it.entries).collect();
    covered(linter, &resources, Lint::REDUNDANT_RESOURCE, false);
}

/// Reports entries that another entry of the list covers.
fn covered(linter: &mut Linter<'_>, entries: &[&Entry], lint: Lint, any_case: bool) {
    let folded = |it: &&Entry| match any_case {
        true => it.text.to_ascii_lowercase(),
        false => it.text.as_str().to_owned(),
    };
    let texts: Vec<String> = entries.iter().map(folded).collect();
    let twins = first_twins(&texts);
    // What a variable stands for, and that the star of `${*}` is a plain one, a pattern does not tell.
    let has_variable = |it: &Entry| it.text.contains("${");
    let is_pattern = |at: &usize| {
        let is_first = twins.get(*at) == Some(at);
        is_first
            && entries.get(*at).is_some_and(|it| !pattern::is_plain(&it.text) && !has_variable(it))
    };
    let patterns: Vec<usize> = (0..texts.len()).filter(is_pattern).collect();
    for (at, ((entry, text), twin)) in entries.iter().zip(&texts).zip(&twins).enumerate() {
        let mut wider = (*twin < at).then_some(*twin);
        for other in patterns.iter().copied().filter(|it| *it != *twin) {
            if has_variable(entry) || linter.steps == 0 || wider.is_some_and(|it| it < other) {
                break;
            }
            let Some(wide) = texts.get(other) else { continue };
            // Of two that cover each other the second is the one too many.
            if pattern::covers(wide, text, &mut linter.steps)
                && (other < at || !pattern::covers(text, wide, &mut linter.steps))
            {
                wider = Some(other);
                break;
            }
        }
        if let Some(wider) = wider.and_then(|it| entries.get(it)) {
            let headline = format!("\"{}\" is covered by \"{}\"", entry.text, wider.text);
            linter.report_with(lint, entry.span, headline, "remove it".to_owned());
        }
    }
}

/// For each text, the number of the first one that is the same.
pub(super) fn first_twins(texts: &[String]) -> Vec<usize> {
    let mut order: Vec<(&str, usize)> = texts.iter().map(String::as_str).zip(0..).collect();
    order.sort_unstable();
    let mut twins = vec![0; texts.len()];
    let mut first = ("", None);
    for (text, at) in order {
        let number = match first {
            (same, Some(number)) if same == text => number,
            _ => at,
        };
        first = (text, Some(number));
        if let Some(twin) = twins.get_mut(at) {
            *twin = number;
        }
    }
    twins
}

pub(super) fn check_policy(linter: &mut Linter<'_>, statements: &[Readable<'_>]) {
    let whole: Vec<&Statement> =
        statements.iter().filter(|it| it.whole).map(|it| &*it.statement).collect();
    let said: Vec<String> = whole.iter().map(|it| says(it)).collect();
    for (at, (statement, twin)) in whole.iter().zip(first_twins(&said)).enumerate() {
        if twin == at {
            continue;
        }
        let number = whole.get(twin).map_or(0, |it| it.number);
        let headline = format!("this says what statement {number} says");
        let help = "remove it".to_owned();
        linter.report_with(Lint::REDUNDANT_STATEMENT, statement.span, headline, help);
    }
}

/// The content of a statement, without its name and white space: each list with how many texts are in it, each text with its length.
fn says(statement: &Statement) -> String {
    let mut said = String::new();
    let mut list = |name: &str, texts: &[&str]| {
        said += &format!("{name} {}\n", texts.len());
        texts.iter().for_each(|it| said += &format!("{} {it}\n", it.len()));
    };
    list(if allows(statement) { "Allow" } else { "Deny" }, &[]);
    if let Some(Clause { form, entries, .. }) = &statement.principal {
        let names: Vec<&str> = entries.iter().flat_map(|it| who(&it.name)).collect();
        list(if *form == Form::Listed { "Principal" } else { "NotPrincipal" }, &names);
    }
    for (clause, element, all_but) in [
        (&statement.action, "Action", "NotAction"),
        (&statement.resource, "Resource", "NotResource"),
    ] {
        if let Some(Clause { form, entries, .. }) = clause {
            list(if *form == Form::Listed { element } else { all_but }, &texts(entries));
        }
    }
    for condition in &statement.conditions {
        list("Condition", &[&condition.operator_name.text, &condition.key.text]);
        list("values", &texts(&condition.values));
    }
    said
}

fn texts(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|it| it.text.as_str()).collect()
}

/// The kind and the name of a principal.
fn who(name: &PrincipalName) -> [&str; 2] {
    match name {
        PrincipalName::Everyone => ["*", ""],
        PrincipalName::Root(text) => ["AWS", Arn::parse(text).map_or(text, |it| it.account)],
        PrincipalName::Account(text)
        | PrincipalName::Role(text)
        | PrincipalName::Session(text)
        | PrincipalName::User(text)
        | PrincipalName::FederatedUser(text)
        | PrincipalName::UniqueId(text)
        | PrincipalName::Invalid(text) => ["AWS", text],
        PrincipalName::Service(text) => ["Service", text],
        PrincipalName::Federated(text) => ["Federated", text],
        PrincipalName::CanonicalUser(text) => ["CanonicalUser", text],
    }
}
