//! What comes before the call: a function that Lambda cannot start never gets as far as a network.
//!
//! AWS: "Giving Lambda functions access to resources in an Amazon VPC", "Lambda execution role".

use crate::authorize::{Layers, RequestTrace, authorize};
use crate::documents::Documents;
use crate::policy::PolicyKind;
use crate::requests;
use crate::scenario::{Fact, Function, FunctionState, Role, Scenario};
use crate::truth::Truth;
use crate::verdict::Verdict;

/// What Lambda needs before it runs a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// The function is ready to be called.
    State,
    /// The trust policy of its role lets Lambda assume it.
    Trust,
    /// Its role lets Lambda make network interfaces in the VPC.
    NetworkInterfaces,
}

impl Gate {
    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::State => "function_state",
            Self::Trust => "trust_policy",
            Self::NetworkInterfaces => "network_interfaces",
        }
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::State => "Function state",
            Self::Trust => "Trust policy",
            Self::NetworkInterfaces => "Network interfaces",
        }
    }
}

/// One of them, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The function, by id.
    pub function: String,
    /// Which one.
    pub gate: Gate,
    /// What it does.
    pub verdict: Verdict,
    /// The requests that it makes.
    pub requests: Vec<RequestTrace>,
    /// The state, where it is about that and known.
    pub state: Option<FunctionState>,
    /// Why it is in that state, where Lambda's code for it is one of those that have an error of their own.
    pub reason: Option<StateReason>,
}

impl Start {
    /// The requests that stop the function.
    pub fn denied(&self) -> impl Iterator<Item = &RequestTrace> {
        self.requests.iter().filter(|it| it.decision.allows() == Truth::No)
    }
}

/// The reasons of a state for which a call gets an error of its own.
// AWS: "FunctionConfiguration", StateReasonCode; "Invoke", errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateReason {
    /// A subnet has no free address for a network interface.
    SubnetOutOfAddresses,
    /// The VPC has as many network interfaces as it may.
    InterfaceLimit,
    /// The role lacks a permission for network interfaces.
    RolePermissions,
}

impl StateReason {
    fn parse(code: &str) -> Option<Self> {
        match code {
            "SubnetOutOfIPAddresses" => Some(Self::SubnetOutOfAddresses),
            "EniLimitExceeded" => Some(Self::InterfaceLimit),
            "InsufficientRolePermissions" => Some(Self::RolePermissions),
            _ => None,
        }
    }
}

/// What the execution role of a function in a VPC must be allowed, on every resource.
pub const NETWORK_INTERFACE_ACTIONS: [&str; 6] = [
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
];

/// What comes before the calls of the question's functions, function by function.
///
/// Left out are a state that lets pass, a trust policy that is not given, and the interfaces of a function outside a VPC.
pub fn before(scenario: &Scenario, documents: &Documents) -> Vec<Start> {
    let mut starts = Vec::new();
    for id in &scenario.question.callers {
        let Some(function) = scenario.functions.iter().find(|it| it.id == *id) else { continue };
        starts.extend(before_of(function, scenario, documents));
    }
    starts
}

/// What comes before the calls of one function.
pub(crate) fn before_of(
    function: &Function,
    scenario: &Scenario,
    documents: &Documents,
) -> Vec<Start> {
    let mut starts: Vec<Start> = state(function).into_iter().collect();
    if let Some(role) = scenario.role(&function.role) {
        starts.extend(trust(function, role, scenario, documents));
        if function.placements.iter().any(|it| !it.subnets.is_empty()) {
            starts.extend(interfaces(function, role, scenario, documents));
        }
    }
    starts
}

fn state(function: &Function) -> Option<Start> {
    let verdict = match function.state {
        Fact::Known(FunctionState::Active) => return None,
        Fact::Known(_) => Verdict::Blocks,
        Fact::Unknown => Verdict::Undetermined,
    };
    let state = function.state.known().copied();
    let reason = state.and(function.state_reason_code.as_deref()).and_then(StateReason::parse);
    let function = function.id.clone();
    Some(Start { function, gate: Gate::State, verdict, requests: Vec::new(), state, reason })
}

fn trust(
    function: &Function,
    role: &Role,
    scenario: &Scenario,
    documents: &Documents,
) -> Option<Start> {
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
    Some(judged(function, Gate::Trust, vec![authorize(&request, &layers)]))
}

fn interfaces(
    function: &Function,
    role: &Role,
    scenario: &Scenario,
    documents: &Documents,
) -> Option<Start> {
    let request = |action: &str| requests::request_of_lambda(&function.id, action, "*", scenario);
    let requests: Option<Vec<_>> = NETWORK_INTERFACE_ACTIONS.into_iter().map(request).collect();
    let requests = requests?;
    let account = scenario.account(&requests.first()?.resource_account);
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
    let traced = requests.iter().map(|it| authorize(it, &layers)).collect();
    Some(judged(function, Gate::NetworkInterfaces, traced))
}

fn judged(function: &Function, gate: Gate, requests: Vec<RequestTrace>) -> Start {
    let verdict =
        Verdict::from(Truth::all(requests.iter().map(|it| it.decision.allows()))).granting();
    Start { function: function.id.clone(), gate, verdict, requests, state: None, reason: None }
}
