//! S3's sentences for a bucket policy that it does not save.
//!
//! AWS lists the error `MalformedPolicy`; the sentences are those that people meet.

use accesspath_policy::save::Flaw;

use super::Template;

/// The answer to a new bucket policy with an error, if S3's sentence for it is known.
pub const MALFORMED: Template = Template {
    id: "malformed-policy",
    text: "An error occurred (MalformedPolicy) when calling the {operation} operation: {sentence}",
};

/// The same, if S3's sentence is not known.
pub const MALFORMED_WITHOUT_SENTENCE: Template = Template {
    id: "malformed-policy-untold",
    text: "An error occurred (MalformedPolicy) when calling the {operation} operation",
};

/// S3's sentence for a flaw.
pub const fn of_flaw(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::FirstByte => "Policies must be valid JSON and the first byte must be '{'",
        Flaw::Json => "This policy contains invalid Json",
        Flaw::Version => "The policy must contain a valid version string",
        Flaw::EmptyStatement => "Could not parse the policy: Statement is empty!",
        Flaw::MissingPrincipal => "Missing required field Principal",
        Flaw::Syntax => "Invalid policy syntax.",
        Flaw::MissingElement => "Statement is missing required element",
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
