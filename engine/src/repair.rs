//! The smallest changes that open what is blocked, each proved by judging the changed scenario again.
//!
//! A [`Repair`] is one change that a person can make; a [`RepairSet`] holds all that a target needs. Every control that
//! blocks has the repairs that would lift its reason; `search` combines them, the best first, and keeps a set only
//! where the target is open with it and with no part of it.
//!
//! Nothing is advised that was not proved. Where no set is found, [`WhyNot`] says what stands in the way.

mod answer;
mod blocker;
mod call;
mod candidates;
mod chain;
mod effect;
mod goal;
mod guard;
mod network;
mod order;
mod policy;
mod rank;
mod search;
mod service;
mod service_repair;
mod shut;
mod target;
mod which_call;
mod why_not;

use std::rc::Rc;

use crate::scenario::Scenario;
use crate::scenario::change::{self, Change};
pub use chain::{ChainRepair, without_loop};
pub use effect::{Before, Changed, Effect, Spared, effect};
pub use goal::{Goal, NotGoals, read_goals};
pub use network::{NetworkRepair, NewSubnet, TableRoute, VpcDns};
pub use policy::{PolicyRepair, Tagged};
pub use rank::{Actor, Breadth};
pub use search::{Bound, Repairs, contradiction, repairs, repairs_for};
pub use service_repair::ServiceRepair;
pub use target::Target;
pub use which_call::WhichCall;
pub use why_not::{NoRepair, Obstacle, WhyNot};

/// One change that a person can make, and that may lift a block.
///
/// Clones share what it does: comparing and copying that would make the page a twentieth larger.
#[derive(Debug, Clone)]
pub struct Repair {
    /// What it does, from which its sentence is made.
    pub does: Rc<Does>,
    /// The edits of the scenario, in their order.
    pub changes: Vec<Change>,
    /// The call then runs elsewhere, or takes another path.
    pub moves: bool,
    /// How much more than the call it may open.
    pub opens: Breadth,
    /// Who can make it.
    pub by: Actor,
    /// What it costs a month in us-east-1, in cents of a dollar, without the traffic.
    pub cents: u32,
}

// INVARIANT: repairs that do other things change other facts.
impl PartialEq for Repair {
    fn eq(&self, other: &Self) -> bool {
        self.changes == other.changes
    }
}

impl Eq for Repair {}

impl Repair {
    /// A repair that keeps the call where it runs, opens nothing else, and costs nothing.
    pub(crate) fn new(does: impl Into<Does>, by: Actor, changes: Vec<Change>) -> Self {
        let does = Rc::new(does.into());
        Self { does, changes, moves: false, opens: Breadth::Nothing, by, cents: 0 }
    }

    /// The same, which may open as much as `opens` besides.
    #[must_use]
    pub const fn opening(mut self, opens: Breadth) -> Self {
        self.opens = opens;
        self
    }

    /// The same, which moves the call.
    #[must_use]
    pub const fn moving(mut self) -> Self {
        self.moves = true;
        self
    }

    /// The same, which costs so many cents a month.
    #[must_use]
    pub const fn costing(mut self, cents: u32) -> Self {
        self.cents = cents;
        self
    }

    /// Both change one and the same thing: the same document, or the same endpoint's associations, which a person
    /// changes at once.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.changed().is_some() && self.changed() == other.changed()
    }

    /// The one thing that it changes; `None` where it changes several, or something else.
    fn changed(&self) -> Option<&str> {
        if let Does::Network(NetworkRepair::AssociateEndpoint { endpoint, .. }) = &*self.does {
            return Some(endpoint);
        }
        let mut documents = self.changes.iter().map(|it| match it {
            Change::EditDocument { document, .. }
            | Change::EditPart { document, .. }
            | Change::Attach { document, .. } => Some(&**document),
            _ => None,
        });
        let first = documents.next()??;
        documents.all(|it| it == Some(first)).then_some(first)
    }

    /// The scenario with this repair.
    #[must_use]
    pub fn apply(&self, scenario: &Scenario) -> Scenario {
        change::apply_all(scenario, &self.changes.iter().collect::<Vec<&Change>>())
    }
}

/// What a repair does, by the family of the control that it is for.
#[derive(Debug)]
pub enum Does {
    /// It changes a policy, a grant, or a switch that policies are judged by.
    Policy(PolicyRepair),
    /// It changes the network, or where the call runs.
    Network(NetworkRepair),
    /// It changes the bucket, the object, the key, or the call itself.
    Service(ServiceRepair),
    /// It changes a notification or a function.
    Chain(ChainRepair),
}

impl From<PolicyRepair> for Does {
    fn from(it: PolicyRepair) -> Self {
        Self::Policy(it)
    }
}

impl From<NetworkRepair> for Does {
    fn from(it: NetworkRepair) -> Self {
        Self::Network(it)
    }
}

impl From<ServiceRepair> for Does {
    fn from(it: ServiceRepair) -> Self {
        Self::Service(it)
    }
}

impl From<ChainRepair> for Does {
    fn from(it: ChainRepair) -> Self {
        Self::Chain(it)
    }
}

/// Changes that open a target together, and none of which can be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepairSet {
    /// The changes, in the order in which they are to be made.
    pub repairs: Vec<Repair>,
}

impl RepairSet {
    /// The scenario with all of them.
    #[must_use]
    pub fn apply(&self, scenario: &Scenario) -> Scenario {
        let changes = self.repairs.iter().flat_map(|it| &it.changes);
        change::apply_all(scenario, &changes.collect::<Vec<&Change>>())
    }
}
