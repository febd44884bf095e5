//! Tests of the built page, each named by a sentence that is true of it.
//!
//! Every test has a browser of its own and may run beside any other.

mod accessibility;
mod editing;
mod embed;
mod examples;
mod facts;
mod failing;
mod files;
mod keyboard;
mod lessons;
mod links;
mod linter;
mod narrow;
mod network;
mod one_screen;
mod privacy;
mod saved;
mod tour;
mod writing;
mod your_case;
