//! What the client's name for S3 resolves to: the DNS servers of the VPC, its private hosted zones, and the private DNS
//! of interface endpoints.
//!
//! AWS: "Considerations when working with a private hosted zone" — the zone with the most specific name answers, and
//! what it lacks does not exist.

use std::net::Ipv4Addr;

use accesspath_policy::address::Cidr;
use accesspath_policy::truth::Truth;

use super::client::{domain, host, no_such_name};
use super::route::{self, Chosen};
use super::security_group::{self, Peer};
use super::{control, interface, network_acl};
use crate::check::{AclRefusal, Check, NetworkReason, Reason, Unknown};
use crate::control::NetworkControl;
use crate::scenario::{
    AMAZON_PROVIDED_DNS, Endpoint, EndpointKind, Fact, Placement, PrivateZone, S3Name, Scenario,
    Subnet, Vpc,
};

/// What a client's name resolves to.
#[derive(Default)]
pub(super) struct Resolved<'s> {
    /// The interface endpoint; `None` for S3's public addresses.
    ///
    /// Where the name does not resolve, what it leads to once it does.
    pub endpoint: Option<&'s Endpoint>,
    /// Why the name does not resolve, or may not.
    pub failure: Option<Check>,
}

/// The servers that answer in a VPC.
enum Servers<'s> {
    /// Amazon's own.
    Amazon,
    /// These others.
    Own(Vec<&'s str>),
    /// Not known.
    Unknown,
}

fn dns(subject: &str, passes: Truth, because: NetworkReason) -> Check {
    control(NetworkControl::Dns, 0, subject, passes, because)
}

/// The servers of the DHCP options.
// AWS: "Amazon DNS server" — it answers at 169.254.169.253 and at the base of the VPC's range plus two.
fn servers(vpc: &Vpc) -> Servers<'_> {
    let Some(told) = &vpc.domain_name_servers else { return Servers::Amazon };
    let Fact::Known(all) = told else { return Servers::Unknown };
    let base = vpc.cidrs.first().and_then(|it| Cidr::parse(it)).map(|it| it.first().to_string());
    let base: Option<Ipv4Addr> = base.and_then(|it| it.split_once('/')?.0.parse().ok());
    let second = base.map(|it| Ipv4Addr::from(u32::from(it).saturating_add(2)));
    let is_amazon = |it: &&String| {
        [AMAZON_PROVIDED_DNS, "169.254.169.253", "fd00:ec2::253"].contains(&it.as_str())
            || second.is_some_and(|own| it.parse() == Ok(own))
    };
    match all.iter().filter(is_amazon).count() {
        count if count == all.len() => Servers::Amazon,
        0 => Servers::Own(all.iter().map(String::as_str).collect()),
        _ => Servers::Unknown,
    }
}

/// The check of the servers, unless they surely answer.
///
/// The client asks one server after the other, so one that it reaches is enough.
pub(super) fn resolver(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
) -> Option<Check> {
    let unknown = || {
        let on = Unknown::DnsServers(subnet.vpc.clone());
        Some(dns(&subnet.vpc, Truth::Unknown, NetworkReason::NameUndetermined { on }))
    };
    let Some(vpc) = scenario.vpc(&subnet.vpc) else {
        return if scenario.leaves_open() { unknown() } else { None };
    };
    let own = match servers(vpc) {
        Servers::Amazon => {
            let on = vpc.dns_support.as_ref().map_or(Truth::Yes, Fact::truth);
            let failure = || dns(&vpc.id, on, NetworkReason::NameDoesNotResolve);
            return (on != Truth::Yes).then(failure);
        }
        Servers::Unknown => return unknown(),
        Servers::Own(own) => own,
    };
    let mut failure: Option<Check> = None;
    for server in own {
        let next = unreached(scenario, placement, subnet, vpc, server)?;
        if failure.as_ref().is_none_or(|it| it.passes < next.passes) {
            failure = Some(next);
        }
    }
    failure
}

