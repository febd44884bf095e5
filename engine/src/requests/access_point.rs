//! The requests of a call that goes through an access point: one at the access point, one at its bucket.
//!
//! AWS: "Configuring IAM policies for using access points" — both must permit the request, each by its own ARN.

use accesspath_policy::arn::partition;
use accesspath_policy::context::Context;
use accesspath_policy::key;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::given::is_given;
use super::tags::bucket_tags;
use super::{CallContext, PreparedRequest, layers};
use crate::scenario::{AccessPoint, Bucket, Fact, Scenario};

impl AccessPoint {
    /// Its ARN, in the Region of its bucket.
    pub fn arn(&self, region: &str) -> String {
        format!("arn:{}:s3:{region}:{}:accesspoint/{}", partition(region), self.account, self.name)
    }

    /// The network origin as the condition key has it.
    const fn network_origin(&self) -> Option<&'static str> {
        match &self.vpc {
            None => Some("Internet"),
            Some(Fact::Known(_)) => Some("VPC"),
            Some(Fact::Unknown) => None,
        }
    }
}

impl CallContext<'_> {
    /// The request at the access point, where `resource` lies behind it: the bucket, or an object in it.
    pub(super) fn at_access_point(
        &self,
        point: &AccessPoint,
        bucket: &Bucket,
        action: &str,
        resource: &str,
        rules: Vec<Rule>,
    ) -> PreparedRequest {
        let arn = point.arn(&bucket.region);
        let resource = match resource.split_once('/') {
            Some((_, key)) => format!("{arn}/object/{key}"),
            None => arn,
        };
        let mut prepared = self.to_bucket(&as_bucket(point, bucket), action, resource, rules);
        prepared.layers.subject = Subject::AccessPoint;
        // Who owns the object, and what its ACL grants, is decided at the bucket.
        prepared.layers.ownership = None;
        self.set_access_point(point, bucket, &mut prepared);
        let context = &mut prepared.request.context;
        self.tags(key::AWS_RESOURCE_TAG, point, context);
        if resource_is_object(&prepared.request.resource) {
            bucket_tags(bucket, key::S3_BUCKET_TAG, &mut prepared.request.context);
        }
        match &point.vpc {
            None => {}
            // AWS: "Blocking public access to your Amazon S3 storage" — with a VPC as its network origin an access
            // point's policy is never public.
            Some(Fact::Known(_)) => prepared.layers.restrict_public_buckets = None,
            Some(Fact::Unknown) => {
                let restricts = prepared.layers.restrict_public_buckets;
                prepared.layers.restrict_public_buckets =
                    restricts.map(|it| it.and(Truth::Unknown));
            }
        }
        prepared
    }

    /// The request at the bucket behind it.
    pub(super) fn behind_access_point(
        &self,
        point: &AccessPoint,
        bucket: &Bucket,
        action: &str,
        resource: String,
        rules: Vec<Rule>,
    ) -> PreparedRequest {
        let mut prepared = self.to_bucket(bucket, action, resource, rules);
        self.set_access_point(point, bucket, &mut prepared);
        prepared
    }

    /// The request about the access point itself: no policy of the bucket behind it applies.
    pub(super) fn about_access_point(
        &self,
        point: &AccessPoint,
        bucket: &Bucket,
        action: &str,
    ) -> PreparedRequest {
        let arn = point.arn(&bucket.region);
        let mut prepared = self.to_bucket(&as_bucket(point, bucket), action, arn, Vec::new());
        prepared.layers.subject = Subject::AccessPoint;
        prepared.layers.ownership = None;
        self.set_access_point(point, bucket, &mut prepared);
        self.tags(key::AWS_RESOURCE_TAG, point, &mut prepared.request.context);
        prepared.layers.restrict_public_buckets = None;
        if action == "s3:CreateAccessPoint" {
            prepared.layers.resource = None;
        }
        prepared
    }

    /// Sets the keys of the access point that a request comes through, and the switches of Block Public Access that count.
    fn set_access_point(
        &self,
        point: &AccessPoint,
        bucket: &Bucket,
        prepared: &mut PreparedRequest,
    ) {
        let context = &mut prepared.request.context;
        let arn = point.arn(&bucket.region);
        let keys = [
            (key::S3_DATA_ACCESS_POINT_ARN, Some(arn.as_str())),
            (key::S3_DATA_ACCESS_POINT_ACCOUNT, Some(point.account.as_str())),
            (key::S3_ACCESS_POINT_NETWORK_ORIGIN, point.network_origin()),
        ];
        for (key, value) in keys {
            if !is_given(self.path, key, self.scenario) {
                context.set_known(key, value);
            }
        }
        self.tags(key::S3_ACCESS_POINT_TAG, point, context);
        // AWS: "Blocking public access to your Amazon S3 storage" — the most restrictive of access point, bucket and
        // account counts, and both owners' accounts keep their access.
        let restricts =
            |it: &Bucket| layers::switch(it, self.scenario, |it| &it.restrict_public_buckets);
        let either = restricts(bucket).or(restricts(&as_bucket(point, bucket)));
        prepared.layers.restrict_public_buckets = Some(either);
        let other = [&point.account, &bucket.account]
            .into_iter()
            .find(|it| **it != prepared.request.resource_account);
        prepared.layers.insider = other.cloned();
    }

    fn tags(&self, family: &str, point: &AccessPoint, context: &mut Context) {
        if point.is_open("tags") {
            context.set_family_unknown(family);
        }
        for (key, value) in &point.tags {
            let key = format!("{family}{key}");
            if !is_given(self.path, &key, self.scenario) {
                context.set_one(&key, value.clone());
            }
        }
    }
}

fn resource_is_object(resource: &str) -> bool {
    accesspath_policy::text::find(resource, "/object/").is_some()
}

/// An access point as a bucket is: an owner, a policy and switches.
fn as_bucket(point: &AccessPoint, bucket: &Bucket) -> Bucket {
    Bucket {
        account: point.account.clone(),
        region: bucket.region.clone(),
        policy: point.policy.clone(),
        block_public_access: point.block_public_access.clone(),
        ..Bucket::default()
    }
}

/// The access point of the question, where it is one of the bucket's.
pub(super) fn of_bucket<'s>(scenario: &'s Scenario, bucket: &Bucket) -> Option<&'s AccessPoint> {
    scenario.access_point().filter(|it| it.bucket == bucket.id)
}
