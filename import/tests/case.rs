//! From what a person pastes to the answer: what was recognised is added to a scenario of which nothing is known, and
//! judged.

use accesspath_engine::commands::commands;
use accesspath_engine::explain;
use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::next::{Heard, next};
use accesspath_engine::repair::{Bound, Target, repairs};
use accesspath_engine::report::paths;
use accesspath_engine::report::{fixes, report};
use accesspath_engine::scenario::{Scenario, problems};
use accesspath_engine::{Analysis, analyze};
use accesspath_import::{
    Evidence, Given, Holder, NotAdded, Recognised, add, add_all, assumed, give, recognise, start,
};
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::truth::Truth;

const ACCESS_DENIED: &str = include_str!("pasted/access-denied.txt");
const TIMEOUT: &str = include_str!("pasted/timeout.txt");

/// Chooses the reading of that label, wherever it is asked about.
#[track_caller]
fn choose(found: &mut [Recognised], label: &str) {
    let questions = found.iter_mut().flat_map(|it| &mut it.questions);
    let mut chosen = 0;
    for question in questions {
        if let Some(at) = question.choices.iter().position(|it| it.label == label) {
            question.chosen = Some(at);
            chosen += 1;
        }
    }
    assert_eq!(chosen, 1, "{label}");
}

/// The scenario with all of these, every one of which has a place, and its answer.
#[track_caller]
fn answer(found: &[Recognised]) -> (Scenario, Analysis) {
    let (scenario, left) = add_all(&start(), found);
    assert_eq!(left, vec![None; found.len()]);
    assert_eq!(problems(&scenario), []);
    let analysis = analyze(&scenario);
    (scenario, analysis)
}

#[track_caller]
fn only(analysis: &Analysis) -> &PathAnalysis {
    match analysis.paths.as_slice() {
        [only] => only,
        several => unreachable!("{} paths", several.len()),
    }
}

/// What AWS said is the answer for the only path.
fn fits(evidence: &Evidence, scenario: &Scenario, analysis: &Analysis) -> Truth {
    match paths(scenario, analysis).as_slice() {
        [path] => evidence.fits(path),
        several => unreachable!("{} paths", several.len()),
    }
}

fn blockers(path: &PathAnalysis) -> Vec<&'static str> {
    path.blockers().map(|it| it.code()).collect()
}

#[test]
fn a_refusal_with_two_policies_and_an_endpoint_comes_to_the_statement_that_denies() {
    let mut found = recognise("", ACCESS_DENIED);
    choose(&mut found, "Yes, a gateway endpoint");
    let (scenario, analysis) = answer(&found);
    let path = only(&analysis);
    assert_eq!(path.outcome, Outcome::Blocked);
    assert_eq!(blockers(path), ["resource_policy"]);
    let bucket = scenario.bucket().expect("there is one");
    assert_eq!((bucket.name.as_str(), bucket.account.as_str()), ("thumbs-prod", "111122223333"));
    let evidence = found.iter().find_map(|it| it.evidence.as_ref()).expect("AWS said why");
    assert_eq!(fits(evidence, &scenario, &analysis), Truth::Yes);
    let document = scenario.text("bucket-policy").and_then(|it| it.origin());
    assert_eq!(document.map(|it| it.shown()).as_deref(), Some("pasted text:5:15"));
}

#[test]
fn the_same_refusal_says_that_another_endpoint_is_no_answer() {
    let text = ACCESS_DENIED.replace("vpce-0999888877776666a", "vpce-0a1b2c3d4e5f60718");
    let mut found = recognise("", &text);
    choose(&mut found, "Yes, a gateway endpoint");
    let (scenario, analysis) = answer(&found);
    // Nothing that was told denies then, so the answer depends on what was not told.
    let path = only(&analysis);
    assert_eq!(path.outcome, Outcome::Undetermined);
    let evidence = found.iter().find_map(|it| it.evidence.as_ref()).expect("AWS said why");
    assert_eq!(fits(evidence, &scenario, &analysis), Truth::Unknown);
}