/// Why packets do not arrive at the DNS server, or may not.
// AWS: "Network ACLs", "Control traffic to your resources using security groups" — of DNS they leave only Amazon's own
// servers alone.
fn unreached(
    scenario: &Scenario,
    placement: &Placement,
    subnet: &Subnet,
    vpc: &Vpc,
    server: &str,
) -> Option<Check> {
    let range = Cidr::parse(server)?;
    let holds = |it: &str| Cidr::parse(it).is_some_and(|it| it.contains(range));
    let peer = Peer::dns_server(server, range);
    let mut filters = vec![security_group::egress(scenario, placement, &peer)];
    let unknown = |on| dns(server, Truth::Unknown, NetworkReason::NameUndetermined { on });
    if !holds(&subnet.cidr) {
        filters.extend(network_acl::client(scenario, subnet, &peer));
    } else if subnet.is_open("cidr")
        && network_acl::client(scenario, subnet, &peer).iter().any(|it| it.passes != Truth::Yes)
    {
        // The server stands in this subnet or in another one, where the subnet's range was not told.
        filters.push(unknown(Unknown::AddressesOf(subnet.id.clone())));
    }
    if !vpc.cidrs.iter().any(|it| holds(it)) {
        // What lies behind the route is not known.
        let table = scenario.route_table_of(subnet);
        match table.map(|it| (it, route::to_range(scenario, it, range))) {
            Some((table, Chosen::None)) => {
                let because = NetworkReason::NoRouteToDestination { unused: Vec::new() };
                filters.push(control(NetworkControl::Route, 0, &table.id, Truth::No, because));
            }
            _ => {
                let on = Unknown::DnsServer(server.to_owned());
                filters.push(unknown(on));
            }
        }
    }
    let worst = filters.into_iter().min_by_key(|it| it.passes)?;
    match (worst.passes, worst.control) {
        (Truth::Yes, _) => None,
        (Truth::No, shut) => {
            let subject = worst.subject().to_owned();
            let (server, name) = (server.to_owned(), &vpc.id);
            let because = NetworkReason::DnsServerUnreached { server, shut, subject };
            Some(dns(name, Truth::No, because))
        }
        (Truth::Unknown, _) => Some(unknown(Unknown::DnsServer(server.to_owned()))),
    }
}

/// What the network ACL of `subnet` drops of the packets to a DNS server, and of its replies.
pub(crate) fn refused_to_dns_server(
    scenario: &Scenario,
    subnet: &Subnet,
    server: &str,
) -> Vec<AclRefusal> {
    let Some(range) = Cidr::parse(server) else { return Vec::new() };
    let check = network_acl::client(scenario, subnet, &Peer::dns_server(server, range));
    match check.map(|it| it.because) {
        Some(Reason::Network(NetworkReason::AclDenies { refusals })) => refusals,
        _ => Vec::new(),
    }
}

/// What the client's name resolves to, where the servers answer.
///
/// # Errors
///
/// The fact that it depends on, if that is not known.
pub(super) fn resolve<'s>(
    scenario: &'s Scenario,
    placement: &Placement,
    subnet: &Subnet,
) -> Result<Resolved<'s>, Unknown> {
    let host = host(scenario, placement);
    let amazon = scenario.vpc(&subnet.vpc).is_none_or(|it| matches!(servers(it), Servers::Amazon));
    let zone = zone_of(scenario, &subnet.vpc, &host);
    if let Some(because) = no_such_name(scenario, placement.name()) {
        let failure = Some(dns(&host, Truth::No, because));
        return Ok(Resolved { failure, ..Resolved::default() });
    }
    let private = match &placement.endpoint_url {
        Some(id) => own_name(scenario, id, &host),
        // What other servers answer where Amazon's would answer by a private zone is not known.
        None if !amazon && (zone.is_some() || has_private_dns(scenario, subnet)) => {
            Err(Unknown::AnswerOfServers(subnet.vpc.clone()))
        }
        None => private_dns(scenario, placement, &subnet.vpc, None),
    };
    let Some(zone) = zone.filter(|_| amazon) else {
        return match scenario.is_open("private_zones") {
            true if amazon => Err(untold("private_zones", &subnet.vpc)),
            _ => private,
        };
    };
    if zone.is_open("vpcs") {
        return Err(Unknown::ZoneOf(zone.id.clone()));
    }
    match host_names(scenario, &subnet.vpc) {
        Truth::No => return private,
        Truth::Unknown => return Err(Unknown::ZoneOf(zone.id.clone())),
        Truth::Yes => {}
    }
    // An endpoint's private DNS is a zone of AWS's own, for S3's domain.
    let by_private_dns =
        placement.endpoint_url.is_none() && !matches!(private, Ok(Resolved { endpoint: None, .. }));
    let own = if by_private_dns { domain(scenario, placement.name()).len() } else { 0 };
    match zone.name.trim_end_matches('.').len() {
        length if length < own => private,
        length if length == own => Err(Unknown::ZoneOf(zone.id.clone())),
        _ => by_zone(scenario, placement, zone, &host, private.ok().and_then(|it| it.endpoint)),
    }
}

