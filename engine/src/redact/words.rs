//! Words of a text that are ids by their form alone → others of the same form, the same one everywhere.
//!
//! Accounts, the ids that AWS makes up, KMS keys and canonical users: nothing else is written so.

/// The accounts of AWS's own documentation, which belong to nobody.
const ACCOUNTS: [&str; 5] =
    ["111122223333", "444455556666", "777788889999", "123456789012", "111111111111"];

/// What AWS's ids begin with.
const PREFIXES: [&str; 20] = [
    "vpc", "subnet", "rtb", "igw", "nat", "eigw", "tgw", "pcx", "vgw", "sg", "acl", "pl", "vpce",
    "eni", "eipalloc", "lgw", "cagw", "fs", "fsap", "i",
];

/// What the unique ids of IAM begin with.
const UNIQUE: [&str; 6] = ["AROA", "AIDA", "ASIA", "AKIA", "AGPA", "ANPA"];

/// Other words in place of ids.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// All that stands in the scenario: no other word may be one of its own.
    taken: String,
    /// The words that took a place already, which stay.
    // Lists, because trees of these types are some kilobytes of the page.
    made: Vec<String>,
    others: Vec<(String, String)>,
}

/// `text` with what `other` puts in place of each run of letters that `is_of_word` holds together; it is given what stands
/// before the word, as it is by then.
pub(super) fn each_word(
    text: &str,
    is_of_word: &dyn Fn(char) -> bool,
    other: &mut dyn FnMut(&str, &str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_word) {
        let (before, word) = rest.split_at_checked(start).unwrap_or((rest, ""));
        out.push_str(before);
        let end = word.find(|it| !is_of_word(it)).unwrap_or(word.len());
        let (word, behind) = word.split_at_checked(end).unwrap_or((word, ""));
        let instead = other(&out, word);
        out.push_str(instead.as_deref().unwrap_or(word));
        rest = behind;
    }
    out.push_str(rest);
    out
}

impl Words {
    pub fn of(taken: String) -> Self {
        Self { taken, ..Self::default() }
    }

    /// The first word that stands nowhere yet, of those that `word` makes of a number from 1.
    pub fn fresh(&mut self, word: &dyn Fn(u32) -> String) -> String {
        let is_free = |it: &String| !self.taken.contains(it.as_str()) && !self.made.contains(it);
        let made = (1..).map(word).find(is_free).unwrap_or_default();
        self.made.push(made.clone());
        made
    }

    /// Has `other` take the place of `word`.
    pub fn know(&mut self, word: &str, other: &str) {
        self.others.push((word.to_owned(), other.to_owned()));
    }

    /// The text with other words in place of all that are ids.
    pub fn replace(&mut self, text: &str) -> String {
        let is_of_word = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
        each_word(text, &is_of_word, &mut |before, word| self.other(word, before.ends_with('/')))
    }

    fn other(&mut self, word: &str, is_behind_slash: bool) -> Option<String> {
        if self.made.iter().any(|it| it == word) {
            return None;
        }
        if let Some((_, other)) = self.others.iter().find(|it| it.0 == word) {
            return Some(other.clone());
        }
        let form = form(word, is_behind_slash)?;
        let other = self.fresh(&|number| match &form {
            Form::Account => match ACCOUNTS.get(number as usize - 1) {
                Some(known) => (*known).to_owned(),
                None => format!("1000{number:08}"),
            },
            Form::Hexadecimal(prefix) => format!("{prefix}-{number:08x}"),
            Form::Organization => format!("o-exampleorg{number}"),
            Form::Root => format!("r-root{number}"),
            Form::Unit => format!("ou-root1-unit{number:04}"),
            Form::Unique(prefix) => format!("{prefix}EXAMPLE{number:09}"),
            Form::Key => format!("00000000-0000-4000-8000-{number:012x}"),
            Form::RegionalKey => format!("mrk-{number:032x}"),
            Form::User => format!("{number:064x}"),
        });
        self.others.push((word.to_owned(), other.clone()));
        Some(other)
    }
}

enum Form {
    Account,
    Hexadecimal(&'static str),
    Organization,
    Root,
    Unit,
    Unique(&'static str),
    Key,
    RegionalKey,
    User,
}

fn form(word: &str, is_behind_slash: bool) -> Option<Form> {
    let hex = |it: &str, from: usize, to: usize| {
        (from..=to).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_hexdigit())
    };
    let plain = |it: &str, from: usize, to: usize| {
        let is_plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit();
        (from..=to).contains(&it.len()) && it.bytes().all(is_plain)
    };
    if word.len() == 12 && word.bytes().all(|it| it.is_ascii_digit()) {
        return Some(Form::Account);
    }
    if hex(word, 64, 64) {
        return Some(Form::User);
    }
    let unique = UNIQUE.into_iter().find(|it| word.starts_with(it));
    if let Some(prefix) = unique
        && word.len() >= 16
        && word.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
    {
        return Some(Form::Unique(prefix));
    }
    let parts: Vec<&str> = word.split('-').collect();
    match parts.as_slice() {
        ["o", rest] if plain(rest, 10, 32) => Some(Form::Organization),
        ["r", rest] if is_behind_slash && plain(rest, 4, 32) => Some(Form::Root),
        ["ou", root, rest] if plain(root, 4, 32) && plain(rest, 8, 32) => Some(Form::Unit),
        ["mrk", rest] if hex(rest, 32, 32) => Some(Form::RegionalKey),
        [prefix, rest] if hex(rest, 8, 17) => {
            PREFIXES.into_iter().find(|it| it == prefix).map(Form::Hexadecimal)
        }
        [a, b, c, d, e] => {
            let lengths = [(a, 8), (b, 4), (c, 4), (d, 4), (e, 12)];
            lengths.iter().all(|(it, length)| hex(it, *length, *length)).then_some(Form::Key)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut words = Words::of(text.to_owned());
        assert_eq!(words.replace(text), expected);
        assert_eq!(words.replace(expected), expected, "what was made is replaced again");
    }

    #[test]
    fn ids_are_replaced_by_their_form_and_the_same_everywhere() {
        check(
            "arn:aws:iam::999900001111:role/x of 999900001111, not 222200001111",
            "arn:aws:iam::111122223333:role/x of 111122223333, not 444455556666",
        );
        check("vpce-0a1b2c3d vpce-1 eni-0123456789abcdef0", "vpce-00000001 vpce-1 eni-00000001");
        check(
            "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*",
            "o-exampleorg1/r-root1/ou-root1-unit0001/*",
        );
        check(
            "key/0f3c1a2b-1111-2222-3333-444455556666",
            "key/00000000-0000-4000-8000-000000000001",
        );
        check("AROAEXAMPLEID1234567:x AROAD", "AROAEXAMPLE000000001:x AROAD");
    }

    #[test]
    fn an_account_of_the_documentation_stays_one_and_is_not_mixed_up() {
        check("111122223333 999900001111", "444455556666 777788889999");
    }

    #[test]
    fn other_words_stay() {
        let text =
            "2012-10-17 2026-01-01T00:00:00Z s3:GetObject us-east-1 1111222233334 r-ab12 role-1";
        check(text, text);
    }
}
