//! The documents of the page, as a person edits them.

use std::{collections::BTreeSet, thread, time::Instant};

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    failure::{Failure, Outcome},
    page::{BETWEEN_LOOKS, PATIENCE, Page},
};

impl Page {
    /// The documents that can be edited.
    #[track_caller]
    pub fn documents(&self) -> Outcome<BTreeSet<String>> {
        let script = "return [...document.querySelectorAll('textarea[data-document]')].map((it) => it.dataset.document)";
        Ok(self.ask_list(script, json!([]))?.into_iter().collect())
    }

    /// The text of a document.
    #[track_caller]
    pub fn text_of(&self, document: &str) -> Outcome<String> {
        self.ask_text(
            "return document.querySelector(`textarea[data-document='${arguments[0]}']`)?.value ?? null",
            json!([document]),
        )
    }

    /// Brings a document to the front, and waits until it has this text.
    #[track_caller]
    pub fn until_text(&self, document: &str, text: &str) -> Outcome {
        let script = "return document.querySelector(`textarea[data-document='${arguments[0]}']`)?.value === arguments[1]";
        self.until_shown(document, || Ok(self.ask(script, json!([document, text]))? == json!(true)))
    }

    /// Brings a document to the front.
    #[track_caller]
    pub fn show_document(&self, document: &str) -> Outcome {
        self.until_shown(document, || Ok(true))
    }

    /// Brings a document to the front, again where the page puts another there meanwhile, until a fact holds as well.
    #[track_caller]
    fn until_shown(&self, document: &str, fact: impl Fn() -> Outcome<bool>) -> Outcome {
        let area = format!("textarea[data-document='{document}']");
        let tab = format!("button[role=tab][data-tab='{document}']");
        let start = Instant::now();
        loop {
            if self.shows(&area)? {
                if fact()? {
                    return Ok(());
                }
            } else if self.shows(&tab)? {
                self.click(&tab)?;
            } else {
                // The documents have tabs of their own inside that of the policies.
                self.click("button[role=tab][data-tab=policies]")?;
            }
            if start.elapsed() > PATIENCE {
                return Err(Failure::new(format!(
                    "waited {} s in vain until {document} has the expected text; {}",
                    PATIENCE.as_secs(),
                    self.seen()
                )));
            }
            thread::sleep(BETWEEN_LOOKS);
        }
    }

    /// Replaces the text of a document as a person does who selects all and pastes.
    #[track_caller]
    pub fn paste_into(&self, document: &str, text: &str) -> Outcome {
        self.focus_in(document, "area.select()")?;
        self.insert(text)
    }

    /// Puts a text where the focus is, at once, as a browser does that pastes.
    #[track_caller]
    pub fn insert(&self, text: &str) -> Outcome {
        if self.driver.browser == Browser::Chromium {
            // A script's insertion takes this browser minutes where the text is long.
            return self.driver.devtools("Input.insertText", json!({ "text": text })).map(drop);
        }
        self.ask("document.execCommand('insertText', false, arguments[0])", json!([text])).map(drop)
    }

    /// Pastes what was copied in place of a document, and waits until it has this text: only what a person pastes tells
    /// what was copied.
    #[track_caller]
    pub fn until_pasted(&self, document: &str, text: &str) -> Outcome {
        self.type_into(document, "")?;
        self.driver.press("Control+a")?;
        self.driver.press("Control+v")?;
        self.until_text(document, text)
    }

    /// Types at the end of a document, key by key.
    #[track_caller]
    pub fn type_into(&self, document: &str, text: &str) -> Outcome {
        self.focus_in(document, "area.setSelectionRange(area.value.length, area.value.length)")?;
        self.driver.write(text)
    }

    /// The problems that are shown for a document.
    #[track_caller]
    pub fn problems_of(&self, document: &str) -> Outcome<Vec<String>> {
        let script = "return [...document.querySelectorAll(`[data-diagnostics='${arguments[0]}'] li[data-code]`)].map((it) => it.textContent)";
        self.ask_list(script, json!([document]))
    }

    #[track_caller]
    fn focus_in(&self, document: &str, place: &str) -> Outcome {
        self.show_document(document)?;
        // At its beginning, because a pane may show no more of it.
        let corner =
            "const it = document.querySelector(`textarea[data-document='${arguments[0]}']`);
            it.scrollIntoView({ block: 'start', inline: 'start' });
            const box = it.getBoundingClientRect();
            return [box.left + 24, box.top + 12].map(Math.round)";
        let corner = self.ask(corner, json!([document]))?;
        let number = |at: usize| corner.get(at).and_then(Value::as_i64).unwrap_or_default();
        if self.driver.browser == Browser::WebKit {
            // In a tab behind another this browser waits for ever with what a mouse does.
            let focus =
                "document.querySelector(`textarea[data-document='${arguments[0]}']`).focus()";
            self.ask(focus, json!([document]))?;
        } else {
            self.driver.click_at((number(0), number(1)))?;
        }
        let focused = "return document.activeElement.dataset.document === arguments[0]";
        self.until(&format!("{document} has the focus"), focused, json!([document]))?;
        self.ask(&format!("const area = document.activeElement; {place}"), json!([])).map(drop)
    }
}
