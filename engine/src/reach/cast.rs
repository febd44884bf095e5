//! The standard callers as a derived scenario: its roles, callers and placements, and the path of each.

use std::collections::BTreeMap;

use super::{Cell, Deed, Row, Who};
use crate::analyze_path;
use crate::arn::{self, Arn};
use crate::documents::Documents;
use crate::keys::partition;
use crate::network::{
    self, Hop, HopKind, NetworkControl, NetworkControlKind, NetworkReason, Path, PathKind,
};
use crate::pattern;
use crate::policy::{DocumentId, Effect, PolicyKind, PrincipalName};
use crate::scenario::{
    Account, Bucket, Endpoint, EndpointKind, Fact, Options, OtherCaller, Placement, Role, Scenario,
};
use crate::symptom::symptom;
use crate::truth::Truth;

/// The policy of whoever has full permissions.
const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// The role of whoever has full permissions; of a name that no policy has in mind.
const SOMEBODY: &str = "role/Somebody";

/// The object that is asked about where the question names none.
const SOME_KEY: &str = "some-object";

/// How many of those whom a bucket policy names are asked.
const MOST_NAMED: usize = 6;

/// What a request for an object may say by its headers, and a list request by its parameters.
const WRITE_KEYS: [&str; 7] = [
    "s3:x-amz-acl",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-storage-class",
    "s3:if-none-match",
    "s3:object-lock-mode",
    "s3:RequestObjectTagKeys",
];
const LIST_KEYS: [&str; 3] = ["s3:prefix", "s3:delimiter", "s3:max-keys"];

/// The callers being collected, in a scenario that describes them.
struct Cast {
    scenario: Scenario,
    /// The document with full permissions.
    everything: DocumentId,
    people: Vec<(Who, Path)>,
}

/// What each of the `deeds` comes to for every standard caller.
pub(super) fn rows(scenario: &Scenario, documents: &Documents, deeds: &[Deed]) -> Vec<Row> {
    let Some(bucket) = scenario.bucket() else { return Vec::new() };
    let names: Vec<String> = scenario.documents.keys().map(|it| it.to_string()).collect();
    let everything: DocumentId = free(&names, "everything").into();
    let documents = documents.with(&everything, PolicyKind::Identity, EVERYTHING);
    let mut cast = Cast { scenario: scenario.clone(), everything, people: Vec::new() };
    cast.own();
    cast.account_of(bucket);
    cast.named(bucket, &documents);
    cast.elsewhere(bucket);
    let tags = principal_tags(&documents);
    let row = |(who, path): &(Who, Path)| {
        let id = matches!(who, Who::Own { .. }).then(|| path.id.clone());
        Row { who: who.clone(), path: id, cells: Vec::new() }
    };
    let mut rows: Vec<Row> = cast.people.iter().map(row).collect();
    let first = scenario.callers.len();
    for deed in deeds {
        let asked = asking(&cast.scenario, *deed);
        let mut standard = asked.clone();
        choose(&mut standard, first, *deed, &tags);
        for ((who, path), row) in cast.people.iter().zip(&mut rows) {
            if *who == Who::RootSession && !deed.is_of_policy() {
                continue;
            }
            let is_own = matches!(who, Who::Own { .. } | Who::Outside { .. });
            let scenario = if is_own { &asked } else { &standard };
            let analysis = analyze_path(path.clone(), scenario, &documents);
            let symptom = symptom(&analysis, scenario);
            row.cells.push(Cell { deed: *deed, analysis, symptom });
        }
    }
    rows
}

