//! Decides whether the object is as a conditional request asks, by `If-Match` or `If-None-Match`.
//!
//! AWS: "How to prevent object overwrites with conditional writes", "How to perform conditional deletes".

use accesspath_policy::rule::Rule;
use accesspath_policy::truth::Truth;

use crate::check::{Check, Reason, StateReason};
use crate::control::Control;
use crate::network::Path;
use crate::requests::{self, ANY};
use crate::s3::operation::Operation;
use crate::scenario::{Fact, Object, Scenario};

/// The check for the question's call; `None` if its request has no condition.
///
/// What lies under a key that no scenario describes is not known: to know it is what such a request is made for.
pub(super) fn check<'s>(
    path: &Path,
    scenario: &'s Scenario,
    operation: Operation,
) -> Option<Check> {
    let (bucket, question) = (scenario.bucket()?, &scenario.question);
    let options = &question.options;
    let object = scenario.object(&bucket.id, &question.key);
    let is_form = requests::url_on(path, scenario).is_some_and(|it| it.post);
    let versioned = options.version_id.is_some();
    let condition = Condition { operation, versioned, is_form, object };
    let asked = |it: &'s Option<String>| it.as_deref().filter(|_| operation.takes_key());
    let answers = [
        asked(&options.if_match).map(|it| condition.if_match(it)),
        asked(&options.if_none_match).map(|it| condition.if_none_match(it)),
    ];
    // Of two conditions the one that stops the call counts, else the one that may.
    let (passes, because) = answers.into_iter().flatten().min_by_key(|it| it.0)?;
    let undocumented = because == StateReason::PreconditionUndocumented;
    let rule = undocumented.then_some(Rule::CONDITION_UNDOCUMENTED);
    let copies = (operation == Operation::CopyObject).then_some(Rule::CONDITIONAL_COPY);
    let rules = rule.into_iter().chain(copies).collect();
    Some(Check { rules, ..Check::new(Control::Precondition, passes, Reason::State(because)) })
}

const UNDOCUMENTED: (Truth, StateReason) = (Truth::Unknown, StateReason::PreconditionUndocumented);

/// What a condition is about.
struct Condition<'s> {
    operation: Operation,
    /// The request names a version.
    versioned: bool,
    /// It is a form, which is sent by POST.
    is_form: bool,
    object: Option<&'s Object>,
}

impl Condition<'_> {
    /// AWS describes no such condition: of an operation that takes none, of a form, with several ETags or a weak one.
    fn is_undocumented(&self, asked: &str, takes: bool) -> bool {
        !takes || self.is_form || asked.starts_with("W/") || asked.contains(',')
    }

    fn if_match(&self, asked: &str) -> (Truth, StateReason) {
        let (deletes, writes) = (self.operation.deletes(), self.operation.finishes());
        let odd = self.is_undocumented(asked, self.operation.takes_if_match());
        if odd || deletes && self.versioned || !deletes && asked == ANY {
            return UNDOCUMENTED;
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
        let odd = self.is_undocumented(asked, self.operation.takes_if_none_match());
        if odd || writes != (asked == ANY) {
            return UNDOCUMENTED;
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
