//! What people have → a scenario: policies, statements, ARNs, ids, AWS's error messages and what the AWS CLI prints.
//!
//! Start at [`recognise()`], which finds everything in a text and guesses nothing: where two readings fit, it asks.
//! [`add()`] puts what was found into a scenario, with where it comes from; [`start()`] is the scenario of which nothing is
//! known yet.
//! Pure and total: no clock, input, output or browser, and no text that it fails on.

#![forbid(unsafe_code)]

mod add;
mod error;
mod event;
mod evidence;
mod given;
mod name;
mod pieces;
mod policy;
mod printed;
mod recognise;
mod recognised;
mod sentence;
mod source;
mod start;
mod written;

pub use add::{NotAdded, add, add_all, give};
pub use error::{ErrorText, MAX_BYTES, errors};
pub use evidence::Evidence;
pub use given::{Given, Holder, Standing};
pub use recognise::recognise;
pub use recognised::{Choice, Flaw, Kind, Place, Question, Recognised};
pub use start::{ASSUMED, assumed, start};