/// The scenario with the question for a deed.
fn asking(scenario: &Scenario, deed: Deed) -> Scenario {
    let mut asked = scenario.clone();
    let Some(operation) = deed.operation() else { return asked };
    let question = &mut asked.question;
    operation.name().clone_into(&mut question.operation);
    if question.key.is_empty() {
        SOME_KEY.clone_into(&mut question.key);
    }
    // The bucket itself is asked about, and what the call sends along belongs to that call.
    question.access_point = None;
    question.options = Options {
        server_side_encryption: question.options.server_side_encryption.take(),
        tls_version: question.options.tls_version.take(),
        plain_http: question.options.plain_http,
        ..Options::default()
    };
    asked
}

/// Makes unknown what the standard callers, who stand behind the `first` ones, choose by themselves.
fn choose(scenario: &mut Scenario, first: usize, deed: Deed, tags: &[String]) {
    let own: &[&str] = match deed {
        Deed::Write => &WRITE_KEYS,
        Deed::List => &LIST_KEYS,
        _ => &[],
    };
    for caller in scenario.callers.iter_mut().skip(first) {
        let is_root = caller.user.as_ref().is_some_and(|it| it.ends_with(":root"));
        let signed = !is_root && (caller.role.is_some() || caller.user.is_some());
        let tags = tags.iter().map(String::as_str).filter(|_| signed);
        for key in own.iter().copied().chain(tags) {
            caller.condition_keys.insert(key.to_owned(), Fact::Unknown);
        }
    }
    if deed == Deed::Write {
        scenario.question.options.server_side_encryption = None;
    }
}

/// The tags of callers that some policy asks for.
fn principal_tags(documents: &Documents) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for (_, _, parsed) in documents.iter() {
        for condition in parsed.value.statements.iter().flat_map(|it| &it.conditions) {
            let key = condition.key.text.to_string();
            let is_tag = key.to_ascii_lowercase().starts_with("aws:principaltag/");
            if is_tag && !tags.iter().any(|it| it.eq_ignore_ascii_case(&key)) {
                tags.push(key);
            }
        }
    }
    tags
}

impl Cast {
    /// The functions and other callers of the scenario, and the question's functions outside any VPC.
    fn own(&mut self) {
        let mut outside: Vec<String> = Vec::new();
        let functions = self.scenario.functions.iter().map(|it| it.id.clone());
        let callers = self.scenario.callers.iter().map(|it| it.id.clone());
        let all: Vec<String> = functions.chain(callers).collect();
        let question = std::mem::replace(&mut self.scenario.question.callers, all);
        let taken = self.ids();
        for function in &mut self.scenario.functions {
            let is_outside = function.placements.iter().any(|it| it.outside);
            if question.contains(&function.id) && !is_outside {
                let id = free(&taken, &format!("{} outside", function.id));
                outside.push(id.clone());
                let placement = Placement { id, outside: true, ..Placement::default() };
                function.placements.push(placement);
            }
        }
        for path in network::paths(&self.scenario) {
            let caller = path.caller.clone();
            let who = match path.placement.as_ref().is_some_and(|it| outside.contains(it)) {
                true => Who::Outside { function: caller },
                false => Who::Own { caller },
            };
            self.people.push((who, path));
        }
        self.scenario.question.callers = question;
    }

    /// Those of the bucket's account: an administrator, its root user, and an administrator through each endpoint.
    fn account_of(&mut self, bucket: &Bucket) {
        let partition = partition(&bucket.region);
        let account = &bucket.account;
        let administrator = self.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
        let path = self.caller("administrator", Some(administrator), None);
        let endpoints: Vec<Endpoint> = self.endpoints_for(bucket);
        let through = endpoints.iter().map(|endpoint| {
            let who = Who::Through { endpoint: endpoint.id.clone() };
            (who, through(path.clone(), endpoint))
        });
        let through: Vec<(Who, Path)> = through.collect();
        self.people.push((Who::Administrator, path));
        self.people.extend(through);
        let root = format!("arn:{partition}:iam::{account}:root");
        if !self.describes(&root) {
            let path = self.caller("root", None, Some(root.clone()));
            self.people.push((Who::Root, path));
        }
        let organization = self.scenario.organization_of(account);
        let is_member =
            organization.is_some_and(|it| it.management_account.as_ref() != Some(account));
        if is_member {
            let path = self.caller("root-session", None, Some(root));
            // AWS: "AWS global condition context keys" — only such a session carries the key.
            if let Some(caller) = self.scenario.callers.last_mut() {
                let yes = Fact::Known(vec!["true".to_owned()]);
                caller.condition_keys.insert("aws:AssumedRoot".to_owned(), yes);
            }
            self.people.push((Who::RootSession, path));
        }
    }

