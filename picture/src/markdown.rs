//! The report as Markdown, for tickets and documentation: the answer, then a section for each path with its vertical
//! list, what blocks it and by which words, what a person would see, and the smallest change.

mod escape;

use accesspath_engine::report::{FixReport, PathReport, ToldControl, ToldReport, VerdictReport};

use crate::lay_out::Shown;
use crate::quote::quote;
use crate::vertical::{Reach, Stop, VerticalGate, vertical};
use escape::{code, escaped, fenced};

/// What a report is written from.
pub struct Sources<'r> {
    /// The scenario's title; may be empty.
    pub title: &'r str,
    /// The question.
    pub question: &'r str,
    /// The verdict on all paths.
    pub verdict: &'r VerdictReport,
    /// The paths, what comes before the calls, and the bucket.
    pub shown: Shown<'r>,
    /// The smallest changes, as far as they were asked for.
    pub fixes: &'r [FixReport],
    /// The text of a document of the scenario, by its name.
    pub text: &'r dyn Fn(&str) -> Option<&'r str>,
}

/// The report on all paths, or on the one of the id `only`.
#[must_use]
pub fn markdown(of: &Sources<'_>, only: Option<&str>) -> String {
    let Sources { title, question, verdict, shown, .. } = of;
    let mut out = String::new();
    if !title.is_empty() {
        out += &format!("# {}\n\n", escaped(title));
    }
    let mark = if title.is_empty() { "# " } else { "" };
    out += &format!("{mark}{}\n\n**{}**\n", escaped(question), escaped(&verdict.headline));
    out += &outcomes(shown.paths);
    for note in &verdict.notes {
        let document = note.document.iter().map(|it| format!("{}: ", code(it)));
        out += &format!("\n- {}{}", document.collect::<String>(), escaped(&note.told));
    }
    if !verdict.notes.is_empty() {
        out.push('\n');
    }
    for check in shown.before {
        let (caller, name, told) = (escaped(&check.caller), check.name, escaped(&check.told));
        out += &format!("\nBefore the call of {caller}: {name} {}. {told}\n", check.word);
    }
    for path in shown.paths.iter().filter(|it| only.is_none_or(|only| only == it.path)) {
        out += &section(of, path);
    }
    out
}

/// A table with a row for each path.
fn outcomes(paths: &[PathReport]) -> String {
    let row = |path: &PathReport| {
        let told = path.told.as_ref()?;
        let (id, title) = (escaped(&path.path), escaped(&told.title));
        Some(format!("| {id} | {title} | {} | {} |\n", told.outcome, escaped(&told.verdict)))
    };
    let rows: String = paths.iter().filter_map(row).collect();
    let head = "\n| Path | | Outcome | Why |\n|---|---|---|---|\n";
    if rows.is_empty() { rows } else { head.to_owned() + &rows }
}

fn section(of: &Sources<'_>, path: &PathReport) -> String {
    let Some(told) = &path.told else { return String::new() };
    let head = format!("{} · {}: {}", path.path, told.title, told.outcome);
    let mut out = format!("\n## {}\n\n{}\n", escaped(&head), escaped(&told.verdict));
    if let Some(proviso) = told.proviso {
        out += &format!("\n{}\n", escaped(proviso));
    }
    out.push('\n');
    for stop in vertical(path, of.shown.bucket, None) {
        out += &entry(&stop);
        out.push('\n');
    }
    let decides = |it: &&ToldControl| match path.outcome {
        "open" => it.face == "grants" && it.statement.is_some(),
        _ => matches!(it.face, "blocks" | "undetermined"),
    };
    told.controls.iter().filter(decides).for_each(|it| out += &control(of, it));
    out += &seen(path, told);
    out += &change(of, path);
    if !path.assumed.is_empty() {
        let assumed: Vec<String> = path.assumed.iter().map(|it| escaped(&it.assumed)).collect();
        out += &format!("\nAssumed: {}.\n", assumed.join("; "));
    }
    for rule in &told.unclear {
        out += &format!("\nUnclear rule {}: {} <{}>\n", rule.rule, escaped(&rule.told), rule.page);
    }
    out
}

