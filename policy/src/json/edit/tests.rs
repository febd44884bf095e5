use super::*;
use crate::text::{LineKind, changed_lines};

/// Edits `text` and compares the text that comes out, in which `⏎` stands for a line break.
#[track_caller]
fn check(text: &str, at: &[&str], by: Edit, expected: &str) {
    let lines = |text: &str| text.replace('⏎', "\n");
    assert_eq!(edit(&lines(text), at, &by), Some(lines(expected)));
}

#[track_caller]
fn check_refused(text: &str, at: &[&str], by: Edit) {
    assert_eq!(edit(text, at, &by), None);
}

fn add(value: &str) -> Edit {
    Edit::Add(value.into())
}

fn set(value: &str) -> Edit {
    Edit::Set(value.into())
}

fn rename(name: &str) -> Edit {
    Edit::Rename(name.into())
}

const POLICY: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": [
                "arn:aws:s3:::amzn-s3-demo-bucket",
                "arn:aws:s3:::amzn-s3-demo-bucket/*"
            ]
        }
    ]
}
"#;

/// Edits the statement of the policy and compares the lines that are gone and those that are new.
#[track_caller]
fn check_policy(at: &[&str], by: Edit, expected: &str) {
    let after = edit(POLICY, &[&["Statement", "1"], at].concat(), &by).unwrap();
    let lines = changed_lines(POLICY, &after, 0);
    assert!(lines.iter().all(|it| it.kind != LineKind::Kept));
    let drawn: String = lines.iter().map(|it| format!("{}{}\n", it.kind.mark(), it.text)).collect();
    assert_eq!(drawn.trim_end(), expected.trim_matches('\n'));
}

#[test]
fn a_policy_changes_in_the_lines_that_it_must() {
    check_policy(
        &["Resource"],
        add(r#""arn:aws:s3:::amzn-s3-demo-other/*""#),
        r#"
-                "arn:aws:s3:::amzn-s3-demo-bucket/*"
+                "arn:aws:s3:::amzn-s3-demo-bucket/*",
+                "arn:aws:s3:::amzn-s3-demo-other/*"
"#,
    );
    check_policy(
        &["Resource", "1"],
        Edit::Remove,
        r#"
-                "arn:aws:s3:::amzn-s3-demo-bucket",
"#,
    );
    check_policy(
        &["Action"],
        add(r#""s3:PutObject""#),
        r#"
-            "Action": "s3:GetObject",
+            "Action": ["s3:GetObject", "s3:PutObject"],
"#,
    );
    check_policy(
        &["Action"],
        rename("NotAction"),
        r#"
-            "Action": "s3:GetObject",
+            "NotAction": "s3:GetObject",
"#,
    );
    check_policy(
        &["Condition", "Bool", "aws:SecureTransport"],
        set(r#""true""#),
        r#"
-            ]
+            ],
+            "Condition": { "Bool": { "aws:SecureTransport": "true" } }
"#,
    );
    check_policy(
        &["Condition", "ArnNotEquals", "aws:PrincipalArn"],
        add(r#""arn:aws:iam::111122223333:role/application""#),
        r#"
-            ]
+            ],
+            "Condition": {
+                "ArnNotEquals": {
+                    "aws:PrincipalArn": "arn:aws:iam::111122223333:role/application"
+                }
+            }
"#,
    );
}

#[test]
fn a_list_gets_an_entry_with_the_separator_that_it_uses() {
    check("[1,2]", &[], add("3"), "[1,2,3]");
    check("[1, 2]", &[], add("3"), "[1, 2, 3]");
    check("[ 1 , 2 ]", &[], add("3"), "[ 1 , 2 , 3 ]");
    check("[⏎ 1,⏎ 2⏎]", &[], add("3"), "[⏎ 1,⏎ 2,⏎ 3⏎]");
    check("[⏎\t1⏎]⏎", &[], add("3"), "[⏎\t1,⏎\t3⏎]⏎");
    check("[⏎ 1⏎ , 2⏎]", &[], add("3"), "[⏎ 1⏎ , 2⏎ , 3⏎]");
    check("[1,⏎ 2]", &[], add("3"), "[1,⏎ 2,⏎ 3]");
    check("[⏎ 1, 2⏎]", &[], add("3"), "[⏎ 1, 2,⏎ 3⏎]");
    check("[⏎⏎ 1,⏎⏎ 2⏎⏎]", &[], add("3"), "[⏎⏎ 1,⏎⏎ 2,⏎ 3⏎⏎]");
    check("{\"a\":[1]}", &["a"], add("3"), "{\"a\":[1,3]}");
    check("{\"a\": [1]}", &["a"], add("3"), "{\"a\": [1, 3]}");
    check("{\"a\":1,⏎\"b\":[1]}", &["b"], add("{\"c\": [ ]}"), "{\"a\":1,⏎\"b\":[1,{\"c\":[]}]}");
}

