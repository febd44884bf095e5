//! Checks buckets and access points.

use super::{Checker, IdTarget};
use crate::scenario::{Bucket, Fact, Versioning};

impl Checker<'_> {
    pub(super) fn buckets(&mut self) {
        let scenario = self.scenario;
        self.unique("buckets", &scenario.buckets, |it| &it.id);
        self.each("buckets", &scenario.buckets, |check, bucket| {
            check.account_id("account", &bucket.account);
            check.region("region", &bucket.region);
            check.fact("policy", bucket.policy.as_ref());
            check.notifications(&bucket.notifications);
            check.acl("acl", bucket.acl.as_ref());
            check.object_lock(bucket);
        });
        self.objects();
        self.encryption();
        self.unique("access_points", &scenario.access_points, |it| &it.id);
        self.each("access_points", &scenario.access_points, |check, it| {
            check.account_id("account", &it.account);
            check.known("bucket", &it.bucket, IdTarget::Bucket);
            check.fact("policy", it.policy.as_ref());
            if let Some(Fact::Known(vpc)) = &it.vpc {
                check.id_begins("vpc", vpc, "vpc-");
            }
        });
    }

    // AWS: "Locking objects with Object Lock" — only in buckets with versioning, which cannot be suspended there.
    fn object_lock(&mut self, bucket: &Bucket) {
        let on = bucket.object_lock.as_ref().and_then(Fact::known).copied();
        let off = [Some(&Fact::Known(Versioning::Off)), Some(&Fact::Known(Versioning::Suspended))];
        if on == Some(true) && off.contains(&bucket.versioning.as_ref()) {
            self.report("object_lock", "Object Lock needs versioning to be Enabled".to_owned());
        }
        if bucket.mfa_delete == Fact::Known(true)
            && bucket.versioning == Some(Fact::Known(Versioning::Off))
        {
            // AWS: "PutBucketVersioning" — MFA Delete is a part of the versioning configuration.
            let message = "a bucket whose versioning was never on has no MFA Delete";
            self.report("mfa_delete", message.to_owned());
        }
        if let Some(Fact::Known(default)) = &bucket.default_retention {
            if on == Some(false) {
                let message = "a bucket without Object Lock has no default retention";
                self.report("default_retention", message.to_owned());
            }
            let period = default.days.xor(default.years);
            let longest = if default.days.is_some() { 36_500 } else { 100 };
            if period.is_none_or(|it| it == 0 || it > longest) {
                let message =
                    "a default retention has a period in days or in years, of 100 years at most";
                self.report("default_retention", message.to_owned());
            }
        }
    }
}
