//! Turns a scenario into the standard callers: a derived scenario that describes them, and the path of each.
//!
//! Judges no call; `rows` does.

use accesspath_policy::arn::Arn;
use accesspath_policy::arn::partition;
use accesspath_policy::authorize::Decision;
use accesspath_policy::key;
use accesspath_policy::truth::Truth;

use super::Who;
use super::asked_keys::AskedKeys;
use super::derived::{Derived, free};
use super::named_principals::{NamedPrincipals, patterns_of_trust};
use super::stand_ins::{
    MOST_NAMED, SOMEBODY, SOMEBODY_AS_USER, STRANGER, names_of_strangers, stand_in,
};
use crate::check::{At, Check, NetworkReason, Reason, Unknown};
use crate::control::{Control, NetworkControl};
use crate::documents::Documents;
use crate::network::{self, Hop, HopKind, Path, PathKind};
use crate::requests::{identity, may_assume};
use crate::scenario::{
    Account, Bucket, Endpoint, EndpointKind, Fact, Placement, Role, Scenario, Vpc,
};

/// The keys that tell users from roles.
const KIND_KEYS: [&str; 4] =
    [key::AWS_PRINCIPAL_TYPE, key::AWS_USERNAME, key::AWS_USERID, key::AWS_TOKEN_ISSUE_TIME];

/// The standard callers, collected from the bucket's account outwards.
pub(super) struct Callers<'k> {
    /// The scenario that describes them.
    pub(super) derived: Derived<'k>,
    /// Each caller, and the path of its calls.
    pub(super) people: Vec<(Who, Path)>,
    /// The count of named principals that are left out.
    pub(super) left_out: usize,
    keys: &'k AskedKeys,
    named: NamedPrincipals,
    /// The endpoints through which a caller in their VPC reaches the bucket.
    endpoints: Vec<Endpoint>,
    /// Some task is not about the bucket policy.
    is_about_objects: bool,
}

impl<'k> Callers<'k> {
    /// Collects the callers for `bucket`, which is the question's; `documents` are those of `scenario`, and `keys` the
    /// condition keys that these ask for.
    ///
    /// The order is that of the table's rows. `named` must come after `own` and `account_of`, because it skips
    /// principals that are callers already.
    pub(super) fn of(
        scenario: &'k Scenario,
        bucket: &Bucket,
        documents: &Documents,
        keys: &'k AskedKeys,
        is_about_objects: bool,
    ) -> Self {
        let mut callers = Self {
            derived: Derived::of(scenario, documents),
            people: Vec::new(),
            left_out: 0,
            keys,
            named: NamedPrincipals::read(scenario, bucket, documents, partition(&bucket.region)),
            endpoints: endpoints_for(scenario, bucket),
            is_about_objects,
        };
        callers.own();
        callers.account_of(bucket);
        callers.named(bucket);
        if is_about_objects {
            callers.elsewhere(bucket);
        }
        callers
    }

    /// The functions and other callers of the scenario, and the question's functions outside any VPC.
    ///
    /// `network::paths` follows the callers of the question, so the question holds all of them while it runs.
    fn own(&mut self) {
        let mut outside: Vec<String> = Vec::new();
        let functions = self.derived.scenario.functions.iter().map(|it| it.id.clone());
        let callers = self.derived.scenario.callers.iter().map(|it| it.id.clone());
        let all: Vec<String> = functions.chain(callers).collect();
        let question = std::mem::replace(&mut self.derived.scenario.question.callers, all);
        let taken = self.derived.ids();
        for function in &mut self.derived.scenario.functions {
            let is_outside = function.placements.iter().any(|it| it.outside);
            if question.contains(&function.id) && !is_outside {
                let id = free(&taken, &format!("{} outside", function.id));
                outside.push(id.clone());
                let placement = Placement { id, outside: true, ..Placement::default() };
                function.placements.push(placement);
            }
        }
        for path in network::paths(&self.derived.scenario) {
            let caller = path.caller.clone();
            let who = match path.placement.as_ref().is_some_and(|it| outside.contains(it)) {
                true => Who::Outside { function: caller },
                false => Who::Own { caller },
            };
            self.people.push((who, path));
        }
        self.derived.scenario.question.callers = question;
    }

