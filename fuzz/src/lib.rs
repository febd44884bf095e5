//! What the targets share: what must be so of every document that was read.

use accesspath_policy::policy::{Parsed, Policy};
use accesspath_policy::text::Span;

/// Asserts that `span` lies in `text`, at the boundaries of characters.
#[track_caller]
pub fn assert_in(span: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{span:?} is no place in {text:?}");
}

/// Asserts that every place of a reading lies in its text, and that it is either sound or has an error.
pub fn check(parsed: &Parsed<Policy>) {
    let Parsed { text, value: policy, diagnostics, .. } = parsed;
    for diagnostic in diagnostics {
        assert_in(diagnostic.span, text);
    }
    assert_eq!(parsed.has_errors(), policy.unreadable.is_some(), "{diagnostics:?}");
    for statement in &policy.statements {
        assert_in(statement.span, text);
        for condition in &statement.conditions {
            for span in [condition.operator_name.span, condition.key.span, condition.values_span] {
                assert_in(span, text);
                assert!(statement.span.contains(span), "{span:?} is outside of {statement:?}");
            }
        }
    }
}
