//! Checks the question, and the upload that starts the chains.

use accesspath_policy::arn::{self, Arn};
use accesspath_policy::symbol;

use super::{Checker, IdTarget, PlaceStep};
use crate::s3::operation::Operation;

impl Checker<'_> {
    pub(super) fn question(&mut self) {
        let question = &self.scenario.question;
        self.enter(PlaceStep::Name("question"));
        self.all_known("callers", &question.callers, IdTarget::FunctionOrCaller);
        self.known("bucket", &question.bucket, IdTarget::Bucket);
        let operation = self.operation(&question.operation);
        self.key(operation, &question.key);
        self.known_if_given("access_point", question.access_point.as_ref(), IdTarget::AccessPoint);
        if self.scenario.access_point().is_some_and(|it| it.bucket != question.bucket) {
            self.report("access_point", "the access point is one of another bucket".to_owned());
        }
        if operation.is_some_and(Operation::copies) && question.options.copy_source.is_none() {
            self.report("options", format!("{} needs a copy_source", question.operation));
        }
        self.options(&question.options);
        self.role_of_bucket();
        self.leave();
        if let Some(upload) = &self.scenario.upload {
            self.enter(PlaceStep::Name("upload"));
            let operation = self.operation(&upload.operation);
            self.key(operation, &upload.key);
            self.known_if_given("caller", upload.caller.as_ref(), IdTarget::FunctionOrCaller);
            self.leave();
        }
    }

    /// Checks that the role that a configuration hands on is in the partition of its bucket.
    fn role_of_bucket(&mut self) {
        let role = self.scenario.question.options.replication_role.as_deref().and_then(Arn::parse);
        let Some((role, bucket)) = role.zip(self.scenario.bucket()) else { return };
        let own = arn::partition(&bucket.region);
        if role.partition != own && !symbol::has(role.partition) {
            let message = format!("the role is in {}, and the bucket in {own}", role.partition);
            self.enter(PlaceStep::Name("options"));
            self.report("replication_role", message);
            self.leave();
        }
    }
}
