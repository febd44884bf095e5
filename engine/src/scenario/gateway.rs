//! Gateways, and the other targets of routes besides endpoints.

use accesspath_policy::json::{Node, Value};
use accesspath_policy::truth::Truth;

use super::record::{Field, Reading, record, words};
use super::{Fact, PublicIp};

record! {
    /// A gateway of a VPC.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Gateway {
        /// Its id.
        #[required]
        pub id: String,
        /// Its kind.
        #[required]
        pub kind: GatewayKind,
        /// The VPC that an internet gateway is attached to, or a regional NAT gateway serves.
        #[free]
        pub vpc: Attachment,
        /// The two VPCs that a peering connection joins, by id; empty: not known.
        #[free]
        pub vpcs: Vec<String>,
        /// The subnet that a NAT gateway, a NAT instance or an appliance stands in, by id.
        pub subnet: Option<String>,
        /// The security groups of a NAT instance, by id.
        pub security_groups: Vec<String>,
        /// The addresses that S3 sees behind it, such as the Elastic IP of a NAT gateway.
        #[free]
        pub public_ip: PublicIp,
        /// What lies behind it, and is not described, leads to the internet.
        #[free]
        pub leads_to_internet: Option<Fact<bool>>,
        /// A NAT gateway is a private one, without an Elastic IP.
        pub private: bool,
        /// The state of a NAT gateway or a peering connection.
        pub state: Fact<ResourceState>,
        /// A NAT instance checks that packets come from it or go to it; on by default.
        pub source_dest_check: Option<Fact<bool>>,
    }
}

impl Gateway {
    /// What lies behind it leads to the internet, as far as the scenario tells.
    pub(crate) fn leads(&self) -> Truth {
        self.leads_to_internet.as_ref().map_or(Truth::Unknown, Fact::truth)
    }
}

/// The VPC that a gateway is attached to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Attachment {
    /// Nobody tells.
    #[default]
    NotTold,
    /// It is attached to nothing: `null`.
    Nothing,
    /// To this VPC, by id.
    Vpc(String),
}

impl Attachment {
    /// The VPC, where it is known.
    pub const fn vpc(&self) -> Option<&String> {
        match self {
            Self::Vpc(id) => Some(id),
            _ => None,
        }
    }

    /// The gateway serves the VPC of that id.
    pub(crate) fn serves(&self, vpc: &str) -> Truth {
        match self {
            Self::NotTold => Truth::Unknown,
            Self::Nothing => Truth::No,
            Self::Vpc(own) => Truth::from(own == vpc),
        }
    }
}

impl Field for Attachment {
    fn read(&mut self, node: Node<'_>, reading: &mut Reading) {
        if node.value == Value::Null {
            *self = Self::Nothing;
            return;
        }
        let mut fact = Fact::<String>::default();
        fact.read(node, reading);
        *self = match fact {
            Fact::Known(id) => Self::Vpc(id),
            Fact::Unknown => Self::NotTold,
        };
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::NotTold => Fact::<String>::Unknown.write(out),
            Self::Nothing => out.push_str("null"),
            Self::Vpc(id) => id.write(out),
        }
    }

    fn is_default(&self) -> bool {
        *self == Self::NotTold
    }
}

words! {
    /// The kinds of gateway.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum GatewayKind {
        /// An internet gateway.
        #[default]
        Internet = "internet",
        /// A NAT gateway.
        Nat = "nat",
        /// An instance that forwards packets.
        NatInstance = "nat-instance",
        /// An egress-only internet gateway, which is for IPv6.
        EgressOnly = "egress-only",
        /// A transit gateway.
        Transit = "transit",
        /// A peering connection.
        Peering = "peering",
        /// A virtual private gateway, with a VPN or Direct Connect behind it.
        Vpn = "vpn",
        /// The core network of AWS Cloud WAN.
        CoreNetwork = "core-network",
        /// A Gateway Load Balancer endpoint or a firewall endpoint, with an appliance behind it.
        Appliance = "appliance",
    }
}

impl GatewayKind {
    /// What lies behind it is not described in a scenario.
    pub const fn leads_elsewhere(self) -> bool {
        matches!(self, Self::Transit | Self::Vpn | Self::CoreNetwork | Self::Appliance)
    }
}

words! {
    /// The states of a gateway or an endpoint.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum ResourceState {
        /// It can be used.
        #[default]
        Available = "available",
        /// It is being made.
        Pending = "pending",
        /// It could not be created.
        Failed = "failed",
        /// It is being deleted.
        Deleting = "deleting",
        /// It is deleted.
        Deleted = "deleted",
    }
}

impl Fact<ResourceState> {
    /// It can be used.
    pub(crate) fn is_available(&self) -> Truth {
        self.known().map_or(Truth::Unknown, |it| Truth::from(*it == ResourceState::Available))
    }
}
