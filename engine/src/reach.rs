//! What else could reach the bucket: the standard callers, judged beside the function, and who could repair its policy.
//!
//! Every caller is a path of a derived scenario, judged like any other: there is no second evaluator.
//! What such a caller may choose by itself, headers, an address, tags of its role, is not known.

mod cast;
mod chosen;
mod mentioned;
mod repair;

use crate::Analysis;
use crate::documents::Documents;
use crate::judge::{Outcome, PathAnalysis};
use crate::policy::{Effect, PolicyKind};
use crate::s3::operation::Operation;
use crate::scenario::Scenario;
use crate::symptom::Symptom;
pub use repair::{Repair, Verdict};

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

/// What a caller is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// What the question asks, with its options.
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

impl Deed {
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
    pub const OF_POLICY: [Self; 3] = [Self::ReadPolicy, Self::ReplacePolicy, Self::DeletePolicy];

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
    pub fn operation_name(self) -> Option<&'static str> {
        self.operation().map(Operation::name)
    }

    const fn is_of_policy(self) -> bool {
        matches!(self, Self::ReadPolicy | Self::ReplacePolicy | Self::DeletePolicy)
    }
}

/// What one deed of one caller comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What is done.
    pub deed: Deed,
    /// The object, where the question's is refused and another of which the bucket policy speaks is not.
    pub key: Option<String>,
    /// The path, judged.
    pub analysis: PathAnalysis,
    /// What the caller would see.
    pub symptom: Symptom,
}

/// One caller, and what each deed comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who calls.
    pub who: Who,
    /// The path's id, for callers of the scenario.
    pub path: Option<String>,
    /// The deeds, in their order; a privileged session is asked about the bucket policy only.
    pub cells: Vec<Cell>,
}

impl Row {
    /// What `deed` comes to.
    pub fn cell(&self, deed: Deed) -> Option<&Cell> {
        self.cells.iter().find(|it| it.deed == deed)
    }

    /// The outcome of `deed`.
    pub fn outcome(&self, deed: Deed) -> Option<Outcome> {
        self.cell(deed).map(|it| it.analysis.outcome)
    }

    /// Of replacing and deleting the bucket policy the one that goes further: either repairs it.
    pub fn repair(&self) -> Option<&Cell> {
        let cells = [Deed::ReplacePolicy, Deed::DeletePolicy].map(|it| self.cell(it));
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

/// What every standard caller can do with the bucket of the question; nobody where there is no such bucket.
///
/// `documents` are those of `scenario`.
pub fn reach(scenario: &Scenario, documents: &Documents) -> Asked {
    cast::rows(scenario, documents, &Deed::ALL)
}

/// Whether some policy could keep an administrator of the bucket's account from repairing the bucket policy: cheap to
/// ask, and without it nobody needs to ask further.
pub fn may_lock_out(scenario: &Scenario, documents: &Documents) -> bool {
    let denies = |kind, parsed: &crate::policy::Parsed<crate::policy::Policy>| {
        kind == PolicyKind::Bucket
            && parsed.value.statements.iter().any(|it| it.effect != Some(Effect::Allow))
    };
    let limits = |it: &crate::scenario::Account| it.scp_levels.is_some() || it.rcp_levels.is_some();
    let owner = scenario.bucket().and_then(|it| scenario.account(&it.account));
    documents.iter().any(|(_, kind, parsed)| denies(kind, parsed)) || owner.is_some_and(limits)
}

/// Who could repair the bucket policy as it is.
///
/// `documents` are those of `scenario`.
pub fn repair(scenario: &Scenario, documents: &Documents) -> Repair {
    Repair::of(cast::rows(scenario, documents, &Deed::OF_POLICY))
}

/// Who could repair the bucket policy after the question's call has saved its new one; nothing where it saves none,
/// where S3 refuses to read that, and where the call is surely blocked on every path.
pub fn repair_after(scenario: &Scenario, analysis: &Analysis) -> Option<Repair> {
    let saves = scenario.question.operation == Operation::PutBucketPolicy.name();
    let new = scenario.question.options.new_policy.as_ref().filter(|_| saves)?;
    let documents = &analysis.documents;
    let read = documents.get(new, PolicyKind::Bucket)?;
    let blocked = |it: &PathAnalysis| it.outcome == Outcome::Blocked;
    if read.has_errors() || (!analysis.paths.is_empty() && analysis.paths.iter().all(blocked)) {
        return None;
    }
    let mut after = scenario.clone();
    let bucket = after.buckets.iter_mut().find(|it| it.id == scenario.question.bucket)?;
    bucket.policy = Some(crate::scenario::Fact::Known(new.clone()));
    Some(Repair::of(cast::rows(&after, documents, &Deed::OF_POLICY)))
}
