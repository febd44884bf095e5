//! Laws of the recogniser: it reads every text, its places are places of that text, and what it finds can be added or is
//! refused, but never breaks the scenario.

use accesspath_engine::analyze;
use accesspath_engine::scenario::Scenario;
use accesspath_import::{MAX_BYTES, add_all, recognise, start};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

/// Pieces of what people paste, whole and broken.
const PIECES: [&str; 33] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    ",",
    ":",
    " ",
    "\n",
    "'",
    "<Code>",
    "</Code>",
    "ä\u{202e}",
    "An error occurred (AccessDenied) when calling the GetObject operation: ",
    "User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: s3:GetObject on resource: ",
    "arn:aws:s3:::bucket/key",
    " with an explicit deny in a resource-based policy",
    " because no identity-based policy allows the s3:GetObject action",
    "Task timed out after 3.00 seconds",
    "Connect timeout on endpoint URL: \"https://b.s3.eu-west-1.amazonaws.com/k\"",
    "api error ",
    "(Service: S3, Status Code: 403)",
    "vpce-0a1b2c3d4e5f60718",
    "111122223333",
    "sg-0a1b2c3d",
    "\"Statement\":",
    "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}",
    "\"RouteTables\":[",
    "{\"RouteTableId\":\"rtb-0a1b2c3d\",\"VpcId\":\"vpc-0a1b2c3d\",\"OwnerId\":\"1\",\"Routes\":[{\"DestinationCidrBlock\":\"x\",\"GatewayId\":\"local\"}],\"Associations\":[{\"SubnetId\":\"s\"}]}",
    "{\"GroupId\":\"sg-1\",\"IpPermissionsEgress\":[{\"IpProtocol\":\"tcp\",\"FromPort\":99999,\"IpRanges\":[{\"CidrIp\":\"no\"}]}]}",
    "{\"Policy\":\"{\\\"Statement\\\":[{\\\"Effect\\\":1}]}\"}",
    "{\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"GetObject\",\"vpcEndpointId\":\"\"}",
];

fn pasted() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(select(&PIECES[..]), 0..24).prop_map(|it| it.concat()),
        1 => any::<String>(),
        1 => (1_usize..400, select(&["[", "{\"a\":", "{\"a\":[\""][..])).prop_map(|(count, it)| it.repeat(count)),
    ]
}

/// The same cases in every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_text_is_read_and_what_is_found_never_breaks_a_scenario(text in pasted()) {
        let mut found = recognise("file", &text);
        prop_assert_eq!(found.is_empty(), text.trim().is_empty());
        for it in &mut found {
            prop_assert!(text.get(it.place.span.range()).is_some(), "{:?}", it.place);
            prop_assert!(it.place.line >= 1 && it.place.column >= 1);
            for question in &mut it.questions {
                prop_assert!(question.chosen.is_none_or(|at| at < question.choices.len()));
                question.chosen = Some(question.choices.len().saturating_sub(2));
            }
        }
        let (scenario, left) = add_all(&start(), &found);
        prop_assert_eq!(left.len(), found.len());
        // What was added is a scenario that is read back as it is written.
        let written = scenario.to_json();
        prop_assert_eq!(Scenario::from_json(&written).map(|it| it.to_json()), Ok(written));
        let _ = analyze(&scenario);
    }
}

#[test]
fn a_text_that_is_too_long_is_told_so() {
    let found = recognise("", &"{\"a\":".repeat(MAX_BYTES / 4));
    assert_eq!(found.iter().map(|it| it.flaws.len()).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_long_log_is_read_in_one_go() {
    let line =
        "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied {\n";
    let text = line.repeat(MAX_BYTES / line.len());
    assert_eq!(recognise("", &text).len(), 1);
}
