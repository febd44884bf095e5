//! How long work takes when nothing disturbs it.

use std::fs;
use std::time::{Duration, Instant};

/// Longer than this, work can hardly get between two disturbances.
const SHORT: Duration = Duration::from_millis(2);

/// Long enough for the clock, short enough to run undisturbed now and then.
const SHORT_BATCH: Duration = Duration::from_micros(200);

/// Long enough for the time on the processor, which the system counts in ticks of some milliseconds.
const LONG_BATCH: Duration = Duration::from_millis(100);

/// How long one measurement of short work goes on.
const MEASUREMENT: Duration = Duration::from_millis(40);

/// Long work is still done this often.
const BATCHES: usize = 3;

/// The least time that a call of `work` takes, in microseconds.
pub fn least(mut work: impl FnMut()) -> f64 {
    let mut batch = |calls: u32| time(|| (0..calls).for_each(|_| work()));
    let enough = if batch(1) < SHORT { SHORT_BATCH } else { LONG_BATCH };
    let mut calls = 1;
    while batch(calls) < enough {
        calls *= 2;
    }
    let start = Instant::now();
    let mut least = Duration::MAX;
    let mut batches = 0;
    while batches < BATCHES || start.elapsed() < MEASUREMENT {
        least = least.min(batch(calls));
        batches += 1;
    }
    micros(least) / f64::from(calls)
}

/// How long `work` takes: if long, then on the processor, where the system tells, because others use it too.
pub fn time(work: impl FnOnce()) -> Duration {
    let before = processor();
    let start = Instant::now();
    work();
    let clock = start.elapsed();
    match (before, processor()) {
        (Some(before), Some(after)) if clock >= LONG_BATCH => after.saturating_sub(before),
        _ => clock,
    }
}

/// How long this thread was on a processor.
fn processor() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos: u64 = text.split(' ').next()?.parse().ok()?;
    // A kernel that does not count tells zero.
    (nanos > 0).then_some(Duration::from_nanos(nanos))
}

/// The microseconds of a time.
pub fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The value in the middle, or nothing where there is none.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
