//! The graph of dependencies between modules, and its loops.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{modules::Modules, resolve};

/// A line of a file.
pub type Line = (String, usize);

/// The uses between modules, and the lines that make them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Graph {
    edges: BTreeMap<String, BTreeMap<String, Vec<Line>>>,
}

impl Graph {
    /// The modules that are files, without what a module and those around it or inside it say of each other.
    pub fn of_files(modules: &Modules) -> Self {
        let mut graph = Self::default();
        for (name, module) in modules {
            for mention in &module.mentions {
                for definer in resolve::definers(modules, name, mention) {
                    let Some(definer) = modules.get(&definer) else { continue };
                    let (from, to) = (&module.file_module, &definer.file_module);
                    if !is_around(from, to) && !is_around(to, from) {
                        graph.add(from, to, [(module.file.clone(), mention.line)]);
                    }
                }
            }
        }
        graph
    }

    /// The modules at the top of the crate, each with everything inside it.
    pub fn of_top(&self) -> Self {
        let top = |name: &str| name.split_once("::").map_or(name, |(top, _)| top).to_owned();
        let mut graph = Self::default();
        for (from, to, lines) in self.edges() {
            if top(from) != top(to) {
                graph.add(&top(from), &top(to), lines.iter().cloned());
            }
        }
        graph
    }

    /// Adds lines to an edge.
    pub fn add(&mut self, from: &str, to: &str, lines: impl IntoIterator<Item = Line>) {
        let edges = self.edges.entry(from.to_owned()).or_default();
        let known = edges.entry(to.to_owned()).or_default();
        known.extend(lines);
        known.sort();
        known.dedup();
    }

    /// Removes an edge.
    pub fn remove(&mut self, from: &str, to: &str) {
        if let Some(edges) = self.edges.get_mut(from) {
            edges.remove(to);
        }
    }

    /// Every edge: from, to, and the lines that make it.
    pub fn edges(&self) -> impl Iterator<Item = (&str, &str, &[Line])> {
        self.edges.iter().flat_map(|(from, all)| {
            all.iter().map(move |(to, lines)| (from.as_str(), to.as_str(), lines.as_slice()))
        })
    }

    /// The lines that make an edge.
    pub fn lines(&self, from: &str, to: &str) -> &[Line] {
        self.edges.get(from).and_then(|it| it.get(to)).map_or(&[], Vec::as_slice)
    }

    /// The shortest path from a module to another, with both; the first by name of those of equal length.
    pub fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut before: BTreeMap<&str, &str> = BTreeMap::new();
        let mut next = VecDeque::from([from]);
        while let Some(at) = next.pop_front() {
            for reached in self.edges.get(at).into_iter().flat_map(BTreeMap::keys) {
                if reached != from && !before.contains_key(reached.as_str()) {
                    before.insert(reached, at);
                    next.push_back(reached);
                }
            }
        }
        let mut way = vec![to.to_owned()];
        let mut at = to;
        while at != from {
            at = before.get(at)?;
            way.push(at.to_owned());
        }
        way.reverse();
        Some(way)
    }

    /// The shortest loop through each edge that is in one, shortest first, without duplicates.
    ///
    /// A loop begins with its first module by name, which is not repeated at the end.
    pub fn loops(&self) -> Vec<Vec<String>> {
        let mut loops = BTreeSet::new();
        for (from, to, _) in self.edges() {
            let Some(mut way) = self.way(to, from) else { continue };
            let first = way.iter().enumerate().min_by_key(|(_, name)| *name).map(|(at, _)| at);
            way.rotate_left(first.unwrap_or_default());
            loops.insert((way.len(), way));
        }
        loops.into_iter().map(|(_, way)| way).collect()
    }
}

/// The module `outer` is `inner` or around it.
fn is_around(outer: &str, inner: &str) -> bool {
    outer.is_empty()
        || inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}
