//! How time grows with the size of what is read and evaluated.
//!
//! Each line printed is a check: what it is, the ratio measured, the ratio allowed, and the times behind it.

use std::hint::black_box;
use std::sync::Arc;

use accesspath_bench::case::{self, Case, policy};
use accesspath_bench::stopwatch::{least, median};
use accesspath_engine::analyze;
use accesspath_engine::scenario::{Scenario, problems};
use accesspath_policy::authorize::{Layers, Source, authorize};
use accesspath_policy::context::ContextValue;
use accesspath_policy::line;
use accesspath_policy::policy::{PolicyKind, parse_policy, parse_policy_up_to};
use accesspath_policy::request::Request;

use crate::wildcard::{Place, hostile};
use crate::{Outcome, engine, network, value};

/// Other work on the machine touches one round or the other, never most of them.
const ROUNDS: usize = 5;

/// A reader of JSON and all the judging may cost this many times serde_json's reading alone.
const READING: f64 = 4.0;

/// What has a cost per statement keeps it within this factor.
const FLAT: f64 = 2.0;

/// Twice as much takes twice as long, with room for noise and for caches that no longer hold it.
const LINEAR: f64 = 2.5;

/// Twice the pattern and twice the text take four times as long, with the same room.
const QUADRATIC: f64 = 5.0;

/// Finding every way of a large VPC may cost this many times serde_json's reading of its facts.
const NETWORK: f64 = 20.0;

/// Runs every check.
pub fn scaling() -> Outcome {
    let request = engine::request(&Case::named("small").ok_or("there is no small case")?)?;
    statements(&request);
    megabyte(&request);
    for place in Place::ALL {
        let name = format!("hostile wildcards in {}, 1,000 → 2,000 stars", place.name());
        growth(&name, QUADRATIC, 1000, |stars| hostile(place, stars, &request));
    }
    lists(&request);
    large_vpc()
}

/// How many statements a document gets: it stays below the size that the reader takes.
const STATEMENTS: usize = 1000;

fn small_statement(number: usize) -> String {
    format!(
        r#"{{"Sid":"S{number}","Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket-{number}/*"}}"#
    )
}

fn statements(request: &Request) {
    let document =
        |from: usize| policy(&(from..from + STATEMENTS).map(small_statement).collect::<Vec<_>>());
    flat("a statement of 1,000, 10,000, 100,000: read, evaluate", |count| {
        let texts: Vec<String> = (0..count).step_by(STATEMENTS).map(document).collect();
        texts.iter().for_each(|it| assert_readable(PolicyKind::Identity, it));
        move || drop(black_box(authorize(request, &engine::identity(black_box(&texts)))))
    });
    flat("a statement of 1,000, 10,000, 100,000: evaluate, one policy", |count| {
        let text = policy(&(0..count).map(small_statement).collect::<Vec<_>>());
        let parsed = parse_policy_up_to(usize::MAX, "".into(), PolicyKind::Identity, &text);
        let source = Source::Policy(Arc::new(parsed));
        let layers = Layers { identity: vec![source], ..Layers::default() };
        move || drop(black_box(authorize(request, black_box(&layers))))
    });
    flat("a statement of 1,000, 10,000, 100,000: read, one policy", |count| {
        let text = policy(&(0..count).map(small_statement).collect::<Vec<_>>());
        let kind = PolicyKind::Identity;
        move || drop(black_box(parse_policy_up_to(usize::MAX, "".into(), kind, black_box(&text))))
    });
}

/// The cost of a statement among 1,000, 10,000 and 100,000.
fn flat<W: FnMut()>(what: &str, make: impl Fn(usize) -> W) {
    let counts = [1_000_u32, 10_000, 100_000];
    let mut works = counts.map(|count| make(count as usize));
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let times =
            works.iter_mut().zip(counts).map(|(work, count)| least(work) / f64::from(count));
        rounds.push(times.collect::<Vec<f64>>());
    }
    let spread = |round: &Vec<f64>| {
        let most = round.iter().copied().fold(f64::MIN, f64::max);
        most / round.iter().copied().fold(f64::MAX, f64::min)
    };
    let cost = |at: usize| middle(rounds.iter().filter_map(|it| it.get(at).copied()));
    let notes: Vec<String> = (0..counts.len()).map(|at| format!("{:.2}", cost(at))).collect();
    let note = format!("{} µs", notes.join(", "));
    print(what, middle(rounds.iter().map(spread)), FLAT, &note);
}

/// A megabyte of policies beside serde_json reading the same.
fn megabyte(request: &Request) {
    let document = |at: usize| {
        policy(&(0..480).map(|it| case::team_statement(at * 480 + it)).collect::<Vec<_>>())
    };
    let texts: Vec<String> = (0..10).map(document).collect();
    texts.iter().for_each(|it| assert_readable(PolicyKind::Identity, it));
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let ours = least(|| drop(black_box(authorize(request, &engine::identity(&texts)))));
        let floor = least(|| texts.iter().for_each(|it| drop(black_box(value(it)))));
        rounds.push((ours, floor));
    }
    let note = format!(
        "{:.1} ÷ {:.1} ms, {} documents, {} kB",
        middle(rounds.iter().map(|it| it.0)) / 1e3,
        middle(rounds.iter().map(|it| it.1)) / 1e3,
        texts.len(),
        bytes / 1000
    );
    let ratio = middle(rounds.iter().map(|(ours, floor)| ours / floor));
    print("1 MB of policies: read, evaluate ÷ serde_json", ratio, READING, &note);
}

