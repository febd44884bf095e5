//! Files, standard input and output, and the messages about them.

use std::fs;
use std::io::{self, Read, Write};

use anstream::AutoStream;

/// Reads a file, or standard input for `-`.
///
/// # Errors
///
/// One line that says what is wrong with the file.
pub fn read(file: &str) -> Result<String, String> {
    let bytes = if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(file)
    };
    let bytes = bytes.map_err(|error| format!("{file}: {error}"))?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = before.filter(|it| **it == b'\n').count() + 1;
        format!("{file}:{line}: the file is not UTF-8 text")
    })
}

/// Prints lines for people to standard output, each by itself and escaped.
pub fn print_lines(lines: &[String]) {
    print(&lines.iter().map(|it| one_line(it) + "\n").collect::<String>());
}

/// Prints to standard output; a reader that has gone away ends the program quietly, a full disk does not.
pub fn print(text: &str) {
    // The text passes unchanged; a terminal of Windows is set to interpret colours.
    let mut out = AutoStream::always_ansi(io::stdout().lock());
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => {
            complain(&format!("standard output: {error}"));
            std::process::exit(2);
        }
    }
}

/// Prints one line to standard error.
pub fn complain(text: &str) {
    complain_and_show(text, "");
}

/// Prints one line to standard error, and under it an excerpt, which is escaped already.
pub fn complain_and_show(text: &str, excerpt: &str) {
    let mut err = AutoStream::always_ansi(io::stderr().lock());
    // If even that fails, there is nowhere to report it.
    let _ = write!(err, "accesspath: {}\n{excerpt}", one_line(text));
}

/// The text as one line that a terminal only shows.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    text.chars().for_each(|it| escape(&mut line, it));
    line
}

/// Adds a letter to a line. A letter that would control the terminal, end the line or reorder it is escaped as Rust
/// escapes it, because policies come from strangers.
pub fn escape(line: &mut String, letter: char) {
    let reorders = matches!(
        letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    if letter.is_control() || reorders {
        line.extend(letter.escape_default());
    } else {
        line.push(letter);
    }
}
