//! Sentences about what S3 checks of a call for a bucket's policy besides the permission.

use accesspath_policy::truth::Truth;

use crate::check::{Check, PolicyRefusal as Refusal};
use crate::judge::PathAnalysis;

/// One line for a card, where a check refuses the call.
pub(super) fn blocker_line(check: &Check) -> Option<String> {
    if check.passes != Truth::No {
        return None;
    }
    Some(match (check.because.bucket_policy()?, statement(check)) {
        (Refusal::NotTheOwner, _) => "Only the bucket's own account may do this".to_owned(),
        (Refusal::PublicPolicy, number) => {
            format!("BlockPublicPolicy: statement {number} makes the new policy public")
        }
        _ => "The new policy has errors".to_owned(),
    })
}

/// One line for a card, where nothing but a check is open.
pub(super) fn open_line(path: &PathAnalysis) -> Option<String> {
    let mut open = path.checks.iter().filter(|it| it.passes == Truth::Unknown);
    Some(match open.find_map(|it| it.because.bucket_policy())? {
        Refusal::LocksOutTheCaller => "Depends: the new policy locks its caller out".to_owned(),
        Refusal::PublicPolicy => "Depends on whether BlockPublicPolicy refuses it".to_owned(),
        _ => "Depends on the new policy, which is not given".to_owned(),
    })
}

/// Why a check refuses the call, or may.
pub(super) fn heading(check: &Check, because: Refusal) -> String {
    let number = statement(check);
    match (because, check.passes) {
        (Refusal::NotTheOwner, _) => {
            "Only the bucket's own account may read or change its bucket policy, whatever policies allow: S3 answers 405.".to_owned()
        }
        (Refusal::Malformed(_), _) => {
            let text = check.place().map_or("", |it| it.text.as_str());
            match text.lines().next().filter(|it| it.len() <= 60 && !it.is_empty()) {
                Some(text) => format!("The new policy has errors, at {text}: S3 answers 400 and keeps the old policy."),
                None => "The new policy has errors: S3 answers 400 and keeps the old policy.".to_owned(),
            }
        }
        (Refusal::PublicPolicy, Truth::No) => format!(
            "BlockPublicPolicy is on, and statement {number} makes the new policy public: S3 refuses to save it."
        ),
        (Refusal::PublicPolicy, _) => {
            "It depends on whether the new policy is public and BlockPublicPolicy is on.".to_owned()
        }
        (Refusal::LocksOutTheCaller, _) => {
            "Under the new policy this caller could not change it again. AWS does not document whether S3 refuses that without x-amz-confirm-remove-self-bucket-access.".to_owned()
        }
        (Refusal::NotGiven, _) => "The new policy is not given.".to_owned(),
    }
}

/// The number of the statement that decided.
fn statement(check: &Check) -> usize {
    check.place().and_then(|it| it.statement).unwrap_or_default()
}
