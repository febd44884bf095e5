//! The principals that stand in for those whom the scenario does not describe.
//!
//! Makes up names and ARNs only; `derived` puts roles and users of these names into a scenario.

use crate::scenario::Bucket;
use accesspath_policy::arn;
use accesspath_policy::arn::partition;
use accesspath_policy::pattern;

/// The role of whoever has full permissions; of a name that no policy has in mind.
pub(super) const SOMEBODY: &str = "role/Somebody";

/// The same as an IAM user.
pub(super) const SOMEBODY_AS_USER: &str = "user/Somebody";

/// The name of the callers of an account that nobody here knows.
pub(super) const STRANGER: &str = "stranger";

/// How many of those whom policies name are asked.
///
/// No derivation: each of them is judged once for every task.
pub(super) const MOST_NAMED: usize = 6;

/// The role or user that stands for a principal of a bucket policy: of an account its administrator, of a pattern one
/// that fits; nobody where that is no role or user.
pub(super) fn stand_in(principal: &str, bucket: &Bucket) -> Option<String> {
    let partition = partition(&bucket.region);
    let administrator = |account: &str| format!("arn:{partition}:iam::{account}:{SOMEBODY}");
    if arn::is_account_id(principal) {
        return (principal != bucket.account).then(|| administrator(principal));
    }
    let parts: Vec<&str> = principal.splitn(6, ':').collect();
    let [_, own, service, _, account, name] = parts.as_slice() else { return None };
    if *service != "iam" || principal.contains("${") {
        return None;
    }
    if *name == "root" {
        return (*account != bucket.account && arn::is_account_id(account))
            .then(|| administrator(account));
    }
    let account = if pattern::is_plain(account) { account } else { bucket.account.as_str() };
    let own = if pattern::is_plain(own) { own } else { partition };
    let name = name.replace('*', "any").replace('?', "x");
    let fits = name.starts_with("role/") || name.starts_with("user/");
    fits.then(|| format!("arn:{own}:iam::{account}:{name}"))
}

/// The roles and users, by kind and name, as which a stranger may come besides `SOMEBODY`: a stranger chooses the names
/// of the own account.
///
/// One fits each of `patterns`, which are those of ARNs that rule no account out. One is a user where `tells_kinds`,
/// that is where policies tell users from roles.
pub(super) fn names_of_strangers(patterns: &[String], tells_kinds: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for pattern in patterns.iter().filter(|it| !it.contains("${")) {
        let mut parts = pattern.splitn(6, ':').skip(5);
        // Of what is no ARN with six parts the end is what a name can be made to fit.
        let name = parts.next().or_else(|| pattern.rsplit(':').next()).unwrap_or_default();
        let name = name.trim_start_matches('*').replace('*', "any").replace('?', "x");
        let known = name == "root" || ["role/", "user/"].iter().any(|it| name.starts_with(it));
        let name = if known { name } else { format!("role/{}", name.trim_matches('/')) };
        if name != "role/" && !names.contains(&name) {
            names.push(name);
        }
    }
    let is_user = |it: &String| it.starts_with("user/");
    if tells_kinds && !names.iter().any(is_user) {
        names.push(SOMEBODY_AS_USER.to_owned());
    }
    names.truncate(MOST_NAMED);
    names
}