    /// The callers of the bucket's account: an administrator, also through each endpoint, its root user, and in a
    /// member account the privileged session of the management account.
    fn account_of(&mut self, bucket: &Bucket) {
        let partition = partition(&bucket.region);
        let account = &bucket.account;
        let administrator =
            self.derived.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
        let path = self.derived.caller("administrator", Some(administrator), None);
        let of_endpoint = |endpoint: &Endpoint| {
            (Who::Through { endpoint: endpoint.id.clone() }, through(path.clone(), endpoint))
        };
        let mut others: Vec<(Who, Path)> = self.endpoints.iter().map(of_endpoint).collect();
        if self.keys.has(&key::ENDPOINT_KEYS) {
            let own = |it: &&Vpc| it.account == *account && it.region == bucket.region;
            let vpcs: Vec<Vpc> = self.derived.scenario.vpcs.iter().filter(own).cloned().collect();
            let of_any = self.derived.endpoint_elsewhere(account, &bucket.region);
            others.push((Who::ThroughOther { vpc: None }, through(path.clone(), &of_any)));
            for vpc in vpcs {
                let endpoint = self.derived.new_endpoint(&vpc.id, account);
                let who = Who::ThroughOther { vpc: Some(vpc.id) };
                others.push((who, through(path.clone(), &endpoint)));
            }
        }
        self.people.push((Who::Administrator, path));
        // Where policies tell roles from users, an administrator may be either.
        let is_of_kind = |it: &String| it.contains(['*', '?']);
        if self.keys.has(&KIND_KEYS) || self.named.all.iter().any(is_of_kind) {
            let user = format!("arn:{partition}:iam::{account}:{SOMEBODY_AS_USER}");
            let path = self.derived.caller("administrator", None, Some(user));
            // The table has one row for an endpoint. The verdict on a lock-out needs the users as well.
            if !self.is_about_objects {
                let as_user = |(who, of_role): &(Who, Path)| {
                    (who.clone(), Path { caller: path.caller.clone(), ..of_role.clone() })
                };
                let as_users: Vec<(Who, Path)> = others.iter().map(as_user).collect();
                others.extend(as_users);
            }
            self.people.push((Who::AdministratorAsUser, path));
        }
        self.people.extend(others);
        let root = format!("arn:{partition}:iam::{account}:root");
        if !self.derived.describes(&root) {
            let path = self.derived.caller("root", None, Some(root.clone()));
            self.people.push((Who::Root, path));
        }
        let organization = self.derived.scenario.organization_of(account);
        let is_member =
            organization.is_some_and(|it| it.management_account.as_ref() != Some(account));
        if is_member {
            let path = self.derived.caller("root-session", None, Some(root));
            // AWS: "AWS global condition context keys" — only such a session carries the key.
            if let Some(caller) = self.derived.scenario.callers.last_mut() {
                let yes = Fact::Known(vec!["true".to_owned()]);
                caller.condition_keys.insert(key::AWS_ASSUMED_ROOT.to_owned(), yes);
            }
            self.people.push((Who::RootSession, path));
        }
    }

    /// The principals that the policies of the bucket and its account name, and that the scenario does not describe as
    /// callers; those of other accounts only if some task is not about the bucket policy.
    fn named(&mut self, bucket: &Bucket) {
        let mut many = 0;
        for principal in self.named.all.clone() {
            let Some(arn) = stand_in(&principal, bucket) else { continue };
            let is_own = arn.split(':').nth(4) == Some(bucket.account.as_str());
            if self.derived.describes(&arn) || !(is_own || self.is_about_objects) {
                continue;
            }
            if many == MOST_NAMED {
                self.left_out += 1;
                continue;
            }
            many += 1;
            let is_user = Arn::parse(&arn).is_some_and(|it| it.kind_and_name().0 == "user");
            let known = self.derived.scenario.roles.iter().find(|it| it.arn == arn);
            let known = known.map(|it| it.id.clone());
            let role = (!is_user).then(|| known.unwrap_or_else(|| self.derived.role(&arn)));
            let path = self.derived.caller("named", role, Some(arn).filter(|_| is_user));
            if self.keys.has(&key::ENDPOINT_KEYS) && !is_own {
                for it in &self.endpoints {
                    let (principal, endpoint) = (principal.clone(), it.id.clone());
                    let who = Who::NamedThrough { principal, endpoint };
                    self.people.push((who, through(path.clone(), it)));
                }
            }
            self.people.push((Who::Named { principal }, path));
        }
    }

