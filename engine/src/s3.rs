//! What is S3's own: its operations and its Block Public Access.

pub mod block_public_access;
pub mod bucket_policy;
pub mod operation;