/// A large VPC, analysed, beside serde_json reading its facts.
fn large_vpc() -> Outcome {
    let text = network::scenario();
    let scenario = Scenario::from_json(&text).map_err(|it| it.to_string())?;
    let problems: Vec<_> =
        problems(&scenario).iter().map(|it| format!("{}: {}", it.place(), it.message)).collect();
    assert!(problems.is_empty(), "the large VPC cannot be: {problems:#?}");
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let ours = least(|| drop(black_box(analyze(&scenario))));
        let floor = least(|| drop(black_box(value(&text))));
        rounds.push((ours, floor));
    }
    let note = format!(
        "{:.1} ÷ {:.1} ms, {} kB",
        middle(rounds.iter().map(|it| it.0)) / 1e3,
        middle(rounds.iter().map(|it| it.1)) / 1e3,
        text.len() / 1000
    );
    let ratio = middle(rounds.iter().map(|(ours, floor)| ours / floor));
    print("200 subnets and tables, 100 endpoints: analyze ÷ serde_json", ratio, NETWORK, &note);
    Ok(())
}

/// Lists, and objects, as long as a document holds them.
fn lists(request: &Request) {
    let written = |kind, list: fn(usize) -> String| {
        move |count| {
            let text = list(count);
            assert_readable(kind, &text);
            move || {
                let mut layers = Layers::default();
                match kind {
                    PolicyKind::Bucket => layers.resource = Some(engine::read(kind, &text)),
                    _ => layers.identity.push(engine::read(kind, &text)),
                }
                drop(black_box(authorize(request, black_box(&layers))));
            }
        }
    };
    let identity = |list| written(PolicyKind::Identity, list);
    growth("actions in a list, 4,000 → 8,000", LINEAR, 4000, identity(actions));
    growth("resources in a list, 2,500 → 5,000", LINEAR, 2500, identity(resources));
    let bucket = written(PolicyKind::Bucket, principals);
    growth("principals in a list, 4,000 → 8,000", LINEAR, 4000, bucket);
    growth("values in a condition, 5,000 → 10,000", LINEAR, 5000, identity(condition_values));
    growth("keys in a condition, 2,400 → 4,800", LINEAR, 2400, identity(condition_keys));
    growth("values in the request, 5,000 → 10,000", LINEAR, 5000, |count| {
        let mut request = request.clone();
        let values = numbered(count, "tag-#").map(|it| it.trim_matches('"').to_owned());
        request.context.set("aws:TagKeys", ContextValue::Many(values.collect()));
        let condition = r#""ForAnyValue:StringEquals":{"aws:TagKeys":"other"}"#;
        let texts = [policy(&[conditioned(condition)])];
        move || drop(black_box(authorize(&request, &engine::identity(black_box(&texts)))))
    });
    growth("keys in a line's context, 5,000 → 10,000", LINEAR, 5000, |count| {
        let keys = join(numbered(count, "aws:RequestTag/#").map(|it| it + r#":"x""#));
        let text = format!(
            r#"{{"request":{{"principal":"*","action":"{}","resource":"{}","resource_account":"{}","context":{{{keys}}}}}}}"#,
            case::ACTION,
            case::RESOURCE,
            case::ACCOUNT
        );
        move || {
            let answer = line::answer(black_box(&text), 1);
            assert!(!answer.is_error, "{}", answer.json);
        }
    });
}

fn actions(count: usize) -> String {
    let list = join(numbered(count, "s3:Get#"));
    policy(&[format!(r#"{{"Effect":"Allow","Action":[{list}],"Resource":"*"}}"#)])
}

fn resources(count: usize) -> String {
    let list = join(numbered(count, "arn:aws:s3:::b/#"));
    policy(&[format!(r#"{{"Effect":"Allow","Action":"s3:*","Resource":[{list}]}}"#)])
}

fn principals(count: usize) -> String {
    let list = join(numbered(count, "4444444#"));
    policy(&[format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":[{list}]}},"Action":"s3:*","Resource":"arn:aws:s3:::reports/*"}}"#
    )])
}

fn condition_values(count: usize) -> String {
    let list = join(numbered(count, "vpc-#"));
    policy(&[conditioned(&format!(r#""StringEquals":{{"aws:SourceVpc":[{list}]}}"#))])
}

fn condition_keys(count: usize) -> String {
    let keys = join(numbered(count, "aws:RequestTag/#").map(|it| it + r#":"x""#));
    policy(&[conditioned(&format!(r#""StringEquals":{{{keys}}}"#))])
}

fn conditioned(condition: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{{{condition}}}}}"#)
}

/// `shape` with a number of five digits in place of `#`, in quotes, `count` times.
fn numbered(count: usize, shape: &'static str) -> impl Iterator<Item = String> {
    (0..count).map(move |it| format!("\"{}\"", shape.replace('#', &format!("{it:05}"))))
}

/// What is refused is refused at once, and would look fast.
fn assert_readable(kind: PolicyKind, text: &str) {
    assert!(!parse_policy("".into(), kind, text).has_errors());
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(",")
}

/// How many times longer twice `count` takes.
fn growth<W: FnMut()>(what: &str, limit: f64, count: usize, make: impl Fn(usize) -> W) {
    let (mut once, mut twice) = (make(count), make(2 * count));
    let rounds: Vec<(f64, f64)> =
        (0..ROUNDS).map(|_| (least(&mut once), least(&mut twice))).collect();
    let note = format!(
        "{:.2} → {:.2} ms",
        middle(rounds.iter().map(|it| it.0)) / 1e3,
        middle(rounds.iter().map(|it| it.1)) / 1e3
    );
    print(what, middle(rounds.iter().map(|(once, twice)| twice / once)), limit, &note);
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    median(values.collect()).unwrap_or(f64::NAN)
}

fn print(what: &str, measured: f64, limit: f64, note: &str) {
    println!("{what}\t{measured}\t{limit}\t{note}");
}
