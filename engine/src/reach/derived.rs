//! Adds roles, callers, accounts and endpoints to a copy of the scenario.
//!
//! Every added item has an id that is free. The ids of accounts, VPCs and endpoints occur nowhere in the text of the
//! scenario either, so that no policy fits one of them by name.

use accesspath_policy::policy::{DocumentId, PolicyKind};
use litemap::LiteMap;

use super::services;
use crate::documents::{Documents, EVERYTHING};
use crate::network::{self, Path, PathKind};
use crate::scenario::{Account, Endpoint, Fact, OtherCaller, Role, Scenario, Vpc};

/// A scenario, and what has been made up in it.
pub(super) struct Derived<'s> {
    /// The scenario as it was given.
    given: &'s Scenario,
    pub(super) scenario: Scenario,
    /// The documents of the scenario, and the one with full permissions.
    pub(super) documents: Documents,
    /// The document with full permissions.
    everything: DocumentId,
    /// Everything that the scenario says, and the ids that were made up; written when an id is first made up, because
    /// that takes longer than most answers.
    said: Option<String>,
}

impl<'s> Derived<'s> {
    /// `documents` are those of `scenario`.
    pub(super) fn of(scenario: &'s Scenario, documents: &Documents) -> Self {
        let names: Vec<String> = scenario.documents.keys().map(|it| it.to_string()).collect();
        let everything: DocumentId = free(&names, "everything").into();
        Self {
            given: scenario,
            scenario: scenario.clone(),
            documents: documents.with(&everything, PolicyKind::Identity, EVERYTHING),
            everything,
            said: None,
        }
    }

    /// Some function of the scenario is this principal, or some caller without a given address or condition key.
    pub(super) fn describes(&self, arn: &str) -> bool {
        let is = |role: &str| self.scenario.role(role).is_some_and(|it| it.arn == arn);
        let user = |it: &OtherCaller| it.user.as_deref() == Some(arn);
        let is_free = |it: &&OtherCaller| {
            let elsewhere = it.service.is_some() || it.on_premises.is_some();
            let stands = !it.subnets.is_empty() || it.endpoint_url.is_some() || elsewhere;
            it.source_ip.is_none()
                && it.condition_keys.is_empty()
                && it.signed_url.is_none()
                && !stands
        };
        self.scenario.functions.iter().any(|it| is(&it.role))
            || self
                .scenario
                .callers
                .iter()
                .filter(is_free)
                .any(|it| it.role.as_deref().is_some_and(is) || user(it))
    }

    /// A new role with full permissions, by id.
    pub(super) fn role(&mut self, arn: &str) -> String {
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
    pub(super) fn caller(
        &mut self,
        name: &str,
        role: Option<String>,
        user: Option<String>,
    ) -> Path {
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
            condition_keys: LiteMap::new(),
            ..OtherCaller::default()
        };
        let path = network::internet(&self.scenario, &caller);
        self.scenario.callers.push(caller);
        path
    }

    /// The path of an AWS service that calls as itself, for a resource of `account` or another that the scenario does not
    /// have, whose ARN fits the pattern `source` but for its account.
    pub(super) fn service(&mut self, service: &str, source: Option<&str>, account: &str) -> Path {
        let source = source.map(|it| services::source(it, account, self.given));
        let (account, source_arn) = source.unwrap_or_else(|| (account.to_owned(), None));
        if self.scenario.account(&account).is_none() {
            let outside_organization = true;
            let id = account.clone();
            self.scenario.accounts.push(Account { id, outside_organization, ..Account::default() });
        }
        let mut path = self.caller(service, None, None);
        path.kind = PathKind::AwsService;
        if let Some(caller) = self.scenario.callers.last_mut() {
            caller.service = Some(service.to_owned());
            caller.source_account = Some(account);
            caller.source_arn = source_arn;
        }
        path
    }

    /// Every id that is taken.
    pub(super) fn ids(&self) -> Vec<String> {
        let scenario = &self.scenario;
        let roles = scenario.roles.iter().map(|it| &it.id);
        let callers = scenario.callers.iter().map(|it| &it.id);
        let functions = scenario.functions.iter().map(|it| &it.id);
        let placements = scenario.functions.iter().flat_map(|it| &it.placements).map(|it| &it.id);
        roles.chain(callers).chain(functions).chain(placements).cloned().collect()
    }

    /// An account id that does not occur in the scenario or its documents.
    pub(super) fn free_account(&mut self) -> String {
        let ids = (0_u64..).map(|it| format!("{:012}", 999_999_999_999 - it));
        self.first_unsaid(ids)
    }

    /// An id of a VPC or endpoint that does not occur in the scenario or its documents.
    fn free_id(&mut self, kind: &str) -> String {
        self.first_unsaid((0_u64..).map(|it| format!("{kind}{it:017x}")))
    }

    fn first_unsaid(&mut self, mut ids: impl Iterator<Item = String>) -> String {
        let said = self.said.get_or_insert_with(|| self.given.to_compact_json());
        let id = ids.find(|it| !said.contains(it.as_str())).unwrap_or_default();
        said.push_str(&id);
        id
    }

    /// A new account outside the organization, by id.
    pub(super) fn account(&mut self) -> String {
        self.new_account(true)
    }

    /// A new account of the organization, by id.
    pub(super) fn member(&mut self) -> String {
        self.new_account(false)
    }

    fn new_account(&mut self, outside_organization: bool) -> String {
        let id = self.free_account();
        let account = Account { id: id.clone(), outside_organization, ..Account::default() };
        self.scenario.accounts.push(account);
        id
    }

    /// A new endpoint in a new VPC of `account`.
    pub(super) fn endpoint_elsewhere(&mut self, account: &str, region: &str) -> Endpoint {
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

    /// A new endpoint in a VPC, with the default policy, which allows all.
    pub(super) fn new_endpoint(&mut self, vpc: &str, account: &str) -> Endpoint {
        let endpoint = Endpoint {
            id: self.free_id("vpce-"),
            vpc: vpc.to_owned(),
            account: Some(account.to_owned()),
            ..Endpoint::default()
        };
        self.scenario.endpoints.push(endpoint.clone());
        endpoint
    }
}

/// `name`, with as many plus signs behind it as make it free.
pub(super) fn free(taken: &[String], name: &str) -> String {
    let mut id = name.to_owned();
    while taken.contains(&id) {
        id.push('+');
    }
    id
}
