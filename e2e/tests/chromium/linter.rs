//! The linter's findings are underlined and listed, and the page works without the linter's reference.

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

#[track_caller]
fn until_selected(page: &Page, text: &str) -> Outcome {
    let script = "const it = document.activeElement; return it.value?.slice(it.selectionStart, it.selectionEnd) === arguments[0]";
    page.until(&format!("{text} is selected"), script, json!([text])).map(drop)
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
    until_selected(&page, "\"s3:GetObjekt\"")
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
    let notice = std::fs::read_to_string(stage.settings.dist.join("facts/NOTICE"));
    assert!(notice.is_ok_and(|it| it.starts_with("MIT License")));
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

/// A policy with more misspelt actions than are listed, and behind them an unknown version of itself.
fn crowded(actions: usize) -> String {
    let actions: Vec<String> = (0..actions).map(|it| format!("        \"s3:Gett{it}*\"")).collect();
    let actions = actions.join(",\n");
    format!(
        "{{\n  \"Statement\": [\n    {{\n      \"Effect\": \"Deny\",\n      \"Principal\": \"*\",\n      \"Action\": [\n{actions}\n      ],\n      \"Resource\": \"*\"\n    }}\n  ],\n  \"Version\": \"2012-10-71\"\n}}"
    )
}

#[test]
fn of_many_findings_those_that_matter_most_are_listed_and_the_others_counted() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, &crowded(80))?;
    until_found(&page, &policy, "action-matches-nothing")?;
    let found = format!("[data-diagnostics='{policy}']");
    let text =
        page.ask_text("return document.querySelector(arguments[0]).textContent", json!([found]))?;
    assert!(text.contains("1 error, 80 warnings") && text.contains("and 31 more"), "{text}");
    let listed = page.problems_of(&policy)?;
    assert_eq!(listed.len(), 50);
    assert!(listed.last().is_some_and(|it| it.contains("2012-10-71")), "{listed:?}");
    Ok(())
}

#[test]
fn a_finding_is_chosen_by_keyboard_and_its_text_comes_into_view() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, &crowded(80))?;
    for (code, selected) in
        [("action-matches-nothing", "\"s3:Gett0*\""), ("invalid-version", "\"2012-10-71\"")]
    {
        // Findings of the parser may be listed before the reference is loaded for the others.
        until_found(&page, &policy, code)?;
        let button = format!("[data-diagnostics='{policy}'] li[data-code='{code}'] button");
        page.ask("document.querySelector(arguments[0]).focus()", json!([button]))?;
        page.driver.press("Enter")?;
        until_selected(&page, selected)?;
        let seen = "const area = document.activeElement;
            const mark = [...area.parentElement.querySelectorAll('mark[data-severity]')].find((it) => it.textContent === arguments[0]);
            const [inner, outer] = [mark, area.closest('.editor')].map((it) => it.getBoundingClientRect());
            const numbers = area.closest('.editor').querySelector('.editor__gutter').getBoundingClientRect();
            return inner.top >= Math.max(outer.top, 0) && inner.bottom <= Math.min(outer.bottom, innerHeight) && inner.left >= numbers.right";
        page.until(&format!("{selected} is in view"), seen, json!([selected]))?;
    }
    Ok(())
}

#[test]
fn what_was_found_moves_along_while_a_person_types() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, DOUBTFUL)?;
    until_found(&page, &policy, "invalid-action")?;
    page.driver.press("Control+Home")?;
    page.driver.write("\n\n")?;
    let place = "return document.querySelector(`[data-diagnostics='${arguments[0]}'] li[data-code=invalid-action]`)?.textContent.includes('line 6,')";
    page.until("the finding has moved to line 6", place, json!([policy]))?;
    let underlined = "return [...document.querySelectorAll('[role=tabpanel]:not([hidden]) mark[data-severity=error]')].map((it) => it.textContent)";
    assert_eq!(page.ask_list(underlined, json!([]))?, ["\"s3:GetObjekt\""]);
    Ok(())
}

#[test]
fn another_document_in_front_shows_its_own_findings() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, DOUBTFUL)?;
    until_found(&page, &policy, "invalid-action")?;
    let counts = "return document.querySelector(`[data-diagnostics='${arguments[0]}'] [role=status]`).textContent";
    for document in page.documents()?.into_iter().filter(|it| *it != policy && it != "facts") {
        page.show_document(&document)?;
        page.until(&format!("{document} is looked through"), counts, json!([document]))?;
        assert_eq!(page.ask_text(counts, json!([document]))?, "No problems found", "in {document}");
    }
    page.show_document(&policy)?;
    until_found(&page, &policy, "invalid-action")
}

#[test]
fn a_text_of_brackets_is_answered_and_the_page_goes_on() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    page.paste_into(&policy, &"[".repeat(50_000))?;
    page.until_visible(&format!("[data-diagnostics='{policy}'] li"))?;
    page.paste_into(&policy, DOUBTFUL)?;
    until_found(&page, &policy, "invalid-action")
}
