//! Texts of strangers in Markdown: each is shown letter by letter, in one line where it stands in one, and forges nothing.

/// `text` so that Markdown shows it letter by letter, in one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&')
        {
            out.push('\\');
        }
        out.push(if letter.is_control() { ' ' } else { letter });
    }
    out
}

/// `text` as code in a line, also in a cell of a table.
pub(super) fn code(text: &str) -> String {
    let fence = "`".repeat(longest_run(text) + 1);
    let plain = |it: char| if it.is_control() { ' ' } else { it };
    let shown: String = text.chars().map(plain).collect::<String>().replace('|', "\\|");
    // A blank at both ends is dropped, and keeps a backtick of the text from the fence.
    let blank =
        if shown.starts_with('`') || shown.ends_with('`') || shown.is_empty() { " " } else { "" };
    format!("{fence}{blank}{shown}{blank}{fence}")
}

/// `text` as a block of code.
pub(super) fn fenced(language: &str, text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("\n{fence}{language}\n{}\n{fence}\n", text.trim_end())
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|it| it != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_forges_neither_a_line_nor_a_mark() {
        assert_eq!(escaped("a\n# b"), "a \\# b");
        assert_eq!(escaped("<b> & *c*|`d`"), "\\<b\\> \\& \\*c\\*\\|\\`d\\`");
    }

    #[test]
    fn code_ends_where_its_text_ends() {
        assert_eq!(code("a|b"), "`a\\|b`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(fenced("json", "```\nx"), "\n````json\n```\nx\n````\n");
    }
}
