//! Subnets.

use super::Exclusion;
use super::record::record;

record! {
    /// A subnet.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Subnet {
        /// Its id.
        #[required]
        pub id: String,
        /// Its VPC, by id.
        #[required]
        pub vpc: String,
        /// Its address range; only where `not_told` is `unknown` may it be left out.
        pub cidr: String,
        /// Its IPv6 range, where it is dual-stack.
        #[free]
        pub ipv6_cidr: Option<String>,
        /// Its Availability Zone; absent: not known.
        #[free]
        pub availability_zone: Option<String>,
        /// Its route table, by id; absent: the VPC's main one.
        pub route_table: Option<String>,
        /// Its network ACL, by id; absent: one that allows all.
        pub network_acl: Option<String>,
        /// The exclusion of the subnet from VPC Block Public Access.
        pub block_public_access_exclusion: Option<Exclusion>,
    }
}
