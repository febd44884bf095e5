//! Decides the controls besides the network and the policies that can stop a call, each as a [`Check`].
//!
//! Uses `requests`, and not the reverse: some of these checks depend on what else the caller is allowed.

mod bucket_policy;
mod object;
mod requester_pays;
mod service;

use crate::check::Check;
use crate::documents::Documents;
use crate::network::Path;
use crate::requests::{self, PreparedRequest};
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use accesspath_policy::authorize::{Layers, RequestTrace, authorize};
use accesspath_policy::truth::Truth;

/// Requests that checks depend on and that the call itself does not make.
pub(crate) struct Aside {
    /// The number of the first of them, which is the count of the call's own requests.
    first: usize,
    traces: Vec<RequestTrace>,
}

impl Aside {
    /// An empty list, for a call that makes `first` requests itself.
    pub(crate) const fn beside(first: usize) -> Self {
        Self { first, traces: Vec::new() }
    }

    /// Authorizes a request, and returns its number and the result.
    fn ask(&mut self, request: &PreparedRequest) -> (usize, Truth) {
        let number = self.first + self.traces.len();
        let trace = authorize(&request.request, &request.layers);
        let allows = trace.decision.allows();
        self.traces.push(trace);
        (number, allows)
    }

    /// The requests, in the order of their numbers.
    pub(crate) fn into_traces(self) -> Vec<RequestTrace> {
        self.traces
    }
}

/// Every check on `path` besides those of the network and of the call's own `requests`.
///
/// `layers` are the policies of the call's request to the bucket, if it makes one.
pub(crate) fn checks(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    requests: &[RequestTrace],
    layers: Option<&Layers>,
    aside: &mut Aside,
) -> Vec<Check> {
    let mut checks = Vec::new();
    if let Some(layers) = layers {
        checks.extend(bucket_policy::checks(requests, layers, scenario, documents));
    }
    let caller = requests.first().map(|it| &it.request.caller);
    let operation = Operation::parse(&scenario.question.operation);
    if let (Some(caller), Some(operation)) = (caller, operation) {
        let listing = || requests::request_to_list(path, scenario, documents);
        checks.extend(requester_pays::check(scenario, operation, caller));
        checks.extend(object::check(scenario, operation, &listing, aside));
    }
    checks.extend(requests::encryption_checks(path, scenario));
    let account = caller.and_then(|it| it.account());
    checks.extend(service::checks(path, scenario, documents, account, aside));
    checks
}
