use super::problems;
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
                {{ "id": "v1", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.0.0.0/16"] }},
                {{ "id": "v2", "account": "111122223333", "region": "eu-west-1", "cidrs": ["10.1.0.0/16"] }}
            ],
            "subnets": [{{ "id": "s", "vpc": "v1", "cidr": "10.0.0.0/24" }}],
            "gateways": [{{ "id": "g", {gateway} }}],
            "endpoints": [{{ "id": "vpce-1", "vpc": "v1", {endpoint} }}],
            "buckets": [{{ "id": "b", "name": "b", "account": "111122223333", "region": "eu-west-1" }}],
            "question": {{ "callers": ["f"], "operation": "GetObject", "bucket": "b", "key": "k" }}
        }}"#
    );
    let scenario = Scenario::from_json(&text).expect("it is a scenario");
    problems(&scenario).iter().map(|it| format!("{}: {}", it.place(), it.message)).collect()
}

const PEERING: &str = r#""kind": "peering", "vpcs": ["v1", "v2"]"#;
const INTERFACE: &str = r#""kind": "interface", "subnets": ["s"]"#;

#[test]
fn a_peering_connection_joins_two_vpcs_that_are_described() {
    assert_eq!(found("", PEERING, INTERFACE), [""; 0]);
    assert_eq!(found("", r#""kind": "peering""#, INTERFACE), [""; 0]);
    let one = found("", r#""kind": "peering", "vpcs": ["v1"]"#, INTERFACE);
    assert!(one.iter().any(|it| it.contains("joins two VPCs")), "{one:?}");
    let transit = found("", r#""kind": "transit", "vpcs": ["v1", "v2"]"#, INTERFACE);
    assert!(transit.iter().any(|it| it.contains("joins two VPCs")), "{transit:?}");
    let missing = found("", r#""kind": "peering", "vpcs": ["v1", "v3"]"#, INTERFACE);
    assert!(missing.iter().any(|it| it.contains("v3")), "{missing:?}");
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
