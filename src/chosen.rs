//! What a link carries behind the scenario: `&path=C&control=resource_policy&tab=policies`.
//!
//! Members that this page does not know are ignored, so that a newer link still shows its scenario.

/// What is selected, in the words of a link.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    /// The path's id.
    pub path: Option<String>,
    /// The control's word.
    pub control: Option<String>,
    /// The tab's word.
    pub tab: Option<String>,
    /// The document, by name, if the tab shows one.
    pub document: Option<String>,
}

impl Chosen {
    /// Reads members that are joined by `&`.
    pub fn read(members: &str) -> Self {
        let mut chosen = Self::default();
        for (name, value) in members.split('&').filter_map(|it| it.split_once('=')) {
            let member = match name {
                "path" => &mut chosen.path,
                "control" => &mut chosen.control,
                "tab" => &mut chosen.tab,
                "document" => &mut chosen.document,
                _ => continue,
            };
            *member = decode(value).filter(|it| !it.is_empty());
        }
        chosen
    }

    /// Its members, each behind an `&`.
    pub fn write(&self) -> String {
        let members = [
            ("path", &self.path),
            ("control", &self.control),
            ("tab", &self.tab),
            ("document", &self.document),
        ];
        let mut written = String::new();
        for (name, value) in members {
            if let Some(value) = value {
                written.push('&');
                written.push_str(name);
                written.push('=');
                encode(value, &mut written);
            }
        }
        written
    }
}

/// Writes `text` so that no program cuts a link at it.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    let digit = char::from_digit(u32::from(digit), 16).unwrap_or('0');
                    out.push(digit.to_ascii_uppercase());
                }
            }
        }
    }
}

/// The text that was encoded; `None` for what no text becomes.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(members: &str, expected: [Option<&str>; 4]) {
        let Chosen { path, control, tab, document } = Chosen::read(members);
        let found = [&path, &control, &tab, &document].map(|it| it.as_deref());
        assert_eq!(found, expected, "{members}");
    }

    #[test]
    fn members_are_read_in_any_order_and_those_that_are_unknown_or_broken_are_left_out() {
        let all = [Some("C"), Some("resource_policy"), Some("policies"), None];
        check("path=C&control=resource_policy&tab=policies", all);
        check("tab=policies&colour=red&control=resource_policy&&=&path&path=C", all);
        check("document=a%20b%26c&path=%F0%9F%AA%A3", [Some("🪣"), None, None, Some("a b&c")]);
        check("path=%&control=%G0&tab=%C3&document=", [None; 4]);
        check("", [None; 4]);
    }

    #[test]
    fn the_members_of_a_plain_selection_can_be_read_by_people() {
        let members = "&path=C&control=resource_policy&tab=policies";
        assert_eq!(Chosen::read(members).write(), members);
        assert_eq!(Chosen::default().write(), "");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            path in ".{1,9}", control: Option<u8>, tab in "[a-z]{1,5}", document in ".{1,9}",
        ) {
            let control = control.map(|it| it.to_string());
            let chosen = Chosen { path: Some(path), control, tab: Some(tab), document: Some(document) };
            let written = chosen.write();
            prop_assert!(written.bytes().all(|it| it.is_ascii_graphic()));
            prop_assert_eq!(Chosen::read(&written), chosen);
        }

        #[test]
        fn any_members_are_read(members in any::<String>()) {
            let chosen = Chosen::read(&members);
            prop_assert_eq!(Chosen::read(&chosen.write()), chosen);
        }
    }
}
