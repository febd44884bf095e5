//! VPC endpoints for S3.

use accesspath_policy::policy::DocumentId;
use accesspath_policy::truth::Truth;

use super::record::{record, words};
use super::{Fact, ResourceState};

record! {
    /// A VPC endpoint for S3.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Endpoint {
        /// Its id.
        #[required]
        pub id: String,
        /// Its kind.
        #[required]
        pub kind: EndpointKind,
        /// Its VPC, by id.
        #[required]
        pub vpc: String,
        /// The account that owns it; absent: the VPC's.
        pub account: Option<String>,
        /// The families of addresses that it serves; absent: IPv4.
        pub ip_address_type: IpAddressType,
        /// Its state.
        pub state: Fact<ResourceState>,
        /// Its policy; absent: the default one, which allows all.
        pub policy: Option<Fact<DocumentId>>,
        /// The subnets of an interface endpoint, by id.
        #[free]
        pub subnets: Vec<String>,
        /// The security groups of an interface endpoint, by id.
        #[free]
        pub security_groups: Vec<String>,
        /// S3's public names resolve to an interface endpoint.
        pub private_dns: Fact<bool>,
        /// The records that its names have; absent: those of its addresses.
        pub dns_record_type: Option<Fact<DnsRecordType>>,
        /// They resolve to it for the inbound resolver only.
        pub private_dns_only_for_inbound_resolver: Fact<bool>,
        /// The Region of the S3 that an interface endpoint is for; absent: that of its VPC.
        pub service_region: Option<String>,
        /// The Availability Zones in which that service is offered to endpoints; absent: all.
        pub service_zones: Option<Fact<Vec<String>>>,
    }
}

impl Endpoint {
    /// It is deleted, and with it the routes that AWS made for it.
    pub(crate) fn is_gone(&self) -> bool {
        matches!(self.state, Fact::Known(ResourceState::Deleting | ResourceState::Deleted))
    }

    /// Its names have IPv4 addresses.
    // AWS: "VPC endpoints", "DNS record IP type" — all types but one have A records.
    pub(crate) fn answers_ipv4(&self) -> Truth {
        match &self.dns_record_type {
            Some(Fact::Unknown) => Truth::Unknown,
            Some(Fact::Known(it)) => Truth::from(*it != DnsRecordType::Ipv6),
            None if self.kind == EndpointKind::Gateway => Truth::Yes,
            None if self.is_open("ip_address_type") => Truth::Unknown,
            None => Truth::from(self.ip_address_type != IpAddressType::Ipv6),
        }
    }
}

words! {
    /// The kinds of VPC endpoint.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum EndpointKind {
        /// A target of routes.
        #[default]
        Gateway = "gateway",
        /// A network interface.
        Interface = "interface",
    }
}

words! {
    /// The families of addresses that an endpoint serves.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum IpAddressType {
        /// IPv4.
        #[default]
        Ipv4 = "ipv4",
        /// IPv6.
        Ipv6 = "ipv6",
        /// Both.
        DualStack = "dualstack",
    }
}

words! {
    /// The records for which an endpoint's names are asked: `DnsRecordIpType`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum DnsRecordType {
        /// A records.
        #[default]
        Ipv4 = "ipv4",
        /// AAAA records.
        Ipv6 = "ipv6",
        /// Both.
        DualStack = "dualstack",
        /// Both, and A records only for the private names.
        ServiceDefined = "service-defined",
    }
}
