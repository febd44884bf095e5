//! What can be changed where a control of the network blocks.

mod acl;
mod block;
mod call;
mod client;
mod dns;
mod doubt;
mod edit;
mod endpoint;
mod group;
mod nat;
mod onward;
mod origin;
mod peering;
mod placement;
mod public_access;
mod route;
mod side;

use accesspath_policy::authorize::{Finding, RequestTrace};

use super::answer::Judged;
use super::blocker::Blocker;
use super::{Repair, WhyNot};
use crate::check::{Check, NetworkReason, ServiceReason};
use crate::control::{Control, NetworkControl};
use crate::scenario::{AclRule, IpAddressType, SecurityGroupRule};
use block::Block;
use client::Client;

/// A change of the network, or of where the call runs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkRepair {
    /// Rules are added to a security group.
    AddGroupRules {
        /// The group.
        group: String,
        /// The inbound rules.
        ingress: Vec<SecurityGroupRule>,
        /// The outbound rules.
        egress: Vec<SecurityGroupRule>,
    },
    /// Rules are added to a network ACL.
    AllowInAcl {
        /// The ACL.
        acl: String,
        /// The rules for packets that enter the subnet.
        inbound: Vec<AclRule>,
        /// The rules for packets that leave the subnet.
        outbound: Vec<AclRule>,
        /// The rules that get another number before, in this order: inbound or not, the old number, the new one.
        renumbered: Vec<(bool, u32, u32)>,
    },
    /// Routes are created, or get another target.
    SetRoutes {
        /// The routes.
        routes: Vec<TableRoute>,
    },
    /// A route is deleted.
    RemoveRoute {
        /// The route table.
        table: String,
        /// The destination.
        destination: String,
        /// The target.
        target: String,
    },
    /// A gateway endpoint is associated with a route table.
    AssociateEndpoint {
        /// The endpoint.
        endpoint: String,
        /// The families of addresses that it serves from then on, where those change.
        address_type: Option<IpAddressType>,
        /// The route that AWS makes in the table.
        route: TableRoute,
    },
    /// A gateway endpoint is dissociated from a route table.
    DissociateEndpoint {
        /// The endpoint.
        endpoint: String,
        /// The route table.
        table: String,
    },
    /// An endpoint serves other families of addresses.
    SetAddressType {
        /// The endpoint.
        endpoint: String,
        /// The families.
        to: IpAddressType,
    },
    /// A gateway endpoint is created.
    CreateGatewayEndpoint {
        /// The endpoint.
        endpoint: String,
        /// The VPC.
        vpc: String,
        /// The Region of the VPC and of the bucket.
        region: String,
        /// The families of addresses that it serves.
        address_type: IpAddressType,
        /// The route that AWS makes in the table.
        route: TableRoute,
    },
    /// An interface endpoint is created, with a security group.
    CreateInterfaceEndpoint {
        /// The endpoint.
        endpoint: String,
        /// The VPC.
        vpc: String,
        /// The Region of the VPC and of the bucket.
        region: String,
        /// The subnet that it gets a network interface in.
        subnet: String,
        /// The new security group.
        group: String,
        /// The inbound rule of that group.
        rule: SecurityGroupRule,
        /// The attributes that the VPC needs for private DNS.
        dns: VpcDns,
        /// The function or other caller that calls it by its own name; `None` where private DNS leads to it.
        called_by: Option<String>,
    },
    /// Private DNS of an interface endpoint answers in the VPC.
    SwitchPrivateDnsOn {
        /// The endpoint.
        endpoint: String,
        /// The VPC.
        vpc: String,
        /// It was off.
        private_dns: bool,
        /// It answered the inbound resolver only.
        only_inbound: bool,
        /// The attributes that the VPC needs for it.
        dns: VpcDns,
    },
    /// Private DNS of an interface endpoint is switched off.
    SwitchPrivateDnsOff {
        /// The endpoint.
        endpoint: String,
    },
    /// Private DNS of an interface endpoint answers the inbound resolver alone.
    LimitPrivateDns {
        /// The endpoint.
        endpoint: String,
    },
    /// The names of an endpoint get IPv4 addresses.
    GiveIpv4Records {
        /// The endpoint.
        endpoint: String,
        /// The families of addresses that it serves from then on, where those change.
        address_type: Option<IpAddressType>,
        /// The type of its DNS records, where that changes.
        records: Option<&'static str>,
    },
    /// An interface endpoint gets a network interface in one subnet more.
    AddEndpointSubnet {
        /// The endpoint.
        endpoint: String,
        /// The subnet.
        subnet: String,
    },
    /// Attributes of a VPC for DNS are switched on.
    SwitchVpcDnsOn {
        /// The VPC.
        vpc: String,
        /// The attributes.
        dns: VpcDns,
    },
    /// The VPC gets DHCP options with Amazon's own DNS server.
    UseAmazonDns {
        /// The VPC.
        vpc: String,
    },
    /// A private hosted zone gets a record that leads to an interface endpoint.
    AddZoneRecord {
        /// The zone.
        zone: String,
        /// The name.
        name: String,
        /// The endpoint.
        endpoint: String,
    },
    /// A private hosted zone is dissociated from a VPC.
    DissociateZone {
        /// The zone.
        zone: String,
        /// The VPC.
        vpc: String,
    },
    /// The client calls an interface endpoint by its own name.
    CallEndpoint {
        /// The function or other caller.
        client: String,
        /// The endpoint.
        endpoint: String,
    },
    /// The client calls an interface endpoint by its name for the whole Region.
    CallWholeRegion {
        /// The function or other caller.
        client: String,
        /// The endpoint.
        endpoint: String,
    },
    /// The client calls S3 by its name for the Region.
    CallRegionalName {
        /// The function or other caller.
        client: String,
    },
    /// The URL that the client has got is signed again, for S3's name for the Region.
    SignRegionalName {
        /// The caller that has the URL.
        client: String,
    },
    /// Somebody waits until a resource that is being made can be used.
    Await {
        /// The endpoint or NAT gateway.
        resource: String,
    },
    /// A NAT gateway is created, with a public address.
    CreateNatGateway {
        /// The NAT gateway.
        gateway: String,
        /// The VPC.
        vpc: String,
        /// The public subnet that it stands in.
        subnet: String,
        /// What makes that subnet, where it is a new one.
        new_subnet: Option<NewSubnet>,
        /// The client's route to it.
        route: TableRoute,
    },
    /// A subnet of a NAT gateway or instance gets a default route to an internet gateway.
    LeadToInternetGateway {
        /// The subnet.
        subnet: String,
        /// The VPC.
        vpc: String,
        /// The route table is a new one, which the subnet is associated with.
        is_new_table: bool,
        /// The internet gateway is a new one.
        is_new_gateway: bool,
        /// The route.
        route: TableRoute,
    },
    /// An internet gateway is attached to a VPC.
    AttachInternetGateway {
        /// The internet gateway.
        gateway: String,
        /// The VPC.
        vpc: String,
        /// It is a new one.
        is_new: bool,
    },
    /// An egress-only internet gateway is created.
    CreateEgressOnlyGateway {
        /// The gateway.
        gateway: String,
        /// The VPC.
        vpc: String,
        /// The client's route to it.
        route: TableRoute,
    },
    /// The source/destination check of an instance is switched off.
    SwitchSourceDestCheckOff {
        /// The instance.
        instance: String,
    },
    /// An instance gets an Elastic IP address.
    AssociateAddress {
        /// The NAT instance, or the caller.
        resource: String,
    },
    /// A gateway, an appliance or an instance sends what it gets on to the internet.
    LetOnward {
        /// The gateway, appliance or instance.
        gateway: String,
    },
    /// A peering connection is created and accepted.
    CreatePeering {
        /// The peering connection.
        peering: String,
        /// The VPC that asks for it.
        vpc: String,
        /// The VPC that accepts it.
        peer: String,
        /// The routes over it.
        routes: Vec<TableRoute>,
    },
    /// A peering connection is accepted.
    AcceptPeering {
        /// The peering connection.
        peering: String,
    },
    /// Subnets are excluded from VPC Block Public Access, for outbound traffic.
    ExcludeSubnets {
        /// Their VPC.
        vpc: String,
        /// The subnets.
        subnets: Vec<String>,
    },
    /// A VPC is excluded from VPC Block Public Access, for outbound traffic.
    ExcludeVpc {
        /// The VPC.
        vpc: String,
    },
    /// A function runs in another subnet.
    MoveToSubnet {
        /// The function.
        function: String,
        /// The placement.
        placement: String,
        /// The VPC of the subnet.
        vpc: String,
        /// The subnet.
        subnet: String,
        /// The new security group, where it is another VPC.
        group: Option<String>,
    },
    /// A function is attached to a VPC.
    AttachToVpc {
        /// The function.
        function: String,
        /// The placement.
        placement: String,
        /// The VPC.
        vpc: String,
        /// The subnet.
        subnet: String,
        /// Its new security group.
        group: String,
    },
    /// A function is detached from its VPC.
    DetachFromVpc {
        /// The function.
        function: String,
        /// The placement.
        placement: String,
    },
}

