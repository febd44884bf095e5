//! Checks what must hold before a function can call S3: its state, its role's trust policy, and the role's permissions
//! for network interfaces.
//!
//! Judges no path: a function that Lambda cannot start makes no call.
//!
//! AWS: "Giving Lambda functions access to resources in an Amazon VPC", "Lambda execution role".

use std::sync::Arc;

use accesspath_policy::authorize::{Decision, Layers, RequestTrace, authorize};
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::request::Request;
use accesspath_policy::truth::Truth;

use crate::check::{Check, FunctionReason, Reason};
use crate::control::Control;
use crate::documents::Documents;
use crate::requests::{self, ASSUME_ROLE, Identity};
use crate::scenario::{Fact, Function, FunctionState, Role, Scenario};

/// The checks before the calls of one function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The function, by id.
    pub function: String,
    /// The checks, in the order in which Lambda makes them.
    pub checks: Vec<Check>,
    /// The requests that they depend on.
    pub requests: Arc<Vec<RequestTrace>>,
    /// What `requests` follow from, so that they need not be tried again where it is the same.
    asked: Vec<Asked>,
}

/// The requests of one check: those for each of `actions`, which must all be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    control: Control,
    actions: &'static [&'static str],
    request: Request,
    layers: Layers,
}

impl Asked {
    /// Tries its requests.
    fn tried(&self, traces: &mut Vec<RequestTrace>) {
        for action in self.actions {
            let request = Request { action: (*action).to_owned(), ..self.request.clone() };
            traces.push(authorize(&request, &self.layers));
        }
    }
}

impl Before {
    /// The requests of a check that stop the function.
    pub fn denied<'a>(&'a self, check: &'a Check) -> impl Iterator<Item = &'a RequestTrace> {
        self.asked(check, Truth::No)
    }

    /// The requests of a check that are allowed, denied or open.
    pub(crate) fn asked<'a>(
        &'a self,
        check: &'a Check,
        allowed: Truth,
    ) -> impl Iterator<Item = &'a RequestTrace> {
        let asked = check.asked.iter().filter_map(|it| self.requests.get(*it));
        asked.filter(move |it| it.decision.allows() == allowed)
    }

    /// The first check that stops the function: on a path within a VPC, or on one outside, which needs no interfaces.
    pub fn stop(&self, in_vpc: bool) -> Option<&Check> {
        let counts = |it: &&Check| in_vpc || it.control != Control::NetworkInterfaces;
        self.checks.iter().filter(counts).find(|it| it.passes == Truth::No)
    }

    /// The check of `control`, where it is made.
    pub fn check(&self, control: Control) -> Option<&Check> {
        self.checks.iter().find(|it| it.control == control)
    }

    /// Adds the checks that requests decide; a function that is active has its network interfaces.
    // AWS: "Giving Lambda functions access to resources in an Amazon VPC" — they are made when it is attached.
    fn decide(&mut self, is_active: Truth) {
        let mut first = 0;
        for asked in &self.asked {
            let numbers = first..first + asked.actions.len();
            let traces = self.requests.get(numbers.clone()).unwrap_or_default();
            let passes = Truth::all(traces.iter().map(|it| it.decision.allows()));
            // The reason is that of the first request with the common result: one that is denied, if any is.
            let telling = traces.iter().find(|it| it.decision.allows() == passes);
            let decision = telling.map_or(Decision::Undetermined, |it| it.decision);
            first = numbers.end;
            let there = match asked.control {
                Control::NetworkInterfaces => is_active,
                _ => Truth::No,
            };
            let by_state =
                |passes, because| Check::new(asked.control, passes, Reason::Function(because));
            self.checks.push(match (there, passes) {
                (Truth::Yes, Truth::No | Truth::Unknown) => {
                    by_state(Truth::Yes, FunctionReason::HasInterfaces)
                }
                (Truth::Unknown, Truth::No) => {
                    by_state(Truth::Unknown, FunctionReason::MayHaveInterfaces)
                }
                _ => {
                    let check = Check::new(asked.control, passes, Reason::Authorization(decision));
                    Check { asked: numbers.collect(), ..check }
                }
            });
        }
    }
}

/// The actions that the execution role of a function in a VPC must be allowed on every resource.
const NETWORK_INTERFACE_ACTIONS: &[&str] = &[
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
];

