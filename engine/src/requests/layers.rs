//! The policies that bear on one request.

use std::sync::Arc;

use accesspath_policy::authorize::{Layers, Source};
use accesspath_policy::policy::{PolicyKind, parse_policy};
use accesspath_policy::request::Subject;
use accesspath_policy::truth::Truth;

use super::identity::Identity;
use super::network::endpoint_on;
use crate::documents::{Documents, EVERYTHING};
use crate::network::Path;
use crate::scenario::{BlockPublicAccess, Bucket, Fact, Scenario};

/// The policies that bear on a request of `identity` over `path` to the bucket.
pub(super) fn at_bucket(
    path: &Path,
    identity: &Identity<'_>,
    bucket: &Bucket,
    scenario: &Scenario,
    documents: &Documents,
) -> Layers {
    let endpoint = endpoint_on(path, scenario).and_then(|(it, _)| it.policy.as_ref());
    let restricts = switch(bucket, scenario, |it| &it.restrict_public_buckets);
    Layers {
        endpoint: documents.fact(endpoint, PolicyKind::Endpoint).into_iter().collect(),
        restrict_public_buckets: Some(restricts),
        checks_owner: true,
        ..at(
            Subject::Bucket,
            identity,
            documents.fact(bucket.policy.as_ref(), PolicyKind::Bucket),
            &bucket.account,
            scenario,
            documents,
        )
    }
}

/// The identity-based policies of a principal of AWS's own, which allow what it does.
fn everything() -> Source {
    let id = "policies of AWS".into();
    Source::Policy(Arc::new(parse_policy(id, PolicyKind::Identity, EVERYTHING)))
}

/// The policies that bear on a request of `identity` to a resource of `owner` whose policy is `resource`, without
/// those of the path.
pub(super) fn at(
    subject: Subject,
    identity: &Identity<'_>,
    resource: Option<Source>,
    owner: &str,
    scenario: &Scenario,
    documents: &Documents,
) -> Layers {
    let account = identity.caller.account().and_then(|it| scenario.account(it));
    let owner = scenario.account(owner);
    Layers {
        subject,
        identity: match identity.is_of_aws {
            true => vec![everything()],
            false => documents.list(identity.policies, PolicyKind::Identity),
        },
        resource,
        boundaries: documents.fact(identity.boundary, PolicyKind::Boundary).into_iter().collect(),
        sessions: identity
            .sessions
            .iter()
            .map(|it| documents.source(it, PolicyKind::Session))
            .chain(identity.sessions_open.then_some(Source::NotGiven))
            .collect(),
        scp_levels: documents
            .levels(account.and_then(|it| it.scp_levels.as_ref()), PolicyKind::Scp),
        rcp_levels: documents
            .levels(owner.and_then(|it| it.rcp_levels.as_ref()), PolicyKind::Rcp)
            .unwrap_or_default(),
        grants: Vec::new(),
        endpoint: Vec::new(),
        restrict_public_buckets: None,
        ownership: None,
        denies_only: None,
        insider: None,
        checks_owner: false,
    }
}

/// A switch of S3 Block Public Access is in force for a bucket: its own, its account's, its organization's.
// AWS: "Blocking public access to your Amazon S3 storage" — the most restrictive counts.
pub(crate) fn switch(
    bucket: &Bucket,
    scenario: &Scenario,
    pick: fn(&BlockPublicAccess) -> &Fact<bool>,
) -> Truth {
    let owner = scenario.account(&bucket.account);
    let own = owner.and_then(|it| it.block_public_access.as_ref());
    let own = own.map_or(Truth::No, |it| pick(it).truth());
    let organization = scenario.organization_of(&bucket.account);
    let is_member = scenario.membership(&bucket.account);
    let of_account =
        match organization.and_then(|it| it.block_public_access.as_ref()).map(Fact::truth) {
            // The policy is the account's only where it surely belongs to the organization.
            Some(Truth::Yes) if is_member != Truth::Yes => own.or(Truth::Unknown),
            Some(Truth::Yes) => Truth::Yes,
            // All four switches, or none: neither of which leaves the account's own as they are.
            Some(Truth::Unknown) => Truth::Unknown,
            // An organization that says "none" takes the account's own switches over; whether that turns one off
            // that the account has on, AWS does not say plainly.
            Some(Truth::No) => own.and(Truth::Unknown),
            None => own,
        };
    // AWS: "Blocking public access to your Amazon S3 storage" — on for buckets made since April 2023, unless switched off.
    let of_bucket =
        bucket.block_public_access.as_ref().map_or(Truth::Unknown, |it| pick(it).truth());
    of_bucket.or(of_account)
}
