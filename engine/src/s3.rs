//! What is S3's own: its operations, its events and its Block Public Access.

pub mod block_public_access;
pub mod bucket_policy;
pub mod event;
pub mod operation;
