//! Opens links and makes them: `share` and `gallery` with the browser's own deflate and fetch.

use std::rc::Rc;

use accesspath_engine::scenario::Scenario;

use crate::browser::{self, Answer};
use crate::chosen::Chosen;
use crate::gallery::{self, Example};
use crate::share::{self, Fragment};
use crate::state::{Notice, Opened, Source};

/// The content of a link with this `fragment`; nothing where the fragment is empty.
///
/// A link that cannot be shown opens an empty case that says so.
pub async fn open(fragment: &str) -> Option<Opened> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let (content, chosen) = share::read(fragment);
    let opened = match content {
        Fragment::Empty => return None,
        Fragment::Example(id) => match gallery::find(&id) {
            Some(id) => example(id, browser::ask(&gallery::address(id)))
                .await
                .map(Opened::example)
                .ok_or_else(|| NOT_LOADED.to_owned()),
            None => Err(format!("There is no example called \"{id}\".")),
        },
        Fragment::Packed(packed) => {
            let read = packed.read(browser::inflate(&packed.deflated).await.ok());
            read.map(|it| Opened::of(Rc::new(it), Source::Link(fragment.into())))
                .map_err(|it| it.message())
        }
        Fragment::Broken(why) => Err(why.message()),
    };
    Some(match opened {
        Ok(opened) => Opened { chosen, ..opened },
        Err(why) => Opened {
            source: Source::Link(fragment.into()),
            notice: Some(Notice::error(why)),
            ..Opened::empty()
        },
    })
}

const NOT_LOADED: &str =
    "The example could not be loaded: the connection may have dropped. Reload to try again.";

async fn example(id: &'static str, asked: Answer) -> Option<Example> {
    let text = browser::text_of_answer(asked).await.ok()?;
    Some(Example::of(id, gallery::read(&text)?))
}

/// Every example, in the order of the menu; `None` if one cannot be loaded.
pub async fn examples() -> Option<Rc<[Example]>> {
    // All are requested before the first is awaited.
    let asked: Vec<_> =
        gallery::ids().map(|id| (id, browser::ask(&gallery::address(id)))).collect();
    let mut examples = Vec::new();
    for (id, asked) in asked {
        examples.push(example(id, asked).await?);
    }
    Some(examples.into())
}

/// The fragment for a link to what the page shows and selects; `None` if it is too large.
///
/// An example that nobody edited is named, anything else is held in the link.
pub async fn fragment_of(source: &Source, scenario: &Scenario, chosen: &Chosen) -> Option<String> {
    let content = match source {
        Source::Example(_) => source.fragment(),
        _ => {
            let json = share::json(scenario)?;
            let deflated = browser::deflate(json.as_bytes()).await.ok()?;
            share::to_fragment(&json, &deflated)?
        }
    };
    Some(content + &chosen.write())
}
