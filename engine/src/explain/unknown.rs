//! Sentences about what a check of the network depends on.

use super::traffic::peer as name;
use crate::check::{Carries, Unknown};

/// What is not known, in one sentence.
pub(super) fn unknown(on: &Unknown) -> String {
    match on {
        Unknown::Untold { what, of } => format!("{what} of {of}: not told."),
        Unknown::Subnet(id) => format!("The subnet {id} is not described."),
        Unknown::SubnetsOf(id) => format!("The subnets of {id} are not given."),
        Unknown::RouteTableOf(id) => format!("The route table of {id} is not described."),
        Unknown::AddressesOf(id) => format!("The addresses of {id}: not known."),
        Unknown::RulesOf(id) => format!("The rules of {id}: not known."),
        Unknown::StateOf(id) => format!("The state of {id}: not known."),
        Unknown::SubnetOfEndpoint => {
            "It depends on the endpoint's subnet that the call goes to: they differ.".to_owned()
        }
        Unknown::Target { destination, target } => {
            format!("The route {destination} to {target} may be a blackhole: not known.")
        }
        Unknown::AttachmentOf(id) => format!("The VPC that {id} is attached to: not known."),
        Unknown::PublicAddress => {
            "It depends on whether the caller has a public IP address: not known.".to_owned()
        }
        Unknown::AddressesOnPremises => "The addresses on premises: not known.".to_owned(),
        Unknown::Beyond(id) => format!("What lies behind {id}: not known."),
        Unknown::UnknownTarget(id) => format!("The route leads to {id}, which is not described."),
        Unknown::TargetOfAnotherVpc(id) => {
            format!("The route leads to {id}, which is in another VPC.")
        }
        Unknown::VpcsOf(id) => format!("The VPCs of {id}: not known."),
        Unknown::PeeringOfOtherVpcs { target, vpc } => {
            format!("The route leads to {target}, which does not join {vpc}.")
        }
        Unknown::RouteToGatewayEndpoint { destination, endpoint } => format!(
            "The route {destination} leads to {endpoint}, but a route to a gateway endpoint has a prefix list as its destination."
        ),
        Unknown::BucketOfAnotherRegion(id) => {
            format!("{id} serves its own Region, and the bucket is in another.")
        }
        Unknown::InterfaceEndpoint(id) => {
            format!("{id} is not described as an interface endpoint.")
        }
        Unknown::Name(id) => format!("S3's name may resolve to {id}: not known."),
        Unknown::DualStackName(id) => {
            format!("S3's dual-stack name may resolve to {id}: not known.")
        }
        Unknown::DnsServers(vpc) => format!("The DNS servers of {vpc}: not known."),
        Unknown::DnsServer(address) => {
            format!("The DNS server {address} may not be reachable: not known.")
        }
        Unknown::AnswerOfServers(vpc) => format!(
            "The DNS servers of {vpc} are its own: what they answer in place of its private zones is not known."
        ),
        Unknown::ZoneOf(zone) => format!("The private hosted zone {zone} may answer: not known."),
        Unknown::Record { zone, name } => {
            format!("The record {name} of {zone} leads to where nobody tells.")
        }
        Unknown::GlobalName => {
            "S3's global name may resolve to the bucket's Region or to us-east-1: not known."
                .to_owned()
        }
        Unknown::FipsName => {
            "AWS does not document whether S3's prefix list and gateway endpoints hold the addresses of FIPS names.".to_owned()
        }
        Unknown::InterfaceIn { endpoint, subnet } => format!(
            "{endpoint} may have no network interface in {subnet}: its Availability Zone is not known."
        ),
        Unknown::Ipv6Through(id) => {
            format!("AWS does not document whether {id} serves the IPv6 address of a function.")
        }
        Unknown::Forwarding(id) => {
            format!("{id} may not forward the request: its operating system decides.")
        }
        Unknown::AddressBehind(id) => format!(
            "{id} may not give the packets a public address, and an internet gateway serves no other: not known."
        ),
        Unknown::EqualRoutes(one, other) => format!(
            "The routes {one} and {other} are equal: AWS does not document which one it takes."
        ),
        Unknown::HoldsS3(destination) => {
            format!("{destination} may hold addresses of S3: not known.")
        }
        Unknown::S3Address => {
            "It depends on the address of S3 that the call uses: their routes differ.".to_owned()
        }
        Unknown::AddressIn { range, destination } => {
            format!("It depends on the address in {range}: some take the route {destination}.")
        }
        Unknown::SharedRange { range, vpc } => {
            format!("{range} is also a range of {vpc}, so the route is ambiguous.")
        }
        Unknown::Rule { rule, peer } => {
            format!("The rule ({rule}) may not cover {}: not known.", name(peer))
        }
        Unknown::AclRule { number, cidr, peer } => {
            format!("Rule {number} ({cidr}) may not cover {}: not known.", name(peer))
        }
        Unknown::TooManyRules(most) => {
            format!("More than {most} rules: AWS does not take so many.")
        }
        Unknown::AddressOf(peer) => {
            format!("It depends on the address of {}: the rules differ.", name(peer))
        }
        Unknown::BlockMode => "The mode of VPC Block Public Access: not known.".to_owned(),
        Unknown::OneExclusion => {
            "VPC Block Public Access excludes only one of the function's subnet and the NAT gateway's: AWS does not document whether that is enough.".to_owned()
        }
    }
}

/// What a gateway carries.
pub(super) const fn carries(what: Carries) -> &'static str {
    match what {
        Carries::PublicAddresses => "only traffic to public addresses",
        Carries::OtherVpc => "only traffic to the other VPC's own addresses",
        Carries::Ipv4 => "only IPv4",
        Carries::Ipv6 => "only IPv6",
    }
}
