//! The call that a block is about: where its request stands in the scenario, what it asks, and how it is changed.

use accesspath_policy::json::{self, Edit};
use accesspath_policy::symbol;

use super::answer::Judged;
use super::blocker::Blocker;
use super::service_repair::ServiceRepair;
use super::which_call::WhichCall;
use super::{Actor, Repair};
use crate::requests;
use crate::s3::operation::Operation;
use crate::scenario::change::Change;
use crate::scenario::{Bucket, Object, Options, Scenario};

/// The call of a block.
pub(super) struct Call<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) which: WhichCall,
    pub(super) operation: Option<Operation>,
    pub(super) bucket: Option<&'a Bucket>,
    pub(super) key: &'a str,
    pub(super) options: &'a Options,
    /// The account of its caller; `None` where it has none, or it is not known.
    pub(super) account: Option<String>,
}

impl<'a> Call<'a> {
    /// The call that `blocker` is about.
    pub(super) fn of(judged: &'a Judged, blocker: &Blocker<'a>) -> Self {
        let scenario = &judged.scenario;
        let identity = blocker.path.and_then(|it| requests::identity_on(&it.path, scenario));
        let mut call = Self {
            scenario,
            which: WhichCall::Asked,
            operation: Operation::parse(&scenario.question.operation),
            bucket: scenario.bucket(),
            key: &scenario.question.key,
            options: &scenario.question.options,
            account: identity.and_then(|it| it.account().map(str::to_owned)),
        };
        let Some(step) = blocker.step else { return call };
        if let Some(asked) = &step.step.asked {
            call.operation = Operation::parse(&asked.operation);
            call.bucket = scenario.buckets.iter().find(|it| it.name == asked.bucket);
            call.key = &asked.key;
        }
        let function = scenario.functions.iter().find(|it| it.id == step.chain.function);
        if let Some((function, number)) = function.zip(step.call) {
            let own = number.checked_sub(1).and_then(|it| function.calls.get(it));
            call.options = own.map_or(call.options, |it| &it.options);
            call.which = WhichCall::OfFunction { function: function.id.clone(), number };
        }
        call
    }

    /// Its object, as far as it is described.
    pub(super) fn object(&self) -> Option<&'a Object> {
        self.scenario.object(&self.bucket?.id, self.key)
    }

    /// Its request with other options: some that it sends, each with its value as JSON, and some that it leaves out.
    pub(super) fn with(
        &self,
        send: Vec<(&'static str, String)>,
        leave_out: Vec<&'static str>,
    ) -> Repair {
        let mut changes = Vec::new();
        for (option, value) in &send {
            changes.push(Change::Tell { at: self.at(option), edit: Edit::Set(value.clone()) });
        }
        for option in &leave_out {
            changes.push(Change::Tell { at: self.at(option), edit: Edit::Remove });
        }
        let does = ServiceRepair::ChangeCall { call: self.which.clone(), send, leave_out };
        Repair::new(does, Actor::Caller, changes)
    }

    /// It sends this value, as JSON, for an option.
    pub(super) fn send(&self, option: &'static str, value: &str) -> Repair {
        self.with(vec![(option, value.to_owned())], Vec::new())
    }

    /// It sends this text for an option.
    pub(super) fn send_text(&self, option: &'static str, text: &str) -> Repair {
        self.with(vec![(option, quoted(text))], Vec::new())
    }

    /// It leaves an option out.
    pub(super) fn leave_out(&self, option: &'static str) -> Repair {
        self.with(Vec::new(), vec![option])
    }

    /// The place of a member of its options.
    fn at(&self, option: &str) -> Vec<String> {
        match &self.which {
            WhichCall::Asked => owned(&["question", "options", option]),
            WhichCall::OfFunction { function, number } => {
                owned(&["functions", function, "calls", &number.to_string(), "options", option])
            }
        }
    }
}

/// The text as a JSON string, with its symbols as they are written.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    json::print_string(&mut quoted, &symbol::written(text));
    quoted
}

/// `wanted`, or where that is taken, the same with the first number that is not.
pub(super) fn free(wanted: &str, is_taken: &dyn Fn(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{wanted}-{number}");
        number += 1;
    }
    name
}

/// A place, as changes hold it.
pub(super) fn owned(at: &[&str]) -> Vec<String> {
    at.iter().map(|it| (*it).to_owned()).collect()
}