    /// The endpoints by which somebody in their VPC reaches the bucket.
    fn endpoints_for(&self, bucket: &Bucket) -> Vec<Endpoint> {
        let serves = |it: &&Endpoint| {
            let region = self.scenario.vpc(&it.vpc).map(|it| &it.region);
            region.is_none_or(|it| *it == bucket.region) && it.state.is_available() != Truth::No
        };
        self.scenario.endpoints.iter().filter(serves).cloned().collect()
    }

    /// Those whom the bucket policy names and the scenario does not describe as callers.
    fn named(&mut self, bucket: &Bucket, documents: &Documents) {
        let Some(Fact::Known(id)) = &bucket.policy else { return };
        let Some(policy) = documents.get(id, PolicyKind::Bucket) else { return };
        let mut principals: Vec<String> = Vec::new();
        for statement in &policy.value.statements {
            let listed = statement.principal.iter().flat_map(|it| &it.entries);
            let of_role = |it: &&crate::policy::Condition| {
                it.key.text.eq_ignore_ascii_case("aws:PrincipalArn")
            };
            let values = statement.conditions.iter().filter(of_role).flat_map(|it| &it.values);
            let grants = statement.effect == Some(Effect::Allow);
            let names = listed.filter_map(|it| match &it.name {
                PrincipalName::Account(it) | PrincipalName::Root(it) if grants => Some(it.clone()),
                PrincipalName::Role(it) | PrincipalName::User(it) => Some(it.clone()),
                _ => None,
            });
            principals.extend(names.chain(values.map(|it| it.text.to_string())));
        }
        principals.dedup();
        for principal in principals {
            let many = self.people.iter().filter(|it| matches!(it.0, Who::Named { .. })).count();
            let Some(arn) = stand_in(&principal, bucket) else { continue };
            let who = Who::Named { principal };
            if many < MOST_NAMED
                && !self.people.iter().any(|it| it.0 == who)
                && !self.describes(&arn)
            {
                let is_user = Arn::parse(&arn).is_some_and(|it| it.kind_and_name().0 == "user");
                let known = self.scenario.roles.iter().find(|it| it.arn == arn);
                let known = known.map(|it| it.id.clone());
                let role = (!is_user).then(|| known.unwrap_or_else(|| self.role(&arn)));
                let path = self.caller("named", role, Some(arn).filter(|_| is_user));
                self.people.push((who, path));
            }
        }
    }

    /// Whether some caller of the scenario, or its standard administrator, is this principal.
    fn describes(&self, arn: &str) -> bool {
        let is = |role: &str| self.scenario.role(role).is_some_and(|it| it.arn == arn);
        let user = |it: &OtherCaller| it.user.as_deref() == Some(arn);
        self.scenario.functions.iter().any(|it| is(&it.role))
            || self.scenario.callers.iter().any(|it| it.role.as_deref().is_some_and(is) || user(it))
    }

