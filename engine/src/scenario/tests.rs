use super::*;

/// A scenario of one document, with `facts` behind its question.
fn scenario(facts: &str, document: &str) -> Scenario {
    let text = format!(
        r#"{{
            "accesspath": 1,
            "documents": {{ "d": {document} }},
            "question": {{ "callers": [], "operation": "GetObject", "bucket": "b", "key": "k" }}
            {facts}
        }}"#
    );
    Scenario::from_json(&text).expect("it is a scenario")
}

/// Compares two scenarios of these facts and documents, which must agree with how they are written.
#[track_caller]
fn check(left: [&str; 2], right: [&str; 2], equal: bool) {
    let (left, right) = (scenario(left[0], left[1]), scenario(right[0], right[1]));
    assert_eq!(left == right, equal);
    assert_eq!(left.to_compact_json() == right.to_compact_json(), equal);
}

#[test]
fn scenarios_are_equal_where_they_are_written_alike() {
    let policy = r#"{ "Version": "2012-10-17" }"#;
    check(["", policy], ["", policy], true);
    // A default that is written out, and a document whose text is its canonical print.
    let printed = r#""{ \"Version\": \"2012-10-17\" }""#;
    check(["", policy], [r#", "title": """#, printed], true);
}

#[test]
fn scenarios_differ_where_a_fact_or_a_document_does() {
    check(["", "{}"], ["", r#""{ }""#], false);
    check(["", "{}"], [r#", "title": "t""#, "{}"], false);
    let tags =
        |tags: &str| format!(r#", "objects": [{{ "id": "o", "bucket": "b", "key": "k" {tags} }}]"#);
    // No tags, and tags that are not known.
    check([&tags(r#", "tags": {}"#), "{}"], [&tags(""), "{}"], false);
    check([r#", "time": """#, "{}"], ["", "{}"], false);
}