#[test]
fn line_breaks_stay_what_they_are() {
    check("[\r\n 1\r\n]\r\n", &[], add("3"), "[\r\n 1,\r\n 3\r\n]\r\n");
    check("{\r\n \"a\": {}\r\n}", &["a", "b"], set("3"), "{\r\n \"a\": {\r\n  \"b\": 3\r\n }\r\n}");
    check("\u{feff}[\r\n 1,\r\n 2\r\n]", &["1"], Edit::Remove, "\u{feff}[\r\n 2\r\n]");
}

#[test]
fn a_single_value_becomes_a_list_of_both() {
    check("{\"a\": \"b\"}", &["a"], add("\"c\""), "{\"a\": [\"b\", \"c\"]}");
    check("{\"a\": \"b\"}", &["a", "1"], add("\"c\""), "{\"a\": [\"b\", \"c\"]}");
    check("{\"a\":\"b\"}", &["a"], add("\"c\""), "{\"a\":[\"b\",\"c\"]}");
    check("{\"a\": [ 0 ],\"b\": 1}", &["b"], add("2"), "{\"a\": [ 0 ],\"b\": [ 1,2 ]}");
    check(
        "{⏎  \"S\": {⏎    \"a\": 1⏎  }⏎}",
        &["S"],
        add("{\"a\": 2}"),
        "{⏎  \"S\": [{⏎    \"a\": 1⏎  }, { \"a\": 2 }]⏎}",
    );
    let (long, other) =
        ("\"arn:aws:s3:::amzn-s3-demo-bucket/*\"", "\"arn:aws:s3:::amzn-s3-demo-other/*\"");
    check(
        &format!("{{⏎  \"Resource\": {long},⏎  \"b\": 1⏎}}"),
        &["Resource"],
        add(other),
        &format!("{{⏎  \"Resource\": [⏎    {long},⏎    {other}⏎  ],⏎  \"b\": 1⏎}}"),
    );
    check(
        &format!("{{\"Resource\": {long}}}"),
        &["Resource"],
        add(other),
        &format!("{{\"Resource\": [{long}, {other}]}}"),
    );
}

#[test]
fn a_value_that_is_there_is_not_added_again() {
    for (text, value) in [
        ("[1, \"\\u0061\"]", "\"a\""),
        ("[{\"a\": 1, \"b\": []}]", "{ \"b\": [], \"a\": 1 }"),
        ("\"a\"", "\"a\""),
        ("{\"a\": {}}", "{ \"a\": { } }"),
    ] {
        check(text, &[], add(value), text);
    }
    check("{\"a\": [1]}", &["a"], set("[ 1 ]"), "{\"a\": [1]}");
    check(
        "[{\"a\": 1, \"a\": 1}]",
        &[],
        add("{\"a\": 1, \"b\": 1}"),
        "[{\"a\": 1, \"a\": 1}, {\"a\": 1, \"b\": 1}]",
    );
    check("[1]", &[], add("1.0"), "[1, 1.0]");
}

#[test]
fn an_object_gets_a_member_with_the_white_space_of_the_others() {
    check("{\"a\":1}", &["b"], set("2"), "{\"a\":1,\"b\":2}");
    check("{ \"a\" : 1 }", &["b"], set("2"), "{ \"a\" : 1, \"b\" : 2 }");
    check("{⏎  \"a\": 1⏎}", &["é\""], set("2"), "{⏎  \"a\": 1,⏎  \"é\\\"\": 2⏎}");
    check("{⏎  \"a\": 1⏎}", &["b", "c"], add("2"), "{⏎  \"a\": 1,⏎  \"b\": { \"c\": 2 }⏎}");
    check(
        "{\"a\": 1,⏎ \"d\": 1}",
        &["b", "c"],
        set("[]"),
        "{\"a\": 1,⏎ \"d\": 1,⏎ \"b\": {\"c\": []}}",
    );
    check("{\"a\":⏎1}", &["b"], set("2"), "{\"a\":⏎1, \"b\": 2}");
}