    /// The callers of other accounts, and those without credentials.
    fn elsewhere(&mut self, bucket: &Bucket) {
        let partition = partition(&bucket.region);
        if let Some(organization) = self.derived.scenario.organization_of(&bucket.account) {
            let management = organization.management_account.clone();
            let member = |it: &&Account| {
                it.id != bucket.account
                    && !it.outside_organization
                    && management.as_ref() != Some(&it.id)
            };
            let listed = self.derived.scenario.accounts.iter().find(member).map(|it| it.id.clone());
            let account = listed.unwrap_or_else(|| self.derived.member());
            let role = self.derived.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
            let path = self.derived.caller("organization", Some(role), None);
            self.people.push((Who::Organization { account }, path));
        }
        let account = self.derived.account();
        let role = self.derived.role(&format!("arn:{partition}:iam::{account}:{SOMEBODY}"));
        let stranger = self.derived.caller(STRANGER, Some(role), None);
        self.people.push((Who::Stranger, stranger.clone()));
        self.in_roles(&stranger, &account, partition);
        for (service, source) in std::mem::take(&mut self.named.services) {
            let path = self.derived.service(&service, source.as_deref(), &account);
            self.people.push((Who::Service { service }, path));
        }
        let tells_kinds = self.keys.has(&KIND_KEYS);
        for name in names_of_strangers(&self.named.of_any_account, tells_kinds) {
            let path = self.stranger_as(&name, &account, partition);
            self.people.push((Who::StrangerAs { name }, path));
        }
        let anonymous = self.derived.caller("anonymous", None, None);
        self.people.push((Who::Anonymous, anonymous.clone()));
        if !self.keys.has(&key::ENDPOINT_KEYS) {
            return;
        }
        let of_other = self.derived.endpoint_elsewhere(&account, &bucket.region);
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
}

impl Callers<'_> {
    /// The path of a stranger as a role or user of a name.
    fn stranger_as(&mut self, name: &str, account: &str, partition: &str) -> Path {
        let arn = format!("arn:{partition}:iam::{account}:{name}");
        let is_role = name.starts_with("role/");
        let role = is_role.then(|| self.derived.role(&arn));
        let path = self.derived.caller(STRANGER, role, Some(arn).filter(|_| !is_role));
        // This user stands for a user of any name, also of one that a policy asks for.
        if let Some(caller) =
            self.derived.scenario.callers.last_mut().filter(|_| name == SOMEBODY_AS_USER)
        {
            caller.condition_keys.insert(key::AWS_USERNAME.to_owned(), Fact::Unknown);
        }
        path
    }

    /// The stranger in the roles that it may assume, by whatever name.
    fn in_roles(&mut self, stranger: &Path, account: &str, partition: &str) {
        let given = &self.derived.scenario;
        let patterns = patterns_of_trust(given, &self.derived.documents, partition);
        let mut as_whom = vec![stranger.caller.clone()];
        for name in names_of_strangers(&patterns, self.keys.has(&KIND_KEYS)) {
            as_whom.push(self.stranger_as(&name, account, partition).caller);
        }
        let scenario = &self.derived.scenario;
        let identities: Vec<_> = as_whom.iter().filter_map(|it| identity(it, scenario)).collect();
        let documents = &self.derived.documents;
        let may = |role: &Role| {
            Truth::any(identities.iter().map(|it| may_assume(it, role, scenario, documents)))
        };
        let roles: Vec<(String, Truth)> = scenario
            .roles
            .iter()
            .map(|it| (it.id.clone(), may(it)))
            .filter(|it| it.1 != Truth::No)
            .collect();
        for (role, may) in roles {
            let mut path = self.derived.caller("stranger in a role", Some(role.clone()), None);
            if may == Truth::Unknown {
                let because = Reason::Authorization(Decision::Undetermined);
                path.checks.push(Check::new(Control::TrustPolicy, may, because));
            }
            self.people.push((Who::StrangerInRole { role }, path));
        }
    }
}

/// The endpoints of the scenario through which a caller in their VPC reaches the bucket.
fn endpoints_for(scenario: &Scenario, bucket: &Bucket) -> Vec<Endpoint> {
    let serves = |it: &&Endpoint| {
        let region = scenario.vpc(&it.vpc).map(|it| &it.region);
        region.is_none_or(|it| *it == bucket.region) && it.state.is_available() != Truth::No
    };
    scenario.endpoints.iter().filter(serves).cloned().collect()
}

/// The path of a caller in the VPC of an endpoint, through that endpoint.
///
/// Its subnet and security groups are not described, so of the network only the endpoint's state is judged.
fn through(mut path: Path, endpoint: &Endpoint) -> Path {
    let (kind, hop) = match endpoint.kind {
        EndpointKind::Gateway => (PathKind::GatewayEndpoint, HopKind::GatewayEndpoint),
        EndpointKind::Interface => (PathKind::InterfaceEndpoint, HopKind::InterfaceEndpoint),
    };
    path.kind = kind;
    path.hops.push(Hop { kind: hop, name: endpoint.id.clone(), subnet: None });
    if endpoint.state.is_available() == Truth::Unknown {
        let on = Unknown::StateOf(endpoint.id.clone());
        let because = Reason::Network(NetworkReason::RouteUndetermined { on });
        let control = Control::Network(NetworkControl::Route);
        let at = At::Hop { hop: 0, subject: endpoint.id.clone() };
        path.checks.push(Check { at, ..Check::new(control, Truth::Unknown, because) });
    }
    path
}
