//! Turns a path in a module into the module that defines what the path stands for.
//!
//! Follows imports and re-exports, as the compiler does. It knows nothing of types and visibility.

use super::modules::{Meaning, Mention, Module, Modules, Place, Space, child};

/// The meaning of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    /// A module.
    Module(String),
    /// Something that this module defines.
    Item(String),
}

/// The result of following a path.
enum Answer {
    Found(Target),
    /// This module was reached and holds no such name: a macro may make it.
    Missing(String),
    /// It leads out of the crate, or is no path at all.
    Foreign,
}

/// The names that are being looked up, so that the search of a name that stands for itself ends.
type Seen<'a> = Vec<(&'a str, String, Space)>;

/// The modules that define what a path in the module `from` stands for.
pub fn definers(modules: &Modules, from: &str, mention: &Mention) -> Vec<String> {
    let Some(module) = modules.get(from) else { return Vec::new() };
    // A single word is local, or has been imported by a `use` that says the same.
    if mention.place == Place::Code && mention.path.len() == 1 && module.globs.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut named = Vec::new();
    for space in Space::ALL {
        match follow(modules, from, &mention.path, space, &mut Vec::new()) {
            Answer::Found(Target::Item(definer)) => found.push(definer),
            Answer::Found(Target::Module(it)) if counts(module, &mention.place) => found.push(it),
            Answer::Missing(reached) if mention.path.len() > 1 => named.push(reached),
            _ => {}
        }
    }
    // A name that a macro makes is in none of the spaces.
    if found.is_empty() && named.len() == Space::ALL.len() {
        found = named;
    }
    found.sort();
    found.dedup();
    found
}

/// The path uses the module itself, and does not only lead to an item in it.
fn counts(module: &Module, place: &Place) -> bool {
    match place {
        Place::Code => false,
        Place::Export | Place::Glob => true,
        // What is named through the import counts. Where nothing is seen to be, the import does.
        Place::Import(name) => !module
            .mentions
            .iter()
            .any(|it| it.path.len() > 1 && it.path.first().is_some_and(|first| first == name)),
    }
}

fn follow<'a>(
    modules: &'a Modules,
    from: &'a str,
    path: &[String],
    space: Space,
    seen: &mut Seen<'a>,
) -> Answer {
    let mut here = from;
    for (place, word) in path.iter().enumerate() {
        let is_last = place + 1 == path.len();
        let next = match word.as_str() {
            "crate" => "",
            "self" => here,
            "super" => match modules.get(here).and_then(|it| it.parent.as_deref()) {
                Some(parent) => parent,
                None => return Answer::Foreign,
            },
            _ => {
                let asked = if is_last { space } else { Space::Type };
                match look_up(modules, here, word, asked, seen) {
                    Some(Answer::Found(Target::Module(it))) => match modules.get_key_value(&it) {
                        Some((it, _)) => it,
                        None => return Answer::Foreign,
                    },
                    Some(answer) => return answer,
                    None if place == 0 => return Answer::Foreign,
                    None => return Answer::Missing(here.to_owned()),
                }
            }
        };
        here = next;
    }
    Answer::Found(Target::Module(here.to_owned()))
}

/// The meaning of a name in a module; `None` if the module has no such name.
fn look_up<'a>(
    modules: &'a Modules,
    here: &'a str,
    name: &str,
    space: Space,
    seen: &mut Seen<'a>,
) -> Option<Answer> {
    let module = modules.get(here)?;
    let asked = (here, name.to_owned(), space);
    if seen.contains(&asked) {
        return None;
    }
    seen.push(asked);
    let mut answer = None;
    for (_, meaning) in module.names.iter().filter(|(it, _)| it == name) {
        match meaning {
            Meaning::Module if space == Space::Type => {
                answer = Some(Answer::Found(Target::Module(child(here, name))));
            }
            Meaning::Item(it) if *it == space => {
                answer = Some(Answer::Found(Target::Item(here.to_owned())));
            }
            Meaning::Import(path) => match follow(modules, here, path, space, seen) {
                Answer::Foreign => {}
                Answer::Missing(it) => answer = answer.or(Some(Answer::Missing(it))),
                found @ Answer::Found(_) => answer = Some(found),
            },
            _ => {}
        }
        if let Some(Answer::Found(_)) = answer {
            break;
        }
    }
    for path in &module.globs {
        if let Some(Answer::Found(_)) = answer {
            break;
        }
        if let Answer::Found(Target::Module(it)) = follow(modules, here, path, Space::Type, seen)
            && let Some((it, _)) = modules.get_key_value(&it)
            && let Some(found @ Answer::Found(_)) = look_up(modules, it, name, space, seen)
        {
            answer = Some(found);
        }
    }
    seen.pop();
    answer
}