#[test]
fn a_timeout_with_a_route_table_and_a_group_comes_to_the_route_that_is_missing() {
    let found = recognise("", TIMEOUT);
    let (scenario, analysis) = answer(&found);
    assert_eq!(only(&analysis).outcome, Outcome::Undetermined);
    // An interface endpoint could take S3's name; where there is none, no route leads to S3.
    let scenario = give(&scenario, &Given::NoEndpoint).expect("it has a place");
    let analysis = analyze(&scenario);
    let path = only(&analysis);
    assert_eq!(path.outcome, Outcome::Blocked);
    assert_eq!(blockers(path), ["route"]);
    let evidence = found.iter().find_map(|it| it.evidence.as_ref()).expect("Lambda said it");
    assert_eq!(fits(evidence, &scenario, &analysis), Truth::Yes);
    assert_eq!(evidence.answered, Truth::No);
}

#[test]
fn a_group_that_allows_nothing_out_blocks() {
    let text = TIMEOUT.replace("0.0.0.0/0", "10.0.0.0/16");
    let (scenario, _) = answer(&recognise("", &text));
    let scenario = give(&scenario, &Given::NoEndpoint).expect("it has a place");
    assert!(blockers(only(&analyze(&scenario))).contains(&"security_group"));
}

#[test]
fn the_account_of_the_bucket_is_taken_until_it_is_told() {
    let found = recognise("", ACCESS_DENIED);
    let (scenario, _) = add_all(&start(), &found);
    let places = |it: &Scenario| assumed(it).into_iter().map(|it| it.0).collect::<Vec<_>>();
    assert_eq!(places(&scenario), ["buckets[0].account", "buckets[0].region"]);
    let told =
        Given::Member { of: Holder::Bucket, name: "account", json: "\"444455556666\"".to_owned() };
    let scenario = give(&scenario, &told).expect("it has a place");
    assert_eq!(places(&scenario), ["buckets[0].region"]);
    let region =
        Given::Member { of: Holder::Bucket, name: "region", json: "\"eu-west-1\"".to_owned() };
    let scenario = give(&scenario, &region).expect("it has a place");
    assert_eq!(places(&scenario), Vec::<String>::new());
}

#[test]
fn what_contradicts_the_case_is_told_and_left_out() {
    let (scenario, _) = add_all(&start(), &recognise("", ACCESS_DENIED));
    let [other] = recognise("", "arn:aws:s3:::another-bucket").try_into().expect("one");
    let refused = add(&scenario, &other).expect_err("it is about another bucket");
    assert_eq!(
        refused.to_string(),
        "It is about the bucket another-bucket, and the case is about thumbs-prod"
    );
    let endpoint = Given::Policy {
        kind: PolicyKind::Endpoint,
        owner: None,
        name: "endpoint-policy".to_owned(),
        text: "{}".to_owned(),
    };
    assert_eq!(give(&scenario, &endpoint), Err(NotAdded::NoOwner("endpoint")));
}

#[test]
fn the_policy_of_an_endpoint_finds_it_wherever_it_stands() {
    let policy = r#"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}"#;
    let text = format!("{policy} and vpce-0a1b2c3d4e5f60718");
    let mut found = recognise("", &text);
    choose(&mut found, "The endpoint's policy");
    choose(&mut found, "Yes, a gateway endpoint");
    let (scenario, _) = answer(&found);
    assert!(scenario.endpoints.iter().all(|it| it.policy.is_some()));
}

