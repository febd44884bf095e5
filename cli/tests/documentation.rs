//! Runs every scenario that stands in `docs/scenario.md`: each must be sound, expect something, and come out so.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_example_of_the_format_comes_out_as_it_expects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let text = fs::read_to_string(root.join("docs/scenario.md")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documentation");
    fs::create_dir_all(&folder).unwrap();
    let blocks = text.split("```json\n").skip(1).map(|it| it.split("```").next().unwrap());
    let mut files: Vec<PathBuf> = Vec::new();
    for (number, block) in blocks.enumerate() {
        assert!(block.contains("\"expect\""), "{block}");
        let file = folder.join(format!("{number}.json"));
        fs::write(&file, block).unwrap();
        files.push(file);
    }
    assert!(files.len() >= 10);
    let mut program = Command::new(env!("CARGO_BIN_EXE_accesspath"));
    let output = program.arg("check").args(&files).output().unwrap();
    let (out, complaint) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!((output.status.code(), complaint.as_str()), (Some(0), ""), "{out}");
}
