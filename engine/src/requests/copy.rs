//! The requests that a copy makes at its source, and what its request says of that source.
//!
//! Both sides of a copy come over one path: the source is read with the keys and the endpoint policy of the
//! request for the destination. Permissions for KMS keys are not decided here.

use accesspath_policy::arn::partition;
use accesspath_policy::context::Context;
use accesspath_policy::key;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::given::is_given;
use super::needs::{Needed, needs};
use super::signed_url::identity_on;
use super::{CallContext, PreparedRequest, access_point, tags};
use crate::documents::Documents;
use crate::network::Path;
use crate::s3::operation::Operation;
use crate::scenario::{Bucket, CopySource, Object, Scenario};

/// The copy takes its source's tags along, so that their permissions are needed; an object of which nothing
/// is said is taken to have none.
pub(super) fn takes_tags_along(operation: Operation, scenario: &Scenario) -> Truth {
    let options = &scenario.question.options;
    if operation != Operation::CopyObject || options.tagging_directive.as_deref() == Some("REPLACE")
    {
        return Truth::No;
    }
    let tags =
        |it: &Object| it.tags.as_ref().map_or(Truth::Unknown, |it| Truth::from(!it.is_empty()));
    scenario.source_object().map_or(Truth::No, tags)
}

impl CallContext<'_> {
    /// The request by which a copy reads its source.
    ///
    /// AWS: "CopyObject" — the permission to read the source object, or its version.
    pub(super) fn read_source(&self, source: &CopySource, from: &Bucket) -> PreparedRequest {
        let plain = source.version_id.is_none();
        let action = if plain { "s3:GetObject" } else { "s3:GetObjectVersion" };
        self.at_source(source, from, action, Vec::new())
    }

    /// The request by which it reads the tags of its source.
    pub(super) fn read_source_tags(&self, source: &CopySource, from: &Bucket) -> PreparedRequest {
        let plain = source.version_id.is_none();
        let action = if plain { "s3:GetObjectTagging" } else { "s3:GetObjectVersionTagging" };
        self.at_source(source, from, action, vec![Rule::COPIED_TAGS])
    }

    fn at_source(
        &self,
        source: &CopySource,
        from: &Bucket,
        action: &str,
        rules: Vec<Rule>,
    ) -> PreparedRequest {
        let resource = format!("arn:{}:s3:::{}/{}", partition(&from.region), from.name, source.key);
        let mut prepared = self.at_source_bucket(from, action, resource, rules);
        let context = &mut prepared.request.context;
        if let Some(version) = &source.version_id
            && !is_given(self.path, key::S3_VERSIONID, self.scenario)
        {
            context.set_one(key::S3_VERSIONID, version.clone());
        }
        tags::object_tags(self.scenario, &source.bucket, &source.key, context);
        prepared
    }

    fn at_source_bucket(
        &self,
        from: &Bucket,
        action: &str,
        resource: String,
        rules: Vec<Rule>,
    ) -> PreparedRequest {
        // The options of the request are about what it writes.
        let call = CallContext { operation: None, ..*self };
        let mut prepared = call.to_bucket(from, action, resource, rules);
        prepared.layers.subject = Subject::CopySource;
        // The call goes to the destination's Region. Which one the reading of the source counts for, no page says.
        let to = self.scenario.bucket().map(|it| it.region.as_str());
        let key = key::AWS_REQUESTED_REGION;
        if to != Some(&from.region) && !is_given(self.path, key, self.scenario) {
            prepared.request.context.set_unknown(key);
        }
        prepared
    }
}

/// The request that decides whether the caller of a copy is told that its source is not there.
pub(crate) fn request_to_list_source(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
) -> Option<PreparedRequest> {
    let (identity, from) = (identity_on(path, scenario)?, scenario.source_bucket()?);
    let call = CallContext { path, scenario, documents, identity: &identity, operation: None };
    let resource = format!("arn:{}:s3:::{}", partition(&from.region), from.name);
    Some(call.at_source_bucket(from, "s3:ListBucket", resource, Vec::new()))
}

/// The requests that a copy makes only where its source has tags, for a source of which that is not known.
pub(crate) fn tag_requests(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    operation: Operation,
) -> Vec<PreparedRequest> {
    let (Some(identity), Some(bucket)) = (identity_on(path, scenario), scenario.bucket()) else {
        return Vec::new();
    };
    let options = &scenario.question.options;
    let (Some(source), Some(from)) = (options.copy_source.as_ref(), scenario.source_bucket())
    else {
        return Vec::new();
    };
    if takes_tags_along(operation, scenario) != Truth::Unknown {
        return Vec::new();
    }
    let call =
        CallContext { path, scenario, documents, identity: &identity, operation: Some(operation) };
    let mut prepared = vec![call.read_source_tags(source, from)];
    let needed = needs(operation, &scenario.question, partition(&bucket.region), &bucket.name);
    if let Some(it) = tags_of_copy(&needed) {
        prepared.extend(call.ask(bucket, access_point::of_bucket(scenario, bucket), it));
    }
    prepared
}

/// The permission to write the tags of a copy, unless the copy needs it anyway.
pub(super) fn tags_of_copy(needed: &[Needed]) -> Option<Needed> {
    let action = "s3:PutObjectTagging";
    let first = needed.first()?;
    let stands = needed.iter().any(|it| it.action == action);
    (!stands).then(|| Needed { action, rules: vec![Rule::COPIED_TAGS], ..first.clone() })
}

/// Sets the keys by which the request for the destination names the source.
pub(super) fn copy_keys(
    path: &Path,
    scenario: &Scenario,
    operation: Operation,
    action: &str,
    context: &mut Context,
) {
    let options = &scenario.question.options;
    let Some(source) = options.copy_source.as_ref().filter(|_| operation.copies()) else { return };
    if action != "s3:PutObject" {
        return;
    }
    if operation == Operation::CopyObject
        && let Some(directive) = &options.metadata_directive
    {
        context.set_one(key::S3_X_AMZ_METADATA_DIRECTIVE, directive.clone());
    }
    let key = key::S3_X_AMZ_COPY_SOURCE;
    let plain = |it: char| it.is_ascii_alphanumeric() || "-._~/".contains(it);
    // AWS's examples have bucket/key. What a version, or what is encoded in the header, looks like in the key,
    // no page says.
    let known = source.version_id.is_none() && source.key.chars().all(plain);
    let from = scenario.source_bucket().filter(|_| known);
    let value = from.map(|it| format!("{}/{}", it.name, source.key));
    if !is_given(path, key, scenario) {
        context.set_known(key, value.as_deref());
    }
}