/// The zone of a VPC that answers for `host`: the one with the longest name.
fn zone_of<'s>(scenario: &'s Scenario, vpc: &String, host: &str) -> Option<&'s PrivateZone> {
    let holds = |it: &&PrivateZone| {
        (it.vpcs.contains(vpc) || it.is_open("vpcs"))
            && is_below(host, it.name.trim_end_matches('.'))
    };
    scenario.private_zones.iter().filter(holds).max_by_key(|it| it.name.len())
}

/// `name` is `domain`, or stands below it.
fn is_below(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|it| it.is_empty() || it.ends_with('.'))
}

/// The answer of a zone: the record of that very name, else the longest one with a wildcard; `private` is the endpoint
/// that private DNS would lead to.
fn by_zone<'s>(
    scenario: &'s Scenario,
    placement: &Placement,
    zone: &'s PrivateZone,
    host: &str,
    private: Option<&'s Endpoint>,
) -> Result<Resolved<'s>, Unknown> {
    let unknown = || Unknown::ZoneOf(zone.id.clone());
    let records = zone.records.known().ok_or_else(unknown)?;
    // Route 53 writes the asterisk as `\052`.
    let fits = |name: &str| match name.strip_prefix('*').or(name.strip_prefix("\\052")) {
        Some(domain) => host.len() > domain.len() && host.ends_with(domain),
        None => name == host,
    };
    let of = |value: &str| {
        let interface = |it: &&Endpoint| it.kind == EndpointKind::Interface;
        let named = |it: &&Endpoint| value.contains(it.id.as_str());
        scenario.endpoints.iter().filter(interface).find(named)
    };
    let name = |it: &str| it.trim_end_matches('.').to_owned();
    let fitting = records.iter().filter(|it| fits(&name(&it.name)));
    let best = fitting.max_by_key(|it| (name(&it.name) == host, it.name.len()));
    let Some(record) = best else {
        let because = NetworkReason::NoSuchName { zone: Some(zone.id.clone()) };
        let failure = Some(dns(host, Truth::No, because));
        // The record that is missing leads where the others do; without the zone private DNS would answer.
        let endpoint = records.iter().find_map(|it| of(&it.value)).or(private);
        return Ok(Resolved { endpoint, failure });
    };
    let endpoint = of(&record.value).filter(|_| placement.name() == S3Name::Regional);
    let bucket = scenario.bucket().map(|it| it.region.as_str());
    match endpoint {
        Some(it) if interface::region(scenario, it) == bucket => Ok(answered(it, host)),
        _ => Err(Unknown::Record { zone: zone.id.clone(), name: record.name.clone() }),
    }
}

/// The endpoint, whose names may have no IPv4 addresses.
// AWS: "VPC endpoints for Amazon S3", DNS record IP types.
fn answered<'s>(endpoint: &'s Endpoint, host: &str) -> Resolved<'s> {
    let passes = endpoint.answers_ipv4();
    let because = NetworkReason::NoAddressRecord { endpoint: endpoint.id.clone() };
    let failure = (passes != Truth::Yes).then(|| dns(host, passes, because));
    Resolved { endpoint: Some(endpoint), failure }
}

/// The endpoint of the id in a client's `endpoint_url`. Only interface endpoints have names.
fn own_name<'s>(scenario: &'s Scenario, id: &str, host: &str) -> Result<Resolved<'s>, Unknown> {
    let bucket = scenario.bucket().map(|it| it.region.as_str());
    match scenario.endpoint(id) {
        Some(it) if it.kind == EndpointKind::Gateway => {
            let failure = Some(dns(id, Truth::No, NetworkReason::NoSuchName { zone: None }));
            Ok(Resolved { failure, ..Resolved::default() })
        }
        Some(it) if it.is_open("service_region") => Err(untold("service_region", id)),
        Some(it) if interface::region(scenario, it) == bucket => Ok(answered(it, host)),
        Some(_) => Err(Unknown::BucketOfAnotherRegion(id.to_owned())),
        None => Err(Unknown::InterfaceEndpoint(id.to_owned())),
    }
}

