//! VPCs, and VPC Block Public Access.

use super::Fact;
use super::record::{record, words};

/// The word of DHCP options for Amazon's own resolver.
pub(crate) const AMAZON_PROVIDED_DNS: &str = "AmazonProvidedDNS";

record! {
    /// A VPC.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Vpc {
        /// Its id.
        #[required]
        pub id: String,
        /// The account that owns it.
        #[required]
        pub account: String,
        /// Its Region.
        #[required]
        pub region: String,
        /// Its address ranges.
        #[required]
        pub cidrs: Vec<String>,
        /// The route table of subnets that name none.
        #[free]
        pub main_route_table: Option<String>,
        /// `enableDnsSupport`: the Route 53 Resolver answers in it; on by default.
        pub dns_support: Option<Fact<bool>>,
        /// `enableDnsHostnames`: hosts get names in it; private DNS of endpoints needs it.
        pub dns_hostnames: Option<Fact<bool>>,
        /// The DNS servers of its DHCP options, by address or as `AmazonProvidedDNS`; absent: Amazon's own.
        pub domain_name_servers: Option<Fact<Vec<String>>>,
        /// The mode of VPC Block Public Access in its account and Region.
        pub block_public_access: Fact<BlockMode>,
        /// The exclusion of the whole VPC from VPC Block Public Access.
        pub block_public_access_exclusion: Option<Exclusion>,
    }
}

words! {
    /// The modes of VPC Block Public Access.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum BlockMode {
        /// It is not on.
        #[default]
        Off = "off",
        /// No packets pass internet gateways.
        Bidirectional = "block-bidirectional",
        /// Only packets that NAT gateways and egress-only internet gateways send out pass.
        Ingress = "block-ingress",
    }
}

words! {
    /// The modes of an exclusion from VPC Block Public Access: the traffic that a VPC or subnet may have all the same.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Exclusion {
        /// Traffic in both directions.
        #[default]
        Bidirectional = "allow-bidirectional",
        /// Outbound traffic and its replies.
        Egress = "allow-egress",
    }
}
