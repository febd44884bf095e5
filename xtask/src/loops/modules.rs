//! Turns the files of a crate into modules: the names of each, and the paths in its code.
//!
//! Code that only tests compile is left out. Nothing is resolved here: a path is kept as it is written.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{Attribute, Item, Meta, UseTree, Visibility, punctuated::Punctuated, visit::Visit};

use crate::run::{Failure, Outcome};

/// The modules of a crate by their paths; the path of the crate itself is empty.
pub type Modules = BTreeMap<String, Module>;

/// A module, in a file of its own or inside another's.
#[derive(Debug, Default)]
pub struct Module {
    /// The module around it; the crate has none.
    pub parent: Option<String>,
    /// The nearest module around it, or itself, that is a file.
    pub file_module: String,
    /// The file it is written in.
    pub file: String,
    /// The meanings of its names; one name can stand for a module, a function and a macro.
    pub names: Vec<(String, Meaning)>,
    /// The paths of `use …::*`.
    pub globs: Vec<Vec<String>>,
    /// The paths in its code, in their order.
    pub mentions: Vec<Mention>,
}

/// A meaning of a name in a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A child module.
    Module,
    /// Something that the module defines.
    Item(Space),
    /// The meaning of another path.
    Import(Vec<String>),
}

/// The kinds of things that can share one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// Modules, types and traits.
    Type,
    /// Functions and constants.
    Value,
    /// Macros.
    Macro,
}

impl Space {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Type, Self::Value, Self::Macro];
}

/// A path in the code of a module.
#[derive(Debug)]
pub struct Mention {
    /// Its words, as they are written; `::a` begins with an empty one.
    pub path: Vec<String>,
    /// The line of its first word, counted from one.
    pub line: usize,
    /// Where it is written.
    pub place: Place,
}

/// Where a path is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In code or in the input of a macro.
    Code,
    /// In a `use` that others can use, too.
    Export,
    /// In a `use` that gives this name to its own module.
    Import(String),
    /// Before the `*` of a `use`.
    Glob,
}

/// Reads a crate from its first file on; `source` returns the text of a file, if there is such a file.
pub fn read(root: &str, source: &dyn Fn(&str) -> Option<String>) -> Outcome<Modules> {
    let mut modules = Modules::new();
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut files = vec![(String::new(), None, root.to_owned(), folder.to_owned())];
    while let Some((name, parent, file, folder)) = files.pop() {
        let text = source(&file).ok_or_else(|| Failure::new(format!("{file} cannot be read.")))?;
        let parsed = syn::parse_file(&text).map_err(|error| {
            let line = error.span().start().line;
            Failure::new(format!("{file}:{line} cannot be parsed: {error}."))
        })?;
        if is_test(&parsed.attrs) {
            continue;
        }
        let module = Module { parent, file_module: name.clone(), file, ..Module::default() };
        modules.insert(name.clone(), module);
        let mut reader =
            Reader { modules: &mut modules, now: name, depth: 0, folder, children: Vec::new() };
        parsed.items.iter().for_each(|item| reader.visit_item(item));
        for (name, parent, path) in reader.children {
            let candidates = [format!("{path}.rs"), format!("{path}/mod.rs")];
            let file = candidates.into_iter().find(|it| source(it).is_some()).ok_or_else(|| {
                Failure::new(format!("There is no file {path}.rs for the module {name}."))
            })?;
            files.push((name, Some(parent), file, path));
        }
    }
    Ok(modules)
}

/// Only tests compile an item with these attributes.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|it| {
        it.path().is_ident("test")
            || it.path().is_ident("cfg")
                && it.parse_args::<Meta>().is_ok_and(|condition| asks_for_test(&condition))
    })
}

fn asks_for_test(condition: &Meta) -> bool {
    let Meta::List(list) = condition else { return condition.path().is_ident("test") };
    let Ok(parts) = list.parse_args_with(Punctuated::<Meta, syn::Token![,]>::parse_terminated)
    else {
        return false;
    };
    if list.path.is_ident("all") {
        parts.iter().any(asks_for_test)
    } else {
        list.path.is_ident("any") && parts.iter().all(asks_for_test)
    }
}

/// The path of a module in a module.
pub fn child(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}::{name}") }
}

fn word(ident: &Ident) -> String {
    let word = ident.to_string();
    word.strip_prefix("r#").map(str::to_owned).unwrap_or(word)
}

fn line(ident: &Ident) -> usize {
    ident.span().start().line
}

struct Reader<'a> {
    modules: &'a mut Modules,
    /// The module whose code is read.
    now: String,
    /// How many blocks of code are around.
    depth: usize,
    /// Where the files of the children of `now` are.
    folder: String,
    /// Modules in files of their own: path, parent, and the file without its ending.
    children: Vec<(String, String, String)>,
}

