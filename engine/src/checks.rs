//! Decides the controls besides the network and the policies that can stop a call, each as a [`Check`].
//!
//! Uses `requests`, and not the reverse: some of these checks depend on what else the caller is allowed.

mod bucket_policy;
mod object;
mod object_lock;
mod operation;
mod precondition;
mod requester_pays;
mod service;
mod signed_url;

use accesspath_policy::authorize::{RequestTrace, authorize};
use accesspath_policy::request::Subject;
use accesspath_policy::truth::Truth;

use crate::check::Check;
use crate::documents::Documents;
use crate::network::Path;
use crate::requests::{self, Prepared, PreparedRequest};
use crate::scenario::Scenario;

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

/// Every check on `path` besides those of the network and of the call's own `requests`, which are those of `prepared`,
/// tried.
pub(crate) fn checks(
    path: &Path,
    scenario: &Scenario,
    documents: &Documents,
    prepared: Prepared,
    requests: &[RequestTrace],
    aside: &mut Aside,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let Some(operation) = prepared.operation else { return checks };
    let at_bucket = |it: &&PreparedRequest| it.layers.subject == Subject::Bucket;
    if let Some(it) = prepared.requests.iter().find(at_bucket) {
        let layers = &it.layers;
        checks.extend(bucket_policy::checks(operation, requests, layers, scenario, documents));
    }
    let caller = requests.first().map(|it| &it.request.caller);
    if let Some(caller) = caller {
        let listing = || requests::request_to_list(path, scenario, documents, operation);
        let url = requests::url_on(path, scenario);
        checks.extend(url.and_then(|it| signed_url::check(it, caller)));
        checks.extend(requester_pays::check(scenario, operation, caller));
        checks.extend(object::check(scenario, operation, caller, &listing, aside));
        checks.extend(precondition::check(path, scenario, operation));
    }
    checks.extend(prepared.encryption);
    checks.extend(operation::checks(operation, scenario, caller));
    checks.extend(service::checks(path, scenario, documents, operation, caller, aside));
    checks
}
