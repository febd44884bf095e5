//! Gives the functions that the WebAssembly and its JavaScript share short names.
//!
//! wasm-bindgen names them after what they call, with a hash; each name stands in both files.

use std::{
    convert::Infallible,
    fs,
    path::{Path, PathBuf},
};

use wasm_encoder::{
    ExportSection, ImportSection, Module,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{Export, Import, Imports, Parser};

use crate::run::{Failure, Outcome};

/// How the names begin that wasm-bindgen makes; its JavaScript uses them and nothing else does.
const MADE: [&str; 4] = ["__wbg_", "__wbindgen_", "wasm_bindgen_", "__externref_"];

/// Shortens the names in the module at `wasm` and in the script beside it.
pub fn shorten(wasm: &Path) -> Outcome {
    let failed = |error| Failure::new(format!("{}: {error}.", wasm.display()));
    let script = script_of(wasm)?;
    let module = fs::read(wasm).map_err(failed)?;
    let text = fs::read_to_string(&script).map_err(failed)?;
    let (module, text) = shortened(&module, &text)
        .map_err(|error| Failure::new(format!("{}: {error}.", wasm.display())))?;
    fs::write(wasm, module).map_err(failed)?;
    fs::write(&script, text).map_err(failed)
}

/// The script that wasm-bindgen writes for the module: `name.js` for `name_bg.wasm`.
fn script_of(wasm: &Path) -> Outcome<PathBuf> {
    let name = wasm.file_name().and_then(|it| it.to_str()).unwrap_or_default();
    let stem = name.strip_suffix("_bg.wasm");
    let stem = stem.ok_or_else(|| Failure::new(format!("{name} does not end in `_bg.wasm`.")))?;
    Ok(wasm.with_file_name(format!("{stem}.js")))
}

fn shortened(module: &[u8], script: &str) -> Result<(Vec<u8>, String), Error> {
    let (mut names, mut short) = (Names::default(), Module::new());
    names.parse_core_module(&mut short, Parser::new(0), module)?;
    Ok((short.finish(), names.replaced(script)))
}

/// The names that were found, in their order: the number of each is its short name.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn short(&mut self, name: &str) -> String {
        if !MADE.iter().any(|it| name.starts_with(it)) {
            return name.to_owned();
        }
        let found = self.0.iter().position(|it| it == name);
        let at = found.unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        });
        format!("_{at}")
    }

    /// The script, in which every whole word that is one of them is short.
    fn replaced(&self, script: &str) -> String {
        let in_word = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '$';
        let mut out = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(in_word) {
            let (before, word) = rest.split_at(start);
            let end = word.find(|it| !in_word(it)).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            out.push_str(before);
            match self.0.iter().position(|it| it == word) {
                Some(at) => out.push_str(&format!("_{at}")),
                None => out.push_str(word),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, it: Imports<'_>) -> Result<(), Error> {
        match it {
            Imports::Single(at, it) => {
                let name = self.short(it.name);
                utils::parse_imports(
                    self,
                    section,
                    Imports::Single(at, Import { name: &name, ..it }),
                )
            }
            groups => utils::parse_imports(self, section, groups),
        }
    }

    fn parse_export(&mut self, section: &mut ExportSection, it: Export<'_>) -> Result<(), Error> {
        let name = self.short(it.name);
        utils::parse_export(self, section, Export { name: &name, ..it })
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, EntityType, ExportKind, Function, FunctionSection, TypeSection,
    };

    use super::*;

    /// A module that imports one function, has one, and exports it.
    fn module(import: &str, export: &str) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./a_bg.js", import, EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        exports.export(export, ExportKind::Func, 1);
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().end();
        code.function(&body);
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    #[test]
    fn names_become_short_in_both_files() {
        let long = module("__wbg_body_5f971cbc6950ca4f", "__wbindgen_malloc");
        let script = "e={__wbg_body_5f971cbc6950ca4f:f};T.__wbindgen_malloc(__wbindgen_mallocs)";
        let (short, script) = shortened(&long, script).unwrap();
        assert_eq!(short, module("_0", "_1"));
        assert_eq!(script, "e={_0:f};T._1(__wbindgen_mallocs)");
    }

    #[test]
    fn other_names_stay() {
        let all = module("start", "main");
        assert_eq!(shortened(&all, "T.main()").unwrap(), (all, "T.main()".to_owned()));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(shortened(b"\0asm", "").is_err());
        assert!(shortened(b"\0asm\x01\0\0\0\x02\x05\x01", "").is_err());
    }

    #[test]
    fn the_script_has_the_name_of_its_module() {
        assert_eq!(script_of(Path::new("d/p_bg.wasm")).unwrap(), Path::new("d/p.js"));
        assert!(script_of(Path::new("d/p.wasm")).is_err());
    }
}
