//! The standard callers as a derived scenario: its roles, callers and placements, and the path of each.

use std::collections::BTreeMap;

use super::chosen::{asking, choose};
use super::mentioned::{Mentioned, stand_in};
use super::{Asked, Cell, Deed, Row, Who};
use crate::answer::analyze_path;
use crate::arn::Arn;
use crate::arn::partition;
use crate::documents::Documents;
use crate::judge::Outcome;
use crate::network::{
    self, Hop, HopKind, NetworkControl, NetworkControlKind, NetworkReason, Path, PathKind,
};
use crate::policy::{DocumentId, PolicyKind};
use crate::scenario::{
    Account, Bucket, Endpoint, EndpointKind, Fact, OtherCaller, Placement, Role, Scenario, Vpc,
};
use crate::symptom::symptom;
use crate::truth::Truth;

/// The policy of whoever has full permissions.
const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// The role of whoever has full permissions; of a name that no policy has in mind.
pub(super) const SOMEBODY: &str = "role/Somebody";

/// The same as an IAM user.
const SOMEBODY_AS_USER: &str = "user/Somebody";

/// The name of the callers of an account that nobody here knows.
pub(super) const STRANGER: &str = "stranger";

/// The object that is asked about where the question names none.
pub(super) const SOME_KEY: &str = "some-object";

/// How many of those whom a bucket policy names are asked.
const MOST_NAMED: usize = 6;

/// How many of the objects that a bucket policy grants something on are asked about besides.
const MOST_KEYS: usize = 6;

/// What only a call through a VPC endpoint brings.
const ENDPOINT_KEYS: [&str; 7] = [
    "aws:SourceVpce",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:VpcSourceIp",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
];

/// What tells of what kind a principal is.
const KIND_KEYS: [&str; 4] =
    ["aws:PrincipalType", "aws:username", "aws:userid", "aws:TokenIssueTime"];

/// The callers being collected, in a scenario that describes them.
struct Cast {
    scenario: Scenario,
    /// Everything that the scenario says, and the ids that were made up.
    said: String,
    mentioned: Mentioned,
    /// The endpoints by which somebody in their VPC reaches the bucket.
    endpoints: Vec<Endpoint>,
    /// Whether more is asked than who could repair the policy.
    is_about_objects: bool,
    /// How many of those whom policies name are not asked.
    left_out: usize,
    /// The document with full permissions.
    everything: DocumentId,
    people: Vec<(Who, Path)>,
}

/// What each of the `deeds` comes to for every standard caller.
///
/// Those of other accounts are left out where all deeds are about the policy: S3 answers them with 405.
pub(super) fn rows(scenario: &Scenario, documents: &Documents, deeds: &[Deed]) -> Asked {
    let Some(bucket) = scenario.bucket() else { return Asked::default() };
    let names: Vec<String> = scenario.documents.keys().map(|it| it.to_string()).collect();
    let everything: DocumentId = free(&names, "everything").into();
    let mentioned = Mentioned::read(scenario, bucket, documents, partition(&bucket.region));
    let documents = documents.with(&everything, PolicyKind::Identity, EVERYTHING);
    let mut cast = Cast {
        scenario: scenario.clone(),
        said: scenario.to_compact_json(),
        mentioned,
        endpoints: endpoints_for(scenario, bucket),
        is_about_objects: deeds.iter().any(|it| !it.is_of_policy()),
        left_out: 0,
        everything,
        people: Vec::new(),
    };
    cast.own();
    cast.account_of(bucket);
    cast.named(bucket);
    if cast.is_about_objects {
        cast.elsewhere(bucket);
    }
    let row = |(who, path): &(Who, Path)| {
        let id = matches!(who, Who::Own { .. }).then(|| path.id.clone());
        Row { who: who.clone(), path: id, cells: Vec::new() }
    };
    let mut rows: Vec<Row> = cast.people.iter().map(row).collect();
    for deed in deeds {
        let asked = asking(&cast.scenario, *deed);
        let mut standard = asked.clone();
        choose(&mut standard, scenario, *deed, &cast.mentioned);
        let is_of_objects = matches!(deed, Deed::Read | Deed::Write);
        let keys = cast.mentioned.objects.iter().filter(|_| is_of_objects).take(MOST_KEYS);
        let others: Vec<Scenario> = keys.map(|it| about(&standard, it)).collect();
        for ((who, path), row) in cast.people.iter().zip(&mut rows) {
            if *who == Who::RootSession && !deed.is_of_policy() {
                continue;
            }
            let is_own = matches!(who, Who::Own { .. } | Who::Outside { .. });
            let scenario = if is_own { &asked } else { &standard };
            let mut cell = cell(*deed, path, scenario, &documents);
            let is_outsider =
                !is_own && !cell.analysis.requests.iter().any(|it| it.request.is_same_account());
            for scenario in others.iter().filter(|_| is_outsider) {
                if cell.analysis.outcome == Outcome::Open {
                    break;
                }
                let mut other = self::cell(*deed, path, scenario, &documents);
                if cell.analysis.outcome == Outcome::Blocked
                    && other.analysis.outcome != Outcome::Blocked
                    || other.analysis.outcome == Outcome::Open
                {
                    other.key = Some(scenario.question.key.clone());
                    cell = other;
                }
            }
            row.cells.push(cell);
        }
    }
    Asked { rows, left_out: cast.left_out }
}

