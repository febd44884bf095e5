//! Small crates, each with the dependencies between its modules.

use super::*;

/// The files of a crate: `//- a.rs` begins one.
fn read(crate_text: &str) -> Modules {
    let file = |path: &str| {
        let mut parts = crate_text.split("//- ").skip(1).filter_map(|it| it.split_once('\n'));
        parts.find(|(name, _)| *name == path).map(|(_, text)| text.to_owned())
    };
    modules::read("lib.rs", &file).unwrap()
}

#[track_caller]
fn check(crate_text: &str, expected: &[&str]) {
    let graph = Graph::of_files(&read(crate_text));
    let edges: Vec<String> = graph
        .edges()
        .map(|(from, to, lines)| {
            let lines: Vec<_> = lines.iter().map(|(file, line)| format!("{file}:{line}")).collect();
            format!("{from} → {to}: {}", lines.join(", "))
        })
        .collect();
    assert_eq!(edges, expected);
}

#[test]
fn a_use_leads_to_the_module_that_defines_the_name() {
    let rest = "
//- b.rs
mod c;
pub use c::C;
pub use c::renamed as d;
pub struct B;
//- b/c.rs
pub struct C;
pub fn renamed() {}
";
    for (a, expected) in [
        ("use crate::b::B;", "a → b: a.rs:1"),
        ("use crate::b::C;", "a → b::c: a.rs:1"),
        ("use crate::b::c::C;", "a → b::c: a.rs:1"),
        ("use crate::b::d;", "a → b::c: a.rs:1"),
        ("use crate::b::B as Other;", "a → b: a.rs:1"),
        ("use super::b::{\n    C};", "a → b::c: a.rs:2"),
        ("use crate::{b::{self, B}};", "a → b: a.rs:1"),
        ("use crate::b::B as _; use b::elsewhere;", "a → b: a.rs:1"),
        ("use crate::b::MadeByAMacro;", "a → b: a.rs:1"),
        ("use crate::b::c::MadeByAMacro;", "a → b::c: a.rs:1"),
        ("use crate::b::*;", "a → b: a.rs:1"),
        ("pub use crate::b;", "a → b: a.rs:1"),
        ("use crate::b;", "a → b: a.rs:1"),
    ] {
        check(&format!("//- lib.rs\nmod a;\nmod b;\n//- a.rs\n{a}\n{rest}"), &[expected]);
    }
}

#[test]
fn a_path_in_code_counts_like_a_use() {
    let rest = "
//- b.rs
pub mod c;
pub use c::f;
pub enum B { One }
//- b/c.rs
pub fn f() {}
pub struct C;
macro_rules! m { () => {}; }
pub(crate) use m;
";
    for (a, expected) in [
        ("fn g() { crate::b::f() }", "a → b::c: a.rs:1"),
        ("fn g(it: &super::b::c::C) {}", "a → b::c: a.rs:1"),
        ("fn g() -> Vec<crate::b::B> { vec![] }", "a → b: a.rs:1"),
        ("fn g() { let crate::b::B::One = it; }", "a → b: a.rs:1"),
        ("impl self::super::b::B {}", "a → b: a.rs:1"),
        ("fn g() { crate::b::c::m!() }", "a → b::c: a.rs:1"),
        ("fn g() { println!(\"{}\",\n  crate::b::f()) }", "a → b::c: a.rs:2"),
        ("macro_rules! n { () => { $crate::b::B::One } }", "a → b: a.rs:1"),
        ("#[derive(crate::b::B)] struct A;", "a → b: a.rs:1"),
        ("use super::b;\nfn g() { b::f() }", "a → b::c: a.rs:2"),
        ("use super::b;\nfn g() { html! { <b::c::C /> } }", "a → b::c: a.rs:2"),
        ("use super::*;\nfn g() { b::B::One }", "a → b: a.rs:2"),
        ("fn g() {\n    use crate::b::B::One;\n}", "a → b: a.rs:2"),
        ("mod inside {\n    use super::super::b::B;\n}", "a → b: a.rs:2"),
    ] {
        check(&format!("//- lib.rs\nmod a;\nmod b;\n//- a.rs\n{a}\n{rest}"), &[expected]);
    }
}

