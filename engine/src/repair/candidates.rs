//! The repairs that may lift one block, by the family of its reason.

use super::answer::Judged;
use super::blocker::{Blocker, Why};
use super::{Repair, WhyNot, chain, network, policy, service};
use crate::check::{Check, EncryptionReason, Reason, ServiceReason, StateReason};

/// The repairs for a block, those first that are to be tried first among equals; none where nothing lifts it.
pub(super) fn candidates(judged: &Judged, blocker: &Blocker<'_>) -> Result<Vec<Repair>, WhyNot> {
    let found = match blocker.why {
        Why::Policy(request, finding) => {
            let mut others = network::for_policy(judged, blocker, request, finding);
            others.extend(service::signed(judged, blocker));
            either(others, policy::candidates(judged, blocker, request, finding))?
        }
        Why::Step(reason) => chain::candidates(judged, blocker, reason)?,
        Why::Check(check) if is_unsigned(check) => {
            either(service::signed(judged, blocker), service::candidates(judged, blocker, check))?
        }
        Why::Check(check) => match &check.because {
            Reason::Network(reason) => network::candidates(judged, blocker, check, reason)?,
            // A request's authorization is taken apart where blocks are listed.
            Reason::Authorization(_) => Vec::new(),
            Reason::Service(reason) => {
                let by_network = network::for_service(judged, blocker, reason);
                either(by_network, service::candidates(judged, blocker, check))?
            }
            _ => service::candidates(judged, blocker, check)?,
        },
    };
    if found.is_empty() { Err(WhyNot::NothingOpens) } else { Ok(found) }
}

/// What is refused as such for having no signature.
fn is_unsigned(check: &Check) -> bool {
    matches!(
        check.because,
        Reason::Service(ServiceReason::Unsigned)
            | Reason::Encryption(EncryptionReason::Unsigned)
            | Reason::State(StateReason::PayerAnonymous)
    )
}

/// Those by other means, and those by the family of the reason, of which there need be none then.
fn either(
    mut others: Vec<Repair>,
    own: Result<Vec<Repair>, WhyNot>,
) -> Result<Vec<Repair>, WhyNot> {
    if others.is_empty() {
        return own;
    }
    others.extend(own.unwrap_or_default());
    Ok(others)
}
