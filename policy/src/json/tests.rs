use super::*;

/// Reads `text` and compares the canonical print and the underlined errors.
#[track_caller]
fn check(text: &str, printed: &str, errors: &[(&str, &str)]) {
    let json = read(text);
    assert_eq!(json.root().map(print).unwrap_or_default(), printed);
    let found: Vec<(String, &str)> =
        json.diagnostics.iter().map(|it| (it.problem.headline(), it.span.of(text))).collect();
    let expected: Vec<(String, &str)> =
        errors.iter().map(|(headline, under)| ((*headline).to_owned(), *under)).collect();
    assert_eq!(found, expected);
}

#[test]
fn strict_json_is_read_without_a_word() {
    check(
        "{\"a\": [1, -2.5e3, true, null, \"\\u00e9\\ud83e\\udea3\\n\"]}",
        "{ \"a\": [1, -2.5e3, true, null, \"é🪣\\n\"] }",
        &[],
    );
    check(" \n\t", "", &[]);
    check("\u{feff}[]", "[]", &[]);
}

#[test]
fn a_missing_comma_costs_nothing_but_a_word() {
    check("[1 2]", "[1, 2]", &[("a comma is missing before this", "2")]);
    check(
        "{\"a\":1 \"b\":2}",
        "{\n  \"a\": 1,\n  \"b\": 2\n}",
        &[("a comma is missing before this", "\"b\"")],
    );
}

#[test]
fn a_comma_too_many_costs_nothing_but_a_word() {
    check("[1,]", "[1]", &[("a comma stands before the closing bracket", "]")]);
    check("{\"a\":1,}", "{ \"a\": 1 }", &[("a comma stands before the closing brace", "}")]);
    check("[1,,2]", "[1, null, 2]", &[("expected a value", ",")]);
}

#[test]
fn brackets_that_do_not_close_are_named_where_they_open() {
    check(
        "{\"a\":[1",
        "{ \"a\": [1] }",
        &[("this brace is never closed", "{"), ("this bracket is never closed", "[")],
    );
    check("{\"a\":[1}", "{ \"a\": [1] }", &[("this bracket is never closed", "[")]);
    check("[1]]", "[1]", &[("text after the end of the document", "]")]);
    check("]", "null", &[("a bracket closes that was never opened", "]")]);
}

#[test]
fn strings_end_at_the_end_of_the_line() {
    check("[\"a\n,\"b\"]", "[\"a\", \"b\"]", &[("this string is never closed", "\"a")]);
    check("[\"\\x\"]", "[\"\u{fffd}\"]", &[("unknown escape in a string", "\\x")]);
    check("[\"\\ud800\"]", "[\"\u{fffd}\"]", &[("unknown escape in a string", "\\ud800")]);
}

#[test]
fn foreign_syntax_is_named() {
    check(
        "{a: 'b' // c\n}",
        "{ \"a\": \"b\" }",
        &[
            ("a word stands here without quotes", "a"),
            ("JSON strings take straight double quotes", "'b'"),
            ("JSON has no comments", "// c"),
        ],
    );
    check("[“x”]", "[\"x\"]", &[("JSON strings take straight double quotes", "“x”")]);
    check("[012]", "[null]", &[("this is no number: ids with leading zeros need quotes", "012")]);
}

#[test]
fn nesting_beyond_the_limit_is_stepped_over() {
    let text = format!("{}{}", "[".repeat(100_000), "]".repeat(20_000));
    let json = read(&text);
    assert!(json.diagnostics.iter().any(|it| it.problem.code() == "too-large"));
    assert_eq!(read("[1]").diagnostics, []);
}

#[test]
fn a_text_beyond_the_limit_is_refused_whole() {
    let text = format!("\"{}\"", "é".repeat(MAX_BYTES));
    let json = read(&text);
    assert_eq!(json.root(), None);
    assert_eq!(json.diagnostics.len(), 1);
}

#[test]
fn duplicate_members_are_kept_for_the_policy_reader() {
    let json = read("{\"a\":1,\"a\":2}");
    assert_eq!(json.root().and_then(|it| it.members().map(Iterator::count)), Some(2));
}
