//! What the linter finds is underlined and listed, and the page does without it where it has to.

use accesspath_e2e::{
    failure::Outcome,
    page::Page,
    settings::Settings,
    site::Site,
    stage::{Stage, bucket_policy},
};
use serde_json::json;

const REFERENCE: &str = "facts/service-authorization.txt";

const DOUBTFUL: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObjekt", "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#;

#[track_caller]
fn until_found(page: &Page, document: &str, code: &str) -> Outcome {
    page.until_visible(&format!("[data-diagnostics='{document}'] li[data-code='{code}']"))
}

#[test]
fn a_name_that_does_not_exist_is_underlined_and_its_finding_selects_it() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, DOUBTFUL)?;
    until_found(&page, &policy, "invalid-action")?;
    let problems = page.problems_of(&policy)?;
    assert!(problems.iter().any(|it| it.contains("s3:GetObject")), "{problems:?}");
    let levels = "return [...document.querySelectorAll(`[data-diagnostics='${arguments[0]}'] li[data-code]`)].map((it) => it.dataset.severity)";
    let levels = page.ask_list(levels, json!([policy]))?;
    assert!(levels.iter().any(|it| it == "security-warning"), "{levels:?}");
    let underlined = "return [...document.querySelectorAll('[role=tabpanel]:not([hidden]) mark[data-severity=error]')].map((it) => it.textContent)";
    assert_eq!(page.ask_list(underlined, json!([]))?, ["\"s3:GetObjekt\""]);
    page.click(&format!("[data-diagnostics='{policy}'] li[data-code='invalid-action'] button"))?;
    let selected = "const it = document.activeElement; return it.value.slice(it.selectionStart, it.selectionEnd)";
    assert_eq!(page.ask_text(selected, json!([]))?, "\"s3:GetObjekt\"");
    Ok(())
}

#[test]
fn the_facts_are_a_file_of_the_site_and_their_licence_lies_beside_them() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, DOUBTFUL)?;
    until_found(&page, &policy, "invalid-action")?;
    let asked = stage.site.requests();
    assert_eq!(asked.iter().filter(|it| it.path.ends_with(REFERENCE)).count(), 1);
    let notice = stage.settings.dist.join("facts/NOTICE");
    assert!(notice.is_file(), "{} is missing", notice.display());
    Ok(())
}

#[test]
fn without_the_facts_the_page_says_what_it_did_not_check() -> Outcome {
    let settings = Settings::read()?;
    let site = Site::serve_replaced(&settings.dist, REFERENCE, "<!doctype html>")?;
    let page = Page::open(&settings, &site, "")?;
    let policy = bucket_policy()?;
    page.show_document(&policy)?;
    page.until_visible("[role=tabpanel]:not([hidden]) [data-unchecked]")?;
    page.paste_into(&policy, &DOUBTFUL.replace("Allow", "Alow"))?;
    until_found(&page, &policy, "invalid-effect")?;
    let problems = page.problems_of(&policy)?;
    assert!(!problems.iter().any(|it| it.contains("GetObjekt")), "{problems:?}");
    page.press_button("consult")?;
    assert!(page.until_notice()?.contains("cannot be loaded"));
    Ok(())
}