/// One control that decides: the reason, the statement with its place, and the clauses that decide.
fn control(of: &Sources<'_>, control: &ToldControl) -> String {
    let mut out = format!("\n### {}: {}\n", control.name, control.verdict);
    out += &format!("\n{}\n", escaped(&control.heading));
    if !control.origins.is_empty() {
        out += &format!("\nFrom {}.\n", escaped(&control.origins.join("; ")));
    }
    if let Some(statement) = &control.statement {
        out += &format!("\n{}\n", escaped(statement));
    }
    let text = control.document.as_deref().and_then(|it| Some((it, (of.text)(it)?)));
    if let Some(((document, text), at)) = text.zip(control.at) {
        let quoted = quote(text, at);
        out += &format!(
            "\n{}, line {}:\n{}",
            code(document),
            quoted.line,
            fenced("json", &quoted.text)
        );
    }
    let mut rows = control.clauses.iter().filter(|it| it.decided).peekable();
    if rows.peek().is_some() {
        out += "\n| Clause | The policy says | The request has | Result |\n|---|---|---|---|\n";
    }
    for row in rows {
        let (says, has) = (code(&row.says), code(&row.has));
        let (clause, result) = (escaped(&row.clause), escaped(&row.result));
        out += &format!("| {clause} | {says} | {has} | {result} |\n");
    }
    out
}

/// What a person would see in AWS.
fn seen(path: &PathReport, told: &ToldReport) -> String {
    match (&told.message, &told.short) {
        _ if path.outcome == "open" => String::new(),
        (Some(message), _) => format!("\n### What you would see\n{}", fenced("text", message)),
        (None, Some(short)) => format!("\n### What you would see\n\n{}\n", escaped(short)),
        (None, None) => String::new(),
    }
}

/// The smallest change that opens the path, or why there is none.
fn change(of: &Sources<'_>, path: &PathReport) -> String {
    let goal = |it: &FixReport| {
        let named = it.goals.first().and_then(|it| it.get("path"));
        named.and_then(|it| it.as_str()) == Some(&path.path)
    };
    let Some(found) = of.fixes.iter().find(|it| goal(it)) else { return String::new() };
    let Some(best) = found.sets.first() else {
        let left: Vec<String> = found.left.iter().map(|it| escaped(&it.told)).collect();
        return format!("\n### No change that is known here opens it\n\n{}\n", left.join(" "));
    };
    let mut out = "\n### The smallest change\n\n".to_owned();
    for (number, change) in best.changes.iter().enumerate() {
        out += &format!("{}. {}\n", number + 1, escaped(&change.told));
    }
    for document in &best.documents {
        out += &format!(
            "\n{}:\n{}",
            code(&document.document),
            fenced("diff", &document.lines.join("\n"))
        );
    }
    if !best.effect.told.is_empty() {
        out += &format!("\n{}\n", escaped(&best.effect.told.join(" ")));
    }
    out
}

fn entry(stop: &Stop) -> String {
    let beyond = |reach: &Reach| match reach {
        Reach::Beyond => " _(not reached)_",
        Reach::Arrives | Reach::Stops => "",
    };
    match stop {
        Stop::Place { title, detail, .. } => named("- ", title, detail),
        Stop::Node { title, detail, reach, .. } => named("  - ", title, detail) + beyond(reach),
        Stop::Gates { gates, .. } => format!("  - {}", gate(gates)),
        Stop::Unused { told } => format!("  - Not used: {}", escaped(told)),
        Stop::Bucket { name, detail, reach } => named("- ", name, detail) + beyond(reach),
    }
}

fn named(mark: &str, name: &str, detail: &str) -> String {
    let space = if detail.is_empty() { "" } else { " " };
    format!("{mark}**{}**{space}{}", escaped(name), escaped(detail))
}

fn gate(gates: &[VerticalGate]) -> String {
    let sign = |verdict: &str| match verdict {
        "grants" | "does-not-stop" => "✓",
        "blocks" => "✕",
        "undetermined" => "?",
        "grants-nothing" => "○",
        _ => "·",
    };
    match gates {
        [] => String::new(),
        [only] => {
            let (sign, reason) = (sign(only.verdict), escaped(&only.reason));
            let name = format!("{}: {}.", only.name, only.word);
            let name = if sign == "✕" || sign == "?" { format!("**{name}**") } else { name };
            format!("{sign} {name} {reason}").trim_end().to_owned()
        }
        [first, ..] => {
            let names: Vec<&str> = gates.iter().map(|it| it.name).collect();
            format!("{} {}: {}.", sign(first.verdict), names.join(", "), first.word)
        }
    }
}
