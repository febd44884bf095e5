//! axe, which finds accessibility problems of the page as it is shown.

use std::{collections::BTreeMap, fs};

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    failure::{Failure, Outcome},
    page::Page,
    settings::Settings,
};

// WebKit names a gate by its `title` as others do, and tells that name to who asks; axe looks whether it has a box.
const RUN: &str = "const done = arguments[arguments.length - 1];
    const rules = { 'aria-command-name': { enabled: arguments[0] } };
    axe.run(document, { resultTypes: ['violations'], rules }).then((results) => done(results.violations), (error) => done(String(error)))";

/// The script of axe, and the problems that it found, with the states of the page.
pub struct Axe {
    script: String,
    found: BTreeMap<String, Vec<String>>,
}

impl Axe {
    /// Reads the script.
    #[track_caller]
    pub fn read(settings: &Settings) -> Outcome<Self> {
        match fs::read_to_string(&settings.axe) {
            Ok(script) => Ok(Self { script, found: BTreeMap::new() }),
            Err(error) => Err(Failure::new(format!("axe cannot be read: {error}"))),
        }
    }

    /// Has axe look at the page as it is; `state` names it.
    #[track_caller]
    pub fn look(&mut self, page: &Page, state: &str) -> Outcome {
        if page.ask("return typeof globalThis.axe", json!([]))? != "object" {
            page.ask(&self.script, json!([]))?;
        }
        // Folded parts are checked too.
        page.ask(
            "document.querySelectorAll('details').forEach((it) => { it.open = true })",
            json!([]),
        )?;
        let found = page.driver.run_async(RUN, json!([page.driver.browser != Browser::WebKit]))?;
        let Value::Array(violations) = found else {
            return Err(Failure::new(format!("axe does not run: {found}")));
        };
        let text = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_str).unwrap_or_default().replace('\n', "\n    ")
        };
        for violation in &violations {
            let nodes = violation.get("nodes").and_then(Value::as_array);
            for node in nodes.into_iter().flatten() {
                let finding = format!(
                    "{} ({})\n    {}\n    {}\n    {}",
                    text(violation, "id"),
                    text(violation, "help"),
                    node.get("target").unwrap_or(&Value::Null),
                    text(node, "html"),
                    text(node, "failureSummary"),
                );
                self.found.entry(finding).or_default().push(state.to_owned());
            }
        }
        Ok(())
    }

    /// Fails if anything was found, and says what and in which states.
    #[track_caller]
    pub fn none(&self) -> Outcome {
        if self.found.is_empty() {
            return Ok(());
        }
        let shown = |(finding, states): (&String, &Vec<String>)| {
            format!("{finding}\n    in: {}", states.join(", "))
        };
        let shown: Vec<_> = self.found.iter().map(shown).collect();
        Err(Failure::new(format!("axe finds {}:\n{}", shown.len(), shown.join("\n"))))
    }
}
