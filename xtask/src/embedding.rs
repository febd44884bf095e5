//! The step `embedding`: the example books of `docs/embedding`, each built by its real generator.
//!
//! What is wrong with a page of them, such as a link to nowhere, fails here; the browser tests open what comes out.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    python,
    run::{self, Outcome},
    test, tools, workspace,
};

/// Where the books are, once they are built: a folder for each generator.
pub fn folder() -> Outcome<PathBuf> {
    Ok(workspace::target()?.join("embedding"))
}

/// Checks the lessons of the books, as who writes docs does before each build, and builds every book.
pub fn embedding() -> Outcome {
    let (books, built) = (workspace::root().join("docs").join("embedding"), folder()?);
    let lessons = workspace::files_in(&books.join("lessons"))?;
    run::run(Command::new(test::cli()?).arg("check").args(lessons))?;
    let mut mdbook = Command::new(tools::mdbook()?);
    mdbook.arg("build").arg(books.join("mdbook")).arg("--dest-dir").arg(built.join("mdbook"));
    run::run(&mut mdbook)?;
    let python = python::with_generators()?;
    run::run(&mut mkdocs(&python, &books, &built))?;
    run::run(&mut sphinx(&python, &books, &built))
}

fn mkdocs(python: &Path, books: &Path, built: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-m", "mkdocs", "build", "--quiet", "--strict", "--clean"])
        .arg("--config-file")
        .arg(books.join("mkdocs").join("mkdocs.yml"))
        .arg("--site-dir")
        .arg(built.join("mkdocs"))
        // An advertisement for another generator.
        .env("NO_MKDOCS_2_WARNING", "1");
    command
}

fn sphinx(python: &Path, books: &Path, built: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-m", "sphinx", "-q", "-E", "--fail-on-warning", "-b", "html", "-d"])
        .arg(built.join("sphinx-doctrees"))
        .args([books.join("sphinx"), built.join("sphinx")])
        // Else what Python compiles of the settings is put beside them.
        .env("PYTHONDONTWRITEBYTECODE", "1");
    command
}