impl Reader<'_> {
    fn module(&mut self) -> &mut Module {
        self.modules.entry(self.now.clone()).or_default()
    }

    fn mention(&mut self, path: Vec<String>, line: usize, place: Place) {
        self.module().mentions.push(Mention { path, line, place });
    }

    fn define(&mut self, name: &Ident, spaces: &[Space]) {
        // What a function defines for itself has no path.
        if self.depth == 0 {
            for space in spaces {
                self.module().names.push((word(name), Meaning::Item(*space)));
            }
        }
    }

    fn import(&mut self, tree: &UseTree, before: &[String], is_export: bool) {
        let longer = |ident: &Ident| [before, &[word(ident)]].concat();
        match tree {
            UseTree::Path(it) => self.import(&it.tree, &longer(&it.ident), is_export),
            UseTree::Group(it) => {
                it.items.iter().for_each(|tree| self.import(tree, before, is_export));
            }
            UseTree::Glob(it) => {
                let line = it.star_token.span.start().line;
                self.module().globs.push(before.to_vec());
                self.mention(before.to_vec(), line, Place::Glob);
            }
            UseTree::Name(it) if it.ident == "self" => {
                let name = before.last().cloned().unwrap_or_default();
                self.bind(name, before.to_vec(), line(&it.ident), is_export);
            }
            UseTree::Name(it) => {
                self.bind(word(&it.ident), longer(&it.ident), line(&it.ident), is_export);
            }
            UseTree::Rename(it) => {
                let path = if it.ident == "self" { before.to_vec() } else { longer(&it.ident) };
                self.bind(word(&it.rename), path, line(&it.ident), is_export);
            }
        }
    }

    fn bind(&mut self, name: String, path: Vec<String>, line: usize, is_export: bool) {
        let place = if is_export { Place::Export } else { Place::Import(name.clone()) };
        self.module().names.push((name, Meaning::Import(path.clone())));
        self.mention(path, line, place);
    }

    fn declare(&mut self, item: &syn::ItemMod) {
        let name = word(&item.ident);
        let path = child(&self.now, &name);
        let folder =
            if self.folder.is_empty() { name.clone() } else { format!("{}/{name}", self.folder) };
        let parent = self.now.clone();
        self.module().names.push((name, Meaning::Module));
        let Some((_, items)) = &item.content else {
            self.children.push((path, parent, folder));
            return;
        };
        let around = self.module();
        let module = Module {
            parent: Some(parent.clone()),
            file_module: around.file_module.clone(),
            file: around.file.clone(),
            ..Module::default()
        };
        self.modules.insert(path.clone(), module);
        let outer = std::mem::replace(&mut self.folder, folder);
        self.now = path;
        items.iter().for_each(|item| self.visit_item(item));
        self.now = parent;
        self.folder = outer;
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        use Space::{Macro, Type, Value};
        let (attributes, name, spaces): (&[Attribute], Option<&Ident>, &[Space]) = match item {
            Item::Const(it) => (&it.attrs, Some(&it.ident), &[Value]),
            Item::Enum(it) => (&it.attrs, Some(&it.ident), &[Type]),
            Item::Fn(it) => (&it.attrs, Some(&it.sig.ident), &[Value]),
            Item::Impl(it) => (&it.attrs, None, &[]),
            Item::Macro(it) => (&it.attrs, it.ident.as_ref(), &[Macro]),
            Item::Mod(it) => (&it.attrs, None, &[]),
            Item::Static(it) => (&it.attrs, Some(&it.ident), &[Value]),
            Item::Struct(it) => (&it.attrs, Some(&it.ident), &[Type, Value]),
            Item::Trait(it) => (&it.attrs, Some(&it.ident), &[Type]),
            Item::Type(it) => (&it.attrs, Some(&it.ident), &[Type]),
            Item::Union(it) => (&it.attrs, Some(&it.ident), &[Type]),
            Item::Use(it) => (&it.attrs, None, &[]),
            _ => (&[], None, &[]),
        };
        if is_test(attributes) {
            return;
        }
        if let Some(name) = name {
            self.define(name, spaces);
        }
        match item {
            Item::Mod(item) => self.declare(item),
            _ => syn::visit::visit_item(self, item),
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let before: &[String] = match item.leading_colon {
            Some(_) => &[String::new()],
            None => &[],
        };
        self.import(&item.tree, before, !matches!(item.vis, Visibility::Inherited));
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes: &[Attribute] = match item {
            syn::ImplItem::Const(it) => &it.attrs,
            syn::ImplItem::Fn(it) => &it.attrs,
            syn::ImplItem::Type(it) => &it.attrs,
            _ => &[],
        };
        if !is_test(attributes) {
            syn::visit::visit_impl_item(self, item);
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.depth += 1;
        syn::visit::visit_block(self, block);
        self.depth -= 1;
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let start = path.leading_colon.as_ref().map(|_| String::new());
        let words = start.into_iter().chain(path.segments.iter().map(|it| word(&it.ident)));
        let words = words.collect();
        if let Some(first) = path.segments.first() {
            self.mention(words, line(&first.ident), Place::Code);
        }
        syn::visit::visit_path(self, path);
    }

    // `pub(in crate::a)` says who may use an item, and uses nothing itself.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_token_stream(&mut self, tokens: &'ast TokenStream) {
        for (path, line) in paths_in(tokens.clone()) {
            self.mention(path, line, Place::Code);
        }
    }
}

/// The paths of two words and more in what only a macro understands.
fn paths_in(tokens: TokenStream) -> Vec<(Vec<String>, usize)> {
    let mut paths: Vec<(Vec<String>, usize)> = Vec::new();
    let mut colons = 0;
    let mut goes_on = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                match paths.last_mut() {
                    Some((path, _)) if goes_on && colons == 2 => path.push(word(&ident)),
                    _ => {
                        let start = (colons == 2).then(String::new);
                        let path = start.into_iter().chain([word(&ident)]).collect();
                        paths.push((path, line(&ident)));
                    }
                }
                (colons, goes_on) = (0, true);
            }
            TokenTree::Punct(it) if it.as_char() == ':' => colons += 1,
            TokenTree::Group(group) => {
                paths.append(&mut paths_in(group.stream()));
                (colons, goes_on) = (0, false);
            }
            _ => (colons, goes_on) = (0, false),
        }
    }
    paths.retain(|(path, _)| path.len() > 1);
    paths
}
