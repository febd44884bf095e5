//! What was not replaced where names are replaced, in a sentence each.

use crate::redact::Kept;

/// What was not replaced, and why.
#[must_use]
pub fn kept(kept: &Kept) -> String {
    match kept {
        Kept::Matters(name) => {
            format!("{name} stays: with another name the answer would be another.")
        }
        Kept::AllIds => {
            "Account ids, ids of AWS and addresses stay: with others the answer would be another."
                .to_owned()
        }
        Kept::Pattern(arn) => format!("{arn} stays: it is a pattern."),
        Kept::Range(range) => format!("{range} stays: it is too wide a range for another one."),
        Kept::Stands { name, document: Some(document) } => {
            format!("{name} still stands in {document}, as a part of something else.")
        }
        Kept::Stands { name, document: None } => {
            format!("{name} still stands in the facts, as a part of something else.")
        }
    }
}

/// What is never replaced.
pub const NEVER_REPLACED: &str = "Object keys, tags, names of statements and documents, and all that you wrote in words of your own stay as they are: read them before you send it.";
