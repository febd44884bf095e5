//! Turns a scenario into a link and back: `#s=1.<base64url>` holds a checksum and the deflated JSON of a scenario;
//! `#ex=<id>` names an example. What is selected may stand behind either, as in `chosen`.
//!
//! The version is outside of the compressed part, so that a newer link is told apart from a damaged one.
//! Old versions are read for ever. The browser itself deflates and inflates: see `link`.

use accesspath_engine::scenario::Scenario;
use data_encoding::BASE64URL_NOPAD;

use crate::chosen::Chosen;

/// The longest fragment of a link, in characters.
const MAX_FRAGMENT: usize = 64 * 1024;

/// The longest scenario in a link, in bytes.
const MAX_INFLATED: usize = 256 * 1024;

/// The content of a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fragment {
    /// Nothing.
    Empty,
    /// An example, by id.
    Example(String),
    /// A scenario.
    Packed(Packed),
    /// A link that cannot be shown, and the reason.
    Broken(BrokenLink),
}

/// A scenario as a link holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The CRC-32 of the JSON.
    checksum: u32,
    /// The JSON after deflate, without a header.
    pub deflated: Vec<u8>,
}

/// The reason why a link cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrokenLink {
    /// It was cut off or changed.
    Damaged,
    /// It was made by a newer version.
    Newer,
    /// It is longer than any link that this page makes.
    TooLong,
    /// It inflates, but not to a scenario; the message says why.
    NoScenario(String),
    /// It is not a link of this page.
    Unknown,
}

impl BrokenLink {
    /// The message for the person.
    pub fn message(&self) -> String {
        match self {
            Self::Damaged => "This link is damaged: part of it is missing or changed. Some programs cut long links; ask for it again, or for the scenario file.".to_owned(),
            Self::Newer => "This link was made by a newer version of accesspath. Reload the page to get that version.".to_owned(),
            Self::TooLong => "This link is longer than any link that accesspath makes.".to_owned(),
            Self::NoScenario(why) => format!("This link holds no scenario that can be read: {why}."),
            Self::Unknown => "This link asks for something that this page does not know.".to_owned(),
        }
    }
}

/// The text of `scenario` for a link; `None` if it is too large for one.
pub fn json(scenario: &Scenario) -> Option<String> {
    Some(scenario.to_compact_json()).filter(|it| it.len() <= MAX_INFLATED)
}

/// Writes `json`, which becomes `deflated`, as a fragment without the `#`; `None` if it is too large for a link.
pub fn to_fragment(json: &str, deflated: &[u8]) -> Option<String> {
    let mut bytes = crc32(json.as_bytes()).to_be_bytes().to_vec();
    bytes.extend(deflated);
    let fragment = format!("s=1.{}", BASE64URL_NOPAD.encode(&bytes));
    (fragment.len() <= MAX_FRAGMENT).then_some(fragment)
}

/// Reads a fragment, with or without its `#`, and what it selects.
pub fn read(fragment: &str) -> (Fragment, Chosen) {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let (content, members) = fragment.split_once('&').unwrap_or((fragment, ""));
    (from_fragment(content), Chosen::read(members))
}

fn from_fragment(fragment: &str) -> Fragment {
    if fragment.is_empty() {
        return Fragment::Empty;
    }
    if let Some(id) = fragment.strip_prefix("ex=") {
        return Fragment::Example(id.to_owned());
    }
    let Some((version, data)) = fragment.strip_prefix("s=").and_then(|it| it.split_once('.'))
    else {
        let ours = fragment.starts_with("s=");
        return Fragment::Broken(if ours { BrokenLink::Damaged } else { BrokenLink::Unknown });
    };
    match version.parse::<u32>() {
        Ok(1) => read_version_1(data).map_or_else(Fragment::Broken, Fragment::Packed),
        Ok(2..) => Fragment::Broken(BrokenLink::Newer),
        _ => Fragment::Broken(BrokenLink::Damaged),
    }
}

fn read_version_1(data: &str) -> Result<Packed, BrokenLink> {
    if data.len() > MAX_FRAGMENT {
        return Err(BrokenLink::TooLong);
    }
    let bytes = BASE64URL_NOPAD.decode(data.as_bytes()).map_err(|_| BrokenLink::Damaged)?;
    let (checksum, deflated) = bytes.split_first_chunk().ok_or(BrokenLink::Damaged)?;
    Ok(Packed { checksum: u32::from_be_bytes(*checksum), deflated: deflated.to_vec() })
}

