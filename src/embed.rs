//! The page in a frame of another page: what its address asks for, and what the page around it may say.
//!
//! Pure: `browser::parent` carries the messages, and `components::app::host` acts on them. `docs/embedding.md`
//! describes both for those who embed.

mod asked;

pub use asked::{Asked, SendTo};

use crate::chosen;
use crate::theme::Theme;

/// A part of the page that a frame may show or leave out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The question.
    Question,
    /// The verdict, with its reasons.
    Verdict,
    /// The picture of the paths.
    Picture,
    /// The deciding statement, clause by clause.
    Statement,
    /// What the caller would see in AWS.
    Message,
    /// The smallest change.
    Fix,
    /// The policies.
    Policies,
}

impl Part {
    const ALL: [Self; 7] = [
        Self::Question,
        Self::Verdict,
        Self::Picture,
        Self::Statement,
        Self::Message,
        Self::Fix,
        Self::Policies,
    ];

    /// Its word in an address.
    const fn code(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Verdict => "verdict",
            Self::Picture => "picture",
            Self::Statement => "statement",
            Self::Message => "message",
            Self::Fix => "fix",
            Self::Policies => "policies",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// What a frame shows, and whether it can be edited there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// A bit for each part.
    parts: u8,
    /// The question and the policies can be edited.
    pub editable: bool,
}

impl Default for Frame {
    /// The whole page.
    fn default() -> Self {
        Self { parts: u8::MAX, editable: true }
    }
}

impl Frame {
    /// The frame that these words ask for: parts with commas or blanks between them, and whether it can be edited.
    ///
    /// Without a word that is known it shows everything but the policies, and those as well where they can be edited.
    pub fn of(show: &str, editable: bool) -> Self {
        let words = || show.split([',', ' ', '+']).map(str::trim);
        let named = Part::ALL.into_iter().filter(|part| words().any(|it| it == part.code()));
        let named = named.fold(0, |parts, it| parts | it.bit());
        let usual = if editable { u8::MAX } else { !Part::Policies.bit() };
        Self { parts: if named == 0 { usual } else { named }, editable }
    }

    /// It shows the part.
    pub const fn shows(self, part: Part) -> bool {
        self.parts & part.bit() != 0
    }

    /// It shows something of the inspector.
    pub const fn inspects(self) -> bool {
        self.shows(Part::Statement) || self.shows(Part::Message) || self.shows(Part::Fix)
    }
}

/// The frame and the colours that the query of an address asks for; `None` for a page that stands by itself.
pub fn read(query: &str) -> Option<(Frame, Theme)> {
    let members = || query.trim_start_matches('?').split('&').filter_map(|it| it.split_once('='));
    let value = |name| members().find(|it| it.0 == name).map(|it| it.1);
    if value("embed") != Some("1") {
        return None;
    }
    let show = value("show").and_then(chosen::decode).unwrap_or_default();
    let theme = Theme::parse(value("theme").unwrap_or_default());
    Some((Frame::of(&show, value("editable") == Some("1")), theme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(query: &str, shown: &str, editable: bool, theme: Theme) {
        let (frame, colours) = read(query).unwrap();
        let parts = Part::ALL.into_iter().filter(|it| frame.shows(*it)).map(Part::code);
        assert_eq!(parts.collect::<Vec<_>>().join(" "), shown, "{query}");
        assert_eq!((frame.editable, colours), (editable, theme), "{query}");
    }

    const USUAL: &str = "question verdict picture statement message fix";

    #[test]
    fn the_query_names_parts_colours_and_whether_the_frame_can_be_edited() {
        check("?embed=1", USUAL, false, Theme::Auto);
        check(
            "?embed=1&theme=dark&show=picture,statement",
            "picture statement",
            false,
            Theme::Dark,
        );
        check("?show=verdict%2Cfix&theme=light&embed=1", "verdict fix", false, Theme::Light);
        check("?embed=1&editable=1", &format!("{USUAL} policies"), true, Theme::Auto);
        check("?embed=1&show=policies+picture&editable=1", "picture policies", true, Theme::Auto);
    }

    #[test]
    fn words_that_are_unknown_are_ignored() {
        check(
            "?embed=1&show=everything&theme=pink&editable=yes&colour=red",
            USUAL,
            false,
            Theme::Auto,
        );
        check("?embed=1&show=picture,everything", "picture", false, Theme::Auto);
        check("?embed=1&show=%C3&&=&theme", USUAL, false, Theme::Auto);
    }

    #[test]
    fn a_page_by_itself_is_no_frame() {
        assert_eq!(read(""), None);
        assert_eq!(read("?embed=0&show=picture"), None);
        assert_eq!(read("?embedded=1"), None);
        let whole = Frame::default();
        assert!(whole.editable && Part::ALL.into_iter().all(|it| whole.shows(it)));
    }

    proptest! {
        #[test]
        fn any_query_is_read_and_leaves_something_to_see(query in any::<String>()) {
            if let Some((frame, _)) = read(&format!("embed=1&{query}")) {
                prop_assert!(Part::ALL.into_iter().any(|it| frame.shows(it)));
            }
        }
    }
}