/// The VPC has the DNS host names that private zones need; its DNS support is a check of its own.
pub(super) fn host_names(scenario: &Scenario, vpc: &str) -> Truth {
    let vpc = scenario.vpc(vpc);
    let on = |vpc: &Vpc| vpc.dns_hostnames.as_ref().map_or(Truth::No, Fact::truth);
    vpc.map_or(Truth::Unknown, on)
}

/// The interface endpoints for the bucket's Region in the VPC.
fn interfaces<'s>(
    scenario: &'s Scenario,
    vpc: &str,
) -> impl Iterator<Item = &'s Endpoint> + use<'s> {
    let (vpc, bucket) = (vpc.to_owned(), scenario.bucket().map(|it| it.region.as_str()));
    // Private DNS answers for the names of its service's Region only.
    scenario.endpoints.iter().filter(move |it| {
        it.kind == EndpointKind::Interface
            && it.vpc == vpc
            && (is_of(scenario, it, bucket) != Truth::No)
    })
}

/// The endpoint is for S3 in this Region.
fn is_of(scenario: &Scenario, endpoint: &Endpoint, region: Option<&str>) -> Truth {
    match interface::region(scenario, endpoint) {
        Some(own) if !endpoint.is_open("service_region") => Truth::from(Some(own) == region),
        _ => Truth::Unknown,
    }
}

fn untold(what: &'static str, of: &str) -> Unknown {
    Unknown::Untold { what, of: of.to_owned() }
}

/// Some endpoint's private DNS may answer in the VPC, to whatever resolver.
fn has_private_dns(scenario: &Scenario, subnet: &Subnet) -> bool {
    scenario.is_open("endpoints")
        || interfaces(scenario, &subnet.vpc).any(|it| it.private_dns.truth() != Truth::No)
}

/// What a client's name resolves to on premises, where `asks` is whether an inbound resolver of `vpc` is asked for it.
///
/// # Errors
///
/// The fact that it depends on, if that is not known.
pub(super) fn resolve_on_premises<'s>(
    scenario: &'s Scenario,
    placement: &Placement,
    vpc: &String,
    asks: Truth,
) -> Result<Resolved<'s>, Unknown> {
    let host = host(scenario, placement);
    if let Some(because) = no_such_name(scenario, placement.name()) {
        let failure = Some(dns(&host, Truth::No, because));
        return Ok(Resolved { failure, ..Resolved::default() });
    }
    if let Some(id) = &placement.endpoint_url {
        return own_name(scenario, id, &host);
    }
    // The inbound resolver answers by the private zones of its VPC as well.
    if let Some(zone) = zone_of(scenario, vpc, &host).filter(|_| asks != Truth::No) {
        return Err(Unknown::ZoneOf(zone.id.clone()));
    }
    if asks != Truth::No && scenario.is_open("private_zones") {
        return Err(untold("private_zones", vpc));
    }
    private_dns(scenario, placement, vpc, Some(asks))
}

/// The endpoint whose private DNS answers for S3's name: in the VPC, or by its inbound resolver where that is asked.
fn private_dns<'s>(
    scenario: &'s Scenario,
    placement: &Placement,
    vpc: &str,
    inbound: Option<Truth>,
) -> Result<Resolved<'s>, Unknown> {
    let names = host_names(scenario, vpc);
    let bucket = scenario.bucket().map(|it| it.region.as_str());
    for endpoint in interfaces(scenario, vpc) {
        match placement.name() {
            S3Name::Regional => {}
            S3Name::DualStack if endpoint.private_dns.truth() == Truth::No => continue,
            S3Name::DualStack => return Err(Unknown::DualStackName(endpoint.id.clone())),
            // AWS: "AWS PrivateLink for Amazon S3" — interface endpoints take neither the global name nor FIPS names.
            _ => continue,
        }
        let resolves = endpoint
            .private_dns
            .truth()
            .and(endpoint.state.is_available())
            .and(inbound.unwrap_or(!endpoint.private_dns_only_for_inbound_resolver.truth()))
            .and(is_of(scenario, endpoint, bucket))
            .and(names);
        match resolves {
            Truth::Yes => return Ok(answered(endpoint, &endpoint.id)),
            Truth::Unknown => return Err(Unknown::Name(endpoint.id.clone())),
            Truth::No => {}
        }
    }
    let named = matches!(placement.name(), S3Name::Regional | S3Name::DualStack);
    let asked = named && names != Truth::No && inbound != Some(Truth::No);
    if scenario.is_open("endpoints") && asked {
        return Err(untold("endpoints", vpc));
    }
    Ok(Resolved::default())
}
