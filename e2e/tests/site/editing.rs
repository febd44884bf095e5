//! Edits of the documents change the picture.

use accesspath_e2e::{
    failure::Outcome,
    stage::{self, DEFAULT_EXAMPLE, Stage, bucket_policy},
};
use serde_json::{Value, json};

#[test]
fn deleting_the_deny_opens_exactly_the_paths_that_it_alone_shut() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let mut text: Value = serde_json::from_str(&page.text_of(&policy)?).unwrap();
    let statements = text["Statement"].as_array_mut().unwrap();
    statements.retain(|it| it["Effect"] != "Deny");

    let paths = stage.expected(DEFAULT_EXAMPLE)?;
    let mut outcomes = stage::outcomes(&paths);
    let shut: Vec<_> =
        paths.iter().filter(|it| it.by.iter().eq(["resource_policy"])).map(|it| &it.path).collect();
    assert!(!shut.is_empty() && shut.len() < paths.len(), "{paths:?}");
    for path in shut {
        outcomes.insert(path.clone(), "open".to_owned());
    }

    page.paste_into(&policy, &serde_json::to_string_pretty(&text).unwrap())?;
    page.until_outcomes(&outcomes)?;
    assert_eq!(page.lanes()?, outcomes);
    Ok(())
}

#[test]
fn a_broken_policy_shows_its_error_and_its_place_and_the_picture_stays() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let gates = page.gates()?;
    page.paste_into(&policy, "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    { \"Effect\": \"Alow\", \"Principal\": \"*\",\n")?;
    page.until_visible(&format!("[data-diagnostics='{policy}'] li[data-code=invalid-effect]"))?;
    let problems = page.problems_of(&policy)?;
    let effect = problems.iter().find(|it| it.contains("Alow"));
    assert!(effect.is_some_and(|it| it.contains('4')), "no problem tells of line 4: {problems:?}");
    // A document that cannot be read hides no path and counts as allowing nothing.
    assert_eq!(page.lanes()?.len(), stage.expected(DEFAULT_EXAMPLE)?.len());
    assert!(gates.keys().eq(page.gates()?.keys()));
    assert!(page.shows("svg[data-picture]")?);
    assert!(!page.outcomes()?.values().any(|it| it == "open"), "{:?}", page.outcomes()?);
    Ok(())
}

#[test]
fn a_text_of_300_kilobytes_is_taken_whole_and_only_the_lines_that_are_seen_are_drawn() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let statement = "    { \"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\" },\n";
    let text = format!("{{\n{}}}", statement.repeat(300_000 / statement.len()));
    page.paste_into(&policy, &text)?;
    page.until_text(&policy, &text)?;
    page.until_visible(&format!("[data-diagnostics='{policy}'] li"))?;
    let drawn = "return [...document.querySelectorAll('[role=tabpanel]:not([hidden]) .editor__lines .line')].map((it) => it.textContent.trim())";
    // Browsers differ in what they show after a paste.
    page.ask("document.activeElement.scrollTop = 0", json!([]))?;
    let top = format!("{}[0] === '{{'", drawn.replacen("return ", "return (", 1) + ")");
    page.until("the first line is drawn", &top, json!([]))?;
    let first = page.ask_list(drawn, json!([]))?;
    assert!(first.len() < 300, "{} lines are drawn", first.len());
    // The end is drawn where the field is scrolled to it.
    page.ask("const area = document.activeElement; area.scrollTop = area.scrollHeight", json!([]))?;
    page.until(
        "the last line is drawn in its place",
        "const line = [...document.querySelectorAll('[role=tabpanel]:not([hidden]) .editor__lines .line')].at(-1);
        const [inner, outer] = [line, document.activeElement].map((it) => it.getBoundingClientRect());
        return line.textContent.trim() === '}' && Math.abs(inner.bottom - outer.bottom) < 24",
        json!([]),
    )?;
    Ok(())
}

