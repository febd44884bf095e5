//! The columns of S3's front door: which there are, which fold, and how wide they stand.

use accesspath_engine::report::{ColumnReport, GateReport, PathReport};

use crate::measure::{GATE, Measures};
use crate::picture::{Column, Label, Owner};
use crate::text::{self, Weight};
use crate::view::View;

/// The space between the labels of two columns.
const GAP: f64 = 7.0;

/// A column before it has its place.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    control: Option<&'static str>,
    folded: Vec<&'static str>,
    names: Vec<&'static str>,
    owner: &'static str,
    lines: Vec<String>,
    brief: String,
    selected: bool,
}

/// The columns of all paths, from the left, with those that are set nowhere folded into a last one.
pub(crate) fn drafts(paths: &[PathReport], view: &View) -> Vec<Draft> {
    let gates = || paths.iter().filter_map(|it| it.way.as_ref()).flat_map(|it| &it.gates);
    let mut columns: Vec<(&GateReport, &ColumnReport)> = Vec::new();
    for gate in gates() {
        let Some(column) = &gate.column else { continue };
        if columns.iter().all(|it| it.0.control != gate.control) {
            let at = columns.partition_point(|it| it.1.place <= column.place);
            columns.insert(at, (gate, column));
        }
    }
    let is_selected = |it: &str| view.control.as_deref() == Some(it);
    let folds = |control: &str| {
        let mut own = gates().filter(|it| it.control == control && it.column.is_some());
        !view.unfolded && !is_selected(control) && own.all(|it| it.verdict == "not-configured")
    };
    let (folded, kept): (Vec<_>, Vec<_>) = columns.into_iter().partition(|it| folds(it.0.control));
    let mut drafts: Vec<Draft> = kept
        .into_iter()
        .map(|(gate, column)| Draft {
            control: Some(gate.control),
            folded: Vec::new(),
            names: vec![gate.name],
            owner: column.owner,
            lines: column.lines.iter().map(|it| (*it).to_owned()).collect(),
            brief: column.brief.to_owned(),
            selected: is_selected(gate.control),
        })
        .collect();
    if !folded.is_empty() {
        drafts.push(Draft {
            control: None,
            folded: folded.iter().map(|it| it.0.control).collect(),
            names: folded.iter().map(|it| it.0.name).collect(),
            owner: "",
            lines: vec![format!("+{}", folded.len()), "not set".to_owned()],
            brief: format!("+{}", folded.len()),
            selected: false,
        });
    }
    drafts
}

/// The width that each column needs, and that of the whole.
pub(crate) fn widths(drafts: &[Draft], measures: &Measures, brief: bool) -> Vec<f64> {
    let mut widths: Vec<f64> = drafts
        .iter()
        .map(|it| {
            let weight = if it.selected { Weight::Bold } else { Weight::Regular };
            let wide = |text: &String| text::width(text, measures.label, weight);
            let widest = it.shown(brief).iter().map(wide).fold(0.0, f64::max);
            (widest + GAP).max(2.0 * GATE + GAP)
        })
        .collect();
    // The name of an owner needs room over the columns that it owns.
    for (owner, from, to) in groups(drafts) {
        let wanted = text::width(owner, measures.label, Weight::Regular) + GAP;
        if let Some(own) = widths.get_mut(from..to) {
            let has: f64 = own.iter().sum();
            let more = (wanted - has).max(0.0) / count(own.len());
            own.iter_mut().for_each(|it| *it += more);
        }
    }
    widths
}

impl Draft {
    fn shown(&self, brief: bool) -> Vec<String> {
        if brief { vec![self.brief.clone()] } else { self.lines.clone() }
    }
}

/// The owners, each with its columns as a range.
fn groups(drafts: &[Draft]) -> Vec<(&'static str, usize, usize)> {
    let mut groups: Vec<(&'static str, usize, usize)> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        match groups.last_mut() {
            Some(last) if last.0 == draft.owner => last.2 = at + 1,
            _ => groups.push((draft.owner, at, at + 1)),
        }
    }
    groups.retain(|it| !it.0.is_empty());
    groups
}

/// A small number as a length.
pub(crate) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The columns with their places between `left` and `right`, and their owners; their lines end at `bottom`.
pub(crate) fn place(
    drafts: Vec<Draft>,
    measures: &Measures,
    brief: bool,
    (left, right): (f64, f64),
    bottom: f64,
) -> (Vec<Column>, Vec<Owner>) {
    let widths = widths(&drafts, measures, brief);
    let needed: f64 = widths.iter().sum();
    let more = ((right - left - needed) / count(drafts.len().max(1))).max(0.0);
    let mut spans: Vec<(f64, f64)> = Vec::new();
    let mut x = left;
    for width in &widths {
        spans.push((x, x + width + more));
        x += width + more;
    }
    let groups = groups(&drafts);
    let column = |(draft, span): (Draft, &(f64, f64))| {
        let x = f64::midpoint(span.0, span.1);
        let lines = draft.shown(brief);
        let first = if lines.len() > 1 { 46.0 } else { 53.0 } * measures.scale;
        let weight = if draft.selected { Weight::Bold } else { Weight::Regular };
        let labels = measures.lines(&lines, x, first);
        Column {
            control: draft.control,
            folded: draft.folded,
            names: draft.names,
            about: "",
            x,
            labels: labels.into_iter().map(|it| Label { weight, ..it }).collect(),
            line: (measures.head - 2.0, bottom),
            selected: draft.selected,
        }
    };
    let columns: Vec<Column> = drafts.into_iter().zip(&spans).map(column).collect();
    let owners = groups.into_iter().filter_map(|(owner, from, to)| {
        let (first, last) = (spans.get(from)?, spans.get(to.checked_sub(1)?)?);
        let line = (first.0 + GAP / 2.0, last.1 - GAP / 2.0);
        let x = f64::midpoint(line.0, line.1);
        let label = measures.lines(&[owner.to_owned()], x, 27.0 * measures.scale).pop()?;
        Some(Owner { label, line })
    });
    let owners = owners.collect();
    (columns, owners)
}
