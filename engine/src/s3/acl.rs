//! The canned ACLs of S3.

/// The canned ACLs.
// AWS: "Access control list (ACL) overview", "Canned ACL".
pub const CANNED: [&str; 8] = [
    "private",
    "public-read",
    "public-read-write",
    "authenticated-read",
    "aws-exec-read",
    "bucket-owner-read",
    "bucket-owner-full-control",
    "log-delivery-write",
];
