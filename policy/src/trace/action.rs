//! `Action` and `NotAction` against the request's action.

use super::clause::{ClauseTrace, Element, ListReasons, listed};
use crate::pattern;
use crate::policy::{Clause, Entry};
use crate::reason::Because;
use crate::request::Request;
use crate::rule::Rule;

// AWS: "IAM JSON policy elements: Action" — prefix and name are compared ignoring case.
pub(super) fn trace(clause: &Clause<Entry>, request: &Request) -> ClauseTrace {
    let fits = |entry: &&Entry| match pattern::fixed(&entry.text) {
        Some((name, false)) => name.eq_ignore_ascii_case(&request.action),
        Some((head, true)) => {
            let own = request.action.get(..head.len());
            own.is_some_and(|it| it.eq_ignore_ascii_case(head))
        }
        None => {
            let pattern = pattern::any_case(pattern::wildcards(&entry.text));
            pattern::matches(&pattern, &request.action)
        }
    };
    let found = clause.entries.iter().find(fits);
    let reasons = ListReasons {
        matches: Because::ActionMatches,
        differs: Because::ActionDiffers,
        excluded: Because::ActionExcluded,
        not_excluded: Because::ActionNotExcluded,
    };
    let element = Element::Action(clause.form.into());
    let mut traced = listed(clause, element, found.map(|it| it.span), &reasons);
    let service_wildcard = |entry: &Entry| {
        let service = entry.text.split(':').next().unwrap_or_default();
        entry.text != "*" && !pattern::is_plain(service)
    };
    if found.is_some_and(service_wildcard) {
        traced.rules.push(Rule::SERVICE_WILDCARD);
    }
    traced
}
