//! What is wrong with a scenario beyond its form: names that lead nowhere, ids that stand twice, values that are none.

use std::collections::BTreeSet;

use super::{Document, Fact, Scenario};
use crate::arn::{self, Arn};
use crate::condition::ip::Cidr;
use crate::json;
use crate::policy::DocumentId;
use crate::s3::operation::Operation;
use crate::text::{Lines, Location};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: names and indices from the top, such as `functions`, `0`, `role`.
    pub path: Vec<String>,
    /// What was found, in one line.
    pub message: String,
}

impl Problem {
    /// The place as people write it: `functions[0].role`.
    pub fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.path {
            if step.bytes().all(|it| it.is_ascii_digit()) {
                place.push_str(&format!("[{step}]"));
            } else {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(step);
            }
        }
        place
    }

    /// Where that stands in the scenario's `text`, if the text still holds it.
    pub fn location(&self, text: &str) -> Option<Location> {
        let tree = json::read_up_to(super::MAX_BYTES, "", text);
        let steps: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let node = tree.root.as_ref()?.at(&steps)?;
        Some(Lines::new(text).location(text, node.span.start))
    }
}

/// Documents that AWS itself provides.
pub const AWS_DOCUMENTS: [&str; 2] = ["FullAWSAccess", "RCPFullAWSAccess"];

/// Everything that is wrong with `scenario`; of a sound one: nothing.
pub fn problems(scenario: &Scenario) -> Vec<Problem> {
    let mut check = Check { scenario, found: Vec::new() };
    check.accounts();
    check.roles();
    check.functions();
    check.network();
    check.buckets();
    check.question();
    check.found
}

struct Check<'s> {
    scenario: &'s Scenario,
    found: Vec<Problem>,
}

