//! Drives the built page in a real browser.
//!
//! A test makes a [`stage::Stage`], opens a [`page::Page`] on it and uses the page's methods.
//! The environment names the site and the browser ([`settings::Settings`]), and
//! `cargo xtask test e2e` sets it. Nothing here builds the site or installs a browser.
//!
//! A wait is always for a fact, never for a time, and elements are found by role, label or
//! `data-` attribute: the style of the page may change without any change here.

#![forbid(unsafe_code)]

pub mod axe;
pub mod browser;
pub mod command_line;
pub mod docs;
mod documents;
pub mod driver;
pub mod failure;
pub mod frame_height;
pub mod keys;
pub mod page;
mod program;
pub mod settings;
pub mod site;
pub mod snapshot;
pub mod stage;
pub mod states;
pub mod tour;
pub mod trace;
