//! The condition keys that caller, resource and time determine, whatever path a request takes.

use accesspath_policy::caller::Caller;
use accesspath_policy::condition::parse_time;
use accesspath_policy::context::{Context, ContextValue};
use accesspath_policy::key;
use accesspath_policy::request::Request;
use accesspath_policy::truth::Truth;

use crate::scenario::Scenario;

/// The moment that a scenario without `time` asks about.
pub const DEFAULT_TIME: &str = "2026-01-01T00:00:00Z";

impl Scenario {
    /// The moment of the request, in seconds since the start of 1970, where it is known.
    pub(crate) fn now(&self) -> Option<i64> {
        let time = self.time.as_deref().or((!self.is_open("time")).then_some(DEFAULT_TIME));
        time.and_then(parse_time)
    }
}

/// The keys of every request: those that it determines itself, and the time.
pub(crate) fn basic(
    caller: &Caller,
    action: &str,
    resource_account: &str,
    scenario: &Scenario,
) -> Context {
    let mut context = of_caller(caller, scenario);
    resource_keys(action, resource_account, &mut context);
    context
}

/// Sets the keys that hold the account of the resource.
pub(super) fn resource_keys(action: &str, account: &str, context: &mut Context) {
    for key in Request::keys_of_resource(action) {
        context.set_one(key, account);
    }
}

/// The keys that follow from the caller alone, and the time.
pub(super) fn of_caller(caller: &Caller, scenario: &Scenario) -> Context {
    let mut context = Context::default();
    for (key, value) in Request::keys_of_caller(caller) {
        context.set(key, value);
    }
    let time = scenario.time.as_deref().unwrap_or(DEFAULT_TIME);
    match scenario.now() {
        Some(now) => {
            context.set_one(key::AWS_CURRENT_TIME, time);
            context.set_one(key::AWS_EPOCH_TIME, now.to_string());
        }
        None => {
            context.set(key::AWS_CURRENT_TIME, ContextValue::present());
            context.set(key::AWS_EPOCH_TIME, ContextValue::present());
        }
    }
    context
}

/// Sets the keys of the organization of `account`, which are those of its id and of its paths.
pub(crate) fn organization_keys(
    account: &str,
    (id, paths): (&str, &str),
    scenario: &Scenario,
    context: &mut Context,
) {
    if let Some(organization) = scenario.organization_of(account) {
        let is_member = scenario.membership(account) == Truth::Yes;
        let own = organization.id.known().filter(|_| is_member);
        context.set_known(id, own.map(String::as_str));
        context.set_unknown(paths);
    }
}
