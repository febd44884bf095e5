//! The names of cases: the titles of their scenarios, told apart by numbers.

/// The longest name, in characters.
const LONGEST: usize = 120;

/// The name of a case without a title.
const NAMELESS: &str = "Untitled scenario";

/// `name` in one line and of a length that a list can show.
pub fn clean(name: &str) -> String {
    let words: Vec<&str> = name.split(|it: char| it.is_whitespace() || it.is_control()).collect();
    let line = words.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(LONGEST).collect();
    match cut.trim_end() {
        "" => NAMELESS.to_owned(),
        name => name.to_owned(),
    }
}

/// `name`, or where it is taken, the name with the first free number behind it.
pub fn free(name: &str, taken: &[String]) -> String {
    let name = clean(name);
    if !taken.contains(&name) {
        return name;
    }
    let stem = without_number(&name);
    // More numbers than names that are taken, so that one of them is free.
    (2..taken.len() + 3)
        .map(|number| numbered(stem, number))
        .find(|it| !taken.contains(it))
        .unwrap_or(name)
}

fn numbered(stem: &str, number: usize) -> String {
    let behind = format!(" ({number})");
    let room = LONGEST.saturating_sub(behind.len());
    let stem: String = stem.chars().take(room).collect();
    stem.trim_end().to_owned() + &behind
}

/// The name without the number that `free` put behind it.
fn without_number(name: &str) -> &str {
    let inside = name.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    match inside {
        Some((stem, number))
            if !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit()) =>
        {
            stem
        }
        _ => name,
    }
}
