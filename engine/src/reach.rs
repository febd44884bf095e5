//! A scenario → what other callers could do with its bucket: the standard callers, judged beside the function.
//!
//! Every caller is a path of a derived scenario, judged like any other: there is no second evaluator.
//! What such a caller may choose by itself, headers, an address, tags of its role, is not known.

mod asked_keys;
mod callers;
mod choices;
mod derived;
mod named_principals;
mod objects;
mod rows;
mod stand_ins;

use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use crate::symptom::Symptom;
pub use rows::ask;

/// Who calls.
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
    /// The same from the internet, as an IAM user; asked where policies tell users from roles.
    AdministratorAsUser,
    /// An administrator of the bucket's account, through an endpoint that the scenario does not describe.
    ThroughOther {
        /// The VPC of the scenario in which it could be made; absent: a VPC of elsewhere.
        vpc: Option<String>,
    },
    /// Somebody whom the policies of the bucket or its account name, and whom the scenario does not describe.
    Named {
        /// The ARN, or the account id, as the policy has it.
        principal: String,
    },
    /// An administrator of another account of the organization.
    Organization {
        /// The account.
        account: String,
    },
    /// An administrator of an account that nobody here knows.
    Stranger,
    /// The same as a role or user of a name that some policy has in mind.
    StrangerAs {
        /// The kind and the name, as in an ARN.
        name: String,
    },
    /// An administrator of an account that nobody here knows, through an endpoint.
    StrangerThrough {
        /// The endpoint, by id; absent: one of the stranger's own.
        endpoint: Option<String>,
    },
    /// A visitor without credentials.
    Anonymous,
    /// A visitor without credentials, through an endpoint.
    AnonymousThrough {
        /// The endpoint, by id; absent: one of elsewhere.
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
            Self::Organization { .. } => "organization",
            Self::Stranger => "stranger",
            Self::StrangerAs { .. } => "stranger-as",
            Self::StrangerThrough { .. } => "stranger-through-endpoint",
            Self::Anonymous => "anonymous",
            Self::AnonymousThrough { .. } => "anonymous-through-endpoint",
        }
    }
}

/// A task that every caller is asked to do.
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
    /// All, in the order of a table.
    pub const ALL: [Self; 7] = [
        Self::Asked,
        Self::Read,
        Self::Write,
        Self::List,
        Self::ReadPolicy,
        Self::ReplacePolicy,
        Self::DeletePolicy,
    ];

    /// Those that are about the bucket policy.
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

    /// Its operation; the question's own has none.
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

    /// The name of its operation; the question's own has none.
    pub(crate) fn operation_name(self) -> Option<&'static str> {
        self.operation().map(Operation::name)
    }

    const fn is_of_policy(self) -> bool {
        matches!(self, Self::ReadPolicy | Self::ReplacePolicy | Self::DeletePolicy)
    }
}

/// One task of one caller, judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The task.
    pub task: Task,
    /// The object, where the question's is refused and another of which the bucket policy speaks is not.
    pub key: Option<String>,
    /// The path, judged.
    pub analysis: PathAnalysis,
    /// The answer that the caller would see.
    pub symptom: Symptom,
}

/// One caller, with every task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who calls.
    pub who: Who,
    /// The path's id, for callers of the scenario.
    pub path: Option<String>,
    /// The tasks, in their order; a privileged session is asked about the bucket policy only.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of `task`.
    pub fn cell(&self, task: Task) -> Option<&Cell> {
        self.cells.iter().find(|it| it.task == task)
    }

    /// The outcome of `task`.
    pub fn outcome(&self, task: Task) -> Option<Outcome> {
        self.cell(task).map(|it| it.analysis.outcome)
    }

    /// Of replacing and deleting the bucket policy the one that goes further: either changes it.
    pub fn policy_change(&self) -> Option<&Cell> {
        let cells = [Task::ReplacePolicy, Task::DeletePolicy].map(|it| self.cell(it));
        let rank = |it: &&Cell| match it.analysis.outcome {
            Outcome::Open => 0,
            Outcome::Undetermined => 1,
            Outcome::Blocked => 2,
        };
        cells.into_iter().flatten().min_by_key(rank)
    }
}

/// The callers who were asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The callers.
    pub rows: Vec<Row>,
    /// How many more the policies name than were asked.
    pub left_out: usize,
}

/// Every task of every standard caller; no caller where the question's bucket is not there.
///
/// `documents` are those of `scenario`.
pub fn reach(scenario: &Scenario, documents: &Documents) -> Asked {
    ask(scenario, documents, &Task::ALL)
}
