//! Measures what a key costs in the editor of the bucket policy, at two lengths of its text, beside a bare text field
//! with the same text, and what a long paste costs.
//!
//! `keys SHORT LONG`, two files with the texts, with the environment that `cargo xtask bench` sets, which reads what
//! this prints: on each line a name, a number, its limit and a note, separated by tabs.

use std::{env, fs, process::ExitCode};

use accesspath_e2e::{
    browser::Options,
    driver::Driver,
    failure::{Failure, Outcome},
    page::{Page, size},
    settings::Settings,
    site::Site,
    trace::{self, key_times},
};
use serde_json::json;

/// The key presses for each text in each field.
const PRESSES: usize = 500;

/// The fields take turns of this many, so that other load on the machine falls on all alike.
const TURN: usize = 50;

/// What the long text may cost above the text field, in milliseconds: in the middle, and where it is slowest but for
/// one key in a hundred.
const MEDIAN: f64 = 16.0;
const P99: f64 = 50.0;

/// The long text may cost this many times what the short one does.
const GROWTH: f64 = 1.5;

/// A paste of so many bytes, and the milliseconds that it may take until its frame is drawn.
const PASTE_BYTES: usize = 300_000;
const PASTE: f64 = 1000.0;

const DOCUMENT: &str = "bucket-policy";

/// The statement whose name is typed into.
const NAME: &str = "\"Sid\": \"";

fn main() -> ExitCode {
    let files: Vec<String> = env::args().skip(1).collect();
    let [short, long] = files.as_slice() else {
        eprintln!("Name the files with the short and the long text.");
        return ExitCode::from(2);
    };
    match measure(short, long) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure(short: &str, long: &str) -> Outcome {
    let settings = Settings::read()?;
    let site = Site::serve(&settings.dist)?;
    let (short, long) = (text(short)?, text(long)?);
    let fields = [
        editor(&settings, &site, &short)?,
        editor(&settings, &site, &long)?,
        bare(&settings, &short)?,
        bare(&settings, &long)?,
    ];
    let pasted = paste(&editor(&settings, &site, &short)?, &long)?;
    println!("a paste of 300 kB, in ms\t{pasted}\t{PASTE}\t{pasted:.0} ms");
    let mut times = vec![Vec::new(); fields.len()];
    for _ in 0..PRESSES / TURN {
        for (field, times) in fields.iter().zip(&mut times) {
            press(field)?;
            times.extend(key_times(&field.trace()?));
        }
    }
    let [short, long, bare_short, bare_long] = times.as_slice() else { return Ok(()) };
    let all = [short, long, bare_short, bare_long];
    if let Some(few) = all.iter().map(|it| it.len()).find(|it| *it < PRESSES * 9 / 10) {
        return Err(Failure::new(format!("only {few} of {PRESSES} keys had a frame of their own")));
    }
    let beside = |what: &str, percent: usize, limit: f64| {
        let (own, bare) = (percentile(long, percent), percentile(bare_long, percent));
        let what = format!("a key in 20 kB, {what}, beyond a bare text field, in ms");
        println!("{what}\t{}\t{limit}\t{own:.1} − {bare:.1} ms", own - bare);
    };
    beside("median", 50, MEDIAN);
    beside("99 of 100", 99, P99);
    let (own, less) = (percentile(long, 50), percentile(short, 50));
    let what = "a key in 20 kB ÷ in 1 kB, median";
    println!("{what}\t{}\t{GROWTH}\t{own:.1} ÷ {less:.1} ms", own / less);
    Ok(())
}

/// The milliseconds from a paste of the text, again and again, in place of what the editor holds, to its frame.
fn paste(field: &Driver, text: &str) -> Outcome<f64> {
    let many = text.repeat(PASTE_BYTES.div_ceil(text.len()));
    let script = "const [text, done] = arguments;
        document.activeElement.select();
        const begin = performance.now();
        document.execCommand('insertText', false, text);
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)))";
    let took = field.run_async(script, json!([many]))?;
    took.as_f64().ok_or_else(|| Failure::new(format!("the paste took {took}")))
}

fn text(file: &str) -> Outcome<String> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(text.trim_end().to_owned()),
        Err(error) => Err(Failure::new(format!("{file} cannot be read: {error}."))),
    }
}

fn traced() -> Options {
    Options { trace: Some(trace::CATEGORIES), ..Options::default() }
}

/// The page with the text in its editor.
fn editor(settings: &Settings, site: &Site, text: &str) -> Outcome<Driver> {
    let driver = Driver::start(settings, &traced())?;
    let page = Page::of(driver, site.address());
    page.resize(size::WIDE)?;
    page.come_back("")?;
    page.paste_into(DOCUMENT, text)?;
    page.until_text(DOCUMENT, text)?;
    ready(page.driver, text)
}

/// A page with nothing but a text field of the same size.
fn bare(settings: &Settings, text: &str) -> Outcome<Driver> {
    let page = Page::of(Driver::start(settings, &traced())?, String::new());
    page.resize(size::WIDE)?;
    page.driver.go(
        "data:text/html,<textarea style='width:600px;height:560px;font:13px monospace'></textarea>",
    )?;
    page.ask("document.querySelector('textarea').value = arguments[0]", json!([text]))?;
    let area = page.driver.find("textarea")?;
    page.driver.click(&area)?;
    ready(page.driver, text)
}

/// Places the cursor into the name of a statement.
fn ready(driver: Driver, text: &str) -> Outcome<Driver> {
    let Some(before) = text.find(NAME) else {
        return Err(Failure::new("the policy has no statement with a name"));
    };
    let at = before + NAME.len();
    driver
        .run("document.activeElement.setSelectionRange(arguments[0], arguments[0])", json!([at]))?;
    Ok(driver)
}

/// Types and deletes a letter in turn, so that the text keeps its length, each in a frame of its own.
fn press(field: &Driver) -> Outcome {
    for _ in 0..TURN / 2 {
        for key in ["x", "Backspace"] {
            field.press(key)?;
            field.run_async(
                "const done = arguments[0]; requestAnimationFrame(() => setTimeout(done))",
                json!([]),
            )?;
        }
    }
    Ok(())
}

/// The time that so many of a hundred keys do not exceed.
fn percentile(times: &[f64], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() * percent / 100).copied().unwrap_or(f64::NAN)
}
