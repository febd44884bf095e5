//! The ways through a VPC: what routes, network ACLs and security groups decide, against the plainest reading of them.

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a case that is not of the shape that it was made in must fail the test"
)]

use std::net::Ipv4Addr;

use accesspath_engine::analyze;
use accesspath_engine::check::NetworkReason;
use accesspath_engine::control::NetworkControl;
use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::network::PathKind;
use accesspath_engine::scenario::{Scenario, problems};
use accesspath_policy::truth::Truth;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

/// A small VPC: a function in `subnet-f`, a NAT gateway, both kinds of endpoint, and one route table to fill.
fn vpc(routes: &[Value], entries: &[&str], private_dns: bool) -> Value {
    json!({
        "accesspath": 1,
        "documents": { "role": { "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" } ] } },
        "roles": [{ "id": "r", "arn": "arn:aws:iam::111122223333:role/r", "policies": ["role"] }],
        "functions": [{ "id": "fn", "name": "fn", "role": "r", "placements": [
            { "id": "A", "subnets": ["subnet-f"], "security_groups": ["sg-f"], "private_ip": "10.0.1.5" }] }],
        "vpcs": [{ "id": "vpc-1", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"],
            "dns_hostnames": true }],
        "subnets": [
            { "id": "subnet-f", "vpc": "vpc-1", "cidr": "10.0.1.0/24", "route_table": "rtb-f" },
            { "id": "subnet-e", "vpc": "vpc-1", "cidr": "10.0.2.0/24", "route_table": "rtb-f" },
            { "id": "subnet-n", "vpc": "vpc-1", "cidr": "10.0.3.0/24", "route_table": "rtb-n" }],
        "route_tables": [
            { "id": "rtb-f", "vpc": "vpc-1", "routes": routes },
            { "id": "rtb-n", "vpc": "vpc-1", "routes": [{ "destination": "0.0.0.0/0", "target": "igw-1" }] }],
        "gateways": [
            { "id": "igw-1", "kind": "internet", "vpc": "vpc-1" },
            { "id": "nat-1", "kind": "nat", "subnet": "subnet-n", "public_ip": "198.51.100.7" },
            { "id": "nat-2", "kind": "nat", "subnet": "subnet-n", "public_ip": "198.51.100.8" }],
        "endpoints": [
            { "id": "vpce-1", "kind": "gateway", "vpc": "vpc-1" },
            { "id": "vpce-2", "kind": "interface", "vpc": "vpc-1", "subnets": ["subnet-e"],
              "security_groups": ["sg-e"], "private_dns": private_dns }],
        "security_groups": [{ "id": "sg-f" },
            { "id": "sg-e", "ingress": [{ "protocol": "tcp", "from_port": 443, "cidr": "10.0.0.0/16" }] }],
        "prefix_lists": [{ "id": "pl-s3", "name": "com.amazonaws.eu-west-1.s3", "entries": entries }],
        "buckets": [{ "id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1" }],
        "question": { "callers": ["fn"], "operation": "GetObject", "bucket": "b", "key": "k" }
    })
}

/// The one path of a scenario.
fn path(scenario: &Value) -> PathAnalysis {
    let scenario = Scenario::from_json(&scenario.to_string()).expect("the scenario is sound");
    assert_eq!(problems(&scenario), []);
    analyze(&scenario).paths.remove(0)
}

const ENTRIES: [&str; 2] = ["52.216.0.0/29", "52.216.0.8/30"];

fn routes() -> impl Strategy<Value = Vec<Value>> {
    let destinations = vec![
        "0.0.0.0/0",
        "52.216.0.0/28",
        "52.216.0.0/29",
        "52.216.0.4/30",
        "52.216.0.8/30",
        "52.216.0.8/31",
        "10.9.0.0/16",
        "pl-s3",
    ];
    let one = (any::<bool>(), prop::sample::select(vec!["nat-1", "nat-2", "igw-1"]), 0..8_u8);
    let subset = prop::sample::subsequence(destinations, 0..5);
    (subset, prop::collection::vec(one, 5)).prop_map(|(destinations, how)| {
        let route = |(destination, (_, target, dead)): (&str, (bool, &str, u8))| {
            let target = if destination == "pl-s3" { "vpce-1" } else { target };
            json!({ "destination": destination, "target": target, "blackhole": dead == 0 })
        };
        destinations.into_iter().zip(how).map(route).collect()
    })
}

