//! The browser's own trace of its main thread: what each key cost until its frame was painted.

use serde_json::Value;

/// The categories that [`key_times`] needs.
pub const CATEGORIES: &str = "devtools.timeline,disabled-by-default-devtools.timeline";

/// For each key that was pressed, the milliseconds for which the main thread worked from the task that took the key to
/// the end of the one that handed the next frame on to be shown; waiting does not count.
///
/// A key whose frame also holds a later key is left out: that frame shows both.
// Chromium: a main thread's task is a `RunTask`; a key comes in as an `EventDispatch`; a painted frame ends in a `Commit`.
#[must_use]
pub fn key_times(events: &[Value]) -> Vec<f64> {
    let is_key = |it: &&Value| {
        let kind = it.pointer("/args/data/type").and_then(Value::as_str);
        name(it) == "EventDispatch" && kind == Some("keydown")
    };
    let keys: Vec<&Value> = events.iter().filter(is_key).collect();
    // All keys go to one page, and so to one thread.
    let Some(thread) = keys.first().map(|it| thread(it)) else { return Vec::new() };
    let spans = |wanted: &str| {
        let own = events.iter().filter(|it| name(it) == wanted && self::thread(it) == thread);
        let mut spans: Vec<(f64, f64)> = own.filter_map(span).collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        spans
    };
    let (tasks, commits) = (spans("RunTask"), spans("Commit"));
    let mut pressed: Vec<f64> = keys.into_iter().filter_map(span).map(|it| it.0).collect();
    pressed.sort_by(f64::total_cmp);
    let nexts = pressed.iter().skip(1).copied().chain([f64::INFINITY]);
    let time = |(key, next): (f64, f64)| {
        let (commit, _) = commits.iter().find(|it| it.0 > key && it.0 < next)?;
        let counts = |it: &&(f64, f64)| it.1 > key && it.0 <= *commit;
        let micros: f64 = tasks.iter().filter(counts).map(|it| it.1 - it.0).sum();
        Some(micros / 1000.0)
    };
    pressed.iter().copied().zip(nexts).filter_map(time).collect()
}

fn name(event: &Value) -> &str {
    event.get("name").and_then(Value::as_str).unwrap_or_default()
}

fn thread(event: &Value) -> (Option<&Value>, Option<&Value>) {
    (event.get("pid"), event.get("tid"))
}

/// When it began and ended, in microseconds.
fn span(event: &Value) -> Option<(f64, f64)> {
    let begin = event.get("ts")?.as_f64()?;
    Some((begin, begin + event.get("dur").and_then(Value::as_f64).unwrap_or(0.0)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(name: &str, begin: u32, lasts: u32) -> Value {
        json!({ "name": name, "pid": 1, "tid": 2, "ts": begin, "dur": lasts, "args": {} })
    }

    fn key(begin: u32) -> Value {
        let mut key = event("EventDispatch", begin, 10);
        if let Some(arguments) = key.get_mut("args") {
            *arguments = json!({ "data": { "type": "keydown" } });
        }
        key
    }

    #[test]
    fn a_key_costs_the_tasks_until_its_frame_is_painted() {
        let events = [
            event("RunTask", 0, 900),
            event("RunTask", 1000, 3000),
            key(1100),
            event("RunTask", 5000, 2000),
            event("RunTask", 9000, 1000),
            event("Commit", 9500, 100),
            event("RunTask", 12_000, 8000),
        ];
        assert_eq!(key_times(&events), [6.0]);
    }

    #[test]
    fn keys_that_share_a_frame_are_told_by_the_last_of_them() {
        let events = [
            event("RunTask", 1000, 100),
            key(1010),
            event("RunTask", 2000, 500),
            key(2010),
            event("RunTask", 3000, 1500),
            event("Commit", 3100, 100),
        ];
        assert_eq!(key_times(&events), [2.0]);
    }

    #[test]
    fn other_threads_do_not_count() {
        let mut other = event("RunTask", 1500, 9000);
        if let Some(thread) = other.get_mut("tid") {
            *thread = json!(3);
        }
        let events = [event("RunTask", 1000, 2000), key(1100), other, event("Commit", 2000, 10)];
        assert_eq!(key_times(&events), [2.0]);
        assert!(key_times(&[]).is_empty());
    }
}
