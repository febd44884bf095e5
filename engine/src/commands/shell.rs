//! Texts of strangers in a shell's script: as one argument, as a comment, or as a file.

use std::collections::BTreeMap;

/// A text as one argument.
pub(super) fn quoted(text: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "-_./:=@%+,".contains(it);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        // What steers a terminal stands in no name that AWS takes; every shell reads what is left alike.
        let plain: String = text.chars().map(|it| if steers(it) { '?' } else { it }).collect();
        format!("'{}'", plain.replace('\'', r"'\''"))
    }
}

/// A text that ends no line and steers no terminal.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for it in text.chars() {
        if steers(it) {
            line.extend(it.escape_default());
        } else {
            line.push(it);
        }
    }
    line
}

/// The letter ends a line, controls a terminal, or reorders what is shown.
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// The name of a document as that of a file, without an ending; it overwrites no file that a person would have.
pub(super) fn file_name(document: &str) -> String {
    let plain = |it: char| if it.is_ascii_alphanumeric() || "-_.".contains(it) { it } else { '-' };
    format!("accesspath-{}", document.chars().map(plain).collect::<String>())
}

/// The command that writes a document to a file; the ids of resources that were made are those in their variables.
pub(super) fn heredoc(file: &str, text: &str, made: &BTreeMap<String, String>) -> String {
    let mut text = escaped(text.trim_end());
    let mut word = "JSON".to_owned();
    let mut number = 2;
    while text.lines().any(|it| it == word) {
        word = format!("JSON_{number}");
        number += 1;
    }
    let mut ids: Vec<(&String, &String)> = made.iter().filter(|it| holds(&text, it.0)).collect();
    if ids.is_empty() {
        return format!("cat > {file} <<'{word}'\n{text}\n{word}");
    }
    // Without quotes around the word the shell looks into the text, in which nothing else may mean anything to it.
    text = text.replace('\\', r"\\").replace('$', r"\$").replace('`', r"\`");
    ids.sort_by_key(|it| std::cmp::Reverse(it.0.len()));
    for (id, variable) in ids {
        text = replaced(&text, id, &format!("${{{variable}}}"));
    }
    format!("cat > {file} <<{word}\n{text}\n{word}")
}

/// A text of JSON in which letters that steer a terminal are escaped, as JSON does it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '\n' | '\t' => out.push(it),
            // Blank space to JSON, and nothing that ends a line of a shell.
            '\r' => {}
            it if steers(it) => out.push_str(&format!("\\u{:04x}", u32::from(it))),
            it => out.push(it),
        }
    }
    out
}

fn holds(text: &str, id: &str) -> bool {
    !id.is_empty() && replaced(text, id, "") != text
}

/// `text` with `new` in place of `id`, where it is no part of another id.
fn replaced(text: &str, id: &str, new: &str) -> String {
    let is_of_id = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(id) {
        let last = before.chars().last().or_else(|| out.chars().last());
        let begins = !last.is_some_and(is_of_id);
        let ends = !after.starts_with(is_of_id);
        out.push_str(before);
        out.push_str(if begins && ends { new } else { id });
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_argument_whatever_it_holds() {
        for (text, expected) in [
            ("thumbs-prod", "thumbs-prod"),
            ("", "''"),
            ("a b", "'a b'"),
            ("$(id)`id`;", "'$(id)`id`;'"),
            ("it's", r"'it'\''s'"),
            ("a\n#'\\\u{202e}", r"'a?#'\''\?'"),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn a_document_ends_where_no_line_of_it_does() {
        let none = BTreeMap::new();
        let text = "{\nJSON\nJSON_2\n}\n";
        assert_eq!(heredoc("f", text, &none), "cat > f <<'JSON_3'\n{\nJSON\nJSON_2\n}\nJSON_3");
        let steering = "{\"\u{1b}\": \"\u{2028}\"}\r\n";
        assert_eq!(
            heredoc("f", steering, &none),
            "cat > f <<'JSON'\n{\"\\u001b\": \"\\u2028\"}\nJSON"
        );
    }

    #[test]
    fn what_a_script_made_stands_in_a_document_by_its_variable() {
        let made = [("vpce-new", "A"), ("vpce-new-2", "B")];
        let made = made.map(|(id, variable)| (id.to_owned(), variable.to_owned())).into();
        assert_eq!(
            heredoc("f", "[\"vpce-new\", \"vpce-new-2\", \"my-vpce-new\", \"$x\\n\"]", &made),
            "cat > f <<JSON\n[\"${A}\", \"${B}\", \"my-vpce-new\", \"\\$x\\\\n\"]\nJSON"
        );
    }
}
