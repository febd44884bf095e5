//! The repairs that may lift one block, by the family of its reason.

use super::answer::Judged;
use super::blocker::{Blocker, Why};
use super::{Repair, WhyNot, chain, network, policy, service};
use crate::check::{Reason, ServiceReason};

/// The repairs for a block, those first that are to be tried first among equals; none where nothing lifts it.
pub(super) fn candidates(judged: &Judged, blocker: &Blocker<'_>) -> Result<Vec<Repair>, WhyNot> {
    let found = match blocker.why {
        Why::Policy(request, finding) => {
            let mut found = network::for_policy(judged, blocker, request, finding);
            let by_policy = policy::candidates(judged, blocker, request, finding);
            if found.is_empty() {
                by_policy?
            } else {
                found.extend(by_policy.unwrap_or_default());
                found
            }
        }
        Why::Step(reason) => chain::candidates(judged, blocker, reason)?,
        Why::Check(check) => match &check.because {
            Reason::Network(reason) => network::candidates(judged, blocker, check, reason)?,
            // A request's authorization is taken apart where blocks are listed.
            Reason::Authorization(_) => Vec::new(),
            Reason::Service(ServiceReason::OriginDiffers(_)) => {
                let mut found = network::for_access_point(judged, blocker);
                found.extend(service::candidates(judged, blocker, check).unwrap_or_default());
                found
            }
            _ => service::candidates(judged, blocker, check)?,
        },
    };
    if found.is_empty() { Err(WhyNot::NothingOpens) } else { Ok(found) }
}
