//! Tables of S3's own facts: its operations, its events, its canned ACLs. They judge nothing.

pub mod acl;
pub mod event;
pub mod operation;
