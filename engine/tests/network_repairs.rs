//! The best set of repairs for typical blocks of the network, by the cases that show them.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod best;
mod cases;
mod named;

use accesspath_engine::analyze;
use accesspath_engine::judge::Outcome;
use accesspath_engine::repair::{RepairSet, Target};
use accesspath_engine::scenario::{NotTold, Scenario, problems};
use best::done;
use named::case;

/// A case by its name, a path of it, and what each repair of the best set for it does.
const BEST: &[(&str, &str, &[&str])] = &[
    // Rules of security groups and network ACLs.
    ("a-function-s-group-without-an-outbound-rule-lets-nothing-out", "B", &["AddGroupRules"]),
    ("a-group-on-each-side-may-each-stop-the-way", "D", &["AddGroupRules", "AddGroupRules"]),
    ("an-outbound-rule-for-ipv4-does-not-let-ipv6-out", "B/ipv6", &["AddGroupRules"]),
    ("a-new-acl-stops-a-nat-gateway-s-subnet-in-all-four-ways", "C", &["AllowInAcl"]),
    (
        "a-deny-with-a-lower-number-beats-an-allow-on-the-way-to-a-gateway-endpoint",
        "B",
        &["AllowInAcl"],
    ),
    ("a-deny-with-the-number-1-decides-before-every-other-rule", "B", &["AllowInAcl"]),
    ("an-acl-and-a-security-group-may-both-stop-the-way", "B", &["AddGroupRules", "AllowInAcl"]),
    // Names.
    (
        "with-private-dns-on-switching-dns-support-on-is-all-that-the-call-needs",
        "A",
        &["SwitchVpcDnsOn"],
    ),
    (
        "a-group-that-lets-out-https-alone-keeps-the-function-from-a-dns-server-of-its-own",
        "A",
        &["AddGroupRules"],
    ),
    ("a-network-acl-must-let-the-dns-server-s-replies-in", "A", &["AllowInAcl"]),
    ("without-a-route-to-it-a-dns-server-outside-the-vpc-is-not-reached", "A", &["UseAmazonDns"]),
    ("a-private-zone-for-the-whole-domain-hides-s3-s-public-names", "A", &["DissociateZone"]),
    (
        "an-endpoint-with-aaaa-records-alone-gives-a-client-of-ipv4-no-address",
        "A",
        &["GiveIpv4Records"],
    ),
    (
        "an-endpoint-in-one-zone-has-no-name-for-another-zone-of-the-function",
        "P",
        &["CallWholeRegion"],
    ),
    ("most-regions-have-no-fips-name-for-s3", "A", &["CallRegionalName"]),
    // Endpoints.
    (
        "a-gateway-endpoint-that-is-not-associated-with-the-subnet-s-route-table-is-no-way",
        "B",
        &["AssociateEndpoint"],
    ),
    (
        "a-gateway-endpoint-that-is-not-associated-is-told-where-a-policy-wants-it",
        "A",
        &["AssociateEndpoint"],
    ),
    (
        "an-endpoint-of-another-vpc-is-not-among-those-that-could-be-taken",
        "B",
        &["CreateGatewayEndpoint"],
    ),
    (
        "with-private-dns-off-s3-s-name-does-not-lead-to-the-interface-endpoint",
        "D",
        &["CallEndpoint"],
    ),
    ("a-gateway-endpoint-that-is-pending-drops-what-comes-to-it", "B", &["Await"]),
    ("a-nat-gateway-carries-no-ipv6", "B/ipv6", &["SetAddressType"]),
    (
        "ipv6-goes-nowhere-where-its-only-route-leads-to-a-nat-gateway",
        "B/ipv6",
        &["CreateGatewayEndpoint"],
    ),
    (
        "a-caller-outside-the-vpc-does-not-reach-the-address-behind-an-endpoint-s-own-name",
        "A",
        &["CallRegionalName"],
    ),
    // NAT gateways and NAT instances.
    ("a-nat-gateway-does-not-serve-the-subnet-that-it-stands-in", "C", &["CreateGatewayEndpoint"]),
    (
        "a-nat-gateway-whose-subnet-takes-the-function-s-route-table-leads-nowhere",
        "C",
        &["LeadToInternetGateway"],
    ),
    (
        "in-a-vpc-without-an-internet-gateway-no-route-leads-to-a-bucket-of-another-region",
        "C",
        &["CreateNatGateway"],
    ),
    ("a-gateway-endpoint-is-no-way-to-a-bucket-of-another-region", "C", &["SetRoutes"]),
    (
        "the-source-destination-check-stops-a-nat-instance-though-it-is-told-to-forward",
        "A",
        &["SwitchSourceDestCheckOff"],
    ),
    // Routes.
    (
        "a-black-hole-that-is-more-specific-than-the-endpoint-s-route-is-not-passed-by",
        "C",
        &["RemoveRoute"],
    ),
    (
        "a-route-that-is-missing-on-each-side-of-a-peering-connection-is-told-twice",
        "P",
        &["SetRoutes", "SetRoutes"],
    ),
    ("a-peering-connection-that-is-pending-carries-nothing", "P", &["AcceptPeering"]),
    ("without-a-route-back-to-the-premises-no-reply-arrives", "office", &["SetRoutes"]),
];

fn best(scenario: &Scenario, path: &str) -> Option<RepairSet> {
    best::best(scenario, &Target::Path(path.to_owned()))
}

fn outcome(scenario: &Scenario, path: &str) -> Option<Outcome> {
    let analysis = analyze(scenario);
    analysis.paths.iter().find(|it| it.path.id == path).map(|it| it.outcome)
}

#[test]
fn the_best_set_for_a_block_of_the_network_is_the_smallest_that_opens_nothing_else() {
    let wrong = best::differing(BEST);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A new endpoint, gateway, subnet, table or group tells all that AWS gives it, so that it is proved where nothing that
/// is left out is known; and what a repair makes is a scenario without problems.
#[test]
fn what_a_repair_makes_is_whole() {
    let mut wrong = Vec::new();
    for (name, path, _) in BEST {
        let told = case(name);
        let mut whole = told.all_told();
        whole.not_told = NotTold::Unknown;
        let set = best(&whole, path);
        let after = set.as_ref().map(|it| it.apply(&whole));
        let opens = after.as_ref().is_some_and(|it| outcome(it, path) == Some(Outcome::Open));
        let found = after.map(|it| problems(&it)).unwrap_or_default();
        if !opens || found.len() > problems(&told).len() {
            wrong.push(format!("{name} {path}: {:?} {found:?}", set.map(|it| done(&it))));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