impl Packed {
    /// The scenario, from the bytes that the link inflates to; `None` for bytes that do not inflate.
    ///
    /// # Errors
    ///
    /// If the link is damaged, of a newer version, or holds something else.
    pub fn read(&self, inflated: Option<Vec<u8>>) -> Result<Scenario, BrokenLink> {
        let json = inflated
            .filter(|it| it.len() <= MAX_INFLATED && crc32(it) == self.checksum)
            .and_then(|it| String::from_utf8(it).ok())
            .ok_or(BrokenLink::Damaged)?;
        Scenario::from_json(&json).map_err(|error| match error.newer {
            true => BrokenLink::Newer,
            false => BrokenLink::NoScenario(error.message),
        })
    }
}

/// The CRC-32 of zip and PNG.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    };
    !bytes.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use miniz_oxide::deflate::compress_to_vec;
    use miniz_oxide::inflate::decompress_to_vec;

    #[test]
    fn the_checksum_is_the_one_of_zip() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    fn pack(json: &str) -> String {
        to_fragment(json, &compress_to_vec(json.as_bytes(), 10)).unwrap()
    }

    fn link(scenario: &Scenario) -> String {
        pack(&json(scenario).unwrap())
    }

    fn read(fragment: &str) -> Result<Scenario, BrokenLink> {
        match super::read(fragment).0 {
            Fragment::Packed(packed) => packed.read(decompress_to_vec(&packed.deflated).ok()),
            Fragment::Broken(why) => Err(why),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_example_survives_its_link() {
        for id in gallery::ids() {
            let scenario = gallery::stored(id);
            assert_eq!(read(&format!("#{}", link(&scenario))).as_ref(), Ok(&*scenario));
        }
    }

    #[test]
    fn what_is_selected_stands_behind_an_example_or_a_scenario() {
        let selected = "&path=C&control=resource_policy&tab=policies&later=1";
        let (content, chosen) = super::read(&format!("#ex=four-ways-in{selected}"));
        assert_eq!(content, Fragment::Example("four-ways-in".to_owned()));
        assert_eq!(chosen.control.as_deref(), Some("resource_policy"));
        let scenario = gallery::default();
        let fragment = link(&scenario) + selected;
        assert_eq!(super::read(&fragment).1, chosen);
        assert_eq!(read(&fragment).as_ref(), Ok(&*scenario));
    }

    #[test]
    fn broken_text_survives_its_link() {
        let mut scenario = (*gallery::default()).clone();
        scenario.documents.insert("bucket-policy".into(), "{ \"Version\": ‘2012’\n\t🪣 ".into());
        assert_eq!(read(&link(&scenario)), Ok(scenario));
    }

    /// A link of the first version, which must be read for ever.
    #[test]
    fn the_first_version_is_read() {
        let kept = include_str!("../tests/links/1.txt").trim();
        assert_eq!(read(kept).unwrap().title, "A link of the first version");
    }

    #[test]
    fn every_broken_link_says_why() {
        let whole = link(&gallery::default());
        let broken = |fragment: &str| read(fragment).unwrap_err();
        assert_eq!(broken(whole.get(..whole.len() - 40).unwrap()), BrokenLink::Damaged);
        assert_eq!(broken(&whole.replacen("1.", "1.AAAA", 1)), BrokenLink::Damaged);
        assert_eq!(broken("s=1.!"), BrokenLink::Damaged);
        assert_eq!(broken("s=1."), BrokenLink::Damaged);
        assert_eq!(broken("s="), BrokenLink::Damaged);
        assert_eq!(broken("s=2.AAAA"), BrokenLink::Newer);
        assert_eq!(broken(&format!("s=1.{}", "A".repeat(MAX_FRAGMENT + 1))), BrokenLink::TooLong);
        assert_eq!(broken("elsewhere"), BrokenLink::Unknown);
        let colour = broken(&pack("{\"accesspath\":1,\"colour\":\"red\"}"));
        assert!(matches!(colour, BrokenLink::NoScenario(why) if why.contains("colour")));
    }

    #[test]
    fn a_scenario_that_inflates_beyond_measure_is_damaged_and_one_that_large_gets_no_link() {
        let spaces = " ".repeat(MAX_INFLATED + 1);
        assert_eq!(read(&pack(&spaces)), Err(BrokenLink::Damaged));
        let mut scenario = (*gallery::default()).clone();
        scenario.documents.insert("bucket-policy".into(), spaces.as_str().into());
        assert_eq!(json(&scenario), None);
    }
}
