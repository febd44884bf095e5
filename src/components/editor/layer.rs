//! The lines under a text field: coloured and marked, with their numbers and what is found in them.

use accesspath_policy::diagnostic::Severity;
use accesspath_policy::text::{Lines, Span};

use crate::findings::code;
use crate::highlight::{Mark, pieces, tokens};
use crate::markup::{El, el};

/// A text and all that is to be seen on it.
pub(in crate::components) struct Drawn<'t> {
    pub text: &'t str,
    pub lines: &'t Lines,
    pub marks: &'t [(Span, Mark)],
    /// What is told behind the line of a place.
    pub notes: &'t [(usize, String)],
}

impl Drawn<'_> {
    /// One line, without its number.
    pub fn line(&self, line: usize) -> Box<El> {
        self.part(self.lines.span(self.text, line))
    }

    /// A part of a line.
    pub fn part(&self, span: Span) -> Box<El> {
        let mut marks = tokens(self.text, span);
        marks.extend(self.on(span));
        let decision = marks.iter().find_map(|(_, it)| decision(*it));
        let shown =
            pieces(self.text, span, &marks).into_iter().fold(el("div.line"), |shown, it| {
                let text = it.span.of(self.text);
                if it.marks.is_empty() {
                    shown.text(text)
                } else {
                    shown.add(marked(text, &it.marks))
                }
            });
        let note = self.notes.iter().find(|(at, _)| span.start <= *at && *at <= span.end);
        let shown = shown.maybe(note.map(|(_, it)| el("span.line__note").text(it)));
        // A line without text has its height from the break.
        let shown = shown.text("\n");
        match decision {
            Some(word) => shown.put("data-decides", word),
            None => shown,
        }
    }

    /// The number of a line, with a bar beside the selected statement and a sign of the worst finding.
    pub fn number(&self, line: usize) -> Box<El> {
        let span = self.lines.span(self.text, line);
        let number = el("div.line").text(&format!("{}\n", line + 1));
        let mut worst: Option<Severity> = None;
        let mut selected = false;
        for (at, mark) in self.on(span) {
            match mark {
                // What spans lines is told where it begins.
                Mark::Found(severity) if at.start >= span.start => {
                    worst = Some(worst.map_or(severity, |it| it.min(severity)));
                }
                Mark::Selected => selected = true,
                _ => {}
            }
        }
        let number = number.toggle("data-selected", selected);
        match worst {
            Some(severity) => number.put("data-severity", code(severity)),
            None => number,
        }
    }

    /// The marks that reach into `line`, or stand at its end.
    fn on(&self, line: Span) -> impl Iterator<Item = (Span, Mark)> {
        self.marks.iter().copied().filter(move |(it, _)| {
            it.start <= line.end && (it.end > line.start || it.start >= line.start)
        })
    }
}

const fn decision(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Decided => Some("blocks"),
        Mark::Allowed => Some("passes"),
        _ => None,
    }
}

fn marked(text: &str, marks: &[Mark]) -> Box<El> {
    let mut class = String::new();
    let mut worst = None;
    let mut decides = false;
    for mark in marks {
        class.push_str(match mark {
            Mark::Selected => " mark--selected",
            Mark::Decided => " mark--decided",
            Mark::Allowed => " mark--allowed",
            Mark::Bracket => " mark--bracket",
            Mark::Hit => " mark--hit",
            Mark::Current => " mark--hit mark--current",
            Mark::Name => " token--name",
            Mark::Allow => " token--allow",
            Mark::Deny => " token--deny",
            Mark::Found(severity) => {
                // Several lines under one text could not be told apart, so only the most severe is drawn.
                worst = worst.map_or(Some(*severity), |it: Severity| Some(it.min(*severity)));
                continue;
            }
        });
        decides |= decision(*mark).is_some();
    }
    let (element, own) = match marks.iter().all(|it| it.is_token()) {
        true => (el("span"), "token"),
        false => (el("mark"), "mark"),
    };
    let element = element.put("class", &format!("{own}{class}")).toggle("data-decided", decides);
    match worst {
        Some(severity) => element.put("data-severity", code(severity)).text(text),
        None => element.text(text),
    }
}
