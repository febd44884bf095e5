//! The files that the panel of Share exports: those of `accesspath render`, and pixels.

use std::{fs, io};

use accesspath_e2e::{
    command_line,
    failure::{Failure, Outcome},
    page::Page,
    settings,
    stage::{DEFAULT_EXAMPLE, Stage},
};

/// Opens the default example at this path and control, and the panel.
fn open(stage: &Stage) -> Outcome<Page> {
    let page = stage.open(&format!("#ex={DEFAULT_EXAMPLE}&path=D&control=resource_policy"))?;
    page.share()?;
    Ok(page)
}

/// Exports by the button of that name; the bytes of the file, and its name.
#[track_caller]
fn exported(page: &Page, button: &str, extension: &str) -> Outcome<(Vec<u8>, String)> {
    page.click(&format!("[data-share] button[data-export='{button}']"))?;
    let file = page.until_saved_as(extension)?;
    let name = file.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    assert!(page.until_notice()?.contains(&name), "the notice does not name {name}");
    let failed = |error: io::Error| Failure::new(format!("{name}: {error}"));
    let bytes = fs::read(&file).map_err(failed)?;
    fs::remove_file(&file).map_err(failed)?;
    Ok((bytes, name))
}

#[test]
fn picture_and_reports_are_those_of_the_terminal() -> Outcome {
    let stage = Stage::set()?;
    let page = open(&stage)?;
    let examples = settings::examples()?;
    let (_, file) = examples.iter().find(|it| it.0 == DEFAULT_EXAMPLE).unwrap();
    let picture = ["--path", "D", "--control", "resource_policy", "--theme", "light"];
    for (button, extension, end, arguments) in [
        ("svg", "svg", "-path-d.svg", &picture[..]),
        ("report", "md", ".md", &["--format", "markdown"]),
        ("report-of-path", "md", "-path-d.md", &["--format", "markdown", "--path", "D"]),
        ("scenario", "json", ".json", &["--format", "json"]),
    ] {
        let (bytes, name) = exported(&page, button, extension)?;
        assert!(name.ends_with(end), "{name}");
        let told = command_line::render(&stage.settings, file, arguments)?;
        assert_eq!(String::from_utf8(bytes).unwrap(), told, "{button}");
    }
    Ok(())
}

#[test]
fn pixels_are_twice_as_many_as_the_picture_is_large() -> Outcome {
    let stage = Stage::set()?;
    let page = open(&stage)?;
    let (bytes, name) = exported(&page, "png", "png")?;
    assert!(name.ends_with("-path-d.png"), "{name}");
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    let width = u32::from_be_bytes(bytes[16..20].try_into().unwrap());
    assert_eq!(width, 2 * 912);
    // An image of one colour would be some hundred bytes.
    assert!(bytes.len() > 20_000, "{} bytes", bytes.len());
    Ok(())
}

#[test]
fn exports_have_the_other_names_where_those_are_asked_for() -> Outcome {
    let stage = Stage::set()?;
    let page = open(&stage)?;
    page.click("[data-share] input[data-field=redact]")?;
    page.until_visible("[data-share] [data-kept]")?;
    let (bytes, name) = exported(&page, "svg", "svg")?;
    assert!(name.ends_with("-path-d.svg"), "{name}");
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("bucket-1") && !text.contains("thumbs-prod"), "the bucket's name");
    Ok(())
}
