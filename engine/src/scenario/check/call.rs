//! Checks calls of S3, and the notifications that lead to them.

use super::role::is_of_iam;
use super::{Checker, IdTarget, PlaceStep, is_new};
use crate::s3::event;
use crate::s3::operation::Operation;
use crate::scenario::{Call, Notification, Object, ObjectOwnership, Options};

/// Operations of S3 that are not modelled: those of directory buckets, and configurations that no path turns on.
const NOT_MODELLED: [&str; 22] = [
    "CreateSession",
    "ListDirectoryBuckets",
    "RenameObject",
    "CreateBucketMetadataConfiguration",
    "DeleteBucketMetadataConfiguration",
    "GetBucketMetadataConfiguration",
    "GetBucketAnalyticsConfiguration",
    "ListBucketAnalyticsConfigurations",
    "PutBucketAnalyticsConfiguration",
    "DeleteBucketAnalyticsConfiguration",
    "GetBucketIntelligentTieringConfiguration",
    "ListBucketIntelligentTieringConfigurations",
    "PutBucketIntelligentTieringConfiguration",
    "DeleteBucketIntelligentTieringConfiguration",
    "GetObjectTorrent",
    "WriteGetObjectResponse",
    "CreateJob",
    "DescribeJob",
    "ListJobs",
    "GetDataAccess",
    "CreateAccessGrant",
    "CreateMultiRegionAccessPoint",
];

impl<'s> Checker<'s> {
    pub(super) fn notifications(&mut self, notifications: &'s [Notification]) {
        self.each("notifications", notifications, |check, it| {
            check.known("function", &it.function, IdTarget::Function);
            if it.events.is_empty() {
                check.report("events", "a notification lists no event".to_owned());
            }
            check.each("events", &it.events, |check, event| {
                if !event::TYPES.contains(&event.as_str()) {
                    let known = event::TYPES.join(", ");
                    check.report("", format!("unknown event \"{event}\": one of {known}"));
                }
            });
        });
        let mut seen = Vec::new();
        for id in notifications.iter().filter_map(|it| it.id.as_ref()) {
            if !is_new(&mut seen, id) {
                self.report("notifications", format!("the id \"{id}\" stands twice"));
            }
        }
    }

    pub(super) fn calls(&mut self, calls: &'s [Call]) {
        self.each("calls", calls, |check, call| {
            check.known_if_given("bucket", call.bucket.as_ref(), IdTarget::Bucket);
            check.operation(&call.operation);
            check.options(&call.options);
        });
    }

    /// Checks that `name` is an operation, and returns it.
    #[inline(never)]
    pub(super) fn operation(&mut self, name: &str) -> Option<Operation> {
        let operation = Operation::parse(name);
        if operation.is_none() {
            // AWS: "Actions for S3 Files" — who mounts a file system calls no operation of the S3 API.
            let known = match name.starts_with("s3files:") {
                true => "S3 Files mounts are not modelled".to_owned(),
                false if NOT_MODELLED.contains(&name) => "it is not modelled".to_owned(),
                false => {
                    let all = Operation::ALL.iter().map(|it| it.name()).collect::<Vec<_>>();
                    format!("one of {}", all.join(", "))
                }
            };
            self.report("operation", format!("unknown operation \"{name}\": {known}"));
        }
        operation
    }

    #[inline(never)]
    pub(super) fn key(&mut self, operation: Option<Operation>, key: &str) {
        if let Some(operation) = operation.filter(|it| it.takes_key() && key.is_empty()) {
            self.report("key", format!("{} needs a key", operation.name()));
        }
    }

    #[inline(never)]
    pub(super) fn options(&mut self, options: &'s Options) {
        let directives: &[&str] = &["COPY", "REPLACE"];
        let words: [(&str, &Option<String>, &[&str]); 7] = [
            ("storage_class", &options.storage_class, &Object::CLASSES),
            ("metadata_directive", &options.metadata_directive, directives),
            ("tagging_directive", &options.tagging_directive, directives),
            ("acl", &options.acl, &crate::s3::acl::CANNED),
            ("object_ownership", &options.object_ownership, &ObjectOwnership::WORDS),
            ("lock_mode", &options.lock_mode, &["GOVERNANCE", "COMPLIANCE"]),
            ("legal_hold", &options.legal_hold, &["ON", "OFF"]),
        ];
        self.enter(PlaceStep::Name("options"));
        for (field, value, known) in words {
            if let Some(value) = value.as_deref().filter(|it| !known.contains(it)) {
                let message = format!("\"{value}\" is none of {}", known.join(", "));
                self.report(field, message);
            }
        }
        if let Some(role) = options.replication_role.as_deref().filter(|it| !is_of_iam(it, "role"))
        {
            let what = "such as arn:aws:iam::111122223333:role/name";
            self.report("replication_role", format!("\"{role}\" is no role ARN, {what}"));
        }
        self.moment("retain_until", options.retain_until.as_deref());
        self.grants("grants", &options.grants);
        if options.acl.is_some() && !options.grants.is_empty() {
            // AWS: "PutObjectAcl" — a canned ACL or grants, not both.
            self.report("grants", "a request sets a canned ACL or grants, not both".to_owned());
        }
        if let Some(source) = &options.copy_source {
            self.enter(PlaceStep::Name("copy_source"));
            self.known("bucket", &source.bucket, IdTarget::Bucket);
            self.leave();
        }
        if let Some(id) = &options.new_policy {
            self.document("new_policy", id);
        }
        self.leave();
    }
}
