//! The principal that makes a call, as IAM sees it.

use crate::arn::Arn;
use crate::partition::Partition;

/// The principal of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A session of a role: what a Lambda function is.
    Role {
        /// The role's ARN, path included.
        role: String,
        /// The path is known. Where it is not, `role` stands without one.
        // AWS: "IAM identifiers" — the name of a role is unique in its account, whatever its path.
        path_told: bool,
        /// The session's ARN.
        session: String,
    },
    /// An IAM user, by ARN.
    User(String),
    /// The root user of an account, by ARN.
    Root(String),
    /// A federated user session, by ARN.
    FederatedUser(String),
    /// An AWS service that calls as itself, by its principal name.
    Service(String),
    /// Nobody: an unsigned request.
    Anonymous,
}

impl Caller {
    /// Reads a principal as `accesspath authorize` takes it.
    ///
    /// `role` is the role's full ARN where the session's ARN hides its path.
    pub fn parse(principal: &str, role: Option<&str>) -> Option<Self> {
        if principal == "*" {
            return Some(Self::Anonymous);
        }
        let own = principal.to_owned();
        let Some(arn) = Arn::parse(principal) else {
            let is_in = |it: &Partition| {
                principal.strip_suffix(it.suffix).is_some_and(|it| it.ends_with('.'))
            };
            return Partition::ALL.iter().any(is_in).then_some(Self::Service(own));
        };
        let (kind, name) = arn.kind_and_name();
        match (arn.service, kind) {
            ("sts", "assumed-role") => {
                let (role_name, session) = name.split_once('/')?;
                let plain = format!("arn:{}:iam::{}:role/{role_name}", arn.partition, arn.account);
                let full = role.map_or(plain, str::to_owned);
                let same_role = Arn::parse(&full).is_some_and(|it| {
                    (it.partition, it.service, it.account) == (arn.partition, "iam", arn.account)
                        && it.kind_and_name().0 == "role"
                });
                let fits =
                    same_role && full.rsplit('/').next() == Some(role_name) && !session.is_empty();
                let path_told = role.is_some();
                fits.then_some(Self::Role { role: full, path_told, session: own })
            }
            ("sts", "federated-user") => Some(Self::FederatedUser(own)),
            ("iam", "user") => Some(Self::User(own)),
            ("iam", "root") => Some(Self::Root(own)),
            // A role's own ARN stands for one of its sessions, whose name is not known.
            ("iam", "role") => {
                let role_name = name.rsplit('/').next().unwrap_or(name);
                let session =
                    format!("arn:{}:sts::{}:assumed-role/{role_name}/", arn.partition, arn.account);
                Some(Self::Role { role: own, path_told: true, session })
            }
            _ => None,
        }
    }

    /// The account that the caller belongs to.
    pub fn account(&self) -> Option<&str> {
        let arn = match self {
            Self::Role { role: arn, .. }
            | Self::User(arn)
            | Self::Root(arn)
            | Self::FederatedUser(arn) => arn,
            Self::Service(_) | Self::Anonymous => return None,
        };
        Arn::parse(arn).map(|it| it.account)
    }

    /// The value of `aws:PrincipalArn`: for a session its role, never the session.
    pub fn principal_arn(&self) -> Option<&str> {
        match self {
            Self::Role { role: arn, .. }
            | Self::User(arn)
            | Self::Root(arn)
            | Self::FederatedUser(arn) => Some(arn),
            Self::Service(_) | Self::Anonymous => None,
        }
    }

    /// The value of `aws:PrincipalType`.
    pub(crate) const fn principal_type(&self) -> Option<&'static str> {
        match self {
            Self::Role { .. } => Some("AssumedRole"),
            Self::User(_) => Some("User"),
            Self::Root(_) => Some("Account"),
            Self::FederatedUser(_) => Some("FederatedUser"),
            Self::Anonymous => Some("Anonymous"),
            Self::Service(_) => None,
        }
    }

    /// The caller as AWS names it in a message.
    pub fn shown(&self) -> &str {
        match self {
            Self::Role { session, .. } => session,
            Self::User(arn) | Self::Root(arn) | Self::FederatedUser(arn) => arn,
            Self::Service(name) => name,
            Self::Anonymous => "anonymous",
        }
    }
}

/// What stands before and behind a path in the ARN of a role: `arn:aws:iam::111122223333:role/` and `/app`.
pub(crate) fn around_path(arn: &str) -> Option<(&str, &str)> {
    let slash = arn.bytes().position(|it| it == b'/')?;
    Some((arn.get(..=slash)?, arn.get(slash..)?))
}

/// `text` is one of those that begin with `before` and end with `after`.
pub(crate) fn is_between(text: &str, before: &str, after: &str) -> bool {
    text.strip_prefix(before).is_some_and(|it| it.ends_with(after))
}
