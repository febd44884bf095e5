//! What one command of AWS, or one look, tells of a scenario: the topics by which what was not told is asked for.
//!
//! Every member of a scenario belongs to one topic, so that all that one answer tells is asked for at once.

use crate::check::{NetworkReason, Unknown};
use crate::scenario::Scenario;

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic {
    /// The kind.
    pub about: About,
    /// Whose it is: an id of the scenario, an account, or `bucket/key`; empty for the scenario's own.
    pub of: String,
}

/// The kinds of topics; those that tell more often stand before those that seldom matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The bucket policy.
    BucketPolicy,
    /// Where a function runs: its subnets and security groups.
    Standing,
    /// The identity-based policies of a role or user.
    IdentityPolicies,
    /// The VPC endpoints for S3 that there are.
    Endpoints,
    /// A VPC endpoint.
    Endpoint,
    /// The policy of a VPC endpoint.
    EndpointPolicy,
    /// The route table of a subnet.
    RouteTableOf,
    /// A route table.
    RouteTable,
    /// A security group.
    SecurityGroup,
    /// The network ACL of a subnet.
    NetworkAclOf,
    /// A network ACL.
    NetworkAcl,
    /// A subnet.
    Subnet,
    /// A gateway.
    Gateway,
    /// A prefix list.
    PrefixList,
    /// A VPC: its names, its DNS servers, VPC Block Public Access.
    Vpc,
    /// The private hosted zones for S3's names.
    PrivateZones,
    /// The KMS key.
    Key,
    /// The KMS keys that there are.
    Keys,
    /// The policy of a KMS key.
    KeyPolicy,
    /// The default encryption of a bucket.
    Encryption,
    /// The permissions boundary of a role or user.
    Boundary,
    /// The session policies of a caller.
    SessionPolicies,
    /// The SCPs of an account.
    Scps,
    /// The RCPs of an account.
    Rcps,
    /// The organization.
    Organization,
    /// Block Public Access of a bucket.
    BucketSwitches,
    /// Block Public Access of an account.
    AccountSwitches,
    /// Object Ownership of a bucket.
    Ownership,
    /// The ACL of a bucket.
    BucketAcl,
    /// The ACL of an object.
    ObjectAcl,
    /// The object.
    Object,
    /// The tags of a bucket.
    BucketTags,
    /// The tags of a role or user.
    CallerTags,
    /// The access point.
    AccessPoint,
    /// Another setting of a bucket.
    Setting,
    /// The caller.
    Caller,
    /// The function's state, and who may invoke it.
    Function,
    /// The moment of the call.
    Time,
}

impl About {
    /// It is about the network, which an answer of S3 shows to let the call through.
    pub const fn is_of_network(self) -> bool {
        matches!(
            self,
            Self::Endpoints
                | Self::Endpoint
                | Self::RouteTableOf
                | Self::RouteTable
                | Self::SecurityGroup
                | Self::NetworkAclOf
                | Self::NetworkAcl
                | Self::Subnet
                | Self::Gateway
                | Self::PrefixList
                | Self::Vpc
                | Self::PrivateZones
        )
    }
}

impl Topic {
    /// A topic.
    pub fn new(about: About, of: &str) -> Self {
        Self { about, of: of.to_owned() }
    }

    /// The topic of a member, such as `roles[0].policies`.
    pub fn of_member(member: &str, scenario: &Scenario) -> Option<Self> {
        let Some((list, rest)) = member.split_once('[') else {
            let about = match member.split('.').next()? {
                "organization" => About::Organization,
                "time" => About::Time,
                "endpoints" => About::Endpoints,
                "private_zones" => About::PrivateZones,
                "keys" => About::Keys,
                "access_points" => About::AccessPoint,
                _ => return None,
            };
            return Some(Self::new(about, ""));
        };
        let (number, rest) = rest.split_once("].")?;
        let of = owner(list, number, scenario);
        let name = rest.split(['.', '[']).next()?;
        Some(Self { about: about(list, name)?, of })
    }