/// The scenario, asked about another object.
fn about(scenario: &Scenario, key: &str) -> Scenario {
    let mut scenario = scenario.clone();
    key.clone_into(&mut scenario.question.key);
    scenario
}

fn cell(deed: Deed, path: &Path, scenario: &Scenario, documents: &Documents) -> Cell {
    let analysis = analyze_path(path.clone(), scenario, documents);
    let symptom = symptom(&analysis, scenario);
    Cell { deed, key: None, analysis, symptom }
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
        let of_endpoint = |endpoint: &Endpoint| {
            (Who::Through { endpoint: endpoint.id.clone() }, through(path.clone(), endpoint))
        };
        let mut others: Vec<(Who, Path)> = self.endpoints.iter().map(of_endpoint).collect();
        if self.mentioned.asks(&ENDPOINT_KEYS) {
            let own = |it: &&Vpc| it.account == *account && it.region == bucket.region;
            let vpcs: Vec<Vpc> = self.scenario.vpcs.iter().filter(own).cloned().collect();
            let of_any = self.endpoint_elsewhere(account, &bucket.region);
            others.push((Who::ThroughOther { vpc: None }, through(path.clone(), &of_any)));
            for vpc in vpcs {
                let endpoint = self.new_endpoint(&vpc.id, account);
                let who = Who::ThroughOther { vpc: Some(vpc.id) };
                others.push((who, through(path.clone(), &endpoint)));
            }
        }
        self.people.push((Who::Administrator, path));
        // Where policies tell roles from users, an administrator may be either.
        let is_of_kind = |it: &String| it.contains(['*', '?']);
        if self.mentioned.asks(&KIND_KEYS) || self.mentioned.principals.iter().any(is_of_kind) {
            let user = format!("arn:{partition}:iam::{account}:{SOMEBODY_AS_USER}");
            let path = self.caller("administrator", None, Some(user));
            // The table has one row for an endpoint; who could repair the policy is asked to the end.
            let ways = others.iter().map(|(who, way)| {
                (who.clone(), Path { caller: path.caller.clone(), ..way.clone() })
            });
            let ways: Vec<(Who, Path)> = ways.filter(|_| !self.is_about_objects).collect();
            others.extend(ways);
            self.people.push((Who::AdministratorAsUser, path));
        }
        self.people.extend(others);
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

    /// An endpoint that nobody has described, in a VPC that nobody has described, of `account`.
    fn endpoint_elsewhere(&mut self, account: &str, region: &str) -> Endpoint {
        let vpc = Vpc {
            id: self.free_id("vpc-"),
            account: account.to_owned(),
            region: region.to_owned(),
            ..Vpc::default()
        };
        let id = vpc.id.clone();
        self.scenario.vpcs.push(vpc);
        self.new_endpoint(&id, account)
    }

    /// A new endpoint in a VPC, with the policy that allows all.
    fn new_endpoint(&mut self, vpc: &str, account: &str) -> Endpoint {
        let endpoint = Endpoint {
            id: self.free_id("vpce-"),
            vpc: vpc.to_owned(),
            account: Some(account.to_owned()),
            ..Endpoint::default()
        };
        self.scenario.endpoints.push(endpoint.clone());
        endpoint
    }

    /// Those whom the policies of the bucket and its account name and the scenario does not describe as callers.
    fn named(&mut self, bucket: &Bucket) {
        let mut many = 0;
        for principal in self.mentioned.principals.clone() {
            let Some(arn) = stand_in(&principal, bucket) else { continue };
            let is_own = arn.split(':').nth(4) == Some(bucket.account.as_str());
            if self.describes(&arn) || !(is_own || self.is_about_objects) {
                continue;
            }
            if many == MOST_NAMED {
                self.left_out += 1;
                continue;
            }
            many += 1;
            let is_user = Arn::parse(&arn).is_some_and(|it| it.kind_and_name().0 == "user");
            let known = self.scenario.roles.iter().find(|it| it.arn == arn);
            let known = known.map(|it| it.id.clone());
            let role = (!is_user).then(|| known.unwrap_or_else(|| self.role(&arn)));
            let path = self.caller("named", role, Some(arn).filter(|_| is_user));
            self.people.push((Who::Named { principal }, path));
        }
    }

    /// Whether some function of the scenario, or a caller who may come from anywhere with anything, is this principal.
    fn describes(&self, arn: &str) -> bool {
        let is = |role: &str| self.scenario.role(role).is_some_and(|it| it.arn == arn);
        let user = |it: &OtherCaller| it.user.as_deref() == Some(arn);
        let is_free = |it: &&OtherCaller| it.source_ip.is_none() && it.condition_keys.is_empty();
        self.scenario.functions.iter().any(|it| is(&it.role))
            || self
                .scenario
                .callers
                .iter()
                .filter(is_free)
                .any(|it| it.role.as_deref().is_some_and(is) || user(it))
    }

    /// Those of other accounts, and of none.
    fn elsewhere(&mut self, bucket: &Bucket) {
        let partition = partition(&bucket.region);
        if let Some(organization) = self.scenario.organization_of(&bucket.account) {
            let management = organization.management_account.clone();
            let member = |it: &&Account| {
                it.id != bucket.account
                    && !it.outside_organization
                    && management.as_ref() != Some(&it.id)
            };
            let listed = self.scenario.accounts.iter().find(member).map(|it| it.id.clone());
            let account = listed.unwrap_or_else(|| self.free_account());
            let role = self.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
            let path = self.caller("organization", Some(role), None);
            self.people.push((Who::Organization { account }, path));
        }
        let account = self.free_account();
        self.scenario.accounts.push(Account {
            id: account.clone(),
            outside_organization: true,
            ..Account::default()
        });
        let role = self.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
        let stranger = self.caller(STRANGER, Some(role), None);
        self.people.push((Who::Stranger, stranger.clone()));
        for name in self.of_strangers() {
            let arn = format!("arn:{partition}:iam::{account}:{name}");
            let is_role = name.starts_with("role/");
            let role = is_role.then(|| self.role(&arn));
            let path = self.caller(STRANGER, role, Some(arn).filter(|_| !is_role));
            // A user of any name takes the one that a policy asks for.
            if let Some(caller) =
                self.scenario.callers.last_mut().filter(|_| name == SOMEBODY_AS_USER)
            {
                caller.condition_keys.insert("aws:username".to_owned(), Fact::Unknown);
            }
            self.people.push((Who::StrangerAs { name }, path));
        }
        let anonymous = self.caller("anonymous", None, None);
        self.people.push((Who::Anonymous, anonymous.clone()));
        if !self.mentioned.asks(&ENDPOINT_KEYS) {
            return;
        }
        let of_other = self.endpoint_elsewhere(&account, &bucket.region);
        let mut through_it: Vec<(Who, Path)> = Vec::new();
        for endpoint in self.endpoints.iter().chain([&of_other]) {
            let named = Some(endpoint.id.clone()).filter(|_| endpoint.id != of_other.id);
            let who = Who::StrangerThrough { endpoint: named.clone() };
            through_it.push((who, through(stranger.clone(), endpoint)));
            let who = Who::AnonymousThrough { endpoint: named };
            through_it.push((who, through(anonymous.clone(), endpoint)));
        }
        self.people.extend(through_it);
    }

    /// As which roles and users a stranger may come, besides the one of any name: a stranger chooses the names of the
    /// own account.
    fn of_strangers(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for pattern in self.mentioned.of_any_account.iter().filter(|it| !it.contains("${")) {
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
        if self.mentioned.asks(&KIND_KEYS) && !names.iter().any(is_user) {
            names.push(SOMEBODY_AS_USER.to_owned());
        }
        names.truncate(MOST_NAMED);
        names
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

    /// The id of an account that the scenario and its documents do not mention.
    fn free_account(&mut self) -> String {
        let ids = (0_u64..).map(|it| format!("{:012}", 999_999_999_999 - it));
        self.first_unsaid(ids)
    }

    /// The id of a VPC or endpoint that the scenario and its documents do not mention.
    fn free_id(&mut self, kind: &str) -> String {
        self.first_unsaid((0_u64..).map(|it| format!("{kind}{it:017x}")))
    }

    fn first_unsaid(&mut self, mut ids: impl Iterator<Item = String>) -> String {
        let id = ids.find(|it| !self.said.contains(it.as_str())).unwrap_or_default();
        self.said.push_str(&id);
        id
    }
}

/// The endpoints of the scenario by which somebody in their VPC reaches the bucket.
fn endpoints_for(scenario: &Scenario, bucket: &Bucket) -> Vec<Endpoint> {
    let serves = |it: &&Endpoint| {
        let region = scenario.vpc(&it.vpc).map(|it| &it.region);
        region.is_none_or(|it| *it == bucket.region) && it.state.is_available() != Truth::No
    };
    scenario.endpoints.iter().filter(serves).cloned().collect()
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