/// The checks before the calls of the question's functions; functions without a check are left out.
///
/// Not checked are an active state, a trust policy that is not given, and the interfaces of a function outside a VPC.
/// `callers` are those of the question. Requests that are among `earlier` with the same policies are taken over.
pub(crate) fn before(
    scenario: &Scenario,
    documents: &Documents,
    callers: &[Option<Identity<'_>>],
    earlier: &[Before],
) -> Vec<Before> {
    let function = |id: &String| scenario.functions.iter().find(|it| it.id == *id);
    let all = scenario.question.callers.iter().zip(callers).filter_map(|(id, caller)| {
        Some(before_one(function(id)?, caller.as_ref(), scenario, documents, earlier))
    });
    all.filter(|it| !it.checks.is_empty()).collect()
}

/// The checks before the calls of one function, whose calls are `caller`'s.
pub(crate) fn before_one(
    function: &Function,
    caller: Option<&Identity<'_>>,
    scenario: &Scenario,
    documents: &Documents,
    earlier: &[Before],
) -> Before {
    let mut asked = Vec::new();
    if let Some(role) = scenario.role(&function.role) {
        asked.extend(trust(role, scenario, documents));
        if function.placements.iter().any(|it| !it.subnets.is_empty()) {
            asked.extend(caller.and_then(|it| interfaces(function, it, role, scenario, documents)));
        }
    }
    let requests = match earlier.iter().find(|it| it.asked == asked) {
        Some(it) => it.requests.clone(),
        None => {
            let mut traces = Vec::new();
            asked.iter().for_each(|it| it.tried(&mut traces));
            Arc::new(traces)
        }
    };
    let checks = state(function).into_iter().collect();
    let mut before = Before { function: function.id.clone(), checks, requests, asked };
    before.decide(match function.state {
        Some(Fact::Known(FunctionState::Active)) => Truth::Yes,
        Some(Fact::Unknown) => Truth::Unknown,
        _ => Truth::No,
    });
    // AWS: "Configuring file system access for Lambda functions" — the mount comes before the handler.
    if function.placements.iter().any(|it| !it.file_systems.is_empty()) {
        let because = Reason::Function(FunctionReason::MountNotModelled);
        before.checks.push(Check::new(Control::FileSystem, Truth::Unknown, because));
    }
    before
}

fn state(function: &Function) -> Option<Check> {
    let (passes, because) = match function.state {
        None | Some(Fact::Known(FunctionState::Active)) => return None,
        Some(Fact::Known(state)) => (Truth::No, FunctionReason::In(state)),
        Some(Fact::Unknown) => (Truth::Unknown, FunctionReason::StateUnknown),
    };
    // With some codes of a state, a call of the function gets a specific error.
    let code = function.state_reason_code.as_deref().filter(|_| passes == Truth::No);
    let because = match code {
        Some("SubnetOutOfIPAddresses") => FunctionReason::SubnetOutOfAddresses,
        Some("EniLimitExceeded") => FunctionReason::InterfaceLimit,
        Some("InsufficientRolePermissions") => FunctionReason::RolePermissions,
        _ => because,
    };
    Some(Check::new(Control::FunctionState, passes, Reason::Function(because)))
}

fn trust(role: &Role, scenario: &Scenario, documents: &Documents) -> Option<Asked> {
    let trust = role.trust.as_ref()?;
    let request = requests::request_to_assume(role, scenario)?;
    let account = scenario.account(&request.resource_account);
    let layers = Layers {
        resource: Some(documents.source(trust, PolicyKind::Trust)),
        rcp_levels: documents
            .levels(account.and_then(|it| it.rcp_levels.as_ref()), PolicyKind::Rcp)
            .unwrap_or_default(),
        ..Layers::default()
    };
    Some(Asked { control: Control::TrustPolicy, actions: &[ASSUME_ROLE], request, layers })
}

fn interfaces(
    function: &Function,
    caller: &Identity<'_>,
    role: &Role,
    scenario: &Scenario,
    documents: &Documents,
) -> Option<Asked> {
    let actions = NETWORK_INTERFACE_ACTIONS;
    // All of one service: the requests differ in nothing but the action, and share their keys.
    let request = requests::request_of_lambda(function, caller, actions.first()?, "*", scenario)?;
    let account = scenario.account(&request.resource_account);
    let layers = Layers {
        identity: documents.list(&role.policies, PolicyKind::Identity),
        boundaries: documents
            .fact(role.boundary.as_ref(), PolicyKind::Boundary)
            .into_iter()
            .collect(),
        scp_levels: documents
            .levels(account.and_then(|it| it.scp_levels.as_ref()), PolicyKind::Scp),
        ..Layers::default()
    };
    Some(Asked { control: Control::NetworkInterfaces, actions, request, layers })
}
