//! Tags of what a policy asks tags of: the object, the bucket, the access point, the key, the caller.

use accesspath_policy::authorize::RequestTrace;
use accesspath_policy::caller::Caller;
use accesspath_policy::context::ContextValue;
use accesspath_policy::json::Edit;
use accesspath_policy::key;
use accesspath_policy::request::Subject;
use accesspath_policy::trace::{ClauseTrace, PolicyTrace};
use accesspath_policy::truth::Truth;

use super::option::{first, wanted};
use super::place;
use crate::repair::answer::Judged;
use crate::repair::call::{Call, owned, quoted};
use crate::repair::{Actor, Breadth, PolicyRepair, Repair};
use crate::scenario::change::Change;

/// What has a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagged {
    /// An object.
    Object {
        /// The bucket, by name.
        bucket: String,
        /// The object's key.
        key: String,
    },
    /// A bucket, by name.
    Bucket(String),
    /// An access point.
    AccessPoint {
        /// Its name.
        name: String,
        /// Its account.
        account: String,
    },
    /// A KMS key, by ARN.
    Key(String),
    /// A role or a user, by ARN.
    Principal(String),
}

/// A tag with the value that a condition asks for, or without one, so that the condition matches where `make`.
pub(super) fn tagged(
    judged: &Judged,
    call: &Call<'_>,
    request: &RequestTrace,
    clause: &ClauseTrace,
    policy: &PolicyTrace,
    make: bool,
) -> Option<Repair> {
    let name = clause.key()?;
    let families = [
        key::S3_EXISTING_OBJECT_TAG,
        key::AWS_RESOURCE_TAG,
        key::S3_BUCKET_TAG,
        key::S3_ACCESS_POINT_TAG,
        key::AWS_PRINCIPAL_TAG,
    ];
    let (family, tag) = families.into_iter().find_map(|family| {
        let (own, tag) = name.split_at_checked(family.len())?;
        own.eq_ignore_ascii_case(family).then_some((family, tag))
    })?;
    let value = match wanted(clause, policy, make) {
        None => None,
        Some(Some(value)) => Some(value),
        // A single variable stands for the value that the request has.
        Some(None) => Some(of_variable(request, &first(clause, policy)?)?),
    };
    let (of, at) = place(judged, call, request, family)?;
    let by = match of {
        Tagged::Principal(_) => Actor::Caller,
        _ => place::owner(request),
    };
    let change = match (&value, at) {
        (Some(value), At::There(mut at)) => {
            at.push(tag.to_owned());
            Change::Tell { at, edit: Edit::Set(quoted(value)) }
        }
        (None, At::There(mut at)) => {
            at.push(tag.to_owned());
            Change::Tell { at, edit: Edit::Remove }
        }
        // An object that nothing describes: of its other tags nothing is said.
        (Some(value), At::New { id, bucket, key }) => {
            let object = format!(
                r#"{{"id":{},"bucket":{},"key":{},"tags":{{{}:{}}}}}"#,
                quoted(&id),
                quoted(&bucket),
                quoted(&key),
                quoted(tag),
                quoted(value)
            );
            Change::Tell { at: owned(&["objects"]), edit: Edit::Add(object) }
        }
        (None, At::New { .. }) => return None,
    };
    let does = PolicyRepair::SetTag { of, tag: tag.to_owned(), value };
    Some(Repair::new(does, by, vec![change]).opening(Breadth::Little))
}

/// The request's value of a variable that stands alone, such as `${aws:PrincipalTag/team}`.
fn of_variable(request: &RequestTrace, text: &str) -> Option<String> {
    let name = text.strip_prefix("${")?.strip_suffix('}')?;
    match request.request.context.get(name)? {
        ContextValue::One(value) => Some(value.clone()),
        _ => None,
    }
}

/// The place of tags.
enum At {
    There(Vec<String>),
    New { id: String, bucket: String, key: String },
}

/// What the tags of a family belong to in this request, and where they stand.
fn place(
    judged: &Judged,
    call: &Call<'_>,
    request: &RequestTrace,
    family: &str,
) -> Option<(Tagged, At)> {
    let scenario = &judged.scenario;
    let bucket = match request.subject {
        Subject::CopySource => scenario.source_bucket(),
        _ => call.bucket,
    };
    match (family, request.subject) {
        (key::S3_EXISTING_OBJECT_TAG, subject) => {
            let source = call.options.copy_source.as_ref();
            let key = match subject {
                Subject::CopySource => source?.key.as_str(),
                _ => call.key,
            };
            let bucket = bucket?;
            let at = match scenario.object(&bucket.id, key) {
                Some(it) => At::There(owned(&["objects", &it.id, "tags"])),
                None => At::New {
                    id: format!("{}/{key}", bucket.id),
                    bucket: bucket.id.clone(),
                    key: key.to_owned(),
                },
            };
            Some((Tagged::Object { bucket: bucket.name.clone(), key: key.to_owned() }, at))
        }
        (key::AWS_PRINCIPAL_TAG, _) => {
            let (collection, id, arn) = match &request.request.caller {
                Caller::Role { role, .. } => {
                    let own = scenario.roles.iter().find(|it| it.arn == *role)?;
                    ("roles", &own.id, role)
                }
                Caller::User(arn) => {
                    let own = |it: &&crate::scenario::OtherCaller| it.user.as_ref() == Some(arn);
                    ("callers", &scenario.callers.iter().find(own)?.id, arn)
                }
                _ => return None,
            };
            Some((Tagged::Principal(arn.clone()), At::There(owned(&[collection, id, "tags"]))))
        }
        (_, Subject::AccessPoint) => {
            let point = scenario.access_point()?;
            let (name, account) = (point.name.clone(), point.account.clone());
            let at = owned(&["access_points", &point.id, "tags"]);
            Some((Tagged::AccessPoint { name, account }, At::There(at)))
        }
        (_, Subject::Key) => {
            let own = |it: &&crate::scenario::Key| it.arn == request.request.resource;
            let key = scenario.keys.iter().find(own)?;
            Some((Tagged::Key(key.arn.clone()), At::There(owned(&["keys", &key.id, "tags"]))))
        }
        // AWS: "Enabling ABAC in general purpose buckets" — else policies see no tags of a bucket.
        (_, Subject::Bucket | Subject::CopySource) => {
            let bucket = bucket.filter(|it| it.abac.truth() == Truth::Yes)?;
            let at = owned(&["buckets", &bucket.id, "tags"]);
            Some((Tagged::Bucket(bucket.name.clone()), At::There(at)))
        }
        (_, Subject::Account) => None,
    }
}
