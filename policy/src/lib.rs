//! AWS policies: reading, linting and evaluating them, clause by clause, as a pure function.
//!
//! Knows requests and the layers of policies that bear on them; knows no scenario, no network and no page.
//!
//! ```
//! use accesspath_policy::policy::{PolicyKind, parse_policy};
//!
//! let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Alow","Action":"s3:GetObject","Resource":"*"}]}"#;
//! let parsed = parse_policy("role-policy".into(), PolicyKind::Identity, text);
//! assert_eq!(parsed.diagnostics[0].span.of(text), "\"Alow\"");
//! ```
//!
//! Start at [`authorize::authorize`]: one request against all its layers, every clause tried and kept.
//! [`mod@line`] is its format for pipelines; [`lint`] finds what is doubtful in a policy that can be read.

#![forbid(unsafe_code)]

pub mod address;
pub mod arn;
pub mod authorize;
pub mod caller;
pub mod condition;
pub mod context;
pub mod diagnostic;
pub mod facts;
pub mod json;
pub mod key;
pub mod layer;
pub mod line;
pub mod lint;
pub mod operator;
pub mod ownership;
pub mod partition;
pub mod pattern;
pub mod policy;
pub mod publicness;
pub mod reason;
pub mod request;
mod resource;
pub mod rule;
pub mod save;
pub mod spelling;
pub mod symbol;
pub mod text;
pub mod trace;
pub mod truth;
pub mod verdict;

/// The examples of the README, which run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
