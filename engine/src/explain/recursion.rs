//! Sentences about what a function does to itself or lets others do: loops, and whom else its policy lets in.

use super::chain::place;
use crate::chain::{Chain, Exposure, Recursion};
use crate::repair;
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

/// The smallest change that ends a loop, where one is proved to.
pub fn recursion_fix(chain: &Chain, scenario: &Scenario) -> Option<String> {
    repair::without_loop(scenario, chain).map(|it| super::repair_set(&it, scenario))
}