#[test]
fn what_does_not_fit_is_broken_up_by_the_step_of_the_text() {
    let long = "arn:aws:iam::111122223333:role/application-with-a-long-name";
    check(
        "{⏎\t\"Statement\": [⏎\t\t{⏎\t\t\t\"Effect\": \"Deny\"⏎\t\t}⏎\t]⏎}",
        &["Statement", "1", "Condition", "ArnNotEquals", "aws:PrincipalArn"],
        set(&format!("[\"{long}\"]")),
        &format!(
            "{{⏎\t\"Statement\": [⏎\t\t{{⏎\t\t\t\"Effect\": \"Deny\",⏎\t\t\t\"Condition\": {{⏎\t\t\t\t\"ArnNotEquals\": {{⏎\t\t\t\t\t\"aws:PrincipalArn\": [⏎\t\t\t\t\t\t\"{long}\"⏎\t\t\t\t\t]⏎\t\t\t\t}}⏎\t\t\t}}⏎\t\t}}⏎\t]⏎}}"
        ),
    );
    check(
        "{⏎    \"S\": [{⏎        \"a\": 1⏎    }]⏎}",
        &["S"],
        add(&format!("{{\"a\": 2, \"b\": [\"{long}\", 1]}}")),
        &format!(
            "{{⏎    \"S\": [{{⏎        \"a\": 1⏎    }}, {{⏎        \"a\": 2,⏎        \"b\": [\"{long}\", 1]⏎    }}]⏎}}"
        ),
    );
    let value = format!("{{\"a\": 2, \"b\": [\"{long}\", 1]}}");
    check("{\"S\": [1]}", &["S"], add(&value), &format!("{{\"S\": [1, {value}]}}"));
}

#[test]
fn an_empty_list_or_object_opens_as_its_parent_does() {
    check("{}", &["a"], set("1"), "{ \"a\": 1 }");
    check("[ ]", &[], add("1"), "[1]");
    check("{\"a\":{}}", &["a", "b"], set("1"), "{\"a\":{\"b\":1}}");
    check("{⏎  \"a\": []⏎}", &["a"], add("1"), "{⏎  \"a\": [⏎    1⏎  ]⏎}");
    check("{⏎   \"a\": {}⏎}", &["a", "b"], set("1"), "{⏎   \"a\": {⏎      \"b\": 1⏎   }⏎}");
    check("{\"a\": 0,⏎ \"b\": []}", &["b"], add("1"), "{\"a\": 0,⏎ \"b\": [1]}");
    check("[⏎]", &[], add("1"), "[⏎  1⏎]");
}

#[test]
fn a_value_is_replaced_where_it_stands() {
    check("{ \"a\": 1, \"b\": 2 }", &["a"], set("\"x\\ty\""), "{ \"a\": \"x\\ty\", \"b\": 2 }");
    check("[1,⏎ 2 ]", &["2"], set("{\"a\": null}"), "[1,⏎ { \"a\": null } ]");
    check("{\"a\": [⏎ 1,⏎ 2⏎]}", &["a"], set("[1, 3]"), "{\"a\": [⏎ 1,⏎ 3⏎]}");
    check("{\"a\": [⏎ 1,⏎ 2⏎]}", &["a"], set("3"), "{\"a\": 3}");
    check(" 1⏎", &[], set("[2]"), " [2]⏎");
}

#[test]
fn entries_are_found_by_id_before_number_and_a_single_value_is_a_list_of_one() {
    let entries = "[{\"id\": \"2\"}, {\"id\": \"b\"}]";
    check(entries, &["b", "x"], set("1"), "[{\"id\": \"2\"}, {\"id\": \"b\", \"x\": 1}]");
    check(entries, &["2", "x"], set("1"), "[{\"id\": \"2\", \"x\": 1}, {\"id\": \"b\"}]");
    check(entries, &["1", "x"], set("1"), "[{\"id\": \"2\", \"x\": 1}, {\"id\": \"b\"}]");
    check("{\"S\": {\"a\": 1}}", &["S", "1", "a"], set("2"), "{\"S\": {\"a\": 2}}");
    check("{\"S\": {\"1\": 1}}", &["S", "1"], set("2"), "{\"S\": {\"1\": 2}}");
    check("{\"S\": \"a\", \"b\": 1}", &["S", "1"], Edit::Remove, "{\"b\": 1}");
    check("{\"a\": 1, \"\\u0062\": 1}", &["b"], set("2"), "{\"a\": 1, \"\\u0062\": 2}");
}

