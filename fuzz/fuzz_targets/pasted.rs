//! Any text as something that a person pastes: every error and every fact in it, each at its place.

#![no_main]

use accesspath_fuzz::assert_in;
use accesspath_import::{add_all, errors, recognise, start};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let found = errors(&text);
    assert_eq!(found, errors(&text));
    for error in &found {
        assert_in(error.span, &text);
        // The message of an error that S3 did not give is none of S3's.
        let _ = error.said.message();
    }
    let recognised = recognise("", &text);
    assert_eq!(recognised.is_empty(), text.trim().is_empty());
    for it in &recognised {
        assert_in(it.place.span, &text);
        assert!(!it.title.is_empty(), "{it:?}");
    }
    let (_, left) = add_all(&start(), &recognised);
    assert_eq!(left.len(), recognised.len());
});
