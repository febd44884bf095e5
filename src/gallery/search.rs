//! What a person types or pastes into the search of the examples → those that it means.
//!
//! Each example is found by its title, its lesson, its symptom, the messages of AWS that its paths lead to, and its
//! policies. A pasted message has ids of its own, which no example has, so these are left out.

use accesspath_engine::scenario::Scenario;

use super::Example;

/// Words that tell no example from another.
const COMMON: [&str; 32] = [
    "a",
    "an",
    "and",
    "any",
    "are",
    "because",
    "by",
    "calling",
    "do",
    "does",
    "error",
    "for",
    "from",
    "how",
    "i",
    "in",
    "is",
    "it",
    "my",
    "occurred",
    "of",
    "on",
    "operation",
    "or",
    "perform",
    "resource",
    "the",
    "to",
    "user",
    "when",
    "why",
    "with",
];

/// The words by which an example is found, in small letters.
pub(super) fn words(scenario: &Scenario, symptom: &str) -> String {
    let messages = scenario.expect.iter().filter_map(|it| it.message.as_deref());
    let tries = scenario.tries.iter().map(|it| it.what.as_str());
    let documents = scenario.documents.values().map(|it| &**it.text());
    let question = scenario.question.operation.as_str();
    let all = [scenario.title.as_str(), &scenario.about, symptom, question];
    let all = all.into_iter().chain(messages).chain(tries).chain(documents);
    all.collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Which of the examples are meant: those with every word, else those with most of them.
pub fn found(examples: &[Example], query: &str) -> Vec<bool> {
    let query = query.to_lowercase();
    let wanted = wanted(&query);
    let hits = |it: &Example| wanted.iter().filter(|word| it.words.contains(**word)).count();
    let hits: Vec<usize> = examples.iter().map(hits).collect();
    let most = hits.iter().copied().max().unwrap_or_default();
    let enough = most > 0 && most * 2 > wanted.len();
    hits.into_iter().map(|it| wanted.is_empty() || (enough && it == most)).collect()
}

/// The words of a query that say something; all where none does.
fn wanted(query: &str) -> Vec<&str> {
    let edge = |it: char| !it.is_alphanumeric() && it != '*' && it != '{' && it != '}';
    let words = query.split(|it: char| it.is_whitespace() || "()\"',;".contains(it));
    let words: Vec<&str> =
        words.map(|it| it.trim_matches(edge)).filter(|it| !it.is_empty()).collect();
    let is_own = |it: &str| {
        let digits = it.chars().filter(char::is_ascii_digit).count();
        it.contains("arn:") || it.contains('/') || digits > 5
    };
    let told = words.iter().copied().filter(|it| !COMMON.contains(it) && !is_own(it));
    let told: Vec<&str> = told.collect();
    if told.is_empty() { words } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::{ids, stored};

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let examples: Vec<Example> = ids().map(|id| Example::of(id, stored(id))).collect();
        let found = found(&examples, query);
        let found: Vec<&str> =
            examples.iter().zip(found).filter(|(_, found)| *found).map(|(it, _)| it.id).collect();
        for id in expected {
            assert!(found.contains(id), "{id} is not among {found:?}");
        }
        assert!(found.len() <= expected.len() + 4, "{found:?}");
    }

    #[test]
    fn an_example_is_found_by_its_symptom() {
        check("timeout", &["vpc-no-route", "security-group-cuts-the-way"]);
        check("Task timed out after 15.00 seconds", &["vpc-no-route"]);
        check("locked out", &["truly-private-lock-out", "lock-out-before-it-happens"]);
        check("loop", &["upload-loop"]);
    }

    #[test]
    fn an_example_is_found_by_a_pasted_message_of_aws() {
        check(
            "An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:sts::210987654321:assumed-role/mine/mine is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::my-own/x\" because no identity-based policy allows the s3:PutObject action",
            &["role-without-put-object", "bucket-arn-for-object-action"],
        );
        check("with an explicit deny in a service control policy", &["organization-guardrails"]);
        check(
            "no VPC endpoint policy allows the s3:PutObject action",
            &["read-only-endpoint-policy"],
        );
    }

    #[test]
    fn an_example_is_found_by_a_condition_key_or_a_word_of_its_title() {
        check("aws:VpcSourceIp", &["vpc-source-ip"]);
        check("kms:EncryptionContext", &["bucket-key-and-encryption-context"]);
        check("locked out of my bucket", &["truly-private-lock-out"]);
    }

    #[test]
    fn nothing_typed_means_all_and_nonsense_none() {
        let examples: Vec<Example> = ids().map(|id| Example::of(id, stored(id))).collect();
        assert!(found(&examples, "  ").into_iter().all(|it| it));
        assert!(!found(&examples, "qwertz").into_iter().any(|it| it));
    }
}
