//! Tests of the built page in any browser, each named by a sentence that is true of it.
//!
//! Every test has a browser of its own and may run beside any other. What only Chromium can be asked, and what turns
//! on no browser, such as a look at every example or state of the page, is in `tests/chromium`: there are minutes for
//! two more browsers, and what a person does (click, type, keys, paste, drop, reload, back, two tabs) is tried in all.

mod accessibility;
mod editing;
mod element;
mod embed;
mod examples;
mod export;
mod facts;
mod failing;
mod files;
mod hosts;
mod keyboard;
mod lessons;
mod links;
mod modules;
mod narrow;
mod network;
mod one_screen;
mod privacy;
mod saved;
mod share;
mod still;
mod worker;
mod writing;
mod your_case;