#[test]
fn a_member_gets_another_name() {
    check("{\"a\" : 1,⏎\"b\":2}", &["a"], rename("c\n"), "{\"c\\n\" : 1,⏎\"b\":2}");
    check("{\"\\u0061\": 1}", &["a"], rename("a"), "{\"\\u0061\": 1}");
    check_refused("{\"a\": 1, \"b\": 2}", &["a"], rename("b"));
    check_refused("{\"a\": [1]}", &["a", "1"], rename("b"));
    check_refused("{\"a\": 1}", &["a", "1"], rename("b"));
    check_refused("{\"a\": {}}", &["a", "1"], rename("b"));
    check_refused("{\"a\": 1}", &["b"], rename("c"));
    check_refused("1", &[], rename("c"));
}

#[test]
fn what_is_removed_takes_its_comma_and_its_lines_along() {
    for (text, at, expected) in [
        ("[1, 2, 3]", "1", "[2, 3]"),
        ("[1, 2, 3]", "2", "[1, 3]"),
        ("[1, 2, 3]", "3", "[1, 2]"),
        ("[ 1 , 2 ]", "1", "[ 2 ]"),
        ("[ 1 , 2 ]", "2", "[ 1 ]"),
        ("[ 1 ]", "1", "[]"),
        ("[⏎ 1⏎]", "1", "[]"),
        ("[⏎ 1,⏎ 2,⏎ 3⏎]", "1", "[⏎ 2,⏎ 3⏎]"),
        ("[⏎ 1,⏎ 2,⏎ 3⏎]", "2", "[⏎ 1,⏎ 3⏎]"),
        ("[⏎ 1,⏎ 2,⏎ 3⏎]", "3", "[⏎ 1,⏎ 2⏎]"),
        ("[⏎ 1, 2,⏎ 3⏎]", "1", "[⏎ 2,⏎ 3⏎]"),
        ("[⏎ 1, 2,⏎ 3⏎]", "2", "[⏎ 1,⏎ 3⏎]"),
        ("[⏎ 1⏎ , 2⏎ , 3⏎]", "2", "[⏎ 1⏎ , 3⏎]"),
        ("[⏎ 1⏎ , 2⏎ , 3⏎]", "1", "[⏎ 2⏎ , 3⏎]"),
        ("[⏎ 1⏎ , 2⏎ , 3⏎]", "3", "[⏎ 1⏎ , 2⏎]"),
        ("{\"a\": 1, \"b\": 2}", "a", "{\"b\": 2}"),
        ("{⏎ \"a\": 1,⏎ \"b\": 2⏎}", "b", "{⏎ \"a\": 1⏎}"),
    ] {
        check(text, &[at], Edit::Remove, expected);
    }
    check_refused("[1]", &[], Edit::Remove);
    check_refused("[1]", &["1", "1", "a"], Edit::Remove);
    check_refused("{}", &["a"], Edit::Remove);
}

#[test]
fn what_is_no_place_or_no_json_is_refused() {
    for text in ["", " ", "[1,]", "{\"a\": 1", "[1] // no", "{a: 1}"] {
        check_refused(text, &[], set("1"));
    }
    check_refused("[1]", &[], add("[1,]"));
    check_refused("{}", &["a"], set("1}, {\"b\": 2"));
    check_refused("{}", &["a"], set(""));
    for at in ["2", "0", "x", "-1"] {
        check_refused("[1]", &[at], set("1"));
        check_refused("[1]", &[at], add("1"));
    }
    check_refused("{\"a\": null}", &["a", "b"], set("1"));
}

#[test]
fn a_text_is_not_made_deeper_than_the_reader_goes() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    check("[1]", &["1"], set(&nested(31)), &nested(32));
    check_refused("[1]", &["1"], set(&nested(32)));
    check_refused("{}", &["a"; 40], set("1"));
}
