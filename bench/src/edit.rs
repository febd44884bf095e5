//! An edit: one character changed in a bucket policy of 20 kB, analysed again.
//!
//! The floor is what cannot be left out: reading that document, then trying each request of each path against its
//! policies, already read. Both stand in one loop, because in two each would have the caches to itself. Everything
//! else, from the network's paths to the checks of the scenario, comes on top.

use std::hint::black_box;

use accesspath_bench::stopwatch::{least, median};
use accesspath_engine::documents::Documents;
use accesspath_engine::network::paths;
use accesspath_engine::requests::{PreparedRequest, requests_on};
use accesspath_engine::scenario::change::{Change, apply};
use accesspath_engine::scenario::{Scenario, problems};
use accesspath_engine::{Analysis, analyze, analyze_again};
use accesspath_policy::authorize::authorize;
use accesspath_policy::policy::{PolicyKind, parse_policy};

use crate::Outcome;

/// The page's first example.
const EXAMPLE: &str = include_str!("../../static/scenarios/four-ways-in.json");

/// Its bucket policy.
const DOCUMENT: &str = "bucket-policy";

/// AWS takes bucket policies of up to this many bytes.
const BYTES: usize = 20_000;

/// An edit may take this many times as long as its floor. The number has no derivation.
const EDIT: f64 = 1.3;

/// As in the other comparisons: the candidates take turns this often.
const ROUNDS: usize = 15;

/// The name in one of the statements, before and after the edit.
const NAMES: [&str; 2] = ["PartnerReads1", "PartnerReadsA"];

/// Times an edit beside its floor and prints the check, and beside an analysis that starts from nothing.
pub fn edit() -> Outcome {
    let (example, text) = (example()?, policy(BYTES)?);
    let edited = text.replacen(NAMES[0], NAMES[1], 1);
    let scenario = |text: &str| {
        let text = text.to_owned();
        apply(&example, Change::EditDocument { document: DOCUMENT.into(), text })
    };
    let (before, after) = (scenario(&text), scenario(&edited));
    assert!(problems(&after).is_empty(), "the padded example is sound");
    let (of_before, of_after) = (analyze(&before), analyze(&after));
    assert!(of_after.documents.iter().all(|(_, _, it)| !it.has_errors()), "so is its policy");
    let outcomes = |it: &Analysis| it.paths.iter().map(|it| it.outcome).collect::<Vec<_>>();
    assert_eq!(outcomes(&of_after), outcomes(&analyze(&example)), "the statements are others'");
    assert_eq!(analyze_again(&after, &of_before), of_after);

    let documents = Documents::read(&after);
    let ways = paths(&after);
    let on = |path| requests_on(path, &after, &documents);
    let prepared: Vec<_> = ways.iter().flat_map(on).collect();
    let tried = |it: &PreparedRequest| authorize(&it.request, &it.layers);
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let again = least(|| drop(black_box(analyze_again(black_box(&after), &of_before))));
        let floor = least(|| {
            let read = parse_policy(DOCUMENT.into(), PolicyKind::Bucket, black_box(&edited));
            let tried: Vec<_> = black_box(&prepared).iter().map(tried).collect();
            drop(black_box((read, tried)));
        });
        let anew = least(|| drop(black_box(analyze(black_box(&after)))));
        rounds.push([again, floor, anew]);
    }
    let middle = |pick: &dyn Fn(&[f64; 3]) -> f64| {
        median(rounds.iter().map(pick).collect()).unwrap_or(f64::NAN)
    };
    let note = format!(
        "{:.1} ÷ {:.1} µs; from nothing {:.1} µs",
        middle(&|it| it[0]),
        middle(&|it| it[1]),
        middle(&|it| it[2])
    );
    let ratio = middle(&|[again, floor, _]| again / floor);
    let what = "an edit in a bucket policy of 20 kB ÷ (reading it + trying each request)";
    println!("{what}\t{ratio}\t{EDIT}\t{note}");
    Ok(())
}

fn example() -> Outcome<Scenario> {
    Ok(Scenario::from_json(EXAMPLE).map_err(|it| it.to_string())?)
}

/// The bucket policy of the example with statements for others than its function, as many as `bytes` hold.
pub fn policy(bytes: usize) -> Outcome<String> {
    let example = example()?;
    let policy = example.text(DOCUMENT).ok_or("the example has no bucket policy")?.text();
    let end = policy.rfind("\n  ]").ok_or("the bucket policy has no list of statements")?;
    let (head, tail) = policy.split_at(end);
    let mut text = head.to_owned();
    for at in 1.. {
        let statement = statement(at);
        if text.len() + statement.len() + tail.len() > bytes {
            break;
        }
        text.push_str(&statement);
    }
    Ok(text + tail)
}

/// What such a policy is full of: partners who read below a prefix, apps that write from their networks, and guards.
fn statement(at: usize) -> String {
    let (account, network) = (222_233_330_000_usize + at, at % 256);
    let body = match at % 3 {
        1 => format!(
            r#"
      "Sid": "PartnerReads{at}",
      "Effect": "Allow",
      "Principal": {{
        "AWS": [
          "arn:aws:iam::{account}:role/reader",
          "arn:aws:iam::{account}:role/auditor"
        ]
      }},
      "Action": ["s3:GetObject", "s3:GetObjectTagging"],
      "Resource": "arn:aws:s3:::thumbs-prod/partners/{at}/*",
      "Condition": {{
        "StringEquals": {{ "aws:PrincipalOrgID": "o-exampleorg2" }}
      }}"#
        ),
        2 => format!(
            r#"
      "Sid": "AppWrites{at}",
      "Effect": "Allow",
      "Principal": {{ "AWS": "arn:aws:iam::{account}:root" }},
      "Action": ["s3:PutObject", "s3:AbortMultipartUpload"],
      "Resource": "arn:aws:s3:::thumbs-prod/uploads/{at}/*",
      "Condition": {{
        "IpAddress": {{ "aws:SourceIp": ["198.51.100.0/24", "203.0.113.{network}/32"] }},
        "Bool": {{ "aws:SecureTransport": "true" }}
      }}"#
        ),
        _ => format!(
            r#"
      "Sid": "Guard{at}",
      "Effect": "Deny",
      "Principal": "*",
      "Action": ["s3:DeleteObject*", "s3:PutObjectAcl"],
      "Resource": "arn:aws:s3:::thumbs-prod/archive/{at}/*",
      "Condition": {{
        "ArnNotLike": {{ "aws:PrincipalArn": "arn:aws:iam::111122223333:role/archive-{at}-*" }}
      }}"#
        ),
    };
    format!(",\n    {{{body}\n    }}")
}
