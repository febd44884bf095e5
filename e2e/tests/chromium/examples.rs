//! The page judges every example as the command line program does, and tells what is computed besides the paths.

use accesspath_e2e::{
    command_line,
    failure::Outcome,
    settings,
    stage::{self, Stage},
};
use serde_json::json;

#[test]
fn every_example_shows_the_outcomes_and_blockers_of_the_command_line_program() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let mut differences = Vec::new();
    for (id, file) in settings::examples()? {
        let expected = command_line::check(&stage.settings, &file)?;
        page.come_back(&format!("#ex={id}"))?;
        let outcomes = stage::outcomes(&expected);
        // An example that turns on the facts of services is undetermined until their file has come.
        if let Err(failure) = page.until_outcomes(&outcomes) {
            differences.push(format!("{id}: the cards differ from the program: {failure}"));
        }
        let lanes = page.lanes()?;
        if lanes != outcomes {
            differences.push(format!("{id}: the lanes say {lanes:?}, the program {outcomes:?}"));
        }
        let gates = page.gates()?;
        for path in expected {
            for control in path.by {
                let gate = format!("{}:{control}", path.path);
                let verdict = gates.get(&gate).map(String::as_str);
                if verdict != Some("blocks") {
                    differences.push(format!(
                        "{id}: the program says that {gate} blocks, the picture {verdict:?}"
                    ));
                }
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    Ok(())
}

#[test]
fn the_grid_of_operations_says_what_the_cards_say_and_asks_another_question() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let outcomes = page.outcomes()?;
    page.click("[data-tab=grid]")?;
    page.until_visible("[data-grid]")?;
    let row = page.ask_list(
        "return [...document.querySelector('[data-ask][aria-current=true]').closest('tr') \
            .querySelectorAll('[data-outcome]')].map(it => it.dataset.outcome)",
        json!([]),
    )?;
    assert_eq!(row, page.lanes()?.into_values().collect::<Vec<_>>());
    assert_eq!(row.len(), outcomes.len());
    page.click("[data-grid-of=actions]")?;
    page.until_visible("[data-action-row=PutObject]")?;
    let actions = page.ask_list(
        "return [...document.querySelector('[data-action-row=PutObject]').closest('tr') \
            .querySelectorAll('[data-outcome]')].map(it => it.dataset.outcome)",
        json!([]),
    )?;
    assert_eq!(actions, row);
    page.click("[data-grid-of=operations]")?;
    page.until_visible("[data-ask=DeleteBucket]")?;
    page.click("[data-ask=DeleteBucket]")?;
    page.until_visible("[data-ask=DeleteBucket][aria-current=true]")?;
    page.until(
        "the question",
        "return document.querySelector('[data-field=operation]').value === 'DeleteBucket'",
        json!([]),
    )?;
    Ok(())
}

#[test]
fn who_is_locked_out_is_asked_again_when_typing_pauses() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=lock-out-before-it-happens")?;
    page.until_visible("[data-lock-out][data-after=true]")?;
    // Policies that still deny something: the question stays, and its answer changes.
    let policy = "new-bucket-policy";
    page.show_document(policy)?;
    page.paste_into(
        policy,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/secret"}]}"#,
    )?;
    page.until_hidden("[data-lock-out][data-after=true]")?;
    page.until_visible("[data-lock-outs][aria-busy=false]")
}

#[test]
fn a_lock_out_is_announced_before_it_happens_and_the_table_says_who_is_left() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("#ex=lock-out-before-it-happens")?;
    page.until_visible("[data-lock-out][data-after=true]")?;
    page.click("[data-tab=reach]")?;
    page.until_visible("[data-reach]")?;
    let rows = page.ask_list(
        "return [...document.querySelectorAll('[data-reach] [data-who]')].map(it => it.dataset.who)",
        json!([]),
    )?;
    for who in ["administrator", "root", "through-endpoint", "stranger", "anonymous"] {
        assert!(rows.iter().any(|it| it == who), "{who} is not among {rows:?}");
    }
    Ok(())
}

#[test]
fn what_decides_at_a_key_an_owner_or_an_access_point_has_a_column() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    for (example, gate) in [
        ("key-policy-demands-endpoint", ":key_policy"),
        ("objects-of-another-account", ":object_ownership"),
        ("access-point-for-a-vpc", ":access_point_policy"),
        ("copy-to-another-account", ":source_bucket_policy"),
    ] {
        page.come_back(&format!("#ex={example}"))?;
        // What is not set has its column once the others are unfolded.
        if page.shows("g[data-fold]")? {
            page.click("g[data-fold]")?;
        }
        page.until_visible(&format!("[data-gate$='{gate}']"))?;
    }
    Ok(())
}
