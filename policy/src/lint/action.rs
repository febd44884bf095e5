//! Actions that do not exist.

use super::asked::FittingActions;
use super::{Lint, Linter, action_parts, operation};
use crate::facts::Service;
use crate::pattern;
use crate::policy::PolicyKind;
use crate::spelling;
use crate::text::Span;

pub(super) fn check(linter: &mut Linter<'_>, asked: &[FittingActions<'_>]) {
    for one in asked {
        if let Some((service, name)) = action_parts(&one.entry.text) {
            named(linter, one, service, name);
        }
    }
}

fn named(linter: &mut Linter<'_>, asked: &FittingActions<'_>, service: &str, name: &str) {
    let entry = asked.entry;
    if !pattern::is_plain(service) {
        let headline = format!("\"{service}\" is a pattern of services");
        return linter.report(Lint::WILDCARD_IN_SERVICE_NAME, entry.span, headline);
    }
    if !linter.facts.has_prefix(service) {
        let headline = format!("AWS lists no service \"{service}\"");
        let facts = linter.facts;
        return match nearest(linter, service, &facts.prefixes) {
            Some(meant) => {
                let meant = format!("{meant}:{name}");
                linter.report_meant(Lint::INVALID_SERVICE_IN_ACTION, entry.span, headline, &meant);
            }
            None => linter.report(Lint::UNKNOWN_SERVICE_IN_ACTION, entry.span, headline),
        };
    }
    if !is_asked_about(linter.policy.kind, service) {
        let kind = linter.policy.kind.article();
        let headline = format!("{kind} is never asked about {}", entry.text);
        return linter.report(Lint::UNSUPPORTED_ACTION_IN_POLICY, entry.span, headline);
    }
    let Some(known) = asked.service.filter(|_| asked.actions.is_empty()) else { return };
    if pattern::is_plain(name) {
        let headline = format!("{} has no action \"{name}\"", known.name);
        unknown(linter, known, name, entry.span, headline);
    } else {
        let headline = format!("no action of {} fits \"{name}\"", known.name);
        linter.report(Lint::ACTION_MATCHES_NOTHING, entry.span, headline);
    }
}

/// Reports an action that the service has not.
fn unknown(
    linter: &mut Linter<'_>,
    service: &Service<'_>,
    name: &str,
    span: Span,
    headline: String,
) {
    if let Some(actions) = operation::permitted_by(service.name, name) {
        let actions = actions.replace(' ', " and ");
        let help = format!("the operation {name} is permitted by {actions}");
        return linter.report_with(Lint::INVALID_ACTION, span, headline, help);
    }
    let names: Vec<&str> = service.actions.iter().map(|it| it.name).collect();
    if let Some(meant) = nearest(linter, name, &names) {
        let meant = format!("{}:{meant}", service.name);
        return linter.report_meant(Lint::INVALID_ACTION, span, headline, &meant);
    }
    let help =
        format!("see the actions of {} in the Service Authorization Reference", service.name);
    linter.report_with(Lint::INVALID_ACTION, span, headline, help);
}

/// The known word that a person may have meant, where there are steps left to look for it.
fn nearest<'k>(linter: &mut Linter<'_>, word: &str, known: &[&'k str]) -> Option<&'k str> {
    // A word is compared, letter by letter, with the few known words that are about as long.
    let steps = word.len().saturating_mul(known.len());
    if linter.spend(steps) { spelling::nearest(word, known) } else { None }
}

/// AWS evaluates a policy of this kind for actions of `service`.
pub(super) fn is_asked_about(kind: PolicyKind, service: &str) -> bool {
    own_service(kind).is_none_or(|own| own.iter().any(|it| it.eq_ignore_ascii_case(service)))
}

/// The services that a policy of this kind is asked about, where they are few.
const fn own_service(kind: PolicyKind) -> Option<&'static [&'static str]> {
    match kind {
        // Directory buckets, Outposts, Object Lambda access points and table buckets have policies of the same form.
        PolicyKind::Bucket => {
            Some(&["s3", "s3express", "s3-outposts", "s3-object-lambda", "s3tables"])
        }
        PolicyKind::Key => Some(&["kms"]),
        PolicyKind::Function => Some(&["lambda"]),
        PolicyKind::Trust => Some(&["sts"]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Facts, SERVICE_AUTHORIZATION};
    use crate::lint::operation::OPERATIONS;

    #[test]
    fn operations_of_another_name_are_permitted_by_actions_that_exist() {
        let facts = Facts::read(SERVICE_AUTHORIZATION);
        for (service, rows) in OPERATIONS {
            let own = facts.service(service).unwrap();
            for (operation, actions) in rows {
                assert!(own.action(operation).is_none(), "{service}:{operation} is an action");
                for action in actions.split(' ') {
                    let (service, name) = action.split_once(':').unwrap();
                    assert!(facts.has_prefix(service), "{action}");
                    assert!(
                        facts.service(service).is_none_or(|it| it.action(name).is_some()),
                        "{action}"
                    );
                }
            }
        }
    }
}
