//! Drives the built page in a real browser.
//!
//! A test sets a [`stage::Stage`], opens a [`page::Page`] on it and speaks in the page's own words.
//! Where the site and the browser are is told by the environment ([`settings::Settings`]),
//! and `cargo xtask test e2e` sets it. Nothing here builds the site or installs a browser.
//!
//! A wait is always for a fact, never for a time, and elements are found by role, label or
//! `data-` attribute: what a person sees may change without any change here.

pub mod command_line;
pub mod driver;
pub mod failure;
pub mod keys;
pub mod page;
pub mod settings;
pub mod site;
pub mod stage;
