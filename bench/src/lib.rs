//! What `cargo xtask bench` measures: the programs here print numbers, and `xtask/src/bench.rs` judges them.

pub mod case;
pub mod stopwatch;
