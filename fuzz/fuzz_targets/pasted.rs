//! Any text as something that a person pastes: every error and every fact in it, each at its place.

#![no_main]

use accesspath_engine::said::Speaker;
use accesspath_engine::suspect::suspects;
use accesspath_fuzz::assert_in;
use accesspath_import::{add_all, errors, recognise, start};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let found = errors(&text);
    assert_eq!(found, errors(&text));
    for error in &found {
        assert_in(error.span, &text);
    }
    // What is no call to S3 has no suspects. Ranking takes fifty times as long as reading, so few inputs are ranked.
    let ranked = if text.len().is_multiple_of(16) { 1 } else { 0 };
    for error in found.iter().take(ranked) {
        let suspects = suspects(&error.said);
        let is_other = matches!(error.said.by, Speaker::Other(_));
        assert!(!is_other || suspects.is_empty(), "{error:?}");
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
