//! Compares what `accesspath check` prints about the scenarios in `cli/tests/told` with the files beside each: as text in
//! `.txt`, as workflow commands of GitHub in `.github`.
//!
//! With `BLESS=1` the files are written anew.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn what_check_prints_is_as_the_files_have_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut differing = Vec::new();
    let kept = fs::read_dir(root.join("tests/told")).unwrap().map(|it| it.unwrap().path());
    let scenarios = kept.filter(|it| it.extension().is_some_and(|it| it == "json"));
    let both = scenarios.flat_map(|it| [(it.clone(), "text", "txt"), (it, "github", "github")]);
    for (scenario, format, extension) in both {
        let kept = scenario.with_extension(extension);
        let name = scenario.file_name().unwrap();
        let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
        program.current_dir(root.join("tests/told")).args(["check", "--format", format]).arg(name);
        let output = program.output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{name:?}");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&kept, &told).unwrap();
        } else if fs::read_to_string(&kept).unwrap_or_default() != told {
            differing.push(format!("{}\n{told}", kept.display()));
        }
    }
    assert!(differing.is_empty(), "BLESS=1 rewrites:\n{}", differing.join("\n"));
}
