//! Turns a scenario into a table of standard callers and tasks: the outcome of each task for each caller.
//!
//! Every caller has a path of a derived scenario, judged like any other path: there is no second evaluator.
//! Facts that such a caller can choose itself, such as headers, its address or tags of its role, are unknown.

mod asked_keys;
mod callers;
mod choices;
mod derived;
mod named_principals;
mod objects;
mod rows;
mod services;
mod stand_ins;

use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use crate::symptom::Symptom;
pub(crate) use objects::may_grant_everybody;
pub use rows::ask;
pub(crate) use rows::ask_anonymous;

/// A caller of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A function or other caller of the scenario, on one of its own paths.
    Own {
        /// The caller, by id.
        caller: String,
    },
    /// A function of the question, outside any VPC.
    Outside {
        /// The function, by id.
        function: String,
    },
    /// An administrator of the bucket's account, from the internet.
    Administrator,
    /// The root user of the bucket's account, from the internet.
    Root,
    /// The organization's management account, by a privileged session as the account's root user.
    RootSession,
    /// An administrator of the bucket's account, through an endpoint of the scenario.
    Through {
        /// The endpoint, by id.
        endpoint: String,
    },
    /// An administrator of the bucket's account, from the internet, as an IAM user; judged if policies tell users from
    /// roles.
    AdministratorAsUser,
    /// An administrator of the bucket's account, through an endpoint that the scenario does not describe.
    ThroughOther {
        /// The VPC of the scenario in which the endpoint could be created; `None`: a VPC outside the scenario.
        vpc: Option<String>,
    },
    /// A principal that the policies of the bucket or its account name, and that the scenario does not describe.
    Named {
        /// The ARN or the account id, as written in the policy.
        principal: String,
    },
    /// The same, through an endpoint of the scenario; judged if policies look at endpoints.
    NamedThrough {
        /// The ARN or the account id, as written in the policy.
        principal: String,
        /// The endpoint, by id.
        endpoint: String,
    },
    /// An AWS service that the bucket policy names, calling as itself for a resource of any account.
    Service {
        /// Its principal.
        service: String,
    },
    /// An administrator of an account outside the scenario, in a role of the scenario that it may assume.
    StrangerInRole {
        /// The role, by id.
        role: String,
    },
    /// An administrator of another account of the organization.
    Organization {
        /// The account, by id.
        account: String,
    },
    /// An administrator of an account outside the scenario.
    Stranger,
    /// The same, as a role or user of a name that fits a policy.
    StrangerAs {
        /// The kind and the name, as in an ARN.
        name: String,
    },
    /// An administrator of an account outside the scenario, through an endpoint.
    StrangerThrough {
        /// The endpoint, by id; `None`: one of the stranger's own.
        endpoint: Option<String>,
    },
    /// A caller without credentials.
    Anonymous,
    /// A caller without credentials, through an endpoint.
    AnonymousThrough {
        /// The endpoint, by id; `None`: one outside the scenario.
        endpoint: Option<String>,
    },
}

impl Who {
    /// The stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Own { .. } => "own",
            Self::Outside { .. } => "outside-vpc",
            Self::Administrator => "administrator",
            Self::AdministratorAsUser => "administrator-user",
            Self::Root => "root",
            Self::RootSession => "root-session",
            Self::Through { .. } => "through-endpoint",
            Self::ThroughOther { .. } => "through-other-endpoint",
            Self::Named { .. } => "named",
            Self::NamedThrough { .. } => "named-through-endpoint",
            Self::Service { .. } => "service",
            Self::StrangerInRole { .. } => "stranger-in-role",
            Self::Organization { .. } => "organization",
            Self::Stranger => "stranger",
            Self::StrangerAs { .. } => "stranger-as",
            Self::StrangerThrough { .. } => "stranger-through-endpoint",
            Self::Anonymous => "anonymous",
            Self::AnonymousThrough { .. } => "anonymous-through-endpoint",
        }
    }
}

