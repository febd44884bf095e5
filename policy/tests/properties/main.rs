//! Laws that hold for every input, tried on cases made at random.

#![expect(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a case that is not of the shape that it was made in must fail the test"
)]

mod brute_force;
mod condition;
mod decision;
mod editing;
mod monotone;
mod reading;
mod rewriting;
mod world;
