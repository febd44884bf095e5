//! Where a function runs: in another subnet, in a VPC, or in none.

use accesspath_policy::truth::Truth;

use super::NetworkRepair;
use super::client::Client;
use super::edit::{Record, add_record, new_id, remove, set, texts};
use crate::repair::{Actor, Breadth, Repair};
use crate::scenario::change::Change;
use crate::scenario::{Endpoint, EndpointKind, GatewayKind, Route, Subnet};

/// More subnets are not tried.
const MOST_SUBNETS: usize = 8;

/// The repairs that let the function run in another subnet of its VPC, in one of another VPC, or outside of all.
pub(super) fn elsewhere(client: &Client<'_>) -> Vec<Repair> {
    let mut found = Vec::new();
    if let Some(own) = movable(client) {
        found.extend(in_vpc(client, own));
        found.extend(in_other_vpc(client, own));
        found.extend(outside(client));
    }
    found
}

/// The subnet of a function that runs in no other: one in several subnets runs in each, and keeps its path from each.
fn movable<'s>(client: &Client<'s>) -> Option<&'s Subnet> {
    let is_alone = client.placement.subnets.len() == 1;
    client.subnet.filter(|_| is_alone && client.is_function() && !client.is_v6())
}

/// Subnets of the same VPC with another route table or network ACL, one of each.
fn in_vpc(client: &Client<'_>, own: &Subnet) -> Vec<Repair> {
    let scenario = client.scenario;
    let way =
        |it: &Subnet| (scenario.route_table_of(it).map(|it| it.id.clone()), it.network_acl.clone());
    let mut seen = vec![way(own)];
    let mut found = Vec::new();
    for subnet in scenario.subnets.iter().filter(|it| it.vpc == own.vpc && takes(client, it)) {
        if !seen.contains(&way(subnet)) && seen.len() <= MOST_SUBNETS {
            seen.push(way(subnet));
            found.push(moved(client, subnet, None));
        }
    }
    found
}

/// One subnet of each other VPC of the Region and of the account.
fn in_other_vpc(client: &Client<'_>, own: &Subnet) -> Vec<Repair> {
    let scenario = client.scenario;
    let Some(vpc) = scenario.vpc(&own.vpc) else { return Vec::new() };
    let mut found = Vec::new();
    for other in scenario.vpcs.iter().filter(|it| it.id != vpc.id && it.region == vpc.region) {
        let mut subnets = scenario.subnets.iter();
        let subnet = subnets.find(|it| it.vpc == other.id && takes(client, it));
        let group = new_id(scenario, "sg-new");
        if let Some(subnet) = subnet.filter(|_| other.account == vpc.account) {
            found.push(moved(client, subnet, Some(group)));
        }
    }
    found
}

/// The function can run in the subnet, and something there may lead to S3.
fn takes(client: &Client<'_>, subnet: &Subnet) -> bool {
    let scenario = client.scenario;
    let leads = |route: &Route| {
        let gateway = scenario.gateway(&route.target).map(|it| it.kind);
        let is_endpoint = scenario.endpoint(&route.target).is_some();
        let closed = [GatewayKind::Internet, GatewayKind::Peering, GatewayKind::EgressOnly];
        route.blackhole.truth() != Truth::Yes
            && (is_endpoint || gateway.is_some_and(|it| !closed.contains(&it)))
    };
    let answers = |it: &Endpoint| {
        it.kind == EndpointKind::Interface
            && it.vpc == subnet.vpc
            && it.private_dns.truth() == Truth::Yes
    };
    let routes = scenario.route_table_of(subnet).map(|it| it.routes.as_slice());
    let is_led = routes.unwrap_or_default().iter().any(leads);
    (is_led || scenario.endpoints.iter().any(answers))
        && (!client.placement.ipv6 || subnet.ipv6_cidr.is_some())
}

/// The function in `subnet`, with a new security group where its own are of another VPC.
fn moved(client: &Client<'_>, subnet: &Subnet, group: Option<String>) -> Repair {
    let mut changes = vec![set(client.at("subnets"), texts(std::slice::from_ref(&subnet.id)))];
    if let Some(group) = &group {
        changes.extend(grouped(client, group));
    }
    changes.push(remove(client.at("private_ip")));
    let does = NetworkRepair::MoveToSubnet {
        function: client.path.caller.clone(),
        placement: client.placement.id.clone(),
        vpc: subnet.vpc.clone(),
        subnet: subnet.id.clone(),
        group,
    };
    Repair::new(does, Actor::Caller, changes).opening(Breadth::Little).moving()
}

/// The edits that give the function a new security group, which lets everything out as every new one does.
fn grouped(client: &Client<'_>, group: &str) -> Vec<Change> {
    let record = Record::new(client.scenario)
        .text("id", group)
        .told(&[("egress", r#"[{"protocol":"-1","cidr":"0.0.0.0/0"}]"#), ("ingress", "[]")]);
    let groups = set(client.at("security_groups"), texts(&[group.to_owned()]));
    vec![add_record("security_groups", record), groups]
}

/// The function outside of every VPC, where the internet is open to it.
pub(super) fn outside(client: &Client<'_>) -> Option<Repair> {
    movable(client)?;
    let mut changes = vec![
        set(client.at("outside"), "true"),
        set(client.at("subnets"), "[]"),
        set(client.at("security_groups"), "[]"),
    ];
    // Outside of its VPC it has none of these; whichever it has is removed, so that the repair is the same beside others.
    for member in ["private_ip", "endpoint_url", "endpoint_zone", "ipv6"] {
        changes.push(remove(client.at(member)));
    }
    let does = NetworkRepair::DetachFromVpc {
        function: client.path.caller.clone(),
        placement: client.placement.id.clone(),
    };
    Some(Repair::new(does, Actor::Caller, changes).opening(Breadth::Little).moving())
}

/// The repairs that attach a function to a VPC with an endpoint for S3: `called` is the endpoint by whose own name it
/// calls.
pub(super) fn attached(client: &Client<'_>, called: Option<&str>) -> Vec<Repair> {
    if !client.is_function() || !client.placement.outside {
        return Vec::new();
    }
    let scenario = client.scenario;
    let mut found = Vec::new();
    let fits = |it: &&Endpoint| called.is_none_or(|id| it.id == id) && !it.is_gone();
    for endpoint in scenario.endpoints.iter().filter(fits) {
        let serves = |it: &&Subnet| {
            let table = scenario.route_table_of(it);
            let routed =
                table.is_some_and(|it| it.routes.iter().any(|it| it.target == endpoint.id));
            it.vpc == endpoint.vpc && (endpoint.kind == EndpointKind::Interface || routed)
        };
        let Some(subnet) = scenario.subnets.iter().find(serves) else { continue };
        let group = new_id(scenario, "sg-new");
        let mut changes = vec![
            remove(client.at("outside")),
            set(client.at("subnets"), texts(std::slice::from_ref(&subnet.id))),
        ];
        changes.extend(grouped(client, &group));
        let does = NetworkRepair::AttachToVpc {
            function: client.path.caller.clone(),
            placement: client.placement.id.clone(),
            vpc: subnet.vpc.clone(),
            subnet: subnet.id.clone(),
            group,
        };
        found.push(Repair::new(does, Actor::Caller, changes).opening(Breadth::Little).moving());
    }
    found
}
