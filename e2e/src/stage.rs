//! The start of every test: the settings, the served site, and the gallery's first example.

use std::{collections::BTreeMap, fs};

use serde_json::Value;

use crate::{
    command_line::{self, Expected},
    failure::{Failure, Outcome},
    page::Page,
    settings::{self, Settings},
    site::Site,
};

/// The example that the page shows when its address names none.
pub const DEFAULT_EXAMPLE: &str = "four-ways-in";

/// The served site, and the settings.
pub struct Stage {
    /// The settings from the environment.
    pub settings: Settings,
    /// The served site.
    pub site: Site,
}

impl Stage {
    /// Serves the built site.
    #[track_caller]
    pub fn set() -> Outcome<Self> {
        let settings = Settings::read()?;
        let site = Site::serve(&settings.dist)?;
        Ok(Self { settings, site })
    }

    /// Opens the page in a browser of its own; `after` is what follows its address.
    #[track_caller]
    pub fn open(&self, after: &str) -> Outcome<Page> {
        Page::open(&self.settings, &self.site, after)
    }

    /// The answer of the command line program for an example.
    #[track_caller]
    pub fn expected(&self, example: &str) -> Outcome<Vec<Expected>> {
        for (id, file) in settings::examples()? {
            if id == example {
                return command_line::check(&self.settings, &file);
            }
        }
        Err(Failure::new(format!("there is no example {example}")))
    }
}

/// An example's scenario, as its file has it.
#[track_caller]
pub fn scenario(example: &str) -> Outcome<Value> {
    for (id, file) in settings::examples()? {
        if id == example {
            let text = fs::read_to_string(&file).unwrap_or_default();
            return match serde_json::from_str(&text) {
                Ok(scenario) => Ok(scenario),
                Err(error) => Err(Failure::new(format!("{}: {error}", file.display()))),
            };
        }
    }
    Err(Failure::new(format!("there is no example {example}")))
}

/// The document of the bucket policy in the default example.
#[track_caller]
pub fn bucket_policy() -> Outcome<String> {
    let scenario = scenario(DEFAULT_EXAMPLE)?;
    match scenario.pointer("/buckets/0/policy").and_then(Value::as_str) {
        Some(document) => Ok(document.to_owned()),
        None => Err(Failure::new(format!("the bucket of {DEFAULT_EXAMPLE} has no policy"))),
    }
}

/// The outcomes alone, path by path.
#[must_use]
pub fn outcomes(expected: &[Expected]) -> BTreeMap<String, String> {
    expected.iter().map(|it| (it.path.clone(), it.outcome.clone())).collect()
}
