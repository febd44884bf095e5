//! The gallery, and that the page judges as the command line program does.

use std::{collections::BTreeSet, fs};

use accesspath_e2e::{
    command_line,
    failure::{Failure, Outcome},
    settings,
    stage::{self, DEFAULT_EXAMPLE, Stage},
};
use serde_json::json;

#[test]
fn the_gallery_offers_every_example() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    page.press_button("examples")?;
    page.until_visible("[data-examples]")?;
    let offered: BTreeSet<String> = page
        .ask_list(
            "return [...document.querySelectorAll('[data-examples] button[data-example]')].map((it) => it.dataset.example)",
            json!([]),
        )?
        .into_iter()
        .collect();
    let files = settings::examples()?.into_iter().map(|(id, _)| id).collect();
    assert_eq!(offered, files);
    Ok(())
}

#[test]
fn an_example_that_is_chosen_is_named_in_the_address_and_shown() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    for (id, _) in settings::examples()?.into_iter().take(3) {
        page.open_example(&id)?;
        page.until_hidden("[data-examples]")?;
        page.until_outcomes(&stage::outcomes(&stage.expected(&id)?))?;
    }
    Ok(())
}

#[test]
fn the_page_follows_its_fragment_and_the_way_back() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    let title =
        || page.ask_text("return document.querySelector('[data-question]').textContent", json!([]));
    let first = stage::outcomes(&stage.expected(DEFAULT_EXAMPLE)?);
    let first_title = title()?;
    // One that can be told apart by its outcomes.
    for (id, _) in settings::examples()? {
        let other = stage::outcomes(&stage.expected(&id)?);
        if other != first {
            page.ask("location.hash = `#ex=${arguments[0]}`", json!([id]))?;
            page.until_outcomes(&other)?;
            page.ask("history.back()", json!([]))?;
            page.until_outcomes(&first)?;
            assert_eq!(title()?, first_title);
            return Ok(());
        }
    }
    Err(Failure::new("all examples have the same outcomes"))
}

#[test]
fn a_changed_operation_is_judged_as_the_command_line_program_judges_it() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut scenario = stage::scenario(DEFAULT_EXAMPLE)?;
    let offered = page.ask_list(
        "return [...document.querySelector('select[data-field=operation]').options].map((it) => it.value)",
        json!([]),
    )?;
    for operation in ["GetObject", "DeleteObject"] {
        assert!(offered.iter().any(|it| it == operation), "{operation} is not in {offered:?}");
        scenario["question"]["operation"] = json!(operation);
        // Its expected answers are those for its original question.
        scenario.as_object_mut().unwrap().remove("expect");
        let file = page.driver.folder().join("scenario.json");
        fs::write(&file, scenario.to_string()).unwrap();
        page.click(&format!("select[data-field=operation] option[value='{operation}']"))?;
        page.until_outcomes(&stage::outcomes(&command_line::check(&stage.settings, &file)?))?;
        let chosen = page.ask_text(
            "return document.querySelector('select[data-field=operation]').value",
            json!([]),
        )?;
        assert_eq!(chosen, operation);
    }
    Ok(())
}

#[test]
fn a_chosen_card_is_the_only_one_pressed() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    for path in page.outcomes()?.into_keys() {
        page.click(&format!("button[data-card='{path}']"))?;
        page.until(
            &format!("only the card of {path} is pressed"),
            "const pressed = [...document.querySelectorAll('button[data-card][aria-pressed=true]')].map((it) => it.dataset.card);
             return pressed.length === 1 && pressed[0] === arguments[0]",
            json!([path]),
        )?;
    }
    Ok(())
}

#[test]
fn every_gate_of_the_picture_can_be_clicked_and_is_explained() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let gates = page.gates()?;
    assert!(gates.len() > 10, "{gates:?}");
    for gate in gates.into_keys() {
        page.select_gate(&gate)?;
        let reason = page.ask_text(
            "return document.querySelector('section[data-inspector] h2').textContent.trim()",
            json!([]),
        )?;
        assert!(!reason.is_empty(), "{gate} has no reason");
    }
    Ok(())
}

#[test]
fn a_path_that_is_shut_by_a_policy_says_what_aws_would_say() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let shut =
        stage.expected(DEFAULT_EXAMPLE)?.into_iter().find(|it| it.by.contains("resource_policy"));
    let gate = format!("{}:resource_policy", shut.unwrap().path);
    page.select_gate(&gate)?;
    let symptom = page.ask_text(
        "return document.querySelector('section[data-inspector] [data-symptom]').textContent",
        json!([]),
    )?;
    assert!(symptom.contains("AccessDenied") || symptom.contains("403"), "{symptom}");
    page.until_visible("section[data-inspector] table[data-clauses]")?;
    page.until_visible("section[data-inspector] [data-keys]")?;
    page.until_visible("mark[data-decided]")
}

#[test]
fn a_path_that_is_shut_by_the_network_says_what_to_change() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=vpc-no-route")?;
    page.until_visible("svg [data-before-gate=network_interfaces][data-verdict=grants]")?;
    page.select_gate("A:route")?;
    page.until_visible("[data-fix] button[data-action=apply]")?;
    let fix =
        page.ask_text("return document.querySelector('[data-fix]').textContent", json!([]))?;
    assert!(fix.contains("Associate vpce-"), "{fix}");
    Ok(())
}

#[test]
fn the_smallest_change_opens_the_path_and_is_one_step_of_undo() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=four-ways-in")?;
    let before = page.outcomes()?;
    page.select_gate("A:resource_policy")?;
    page.until_visible("[data-fix] [data-line=added]")?;
    page.press_button("apply")?;
    let mut after = before.clone();
    after.insert("A".to_owned(), "open".to_owned());
    after.insert("C".to_owned(), "open".to_owned());
    page.until_outcomes(&after)?;
    page.press_button("undo")?;
    page.until_outcomes(&before)
}

#[test]
fn a_chain_is_told_step_by_step_and_a_loop_is_marked() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=thumbnail-on-upload")?;
    page.click("[data-tab=upload]")?;
    page.until_visible("[data-chains]")?;
    let steps = page.ask_list(
        "return [...document.querySelectorAll('[data-chains] [data-step]')].map(it => it.dataset.step)",
        json!([]),
    )?;
    assert_eq!(steps, ["save", "upload", "invoke", "assume", "read", "write"]);
    page.come_back("#ex=upload-loop")?;
    page.click("[data-note=loop]")?;
    page.until_visible("[data-chains] [data-recursion=loops]")?;
    Ok(())
}

#[test]
fn the_request_is_sent_step_by_step_until_it_is_stopped() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=four-ways-in")?;
    page.press_button("send")?;
    page.click("[data-send=pause]")?;
    for _ in 0..5 {
        page.click("[data-send=forward]:not(:disabled)")?;
    }
    page.until_visible("[data-send-told][data-end=stopped]")?;
    page.until_inspected("A:resource_policy")?;
    page.click("[data-send=back]")?;
    page.click("[data-send=close]")?;
    page.until_hidden("[data-sending]")
}

#[test]
fn other_callers_can_be_asked_for_in_the_question() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=organization-guardrails")?;
    page.click("[data-callers] summary")?;
    page.click("[data-caller=partner]")?;
    page.until(
        "the partner asks no more",
        "return !document.querySelector(\"button[data-card='partner']\")",
        json!([]),
    )?;
    page.press_button("undo")?;
    page.until_visible("button[data-card='partner']")
}
