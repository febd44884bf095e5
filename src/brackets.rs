//! Finds the bracket that belongs to the one beside the caret, and the indentation of a line that is begun.

/// The places of the bracket beside the byte `caret` and of its partner, the earlier one first; a bracket in a string is
/// none. The bracket behind the caret is preferred.
pub fn pair(text: &str, caret: usize) -> Option<[usize; 2]> {
    let bytes = text.as_bytes();
    let is_bracket = |at: usize| matches!(bytes.get(at), Some(b'{' | b'}' | b'[' | b']'));
    let before = caret.checked_sub(1).filter(|it| is_bracket(*it));
    // Most carets stand beside none, and a text may be long.
    let beside: Vec<usize> =
        [Some(caret).filter(|it| is_bracket(*it)), before].into_iter().flatten().collect();
    if beside.is_empty() {
        return None;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<[usize; 2]> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_string(bytes, at),
            b'{' | b'[' => open.push(at),
            b'}' | b']' => {
                let partner = open.pop().filter(|it| fits(bytes.get(*it), *byte))?;
                if beside.contains(&at) || beside.contains(&partner) {
                    pairs.push([partner, at]);
                }
                // Behind the caret only the partner of a bracket that was open there can still come.
                if at >= caret && !open.iter().any(|it| beside.contains(it)) {
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    beside.iter().find_map(|it| pairs.iter().find(|pair| pair.contains(it)).copied())
}

fn fits(open: Option<&u8>, close: u8) -> bool {
    matches!((open, close), (Some(b'{'), b'}') | (Some(b'['), b']'))
}

/// The last byte of the string that begins at `start`; one that does not end ends before its line does.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        match bytes.get(at) {
            Some(b'\\') if bytes.get(at + 1).is_some_and(|it| *it != b'\n') => at += 2,
            Some(b'"') => return at,
            Some(b'\n') | None => return at - 1,
            Some(_) => at += 1,
        }
    }
}

/// What a line break at the byte `caret` of `text` inserts, and where in it the caret stands afterwards.
///
/// The new line is indented as the last one, a step more behind an opening bracket; a closing bracket that follows goes
/// to a line of its own.
pub fn line_break(text: &str, caret: usize) -> (String, usize) {
    let before = text.get(..caret).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent: String = line.chars().take_while(|it| matches!(it, ' ' | '\t')).collect();
    let step = if indent.starts_with('\t') { "\t" } else { STEP };
    let opens = line.trim_end().ends_with(['{', '[']);
    let closes = text.get(caret..).unwrap_or_default().starts_with(['}', ']']);
    let mut inserted = format!("\n{indent}");
    if opens {
        inserted.push_str(step);
    }
    let stands = inserted.len();
    if opens && closes {
        inserted.push('\n');
        inserted.push_str(&indent);
    }
    (inserted, stands)
}

/// One step of indentation.
pub const STEP: &str = "  ";

#[cfg(test)]
mod tests {
    use super::*;

    /// The brackets that belong together where the caret stands at `|`.
    #[track_caller]
    fn check(text: &str, expected: Option<[usize; 2]>) {
        let caret = text.find('|').unwrap();
        assert_eq!(pair(&text.replace('|', ""), caret), expected, "{text}");
    }

    #[test]
    fn a_bracket_beside_the_caret_has_its_partner() {
        check("|{[]}", Some([0, 3]));
        check("{[]}|", Some([0, 3]));
        check("{[|]}", Some([1, 2]));
        check("{ \"a\": [1, {}|] }", Some([7, 13]));
        check("{ |\"a\": [] }", None);
    }

    #[test]
    fn the_bracket_behind_the_caret_comes_first() {
        check("{}|[]", Some([2, 3]));
        check("[{}|]", Some([0, 3]));
    }

    #[test]
    fn a_bracket_in_a_string_is_none() {
        check("{ \"|}\" }", None);
        check("|{ \"}\\\"}\" }", Some([0, 9]));
    }

    #[test]
    fn what_does_not_fit_is_no_pair() {
        check("|{ ]", None);
        check("|{ {}", None);
        check("{ \"\u{e9}|", None);
    }

    #[track_caller]
    fn check_break(text: &str, expected: &str) {
        let caret = text.find('|').unwrap();
        let mut text = text.replace('|', "");
        let (mut inserted, stands) = line_break(&text, caret);
        inserted.insert(stands, '|');
        text.insert_str(caret, &inserted);
        assert_eq!(text, expected);
    }

    #[test]
    fn a_line_break_keeps_the_indentation() {
        check_break("  a|", "  a\n  |");
        check_break("\t{|", "\t{\n\t\t|");
        check_break("  [|]", "  [\n    |\n  ]");
        check_break("  {} |,", "  {} \n  |,");
    }
}
