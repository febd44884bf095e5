//! Tests that need Chromium's own protocol, and those that turn on no browser, which one may do for all.

mod accessibility;
mod console;
mod embed;
mod examples;
mod laws;
mod linter;
mod narrow;
mod print;
