//! axe finds no accessibility problem: light and dark, wide and narrow, with every panel.

use std::{collections::BTreeMap, fs};

use accesspath_e2e::{
    failure::{Failure, Outcome},
    page::{Page, size},
    settings,
    stage::{DEFAULT_EXAMPLE, Stage, bucket_policy},
};
use serde_json::{Value, json};

const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then((results) => done(results.violations), (error) => done(String(error)))";

/// A bucket policy with findings of all levels.
const FOUR_LEVELS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObjekt", "s3:GetObject", "s3:Get*"], "Resource": "arn:aws:s3:::reports/*" },
    { "Sid": "Read", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#;

/// The problems that axe found, with the states of the page.
#[derive(Default)]
struct Findings(BTreeMap<String, Vec<String>>);

impl Findings {
    #[track_caller]
    fn look(&mut self, page: &Page, axe: &str, state: &str) -> Outcome {
        if page.ask("return typeof globalThis.axe", json!([]))? != "object" {
            page.ask(axe, json!([]))?;
        }
        // Folded parts are checked too.
        page.ask(
            "document.querySelectorAll('details').forEach((it) => { it.open = true })",
            json!([]),
        )?;
        let found = page.driver.run_async(RUN, json!([]))?;
        assert!(found.is_array(), "axe does not run: {found}");
        for violation in found.as_array().into_iter().flatten() {
            let text =
                |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
            for node in violation["nodes"].as_array().into_iter().flatten() {
                let finding = format!(
                    "{} ({})\n    {}\n    {}\n    {}",
                    text(violation, "id"),
                    text(violation, "help"),
                    node["target"],
                    text(node, "html"),
                    text(node, "failureSummary").replace('\n', "\n    "),
                );
                self.0.entry(finding).or_default().push(state.to_owned());
            }
        }
        Ok(())
    }

    #[track_caller]
    fn assert_none(&self) {
        let shown: Vec<_> = self
            .0
            .iter()
            .map(|(finding, states)| format!("{finding}\n    in: {}", states.join(", ")))
            .collect();
        assert!(shown.is_empty(), "axe finds {}:\n{}", shown.len(), shown.join("\n"));
    }
}

#[track_caller]
fn axe(stage: &Stage) -> Outcome<String> {
    match fs::read_to_string(&stage.settings.axe) {
        Ok(script) => Ok(script),
        Err(error) => Err(Failure::new(format!("axe cannot be read: {error}"))),
    }
}

fn check(scheme: &str) -> Outcome {
    let stage = Stage::set()?;
    let axe = axe(&stage)?;
    let policy = bucket_policy()?;
    let page = stage.open("")?;
    page.prefer(scheme)?;
    let mut findings = Findings::default();
    for window in [size::WIDE, size::NARROW] {
        page.resize(window)?;
        let (width, _) = window;
        page.come_back("")?;
        findings.look(&page, &axe, &format!("{width} px"))?;
        for panel in ["examples", "share"] {
            page.come_back("")?;
            page.press_button(panel)?;
            page.until_visible(&format!("[data-{panel}]"))?;
            findings.look(&page, &axe, &format!("{width} px with {panel} open"))?;
        }
        page.come_back("")?;
        page.press_button("your-case")?;
        page.until_visible("[data-topic]")?;
        findings.look(&page, &axe, &format!("{width} px with an empty case of one's own"))?;
        page.click("textarea[data-paste]")?;
        let pasted = include_str!("../../../import/tests/pasted/access-denied.txt");
        page.driver.devtools("Input.insertText", json!({ "text": pasted }))?;
        page.until_visible("[data-found][data-state=asks]")?;
        findings.look(&page, &axe, &format!("{width} px with what was recognised"))?;
        page.come_back("?embed=1")?;
        findings.look(&page, &axe, &format!("{width} px embedded"))?;
        page.come_back("#s=2.AAAA")?;
        page.until_notice()?;
        findings.look(&page, &axe, &format!("{width} px with a link that cannot be shown"))?;
        page.come_back("")?;
        page.paste_into(&policy, "{ \"Statement\": [{ \"Effect\": \"Alow\" }] }")?;
        page.until_text(&policy, "{ \"Statement\": [{ \"Effect\": \"Alow\" }] }")?;
        page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-code]"))?;
        findings.look(&page, &axe, &format!("{width} px with problems"))?;
        page.press_button("examples")?;
        page.until_visible("[data-case]")?;
        page.press_button("rename")?;
        page.until_visible("input[data-field=case-name]")?;
        findings.look(&page, &axe, &format!("{width} px with a saved case being renamed"))?;
        page.press_button("forget")?;
        page.until_visible("button[data-action=forget-all]")?;
        findings.look(&page, &axe, &format!("{width} px asked whether to forget everything"))?;
        page.come_back(&format!("#ex={DEFAULT_EXAMPLE}"))?;
        findings.look(&page, &axe, &format!("{width} px with a saved case beside the link"))?;
        page.paste_into(&policy, FOUR_LEVELS)?;
        for level in ["error", "security-warning", "warning", "suggestion"] {
            page.until_visible(&format!(
                "[data-diagnostics='{policy}'] li[data-severity='{level}']"
            ))?;
        }
        findings.look(&page, &axe, &format!("{width} px with findings of all levels"))?;
    }
    findings.assert_none();
    Ok(())
}

#[test]
fn axe_finds_nothing_in_the_light() -> Outcome {
    check("light")
}

#[test]
fn axe_finds_nothing_in_the_dark() -> Outcome {
    check("dark")
}

#[test]
fn axe_finds_nothing_in_any_example() -> Outcome {
    let stage = Stage::set()?;
    let axe = axe(&stage)?;
    let page = stage.open("")?;
    let mut findings = Findings::default();
    for (id, _) in settings::examples()? {
        page.come_back(&format!("#ex={id}"))?;
        findings.look(&page, &axe, &id)?;
    }
    findings.assert_none();
    Ok(())
}