/// A task that is judged for every caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// The question's own call, with its options.
    Asked,
    /// Reading the object.
    Read,
    /// Writing the object.
    Write,
    /// Listing the bucket.
    List,
    /// Reading the bucket policy.
    ReadPolicy,
    /// Replacing the bucket policy.
    ReplacePolicy,
    /// Deleting the bucket policy.
    DeletePolicy,
}

impl Task {
    /// All tasks, in the order of a table.
    pub const ALL: [Self; 7] = [
        Self::Asked,
        Self::Read,
        Self::Write,
        Self::List,
        Self::ReadPolicy,
        Self::ReplacePolicy,
        Self::DeletePolicy,
    ];

    /// The tasks that are about the bucket policy.
    pub(crate) const OF_POLICY: [Self; 3] =
        [Self::ReadPolicy, Self::ReplacePolicy, Self::DeletePolicy];

    /// The stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Read => "read",
            Self::Write => "write",
            Self::List => "list",
            Self::ReadPolicy => "read-policy",
            Self::ReplacePolicy => "replace-policy",
            Self::DeletePolicy => "delete-policy",
        }
    }

    /// Its operation; `None` for the question's own call.
    const fn operation(self) -> Option<Operation> {
        match self {
            Self::Asked => None,
            Self::Read => Some(Operation::GetObject),
            Self::Write => Some(Operation::PutObject),
            Self::List => Some(Operation::ListObjectsV2),
            Self::ReadPolicy => Some(Operation::GetBucketPolicy),
            Self::ReplacePolicy => Some(Operation::PutBucketPolicy),
            Self::DeletePolicy => Some(Operation::DeleteBucketPolicy),
        }
    }

    /// The name of its operation; `None` for the question's own call.
    pub(crate) fn operation_name(self) -> Option<&'static str> {
        self.operation().map(Operation::name)
    }

    const fn is_of_policy(self) -> bool {
        matches!(self, Self::ReadPolicy | Self::ReplacePolicy | Self::DeletePolicy)
    }
}

/// One task of one caller, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallerCell {
    /// The task.
    pub task: Task,
    /// The key of another object that the bucket policy grants something on, if that object gets further than the
    /// question's.
    pub key: Option<String>,
    /// The access point through which it gets further than at the bucket itself, by id.
    pub access_point: Option<String>,
    /// The path, judged.
    pub analysis: PathAnalysis,
    /// The symptom that the caller would see.
    pub symptom: Symptom,
}

/// One caller, with every task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallerRow {
    /// The caller.
    pub who: Who,
    /// The path's id, for callers of the scenario.
    pub path: Option<String>,
    /// The tasks, in their order; a privileged session has only those about the bucket policy.
    pub cells: Vec<CallerCell>,
}

impl CallerRow {
    /// The cell of `task`.
    pub fn cell(&self, task: Task) -> Option<&CallerCell> {
        self.cells.iter().find(|it| it.task == task)
    }

    /// The outcome of `task`.
    pub fn outcome(&self, task: Task) -> Option<Outcome> {
        self.cell(task).map(|it| it.analysis.outcome)
    }

    /// The one of replacing and deleting the bucket policy that gets further, since either changes the policy.
    pub fn policy_change(&self) -> Option<&CallerCell> {
        let cells = [Task::ReplacePolicy, Task::DeletePolicy].map(|it| self.cell(it));
        let rank = |it: &&CallerCell| match it.analysis.outcome {
            Outcome::Open => 0,
            Outcome::Undetermined => 1,
            Outcome::Blocked => 2,
        };
        cells.into_iter().flatten().min_by_key(rank)
    }
}

/// The callers that were judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskedCallers {
    /// The callers.
    pub rows: Vec<CallerRow>,
    /// The count of named principals that were left out.
    pub left_out: usize,
    /// The count of objects that policies or their ACLs speak of and that were left out.
    pub objects_left_out: usize,
    /// The count of the bucket's access points that were left out.
    pub access_points_left_out: usize,
}

/// Every task of every standard caller; empty if the question's bucket does not exist.
///
/// `documents` are those of `scenario`.
pub fn reach(scenario: &Scenario, documents: &Documents) -> AskedCallers {
    ask(&scenario.opened(), documents, &Task::ALL)
}