    /// The topic of what a check of the network depends on.
    pub fn of_reason(reason: &NetworkReason) -> Option<Self> {
        let (NetworkReason::ZoneUndetermined { on }
        | NetworkReason::RouteUndetermined { on }
        | NetworkReason::PublicAccessUndetermined { on }
        | NetworkReason::RuleUndetermined { on }
        | NetworkReason::NameUndetermined { on }) = reason
        else {
            return None;
        };
        let (about, of) = match on {
            Unknown::Untold { what: "subnet", of } | Unknown::Subnet(of) => (About::Subnet, of),
            Unknown::Untold { what: "network ACL", of } => (About::NetworkAclOf, of),
            Unknown::Untold { what: "routes", of } => (About::RouteTable, of),
            Unknown::RouteTableOf(of) => (About::RouteTableOf, of),
            Unknown::AddressesOf(of) => (About::Subnet, of),
            Unknown::RulesOf(of) if of.starts_with("acl-") => (About::NetworkAcl, of),
            Unknown::RulesOf(of) => (About::SecurityGroup, of),
            Unknown::StateOf(of)
            | Unknown::SubnetsOf(of)
            | Unknown::InterfaceEndpoint(of)
            | Unknown::Name(of)
            | Unknown::DualStackName(of) => (About::Endpoint, of),
            Unknown::UnknownTarget(of) if of.starts_with("vpce-") => (About::Endpoint, of),
            Unknown::UnknownTarget(of)
            | Unknown::AttachmentOf(of)
            | Unknown::VpcsOf(of)
            | Unknown::Target { target: of, .. } => (About::Gateway, of),
            Unknown::HoldsS3(of) if of.starts_with("pl-") => (About::PrefixList, of),
            Unknown::DnsServers(of) => (About::Vpc, of),
            Unknown::ZoneOf(of) => (About::PrivateZones, of),
            _ => return None,
        };
        Some(Self::new(about, of))
    }
}

/// The id of the record with that number or id in a collection.
fn owner(list: &str, number: &str, scenario: &Scenario) -> String {
    fn id<T>(all: &[T], at: usize, id: fn(&T) -> &String) -> Option<String> {
        all.get(at).map(|it| id(it).clone())
    }
    let Ok(at) = number.parse::<usize>() else { return number.to_owned() };
    let found = match list {
        "accounts" => id(&scenario.accounts, at, |it| &it.id),
        "roles" => id(&scenario.roles, at, |it| &it.id),
        "functions" => id(&scenario.functions, at, |it| &it.id),
        "vpcs" => id(&scenario.vpcs, at, |it| &it.id),
        "subnets" => id(&scenario.subnets, at, |it| &it.id),
        "route_tables" => id(&scenario.route_tables, at, |it| &it.id),
        "gateways" => id(&scenario.gateways, at, |it| &it.id),
        "endpoints" => id(&scenario.endpoints, at, |it| &it.id),
        "security_groups" => id(&scenario.security_groups, at, |it| &it.id),
        "network_acls" => id(&scenario.network_acls, at, |it| &it.id),
        "private_zones" => id(&scenario.private_zones, at, |it| &it.id),
        "buckets" => id(&scenario.buckets, at, |it| &it.id),
        "objects" => id(&scenario.objects, at, |it| &it.id),
        "access_points" => id(&scenario.access_points, at, |it| &it.id),
        "keys" => id(&scenario.keys, at, |it| &it.id),
        "callers" => id(&scenario.callers, at, |it| &it.id),
        _ => None,
    };
    found.unwrap_or_else(|| number.to_owned())
}

/// The kind of topic of a member of a record.
fn about(list: &str, name: &str) -> Option<About> {
    Some(match (list, name) {
        ("buckets", "policy") => About::BucketPolicy,
        ("buckets", "ownership") => About::Ownership,
        ("buckets", "acl") => About::BucketAcl,
        ("buckets", "encryption") => About::Encryption,
        ("buckets", "tags" | "abac") => About::BucketTags,
        ("buckets", "block_public_access") => About::BucketSwitches,
        ("buckets", _) => About::Setting,
        ("objects", "acl") => About::ObjectAcl,
        ("objects", _) => About::Object,
        ("roles" | "callers", "policies") => About::IdentityPolicies,
        ("roles" | "callers", "boundary") => About::Boundary,
        ("roles" | "callers", "tags") => About::CallerTags,
        ("roles", "session_policies") => About::SessionPolicies,
        ("callers", _) => About::Caller,
        ("functions", "placements") => About::Standing,
        ("functions", _) => About::Function,
        ("accounts", "scp_levels") => About::Scps,
        ("accounts", "rcp_levels") => About::Rcps,
        ("accounts", "block_public_access") => About::AccountSwitches,
        ("accounts", _) => About::Organization,
        ("vpcs", _) => About::Vpc,
        ("subnets", "route_table") => About::RouteTableOf,
        ("subnets", "network_acl") => About::NetworkAclOf,
        ("subnets", _) => About::Subnet,
        ("route_tables", _) => About::RouteTable,
        ("gateways", _) => About::Gateway,
        ("endpoints", "policy") => About::EndpointPolicy,
        ("endpoints", _) => About::Endpoint,
        ("security_groups", _) => About::SecurityGroup,
        ("network_acls", _) => About::NetworkAcl,
        ("private_zones", _) => About::PrivateZones,
        ("keys", "policy") => About::KeyPolicy,
        ("keys", _) => About::Key,
        ("access_points", _) => About::AccessPoint,
        _ => return None,
    })
}