fn range(text: &str) -> (u32, u32) {
    let (address, prefix) = text.split_once('/').expect("a range");
    let address: Ipv4Addr = address.parse().expect("an address");
    (address.to_bits(), prefix.parse().expect("a length"))
}

fn holds(text: &str, address: u32) -> bool {
    let (own, prefix) = range(text);
    let free = 32 - prefix;
    u64::from(own) >> free == u64::from(address) >> free
}

/// The target that packets to `address` take, by looking at every route.
fn target(routes: &[Value], address: u32) -> Option<String> {
    let rank = |route: &Value| match route["destination"].as_str().expect("a text") {
        "pl-s3" => {
            ENTRIES.iter().filter(|it| holds(it, address)).map(|it| (range(it).1, false)).max()
        }
        own => holds(own, address).then(|| (range(own).1, true)),
    };
    let best = routes.iter().filter(|it| rank(it).is_some()).max_by_key(|it| rank(it))?;
    best["target"].as_str().map(str::to_owned)
}

/// What the engine says of the route: the target, nothing where no route matches, or that it is not known.
fn decided(path: &PathAnalysis) -> Option<Option<String>> {
    match path.network_check(NetworkControl::Route)?.1 {
        NetworkReason::RouteMatches { target, .. }
        | NetworkReason::BadStateRoute { target, .. }
        | NetworkReason::PublicSubnet { target } => Some(Some(target.clone())),
        NetworkReason::NoRouteToDestination { .. } => Some(None),
        _ => None,
    }
}

/// A port of every stretch of 1024 to 65535 within which all rules below are alike.
const REPLIES: [u64; 5] = [1024, 1999, 2000, 30_001, 65_535];

/// A rule of a network ACL, whose number its place gives.
fn acl_rules() -> impl Strategy<Value = Vec<Value>> {
    let cidr = prop::sample::select(vec![
        "0.0.0.0/0",
        "10.0.1.0/24",
        "10.0.1.5/32",
        "10.0.1.4/31",
        "10.0.1.8/29",
        "::/0",
    ]);
    let ports = prop::sample::select(vec![
        None,
        Some((443, 443)),
        Some((80, 1024)),
        Some((1024, 65_535)),
        Some((1024, 30_000)),
        Some((30_001, 65_535)),
        Some((2000, 40_000)),
    ]);
    let protocol = prop::sample::select(vec!["tcp", "tcp", "-1", "udp"]);
    let rule = (any::<bool>(), cidr, ports, protocol, 1..30_u32);
    prop::collection::vec(rule, 0..6).prop_map(|rules| {
        let mut made: Vec<Value> = Vec::new();
        for (allows, cidr, ports, protocol, number) in rules {
            if made.iter().any(|it| it["number"] == number) {
                continue;
            }
            let action = if allows { "allow" } else { "deny" };
            let mut rule =
                json!({ "number": number, "action": action, "cidr": cidr, "protocol": protocol });
            if let Some((from, to)) = ports {
                rule["from_port"] = json!(from);
                rule["to_port"] = json!(to);
            }
            made.push(rule);
        }
        made
    })
}

/// Whether a TCP packet of 10.0.1.5 to `port` passes, rule by rule.
fn passes(rules: &[Value], port: u64) -> bool {
    let mut ordered: Vec<&Value> = rules.iter().collect();
    ordered.sort_by_key(|it| it["number"].as_u64());
    let address = Ipv4Addr::new(10, 0, 1, 5).to_bits();
    let fits = |rule: &&&Value| {
        let cidr = rule["cidr"].as_str().expect("a text");
        let all = rule["protocol"] == "-1";
        let from = rule["from_port"].as_u64().filter(|_| !all).unwrap_or(0);
        let to = rule["to_port"].as_u64().filter(|_| !all).unwrap_or(65_535);
        !cidr.contains(':')
            && holds(cidr, address)
            && rule["protocol"] != "udp"
            && (from..=to).contains(&port)
    };
    ordered.iter().find(fits).is_some_and(|it| it["action"] == "allow")
}

