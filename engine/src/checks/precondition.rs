//! Decides whether the object is as a conditional request asks, by `If-Match` or `If-None-Match`.
//!
//! AWS: "How to prevent object overwrites with conditional writes", "How to perform conditional deletes".

use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use super::Aside;
use crate::check::{Check, Reason, StateReason};
use crate::control::Control;
use crate::documents::Documents;
use crate::network::Path;
use crate::requests::{self, ANY};
use crate::s3::operation::Operation;
use crate::scenario::{Fact, Object, Scenario};

/// The check for the question's call; `None` if its request has no condition.
///
/// What lies under a key that no scenario describes is not known: to know it is what such a request is made for.
pub(super) fn check(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    operation: Operation,
    aside: &mut Aside,
) -> Option<Check> {
    let (bucket, question) = (scenario.bucket()?, &scenario.question);
    let options = &question.options;
    let if_match = options.if_match.as_deref().filter(|_| operation.takes_if_match());
    let if_none_match =
        options.if_none_match.as_deref().filter(|_| operation.takes_if_none_match());
    let object = scenario.object(&bucket.id, &question.key);
    let condition = Condition { operation, versioned: options.version_id.is_some(), object };
    let answers = [
        if_match.map(|it| condition.if_match(it)),
        if_none_match.map(|it| condition.if_none_match(it)),
    ];
    // Of two conditions the one that stops the call counts, else the one that may.
    let (mut passes, mut because) = answers.into_iter().flatten().min_by_key(|it| match it.0 {
        Truth::No => 0,
        Truth::Unknown => 1,
        Truth::Yes => 2,
    })?;
    let mut asked = Vec::new();
    if operation.deletes() && if_match == Some(ANY) && passes != Truth::No {
        for it in requests::requests_to_find(path, scenario, documents) {
            let (number, allowed) = aside.ask(&it);
            asked.push(number);
            if allowed != Truth::Yes {
                (passes, because) = (Truth::Unknown, StateReason::PreconditionPermissionUnclear);
            }
        }
    }
    let rule = match because {
        StateReason::PreconditionUndocumented => Some(Rule::CONDITION_UNDOCUMENTED),
        StateReason::PreconditionPermissionUnclear => Some(Rule::CONDITION_PERMISSION),
        StateReason::NothingToMatch if operation.deletes() => Some(Rule::DELETE_OF_NOTHING),
        _ => None,
    };
    let copies = operation.copies().then_some(Rule::CONDITIONAL_COPY);
    let rules = rule.into_iter().chain(copies).collect();
    let check = Check::new(Control::Precondition, passes, Reason::State(because));
    Some(Check { asked, rules, ..check })
}

/// What a condition is about.
struct Condition<'s> {
    operation: Operation,
    /// The request names a version.
    versioned: bool,
    object: Option<&'s Object>,
}

impl Condition<'_> {
    fn if_match(&self, asked: &str) -> (Truth, StateReason) {
        let (deletes, writes) = (self.operation.deletes(), self.operation.finishes());
        if deletes && self.versioned || !deletes && asked == ANY {
            return (Truth::Unknown, StateReason::PreconditionUndocumented);
        }
        let there = self.object.map_or(Truth::Unknown, Object::is_there);
        match (there, self.has(asked)) {
            // That a read finds nothing is decided elsewhere.
            (Truth::No, _) if writes || deletes => (Truth::No, StateReason::NothingToMatch),
            (Truth::Yes, _) if asked == ANY => (Truth::Yes, StateReason::PreconditionHolds),
            (Truth::Yes, Truth::Yes) => (Truth::Yes, StateReason::PreconditionHolds),
            (Truth::Yes, Truth::No) => (Truth::No, StateReason::PreconditionFails),
            _ => (Truth::Unknown, StateReason::PreconditionUnknown),
        }
    }

    fn if_none_match(&self, asked: &str) -> (Truth, StateReason) {
        let unknown = (Truth::Unknown, StateReason::PreconditionUnknown);
        let writes = self.operation.finishes();
        if writes != (asked == ANY) {
            return (Truth::Unknown, StateReason::PreconditionUndocumented);
        }
        let there = self.object.map_or(Truth::Unknown, Object::is_there);
        match (there, self.has(asked)) {
            (Truth::No, _) if writes => (Truth::Yes, StateReason::PreconditionHolds),
            (Truth::Yes, _) if writes => (Truth::No, StateReason::PreconditionFails),
            (Truth::Yes, Truth::No) => (Truth::Yes, StateReason::PreconditionHolds),
            (Truth::Yes, Truth::Yes) => (Truth::No, StateReason::NotModified),
            _ => unknown,
        }
    }

    /// The object has this ETag, which may stand in quotes.
    fn has(&self, asked: &str) -> Truth {
        let own = self.object.and_then(|it| it.etag.as_ref()).and_then(Fact::known);
        own.map_or(Truth::Unknown, |it| {
            Truth::from(it.trim_matches('"') == asked.trim_matches('"'))
        })
    }
}
