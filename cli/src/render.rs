//! `accesspath render`: a scenario file in, its picture or a report on it out, on request with other names.

use std::{fs, io};

use accesspath_engine::redact::{Redacted, redacted};
use accesspath_engine::report::{PathReport, before, best_fixes, bucket, paths, verdict};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::{Analysis, analyze, explain};
use accesspath_picture::{Colours, Shown, Sources, View, lay_out, markdown, svg};

use crate::Status;
use crate::call::{RenderArguments, RenderFormat, Theme};
use crate::excerpt::renderer;
use crate::scenario::read_scenario;
use crate::terminal::{complain, print, read};

/// Renders the file of the call.
pub fn run(options: &RenderArguments) -> Status {
    match rendered(options).and_then(|text| write(options, &text)) {
        Ok(()) => Status::Well,
        Err(complaint) => {
            complaint.iter().for_each(|it| complain(it));
            Status::Wrong
        }
    }
}

/// What is written; else what is wrong, or nothing where that was told already.
fn rendered(options: &RenderArguments) -> Result<String, Option<String>> {
    let file = &options.file;
    let text = read(file)?;
    let given = read_scenario(file, &text, Some(&renderer(&io::stderr())));
    let scenario = given.scenario.filter(|_| given.problems.is_empty()).ok_or(None)?;
    let analysis = analyze(&scenario);
    let all = paths(&scenario, &analysis);
    check(options, &all)?;
    if !options.redact {
        return Ok(drawn(
            options,
            &Given { scenario, analysis, paths: all, path: options.path.clone() },
        ));
    }
    let Redacted { scenario, kept, paths: ids } = redacted(&scenario);
    kept.iter().for_each(|it| complain(&explain::kept(it)));
    complain(explain::NEVER_REPLACED);
    let analysis = analyze(&scenario);
    let all = paths(&scenario, &analysis);
    let path = ids.into_iter().find(|it| Some(&it.0) == options.path.as_ref()).map(|it| it.1);
    Ok(drawn(options, &Given { scenario, analysis, paths: all, path }))
}

/// What is drawn.
struct Given {
    scenario: Scenario,
    analysis: Analysis,
    paths: Vec<PathReport>,
    /// The path of the call.
    path: Option<String>,
}

fn drawn(options: &RenderArguments, given: &Given) -> String {
    match options.format {
        RenderFormat::Svg => picture(options, given),
        RenderFormat::Markdown => report(given),
        RenderFormat::Json => given.scenario.to_json(),
    }
}

fn write(options: &RenderArguments, text: &str) -> Result<(), Option<String>> {
    match &options.output {
        None => print(text),
        Some(file) => fs::write(file, text).map_err(|error| format!("{file}: {error}"))?,
    }
    Ok(())
}

/// The path and the control of the call are there.
fn check(options: &RenderArguments, paths: &[PathReport]) -> Result<(), Option<String>> {
    let mut shown: Vec<&PathReport> = paths.iter().collect();
    if let Some(id) = &options.path {
        shown.retain(|it| it.path == *id);
        if shown.is_empty() {
            let ids = paths.iter().map(|it| it.path.as_str());
            return Err(Some(missing("path", id, ids.collect())));
        }
    }
    if let Some(control) = &options.control {
        let mut met: Vec<&str> = Vec::new();
        for it in shown.iter().filter_map(|it| it.told.as_ref()).flat_map(|it| &it.controls) {
            if !met.contains(&it.control) {
                met.push(it.control);
            }
        }
        if !met.contains(&control.as_str()) {
            return Err(Some(missing("control", control, met)));
        }
    }
    Ok(())
}

fn missing(what: &str, name: &str, all: Vec<&str>) -> String {
    let there = if all.is_empty() { "none".to_owned() } else { all.join(", ") };
    format!("there is no {what} {name:?}; there are: {there}")
}

fn picture(options: &RenderArguments, given: &Given) -> String {
    let Given { scenario, analysis, paths, path } = given;
    let (before, bucket) = (before(scenario, analysis), bucket(scenario));
    let shown = Shown { paths, before: &before, bucket: bucket.as_ref() };
    let view = View {
        width: f64::from(options.width),
        path: path.clone(),
        control: options.control.clone(),
        ..View::default()
    };
    let told = explain::summary(analysis, scenario);
    let title = format!("{} {told}", explain::question(scenario));
    let colours = match options.theme {
        Theme::Auto => Colours::Auto,
        Theme::Light => Colours::Light,
        Theme::Dark => Colours::Dark,
    };
    svg(&lay_out(&shown, &view), &title, colours)
}

fn report(given: &Given) -> String {
    let Given { scenario, analysis, paths, path } = given;
    let only = path.as_deref();
    let (before, bucket) = (before(scenario, analysis), bucket(scenario));
    let (question, verdict) = (explain::question(scenario), verdict(scenario, analysis));
    let of = Sources {
        title: &scenario.title,
        question: &question,
        verdict: &verdict,
        shown: Shown { paths, before: &before, bucket: bucket.as_ref() },
        fixes: &best_fixes(scenario, analysis, only),
        text: &|id| scenario.text(id).map(|it| &**it.text()),
    };
    markdown(&of, only)
}
