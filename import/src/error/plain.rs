//! A text as it was pasted → its words in one line: colours, frames, escapes and line breaks undone.

/// A text in one line, with where each of its bytes stands in the text as it was pasted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Plain {
    pub(crate) text: String,
    places: Vec<usize>,
}

impl Plain {
    /// The place of a byte, or where the text ends.
    pub(crate) fn place(&self, at: usize, end: usize) -> usize {
        self.places.get(at).copied().unwrap_or(end)
    }

    fn push(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        self.places.extend(std::iter::repeat_n(at, letter.len_utf8()));
    }

    fn blank(&mut self, at: usize) {
        if !self.text.ends_with(' ') && !self.text.is_empty() {
            self.push(' ', at);
        }
    }
}

/// The words of a text with single blanks between them.
///
/// Logs hold answers as strings of JSON, sometimes as strings in strings; XML has entities, Terraform draws a bar before
/// each line, terminals colour, and break lines in the midst of words.
pub(crate) fn plain(text: &str) -> Plain {
    let mut plain = Plain::default();
    let breaks = hard_breaks(text);
    let mut at = 0;
    while let Some((letter, rest)) = text.get(at..).and_then(first) {
        let mut length = letter.len_utf8();
        match letter {
            '\u{1b}' => length += colour(rest),
            '\\' => length = escape(&mut plain, text, at),
            '&' => match entity(rest) {
                Some((meant, more)) => {
                    plain.push(meant, at);
                    length += more;
                }
                None => plain.push('&', at),
            },
            '\u{2018}' | '\u{2019}' => plain.push('\'', at),
            '\u{201c}' | '\u{201d}' => plain.push('"', at),
            '\u{feff}' | '\u{200b}' => {}
            '\n' | '\r' if breaks.binary_search(&at).is_ok() => {}
            // The frame that Terraform draws around an error.
            '\u{2500}'..='\u{257f}' => plain.blank(at),
            it if it.is_whitespace() => plain.blank(at),
            it => plain.push(it, at),
        }
        at += length;
    }
    plain
}

fn first(text: &str) -> Option<(char, &str)> {
    let letter = text.chars().next()?;
    Some((letter, text.get(letter.len_utf8()..).unwrap_or_default()))
}

/// The length of what follows an escape and colours a terminal.
fn colour(rest: &str) -> usize {
    if !rest.starts_with('[') {
        return 0;
    }
    let parameters = rest.bytes().skip(1).take(24);
    let count =
        parameters.take_while(|it| it.is_ascii_digit() || matches!(it, b';' | b'?')).count();
    let ends = rest.as_bytes().get(1 + count).is_some_and(u8::is_ascii_alphabetic);
    if ends { count + 2 } else { 0 }
}

/// Undoes what stands behind one backslash or several, and tells how long that is.
fn escape(plain: &mut Plain, text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let strokes = rest.bytes().take_while(|it| *it == b'\\').count();
    let behind = rest.get(strokes..).unwrap_or_default();
    let coded = |it: &str, digits: usize| {
        let code = it.get(..digits).filter(|it| it.bytes().all(|it| it.is_ascii_hexdigit()))?;
        char::from_u32(u32::from_str_radix(code, 16).ok()?)
    };
    match behind.chars().next() {
        Some(it @ ('"' | '\'' | '/')) => {
            plain.push(it, at);
            strokes + 1
        }
        Some('n' | 'r' | 't') => {
            plain.blank(at);
            strokes + 1
        }
        Some('u') if let Some(it) = behind.get(1..).and_then(|it| coded(it, 4)) => {
            let after = behind.get(5..).unwrap_or_default();
            strokes + 5 + meant(plain, it, at, after)
        }
        Some('x') if behind.starts_with("x1b[") => {
            strokes + 3 + colour(behind.get(3..).unwrap_or_default())
        }
        Some('0') if behind.starts_with("033[") => {
            strokes + 3 + colour(behind.get(3..).unwrap_or_default())
        }
        _ => {
            (0..strokes).for_each(|it| plain.push('\\', at + it));
            strokes
        }
    }
}

