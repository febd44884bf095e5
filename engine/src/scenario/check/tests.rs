use super::{ScenarioProblem, problems};
use crate::scenario::Scenario;

/// The places and messages of the problems of a network with these parts.
fn found(placement: &str, gateway: &str, endpoint: &str) -> Vec<String> {
    let text = format!(
        r#"{{
            "accesspath": 1,
            "roles": [{{ "id": "r", "arn": "arn:aws:iam::111122223333:role/r" }}],
            "functions": [{{ "id": "f", "name": "f", "role": "r", "placements": [
                {{ "id": "P", "subnets": ["s"] {placement} }}
            ] }}],
            "vpcs": [
                {{ "id": "vpc-1", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"] }},
                {{ "id": "vpc-2", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.1.0.0/16"] }}
            ],
            "subnets": [{{ "id": "s", "vpc": "vpc-1", "cidr": "10.0.0.0/24" }}],
            "gateways": [{{ "id": "g", {gateway} }}],
            "endpoints": [{{ "id": "vpce-1", "vpc": "vpc-1", {endpoint} }}],
            "buckets": [{{ "id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1" }}],
            "question": {{ "callers": ["f"], "operation": "GetObject", "bucket": "b", "key": "k" }}
        }}"#
    );
    let scenario = Scenario::from_json(&text).expect("it is a scenario");
    problems(&scenario).iter().map(|it| format!("{}: {}", it.place(), it.message)).collect()
}

const PEERING: &str = r#""kind": "peering", "vpcs": ["vpc-1", "vpc-2"]"#;
const INTERFACE: &str = r#""kind": "interface", "subnets": ["s"]"#;

#[test]
fn a_peering_connection_joins_two_vpcs_that_are_described() {
    assert_eq!(found("", PEERING, INTERFACE), [""; 0]);
    assert_eq!(found("", r#""kind": "peering""#, INTERFACE), [""; 0]);
    let one = found("", r#""kind": "peering", "vpcs": ["vpc-1"]"#, INTERFACE);
    assert!(one.iter().any(|it| it.contains("joins two VPCs")), "{one:?}");
    let transit = found("", r#""kind": "transit", "vpcs": ["vpc-1", "vpc-2"]"#, INTERFACE);
    assert!(transit.iter().any(|it| it.contains("joins two VPCs")), "{transit:?}");
    let missing = found("", r#""kind": "peering", "vpcs": ["vpc-1", "vpc-3"]"#, INTERFACE);
    assert!(missing.iter().any(|it| it.contains("vpc-3")), "{missing:?}");
}

#[test]
fn only_an_interface_endpoint_has_a_zone_or_a_service_of_its_own() {
    let zone = r#", "endpoint_zone": "eu-west-1a""#;
    let named = format!(r#", "endpoint_url": "vpce-1"{zone}"#);
    assert_eq!(found(&named, PEERING, INTERFACE), [""; 0]);
    let unnamed = found(zone, PEERING, INTERFACE);
    assert!(unnamed.iter().any(|it| it.contains("endpoint_zone")), "{unnamed:?}");
    let abroad = format!(r#"{INTERFACE}, "service_region": "us-east-1""#);
    assert_eq!(found("", PEERING, &abroad), [""; 0]);
    for service in [r#""service_region": "us-east-1""#, r#""service_zones": ["eu-west-1a"]"#] {
        let gateway = found("", PEERING, &format!(r#""kind": "gateway", {service}"#));
        assert!(gateway.iter().any(|it| it.contains("gateway endpoint")), "{gateway:?}");
    }
}

/// Two VPCs, each with a subnet and a route table, a function, a caller, a group and an ACL.
const SOUND: &str = r#"{
    "accesspath": 1,
    "organization": { "id": "o-exampleorg1" },
    "roles": [{ "id": "r", "arn": "arn:aws:iam::111122223333:role/r" }],
    "functions": [{ "id": "f", "name": "f", "role": "r", "region": "eu-west-1", "placements": [
        { "id": "P", "subnets": ["s1", "s3"], "security_groups": ["g"], "private_ip": "10.0.0.9" }
    ] }],
    "callers": [{ "id": "c", "name": "c", "user": "arn:aws:iam::111122223333:user/c" }],
    "vpcs": [
        { "id": "vpc-1", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"] },
        { "id": "vpc-2", "account": "111122223333", "region": "eu-west-2", "cidrs": ["10.1.0.0/16"] }
    ],
    "subnets": [
        { "id": "s1", "vpc": "vpc-1", "cidr": "10.0.0.0/24", "route_table": "t1", "network_acl": "a" },
        { "id": "s2", "vpc": "vpc-2", "cidr": "10.1.0.0/24", "route_table": "t2" },
        { "id": "s3", "vpc": "vpc-1", "cidr": "10.0.1.0/24" }
    ],
    "route_tables": [{ "id": "t1", "vpc": "vpc-1" }, { "id": "t2", "vpc": "vpc-2" }],
    "endpoints": [{ "id": "vpce-1", "kind": "interface", "vpc": "vpc-1", "subnets": ["s3"] }],
    "prefix_lists": [{ "id": "pl-1", "name": "com.amazonaws.eu-west-1.s3" }],
    "security_groups": [{ "id": "g", "egress": [
        { "protocol": "tcp", "from_port": 443, "to_port": 444, "cidr": "0.0.0.0/0" }
    ] }],
    "network_acls": [{ "id": "a", "inbound": [
        { "number": 100, "action": "allow", "cidr": "0.0.0.0/0", "protocol": "6" }
    ] }],
    "buckets": [{ "id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1" }],
    "question": { "callers": ["f"], "operation": "GetObject", "bucket": "b", "key": "k" }
}"#;

/// Writes `other` in place of `own`, once, and expects one problem, at that place and with those words in it.
#[track_caller]
fn check(own: &str, other: &str, place: &str, words: &str) {
    assert!(SOUND.contains(own), "{own}");
    let scenario = Scenario::from_json(&SOUND.replacen(own, other, 1)).expect("it is a scenario");
    let found = problems(&scenario);
    let told: Vec<String> =
        found.iter().map(|it| format!("{}: {}", it.place(), it.message)).collect();
    assert!(told.iter().any(|it| it.starts_with(place) && it.contains(words)), "{told:?}");
    let is_twice = |at: usize| {
        told.get(at).is_some_and(|it| told.iter().skip(at + 1).any(|other| other == it))
    };
    assert!(!(0..told.len()).any(is_twice), "a problem is told twice: {told:?}");
}

#[test]
fn a_sound_scenario_has_no_problem() {
    let scenario = Scenario::from_json(SOUND).expect("it is a scenario");
    assert_eq!(problems(&scenario), []);
}

#[test]
fn what_belongs_together_is_in_one_vpc() {
    let table = "subnets[0].route_table";
    check(r#""route_table": "t1""#, r#""route_table": "t2""#, table, "name one of vpc-1");
    let subnets = "functions[0].placements[0].subnets";
    check(r#"["s1", "s3"]"#, r#"["s1", "s2"]"#, subnets, "attached to one VPC");
    let region = r#""region": "eu-west-1", "placements""#;
    let other = r#""region": "eu-west-2", "placements""#;
    check(region, other, subnets, "the function is in eu-west-2");
    check(r#""subnets": ["s3"]"#, r#""subnets": ["s2"]"#, "endpoints[0].subnets", "of vpc-2");
}

#[test]
fn ranges_lie_in_their_parents_and_beside_each_other() {
    check(r#""10.0.1.0/24""#, r#""10.9.1.0/24""#, "subnets[2].cidr", "not in the ranges of vpc-1");
    check(r#""10.0.1.0/24""#, r#""10.0.0.128/25""#, "subnets[2].cidr", "overlaps with 10.0.0.0/24");
    check(r#""10.0.1.0/24""#, r#""10.0.1.0""#, "subnets[2].cidr", "has no length");
    check(r#"["10.1.0.0/16"]"#, r#"["10.1.0.0"]"#, "vpcs[1].cidrs[0]", "has no length");
    let address = "functions[0].placements[0].private_ip";
    check(r#""10.0.0.9""#, r#""10.0.7.9""#, address, "no address of these subnets");
    for reserved in ["10.0.0.0", "10.0.0.3", "10.0.0.255"] {
        let address_in = format!(r#""{reserved}""#);
        check(r#""10.0.0.9""#, &address_in, address, "keeps the first four addresses");
    }
    check(r#""10.0.0.9""#, r#""10.0.0.0/28""#, address, "no address of these subnets");
    check(r#""10.0.1.0/24""#, r#""10.0.1.0/29""#, "subnets[2].cidr", "from /16 to /28");
    check(r#""10.0.1.0/24""#, r#""2001:db8::/64""#, "subnets[2].cidr", "IPv4");
    let ipv6 = |range: &str| format!(r#""10.0.1.0/24", "ipv6_cidr": "{range}""#);
    check(r#""10.0.1.0/24""#, &ipv6("2001:db8::/62"), "subnets[2].ipv6_cidr", "in steps of 4");
    check(r#""10.0.1.0/24""#, &ipv6("10.2.0.0/24"), "subnets[2].ipv6_cidr", "IPv6");
    let vpc = r#"["10.1.0.0/16"]"#;
    check(vpc, r#"["10.0.0.0/8"]"#, "vpcs[1].cidrs[0]", "from /16 to /28");
    check(
        vpc,
        r#"["10.1.0.0/16", "10.1.2.0/24"]"#,
        "vpcs[1].cidrs[1]",
        "overlaps with 10.1.0.0/16",
    );
    let entries = r#"s3", "entries": ["3.5.0"] }]"#;
    check(r#"s3" }]"#, entries, "prefix_lists[0].entries[0]", "is no address range");
}

#[test]
fn two_subnets_with_one_ipv6_range_are_refused() {
    let own = r#""10.0.0.0/24", "route_table""#;
    let with = r#""10.0.0.0/24", "ipv6_cidr": "2001:db8::/64", "route_table""#;
    let both = SOUND.replacen(own, with, 1);
    let third = r#""cidr": "10.0.1.0/24""#;
    let text = both.replacen(third, &format!(r#"{third}, "ipv6_cidr": "2001:db8::/64""#), 1);
    let found = problems(&Scenario::from_json(&text).expect("it is a scenario"));
    let places: Vec<String> = found.iter().map(ScenarioProblem::place).collect();
    assert_eq!(places, ["subnets[2].ipv6_cidr"]);
}

#[test]
fn routes_lead_to_what_is_in_their_vpc() {
    let to = |destination: &str, target: &str| {
        format!(
            r#""vpc": "vpc-2", "routes": [{{ "destination": "{destination}", "target": "{target}" }}]"#
        )
    };
    let table = r#""id": "t2", "vpc": "vpc-2""#;
    let routes = |list: &str| format!(r#""id": "t2", {list}"#);
    let place = "route_tables[1].routes[0]";
    let nat = r#""gateways": [{ "id": "n", "kind": "nat", "subnet": "s1" }], "route_tables""#;
    let text = SOUND.replacen(r#""route_tables""#, nat, 1);
    let text = text.replacen(table, &routes(&to("0.0.0.0/0", "n")), 1);
    let found = problems(&Scenario::from_json(&text).expect("it is a scenario"));
    assert!(found.iter().any(|it| it.place() == format!("{place}.target")), "{found:?}");
    check(table, &routes(&to("0.0.0.0", "igw")), &format!("{place}.destination"), "has no length");
    check(table, r#""id": "t2", "vpc": "vpc-9""#, "route_tables[1].vpc", "no VPC has the id");
    let twice = r#""vpc": "vpc-2", "routes": [
        { "destination": "0.0.0.0/0", "target": "x" }, { "destination": "0.0.0.0/0", "target": "y" }
    ]"#;
    check(table, &routes(twice), "route_tables[1].routes", "stands twice");
    let main = r#"["10.1.0.0/16"], "main_route_table": "t1""#;
    check(r#"["10.1.0.0/16"]"#, main, "vpcs[1].main_route_table", "a route table of vpc-1");
    let gateways = |list: &str| format!(r#""gateways": [{list}], "prefix_lists""#);
    let nat = r#"{ "id": "n", "kind": "nat", "subnet": "s2", "vpc": "vpc-1" }"#;
    check(r#""prefix_lists""#, &gateways(nat), "gateways[0].subnet", "one of vpc-1");
    let address = r#"{ "id": "n", "kind": "nat", "subnet": "s2", "public_ip": "203.0.113.0/24" }"#;
    check(r#""prefix_lists""#, &gateways(address), "gateways[0].public_ip", "is no address");
}

#[test]
fn zones_regions_and_partitions_belong_together() {
    let zone = |zone: &str| format!(r#""10.0.1.0/24", "availability_zone": "{zone}""#);
    let place = "subnets[2].availability_zone";
    for wrong in ["eu-west-2a", "eu-west-1", "euw1-az1", "eu-west-1A", "eu-west-1ab"] {
        check(r#""10.0.1.0/24""#, &zone(wrong), place, "no zone of eu-west-1");
    }
    for right in ["eu-west-1a", "eu-west-1-lax-1a", "eu-west-1-wl1-bos-wlz-1"] {
        let text = SOUND.replacen(r#""10.0.1.0/24""#, &zone(right), 1);
        assert_eq!(problems(&Scenario::from_json(&text).expect("it is a scenario")), []);
    }
    let role = "arn:aws:iam::111122223333:role/r";
    check(
        role,
        "arn:aws-cn:iam::111122223333:role/r",
        "functions[0].role",
        "the role is in aws-cn",
    );
    let service = |more: &str| format!(r#""subnets": ["s3"], {more}"#);
    let abroad = service(r#""service_region": "cn-north-1""#);
    check(r#""subnets": ["s3"]"#, &abroad, "endpoints[0].service_region", "is in aws-cn");
    let zones = service(r#""service_zones": ["eu-west-2a"]"#);
    check(r#""subnets": ["s3"]"#, &zones, "endpoints[0].service_zones[0]", "no zone of eu-west-1");
    let owner = service(r#""account": "12""#);
    check(r#""subnets": ["s3"]"#, &owner, "endpoints[0].account", "twelve digits");
    let call =
        r#""private_ip": "10.0.0.9", "endpoint_url": "vpce-1", "endpoint_zone": "eu-west-2a""#;
    let place = "functions[0].placements[0].endpoint_zone";
    check(r#""private_ip": "10.0.0.9""#, call, place, "no zone of eu-west-1");
}

#[test]
fn arns_are_those_that_can_exist() {
    for wrong in [
        "arn:aws:iam:eu-west-1:111122223333:role/r",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::111122223333:role/a b",
        "arn:aws-xx:iam::111122223333:role/r",
        "arn:aws:iam::1111:role/r",
        "arn:aws:iam::111122223333:user/r",
    ] {
        check("arn:aws:iam::111122223333:role/r", wrong, "roles[0].arn", "is no role ARN");
    }
    for wrong in [
        "arn:aws:iam::111122223333:user/",
        "arn:aws:iam:eu-west-1:111122223333:user/c",
        "arn:aws:iam::111122223333:group/c",
        "arn:aws:sts::111122223333:federated-user/",
        "arn:aws:iam::111122223333:root/c",
    ] {
        check("arn:aws:iam::111122223333:user/c", wrong, "callers[0].user", "no ARN of a user");
    }
    for wrong in [
        "arn:aws:kms:cn-north-1:111122223333:key/1",
        "arn:aws:kms::111122223333:key/1",
        "arn:aws:kms:eu-west-1:111122223333:key/",
        "arn:aws:kms:eu-west-1:111122223333:alias/a",
    ] {
        let keys = format!(r#""keys": [{{ "id": "k", "arn": "{wrong}" }}], "prefix_lists""#);
        check(r#""prefix_lists""#, &keys, "keys[0].arn", "is no ARN of a KMS key");
    }
}

#[test]
fn a_rule_has_one_other_side() {
    let cidr = r#""to_port": 444, "cidr": "0.0.0.0/0""#;
    let place = "security_groups[0].egress[0]";
    let both = format!(r#"{cidr}, "prefix_list": "pl-1""#);
    check(cidr, &both, place, "one of cidr, prefix_list and security_group");
    let bare = r#""to_port": 444, "cidr": "0.0.0.0""#;
    check(cidr, bare, &format!("{place}.cidr"), "has no length");
    let list = r#""to_port": 444, "prefix_list": "s3""#;
    check(cidr, list, &format!("{place}.prefix_list"), "begin with pl-");
}

#[test]
fn rules_have_protocols_and_ports_that_exist() {
    let rule = "security_groups[0].egress[0]";
    check(r#""tcp""#, r#""https""#, &format!("{rule}.protocol"), "\"https\" is no protocol");
    check(r#""to_port": 444"#, r#""to_port": 80"#, &format!("{rule}.to_port"), "before the first");
    check(r#""to_port": 444"#, r#""to_port": 70000"#, &format!("{rule}.to_port"), "65535");
    let rule = "network_acls[0].inbound[0].protocol";
    check(r#""protocol": "6""#, r#""protocol": "256""#, rule, "\"256\" is no protocol");
}

#[test]
fn callers_are_who_can_call() {
    let user = r#""user": "arn:aws:iam::111122223333:user/c""#;
    check(user, r#""user": "admin""#, "callers[0].user", "no ARN of a user");
    let both = format!(r#"{user}, "role": "r""#);
    check(user, &both, "callers[0].user", "a user or has a role");
    let policies = r#""role": "r", "policies": ["AdministratorAccess"]"#;
    check(user, policies, "callers[0].policies", "the policies of the role");
    let misspelt = format!(r#"{user}, "policies": ["AdminAccess"], "boundary": "mine""#);
    check(user, &misspelt, "callers[0].policies[0]", "no document is called");
    check(user, &misspelt, "callers[0].boundary", "no document is called");
    let managed = format!(r#"{user}, "policies": ["arn:aws:iam::aws:policy/PowerUserAccess"]"#);
    let text = SOUND.replacen(user, &managed, 1);
    assert_eq!(problems(&Scenario::from_json(&text).expect("it is a scenario")), []);
    check(r#""id": "c""#, r#""id": "f""#, "callers[0].id", "the id of a function too");
}

#[test]
fn ids_that_policies_compare_begin_as_those_of_aws() {
    check(r#""id": "vpce-1""#, r#""id": "e-1""#, "endpoints[0].id", "begin with vpce-");
    check(r#""id": "pl-1""#, r#""id": "list""#, "prefix_lists[0].id", "begin with pl-");
    check(r#""o-exampleorg1""#, r#""exampleorg1""#, "organization.id", "begin with o-");
    let regions = r#""region": "eu-west-2", "cidrs""#;
    check(regions, r#""region": "eu-west-2a", "cidrs""#, "vpcs[1].region", "is no Region");
}

#[test]
fn dns_has_servers_with_addresses_and_one_zone_for_a_name() {
    let vpc = r#""cidrs": ["10.1.0.0/16"]"#;
    let servers = format!(r#"{vpc}, "domain_name_servers": ["AmazonProvidedDNS", "ns1"]"#);
    check(vpc, &servers, "vpcs[1].domain_name_servers[1]", "is no address");
    let zone = r#""name": "amazonaws.com", "vpcs": ["vpc-1"]"#;
    let zones = format!(r#""private_zones": [{{"id": "z1", {zone}}}, {{"id": "z2", {zone}}}]"#);
    let lists = format!(r#"{zones}, "prefix_lists": ["#);
    check(r#""prefix_lists": ["#, &lists, "private_zones[1].name", "one zone for amazonaws.com");
    let lists = lists.replace("vpc-1", "vpc-9");
    check(r#""prefix_lists": ["#, &lists, "private_zones[0].vpcs[0]", "no VPC has the id");
}

#[test]
fn what_lies_behind_a_gateway_is_told_where_it_is_not_described() {
    let told = |gateway: &str| found("", gateway, INTERFACE);
    assert_eq!(told(r#""kind": "transit", "leads_to_internet": true"#), [""; 0]);
    let nat = told(r#""kind": "nat", "leads_to_internet": true"#);
    assert!(nat.iter().any(|it| it.contains("follows from the rest")), "{nat:?}");
    let appliance = told(r#""kind": "appliance""#);
    assert!(appliance.iter().any(|it| it.contains("vpce-")), "{appliance:?}");
    let none = told(r#""kind": "nat", "public_ip": []"#);
    assert!(none.iter().any(|it| it.contains("null")), "{none:?}");
    assert_eq!(told(r#""kind": "nat", "public_ip": ["198.51.100.7", "198.51.100.8"]"#), [""; 0]);
}

#[test]
fn an_action_of_s3_files_is_no_operation() {
    let mut scenario = Scenario::default();
    scenario.question.operation = "s3files:ClientMount".to_owned();
    let told = problems(&scenario);
    assert!(told.iter().any(|it| it.message.contains("mounts are not modelled")), "{told:?}");
}

#[test]
fn callers_stand_where_they_can() {
    let own = r#""user": "arn:aws:iam::111122223333:user/c""#;
    let refused = |members: &str, place: &str, words: &str| check(own, members, place, words);
    refused(r#""subnets": ["s9"]"#, "callers[0].subnets[0]", "no subnet has the id");
    refused(r#""subnets": ["s1", "s2"]"#, "callers[0].subnets", "attached to one VPC");
    refused(
        r#""subnets": ["s1"], "private_ip": "10.9.0.9""#,
        "callers[0].private_ip",
        "no address",
    );
    refused(r#""public_ip": "203.0.113.9""#, "callers[0].public_ip", "only a caller in subnets");
    let both = r#""subnets": ["s1"], "source_ip": "203.0.113.9""#;
    refused(both, "callers[0].source_ip", "in subnets the path tells it");
    let premises = r#""subnets": ["s1"], "on_premises": { "vpc": "vpc-1" }"#;
    refused(premises, "callers[0].on_premises", "in subnets or on premises");
    refused(r#""service": "lambda""#, "callers[0].service", "no service principal");
    let placed = r#""service": "s3.amazonaws.com", "subnets": ["s1"]"#;
    refused(placed, "callers[0].service", "from AWS's own network");
    refused(r#""source_arn": "arn:aws:s3:::b""#, "callers[0].source_arn", "only a service");
}

#[test]
fn signed_urls_have_a_signer_who_can_sign() {
    let own = r#""user": "arn:aws:iam::111122223333:user/c""#;
    let refused = |url: &str, words: &str| {
        check(own, &format!(r#""signed_url": {url}"#), "callers[0].signed_url", words);
    };
    refused("{}", "has a signer, or is by_aws");
    refused(r#"{ "signer": "f", "by_aws": true }"#, "has a signer, or is by_aws");
    refused(r#"{ "signer": "g" }"#, "no function or caller has the id");
    refused(r#"{ "signer": "c" }"#, "no credentials");
    refused(r#"{ "signer": "f", "expires_in_s": 604801 }"#, "at most seven days");
    let also = format!(r#"{own}, "signed_url": {{ "signer": "f" }}"#);
    check(own, &also, "callers[0].signed_url", "needs no role, user or service");
}

/// The places and messages of the problems of a question with these members, about a bucket and an object with these.
fn asked(question: &str, bucket: &str, object: &str) -> Vec<String> {
    let text = format!(
        r#"{{
            "accesspath": 1,
            "buckets": [{{ "id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1" {bucket} }}],
            "objects": [{{ "id": "o", "bucket": "b", "key": "k" {object} }}],
            "question": {{ "callers": [], "bucket": "b", "key": "k" {question} }}
        }}"#
    );
    let scenario = Scenario::from_json(&text).expect("it is a scenario");
    problems(&scenario).iter().map(|it| format!("{}: {}", it.place(), it.message)).collect()
}

#[test]
fn a_role_that_is_handed_on_is_one_of_the_bucket_s_partition() {
    let found = |role: &str| {
        let options = format!(r#", "options": {{ "replication_role": "{role}" }}"#);
        asked(&format!(r#", "operation": "PutBucketReplication" {options}"#), "", "")
    };
    assert_eq!(found("arn:aws:iam::111122223333:role/replicator"), [""; 0]);
    for role in ["", "replicator", "arn:aws:iam::111122223333:user/replicator"] {
        let found = found(role);
        assert!(found.iter().any(|it| it.contains("is no role ARN")), "{role}: {found:?}");
    }
    let abroad = found("arn:aws-cn:iam::111122223333:role/replicator");
    assert!(abroad.iter().any(|it| it.contains("in aws-cn, and the bucket in aws")), "{abroad:?}");
}

#[test]
fn a_storage_class_is_one_of_s3() {
    let found = |class: &str| {
        asked(r#", "operation": "GetObject""#, "", &format!(r#", "storage_class": "{class}""#))
    };
    assert_eq!(found("DEEP_ARCHIVE"), [""; 0]);
    let unknown = found("glacier");
    assert!(unknown.iter().any(|it| it.contains("is none of STANDARD")), "{unknown:?}");
}

#[test]
fn mfa_delete_is_a_part_of_versioning_and_a_retention_lasts_100_years_at_most() {
    let found = |bucket: &str| asked(r#", "operation": "GetObject""#, bucket, "");
    assert_eq!(found(r#", "versioning": "Suspended", "mfa_delete": true"#), [""; 0]);
    let off = found(r#", "versioning": "Off", "mfa_delete": true"#);
    assert!(off.iter().any(|it| it.contains("has no MFA Delete")), "{off:?}");
    let default = |period: &str| {
        found(&format!(r#", "default_retention": {{ "mode": "GOVERNANCE", {period} }}"#))
    };
    assert_eq!(default(r#""days": 36500"#), [""; 0]);
    for period in [r#""days": 36501"#, r#""years": 101"#] {
        let found = default(period);
        assert!(found.iter().any(|it| it.contains("100 years")), "{period}: {found:?}");
    }
}