impl Check<'_> {
    fn report(&mut self, path: &[&str], message: String) {
        let path = path.iter().map(|it| (*it).to_owned()).collect();
        self.found.push(Problem { path, message });
    }

    fn unique<'i>(&mut self, collection: &str, ids: impl Iterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for (at, id) in ids.enumerate() {
            let place = [collection, &at.to_string(), "id"];
            if id.is_empty() {
                self.report(&place, "an id is empty".to_owned());
            } else if !seen.insert(id) {
                self.report(&place, format!("the id \"{id}\" stands twice in {collection}"));
            }
        }
    }

    fn document(&mut self, path: &[&str], id: &DocumentId) {
        let known = self.scenario.documents.contains_key(id) || AWS_DOCUMENTS.contains(&&**id);
        if !known {
            self.report(path, format!("no document is called \"{id}\""));
        }
    }

    fn fact(&mut self, path: &[&str], id: Option<&Fact<DocumentId>>) {
        if let Some(Fact::Known(id)) = id {
            self.document(path, id);
        }
    }

    fn account_id(&mut self, path: &[&str], id: &str) {
        if !arn::is_account_id(id) {
            self.report(path, format!("\"{id}\" is no account id: twelve digits"));
        }
    }

    fn range(&mut self, path: &[&str], text: &str) {
        if Cidr::parse(text).is_none() {
            self.report(path, format!("\"{text}\" is no address range"));
        }
    }

    fn known(&mut self, path: &[&str], id: &str, what: &str, exists: bool) {
        if !exists {
            self.report(path, format!("no {what} has the id \"{id}\""));
        }
    }

    fn accounts(&mut self) {
        let scenario = self.scenario;
        self.unique("accounts", scenario.accounts.iter().map(|it| it.id.as_str()));
        for (at, account) in scenario.accounts.iter().enumerate() {
            let at = at.to_string();
            self.account_id(&["accounts", &at, "id"], &account.id);
            for (name, levels) in
                [("scp_levels", &account.scp_levels), ("rcp_levels", &account.rcp_levels)]
            {
                let Some(Fact::Known(levels)) = levels else { continue };
                for (level, documents) in levels.iter().enumerate() {
                    for (number, document) in documents.iter().enumerate() {
                        let place = [&level.to_string(), &number.to_string()];
                        self.document(&["accounts", &at, name, place[0], place[1]], document);
                    }
                }
            }
        }
        if let Some(time) = &scenario.time
            && crate::condition::parse_time(time).is_none()
        {
            self.report(&["time"], format!("\"{time}\" is no moment such as 2026-01-01T00:00:00Z"));
        }
    }

    fn roles(&mut self) {
        let scenario = self.scenario;
        self.unique("roles", scenario.roles.iter().map(|it| it.id.as_str()));
        for (at, role) in scenario.roles.iter().enumerate() {
            let at = at.to_string();
            let is_role = Arn::parse(&role.arn).is_some_and(|it| {
                it.service == "iam"
                    && arn::is_account_id(it.account)
                    && it.kind_and_name().0 == "role"
            });
            if !is_role {
                self.report(&["roles", &at, "arn"], format!("\"{}\" is no role ARN", role.arn));
            }
            for (number, document) in role.policies.known().into_iter().flatten().enumerate() {
                self.document(&["roles", &at, "policies", &number.to_string()], document);
            }
            for (number, document) in role.session_policies.iter().enumerate() {
                self.document(&["roles", &at, "session_policies", &number.to_string()], document);
            }
            self.fact(&["roles", &at, "boundary"], role.boundary.as_ref());
            if let Some(trust) = &role.trust {
                self.document(&["roles", &at, "trust"], trust);
            }
        }
    }

    fn functions(&mut self) {
        let scenario = self.scenario;
        self.unique("functions", scenario.functions.iter().map(|it| it.id.as_str()));
        let placements = scenario.functions.iter().flat_map(|it| &it.placements);
        let mut paths = BTreeSet::new();
        for id in placements.map(|it| &it.id).chain(scenario.callers.iter().map(|it| &it.id)) {
            if !paths.insert(id) {
                self.report(&["functions"], format!("the path id \"{id}\" stands twice"));
            }
        }
        for (at, function) in scenario.functions.iter().enumerate() {
            let at = at.to_string();
            let role = scenario.role(&function.role).is_some();
            self.known(&["functions", &at, "role"], &function.role, "role", role);
            for (number, placement) in function.placements.iter().enumerate() {
                let number = number.to_string();
                let place = ["functions", &at, "placements", &number];
                if placement.outside != placement.subnets.is_empty() {
                    let message = "a placement is either outside or in subnets".to_owned();
                    self.report(&place, message);
                }
                for (index, id) in placement.subnets.iter().enumerate() {
                    let path =
                        ["functions", &at, "placements", &number, "subnets", &index.to_string()];
                    self.known(&path, id, "subnet", scenario.subnet(id).is_some());
                }
                for (index, id) in placement.security_groups.iter().enumerate() {
                    let path = [
                        "functions",
                        &at,
                        "placements",
                        &number,
                        "security_groups",
                        &index.to_string(),
                    ];
                    self.known(&path, id, "security group", scenario.security_group(id).is_some());
                }
                if let Some(id) = &placement.endpoint_url {
                    let path = ["functions", &at, "placements", &number, "endpoint_url"];
                    self.known(&path, id, "endpoint", scenario.endpoint(id).is_some());
                }
            }
        }
        for (at, caller) in scenario.callers.iter().enumerate() {
            let at = at.to_string();
            if let Some(role) = &caller.role {
                self.known(&["callers", &at, "role"], role, "role", scenario.role(role).is_some());
            }
            for (number, document) in caller.policies.known().into_iter().flatten().enumerate() {
                self.document(&["callers", &at, "policies", &number.to_string()], document);
            }
            self.fact(&["callers", &at, "boundary"], caller.boundary.as_ref());
            if let Some(address) = &caller.source_ip {
                self.range(&["callers", &at, "source_ip"], address);
            }
        }
    }

    fn network(&mut self) {
        let scenario = self.scenario;
        self.unique("vpcs", scenario.vpcs.iter().map(|it| it.id.as_str()));
        self.unique("subnets", scenario.subnets.iter().map(|it| it.id.as_str()));
        self.unique("route_tables", scenario.route_tables.iter().map(|it| it.id.as_str()));
        self.unique("gateways", scenario.gateways.iter().map(|it| it.id.as_str()));
        self.unique("endpoints", scenario.endpoints.iter().map(|it| it.id.as_str()));
        self.unique("security_groups", scenario.security_groups.iter().map(|it| it.id.as_str()));
        for (at, vpc) in scenario.vpcs.iter().enumerate() {
            let at = at.to_string();
            self.account_id(&["vpcs", &at, "account"], &vpc.account);
            for (number, cidr) in vpc.cidrs.iter().enumerate() {
                self.range(&["vpcs", &at, "cidrs", &number.to_string()], cidr);
            }
        }
        let table = |id: &str| scenario.route_tables.iter().any(|it| it.id == id);
        for (at, subnet) in scenario.subnets.iter().enumerate() {
            let at = at.to_string();
            self.range(&["subnets", &at, "cidr"], &subnet.cidr);
            self.known(
                &["subnets", &at, "vpc"],
                &subnet.vpc,
                "VPC",
                scenario.vpc(&subnet.vpc).is_some(),
            );
            if let Some(id) = &subnet.route_table {
                self.known(&["subnets", &at, "route_table"], id, "route table", table(id));
            }
        }
        for (at, route_table) in scenario.route_tables.iter().enumerate() {
            for (number, route) in route_table.routes.iter().enumerate() {
                if !route.destination.starts_with("pl-") {
                    let place = [
                        "route_tables",
                        &at.to_string(),
                        "routes",
                        &number.to_string(),
                        "destination",
                    ];
                    self.range(&place, &route.destination);
                }
            }
        }
        for (at, endpoint) in scenario.endpoints.iter().enumerate() {
            let at = at.to_string();
            let vpc = scenario.vpc(&endpoint.vpc).is_some();
            self.known(&["endpoints", &at, "vpc"], &endpoint.vpc, "VPC", vpc);
            self.fact(&["endpoints", &at, "policy"], endpoint.policy.as_ref());
            for (number, id) in endpoint.subnets.iter().enumerate() {
                let path = ["endpoints", &at, "subnets", &number.to_string()];
                self.known(&path, id, "subnet", scenario.subnet(id).is_some());
            }
            for (number, id) in endpoint.security_groups.iter().enumerate() {
                let path = ["endpoints", &at, "security_groups", &number.to_string()];
                self.known(&path, id, "security group", scenario.security_group(id).is_some());
            }
        }
        for (at, gateway) in scenario.gateways.iter().enumerate() {
            let at = at.to_string();
            if let Some(id) = &gateway.subnet {
                self.known(
                    &["gateways", &at, "subnet"],
                    id,
                    "subnet",
                    scenario.subnet(id).is_some(),
                );
            }
            if let Some(id) = &gateway.vpc {
                self.known(&["gateways", &at, "vpc"], id, "VPC", scenario.vpc(id).is_some());
            }
        }
        for (at, list) in scenario.prefix_lists.iter().enumerate() {
            for (number, entry) in list.entries.iter().enumerate() {
                self.range(
                    &["prefix_lists", &at.to_string(), "entries", &number.to_string()],
                    entry,
                );
            }
        }
        for (at, range) in scenario.own_ranges.iter().enumerate() {
            self.range(&["own_ranges", &at.to_string()], range);
        }
    }

    fn buckets(&mut self) {
        let scenario = self.scenario;
        self.unique("buckets", scenario.buckets.iter().map(|it| it.id.as_str()));
        for (at, bucket) in scenario.buckets.iter().enumerate() {
            let at = at.to_string();
            self.account_id(&["buckets", &at, "account"], &bucket.account);
            self.fact(&["buckets", &at, "policy"], bucket.policy.as_ref());
        }
        for (at, key) in scenario.keys.iter().enumerate() {
            self.fact(&["keys", &at.to_string(), "policy"], key.policy.as_ref());
        }
    }

    fn question(&mut self) {
        let scenario = self.scenario;
        let question = &scenario.question;
        for (at, id) in question.callers.iter().enumerate() {
            let function = scenario.functions.iter().any(|it| it.id == *id);
            let caller = scenario.callers.iter().any(|it| it.id == *id);
            self.known(
                &["question", "callers", &at.to_string()],
                id,
                "function or caller",
                function || caller,
            );
        }
        self.known(
            &["question", "bucket"],
            &question.bucket,
            "bucket",
            scenario.bucket().is_some(),
        );
        match Operation::parse(&question.operation) {
            None => {
                let known: Vec<&str> = Operation::ALL.iter().map(|it| it.name()).collect();
                let message = format!(
                    "unknown operation \"{}\": one of {}",
                    question.operation,
                    known.join(", ")
                );
                self.report(&["question", "operation"], message);
            }
            Some(operation) if operation.takes_key() && question.key.is_empty() => {
                self.report(&["question", "key"], format!("{} needs a key", operation.name()));
            }
            Some(_) => {}
        }
    }
}

/// The text of a document: the scenario's own, or one that AWS provides.
pub(crate) fn document_text(scenario: &Scenario, id: &str) -> Option<std::rc::Rc<str>> {
    let own = scenario.documents.get(id).map(Document::text).cloned();
    own.or_else(|| match id {
        "FullAWSAccess" => Some(FULL_AWS_ACCESS.into()),
        "RCPFullAWSAccess" => Some(RCP_FULL_AWS_ACCESS.into()),
        _ => None,
    })
}

const FULL_AWS_ACCESS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;

const RCP_FULL_AWS_ACCESS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": "*",
      "Action": "*",
      "Resource": "*"
    }
  ]
}"#;
