//! How much comparing a document takes; what is found stands in the fixtures.

use super::*;
use crate::facts::SERVICE_AUTHORIZATION;
use crate::policy::{PolicyKind, parse_policy};

/// The findings, and how many of `steps` are left.
fn run(kind: PolicyKind, text: &str, steps: usize) -> (Vec<LintFinding>, usize) {
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    let Parsed { value, diagnostics, .. } = parse_policy("p".into(), kind, text);
    let mut linter = Linter { policy: &value, text, facts: &facts, steps, found: Vec::new() };
    linter.check(&diagnostics);
    (linter.found, linter.steps)
}

/// The entries that `entry` gives for 0, 1, 2 …, in quotes, as many as `bytes` have room for.
fn fill(bytes: usize, entry: impl Fn(usize) -> String) -> String {
    let mut list = format!("\"{}\"", entry(0));
    for number in 1.. {
        let next = format!(",\"{}\"", entry(number));
        if list.len() + next.len() > bytes {
            break;
        }
        list += &next;
    }
    list
}

fn policy(actions: &str, resources: &str, condition: &str) -> String {
    format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":[{{\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"111122223333\"}},\
         \"Action\":[{actions}],\"Resource\":[{resources}],\"Condition\":{{{condition}}}}}]}}"
    )
}

#[test]
fn documents_that_aws_takes_are_compared_to_their_end() {
    let check = |what: &str, kind: PolicyKind, text: String| {
        let quota = if kind == PolicyKind::Key { 32_768 } else { 20_480 };
        assert!(text.len() <= quota && text.len() + 1_000 > quota, "{what}: {} bytes", text.len());
        let (_, left) = run(kind, &text, MOST_STEPS);
        let needed = MOST_STEPS - left;
        assert!(left > MOST_STEPS / 8, "{what}: {needed} steps");
    };
    let facts = Facts::read(SERVICE_AUTHORIZATION);
    let names: Vec<&str> = facts.service("s3").unwrap().actions.iter().map(|it| it.name).collect();
    let action = |number: usize| format!("s3:{}", names[number % names.len()]);
    let (bucket, key) = (PolicyKind::Bucket, PolicyKind::Key);
    let object = |number: usize| format!("arn:aws:s3:::b/{number}");
    check(
        "actions and resources",
        bucket,
        policy(&fill(10_000, action), &fill(10_000, object), ""),
    );
    let objects = |number: usize| format!("arn:aws:s3:::{number}/*");
    check("resources", bucket, policy("\"s3:*\"", &fill(20_000, objects), ""));
    let pattern = |number: usize| format!("ec2:*{number}");
    check("patterns", bucket, policy(&fill(20_000, pattern), "\"arn:aws:s3:::b\"", ""));
    let unknown = |number: usize| format!("s3:GetObjec{number}");
    check("unknown actions", bucket, policy(&fill(20_000, unknown), "\"arn:aws:s3:::b\"", ""));
    let tests = fill(10_000, |it| format!("s3:ExistingObjectTag/{it}")).replace(',', ":\"x\",");
    let tests = format!("\"StringEquals\":{{{tests}:\"x\"}}");
    check("conditions", bucket, policy(&fill(8_000, action), "\"arn:aws:s3:::b\"", &tests));
    check("stars", key, policy("\"kms:*\"", &fill(32_400, |_| "*".to_owned()), ""));
    check("ARNs", key, policy("\"kms:*\"", &fill(32_400, |it| format!("arn:*{it}")), ""));
    let long = |number: usize| format!("arn:*{}{number}", "?*".repeat(1_000));
    check("long patterns", key, policy("\"kms:*\"", &fill(32_400, long), ""));
}

#[test]
fn what_is_too_long_to_be_compared_still_shows_its_twins() {
    let patterns = fill(100_000, |it| format!("ec2:*{}", it % 5_000));
    let (found, left) = run(PolicyKind::Bucket, &policy(&patterns, "\"*\"", ""), 1_000);
    assert_eq!(left, 0);
    let twins = found.iter().filter(|it| it.code == Lint::REDUNDANT_ACTION.code).count();
    assert!(twins > 1_000, "{twins}");
}

#[test]
fn conditions_on_many_tags_take_hardly_more_steps_than_one() {
    let needed = |bytes: usize| {
        let tests = fill(bytes, |it| format!("aws:RequestTag/{it}")).replace(',', ":\"x\",");
        let tests = format!("\"StringEquals\":{{{tests}:\"x\"}}");
        let text = policy("\"s3:GetObject\"", "\"arn:aws:s3:::b/*\"", &tests);
        let (found, left) = run(PolicyKind::Bucket, &text, MOST_STEPS);
        (found.len(), MOST_STEPS - left)
    };
    let ((one, few), (many, most)) = (needed(1), needed(100_000));
    assert!(one > 0 && many > 1_000 * one, "{one} and {many} findings");
    assert!(most < few + 10 * many, "{few} and {most} steps");
}
