//! Checks what must hold before a function can call S3: its state, its role's trust policy, and the role's permissions
//! for network interfaces.
//!
//! Judges no path: a function that Lambda cannot start makes no call.
//!
//! AWS: "Giving Lambda functions access to resources in an Amazon VPC", "Lambda execution role".

use accesspath_policy::authorize::{Decision, Layers, RequestTrace, authorize};
use accesspath_policy::policy::PolicyKind;
use accesspath_policy::request::Request;
use accesspath_policy::truth::Truth;

use crate::check::{Check, FunctionReason, Reason};
use crate::control::Control;
use crate::documents::Documents;
use crate::requests;
use crate::scenario::{Fact, Function, FunctionState, Role, Scenario};

/// The checks before the calls of one function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The function, by id.
    pub function: String,
    /// The checks, in the order in which Lambda makes them.
    pub checks: Vec<Check>,
    /// The requests that they depend on.
    pub requests: Vec<RequestTrace>,
}

impl Before {
    /// The requests of a check that stop the function.
    pub fn denied<'a>(&'a self, check: &'a Check) -> impl Iterator<Item = &'a RequestTrace> {
        let asked = check.asked.iter().filter_map(|it| self.requests.get(*it));
        asked.filter(|it| it.decision.allows() == Truth::No)
    }

    /// The check of `control`, where it is made.
    pub fn check(&self, control: Control) -> Option<&Check> {
        self.checks.iter().find(|it| it.control == control)
    }

    /// Decides one control by requests that must all be allowed.
    fn decide(&mut self, control: Control, requests: Vec<RequestTrace>) {
        let first = self.requests.len();
        let passes = Truth::all(requests.iter().map(|it| it.decision.allows()));
        // The reason is that of the first request with the common result: one that is denied, if any is.
        let telling = requests.iter().find(|it| it.decision.allows() == passes);
        let decision = telling.map_or(Decision::Undetermined, |it| it.decision);
        let asked = (first..first + requests.len()).collect();
        let check = Check::new(control, passes, Reason::Authorization(decision));
        self.checks.push(Check { asked, ..check });
        self.requests.extend(requests);
    }
}

/// The actions that the execution role of a function in a VPC must be allowed on every resource.
pub(crate) const NETWORK_INTERFACE_ACTIONS: [&str; 6] = [
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
pub fn before(scenario: &Scenario, documents: &Documents) -> Vec<Before> {
    let function = |id: &String| scenario.functions.iter().find(|it| it.id == *id);
    let functions = scenario.question.callers.iter().filter_map(function);
    let all = functions.map(|it| before_one(it, scenario, documents));
    all.filter(|it| !it.checks.is_empty()).collect()
}

/// The checks before the calls of one function.
pub(crate) fn before_one(
    function: &Function,
    scenario: &Scenario,
    documents: &Documents,
) -> Before {
    let mut before =
        Before { function: function.id.clone(), checks: Vec::new(), requests: Vec::new() };
    before.checks.extend(state(function));
    if let Some(role) = scenario.role(&function.role) {
        if let Some(request) = trust(function, role, scenario, documents) {
            before.decide(Control::TrustPolicy, vec![request]);
        }
        if function.placements.iter().any(|it| !it.subnets.is_empty())
            && let Some(requests) = interfaces(function, role, scenario, documents)
        {
            before.decide(Control::NetworkInterfaces, requests);
        }
    }
    before
}

fn state(function: &Function) -> Option<Check> {
    let (passes, because) = match function.state {
        Fact::Known(FunctionState::Active) => return None,
        Fact::Known(state) => (Truth::No, FunctionReason::In(state)),
        Fact::Unknown => (Truth::Unknown, FunctionReason::StateUnknown),
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

fn trust(
    function: &Function,
    role: &Role,
    scenario: &Scenario,
    documents: &Documents,
) -> Option<RequestTrace> {
    let trust = role.trust.as_ref()?;
    let request = requests::request_to_assume(&function.id, scenario)?;
    let account = scenario.account(&request.resource_account);
    let layers = Layers {
        resource: Some(documents.source(trust, PolicyKind::Trust)),
        rcp_levels: documents
            .levels(account.and_then(|it| it.rcp_levels.as_ref()), PolicyKind::Rcp)
            .unwrap_or_default(),
        ..Layers::default()
    };
    Some(authorize(&request, &layers))
}

fn interfaces(
    function: &Function,
    role: &Role,
    scenario: &Scenario,
    documents: &Documents,
) -> Option<Vec<RequestTrace>> {
    // All of one service: the requests differ in nothing but the action, and share their keys.
    let [first, ..] = NETWORK_INTERFACE_ACTIONS;
    let request = requests::request_of_lambda(&function.id, first, "*", scenario)?;
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
    let each = |action: &str| {
        let request = Request { action: action.to_owned(), ..request.clone() };
        authorize(&request, &layers)
    };
    Some(NETWORK_INTERFACE_ACTIONS.into_iter().map(each).collect())
}
