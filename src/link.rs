//! Opens links and makes them: `share` and `gallery` with the browser's own deflate and fetch.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;

use crate::browser::{self, Answer};
use crate::gallery::{self, Example};
use crate::share::{self, BrokenLink, Fragment};
use crate::state::Notice;

/// The content of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// One of the examples.
    Example(Example),
    /// A scenario of its own.
    Scenario(Rc<Scenario>),
    /// Nothing, with a notice for the person.
    Nothing(Notice),
}

/// The content of a link with this `fragment`.
pub async fn open(fragment: &str) -> Shown {
    match share::from_fragment(fragment) {
        Fragment::Empty => Shown::Example(default()),
        Fragment::Example(id) => match gallery::find(&id) {
            Some(id) => example(id, browser::ask(&gallery::address(id)))
                .await
                .map_or_else(|| Shown::Nothing(Notice::error(NOT_LOADED)), Shown::Example),
            None => Shown::Nothing(Notice::error(format!("There is no example called \"{id}\"."))),
        },
        Fragment::Packed(packed) => {
            match packed.read(browser::inflate(&packed.deflated).await.ok()) {
                Ok(scenario) => Shown::Scenario(Rc::new(scenario)),
                Err(why) => broken(&why),
            }
        }
        Fragment::Broken(why) => broken(&why),
    }
}

const NOT_LOADED: &str =
    "The example could not be loaded: the connection may have dropped. Reload to try again.";

fn broken(why: &BrokenLink) -> Shown {
    Shown::Nothing(Notice::error(why.message()))
}

/// The example that an empty link shows.
pub fn default() -> Example {
    Example { id: gallery::DEFAULT, scenario: gallery::default() }
}

async fn example(id: &'static str, asked: Answer) -> Option<Example> {
    let text = browser::text_of_answer(asked).await.ok()?;
    Some(Example { id, scenario: gallery::read(&text)? })
}

/// Every example, in the order of the menu; `None` if one cannot be loaded.
pub async fn examples() -> Option<Rc<[Example]>> {
    // All are requested before the first is awaited.
    let asked: Vec<_> =
        gallery::IDS.iter().map(|id| (*id, browser::ask(&gallery::address(id)))).collect();
    let mut examples = Vec::new();
    for (id, asked) in asked {
        examples.push(example(id, asked).await?);
    }
    Some(examples.into())
}

/// The fragment for a link to `scenario`; `None` if it is too large.
pub async fn fragment_of(scenario: &Scenario) -> Option<String> {
    let json = share::json(scenario)?;
    let deflated = browser::deflate(json.as_bytes()).await.ok()?;
    share::to_fragment(&json, &deflated)
}
