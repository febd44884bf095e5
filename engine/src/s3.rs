//! Tables of facts about S3: its operations, its events, its canned ACLs. They judge nothing.

pub mod acl;
pub mod event;
pub mod operation;
