//! The requests about no bucket that is there: listing one's buckets, an account's settings, a new bucket, a role that is
//! handed on.
//!
//! No resource has a policy for them, so the caller's own policies decide, within what limits these.

use accesspath_policy::arn::Arn;
use accesspath_policy::key;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::Rule;

use super::given::is_given;
use super::{CallContext, PreparedRequest};
use crate::s3::operation::Operation;
use crate::scenario::Bucket;

impl CallContext<'_> {
    /// The request for `action` in the caller's own account; `bucket` is that of the question.
    pub(super) fn about_account(
        &self,
        bucket: &Bucket,
        action: &str,
        resource: String,
        rules: Vec<Rule>,
    ) -> PreparedRequest {
        let account = self.identity.caller.account().unwrap_or_default();
        let is_new = self.operation == Some(Operation::CreateBucket) || action == "s3:CreateBucket";
        let mut prepared = self.without_resource(account, bucket, action, resource, rules);
        // AWS: "Resource control policies" — they apply to actions that have a type of resource, which only this has.
        if !is_new {
            prepared.layers.rcp_levels.clear();
        }
        let context = &mut prepared.request.context;
        let given = |key| is_given(self.path, key, self.scenario);
        if is_new {
            // The Region may go without saying where the client addresses it.
            if !given(key::S3_LOCATION_CONSTRAINT) {
                context.set_unknown(key::S3_LOCATION_CONSTRAINT);
            }
        }
        // Which Region's the global name stands for at CreateBucket is not said.
        let is_open = is_new && !self.path.s3_name.has_region();
        if !given(key::AWS_REQUESTED_REGION) {
            match self.client_region().filter(|_| !is_open) {
                Some(told) => context.set_one(key::AWS_REQUESTED_REGION, told),
                None if self.path.s3_name.has_region() => {}
                None => context.set_unknown(key::AWS_REQUESTED_REGION),
            }
        }
        prepared
    }

    /// The request by which a configuration hands a role on to S3.
    // AWS: "Granting a user permissions to pass a role to an AWS service".
    pub(super) fn pass_role(&self, bucket: &Bucket, role: &str) -> Option<PreparedRequest> {
        let account = Arn::parse(role)?.account;
        let mut prepared =
            self.without_resource(account, bucket, "iam:PassRole", role.to_owned(), Vec::new());
        // No RCP knows IAM, and no call to IAM is made that an endpoint could see.
        prepared.layers.rcp_levels.clear();
        prepared.layers.endpoint.clear();
        prepared.request.endpoint = None;
        let context = &mut prepared.request.context;
        context.set_one(key::IAM_PASSED_TO_SERVICE, "s3.amazonaws.com");
        context.set_unknown(key::IAM_ASSOCIATED_RESOURCE_ARN);
        context.set_family_unknown(key::AWS_RESOURCE_TAG);
        context.set_unknown(key::AWS_REQUESTED_REGION);
        Some(prepared)
    }

    fn without_resource(
        &self,
        account: &str,
        bucket: &Bucket,
        action: &str,
        resource: String,
        rules: Vec<Rule>,
    ) -> PreparedRequest {
        let none = Bucket {
            account: account.to_owned(),
            region: bucket.region.clone(),
            ..Bucket::default()
        };
        let mut prepared = self.to_bucket(&none, action, resource, rules);
        let layers = &mut prepared.layers;
        layers.subject = Subject::Account;
        layers.resource = None;
        layers.ownership = None;
        layers.restrict_public_buckets = None;
        prepared
    }

    /// The Region that the client is told to address.
    fn client_region(&self) -> Option<String> {
        let Self { path, scenario, .. } = self;
        let placements = scenario.functions.iter().flat_map(|it| &it.placements);
        let mut own = placements.filter(|it| Some(&it.id) == path.placement.as_ref());
        let other = || scenario.callers.iter().find(|it| it.id == path.caller);
        match own.next() {
            Some(it) => it.client_region.clone(),
            None => other()?.client_region.clone(),
        }
    }
}
