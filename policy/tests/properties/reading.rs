//! Reading is total: every text has a value and places that lie in it.

use accesspath_policy::line;
use accesspath_policy::policy::{PolicyKind, parse_policy};
use proptest::prelude::*;
use serde_json::Value;

use crate::world::config;

const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "é🪣", "Effect": "Deny", "Principal": {"AWS": ["*", "111122223333"]},
 "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/${aws:userid}/*"], "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}}]}"#;

/// A text that is nearly a policy: one with a piece cut out and another put in.
fn near_policy() -> impl Strategy<Value = String> {
    let length = POLICY.chars().count();
    (0..length, 0..12_usize, "[\\[\\]{}\",:a-z\\\\ \n${*0é]{0,6}").prop_map(|(at, cut, put)| {
        let head: String = POLICY.chars().take(at).collect();
        let tail: String = POLICY.chars().skip(at + cut).collect();
        head + &put + &tail
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_span_lies_in_its_text(text in prop_oneof![near_policy(), any::<String>()]) {
        let parsed = parse_policy("p".into(), PolicyKind::Bucket, &text);
        for diagnostic in &parsed.diagnostics {
            prop_assert!(text.get(diagnostic.span.range()).is_some(), "{diagnostic:?}");
        }
        for statement in &parsed.value.statements {
            prop_assert!(text.get(statement.span.range()).is_some());
            for condition in &statement.conditions {
                prop_assert!(statement.span.contains(condition.key.span));
                prop_assert!(statement.span.contains(condition.values_span));
            }
        }
    }

    #[test]
    fn a_policy_that_is_changed_anywhere_is_read_or_refused_and_never_both(text in near_policy()) {
        let parsed = parse_policy("p".into(), PolicyKind::Bucket, &text);
        prop_assert_eq!(parsed.has_errors(), parsed.value.unreadable.is_some());
        if serde_json::from_str::<Value>(&text).is_err() {
            prop_assert!(parsed.has_errors(), "{}", text);
        }
    }

    #[test]
    fn every_line_has_an_answer(text in prop_oneof![near_policy(), any::<String>()]) {
        let answer = line::answer(&text, 1);
        prop_assert!(answer.is_error);
        prop_assert!(serde_json::from_str::<Value>(&answer.json).is_ok());
    }
}
