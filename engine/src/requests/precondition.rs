//! The request that a conditional write or delete makes besides its own: S3 reads the object for its caller.
//!
//! AWS: "How to prevent object overwrites with conditional writes", "How to perform conditional deletes".

use accesspath_policy::arn::partition;
use accesspath_policy::key;
use accesspath_policy::request::Subject;

use super::given::is_given;
use super::needs::Needed;
use super::{CallContext, PreparedRequest, tags};
use crate::s3::operation::Operation;
use crate::scenario::{AccessPoint, Bucket};

/// `If-Match: *` asks for any object.
pub(crate) const ANY: &str = "*";

impl CallContext<'_> {
    /// The requests by which a conditional write or delete compares the object's ETag.
    pub(super) fn compare(
        &self,
        operation: Operation,
        bucket: &Bucket,
        through: Option<&AccessPoint>,
    ) -> Vec<PreparedRequest> {
        let options = &self.scenario.question.options;
        let Some(asked) = options.if_match.as_deref() else { return Vec::new() };
        let any_object = operation.deletes() && (asked == ANY || options.version_id.is_some());
        if any_object || !(operation.finishes() || operation.deletes()) {
            return Vec::new();
        }
        self.read_existing(bucket, through)
    }

    /// The requests by which S3 reads what lies under the question's key.
    fn read_existing(
        &self,
        bucket: &Bucket,
        through: Option<&AccessPoint>,
    ) -> Vec<PreparedRequest> {
        let question = &self.scenario.question;
        let resource =
            format!("arn:{}:s3:::{}/{}", partition(&bucket.region), bucket.name, question.key);
        let need = Needed {
            action: "s3:GetObject",
            resource,
            subject: Subject::Bucket,
            rules: Vec::new(),
        };
        // The options of the request are about what it writes.
        let call = CallContext { operation: None, ..*self };
        let mut prepared = call.ask(bucket, through, need);
        for it in &mut prepared {
            let context = &mut it.request.context;
            tags::object_tags(self.scenario, &question.bucket, &question.key, context);
            if !is_given(self.path, key::S3_IF_MATCH, self.scenario) {
                context.set_unknown(key::S3_IF_MATCH);
            }
        }
        prepared
    }
}
