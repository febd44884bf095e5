//! The page judges every example as the command line program does.

use accesspath_e2e::{
    command_line,
    failure::Outcome,
    settings,
    stage::{self, Stage},
};

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
