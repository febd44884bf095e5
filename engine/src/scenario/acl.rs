//! ACLs of buckets and objects: lists of grants.

use super::record::{record, words};

record! {
    /// One grant of an ACL.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct AclGrant {
        /// An account by its id or its canonical user id, or one of the groups of `Grant::GROUPS`.
        #[required]
        pub grantee: String,
        /// The permission that it grants.
        #[required]
        pub permission: Permission,
    }
}

impl AclGrant {
    /// The groups that S3 knows: everybody, everybody who signs, and S3's own log delivery.
    // AWS: "Access control list (ACL) overview", "Amazon S3 predefined groups".
    pub(crate) const GROUPS: [&str; 3] = ["AllUsers", "AuthenticatedUsers", "LogDelivery"];

    /// The grant as people read it.
    pub fn shown(&self) -> String {
        format!("{} {}", self.grantee, self.permission.word())
    }
}

words! {
    /// The permissions of an ACL.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum Permission {
        /// To list a bucket, or to read an object.
        #[default]
        Read = "READ",
        /// To store objects in a bucket.
        Write = "WRITE",
        /// To read the ACL.
        ReadAcp = "READ_ACP",
        /// To change the ACL.
        WriteAcp = "WRITE_ACP",
        /// All of them.
        FullControl = "FULL_CONTROL",
    }
}
