//! One saved case as a text: a line with the version and the stamp, a line with the scenario's JSON, and behind it the
//! facts as they were being typed, if they could not be read yet.
//!
//! The version stands first, so that an entry of a newer page is told apart from a damaged one.

use accesspath_engine::scenario::{MAX_BYTES, Scenario};

use super::Trouble;

/// The version of the format.
const VERSION: &str = "1";

/// The state of an entry: how often it was written, and by which tab the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The number of times that it was written.
    pub revision: u64,
    /// The tab that wrote it.
    pub tab: String,
}

/// A saved case.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its state.
    pub stamp: Stamp,
    /// The moment when it was written, in milliseconds since 1970.
    pub saved: u64,
    /// Its scenario, as JSON in one line, and the draft of its facts behind it.
    pub body: String,
}

/// The reason why an entry cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// A newer version of the page wrote it.
    Newer,
    /// It is no entry, or holds no scenario; the message says why.
    Unreadable(String),
}

impl Damage {
    /// The message for the person.
    pub fn message(&self) -> String {
        match self {
            Self::Newer => {
                "A newer version of accesspath saved this case: reload the page to get that version"
                    .to_owned()
            }
            Self::Unreadable(why) => format!("This case cannot be read: {why}"),
        }
    }
}

impl Entry {
    /// Its text.
    ///
    /// # Errors
    ///
    /// If it is too large to be read again.
    pub fn write(&self) -> Result<String, Trouble> {
        if self.body.len() > MAX_BYTES {
            return Err(Trouble::TooLarge);
        }
        let Stamp { revision, tab } = &self.stamp;
        Ok(format!("{VERSION} {revision} {tab} {}\n{}", self.saved, self.body))
    }

    /// The entry of a text; whether its body is a scenario is not looked at.
    ///
    /// # Errors
    ///
    /// If it is none, or of a newer version.
    pub fn read(text: &str) -> Result<Self, Damage> {
        let damaged = || Damage::Unreadable("its first line is damaged".to_owned());
        let (head, body) = text.split_once('\n').unwrap_or((text, ""));
        let mut words = head.split(' ');
        match words.next().map(str::parse) {
            Some(Ok(1_u32)) => {}
            Some(Ok(2..)) => return Err(Damage::Newer),
            _ => return Err(damaged()),
        }
        let number = |word: Option<&str>| word.and_then(|it| it.parse::<u64>().ok());
        let revision = number(words.next()).ok_or_else(damaged)?;
        let tab = words.next().filter(|it| !it.is_empty()).ok_or_else(damaged)?.to_owned();
        let saved = number(words.next()).ok_or_else(damaged)?;
        if words.next().is_some() {
            return Err(damaged());
        }
        Ok(Self { stamp: Stamp { revision, tab }, saved, body: body.to_owned() })
    }

    /// The body of a case.
    pub fn body_of(scenario: &Scenario, draft: Option<&str>) -> String {
        let mut body = scenario.to_compact_json();
        if let Some(draft) = draft {
            body.push('\n');
            body.push_str(draft);
        }
        body
    }

    /// The facts as they were being typed, if they could not be read.
    pub fn draft(&self) -> Option<&str> {
        self.body.split_once('\n').map(|(_, draft)| draft)
    }

    /// Its scenario.
    ///
    /// # Errors
    ///
    /// If its body is none.
    pub fn scenario(&self) -> Result<Scenario, Damage> {
        let json = self.body.split_once('\n').map_or(&*self.body, |(json, _)| json);
        Scenario::from_json(json).map_err(|error| match error.newer {
            true => Damage::Newer,
            false => Damage::Unreadable(error.message),
        })
    }
}
