//! Objects, as far as they differ from the settings of their bucket.

use accesspath_policy::truth::Truth;
use litemap::LiteMap;

use super::record::record;
use super::{AclGrant, Encryption, Fact, LockMode};

record! {
    /// An object, as far as it differs from the settings of its bucket.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct Object {
        /// Its id within the scenario.
        #[required]
        pub id: String,
        /// The bucket that it lies in, by id.
        #[required]
        pub bucket: String,
        /// Its key.
        #[required]
        pub key: String,
        /// Its encryption; absent: the bucket's default.
        pub encryption: Option<Encryption>,
        /// The object exists; absent: it does.
        pub exists: Option<Fact<bool>>,
        /// The account that owns it; absent: the bucket's under `BucketOwnerEnforced`, else not known.
        #[free]
        pub owner: Option<Fact<String>>,
        /// Its ACL; absent: its owner has full control, and nobody else has anything.
        pub acl: Option<Fact<Vec<AclGrant>>>,
        /// Its ETag; absent: not known.
        #[free]
        pub etag: Option<Fact<String>>,
        /// Its storage class; absent: one that the call takes.
        #[free]
        pub storage_class: Option<Fact<String>>,
        /// A copy of it is restored from an archive.
        pub restored: Fact<bool>,
        /// Its tags; absent: not known.
        #[free]
        pub tags: Option<LiteMap<String, String>>,
        /// The mode in which its version is locked until `retain_until`.
        pub lock_mode: Option<Fact<LockMode>>,
        /// The end of the lock, in ISO 8601; absent, with a mode: not known.
        #[free]
        pub retain_until: Option<String>,
        /// It is on legal hold.
        pub legal_hold: Fact<bool>,
    }
}

impl Object {
    /// The storage classes.
    // AWS: "GetObject" — the values of `x-amz-storage-class`.
    pub const CLASSES: [&str; 13] = [
        "STANDARD",
        "REDUCED_REDUNDANCY",
        "STANDARD_IA",
        "ONEZONE_IA",
        "INTELLIGENT_TIERING",
        "GLACIER",
        "DEEP_ARCHIVE",
        "OUTPOSTS",
        "GLACIER_IR",
        "SNOW",
        "EXPRESS_ONEZONE",
        "FSX_OPENZFS",
        "FSX_ONTAP",
    ];

    /// It exists.
    pub(crate) fn is_there(&self) -> Truth {
        self.exists.as_ref().map_or(Truth::Yes, Fact::truth)
    }

    /// It lies in an archive.
    // AWS: "Working with archived objects". Whether S3 Intelligent-Tiering has it in an archive tier is not told.
    pub(crate) fn lies_in_archive(&self) -> Option<Truth> {
        let archives = |it: &String| match it.as_str() {
            "INTELLIGENT_TIERING" => Truth::Unknown,
            class => Truth::from(matches!(class, "GLACIER" | "DEEP_ARCHIVE")),
        };
        Some(self.storage_class.as_ref()?.known().map_or(Truth::Unknown, archives))
    }

    /// It lies in an archive, and no copy of it is restored.
    pub(crate) fn is_archived(&self) -> Truth {
        self.lies_in_archive().unwrap_or(Truth::No).and(!self.restored.truth())
    }
}
