//! Orders about the network, and where the call runs.

use crate::repair::NetworkRepair;
use crate::scenario::Scenario;

pub(super) const fn order(repair: &NetworkRepair, _scenario: &Scenario) -> String {
    match *repair {}
}
