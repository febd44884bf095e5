//! The principals that stand in for callers that the scenario does not describe.
//!
//! Gives names and ARNs only; `derived` adds roles and users of these names to a scenario.

use accesspath_policy::arn;
use accesspath_policy::arn::partition;
use accesspath_policy::pattern;

use crate::scenario::Bucket;

/// The role of a caller with full permissions; no policy is expected to name it.
pub(super) const SOMEBODY: &str = "role/Somebody";

/// The same as an IAM user.
pub(super) const SOMEBODY_AS_USER: &str = "user/Somebody";

/// The name of the callers of an account outside the scenario.
pub(super) const STRANGER: &str = "stranger";

/// The highest number of named principals that are judged.
///
/// No derivation: each of them is judged once for every task.
pub(super) const MOST_NAMED: usize = 6;

/// The role or user that stands in for a principal of a policy: the administrator of an account, or a name that fits a
/// pattern; `None` if the principal is no role or user.
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

/// The roles and users of a stranger besides `SOMEBODY`, by kind and name: a stranger can choose any name in its own
/// account.
///
/// One fits each of `patterns`, which are those that callers of any account can fit. If policies tell users from roles,
/// which is `tells_kinds`, a user is added to them. At most `MOST_NAMED` are returned.
pub(super) fn names_of_strangers(patterns: &[String], tells_kinds: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for pattern in patterns.iter().filter(|it| !it.contains("${")) {
        let mut parts = pattern.splitn(6, ':').skip(5);
        // A pattern without six parts can still fit an ARN, by its last part.
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