fn group_rules() -> impl Strategy<Value = Vec<Value>> {
    let other = prop::sample::select(vec![
        ("cidr", "0.0.0.0/0"),
        ("cidr", "52.216.0.0/29"),
        ("cidr", "52.216.0.0/28"),
        ("cidr", "10.0.0.0/16"),
        ("prefix_list", "pl-s3"),
        ("security_group", "sg-e"),
    ]);
    let rule = (
        other,
        prop::sample::select(vec!["tcp", "-1", "udp"]),
        prop::sample::select(vec![80, 443]),
    );
    let rule = rule.prop_map(|((side, whom), protocol, port)| {
        let mut rule = json!({ "protocol": protocol });
        rule[side] = json!(whom);
        if protocol != "-1" {
            rule["from_port"] = json!(port);
        }
        rule
    });
    prop::collection::vec(rule, 0..4)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_longest_prefix_is_what_a_look_at_every_address_finds(routes in routes()) {
        let path = path(&vpc(&routes, &ENTRIES, false));
        let addresses = ENTRIES.iter().flat_map(|it| {
            let (first, prefix) = range(it);
            first..first + (1 << (32 - prefix))
        });
        let mut found: Vec<Option<String>> = addresses.map(|it| target(&routes, it)).collect();
        found.sort();
        found.dedup();
        match decided(&path) {
            Some(taken) => prop_assert_eq!(found, vec![taken]),
            None => {
                let splits = |it: &Value| matches!(it["destination"].as_str(), Some("52.216.0.4/30" | "52.216.0.8/31"));
                prop_assert!(found.len() > 1 || routes.iter().any(splits), "{:?}", path.checks);
            }
        }
    }

    #[test]
    fn an_acl_does_what_its_rules_say_one_packet_at_a_time(inbound in acl_rules(), outbound in acl_rules()) {
        let mut scenario = vpc(&[], &[], true);
        scenario["subnets"][1]["network_acl"] = json!("acl-1");
        scenario["network_acls"] = json!([{ "id": "acl-1", "inbound": inbound, "outbound": outbound }]);
        let path = path(&scenario);
        let found = path.network_check(NetworkControl::EndpointNetworkAcl).expect("the ACL is met").0;
        let request = passes(&inbound, 443);
        let replies: Vec<bool> = REPLIES.iter().map(|it| passes(&outbound, *it)).collect();
        let wanted = match (request, replies.contains(&true), replies.contains(&false)) {
            (true, _, false) => Truth::Yes,
            (false, ..) | (_, false, _) => Truth::No,
            _ => Truth::Unknown,
        };
        prop_assert_eq!(found.passes, wanted);
    }

    #[test]
    fn one_more_rule_of_a_security_group_never_closes(
        (routes, rules, more, private_dns) in (routes(), group_rules(), group_rules(), any::<bool>())
    ) {
        let mut scenario = vpc(&routes, &ENTRIES, private_dns);
        scenario["security_groups"][0]["egress"] = json!(rules);
        let before = path(&scenario).outcome;
        let all: Vec<Value> = rules.into_iter().chain(more).collect();
        scenario["security_groups"][0]["egress"] = json!(all);
        let after = path(&scenario).outcome;
        prop_assert!(before != Outcome::Open || after == Outcome::Open);
        prop_assert!(after != Outcome::Blocked || before == Outcome::Blocked);
    }

    #[test]
    fn taking_something_away_opens_only_what_it_shadowed(
        (routes, private_dns, shut, at) in (routes(), any::<bool>(), any::<bool>(), any::<prop::sample::Index>())
    ) {
        let mut scenario = vpc(&routes, &ENTRIES, private_dns);
        if shut {
            scenario["security_groups"][1]["ingress"] = json!([]);
        }
        let before = path(&scenario);
        if !routes.is_empty() {
            let mut fewer = routes.clone();
            let gone = fewer.remove(at.index(routes.len()));
            let mut without = scenario.clone();
            without["route_tables"][0]["routes"] = json!(fewer);
            if before.outcome != Outcome::Open && path(&without).outcome == Outcome::Open {
                let taken = decided(&before);
                let own = gone["target"].as_str().map(str::to_owned);
                prop_assert!(taken.is_none() || taken == Some(own), "{} was not on the way", gone);
            }
        }
        let mut without = scenario.clone();
        without["endpoints"][1]["private_dns"] = json!(false);
        if before.outcome != Outcome::Open && path(&without).outcome == Outcome::Open {
            prop_assert_eq!(before.path.kind, PathKind::InterfaceEndpoint);
        }
    }

    #[test]
    fn every_text_is_a_scenario_or_is_refused_with_a_place(text in any::<String>()) {
        let refused = Scenario::from_json(&text).expect_err("no such text is a scenario");
        prop_assert!(refused.line >= 1 && refused.column >= 1 && !refused.message.is_empty());
    }
}
