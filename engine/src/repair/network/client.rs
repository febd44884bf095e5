//! The client whose path is blocked: where it stands, what it calls, and who can change its network.

use super::edit::at;
use crate::control::NetworkControl;
use crate::network::{AddressFamily, Path};
use crate::repair::Actor;
use crate::repair::answer::Judged;
use crate::repair::blocker::Blocker;
use crate::scenario::{Bucket, Placement, RouteTable, Scenario, Subnet, Vpc};

/// The client of a blocked path.
pub(super) struct Client<'j> {
    pub(super) scenario: &'j Scenario,
    pub(super) path: &'j Path,
    /// Where it stands, and by which name it calls.
    pub(super) placement: Placement,
    /// The subnet that the call leaves from.
    pub(super) subnet: Option<&'j Subnet>,
    /// The route table of that subnet.
    pub(super) table: Option<&'j RouteTable>,
    /// The VPC of that subnet.
    pub(super) vpc: Option<&'j Vpc>,
    /// The bucket's Region.
    pub(super) region: &'j str,
    account: Option<String>,
}

impl<'j> Client<'j> {
    /// The client of the path that `blocker` stands on.
    pub(super) fn of(judged: &'j Judged, blocker: &Blocker<'j>) -> Option<Self> {
        let scenario = &judged.scenario;
        let analysis = blocker.path?;
        let path = &analysis.path;
        let placements = scenario.functions.iter().flat_map(|it| &it.placements);
        let placement = match &path.placement {
            Some(id) => placements.into_iter().find(|it| it.id == *id)?.clone(),
            None => scenario.callers.iter().find(|it| it.id == path.caller)?.placement(),
        };
        let subnet = path.subnet.as_deref().and_then(|it| scenario.subnet(it));
        let caller = analysis.requests.first().map(|it| &it.request.caller);
        let called = blocker.step.and_then(|it| it.step.asked.as_ref());
        let of_step = |it: &&Bucket| called.is_some_and(|call| call.bucket == it.name);
        let bucket = scenario.buckets.iter().find(of_step).or_else(|| scenario.bucket())?;
        Some(Self {
            scenario,
            path,
            placement,
            subnet,
            table: subnet.and_then(|it| scenario.route_table_of(it)),
            vpc: subnet.and_then(|it| scenario.vpc(&it.vpc)),
            region: &bucket.region,
            account: caller.and_then(|it| it.account()).map(str::to_owned),
        })
    }

    /// It is a function.
    pub(super) const fn is_function(&self) -> bool {
        self.path.placement.is_some()
    }

    /// It calls over IPv6.
    pub(super) fn is_v6(&self) -> bool {
        self.path.family == AddressFamily::V6
    }

    /// The place of a member of it in the scenario.
    pub(super) fn at(&self, member: &str) -> Vec<String> {
        match &self.path.placement {
            Some(id) => {
                let numbered = |it: &&crate::scenario::Function| it.id == self.path.caller;
                let function = self.scenario.functions.iter().find(numbered);
                let placements = function.map(|it| it.placements.as_slice()).unwrap_or_default();
                // By its number: the id of a placement is a person's own, and may be that of nothing else.
                let number = placements.iter().position(|it| it.id == *id).unwrap_or_default() + 1;
                let rest = ["placements", &number.to_string(), member];
                at(self.scenario, "functions", &self.path.caller, &rest)
            }
            None => at(self.scenario, "callers", &self.path.caller, &[member]),
        }
    }

    /// Its VPC is in the bucket's Region.
    pub(super) fn is_near(&self) -> bool {
        self.vpc.is_some_and(|it| it.region == self.region)
    }

    /// Who can change a VPC.
    pub(super) fn owner_of(&self, vpc: &str) -> Actor {
        let owner = self.scenario.vpc(vpc).map(|it| it.account.as_str());
        match (owner, self.account.as_deref()) {
            (Some(owner), Some(own)) if owner != own => Actor::Owner,
            _ => Actor::Caller,
        }
    }

    /// Who can change the rules that a control judges: those of an endpoint are in its own VPC.
    pub(super) fn owner_at(&self, control: NetworkControl) -> Actor {
        let at_endpoint =
            [NetworkControl::EndpointSecurityGroup, NetworkControl::EndpointNetworkAcl];
        let endpoint = self.path.hops.iter().find_map(|it| self.scenario.endpoint(&it.name));
        match endpoint.filter(|_| at_endpoint.contains(&control)) {
            Some(it) => self.owner_of(&it.vpc),
            None => self.owner(),
        }
    }

    /// Who can change the client's own VPC.
    pub(super) fn owner(&self) -> Actor {
        self.subnet.map_or(Actor::Caller, |it| self.owner_of(&it.vpc))
    }
}
