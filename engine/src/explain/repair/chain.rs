//! Orders about notifications and functions.

use crate::repair::ChainRepair;
use crate::scenario::Scenario;

pub(super) const fn order(repair: &ChainRepair, _scenario: &Scenario) -> String {
    match *repair {}
}
