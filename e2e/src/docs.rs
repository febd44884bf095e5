//! A page of someone else on another port, with a Content-Security-Policy of its own, that embeds ours.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::{
    browser::Options,
    driver::{Driver, Element},
    failure::{Failure, Outcome},
    page::Page,
    settings,
    site::Site,
    stage::Stage,
};

/// What a page of someone else allows: its own files, and our script and frames. `SITE` stands for our origin.
pub const STRICT: &str = "default-src 'none'; style-src 'self'; script-src 'self' SITE; frame-src SITE; base-uri 'none'; form-action 'none'";

/// The page of someone else, in a browser of its own.
pub struct Docs {
    /// The page, to which commands go unless a frame was entered.
    pub page: Page,
    _site: Site,
}

impl Docs {
    /// Opens a page with this body, in which `ADDRESS` stands for the address of our site.
    #[track_caller]
    pub fn open(stage: &Stage, policy: &str, body: &str) -> Outcome<Self> {
        Self::open_with(stage, policy, body, &Options::default(), None)
    }

    /// The same with options, in a window of that size.
    #[track_caller]
    pub fn open_with(
        stage: &Stage,
        policy: &str,
        body: &str,
        options: &Options,
        size: Option<(u32, u32)>,
    ) -> Outcome<Self> {
        let driver = Driver::start(&stage.settings, options)?;
        if let Some(size) = size {
            driver.resize(size)?;
        }
        let folder = driver.folder().join("docs");
        let policy = policy.replace("SITE", &stage.site.origin());
        let address = stage.site.address();
        let body = body.replace("ADDRESS", &address);
        let html = format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8>\
             <meta name=viewport content='width=device-width, initial-scale=1'>\
             <meta http-equiv=Content-Security-Policy content=\"{policy}\"><title>Lesson</title>\
             <link rel=icon href='data:,'><link rel=stylesheet href=docs.css><script src=docs.js></script>\
             <script src='{address}embed.js'></script></head><body>{body}</body></html>"
        );
        write(
            &folder,
            &[
                ("index.html", &html),
                ("docs.js", include_str!("docs.js")),
                ("docs.css", include_str!("docs.css")),
            ],
        )?;
        let site = Site::serve(&folder)?;
        let page = Page::of(driver, site.address());
        page.driver.go(&site.address())?;
        Ok(Self { page, _site: site })
    }

    /// Opens a page of the example books, beside which our site stands.
    #[track_caller]
    pub fn of_book(stage: &Stage, page: &str, size: (u32, u32)) -> Outcome<Self> {
        let driver = Driver::start(&stage.settings, &Options::default())?;
        driver.resize(size)?;
        let site = Site::serve_beside(&settings::books()?, "accesspath", &stage.settings.dist)?;
        let page_of = Page::of(driver, site.address());
        page_of.driver.go(&format!("{}{page}", site.address()))?;
        Ok(Self { page: page_of, _site: site })
    }

    /// The frame of an element, once it answers.
    #[track_caller]
    pub fn until_answered(&self, selector: &str) -> Outcome<Element> {
        let script =
            "const it = document.querySelector(arguments[0])?.shadowRoot?.querySelector('iframe');
            return !!it && it.classList.contains('answered') && it.checkVisibility()";
        self.page.until(&format!("`{selector}` answers"), script, json!([selector]))?;
        let frame =
            "return document.querySelector(arguments[0]).shadowRoot.querySelector('iframe')";
        self.page.driver.find_by(frame, json!([selector]))
    }

    /// Sends the commands that follow to the page in the frame of an element, once it answers.
    #[track_caller]
    pub fn enter(&self, selector: &str) -> Outcome {
        let frame = self.until_answered(selector)?;
        self.page.driver.enter(&frame)
    }

    /// Sends the commands that follow to this page again.
    #[track_caller]
    pub fn leave(&self) -> Outcome {
        self.page.driver.leave()
    }

    /// Waits until the element of that id has told something of that type that a condition on `it` holds for.
    #[track_caller]
    pub fn until_told(&self, id: &str, kind: &str, condition: &str) -> Outcome<Value> {
        let script = format!(
            "return heard.findLast((it) => it.id === arguments[0] && it.type === arguments[1] && ({condition})) ?? null"
        );
        let fact = format!("{id} tells a {kind} with {condition}");
        self.page.until(&fact, &script, json!([id, kind]))
    }

    /// Waits until the frame of an element is as high as its page, to the pixel that is to spare, and scrolls nowhere.
    #[track_caller]
    pub fn until_grown(&self, selector: &str) -> Outcome {
        self.enter(selector)?;
        let grown = self.page.until("the frame is as high as its page", GROWN, json!([]));
        if let Err(failure) = grown {
            let sizes = self.page.ask(SIZES, json!([]))?;
            return Err(Failure::new(format!("{failure}; its sizes are {sizes}")));
        }
        self.leave()
    }
}

/// The page fills its frame from top to bottom and from left to right.
pub const GROWN: &str =
    "const height = document.querySelector('[data-app]')?.getBoundingClientRect().height;
    const { scrollHeight, scrollWidth } = document.scrollingElement;
    const spare = innerHeight - height;
    return spare >= 0 && spare <= 3.5 && scrollHeight <= innerHeight && scrollWidth <= innerWidth";

const SIZES: &str =
    "const { width, height } = document.querySelector('[data-app]').getBoundingClientRect();
    const { scrollHeight, scrollWidth } = document.scrollingElement;
    return { width, height, innerWidth, innerHeight, scrollWidth, scrollHeight }";

#[track_caller]
fn write(folder: &Path, files: &[(&str, &str)]) -> Outcome {
    let written = fs::create_dir(folder).and_then(|()| {
        files.iter().try_for_each(|(name, text)| fs::write(folder.join(name), text))
    });
    written
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", folder.display())))
}