/// A route as a repair leaves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRoute {
    /// The route table.
    pub table: String,
    /// The destination: an address range, or a prefix list.
    pub destination: String,
    /// The target.
    pub target: String,
    /// The target that it had before; `None` for a new route.
    pub replaces: Option<String>,
}

/// A public subnet that a repair makes, with its route table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSubnet {
    /// Its address range.
    pub cidr: String,
    /// Its Availability Zone, where that of the client's subnet is known.
    pub zone: Option<String>,
    /// Its route table, a new one.
    pub table: String,
    /// The internet gateway that the default route of that table leads to.
    pub internet_gateway: String,
    /// The internet gateway is a new one.
    pub is_new_gateway: bool,
}

/// Attributes of a VPC for DNS that a repair switches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VpcDns {
    /// `enableDnsSupport`.
    pub support: bool,
    /// `enableDnsHostnames`.
    pub hostnames: bool,
}

/// The repairs for a reason of the network.
pub(super) fn candidates(
    judged: &Judged,
    blocker: &Blocker<'_>,
    check: &Check,
    reason: &NetworkReason,
) -> Result<Vec<Repair>, WhyNot> {
    let client = Client::of(judged, blocker).ok_or(WhyNot::NothingOpens)?;
    let Control::Network(control) = check.control else { return Err(WhyNot::NothingOpens) };
    let block = Block { client: &client, control, subject: check.subject() };
    let mut found = block.lifted(reason);
    if found.is_empty() {
        found = doubt::settled(&block, reason);
    }
    // The network on premises, and the gateway to it, may not be described.
    let is_untold = client.subnet.is_none() && control == NetworkControl::EndpointRoute;
    if found.is_empty() && is_untold { Err(WhyNot::Unknown) } else { Ok(found) }
}

/// The repairs that take the call through an endpoint, or past it, where a policy asks for that.
pub(super) fn for_policy(
    judged: &Judged,
    blocker: &Blocker<'_>,
    request: &RequestTrace,
    finding: &Finding,
) -> Vec<Repair> {
    let client = Client::of(judged, blocker);
    client.map(|it| origin::by_policy(&it, request, finding)).unwrap_or_default()
}

/// The repairs that take the call through an endpoint, or past it, where an access point or S3 asks for that.
pub(super) fn for_service(
    judged: &Judged,
    blocker: &Blocker<'_>,
    reason: &ServiceReason,
) -> Vec<Repair> {
    let Some(client) = Client::of(judged, blocker) else { return Vec::new() };
    match reason {
        ServiceReason::OriginDiffers(_) => origin::by_access_point(&client),
        ServiceReason::CopyAcrossRegions => origin::past(&client),
        _ => Vec::new(),
    }
}
