//! The requests that arrive at a bucket, with the policies that apply to each.

use accesspath_policy::arn::partition;
use accesspath_policy::request::{Request, Subject};
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::context::context;
use super::needs::Needed;
use super::network::endpoint_on;
use super::ownership::{OwnershipQuestion, ownership};
use super::{CallContext, PreparedRequest, is_management, layers, switch};
use crate::s3::operation::Operation;
use crate::scenario::{AccessPoint, Account, Bucket, Fact, Versioning};

impl CallContext<'_> {
    /// The other delete action, whose Deny stops a delete too where the bucket keeps no versions.
    // AWS: "DeleteObjects" — a Deny on either action stops deleting unversioned objects.
    pub(super) fn other_delete(
        &self,
        bucket: &Bucket,
        through: Option<&AccessPoint>,
    ) -> Vec<PreparedRequest> {
        let question = &self.scenario.question;
        let named = question.options.version_id.is_some();
        let unversioned = match bucket.versioning {
            Some(Fact::Known(Versioning::Enabled)) => Truth::No,
            Some(Fact::Known(Versioning::Off)) => Truth::Yes,
            _ => Truth::Unknown,
        };
        let deletes = self.operation.is_some_and(Operation::deletes);
        if !deletes || unversioned == Truth::No {
            return Vec::new();
        }
        let action = if named { "s3:DeleteObject" } else { "s3:DeleteObjectVersion" };
        let resource =
            format!("arn:{}:s3:::{}/{}", partition(&bucket.region), bucket.name, question.key);
        let need = Needed { action, resource, subject: Subject::Bucket, rules: Vec::new() };
        let mut prepared = self.ask(bucket, through, need);
        prepared.iter_mut().for_each(|it| it.layers.denies_only = Some(unversioned));
        prepared
    }

    /// The requests for what is needed in or around a bucket, through an access point where the call takes one.
    pub(super) fn ask(
        &self,
        bucket: &Bucket,
        through: Option<&AccessPoint>,
        need: Needed,
    ) -> Vec<PreparedRequest> {
        match through {
            None => vec![self.to_bucket(bucket, need.action, need.resource, need.rules)],
            Some(point) => self.through(point, bucket, need).into(),
        }
    }

    /// The requests of a call that goes through an access point.
    fn through(&self, point: &AccessPoint, bucket: &Bucket, need: Needed) -> [PreparedRequest; 2] {
        let Needed { action, resource, rules, .. } = need;
        let at = self.at_access_point(point, bucket, action, &resource, rules.clone());
        [at, self.behind_access_point(point, bucket, action, resource, rules)]
    }

    /// The request for `action` on `resource`, in or around a bucket.
    pub(super) fn to_bucket(
        &self,
        bucket: &Bucket,
        action: &str,
        resource: String,
        mut rules: Vec<Rule>,
    ) -> PreparedRequest {
        let Self { path, scenario, documents, identity, operation } = self;
        let account = identity.caller.account().unwrap_or_default();
        let request = Request {
            context: context(path, scenario, identity, bucket, *operation, action),
            caller: identity.caller.clone(),
            action: action.to_owned(),
            resource,
            resource_account: bucket.account.clone(),
            principal_in_management_account: is_management(scenario, account),
            resource_in_management_account: is_management(scenario, &bucket.account),
            service_linked_role: identity.service_linked,
            has_boundary: identity.has_boundary(),
            endpoint: endpoint_on(path, scenario).map(|(_, kind)| kind),
        };
        let mut layers = layers::at_bucket(path, identity, bucket, scenario, documents);
        layers.ownership = Some(ownership(&OwnershipQuestion {
            caller: &identity.caller,
            bucket,
            object: request
                .resource
                .split_once('/')
                .and_then(|(_, key)| scenario.object(&bucket.id, key)),
            operation: *operation,
            action,
            on_object: request.resource.contains('/'),
            switches: (
                switch(bucket, scenario, |it| &it.block_public_acls),
                switch(bucket, scenario, |it| &it.ignore_public_acls),
            ),
            scenario,
        }));
        let own_rcps = |it: &Account| it.id != bucket.account && it.rcp_levels.is_some();
        let rcps = scenario.account(account).is_some_and(own_rcps);
        rules.extend(rcps.then_some(Rule::RCP_OF_THE_RESOURCE));
        PreparedRequest { request, layers, rules }
    }
}
