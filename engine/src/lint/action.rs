//! Actions that do not exist.

use super::{Lint, Linter, action_parts};
use crate::pattern;
use crate::policy::{Entry, PolicyKind, Statement};
use crate::spelling;

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    for entry in statement.action.iter().flat_map(|it| &it.entries) {
        if let Some((service, name)) = action_parts(&entry.text) {
            named(linter, entry, service, name);
        }
    }
}

fn named(linter: &mut Linter<'_>, entry: &Entry, service: &str, name: &str) {
    if !pattern::is_plain(service) {
        let headline = format!("\"{service}\" is a pattern of services");
        return linter.report(Lint::WILDCARD_IN_SERVICE_NAME, entry.span, headline);
    }
    if !linter.facts.has_prefix(service) {
        let headline = format!("AWS lists no service \"{service}\"");
        return match spelling::nearest(service, &linter.facts.prefixes) {
            Some(meant) => {
                let help = format!("did you mean \"{meant}:{name}\"?");
                linter.report_with(Lint::INVALID_SERVICE_IN_ACTION, entry.span, headline, help);
            }
            None => linter.report(Lint::UNKNOWN_SERVICE_IN_ACTION, entry.span, headline),
        };
    }
    if let Some(own) = own_service(linter.policy.kind)
        && !own.iter().any(|it| it.eq_ignore_ascii_case(service))
    {
        let kind = linter.policy.kind.article();
        let headline = format!("{kind} is never asked about {}", entry.text);
        return linter.report(Lint::UNSUPPORTED_ACTION_IN_POLICY, entry.span, headline);
    }
    let Some(known) = linter.facts.service(service) else { return };
    if pattern::is_plain(name) {
        if known.action(name).is_some() {
            return;
        }
        let help = match known.nearest_action(name) {
            Some(meant) => format!("did you mean \"{}:{meant}\"?", known.name),
            None => {
                format!("see the actions of {} in the Service Authorization Reference", known.name)
            }
        };
        let headline = format!("{} has no action \"{name}\"", known.name);
        linter.report_with(Lint::INVALID_ACTION, entry.span, headline, help);
    } else if known.fitting(name).next().is_none() {
        let headline = format!("no action of {} fits \"{name}\"", known.name);
        linter.report(Lint::ACTION_MATCHES_NOTHING, entry.span, headline);
    }
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
