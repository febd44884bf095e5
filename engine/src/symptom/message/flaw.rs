//! S3's sentences for a bucket policy that it does not save.
//!
//! AWS lists the error `MalformedPolicy`; the sentences are those that people meet.

use accesspath_policy::save::Flaw;

/// S3's sentence for a flaw.
pub const fn of_flaw(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Principal => "Invalid principal in policy",
        Flaw::Resource => "Policy has invalid resource",
        Flaw::Action => "Policy has invalid action",
        Flaw::ConditionKey => "Policy has an invalid condition key",
        Flaw::ActionWithoutResource => "Action does not apply to any resource(s) in statement",
        Flaw::ConditionWithoutAction => {
            "Conditions do not apply to combination of actions and resources in statement"
        }
    }
}
