//! Checks the question, and the upload that starts the chains.

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
        self.leave();
        if let Some(upload) = &self.scenario.upload {
            self.enter(PlaceStep::Name("upload"));
            let operation = self.operation(&upload.operation);
            self.key(operation, &upload.key);
            self.known_if_given("caller", upload.caller.as_ref(), IdTarget::FunctionOrCaller);
            self.leave();
        }
    }
}