/// Adds a letter that was written by its number, and tells how much of what follows belongs to it.
fn meant(plain: &mut Plain, letter: char, at: usize, behind: &str) -> usize {
    match letter {
        '\u{1b}' => return colour(behind),
        it if it.is_whitespace() => plain.blank(at),
        it if it.is_control() => {}
        it => plain.push(it, at),
    }
    0
}

/// What an entity of XML or HTML means, and how long it is behind its `&`.
fn entity(rest: &str) -> Option<(char, usize)> {
    const ENTITIES: [(&str, char); 9] = [
        ("quot;", '"'),
        ("#34;", '"'),
        ("#x22;", '"'),
        ("apos;", '\''),
        ("#39;", '\''),
        ("#x27;", '\''),
        ("lt;", '<'),
        ("gt;", '>'),
        ("amp;", '&'),
    ];
    let (name, letter) = ENTITIES.into_iter().find(|it| rest.starts_with(it.0))?;
    Some((letter, name.len()))
}

/// The shortest line, in letters, that a terminal is taken to have broken.
const NARROW: usize = 60;

/// The widths at which one break alone is taken for a terminal's.
const WIDTHS: [usize; 10] = [72, 76, 78, 79, 80, 100, 119, 120, 132, 160];

/// The line breaks that a terminal made in the midst of a word: behind lines that are all of one width.
fn hard_breaks(text: &str) -> Vec<usize> {
    let mut lines: Vec<(usize, &str, usize)> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let own = line.strip_suffix('\r').unwrap_or(line);
        lines.push((start, own, own.chars().count()));
        start += line.len() + 1;
    }
    let mut breaks = Vec::new();
    // The width at which the line before was broken.
    let mut broken = None;
    for (number, (start, line, width)) in lines.iter().enumerate() {
        let Some((next, behind, next_width)) = lines.get(number + 1) else { break };
        let wide = *width >= NARROW && next_width <= width;
        let at_width = match broken.take() {
            Some(own) => own == *width,
            None => next_width == width || WIDTHS.contains(width),
        };
        if wide && at_width {
            let ends =
                line.ends_with(|it: char| it.is_ascii_alphanumeric() || "-_/:.".contains(it));
            let goes_on =
                behind.starts_with(|it: char| it.is_ascii_alphanumeric() || "-_/:.".contains(it));
            let begins = ["arn:", "http", "20"].iter().any(|it| behind.starts_with(it));
            if ends && goes_on && !begins {
                broken = Some(*width);
                breaks.extend(start + line.len()..*next);
            }
        }
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let plain = plain(text);
        assert_eq!(plain.text, expected);
        assert_eq!(plain.places.len(), plain.text.len());
        assert!(plain.places.is_sorted() && plain.places.iter().all(|it| *it < text.len()));
    }

    #[test]
    fn blanks_are_single_and_escapes_undone() {
        check(" a \n\t b ", "a b ");
        check(r#"{"m":"User: \"a\"\nb \/ \u003cx\u003e"}"#, r#"{"m":"User: "a" b / <x>"}"#);
        check(r#"\\\"a\\\" \\\\n b"#, r#""a" b"#);
        check("&quot;a&quot; &amp; &#39;b&#39; &other;", "\"a\" & 'b' &other;");
        check(r"Aws\S3\Exception\S3Exception C:\", r"Aws\S3\Exception\S3Exception C:\");
    }

    #[test]
    fn colours_and_frames_go() {
        check("\u{1b}[31mred\u{1b}[0m \u{1b}x", "red x");
        check(r"\u001b[1;31mred\u001b[0m \x1b[2mdim", "red dim");
        check("╷\n│ Error: a\n│   b\n╵", "Error: a b ");
    }

    #[test]
    fn a_word_that_a_terminal_broke_is_whole_again() {
        let line = "a".repeat(80);
        check(&format!("{line}\nb c"), &format!("{line}b c"));
        check(&format!("{line}\n{line}\nb"), &format!("{line}{line}b"));
        check(&format!("{line}a\nb c"), &format!("{line}a b c"));
        check(&format!("{line}\narn:x"), &format!("{line} arn:x"));
    }
}
