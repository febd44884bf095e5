//! The kinds of item that an id of the scenario refers to.

use crate::scenario::Scenario;

/// The kind of item that an id must refer to.
#[derive(Clone, Copy)]
pub(super) enum IdTarget {
    Role,
    Subnet,
    SecurityGroup,
    Endpoint,
    Vpc,
    RouteTable,
    NetworkAcl,
    Function,
    FunctionOrCaller,
    Bucket,
    Key,
    AccessPoint,
}

impl IdTarget {
    /// The noun for people.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Subnet => "subnet",
            Self::SecurityGroup => "security group",
            Self::Endpoint => "endpoint",
            Self::Vpc => "VPC",
            Self::RouteTable => "route table",
            Self::NetworkAcl => "network ACL",
            Self::Function => "function",
            Self::FunctionOrCaller => "function or caller",
            Self::Bucket => "bucket",
            Self::Key => "key",
            Self::AccessPoint => "access point",
        }
    }

    /// The scenario has one of that id.
    #[inline(never)]
    pub(super) fn exists(self, scenario: &Scenario, id: &str) -> bool {
        match self {
            Self::Role => scenario.role(id).is_some(),
            Self::Subnet => scenario.subnet(id).is_some(),
            Self::SecurityGroup => scenario.security_group(id).is_some(),
            Self::Endpoint => scenario.endpoint(id).is_some(),
            Self::Vpc => scenario.vpc(id).is_some(),
            Self::RouteTable => scenario.route_tables.iter().any(|it| it.id == id),
            Self::NetworkAcl => scenario.network_acl(id).is_some(),
            Self::Function => scenario.functions.iter().any(|it| it.id == id),
            Self::FunctionOrCaller => {
                scenario.functions.iter().any(|it| it.id == id)
                    || scenario.callers.iter().any(|it| it.id == id)
            }
            Self::Bucket => scenario.buckets.iter().any(|it| it.id == id),
            Self::Key => scenario.keys.iter().any(|it| it.id == id),
            Self::AccessPoint => scenario.access_points.iter().any(|it| it.id == id),
        }
    }
}
