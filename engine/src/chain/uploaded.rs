//! The object that the upload of a chain makes, as far as its owner follows from the upload.

use crate::requests;
use crate::scenario::{Bucket, Fact, Object, ObjectOwnership, Scenario, Upload};

/// The object of `upload` to `bucket`; nothing where the scenario describes it, or where its owner does not follow.
// AWS: "Controlling ownership of objects" — where ACLs are enabled, an object without an ACL of its own is the
// uploader's account's, which alone has full control.
pub(super) fn object(upload: &Upload, bucket: &Bucket, scenario: &Scenario) -> Option<Object> {
    let options = &scenario.question.options;
    let sets_acl = options.acl.as_deref().is_some_and(|it| it != "private");
    let enabled = matches!(
        bucket.ownership,
        Some(Fact::Known(ObjectOwnership::ObjectWriter | ObjectOwnership::BucketOwnerPreferred))
    );
    let described = scenario.object(&bucket.id, &upload.key).is_some();
    if !enabled || described || sets_acl || !options.grants.is_empty() {
        return None;
    }
    let identity = requests::identity(upload.caller.as_ref()?, scenario)?;
    Some(Object {
        id: format!("{}/{}", bucket.id, upload.key),
        bucket: bucket.id.clone(),
        key: upload.key.clone(),
        owner: Some(Fact::Known(identity.account()?.to_owned())),
        acl: Some(Fact::Known(Vec::new())),
        exists: Some(Fact::Known(true)),
        ..Object::default()
    })
}
