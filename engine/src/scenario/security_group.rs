//! Security groups and their rules.

use super::Fact;
use super::record::record;

record! {
    /// A security group.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct SecurityGroup {
        /// Its id.
        #[required]
        pub id: String,
        /// The outbound rules; absent: those of a new group, which allow all.
        pub egress: Option<Fact<Vec<SecurityGroupRule>>>,
        /// The inbound rules; absent: those of a new group, which allow nothing.
        pub ingress: Option<Fact<Vec<SecurityGroupRule>>>,
    }
}

record! {
    /// One rule of a security group: the traffic that it allows.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct SecurityGroupRule {
        /// `tcp`, `udp`, or `-1` for all; absent: all.
        #[free]
        pub protocol: Option<String>,
        /// The first port; absent: all ports.
        #[free]
        pub from_port: Option<u32>,
        /// The last port; absent: `from_port`.
        #[free]
        pub to_port: Option<u32>,
        /// The other side's address range.
        #[free]
        pub cidr: Option<String>,
        /// The other side's prefix list, by id.
        #[free]
        pub prefix_list: Option<String>,
        /// The other side's security group, by id.
        #[free]
        pub security_group: Option<String>,
    }
}
