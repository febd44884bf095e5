//! Sentences about what a function does to itself or lets others do: loops, and whom else its policy lets in.

use super::chain::{notification, place};
use crate::chain::{Chain, Exposure, ObjectCall, Recursion, StepKind};
use crate::s3::event;
use crate::scenario::Scenario;

/// Whom else a function's policy lets in, where it lets in the bucket.
pub fn exposure_line(exposure: Exposure) -> &'static str {
    match exposure {
        Exposure::AnyBucket => {
            "The function's policy lets S3 invoke it for any bucket of any account: add conditions on aws:SourceArn and aws:SourceAccount."
        }
        Exposure::SameNameElsewhere => {
            "A bucket's ARN has no account id: once this bucket is deleted, another account could create one of its name and invoke the function. Add a condition on aws:SourceAccount."
        }
    }
}

/// What the function's own write does, where it invokes the function again or may.
// AWS: "Use Lambda recursive loop detection to prevent infinite loops".
pub fn recursion_line(chain: &Chain) -> Option<String> {
    let written = place(chain.written.as_ref()?);
    let stops = "Lambda stops such a loop after about 16 invocations, if the function writes with an AWS SDK that supports this.";
    Some(match chain.recursion {
        Recursion::Never => return None,
        Recursion::Loops => {
            format!("Loop: {written} invokes the function again, without end. {stops}")
        }
        Recursion::WouldLoop => format!(
            "Would loop: if nothing blocked it, {written} would invoke the function again, without end. {stops}"
        ),
        Recursion::MayLoop => {
            format!("May loop: {written} may invoke the function again. {stops}")
        }
    })
}

/// The smallest change that ends a loop.
pub fn recursion_fix(chain: &Chain, scenario: &Scenario) -> Option<String> {
    if chain.recursion == Recursion::Never {
        return None;
    }
    let event = chain.steps.iter().find(|it| it.kind == StepKind::Upload);
    let of_event = event.and_then(|it| it.asked.as_ref());
    let same = |it: &ObjectCall| {
        let place = |it: &ObjectCall| (it.bucket.clone(), it.key.clone());
        it.operation == "CopyObject" && of_event.is_some_and(|of| place(of) == place(it))
    };
    if chain.written.as_ref().is_some_and(same) {
        // Another bucket or prefix is no help to what changes an object in its place.
        return Some("Leave s3:ObjectCreated:Copy out of the notification's events: list s3:ObjectCreated:Put, s3:ObjectCreated:Post and s3:ObjectCreated:CompleteMultipartUpload.".to_owned());
    }
    let prefix = notification(chain, scenario).and_then(|it| it.prefix.known());
    Some(match prefix.filter(|it| !it.is_empty()) {
        Some(prefix) => {
            let plain = event::decoded(prefix).0;
            format!("Write to another bucket, or to keys that do not begin with {plain}.")
        }
        None => "Write to another bucket, or give the notification a prefix that the written keys do not have.".to_owned(),
    })
}
