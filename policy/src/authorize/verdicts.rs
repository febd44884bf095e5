//! The verdict on each part of an answer: what it did to the request.

use super::{Part, RequestTrace};
use crate::layer::Layer;
use crate::reason::Because;
use crate::text::Span;
use crate::truth::Truth;
use crate::verdict::Verdict;

/// Sets the verdict of every part of `trace`, from what was decided.
pub(super) fn set_verdicts(trace: &mut RequestTrace) {
    let verdicts: Vec<Verdict> = trace.parts.iter().map(|it| verdict(it, trace)).collect();
    for (part, verdict) in trace.parts.iter_mut().zip(verdicts) {
        part.verdict = verdict;
    }
}

fn verdict(part: &Part, trace: &RequestTrace) -> Verdict {
    if trace.blocked_by.contains(&part.layer) {
        Verdict::Blocks
    } else if is_open(part, trace) {
        Verdict::Undetermined
    } else if !part.configured {
        Verdict::NotConfigured
    } else {
        match part.layer {
            Layer::IdentityPolicies | Layer::ResourcePolicy => grants(has_allow(part)),
            Layer::ObjectOwnership => acl(trace),
            _ => Verdict::DoesNotStop,
        }
    }
}

/// The answer turns on the part, or on something in it that is not known.
fn is_open(part: &Part, trace: &RequestTrace) -> bool {
    // An open grant opens the request, which says so in `open`; an open limit opens the part whatever the answer.
    let limits = !matches!(part.layer, Layer::IdentityPolicies | Layer::ResourcePolicy);
    // Where it depends on a key's grants, the request itself says so.
    let counts = |(why, _): (Because, Span)| why != Because::GrantsNotGiven;
    let own = part.deny == Truth::Unknown
        || (limits && part.allow == Truth::Unknown)
        || part.policies.iter().filter_map(|it| it.trace.unreadable).any(counts);
    let named = trace.open.iter().any(|it| it.layer == part.layer);
    named || (part.applies && own)
}

fn has_allow(part: &Part) -> bool {
    part.policies.iter().any(|it| it.trace.allows().next().is_some())
}

/// Where ACLs are off, no ACL could grant.
fn acl(trace: &RequestTrace) -> Verdict {
    match &trace.ownership {
        Some(it) if it.takes_acls() => {
            grants(it.grant.is_some() && !it.cases.is_empty() && it.cases.iter().all(|it| it.acl))
        }
        _ => Verdict::DoesNotStop,
    }
}

const fn grants(has_allow: bool) -> Verdict {
    if has_allow { Verdict::Grants } else { Verdict::GrantsNothing }
}
