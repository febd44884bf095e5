//! Any text as one line of `accesspath authorize`.

#![no_main]

use accesspath_policy::line::{LineAnswer, answer};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// A line's number that no other number in an answer is likely to be.
const NUMBER: usize = 9_876_543;

fuzz_target!(|data: &[u8]| {
    let line = String::from_utf8_lossy(data);
    let LineAnswer { json, is_error } = answer(&line, NUMBER);
    assert_eq!(answer(&line, NUMBER), LineAnswer { json: json.clone(), is_error });
    assert!(!json.contains(['\n', '\r']), "{json}");
    let read = serde_json::from_str::<Value>(&json);
    if read.as_ref().is_err_and(|it| it.to_string().starts_with("number out of range")) {
        // A line's id is answered as it was written; a number beyond 64 bits is one that this reader does not hold.
        return;
    }
    let Ok(Value::Object(members)) = read else { panic!("{json} is no object") };
    assert!(members.contains_key("id"), "{json}");
    if is_error {
        check_error(&members["error"], &line);
    } else {
        let decision = members["decision"].as_str();
        let refused = matches!(decision, Some("implicit_deny" | "explicit_deny"));
        assert!(refused || matches!(decision, Some("allow" | "undetermined")), "{json}");
        assert_eq!(members.contains_key("blocked_by"), refused, "{json}");
        assert_eq!(members.contains_key("because"), refused, "{json}");
        assert_eq!(members.contains_key("open"), decision == Some("undetermined"), "{json}");
        // What is answered is JSON to another reader too.
        let asked = serde_json::from_str::<Value>(line.trim_start_matches('\u{feff}'));
        let id = asked.expect("an answered line is JSON")["id"].take();
        let named = id.is_string() || id.is_number();
        assert_eq!(members["id"], if named { id } else { Value::Null }, "{json}");
    }
});

/// An error has a code, a sentence, and a place in the line.
fn check_error(error: &Value, line: &str) {
    let words = |name| error[name].as_str().is_some_and(|it| !it.is_empty());
    assert!(words("code") && words("message"), "{error}");
    assert_eq!(error["line"], NUMBER);
    let column = error["column"].as_u64().unwrap_or_default() as usize;
    assert!((1..=line.encode_utf16().count() + 1).contains(&column), "{error} in {line:?}");
}
