//! The picture as Markdown: a section for each path, with its vertical list.

use crate::lay_out::Shown;
use crate::vertical::{Reach, Stop, VerticalGate, vertical};

/// All paths as Markdown, below the heading `title`.
#[must_use]
pub fn markdown(shown: &Shown<'_>, title: &str) -> String {
    let mut out = format!("## {}\n", escaped(title));
    for check in shown.before {
        let (caller, name, told) = (escaped(&check.caller), check.name, escaped(&check.told));
        let line = format!("\nBefore the call of {caller}: {name} {}. {told}\n", check.word);
        out.push_str(&line);
    }
    for path in shown.paths {
        let (Some(way), Some(told)) = (&path.way, &path.told) else { continue };
        let head = format!("\n### {} · {}: {}\n", path.path, told.title, told.outcome);
        out.push_str(&escaped(&head));
        if !way.reason.is_empty() {
            out.push_str(&format!("\n{}\n", escaped(&told.verdict)));
        }
        out.push('\n');
        for stop in vertical(path, shown.bucket, None) {
            out.push_str(&entry(&stop));
            out.push('\n');
        }
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

/// `text` so that Markdown shows it letter by letter.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
