//! Scenario files, saved and opened.

use std::fs;

use accesspath_e2e::{
    command_line,
    failure::Outcome,
    stage::{self, DEFAULT_EXAMPLE, Stage, bucket_policy},
};
use serde_json::{Value, json};

#[test]
fn a_saved_scenario_opens_as_it_was_and_the_program_reads_it_too() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let text = page.text_of(&policy)?.replace("Deny", "Allow");
    page.paste_into(&policy, &text)?;
    page.until_text(&policy, &text)?;
    let (outcomes, gates) = (page.outcomes()?, page.gates()?);

    let file = page.save_file()?;
    let saved: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(saved["accesspath"], 1);
    assert_eq!(stage::outcomes(&command_line::check(&stage.settings, &file)?), outcomes);

    page.come_back(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    page.show_document(&policy)?;
    assert_ne!(page.text_of(&policy)?, text);
    page.open_file(&file)?;
    page.until_text(&policy, &text)?;
    page.until_outcomes(&outcomes)?;
    assert_eq!(page.gates()?, gates);
    Ok(())
}

#[test]
fn a_file_that_is_no_scenario_shows_a_notice_and_changes_nothing() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open("")?;
    let policy = bucket_policy()?;
    let (text, gates) = (page.text_of(&policy)?, page.gates()?);
    let contents: [&[u8]; 4] = [
        b"shopping list",
        b"{\"accesspath\":1,\"surprise\":true}",
        b"{\"accesspath\":2}",
        &[0xff, 0xfe, 0, 0x80],
    ];
    for (number, content) in contents.into_iter().enumerate() {
        page.come_back("")?;
        let file = page.driver.folder().join(format!("{number}.json"));
        fs::write(&file, content).unwrap();
        page.open_file(&file)?;
        page.until_notice()?;
        assert_eq!(page.text_of(&policy)?, text);
        assert_eq!(page.gates()?, gates);
    }
    Ok(())
}

#[test]
fn an_opened_file_is_not_written_into_the_address() -> Outcome {
    let stage = Stage::set()?;
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    let policy = bucket_policy()?;
    let text = "{ \"Version\": \"2012-10-17\", \"Statement\": [] }";
    page.paste_into(&policy, text)?;
    page.until_text(&policy, text)?;
    let file = page.save_file()?;
    page.come_back(&format!("#ex={DEFAULT_EXAMPLE}"))?;
    page.open_file(&file)?;
    page.until_text(&policy, text)?;
    page.until("the address names nothing", "return location.hash === ''", json!([]))?;
    Ok(())
}
