//! Hostile input on a small stack: whoever overflows it dies here.

use std::hint::black_box;
use std::thread;

use accesspath_bench::case::Case;
use accesspath_policy::json;
use accesspath_policy::line;
use accesspath_policy::policy::{PolicyKind, parse_policy};

use crate::wildcard::{Place, hostile};
use crate::{Outcome, engine};

/// An eighth of what a thread has by default, in bytes.
const STACK: usize = 256 * 1024;

const BRACKETS: usize = 100_000;

/// Reads and evaluates what is made to nest, in a thread of its own.
pub fn stack() -> Outcome {
    let thread = thread::Builder::new().stack_size(STACK).spawn(|| work().is_ok())?;
    match thread.join() {
        Ok(true) => Ok(()),
        _ => Err("hostile input was not answered".into()),
    }
}

fn work() -> Outcome {
    let request = engine::request(&Case::named("small").ok_or("there is no small case")?)?;
    for (open, inner, close) in [("[", "", "]"), (r#"{"a":"#, "1", "}")] {
        let whole = open.repeat(BRACKETS) + inner + &close.repeat(BRACKETS);
        drop(black_box(json::read_up_to(usize::MAX, "", &whole)));
        drop(black_box(line::answer(&whole, 1)));
        let member = format!(r#"{{"id":1,"request":{{}},"identity_policies":[{whole}]}}"#);
        drop(black_box(line::answer(&member, 1)));
        // What opens and never closes gets deeper within the size that a policy may have.
        let opens = open.repeat(json::MAX_BYTES / open.len());
        drop(black_box(parse_policy("".into(), PolicyKind::Identity, &opens)));
        drop(black_box(parse_policy("".into(), PolicyKind::Identity, &close.repeat(BRACKETS))));
    }
    for place in Place::ALL {
        hostile(place, 2000, &request)();
    }
    Ok(())
}