#[test]
fn what_is_no_dependency_is_left_out() {
    for a in [
        "use std::fmt; use ::b::B; use serde::b::B;",
        "#[cfg(test)] use crate::b::B;",
        "#[cfg(test)] mod tests;",
        "#[cfg(test)] mod tests { use crate::b::B; }",
        "#[cfg(all(test, unix))] fn f() { crate::b::f() }",
        "#[test] fn f() { crate::b::f() }",
        "impl A { #[cfg(test)] fn f() { crate::b::f() } }",
        "/// [`crate::b::B`]\npub(in crate::b) struct A;",
        "fn f(b: &str) { b.len(); b::<u8>(); let b = 1; }",
        "use a::B; mod a { pub struct B; }",
        "use super::Root; fn f() { crate::root() }",
    ] {
        check(
            &format!(
                "//- lib.rs\nmod a;\nmod b;\npub struct Root;\nfn root() {{ a::f(); b::f() }}\n//- a.rs\n{a}\n//- b.rs\npub struct B;"
            ),
            &[],
        );
    }
    let not_test = "#[cfg(not(test))] use crate::b::B;";
    check(
        &format!("//- lib.rs\nmod a;\nmod b;\n//- a.rs\n{not_test}\n//- b.rs\npub struct B;"),
        &["a → b: a.rs:1"],
    );
}

#[test]
fn a_module_and_its_descendants_may_use_each_other() {
    check(
        "
//- lib.rs
mod a;
//- a.rs
mod b;
mod c;
use b::B;
pub struct A;
//- a/b.rs
use super::A;
use super::c::d::D;
pub struct B;
//- a/c/mod.rs
pub mod d;
//- a/c/d.rs
use crate::a::A;
pub struct D;
",
        &["a::b → a::c::d: a/b.rs:2"],
    );
}

/// `a b` is a dependency of `a` on `b`.
#[track_caller]
fn check_loops(edges: &[&str], known: &[(&str, &str)], expected: &[&str]) {
    let mut graph = Graph::default();
    for (from, to) in edges.iter().filter_map(|it| it.split_once(' ')) {
        graph.add(from, to, [(format!("{from}.rs"), 1)]);
    }
    let told = compare(Level::Top, graph, known);
    let heads: Vec<&str> = told
        .iter()
        .filter_map(|it| it.lines().next()?.strip_prefix("modules at the top: "))
        .map(|it| it.split_once(" closes no loop").map_or(it, |(edge, _)| edge))
        .collect();
    assert_eq!(heads, expected, "{told:?}");
}

#[test]
fn loops_are_told_shortest_first_and_once() {
    check_loops(&["a b", "b c", "a c"], &[], &[]);
    check_loops(&["a b", "b a"], &[], &["a → b → a"]);
    check_loops(&["c a", "b c", "a b"], &[], &["a → b → c → a"]);
    check_loops(&["a b", "b c", "c a", "x y", "y x", "a x"], &[], &["x → y → x", "a → b → c → a"]);
}

#[test]
fn a_known_dependency_must_close_a_loop() {
    check_loops(&["a b", "b a"], &[("b", "a")], &[]);
    check_loops(&["a b"], &[("a", "b")], &["a → b"]);
    check_loops(&["a b"], &[("b", "a")], &["b → a"]);
    check_loops(&["a b", "b a"], &[("a", "b"), ("b", "a")], &["a → b"]);
    check_loops(&["a b", "b a", "a c", "c a"], &[("b", "a")], &["a → c → a"]);
}

#[test]
fn a_loop_names_the_lines_that_make_it() {
    let modules = read(
        "
//- lib.rs
mod a;
mod b;
//- a.rs
mod c;
//- a/c.rs
use crate::b::B;
fn f(it: &B) -> B { B }
//- b.rs
pub struct B;
fn f(it: crate::a::A) {}
",
    );
    let files = Graph::of_files(&modules);
    assert_eq!(compare(Level::Files, files.clone(), &[]), Vec::<String>::new());
    assert_eq!(
        compare(Level::Top, files.of_top(), &[]),
        ["modules at the top: a → b → a\n      a → b: a/c.rs:1\n      b → a: b.rs:2"]
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let only = |text: &'static str| {
        modules::read("lib.rs", &|it| (it == "lib.rs").then(|| text.to_owned()))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(only("mod a;"), "There is no file a.rs for the module a.");
    assert!(only("\nfn {").starts_with("lib.rs:2 cannot be parsed: "));
}

#[test]
fn every_known_dependency_is_of_a_crate_that_is_checked() {
    for (root, ..) in KNOWN {
        assert!(ROOTS.contains(root), "{root}");
    }
}