#[test]
fn undo_brings_the_text_back_and_redo_the_edit() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let (before, outcomes) = (page.text_of(&policy)?, page.outcomes()?);
    page.paste_into(&policy, "{}")?;
    page.until_text(&policy, "{}")?;
    page.until_visible("button[data-action=undo]:not(:disabled)")?;
    let edited = page.outcomes()?;
    page.press_button("undo")?;
    page.until_text(&policy, &before)?;
    page.until_outcomes(&outcomes)?;
    page.press_button("redo")?;
    page.until_text(&policy, "{}")?;
    page.until_outcomes(&edited)
}

#[test]
fn what_is_typed_stays_as_it_was_typed() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let typed = "\n// \u{e4}\u{f6} \"half a thought\n";
    let before = page.text_of(&policy)?;
    page.type_into(&policy, typed)?;
    page.until_text(&policy, &format!("{before}{typed}"))?;
    // The cursor stays behind the typed text, whatever is rendered again.
    page.driver.write("x")?;
    page.until_text(&policy, &format!("{before}{typed}x"))
}

#[test]
fn the_document_that_is_typed_into_stays_in_front() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    // A bucket without a policy does not decide, so another document is opened.
    for text in ["{}", "", "{ \"Statement\": [] }"] {
        page.paste_into(&policy, text)?;
        page.until_text(&policy, text)?;
        let focused =
            page.ask("return document.activeElement.dataset.document ?? null", json!([]))?;
        assert_eq!(focused, json!(policy), "after typing {text:?}");
        assert!(page.shows(&format!("textarea[data-document='{policy}']"))?);
    }
    Ok(())
}

#[test]
fn typing_in_the_middle_keeps_the_cursor_there() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let before = page.text_of(&policy)?;
    page.type_into(&policy, "")?;
    page.driver.press("Control+Home")?;
    page.driver.write("ab")?;
    page.until_text(&policy, &format!("ab{before}"))?;
    page.driver.write("c")?;
    page.until_text(&policy, &format!("abc{before}"))
}

#[test]
fn every_document_can_be_brought_to_the_front_and_the_others_stay() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let documents = page.documents()?;
    assert!(documents.len() > 1, "{documents:?}");
    for document in &documents {
        page.click(&format!("button[role=tab][data-tab='{document}']"))?;
        page.until_visible(&format!("textarea[data-document='{document}']"))?;
        let selected = page.ask_list(
            "return [...document.querySelectorAll('[data-documents] button[role=tab][aria-selected=true]')].map((it) => it.dataset.tab)",
            json!([]),
        )?;
        assert_eq!(selected, std::slice::from_ref(document));
        assert_eq!(page.documents()?, documents);
    }
    Ok(())
}

#[test]
fn switching_a_part_of_the_network_off_redraws_and_undo_brings_it_back() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=four-ways-in")?;
    let before = page.outcomes()?;
    page.click("[data-tab=network]")?;
    page.click("[data-what-if] [data-part^='endpoint:'][aria-checked=true]")?;
    page.until_visible("[data-what-if] [data-part^='endpoint:'][aria-checked=false]")?;
    let changed =
        "return document.querySelector('button[data-card=B]')?.dataset.outcome !== arguments[0]";
    page.until("path B comes to something else", changed, json!([before["B"]]))?;
    page.press_button("undo")?;
    page.until_outcomes(&before)
}

#[test]
fn an_option_of_the_request_asks_for_one_more_action() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=role-without-put-object")?;
    page.click("[data-options] summary")?;
    let choose = "const field = [...document.querySelectorAll('[data-table=options] tr')] \
        .find(it => it.textContent.startsWith('ACL')).querySelector('select'); \
        field.value = 'private'; field.dispatchEvent(new Event('change', { bubbles: true })); return null";
    page.ask(choose, json!([]))?;
    page.until(
        "the option in the summary",
        "return document.querySelector('[data-options] summary').textContent.includes('ACL private')",
        json!([]),
    )?;
    Ok(())
}