#[test]
fn an_scp_that_only_denies_stands_beside_full_access() {
    let (scenario, _) = add_all(&start(), &recognise("", ACCESS_DENIED));
    let scp = Given::Policy {
        kind: PolicyKind::Scp,
        owner: None,
        name: "scp".to_owned(),
        text: r#"{"Statement":[{"Effect":"Deny","Action":"ec2:*","Resource":"*"}]}"#.to_owned(),
    };
    let scenario = give(&scenario, &scp).expect("it has a place");
    assert!(scenario.to_compact_json().contains(r#""scp_levels":[["FullAWSAccess","scp"]]"#));
}

/// What is asked next, in its order: the title, and the first command.
fn asked(scenario: &Scenario, found: &[Recognised]) -> Vec<(String, String)> {
    let mut heard = Heard::default();
    for it in found.iter().filter_map(|it| it.evidence.as_ref()) {
        heard.controls.extend_from_slice(&it.controls);
        heard.answered = it.answered;
    }
    let all = next(scenario, &analyze(scenario), &heard);
    all.into_iter()
        .map(|it| (it.title, it.commands.into_iter().next().unwrap_or_default()))
        .collect()
}

#[track_caller]
fn asks_first(text: &str, expected: &[(&str, &str)]) {
    let found = recognise("", text);
    let (scenario, _) = add_all(&start(), &found);
    let all = asked(&scenario, &found);
    let first: Vec<(&str, &str)> =
        all.iter().take(expected.len()).map(|it| (it.0.as_str(), it.1.as_str())).collect();
    assert_eq!(first, expected, "{all:#?}");
}

#[test]
fn the_policy_that_a_message_names_is_asked_for_first() {
    let message = ACCESS_DENIED.lines().next().expect("the message");
    asks_first(
        message,
        &[
            (
                "The bucket policy",
                "aws s3api get-bucket-policy --bucket thumbs-prod --query Policy --output text",
            ),
            (
                "Where thumbnailer runs",
                "aws lambda get-function-configuration --function-name thumbnailer",
            ),
        ],
    );
    asks_first(
        &message.replace(
            "with an explicit deny in a resource-based policy",
            "because no identity-based policy allows the s3:PutObject action",
        ),
        &[(
            "The caller's own policies",
            "aws iam list-attached-role-policies --role-name LambdaThumbRole",
        )],
    );
}

#[test]
fn the_network_is_asked_for_first_where_nobody_answered() {
    asks_first(
        "Task timed out after 3.00 seconds",
        &[(
            "Where the function runs",
            "aws lambda get-function-configuration --function-name FUNCTION",
        )],
    );
    asks_first(
        TIMEOUT,
        &[(
            "The VPC endpoints for S3",
            "aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-0c0ffee0c0ffee00c",
        )],
    );
}

#[test]
fn names_of_strangers_are_one_argument_of_a_command() {
    let name = Given::Function("$(id)';".to_owned());
    let all = asked(&give(&start(), &name).expect("it has a place"), &[]);
    let own =
        all.iter().find(|it| it.1.contains("get-function-configuration")).expect("it is asked");
    assert_eq!(own.1, r"aws lambda get-function-configuration --function-name '$(id)'\'';'");
}

#[test]
fn an_endpoint_by_its_id_alone_is_a_lane_whose_route_is_not_known() {
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*",
        "Resource":"arn:aws:s3:::acme/*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-0fffffff"}}}]}"#;
    let mut found = recognise("", &format!("vpce-0a1b2c3d4e5f60718\n\n{policy}"));
    choose(&mut found, "Yes, a gateway endpoint");
    let (scenario, analysis) = answer(&found);
    let path = only(&analysis);
    // The policy stops it, whatever the route.
    assert_eq!(path.outcome, Outcome::Blocked);
    assert_eq!(explain::path_title(path, &scenario), "Route not known");
    assert_eq!(explain::row_title(path, &scenario), ("Route not known".to_owned(), None));
}

#[test]
fn what_nobody_has_named_yet_reads_as_words() {
    let scenario = start();
    assert_eq!(explain::question(&scenario), "Can the function do GetObject on ⟨the bucket⟩/key?");
    let text = format!("{:?}", report("", &scenario, &analyze(&scenario)));
    assert!(text.contains("⟨the role⟩") && !text.contains("⟨ref"), "{text}");
    let told = scenario.to_json().replace("\"not_told\": \"unknown\",", "");
    let scenario = Scenario::from_json(&told).unwrap();
    let analysis = analyze(&scenario);
    let target = Target::Path("A".to_owned());
    let found = repairs(&scenario, &analysis.documents, &target, Bound::BEST);
    let set = found.sets.first().unwrap();
    assert_eq!(
        explain::repair_set(set, &scenario),
        "Give the role a policy that allows s3:GetObject on arn:aws:s3:::⟨the bucket⟩/key."
    );
    let lines = commands(&scenario, &set.apply(&scenario));
    assert_eq!(
        [lines.first(), lines.last()].map(Option::unwrap),
        [
            "# Put your own in place of ⟨the account⟩, ⟨the bucket⟩, ⟨the role⟩.",
            "aws iam put-role-policy --role-name '⟨the role⟩' --policy-name role-allow --policy-document file://accesspath-role-allow.json"
        ]
    );
    let fixes = fixes(&scenario, &analysis, Bound::BEST, 1);
    let documents = fixes.iter().flat_map(|it| &it.sets).flat_map(|it| &it.documents);
    let resource: Vec<&String> =
        documents.flat_map(|it| &it.lines).filter(|it| it.contains("Resource")).collect();
    assert_eq!(resource, [r#"+      "Resource": "arn:aws:s3:::⟨the bucket⟩/key""#; 2]);
}
