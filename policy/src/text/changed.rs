//! Two texts → the lines in which they differ, with some lines around them.
//!
//! Lines are compared by what stands in them: how they end does not count.

/// How many pairs of lines are compared at most, about a thousand lines by a thousand, so that the page answers at once.
///
/// Of larger changes every line between the first and the last that differ counts as changed.
const MOST_PAIRS: usize = 1_000_000;

/// One line of two texts that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'t> {
    /// Where it stands.
    pub kind: LineKind,
    /// The number of the line in the text before, from 1; an added line has none.
    pub before: Option<usize>,
    /// The number of the line in the text after, from 1; a removed line has none.
    pub after: Option<usize>,
    /// What stands in it, without its line break.
    pub text: &'t str,
}

/// In which of two texts a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineKind {
    /// In both.
    Kept,
    /// In the text before.
    Removed,
    /// In the text after.
    Added,
}

impl LineKind {
    /// The mark in the first column of a diff.
    pub const fn mark(self) -> char {
        match self {
            Self::Kept => ' ',
            Self::Removed => '-',
            Self::Added => '+',
        }
    }
}

/// The lines that differ, removed before added, with up to `context` kept lines before and behind each; none where none differ.
///
/// Where the numbers of two neighbours do not follow on each other, kept lines were left out.
pub fn changed_lines<'t>(before: &'t str, after: &'t str, context: usize) -> Vec<Line<'t>> {
    let (before, after): (Vec<_>, Vec<_>) = (before.lines().collect(), after.lines().collect());
    let head = before.iter().zip(&after).take_while(|(old, new)| old == new).count();
    let (kept, old) = before.split_at(head);
    let new = after.get(head..).unwrap_or_default();
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, rest) = old.split_at(old.len() - tail);
    let (new, _) = new.split_at(new.len() - tail);

    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }

    let mut all = Compared { lines: Vec::with_capacity(before.len() + new.len()), old: 0, new: 0 };
    kept.iter().for_each(|it| all.push(LineKind::Kept, it));
    all.between(old, new);
    rest.iter().for_each(|it| all.push(LineKind::Kept, it));
    near(&all.lines, context)
}

/// The lines of both texts, up to where they were compared.
struct Compared<'t> {
    lines: Vec<Line<'t>>,
    /// How many lines of the text before were compared.
    old: usize,
    /// How many lines of the text after were compared.
    new: usize,
}

impl<'t> Compared<'t> {
    fn push(&mut self, kind: LineKind, text: &'t str) {
        self.old += usize::from(kind != LineKind::Added);
        self.new += usize::from(kind != LineKind::Removed);
        let before = (kind != LineKind::Added).then_some(self.old);
        let after = (kind != LineKind::Removed).then_some(self.new);
        self.lines.push(Line { kind, before, after, text });
    }

    /// Compares lines of which neither the first nor the last are the same.
    fn between(&mut self, old: &[&'t str], new: &[&'t str]) {
        if old.len().saturating_mul(new.len()) > MOST_PAIRS {
            old.iter().for_each(|it| self.push(LineKind::Removed, it));
            new.iter().for_each(|it| self.push(LineKind::Added, it));
            return;
        }
        let common = CommonLines::of(old, new);
        let (mut old, mut new) = (old, new);
        loop {
            match (old.split_first(), new.split_first()) {
                (Some((line, old_rest)), Some((same, new_rest))) if line == same => {
                    self.push(LineKind::Kept, line);
                    (old, new) = (old_rest, new_rest);
                }
                // INVARIANT: each step leaves as many common lines as there can be; where both do, the removal comes first.
                (Some((line, rest)), other)
                    if other.is_none_or(|(_, new_rest)| {
                        common.in_last(rest, new) >= common.in_last(old, new_rest)
                    }) =>
                {
                    self.push(LineKind::Removed, line);
                    old = rest;
                }
                (_, Some((line, rest))) => {
                    self.push(LineKind::Added, line);
                    new = rest;
                }
                (_, None) => return,
            }
        }
    }
}

/// The length of the longest common subsequence of any last lines of two texts.
///
/// A row for every number of last lines of the one, in it a number for every number of last lines of the other.
struct CommonLines(Vec<Vec<u32>>);

impl CommonLines {
    fn of(old: &[&str], new: &[&str]) -> Self {
        let mut below = vec![0; new.len() + 1];
        let mut rows = Vec::with_capacity(old.len() + 1);
        for line in old.iter().rev() {
            let mut row = Vec::with_capacity(below.len());
            let mut last = 0;
            row.push(last);
            // Both are fewer by one line at `diagonal`, and only those of the old text at `fewer`.
            for ((other, diagonal), fewer) in new.iter().rev().zip(&below).zip(below.iter().skip(1))
            {
                last = if line == other { diagonal + 1 } else { last.max(*fewer) };
                row.push(last);
            }
            rows.push(std::mem::replace(&mut below, row));
        }
        rows.push(below);
        Self(rows)
    }

    fn in_last(&self, old: &[&str], new: &[&str]) -> u32 {
        self.0.get(old.len()).and_then(|it| it.get(new.len())).copied().unwrap_or(0)
    }
}

/// The lines that have at most `context` - 1 lines between them and a changed one, which are the changed ones too.
fn near<'t>(lines: &[Line<'t>], context: usize) -> Vec<Line<'t>> {
    let since = distances(lines.iter());
    let mut until = distances(lines.iter().rev());
    until.reverse();
    let distances = since.into_iter().zip(until).map(|(since, until)| since.min(until));
    lines.iter().zip(distances).filter(|(_, it)| *it <= context).map(|(line, _)| *line).collect()
}

/// How many lines each stands behind the last changed one.
fn distances<'l>(lines: impl Iterator<Item = &'l Line<'l>>) -> Vec<usize> {
    let distance = |since: &mut usize, line: &Line<'_>| {
        *since = if line.kind == LineKind::Kept { since.saturating_add(1) } else { 0 };
        Some(*since)
    };
    lines.scan(usize::MAX, distance).collect()
}

#[cfg(test)]
mod tests;
