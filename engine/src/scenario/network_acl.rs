//! Network ACLs and their rules.

use super::Fact;
use super::record::{record, words};

record! {
    /// A network ACL: rules that are tried in the order of their numbers, with a last one that denies all.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct NetworkAcl {
        /// Its id.
        #[required]
        pub id: String,
        /// The rules for packets that enter the subnet; empty, as in a new ACL: it denies all.
        pub inbound: Fact<Vec<AclRule>>,
        /// The rules for packets that leave the subnet.
        pub outbound: Fact<Vec<AclRule>>,
    }
}

record! {
    /// One rule of a network ACL.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct AclRule {
        /// Its number, from 1 to 32766: the matching rule with the lowest number decides.
        #[required]
        pub number: u32,
        /// Its action.
        #[required]
        pub action: AclAction,
        /// The other side's address range.
        #[required]
        pub cidr: String,
        /// `tcp`, `udp`, or `-1` for all; absent: all.
        #[free]
        pub protocol: Option<String>,
        /// The first port on the receiving side; absent: all ports.
        #[free]
        pub from_port: Option<u32>,
        /// The last port; absent: `from_port`.
        #[free]
        pub to_port: Option<u32>,
    }
}

/// The rules with their indexes, in the order of their numbers.
pub fn in_order(rules: &[AclRule]) -> Vec<(usize, &AclRule)> {
    let mut ordered: Vec<(usize, &AclRule)> = rules.iter().enumerate().collect();
    ordered.sort_by_key(|it| it.1.number);
    ordered
}

words! {
    /// The actions of a network ACL's rules.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum AclAction {
        /// It lets the packets pass.
        Allow = "allow",
        /// It drops the packets.
        #[default]
        Deny = "deny",
    }
}
