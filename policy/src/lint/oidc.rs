//! Which users of an OIDC provider a trust policy admits.

use super::federation::oidc_host;
use super::{Lint, Linter, allows, guard, listed};
use crate::operator::Family;
use crate::policy::{Condition, PolicyKind, Statement};
use crate::text::Span;

const GITHUB: &str = "token.actions.githubusercontent.com";

/// Claims of GitHub's that say which repository, or whose.
const REPOSITORY_CLAIMS: [&str; 5] =
    ["sub", "job_workflow_ref", "repository", "repository_id", "repository_owner_id"];

/// Providers that people of many companies share, by how their names begin: a claim that does not say whose user
/// somebody is, and the claims to ask for.
// AWS: "Identity-provider controls for shared OIDC providers", "IAM and AWS STS condition context keys".
const SHARED: [(&str, &str, &[&str]); 17] = [
    ("accounts.google.com", "oaud", &["aud"]),
    ("agent.buildkite.com", "aud", &["sub"]),
    ("api.pulumi.com/oidc", "", &["aud"]),
    ("app.terraform.io", "aud", &["sub"]),
    ("cognito-identity", "amr", &["aud", "amr"]),
    ("gitlab.com", "aud", &["sub"]),
    ("graph.facebook.com", "", &["app_id"]),
    ("oidc-configuration.audit-log.githubusercontent.com", "aud", &["sub"]),
    ("oidc.codefresh.io", "aud", &["sub"]),
    ("oidc.vercel.com", "", &["aud"]),
    ("proidc.upbound.io", "aud", &["sub"]),
    ("sandboxes.cloud", "", &["aud"]),
    ("scalr.io", "aud", &["sub"]),
    ("studio.datachain.ai/api", "aud", &["sub"]),
    ("tokens.cloud.shisho.dev", "aud", &["sub"]),
    ("vstoken.actions.githubusercontent.com", "aud", &["sub"]),
    ("www.amazon.com", "", &["app_id"]),
];

/// Reports OIDC providers of whose users no condition says which are meant, or that none of them meets.
pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    if linter.policy.kind != PolicyKind::Trust || !allows(statement) {
        return;
    }
    // A token always carries its claims, so that it matters little what an absent key would do.
    let asks =
        |it: &&Condition| it.operator.is_some_and(|it| !it.negated && it.family != Family::Null);
    let asking: Vec<&Condition> =
        statement.conditions.iter().filter(asks).filter(|it| guard::is_narrow(it)).collect();
    for principal in listed(statement.principal.as_ref()) {
        let Some(host) = oidc_host(&principal.name) else { continue };
        let foreign = |it: &&Condition| guard::needs_key(it) && is_of_another(it, host);
        if let Some(key) = statement.conditions.iter().find(foreign).map(|it| &it.key) {
            let headline =
                format!("no token of {host} carries {}: none of its users is admitted", key.text);
            let help = format!("the keys of this provider begin with {host}:");
            linter.report_with(Lint::KEY_OF_ANOTHER_PROVIDER, key.span, headline, help);
        } else if domain(host).eq_ignore_ascii_case(GITHUB) {
            repositories(linter, &asking, principal.span, host);
        } else {
            users(linter, &asking, principal.span, host);
        }
    }
}

/// Reports a provider whose users come from anywhere, or all of whose users are meant.
fn users(linter: &mut Linter<'_>, asking: &[&Condition], span: Span, host: &str) {
    let lower = host.to_ascii_lowercase();
    let shared = SHARED.iter().find(|(name, ..)| lower.starts_with(name));
    let (open, wanted) = shared.map_or(("", ["aud", "sub"].as_slice()), |it| (it.1, it.2));
    let all_are = |claim: &str| {
        let mut claims = asking.iter().filter_map(|it| self::claim(it, host));
        claims.all(|it| it.eq_ignore_ascii_case(claim))
    };
    if all_are(open) {
        let keys: Vec<String> = wanted.iter().map(|it| format!("{host}:{it}")).collect();
        let headline = format!("every user of {host} is admitted");
        let help = format!("add a condition on {}", keys.join(" and "));
        linter.report_with(Lint::MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL, span, headline, help);
    } else if let ["aud", who] = wanted
        && all_are("aud")
    {
        let headline = format!("every user of {host} with a token for that audience is admitted");
        let help = format!("add a condition on {host}:{who}");
        linter.report_with(Lint::OIDC_AUDIENCE_ALONE, span, headline, help);
    }
}

/// Reports conditions that admit other people's repositories on GitHub.
fn repositories(linter: &mut Linter<'_>, asking: &[&Condition], span: Span, host: &str) {
    let of = |claims: &[&str]| {
        let any = |it: &&Condition| claim(it, host).is_some_and(|it| claims.contains(&it));
        asking.iter().copied().filter(any).collect::<Vec<_>>()
    };
    let claims = of(&REPOSITORY_CLAIMS);
    if claims.is_empty() {
        let headline = "every repository on GitHub is admitted".to_owned();
        return linter.report(Lint::MISSING_GITHUB_REPO_CONDITION_KEY, span, headline);
    }
    let subjects = of(&["sub"]);
    // Under another operator the star is a plain character, which is reported as such.
    let like = |it: &&Condition| it.operator.is_some_and(|it| it.family == Family::StringLike);
    if !subjects.iter().all(like) {
        return;
    }
    let branch = !of(&["ref", "job_workflow_ref"]).is_empty();
    for value in subjects.iter().flat_map(|it| &it.values) {
        let Some((fixed, _)) = value.text.split_once('*') else { continue };
        if "repo:".starts_with(fixed) && claims.len() == subjects.len() {
            let headline = format!("\"{}\" admits every repository on GitHub", value.text);
            linter.report(Lint::MISSING_GITHUB_REPO_CONDITION_KEY, value.span, headline);
            continue;
        }
        // `repo:OWNER/NAME:`, and what stands behind it says the branch.
        let repository = fixed.split(':').count() > 2;
        if !(repository && branch) {
            let headline = match repository {
                true => format!("\"{}\" admits every branch and pull request", value.text),
                false => format!("\"{}\" admits more than one repository", value.text),
            };
            let lint = Lint::SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED;
            linter.report(lint, value.span, headline);
        }
    }
}

/// A provider's name without the path of one of its customers.
fn domain(host: &str) -> &str {
    host.split('/').next().unwrap_or(host)
}

/// The claim that a condition's key names, where it is one of the provider `host`.
fn claim<'c>(condition: &'c Condition, host: &str) -> Option<&'c str> {
    let (provider, claim) = condition.key.text.rsplit_once(':')?;
    is_same(provider, host).then_some(claim)
}

/// The condition's key is one that only another provider's users bring.
fn is_of_another(condition: &Condition, host: &str) -> bool {
    let provider = condition.key.text.rsplit_once(':').map_or("", |it| it.0);
    let is_provider = provider.contains('.') || provider.eq_ignore_ascii_case("saml");
    is_provider && !is_same(provider, host)
}

fn is_same(provider: &str, host: &str) -> bool {
    let [provider, host] = [provider, host].map(|it| it.trim_end_matches('/'));
    provider.eq_ignore_ascii_case(host)
}
