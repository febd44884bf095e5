//! Checks protocols and ports of rules.

use super::Checker;
use crate::scenario::{Fact, SecurityGroupRule};

/// The protocols that rules name by a word; every other one has a number.
// AWS: "AuthorizeSecurityGroupIngress", "CreateNetworkAclEntry".
const PROTOCOLS: [&str; 6] = ["tcp", "udp", "icmp", "icmpv6", "-1", "all"];

impl<'s> Checker<'s> {
    /// Checks the protocol and the ports of the rule at the place.
    pub(super) fn traffic(&mut self, protocol: Option<&str>, from: Option<u32>, to: Option<u32>) {
        if let Some(protocol) = protocol
            && !PROTOCOLS.contains(&protocol)
            && protocol.parse::<u8>().is_err()
        {
            let known = "tcp, udp, icmp, icmpv6, -1 for all, or a number up to 255";
            self.report("protocol", format!("\"{protocol}\" is no protocol: {known}"));
        }
        // ICMP has types and codes in their place.
        if protocol.is_some_and(|it| it.starts_with("icmp") || matches!(it, "1" | "58")) {
            return;
        }
        if from.is_some_and(|from| to.is_some_and(|to| to < from)) {
            self.report("to_port", "the last port is before the first".to_owned());
        }
        for (name, port) in [("from_port", from), ("to_port", to)] {
            if port.is_some_and(|it| it > 65_535) {
                self.report(name, "ports go up to 65535".to_owned());
            }
        }
    }

    /// Checks the rules of a security group in the list `name`.
    pub(super) fn group_rules(
        &mut self,
        name: &'static str,
        rules: Option<&'s Fact<Vec<SecurityGroupRule>>>,
    ) {
        let Some(Fact::Known(rules)) = rules else { return };
        self.each(name, rules, |check, rule| {
            check.traffic(rule.protocol.as_deref(), rule.from_port, rule.to_port);
            if let Some(range) = &rule.cidr {
                check.range_with_length("cidr", range);
            }
            if let Some(id) = &rule.prefix_list {
                check.id_begins("prefix_list", id, "pl-");
            }
            let sides = [&rule.cidr, &rule.prefix_list, &rule.security_group];
            if sides.iter().filter(|it| it.is_some()).count() > 1 {
                let message = "a rule has one of cidr, prefix_list and security_group";
                check.report("", message.to_owned());
            }
        });
    }
}
