//! The request by which S3 invokes a function: S3 calls as itself, for a bucket.
//!
//! AWS: "Granting Lambda function access to AWS services" — the function's own policy alone decides.

use accesspath_policy::arn::{self, Arn};
use accesspath_policy::authorize::{Layers, RequestTrace, authorize};
use accesspath_policy::caller::Caller;
use accesspath_policy::key;
use accesspath_policy::layer::Layer;
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::request::Request;
use accesspath_policy::truth::Truth;

use super::{Exposure, StepReason, Story};
use crate::requests;
use crate::scenario::{Function, Scenario};

/// The service principal of S3.
const S3: &str = "s3.amazonaws.com";

/// The action that invoking a function needs.
const INVOKE: &str = "lambda:InvokeFunction";

/// The ARN by which a function is invoked in `region`, with the version or alias where one is named.
///
/// A function belongs to the account of its execution role.
pub(crate) fn function_arn(
    function: &Function,
    qualifier: Option<&str>,
    region: &str,
    scenario: &Scenario,
) -> String {
    let account = account(function, scenario);
    let partition = arn::partition(region);
    let qualifier = qualifier.map(|it| format!(":{it}")).unwrap_or_default();
    format!("arn:{partition}:lambda:{region}:{account}:function:{}{qualifier}", function.name)
}

fn account<'s>(function: &Function, scenario: &'s Scenario) -> &'s str {
    let role = scenario.role(&function.role).and_then(|it| Arn::parse(&it.arn));
    role.map(|it| it.account).unwrap_or_default()
}

/// The console's own name for the statement, or the first like it that no statement of the function's policy has.
// AWS: "AddPermission" — an id that is taken is refused with ResourceConflictException.
pub(crate) fn free_statement_id(request: &RequestTrace) -> String {
    let policies = request.part(Layer::ResourcePolicy).into_iter().flat_map(|it| &it.policies);
    let taken: Vec<&str> = policies
        .flat_map(|it| &it.trace.statements)
        .filter_map(|it| it.sid.as_ref().map(|it| it.as_str()))
        .collect();
    let name = "AllowExecutionFromS3Bucket".to_owned();
    let numbered = (2..=taken.len() + 2).map(|it| format!("{name}{it}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|it| !taken.contains(&it.as_str())).unwrap_or(name)
}

impl Story<'_> {
    /// The reason against the notification, unless bucket and function are known to be in one Region.
    ///
    /// AWS: "Event notification types and destinations" — they must be.
    pub(super) fn region(&self) -> Option<StepReason> {
        match requests::function_region(&self.function.id, self.scenario) {
            Some(region) if region == self.bucket.region => None,
            Some(region) => Some(StepReason::RegionDiffers {
                bucket: self.bucket.region.clone(),
                function: region.to_owned(),
            }),
            None => Some(StepReason::RegionUnknown),
        }
    }

    /// The invocation, authorized by the function's policy.
    pub(super) fn invocation(&self) -> Vec<RequestTrace> {
        vec![self.tried(&self.bucket.name, &self.bucket.account)]
    }

    /// The other buckets for which the function's policy lets S3 invoke it; `None` if it does not for this one.
    ///
    /// AWS: "Process Amazon S3 event notifications with Lambda" — a bucket's ARN holds no account, and a bucket
    /// that is deleted can be made again by somebody else.
    pub(super) fn exposure(&self) -> Option<Exposure> {
        // An account and a bucket that no policy names.
        let (elsewhere, stranger) = ("999999999999", "a-bucket-of-somebody-else");
        let admits =
            |name: &str, account: &str| self.tried(name, account).decision.allows() == Truth::Yes;
        if !admits(&self.bucket.name, &self.bucket.account) {
            None
        } else if admits(stranger, elsewhere) {
            Some(Exposure::AnyBucket)
        } else {
            admits(&self.bucket.name, elsewhere).then_some(Exposure::SameNameElsewhere)
        }
    }

    fn tried(&self, bucket: &str, owner: &str) -> RequestTrace {
        let documents = self.documents;
        let policy = self.function.policy.as_ref();
        let account = self.scenario.account(account(self.function, self.scenario));
        let layers = Layers {
            resource: documents.fact(policy, PolicyKind::Function),
            rcp_levels: documents
                .levels(account.and_then(|it| it.rcp_levels.as_ref()), PolicyKind::Rcp)
                .unwrap_or_default(),
            ..Layers::default()
        };
        authorize(&self.request(bucket, owner), &layers)
    }

    /// The request that S3 makes for the bucket `name` of the account `owner`.
    fn request(&self, name: &str, owner: &str) -> Request {
        let scenario = self.scenario;
        let region = &self.bucket.region;
        let qualifier = self.notification.qualifier.as_deref();
        let own = account(self.function, scenario);
        let caller = Caller::Service(S3.to_owned());
        let mut context = requests::basic(&caller, INVOKE, own, scenario);
        let source = format!("arn:{}:s3:::{name}", arn::partition(region));
        // AWS: "AWS global condition context keys" — those of the source are there where a service calls for
        // a resource of the customer's; keys of the network may be withheld.
        context.set_one(key::AWS_SOURCE_ARN, source);
        context.set_one(key::AWS_SOURCE_ACCOUNT, owner);
        context.set_one(key::AWS_PRINCIPAL_SERVICE_NAME, S3);
        context.set_one(key::AWS_REQUESTED_REGION, region.clone());
        if owner == self.bucket.account {
            let keys = (key::AWS_SOURCE_ORG_ID, key::AWS_SOURCE_ORG_PATHS);
            requests::organization_keys(owner, keys, scenario, &mut context);
        }
        let keys = (key::AWS_RESOURCE_ORG_ID, key::AWS_RESOURCE_ORG_PATHS);
        requests::organization_keys(own, keys, scenario, &mut context);
        for key in WITHHELD {
            context.set_unknown(key);
        }
        context.set_family_unknown(key::AWS_RESOURCE_TAG);
        Request {
            context,
            caller,
            action: INVOKE.to_owned(),
            resource: function_arn(self.function, qualifier, region, scenario),
            resource_account: own.to_owned(),
            principal_in_management_account: Truth::No,
            resource_in_management_account: requests::is_management(scenario, own),
            service_linked_role: false,
            has_boundary: Truth::No,
            endpoint: None,
        }
    }
}

/// Keys that are unknown in S3's request: AWS does not say whether it carries them, or with which value.
const WITHHELD: [&str; 8] = [
    key::AWS_SOURCE_IP,
    key::AWS_SOURCE_VPC,
    key::AWS_SOURCE_VPCE,
    key::AWS_VPC_SOURCE_IP,
    key::AWS_SECURE_TRANSPORT,
    key::AWS_VIA_AWS_SERVICE,
    key::AWS_USER_AGENT,
    key::AWS_PRINCIPAL_SERVICE_NAMES_LIST,
];
