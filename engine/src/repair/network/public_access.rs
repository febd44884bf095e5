//! Exclusions from VPC Block Public Access.
//!
//! AWS: "Block public access to VPCs and subnets" — an exclusion is of a VPC or of one subnet, and packets need one in
//! every subnet that they pass.

use super::NetworkRepair;
use super::client::Client;
use super::edit::{at, set};
use crate::repair::{Breadth, Repair};

/// The mode of an exclusion that lets out what begins inside, and the replies.
const EGRESS: &str = "\"allow-egress\"";

/// The repairs for a path that VPC Block Public Access stops: exclusions of its subnets, then of the VPC.
pub(super) fn excluded(client: &Client<'_>) -> Vec<Repair> {
    let Some(vpc) = client.vpc else { return Vec::new() };
    let of_path = client.path.hops.iter().filter_map(|it| it.subnet.as_ref());
    let mut subnets: Vec<String> = Vec::new();
    for id in of_path.filter(|it| client.scenario.subnet(it).is_some()) {
        let told = client.scenario.subnet(id);
        let is_excluded = told.is_some_and(|it| it.block_public_access_exclusion.is_some());
        if !subnets.contains(id) && !is_excluded {
            subnets.push(id.clone());
        }
    }
    let member = "block_public_access_exclusion";
    let place = |list, id: &str| at(client.scenario, list, id, &[member]);
    let each = subnets.iter().map(|it| set(place("subnets", it), EGRESS)).collect();
    let of_subnets = NetworkRepair::ExcludeSubnets { vpc: vpc.id.clone(), subnets };
    let of_vpc = NetworkRepair::ExcludeVpc { vpc: vpc.id.clone() };
    let whole = vec![set(place("vpcs", &vpc.id), EGRESS)];
    vec![
        Repair::new(of_subnets, client.owner(), each).opening(Breadth::Some),
        Repair::new(of_vpc, client.owner(), whole).opening(Breadth::Much),
    ]
}
