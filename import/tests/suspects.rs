//! Every message that the engine can tell is read, and what it would be read to is what the engine had stop the call.

#![expect(clippy::expect_used, reason = "a case that cannot be read must fail the test")]

use std::fs;
use std::path::{Path, PathBuf};

use accesspath_engine::analyze;
use accesspath_engine::control::Control;
use accesspath_engine::judge::Outcome;
use accesspath_engine::said::alike;
use accesspath_engine::scenario::{ManagedPolicies, Scenario, ServiceFacts};
use accesspath_engine::suspect::{Suspect, suspects};
use accesspath_engine::symptom::message::{self, TEMPLATES};
use accesspath_engine::symptom::symptom;
use accesspath_import::errors;
use accesspath_policy::facts::MANAGED_POLICIES;
use accesspath_policy::json;

/// Messages that tell no more than that something refused or dropped the call: what did is among all the suspects.
const VAGUE: [&str; 8] = [
    "access-denied",
    "forbidden",
    "bad-request",
    "error-per-key",
    "timed-out",
    "timed-out-at-private-address",
    "connect-timed-out",
    "connect-timeout",
];

/// Symptoms without any message.
const NO_TEXT: [&str; 2] = ["service-refused", "not-invoked"];

#[test]
fn every_message_is_read_back_whoever_may_have_wrapped_it() {
    let values = [
        ("seconds", "3.00"),
        ("principal", "arn:aws:sts::111122223333:assumed-role/a/b"),
        ("action", "s3:PutObject"),
        ("resource", "arn:aws:s3:::thumbs-prod/a"),
        ("policy", "identity-based policy"),
        ("sentence", "Invalid principal in policy"),
        ("state", "is disabled on this bucket"),
        ("call", "CreateNetworkInterface"),
        ("region", "eu-west-1"),
    ];
    for template in TEMPLATES.iter().filter(|it| !NO_TEXT.contains(&it.id)) {
        let head = template.text.contains("(403)") || template.text.contains("(404)");
        let operation = match template.id {
            _ if head => "HeadObject",
            "kms-no-ciphertext" | "kms-no-allow" | "kms-explicit-deny" => "GetObject",
            _ => "PutObject",
        };
        let kms = template.id.starts_with("kms-no-allow") || template.id == "kms-explicit-deny";
        let mut values: Vec<(&str, &str)> = values.to_vec();
        values.push(("operation", operation));
        if template.text.contains("explicit deny in") {
            values.retain(|it| it.0 != "policy");
            values.push(("policy", "an identity-based policy"));
        }
        if template.id == "error-per-key" {
            values.retain(|it| it.0 != "state");
            values.retain(|it| it.0 != "sentence");
            values.extend([("state", "AccessDenied"), ("sentence", "Access Denied")]);
        }
        if kms {
            values.retain(|it| it.0 != "action");
            values.push(("action", "kms:Decrypt"));
        }
        let text = template.fill(&values);
        // It is read in the words of other clients too.
        let mut texts =
            vec![text.clone(), format!("{{\"errorMessage\": \"{}\"}}", text.replace('"', "\\\""))];
        if let Some((code, rest)) =
            text.strip_prefix("An error occurred (").and_then(|it| it.split_once(')'))
        {
            let sentence =
                rest.split_once(" operation").map_or("", |it| it.1).trim_start_matches(": ");
            let escaped = sentence.replace('"', "&quot;");
            texts.push(format!("operation error S3: {operation}, https response error StatusCode: 400, RequestID: ABCDEFGH12345678, HostID: abc=, api error {code}: {sentence}"));
            texts.push(format!("<Error><Code>{code}</Code><Message>{escaped}</Message><RequestId>ABCDEFGH12345678</RequestId><HostId>abc=</HostId></Error>"));
        }
        for text in texts {
            let found = errors(&text);
            let told: Vec<&str> =
                found.iter().filter_map(|it| it.said.message()).map(|it| it.id).collect();
            let fits = |it: &&str| alike(it, template.id) || template.id == "error-per-key";
            assert!(told.first().is_some_and(fits), "{}: {told:?} in {text}", template.id);
            let first = found.first().map(|it| suspects(&it.said)).unwrap_or_default();
            assert!(!first.is_empty(), "{}: {text}", template.id);
        }
    }
}

fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("there is a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            cases(&path, found);
        } else if path.extension().is_some_and(|it| it == "json") {
            found.push(path);
        }
    }
}

/// The scenario of a case or an example.
fn scenario(text: &str) -> Option<Scenario> {
    let tree = json::read_up_to(text.len(), "", text);
    let root = tree.root()?;
    let own = root.at(&["scenario"]).unwrap_or(root);
    let mut scenario = Scenario::from_json(own.span.of(text)).ok()?;
    scenario.managed = ManagedPolicies::read(MANAGED_POLICIES);
    scenario.facts = ServiceFacts::shipped();
    Some(scenario)
}

#[test]
fn what_stops_a_call_is_among_the_first_two_suspects_of_its_message() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    cases(&root.join("engine/tests/conformance"), &mut files);
    cases(&root.join("static/scenarios"), &mut files);
    files.sort();
    let (mut count, mut sure, mut vague, mut wrong) = (0, 0, 0, Vec::new());
    let mut known: Vec<(String, Vec<Suspect>)> = Vec::new();
    for file in files {
        let Some(scenario) = scenario(&fs::read_to_string(&file).expect("it is a text")) else {
            continue;
        };
        let analysis = analyze(&scenario);
        for path in analysis.paths.iter().filter(|it| it.outcome == Outcome::Blocked) {
            let Some(text) = symptom(path, &scenario).message else { continue };
            let id = message::read(&text).map(|it| it.template.id).unwrap_or_default();
            if NO_TEXT.contains(&id) {
                continue;
            }
            count += 1;
            let found = match known.iter().find(|it| it.0 == text) {
                Some((_, found)) => found.clone(),
                None => {
                    let found =
                        errors(&text).first().map(|it| suspects(&it.said)).unwrap_or_default();
                    known.push((text.clone(), found.clone()));
                    found
                }
            };
            let stops: Vec<Control> = path.blockers().collect();
            let among = |all: &[Suspect]| {
                all.iter().flat_map(|it| &it.controls).any(|it| {
                    stops.iter().any(|own| {
                        *own == *it
                            || matches!((own, it), (Control::Network(_), Control::Network(_)))
                    })
                })
            };
            let first = found.get(..found.len().min(2)).unwrap_or_default();
            if VAGUE.contains(&id) {
                vague += usize::from(among(first));
                if !among(&found) {
                    wrong.push(format!(
                        "{}: {id}, {stops:?} not in {:?}",
                        file.display(),
                        codes(&found)
                    ));
                }
            } else {
                sure += 1;
                if !among(first) {
                    wrong.push(format!(
                        "{}: {text}\n    {stops:?} not in {:?}",
                        file.display(),
                        codes(&found)
                    ));
                }
            }
        }
    }
    println!(
        "{count} messages, {sure} with a reason; of the others {vague} are among the first two"
    );
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(sure > 200, "{sure}");
}

fn codes(found: &[Suspect]) -> Vec<&'static str> {
    found.iter().map(|it| it.is.code()).collect()
}
