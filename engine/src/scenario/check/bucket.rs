//! Checks buckets and access points.

use super::{Checker, IdTarget};
use crate::scenario::Fact;

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
}
