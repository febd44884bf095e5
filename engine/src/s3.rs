//! What is S3's own: its operations, its events, its encryption, its Block Public Access, ownership and ACLs, what
//! state a bucket is in, and what it refuses whatever policies say.

pub mod acl;
pub mod block_public_access;
pub mod bucket_policy;
pub mod encryption;
pub mod event;
pub mod gate;
pub mod operation;
pub mod ownership;
pub mod state;
