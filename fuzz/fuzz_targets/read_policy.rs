//! Any text, read as JSON and as a policy of every kind, and looked through by the linter.

#![no_main]

use std::sync::LazyLock;

use accesspath_fuzz::{assert_in, check};
use accesspath_policy::facts::{Facts, SERVICE_AUTHORIZATION};
use accesspath_policy::json::{self, Json, Node, Value};
use accesspath_policy::lint::lint;
use accesspath_policy::policy::{PolicyKind, parse_policy};
use libfuzzer_sys::fuzz_target;
use serde_json::Value as Other;

static FACTS: LazyLock<Facts<'static>> = LazyLock::new(|| Facts::read(SERVICE_AUTHORIZATION));

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let tree = json::read(&text);
    assert_eq!(tree, json::read(&text));
    for diagnostic in &tree.diagnostics {
        assert_in(diagnostic.span, &text);
    }
    if let Some(root) = tree.root() {
        check_node(root, &text);
    }
    compare(&tree, &text);
    for (kind, _) in PolicyKind::ALL {
        let parsed = parse_policy("p".into(), kind, &text);
        check(&parsed);
        for finding in lint(&parsed, &FACTS) {
            assert_in(finding.span, &text);
            assert!(!finding.code.is_empty() && !finding.headline.is_empty(), "{finding:?}");
        }
        if kind == PolicyKind::Bucket {
            assert_eq!(parsed, parse_policy("p".into(), kind, &text));
        }
    }
});

/// Every place in the tree is one of the text, and lies in that of what it is a part of.
fn check_node(node: Node<'_>, text: &str) {
    assert_in(node.span, text);
    let inner: Vec<Node<'_>> = match node.value {
        Value::Array(items) => items.collect(),
        Value::Object(members) => {
            for member in members {
                assert_in(member.name_span, text);
                assert!(node.span.contains(member.span()), "{member:?}");
            }
            members.map(|it| it.node).collect()
        }
        _ => return,
    };
    for part in inner {
        assert!(node.span.contains(part.span), "{part:?}");
        check_node(part, text);
    }
}

/// Another reader of JSON takes the same texts and finds the same in them.
fn compare(tree: &Json<'_>, text: &str) {
    // The other reader knows no byte order mark.
    let other = serde_json::from_str::<Other>(text.trim_start_matches('\u{feff}'));
    let found: Vec<&str> = tree.diagnostics.iter().map(|it| it.problem.code()).collect();
    match (tree.root(), &other) {
        (Some(root), Ok(other)) if found.is_empty() => {
            let printed = json::print(root);
            assert_eq!(serde_json::from_str::<Other>(&printed).ok().as_ref(), Some(other));
            let again = json::read_up_to(usize::MAX, "", &printed);
            assert_eq!(again.root().map(json::print), Some(printed));
            let mut compact = String::new();
            json::print_compact(&mut compact, root);
            assert_eq!(serde_json::from_str::<Other>(&compact).ok().as_ref(), Some(other));
        }
        // Deeper or longer than any policy.
        (_, Ok(_)) => assert!(found.contains(&"too-large"), "{found:?} in {text:?}"),
        // A number beyond those of the other reader is still a number.
        (Some(_), Err(error)) if found.is_empty() => {
            assert!(error.to_string().starts_with("number out of range"), "{error} in {text:?}");
        }
        (None, Err(_)) if found.is_empty() => assert!(text.trim_matches(is_blank).is_empty()),
        (_, Err(_)) => {}
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{feff}')
}
