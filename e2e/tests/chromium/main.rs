//! Tests that need Chromium's own protocol, or look at every example or state of the page, which one browser may do
//! for all.

mod accessibility;
mod console;
mod examples;
mod laws;