    /// Those of other accounts, and of none.
    fn elsewhere(&mut self, bucket: &Bucket) {
        let partition = partition(&bucket.region);
        if self.scenario.organization_of(&bucket.account).is_some() {
            let member = |it: &&Account| it.id != bucket.account && !it.outside_organization;
            let listed = self.scenario.accounts.iter().find(member).map(|it| it.id.clone());
            let account = listed.unwrap_or_else(|| self.free_account());
            let role = self.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
            let path = self.caller("organization", Some(role), None);
            self.people.push((Who::Organization { account }, path));
        }
        let account = self.free_account();
        let role = self.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
        self.scenario.accounts.push(Account {
            id: account,
            outside_organization: true,
            ..Account::default()
        });
        let path = self.caller("stranger", Some(role), None);
        self.people.push((Who::Stranger, path));
        let path = self.caller("anonymous", None, None);
        self.people.push((Who::Anonymous, path));
    }

    /// A new role with full permissions, by id.
    fn role(&mut self, arn: &str) -> String {
        let id = free(&self.ids(), arn);
        let policies = Fact::Known(vec![self.everything.clone()]);
        self.scenario.roles.push(Role {
            id: id.clone(),
            arn: arn.to_owned(),
            policies,
            ..Role::default()
        });
        id
    }

    /// The path of a new caller on the internet.
    fn caller(&mut self, name: &str, role: Option<String>, user: Option<String>) -> Path {
        let id = free(&self.ids(), name);
        let policies = match user {
            Some(_) => Fact::Known(vec![self.everything.clone()]),
            None => Fact::default(),
        };
        let caller = OtherCaller {
            id,
            name: name.to_owned(),
            role,
            user,
            policies,
            condition_keys: BTreeMap::new(),
            ..OtherCaller::default()
        };
        let path = network::internet(&caller);
        self.scenario.callers.push(caller);
        path
    }

    /// Every id that is taken.
    fn ids(&self) -> Vec<String> {
        let scenario = &self.scenario;
        let roles = scenario.roles.iter().map(|it| &it.id);
        let callers = scenario.callers.iter().map(|it| &it.id);
        let functions = scenario.functions.iter().map(|it| &it.id);
        let placements = scenario.functions.iter().flat_map(|it| &it.placements).map(|it| &it.id);
        roles.chain(callers).chain(functions).chain(placements).cloned().collect()
    }

    /// The id of an account that nothing in the scenario belongs to.
    fn free_account(&self) -> String {
        let scenario = &self.scenario;
        let known = |id: &str| {
            scenario.accounts.iter().any(|it| it.id == id)
                || scenario.buckets.iter().any(|it| it.account == id)
                || scenario.roles.iter().any(|it| it.arn.split(':').nth(4) == Some(id))
        };
        let ids = (0_u64..).map(|it| format!("{:012}", 999_999_999_999 - it));
        ids.into_iter().find(|it| !known(it)).unwrap_or_default()
    }
}

/// `name`, or what comes after it, if that is taken.
fn free(taken: &[String], name: &str) -> String {
    let mut id = name.to_owned();
    while taken.contains(&id) {
        id.push('+');
    }
    id
}

/// The path of somebody in the VPC of an endpoint, who calls through it.
fn through(mut path: Path, endpoint: &Endpoint) -> Path {
    let (kind, hop) = match endpoint.kind {
        EndpointKind::Gateway => (PathKind::GatewayEndpoint, HopKind::GatewayEndpoint),
        EndpointKind::Interface => (PathKind::InterfaceEndpoint, HopKind::InterfaceEndpoint),
    };
    path.kind = kind;
    path.hops.push(Hop { kind: hop, name: endpoint.id.clone(), subnet: None });
    if endpoint.state.is_available() == Truth::Unknown {
        path.controls.push(NetworkControl {
            kind: NetworkControlKind::Route,
            hop: 0,
            subject: endpoint.id.clone(),
            passes: Truth::Unknown,
            because: NetworkReason::RouteUndetermined {
                on: format!("whether {} is available", endpoint.id),
            },
            rules: Vec::new(),
        });
    }
    path
}

/// The role or user that stands for a principal of a bucket policy: of an account its administrator, of a pattern one
/// that fits; nobody where that is no role or user.
fn stand_in(principal: &str, bucket: &Bucket) -> Option<String> {
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
