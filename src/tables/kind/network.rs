//! VPCs, subnets, placements, route tables, security groups and network ACLs.

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::rename::Thing;

use super::{
    Column, Entries, Holds, Kind, Section, account, column, free, name, only, owner, quoted, region,
};

pub(in crate::tables) const KINDS: &[Kind] = &[
    Kind {
        name: "vpcs",
        title: "VPCs",
        one: "a VPC",
        list: &["vpcs"],
        section: Section::Network,
        form: false,
        thing: Some(Thing::Vpc),
        columns: &[
            name("VPC", "id", Thing::Vpc),
            column("CIDR blocks", "cidrs", Holds::Texts),
            column("Account", "account", Holds::Text),
            column("Region", "region", Holds::Text),
            column("Main route table", "main_route_table", Holds::Record(&["route_tables"]))
                .or("not known"),
            column("enableDnsSupport", "dns_support", Holds::Switch).fact().or("on"),
            column("enableDnsHostnames", "dns_hostnames", Holds::Switch).fact().or("off"),
            column("DNS servers", "domain_name_servers", Holds::Texts)
                .fact()
                .or("AmazonProvidedDNS"),
            column("VPC Block Public Access", "block_public_access", Holds::Words(BLOCK_MODES))
                .fact()
                .or("off"),
            EXCLUSION,
        ],
        fresh: vpc,
    },
    Kind {
        name: "subnets",
        title: "Subnets",
        one: "a subnet",
        list: &["subnets"],
        section: Section::Network,
        form: false,
        thing: Some(Thing::Subnet),
        columns: &[
            name("Subnet", "id", Thing::Subnet),
            column("VPC", "vpc", Holds::Record(&["vpcs"])),
            column("CIDR block", "cidr", Holds::Text).or("within its VPC's"),
            column("IPv6 CIDR block", "ipv6_cidr", Holds::Text).or("none"),
            column("Availability Zone", "availability_zone", Holds::Text).or("not known"),
            column("Route table", "route_table", Holds::Record(&["route_tables"]))
                .or("the main one"),
            column("Network ACL", "network_acl", Holds::Record(&["network_acls"]))
                .or("default: allows all"),
            EXCLUSION,
        ],
        fresh: subnet,
    },
    Kind {
        name: "placements",
        title: "Placements of functions",
        one: "a placement",
        list: &["functions", "placements"],
        section: Section::Network,
        form: false,
        thing: Some(Thing::Placement),
        columns: &[
            owner("Function"),
            name("Placement", "id", Thing::Placement),
            column("Subnets; none: outside a VPC", "subnets", Holds::Records("subnets"))
                .or("outside"),
            column("Security groups", "security_groups", Holds::Records("security_groups"))
                .or("not known"),
            column("Endpoint's own name", "endpoint_url", Holds::Record(&["endpoints"]))
                .or("not called"),
            column("Name of S3", "s3_name", Holds::Words(S3_NAMES)).or("regional"),
            column("Client's Region", "client_region", Holds::Text).or("the bucket's"),
            column("Private IP", "private_ip", Holds::Text).or("some"),
            column("IPv6", "ipv6", Holds::Switch).or("off"),
        ],
        fresh: placement,
    },
    Kind {
        name: "route-tables",
        title: "Route tables",
        one: "a route table",
        list: &["route_tables"],
        section: Section::Network,
        form: false,
        thing: Some(Thing::RouteTable),
        columns: &[
            name("Route table", "id", Thing::RouteTable),
            column("VPC", "vpc", Holds::Record(&["vpcs"])),
        ],
        fresh: route_table,
    },
    Kind {
        name: "security-groups",
        title: "Security groups",
        one: "a security group",
        list: &["security_groups"],
        section: Section::Network,
        form: false,
        thing: Some(Thing::SecurityGroup),
        columns: &[name("Security group", "id", Thing::SecurityGroup)],
        fresh: security_group,
    },
    Kind {
        name: "network-acls",
        title: "Network ACLs",
        one: "a network ACL that allows all",
        list: &["network_acls"],
        section: Section::Network,
        form: false,
        thing: Some(Thing::NetworkAcl),
        columns: &[name("Network ACL", "id", Thing::NetworkAcl)],
        fresh: network_acl,
    },
];

const BLOCK_MODES: &[&str] = &["off", "block-bidirectional", "block-ingress"];

