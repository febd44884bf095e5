//! Keys by the names that a browser gives them, and chords such as `Shift+Tab`.

use serde_json::{Value, json};

/// The command that presses a chord and lets it go.
#[must_use]
pub fn chord(names: &str) -> Value {
    let keys: Vec<String> = match names {
        "+" => vec!["+".to_owned()],
        names => names.split('+').map(key).collect(),
    };
    let down = keys.iter().map(|it| json!({ "type": "keyDown", "value": it }));
    let up = keys.iter().rev().map(|it| json!({ "type": "keyUp", "value": it }));
    actions(down.chain(up).collect())
}

/// The command that types a text, key by key.
#[must_use]
pub fn text(text: &str) -> Value {
    let keys = text.chars().map(|it| match it {
        '\n' => key("Enter"),
        other => other.to_string(),
    });
    actions(
        keys.flat_map(|it| {
            [json!({ "type": "keyDown", "value": it }), json!({ "type": "keyUp", "value": it })]
        })
        .collect(),
    )
}

fn actions(keys: Vec<Value>) -> Value {
    json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": keys }] })
}

/// The character by which WebDriver knows the key.
fn key(name: &str) -> String {
    let code = match name {
        "Tab" => '\u{e004}',
        "Enter" => '\u{e007}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Escape" => '\u{e00c}',
        "Space" => ' ',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        other => return other.to_owned(),
    };
    code.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(command: &Value, expected: &[(&str, &str)]) {
        let keys = command.pointer("/actions/0/actions").and_then(Value::as_array).unwrap();
        let pressed: Vec<_> = keys
            .iter()
            .map(|it| (it["type"].as_str().unwrap(), it["value"].as_str().unwrap()))
            .collect();
        assert_eq!(pressed, expected);
    }

    #[test]
    fn a_chord_lets_go_in_the_reverse_order() {
        check(
            &chord("Shift+Tab"),
            &[
                ("keyDown", "\u{e008}"),
                ("keyDown", "\u{e004}"),
                ("keyUp", "\u{e004}"),
                ("keyUp", "\u{e008}"),
            ],
        );
    }

    #[test]
    fn a_text_is_typed_key_by_key() {
        check(
            &text("a\n"),
            &[("keyDown", "a"), ("keyUp", "a"), ("keyDown", "\u{e007}"), ("keyUp", "\u{e007}")],
        );
    }
}
