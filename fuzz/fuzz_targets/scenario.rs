//! Any text as a scenario: read, analysed, told in words, and written again.

#![no_main]

use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::scenario::{MAX_BYTES, Scenario};
use accesspath_engine::{analyze, explain, report};
use accesspath_fuzz::{assert_in, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let scenario = match Scenario::from_json(&text) {
        Ok(scenario) => scenario,
        Err(refused) => {
            assert!(!refused.message.is_empty());
            let line = refused.line.checked_sub(1).and_then(|it| text.split('\n').nth(it));
            let columns = line.map_or(0, |it| it.encode_utf16().count() + 1);
            assert!((1..=columns).contains(&refused.column), "{refused} in {text:?}");
            return;
        }
    };
    for written in [scenario.to_json(), scenario.to_compact_json()] {
        // Indented, it may be too long to be read.
        if written.len() <= MAX_BYTES {
            // Field by field, because two scenarios count as equal where they are written alike.
            let again = Scenario::from_json(&written).map(|it| format!("{it:?}"));
            assert_eq!(again, Ok(format!("{scenario:?}")), "{written}");
        }
    }
    let analysis = analyze(&scenario);
    for (_, _, parsed) in analysis.documents.iter() {
        check(parsed);
    }
    for path in &analysis.paths {
        check_path(path);
        explain::path_title(path, &scenario);
        explain::reason_line(path);
        for traced in &path.controls {
            explain::clauses(path, traced.control);
        }
    }
    explain::summary(&analysis, &scenario);
    let report = report::report("f", &scenario, &analysis);
    assert_eq!(report.paths.len(), analysis.paths.len());
    assert!(serde_json::to_string(&report).is_ok());
});

/// A path is blocked exactly where something blocks it, and every finding stands in its document.
fn check_path(path: &PathAnalysis) {
    assert_eq!(path.blockers().next().is_some(), path.outcome == Outcome::Blocked, "{path:?}");
    for request in &path.requests {
        for finding in request.because.iter().chain(&request.open) {
            let Some(document) = &finding.document else { continue };
            let policies = request.parts.iter().flat_map(|it| &it.policies);
            let texts = policies.map(|it| &it.trace).filter(|it| it.document == *document);
            for text in texts.map(|it| &it.text).take(1) {
                finding.at.iter().chain(&finding.span).for_each(|it| assert_in(*it, text));
            }
        }
    }
}
