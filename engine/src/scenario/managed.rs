//! AWS's managed policies, which a scenario names by name or ARN and need not contain.
//!
//! Their texts are a file that a program gives the scenario before it asks: `path/name text` a line, and only `path/name`
//! where the file has no text. Without the file nothing is known of such a policy but that it may exist.

use std::sync::Arc;

use accesspath_policy::arn::Arn;
use accesspath_policy::json;
use accesspath_policy::partition::Partition;

/// The file of AWS's managed policies, where it was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ManagedPolicies(Option<Arc<str>>);

/// How the names begin of most policies of AWS, and the names of the others that people attach.
const BEGINNINGS: [&str; 4] = ["AWS", "Amazon", "CloudWatch", "IAM"];
const NAMES: [&str; 10] = [
    "AdministratorAccess",
    "Billing",
    "DataScientist",
    "DatabaseAdministrator",
    "NetworkAdministrator",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "SystemAdministrator",
    "ViewOnlyAccess",
];

/// What is known of a name.
pub(super) enum KnownAs {
    /// It is that of a policy of AWS.
    Managed,
    /// It may be.
    Perhaps,
    /// It is not.
    Nothing,
}

impl ManagedPolicies {
    /// Those of a file; none, where the text is something else.
    pub fn read(text: &str) -> Self {
        Self(text.starts_with("# AWS's managed policies").then(|| text.into()))
    }

    /// The file was given.
    pub const fn is_here(&self) -> bool {
        self.0.is_some()
    }

    /// The text of a policy.
    pub(crate) fn text(&self, id: &str) -> Option<Arc<str>> {
        // AWS: "IAM ARNs" — the texts are those of the partition `aws`; those of the others have other ARNs in them.
        let own = Arn::parse(id).is_none_or(|it| it.partition == "aws");
        let text = self.line(id).filter(|_| own)?.split_once(' ')?.1;
        Some(json::print(json::read(text).root()?).into())
    }

    /// The path and name of a policy, by its name.
    pub(crate) fn path(&self, name: &str) -> Option<&str> {
        self.line(name)?.split(' ').next()
    }

    /// What `id` is, as far as that is known.
    pub(super) fn known_as(&self, id: &str) -> KnownAs {
        let name = name_of(id);
        let likely = id.starts_with("arn:")
            || NAMES.contains(&id)
            || BEGINNINGS.iter().any(|it| id.starts_with(*it));
        match (name, self.is_here()) {
            (Some(_), true) if self.line(id).is_some() => KnownAs::Managed,
            (Some(_), false) if likely => KnownAs::Perhaps,
            _ => KnownAs::Nothing,
        }
    }

    /// The line of a policy: by its path and name, or by its name.
    fn line(&self, id: &str) -> Option<&str> {
        let (name, file) = (name_of(id)?, self.0.as_deref()?);
        file.lines().find(|line| {
            let whole = line.split(' ').next().unwrap_or_default();
            match id.starts_with("arn:") {
                true => whole == name,
                false => whole.rsplit('/').next() == Some(name),
            }
        })
    }
}

/// The path and name in the ARN of a managed policy of AWS, `arn:aws:iam::aws:policy/…`, or the name that it is.
fn name_of(id: &str) -> Option<&str> {
    let Some(arn) = Arn::parse(id) else { return Some(id).filter(|it| !it.is_empty()) };
    let of_aws = (arn.service, arn.region, arn.account) == ("iam", "", "aws")
        && Partition::ALL.iter().any(|it| it.id == arn.partition);
    arn.resource.strip_prefix("policy/").filter(|_| of_aws)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# AWS's managed policies\n\
        AmazonS3ReadOnlyAccess {\"Version\":\"2012-10-17\",\"Statement\":[]}\n\
        service-role/AWSLambdaRole {\"Version\":\"2012-10-17\"}\n\
        AWSLong\n";

    #[track_caller]
    fn check(id: &str, known: bool, has_text: bool) {
        let policies = ManagedPolicies::read(FILE);
        assert_eq!(matches!(policies.known_as(id), KnownAs::Managed), known, "{id}");
        assert_eq!(policies.text(id).is_some(), has_text, "{id}");
    }

    #[test]
    fn a_policy_is_known_by_its_name_and_by_its_arn() {
        check("AmazonS3ReadOnlyAccess", true, true);
        check("AWSLambdaRole", true, true);
        check("arn:aws:iam::aws:policy/service-role/AWSLambdaRole", true, true);
        check("AWSLong", true, false);
        check("arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess", true, false);
        for wrong in [
            "AmazonS3ReadAccess",
            "",
            "arn:aws:iam::aws:policy/AWSLambdaRole",
            "arn:aws:iam::111122223333:policy/AWSLong",
        ] {
            check(wrong, false, false);
        }
    }

    #[test]
    fn without_the_file_what_looks_like_a_policy_of_aws_may_be_one() {
        let none = ManagedPolicies::read("<!doctype html>");
        for name in ["AWSLambdaRole", "PowerUserAccess", "arn:aws-cn:iam::aws:policy/x/Y"] {
            assert!(matches!(none.known_as(name), KnownAs::Perhaps), "{name}");
        }
        for name in ["role-policy", "", "arn:aws:iam::111122223333:policy/mine"] {
            assert!(matches!(none.known_as(name), KnownAs::Nothing), "{name}");
        }
    }
}
