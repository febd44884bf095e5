//! What a scenario says of ACLs and Object Ownership, of versions and of locks.

use super::record::{self, Field, Reading, record, words};

/// One grant of an ACL.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grant {
    /// An account by its id or its canonical user id, or one of [`Grant::GROUPS`].
    pub grantee: String,
    /// What it grants.
    pub permission: Permission,
}

impl Grant {
    /// The groups that S3 knows: everybody, everybody who signs, and S3's own log delivery.
    // AWS: "Access control list (ACL) overview", "Amazon S3 predefined groups".
    pub const GROUPS: [&str; 3] = ["AllUsers", "AuthenticatedUsers", "LogDelivery"];

    /// The grant as people read it.
    pub fn shown(&self) -> String {
        format!("{} {}", self.grantee, self.permission.word())
    }
}

/// The permissions of an ACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Permission {
    /// To list a bucket, or to read an object.
    #[default]
    Read,
    /// To store objects in a bucket.
    Write,
    /// To read the ACL.
    ReadAcp,
    /// To change the ACL.
    WriteAcp,
    /// All of them.
    FullControl,
}

/// Who owns the objects of a bucket, and whether ACLs count there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ObjectOwnership {
    /// The bucket's owner owns all objects, and ACLs count for nothing.
    #[default]
    BucketOwnerEnforced,
    /// The bucket's owner owns what is uploaded with `bucket-owner-full-control`.
    BucketOwnerPreferred,
    /// Who uploads an object owns it.
    ObjectWriter,
}

/// Whether a bucket keeps the versions of its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Versioning {
    /// It never did.
    #[default]
    Off,
    /// It does.
    Enabled,
    /// It did once, and keeps those that there are.
    Suspended,
}

/// How an object's version is locked until a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LockMode {
    /// Who may pass by such locks can delete it.
    #[default]
    Governance,
    /// Nobody can delete it.
    Compliance,
}

record!(Grant { grantee, permission; });
words!(Permission {
    Read: "READ",
    Write: "WRITE",
    ReadAcp: "READ_ACP",
    WriteAcp: "WRITE_ACP",
    FullControl: "FULL_CONTROL"
});
words!(ObjectOwnership {
    BucketOwnerEnforced: "BucketOwnerEnforced",
    BucketOwnerPreferred: "BucketOwnerPreferred",
    ObjectWriter: "ObjectWriter"
});
words!(Versioning { Off: "Off", Enabled: "Enabled", Suspended: "Suspended" });
words!(LockMode { Governance: "GOVERNANCE", Compliance: "COMPLIANCE" });