const EXCLUSION: Column = column(
    "Exclusion from VPC Block Public Access",
    "block_public_access_exclusion",
    Holds::Words(&["allow-bidirectional", "allow-egress"]),
)
.or("none");

/// The names by which clients call S3.
pub(super) const S3_NAMES: &[&str] = &[
    "regional",
    "dual-stack",
    "global",
    "fips",
    "fips-dual-stack",
    "accelerate",
    "accelerate-dual-stack",
];

/// A VPC has a main route table.
fn vpc(scenario: &Scenario, _: &str) -> Entries {
    let used = |it: &str| scenario.vpcs.iter().any(|vpc| vpc.cidrs.iter().any(|own| own == it));
    let ranges = (0_u8..=255).map(|it| format!("10.{it}.0.0/16"));
    let range = ranges.into_iter().find(|it| !used(it)).unwrap_or_default();
    let id = free("vpc-new", |it| scenario.vpc(it).is_some());
    let table = free_table(scenario);
    let (account, region) = (quoted(&account(scenario)), quoted(&region(scenario)));
    let vpc = format!(
        r#"{{"id":"{id}","account":{account},"region":{region},"cidrs":["{range}"],"main_route_table":"{table}","dns_support":true,"dns_hostnames":true}}"#
    );
    let table = format!(r#"{{"id":"{table}","vpc":"{id}","routes":[]}}"#);
    vec![(&["vpcs"], vpc), (&["route_tables"], table)]
}

/// A subnet has the first free range of 256 addresses of the last VPC.
fn subnet(scenario: &Scenario, _: &str) -> Entries {
    let id = free("subnet-new", |it| scenario.subnet(it).is_some());
    let Some(vpc) = scenario.vpcs.last() else { return Vec::new() };
    let first = vpc.cidrs.first().map(String::as_str).unwrap_or_default();
    let stem = first.split('.').take(2).collect::<Vec<_>>().join(".");
    let used = |it: &str| {
        let net = it.rsplit_once('.').map_or(it, |it| it.0);
        scenario
            .subnets
            .iter()
            .any(|own| own.vpc == vpc.id && own.cidr.starts_with(&format!("{net}.")))
    };
    let ranges = (0_u8..=255).map(|it| format!("{stem}.{it}.0/24"));
    let range = ranges.into_iter().find(|it| !used(it)).unwrap_or_default();
    only(&["subnets"], format!(r#"{{"id":"{id}","vpc":{},"cidr":"{range}"}}"#, quoted(&vpc.id)))
}

fn placement(scenario: &Scenario, _: &str) -> Entries {
    let placements = || scenario.functions.iter().flat_map(|it| &it.placements);
    let taken = |id: &str| {
        placements().any(|it| it.id == id) || scenario.callers.iter().any(|it| it.id == id)
    };
    let letter = ('A'..='Z').map(String::from).find(|it| !taken(it));
    let id = letter.unwrap_or_else(|| free("placement", taken));
    only(&["placements"], format!(r#"{{"id":"{id}","outside":true}}"#))
}

fn free_table(scenario: &Scenario) -> String {
    free("rtb-new", |it| scenario.route_tables.iter().any(|own| own.id == it))
}

fn route_table(scenario: &Scenario, _: &str) -> Entries {
    let vpc = scenario.vpcs.last().map(|it| quoted(&it.id)).unwrap_or_default();
    let id = free_table(scenario);
    only(&["route_tables"], format!(r#"{{"id":"{id}","vpc":{vpc},"routes":[]}}"#))
}

/// The rules of a new group, as AWS makes them.
fn security_group(scenario: &Scenario, _: &str) -> Entries {
    let id = free("sg-new", |it| scenario.security_group(it).is_some());
    let all = r#"[{"protocol":"-1","cidr":"0.0.0.0/0"}]"#;
    only(&["security_groups"], format!(r#"{{"id":"{id}","egress":{all},"ingress":[]}}"#))
}

/// An ACL that allows all, so that only rules that are added later change the answer.
fn network_acl(scenario: &Scenario, _: &str) -> Entries {
    let id = free("acl-new", |it| scenario.network_acl(it).is_some());
    let all = r#"[{"number":100,"action":"allow","cidr":"0.0.0.0/0","protocol":"-1"}]"#;
    only(&["network_acls"], format!(r#"{{"id":"{id}","inbound":{all},"outbound":{all}}}"#))
}
