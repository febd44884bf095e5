//! Keys by the names that a browser gives them, and chords such as `Shift+Tab`.

use thirtyfour::Key;

/// The keys of a chord, in the order in which they are pressed.
#[must_use]
pub fn chord(names: &str) -> Vec<char> {
    match names {
        "+" => vec!['+'],
        names => names.split('+').filter_map(key).collect(),
    }
}

/// The keys that type a text.
#[must_use]
pub fn text(text: &str) -> Vec<char> {
    text.chars().map(|it| if it == '\n' { Key::Enter.value() } else { it }).collect()
}

/// The character by which WebDriver knows the key.
fn key(name: &str) -> Option<char> {
    let key = match name {
        "Tab" => Key::Tab,
        "Enter" => Key::Enter,
        "Backspace" => Key::Backspace,
        "Shift" => Key::Shift,
        "Control" => Key::Control,
        "Escape" => Key::Escape,
        "End" => Key::End,
        "Home" => Key::Home,
        "ArrowLeft" => Key::Left,
        "ArrowUp" => Key::Up,
        "ArrowRight" => Key::Right,
        "ArrowDown" => Key::Down,
        "Space" => return Some(' '),
        other => return other.chars().next(),
    };
    Some(key.value())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_is_keys_by_their_names() {
        assert_eq!(chord("Shift+Tab"), ['\u{e008}', '\u{e004}']);
        assert_eq!(chord("Control+a"), ['\u{e009}', 'a']);
        assert_eq!(chord("+"), ['+']);
    }

    #[test]
    fn a_new_line_is_typed_with_enter() {
        assert_eq!(text("a\n"), ['a', '\u{e007}']);
    }
}
