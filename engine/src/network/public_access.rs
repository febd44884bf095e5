//! VPC Block Public Access on a path to an internet gateway.
//!
//! AWS: "Block public access to VPCs and subnets" — the ingress-only mode leaves NAT gateways alone,
//! the bidirectional one stops all that is not excluded.

use accesspath_policy::truth::Truth;

use super::control;
use crate::check::{Check, NetworkReason, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{BlockMode, Fact, Scenario, Subnet};

/// The member that says how a VPC or a subnet is spared.
const EXCLUSION: &str = "block_public_access_exclusion";

/// The check of packets from `subnet` that leave through an internet gateway from what stands in `exit`; `None` in the
/// modes that let them pass.
///
/// `by_nat` says that a NAT gateway or an egress-only internet gateway sends them.
pub(super) fn check(
    scenario: &Scenario,
    subnet: &Subnet,
    exit: Option<&Subnet>,
    hop: usize,
    by_nat: bool,
) -> Option<Check> {
    let Some(vpc) = scenario.vpc(&subnet.vpc) else {
        let because = NetworkReason::PublicAccessUndetermined { on: Unknown::BlockMode };
        let kind = NetworkControl::VpcBlockPublicAccess;
        return scenario
            .leaves_open()
            .then(|| control(kind, hop, &subnet.vpc, Truth::Unknown, because));
    };
    let kind = NetworkControl::VpcBlockPublicAccess;
    let judged = |passes, because| Some(control(kind, hop, &vpc.id, passes, because));
    let open = |on| NetworkReason::PublicAccessUndetermined { on };
    let excluded = |it: &Subnet| it.block_public_access_exclusion.is_some();
    let both = [Some(subnet), exit].map(|it| it.is_some_and(excluded));
    match vpc.block_public_access {
        Fact::Known(BlockMode::Off) => None,
        Fact::Known(BlockMode::Ingress) if by_nat => None,
        _ if vpc.block_public_access_exclusion.is_some() || both == [true, true] => {
            judged(Truth::Yes, NetworkReason::PublicAccessExcluded)
        }
        _ if [Some(subnet), exit].into_iter().flatten().any(|it| it.is_open(EXCLUSION))
            || vpc.is_open(EXCLUSION) =>
        {
            let on = Unknown::Untold { what: EXCLUSION, of: vpc.id.clone() };
            judged(Truth::Unknown, open(on))
        }
        Fact::Unknown => judged(Truth::Unknown, open(Unknown::BlockMode)),
        Fact::Known(_) if both == [false, false] => {
            judged(Truth::No, NetworkReason::PublicAccessBlocked)
        }
        Fact::Known(_) => judged(Truth::Unknown, open(Unknown::OneExclusion)),
    }
}
