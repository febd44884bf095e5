//! The commands for sets of changes that a case has, whether or not they are its best.

#![expect(clippy::unwrap_used, reason = "a case that cannot be read must fail the test")]

mod cases;
mod named;

use accesspath_engine::commands::{commands, undo};
use accesspath_engine::repair::{Bound, RepairSet, repairs};
use accesspath_engine::{analyze, explain};
use named::{case, target};

/// The commands for the set of `of` that is told as `told` hold these lines, in this order, and so do those that take it
/// back.
#[track_caller]
fn check(name: &str, of: &str, told: &str, wanted: &[&str], taken_back: &[&str]) {
    let scenario = case(name);
    let analysis = analyze(&scenario);
    let found = repairs(&scenario, &analysis.documents, &target(of), Bound::default());
    let is_meant = |it: &&RepairSet| explain::repair_set(it, &scenario) == told;
    let all = || found.sets.iter().map(|it| explain::repair_set(it, &scenario)).collect::<Vec<_>>();
    let set = found.sets.iter().find(is_meant);
    assert!(set.is_some(), "{:#?}", all());
    let after = set.unwrap().apply(&scenario);
    for (lines, wanted) in
        [(commands(&scenario, &after), wanted), (undo(&scenario, &after), taken_back)]
    {
        let text = lines.join("\n");
        let mut rest = text.as_str();
        for word in wanted {
            let behind = rest.split_once(word).map(|it| it.1);
            assert!(behind.is_some(), "no {word:?} in\n{text}");
            rest = behind.unwrap();
        }
    }
}

#[test]
fn a_record_leads_to_the_endpoint_in_its_own_zone() {
    check(
        "a-private-zone-for-s3-without-a-wildcard-record-answers-that-the-bucket-s-name-does-not-exist",
        "A",
        "Add a record for b-1.s3.eu-west-1.amazonaws.com to Z1 that leads to vpce-2.",
        &[
            "ENDPOINT_ZONE=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-2",
            "ENDPOINT_NAME=$(aws ec2 describe-vpc-endpoints",
            "aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch '{\"Changes\":[{\"Action\":\"UPSERT\"",
        ],
        &["aws route53 change-resource-record-sets", "\"Action\":\"DELETE\""],
    );
}

#[test]
fn a_deny_that_spares_a_network_is_one_policy_as_before_but_for_its_condition() {
    check(
        "the-own-endpoint-stands-beside-the-addresses-that-a-deny-spares",
        "A",
        "Let statement 1 of bucket-policy spare requests from vpce-1 too: StringNotEqualsIfExists on aws:SourceVpce.",
        &[
            "\"NotIpAddress\": { \"aws:SourceIp\": \"203.0.113.0/24\" },",
            "\"StringNotEqualsIfExists\": { \"aws:SourceVpce\": \"vpce-1\" }",
            "aws s3api put-bucket-policy --bucket b --policy file://accesspath-bucket-policy.json",
        ],
        &[
            "\"NotIpAddress\": { \"aws:SourceIp\": \"203.0.113.0/24\" }\n",
            "aws s3api put-bucket-policy",
        ],
    );
}

#[test]
fn a_deny_that_spares_addresses_is_two_statements() {
    check(
        "private-addresses-are-spared-together-with-their-vpc",
        "A",
        "Let statement 1 of bucket-policy spare requests from 10.0.2.0/24 in vpc-1 too: NotIpAddressIfExists on aws:VpcSourceIp, and a copy of the statement with StringNotEqualsIfExists on aws:SourceVpc.",
        &[
            "\"NotIpAddressIfExists\": { \"aws:VpcSourceIp\": \"10.0.2.0/24\" }",
            "\"StringNotEqualsIfExists\": { \"aws:SourceVpc\": \"vpc-1\" }",
            "aws s3api put-bucket-policy",
        ],
        &["aws s3api put-bucket-policy"],
    );
}

#[test]
fn a_deny_that_spares_what_services_ask_is_the_key_policy_with_one_condition_more() {
    check(
        "a-deny-outside-an-endpoint-spares-what-s3-asks-kms-for-the-caller",
        "A",
        "Let statement 2 of key-policy spare what AWS services ask for a caller: BoolIfExists aws:ViaAWSService \"false\".",
        &["\"BoolIfExists\": { \"aws:ViaAWSService\": \"false\" }", "aws kms put-key-policy"],
        &["aws kms put-key-policy"],
    );
}

#[test]
fn private_dns_is_limited_by_the_options_of_the_endpoint() {
    check(
        "private-dns-is-limited-to-the-inbound-resolver-where-a-policy-wants-the-gateway-endpoint",
        "A",
        "Limit private DNS of vpce-2 to the inbound resolver, so that the VPC's own calls take the gateway endpoint.",
        &[
            "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-2",
            "PrivateDnsOnlyForInboundResolverEndpoint=true",
        ],
        &["PrivateDnsOnlyForInboundResolverEndpoint=false"],
    );
}

#[test]
fn a_grant_for_a_folder_is_a_statement_for_its_objects() {
    check(
        "one-object-comes-before-all-of-its-folder-in-a-statement-that-names-another",
        "A",
        "Add arn:aws:s3:::b/in/* to Resource in statement 1 of role-policy.",
        &["\"arn:aws:s3:::b/out/*\"", "\"arn:aws:s3:::b/in/*\""],
        &["\"arn:aws:s3:::b/out/*\""],
    );
}

#[test]
fn what_a_person_uploads_or_signs_is_a_comment() {
    check(
        "an-object-that-is-not-there-is-uploaded",
        "A",
        "Upload in/a.csv to b.",
        &["# Upload the object: aws s3api put-object --bucket b --key in/a.csv --body FILE"],
        &[
            "# Delete the object that was uploaded: aws s3api delete-object --bucket b --key in/a.csv",
        ],
    );
    check(
        "a-visitor-of-a-private-bucket-gets-a-signed-url",
        "web",
        "Let fn sign a URL for a visitor, good for 3600 seconds.",
        &["# The S3 client of web is to get a new URL that fn signs, good for 3600 seconds."],
        &["# The S3 client of web is to call without a signed URL."],
    );
    check(
        "a-visitor-of-a-private-bucket-gets-a-signed-url",
        "web",
        "Let a visitor sign the call with the credentials of arn:aws:iam::111122223333:role/fn-role.",
        &["# The S3 client of web is to sign with the credentials of the role fn-role."],
        &["# The S3 client of web is to sign nothing."],
    );
}
