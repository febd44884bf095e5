//! Scenario ↔ link: `#s=1.<base64url>` holds a checksum and the deflated JSON of a scenario; `#ex=<id>` names an example.
//!
//! The version stands outside of what is compressed, so that a newer link is told apart from a damaged one.
//! Old versions are read for ever.

use accesspath_engine::scenario::Scenario;
use data_encoding::BASE64URL_NOPAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// How long a link's fragment may be, in characters.
const MAX_FRAGMENT: usize = 64 * 1024;

/// How long a scenario in a link may be, in bytes: a limit on what a small link can inflate to.
const MAX_INFLATED: usize = 256 * 1024;

/// Deflate's levels go to 10; nobody notices the milliseconds of the best one.
const LEVEL: u8 = 10;

/// What a fragment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fragment {
    /// Nothing.
    Empty,
    /// An example, by id.
    Example(String),
    /// This scenario.
    Scenario(Box<Scenario>),
    /// Something that cannot be shown, and why.
    Broken(BrokenLink),
}

/// Why a link cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrokenLink {
    /// It was cut or changed on its way.
    Damaged,
    /// It was made by a newer version.
    Newer,
    /// It is longer than any link that this page makes.
    TooLong,
    /// It inflates, but to no scenario; the message says why.
    NoScenario(String),
    /// It is none of this page's links.
    Unknown,
}

impl BrokenLink {
    /// What to tell the person.
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

/// Writes `scenario` as a fragment, without the `#`; nothing where it is too large for a link.
pub fn to_fragment(scenario: &Scenario) -> Option<String> {
    let json = scenario.to_compact_json();
    if json.len() > MAX_INFLATED {
        return None;
    }
    let mut bytes = crc32(json.as_bytes()).to_be_bytes().to_vec();
    bytes.extend(compress_to_vec(json.as_bytes(), LEVEL));
    let fragment = format!("s=1.{}", BASE64URL_NOPAD.encode(&bytes));
    (fragment.len() <= MAX_FRAGMENT).then_some(fragment)
}

/// Reads a fragment, with or without its `#`.
pub fn from_fragment(fragment: &str) -> Fragment {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
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
        Ok(1) => read_version_1(data)
            .map_or_else(Fragment::Broken, |it| Fragment::Scenario(Box::new(it))),
        Ok(2..) => Fragment::Broken(BrokenLink::Newer),
        _ => Fragment::Broken(BrokenLink::Damaged),
    }
}

fn read_version_1(data: &str) -> Result<Scenario, BrokenLink> {
    if data.len() > MAX_FRAGMENT {
        return Err(BrokenLink::TooLong);
    }
    let bytes = BASE64URL_NOPAD.decode(data.as_bytes()).map_err(|_| BrokenLink::Damaged)?;
    let (checksum, deflated) = bytes.split_at_checked(4).ok_or(BrokenLink::Damaged)?;
    let json =
        decompress_to_vec_with_limit(deflated, MAX_INFLATED).map_err(|_| BrokenLink::Damaged)?;
    if crc32(&json).to_be_bytes() != checksum {
        return Err(BrokenLink::Damaged);
    }
    let text = String::from_utf8(json).map_err(|_| BrokenLink::Damaged)?;
    Scenario::from_json(&text).map_err(|error| match error.newer {
        true => BrokenLink::Newer,
        false => BrokenLink::NoScenario(error.message),
    })
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

    #[test]
    fn the_checksum_is_the_one_of_zip() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn every_example_survives_its_link() {
        for example in gallery::EXAMPLES {
            let scenario = gallery::scenario(example.id).unwrap();
            let fragment = to_fragment(&scenario).unwrap();
            assert_eq!(
                from_fragment(&format!("#{fragment}")),
                Fragment::Scenario(Box::new((*scenario).clone()))
            );
        }
    }

    #[test]
    fn broken_text_survives_its_link() {
        let mut scenario = (*gallery::scenario(gallery::DEFAULT).unwrap()).clone();
        scenario.documents.insert("bucket-policy".into(), "{ \"Version\": ‘2012’\n\t🪣 ".into());
        let fragment = to_fragment(&scenario).unwrap();
        assert_eq!(from_fragment(&fragment), Fragment::Scenario(Box::new(scenario)));
    }

    /// A link kept from the first day: it must be read for ever.
    #[test]
    fn the_first_version_is_read() {
        let kept = include_str!("../tests/links/1.txt").trim();
        let Fragment::Scenario(scenario) = from_fragment(kept) else {
            panic!("{:?}", from_fragment(kept))
        };
        assert_eq!(scenario.title, "A link of the first version");
    }

    #[test]
    fn every_broken_link_says_why() {
        let whole = to_fragment(&gallery::scenario(gallery::DEFAULT).unwrap()).unwrap();
        let cut = whole.get(..whole.len() - 40).unwrap();
        let bomb = {
            let mut bytes = vec![0; 4];
            bytes.extend(compress_to_vec(&vec![b' '; 64 * 1024 * 1024], LEVEL));
            format!("s=1.{}", BASE64URL_NOPAD.encode(&bytes))
        };
        let not_a_scenario = {
            let json = b"{\"accesspath\":1,\"colour\":\"red\"}";
            let mut bytes = crc32(json).to_be_bytes().to_vec();
            bytes.extend(compress_to_vec(json, LEVEL));
            format!("s=1.{}", BASE64URL_NOPAD.encode(&bytes))
        };
        let broken = |fragment: &str| match from_fragment(fragment) {
            Fragment::Broken(why) => why,
            other => panic!("{other:?}"),
        };
        assert_eq!(broken(cut), BrokenLink::Damaged);
        assert_eq!(broken("s=1.!"), BrokenLink::Damaged);
        assert_eq!(broken("s=1."), BrokenLink::Damaged);
        assert_eq!(broken("s="), BrokenLink::Damaged);
        assert_eq!(broken("s=2.AAAA"), BrokenLink::Newer);
        assert_eq!(broken(&bomb), BrokenLink::TooLong);
        assert_eq!(broken("elsewhere"), BrokenLink::Unknown);
        assert!(
            matches!(broken(&not_a_scenario), BrokenLink::NoScenario(why) if why.contains("colour"))
        );
    }
}
