//! What is wrong with a scenario beyond its form: names that lead nowhere, ids that stand twice, values that are none.

mod call;
mod encryption;
mod object;

use std::collections::BTreeSet;

use super::{AclRule, Document, EndpointKind, Fact, GatewayKind, Scenario};
use crate::address::Cidr;
use crate::arn::{self, Arn};
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
        let node = tree.root()?.at(&steps)?;
        Some(Lines::new(text).location(text, node.span.start))
    }
}

/// Documents that AWS itself provides.
pub const AWS_DOCUMENTS: [&str; 2] = ["FullAWSAccess", "RCPFullAWSAccess"];

/// Everything that is wrong with `scenario`; of a sound one: nothing.
pub fn problems(scenario: &Scenario) -> Vec<Problem> {
    let mut check = Check { scenario, place: Vec::new(), found: Vec::new() };
    check.accounts();
    check.roles();
    check.functions();
    check.network();
    check.buckets();
    check.question();
    check.found
}

/// One step of a place.
#[derive(Clone, Copy)]
enum Step {
    Name(&'static str),
    Number(usize),
}

/// What an id must lead to.
#[derive(Clone, Copy)]
enum Target {
    Role,
    Subnet,
    SecurityGroup,
    Endpoint,
    Vpc,
    RouteTable,
    NetworkAcl,
    Function,
    FunctionOrCaller,
    Bucket,
    Key,
    AccessPoint,
}

impl Target {
    const fn words(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Subnet => "subnet",
            Self::SecurityGroup => "security group",
            Self::Endpoint => "endpoint",
            Self::Vpc => "VPC",
            Self::RouteTable => "route table",
            Self::NetworkAcl => "network ACL",
            Self::Function => "function",
            Self::FunctionOrCaller => "function or caller",
            Self::Bucket => "bucket",
            Self::Key => "key",
            Self::AccessPoint => "access point",
        }
    }

    #[inline(never)]
    fn exists(self, scenario: &Scenario, id: &str) -> bool {
        match self {
            Self::Role => scenario.role(id).is_some(),
            Self::Subnet => scenario.subnet(id).is_some(),
            Self::SecurityGroup => scenario.security_group(id).is_some(),
            Self::Endpoint => scenario.endpoint(id).is_some(),
            Self::Vpc => scenario.vpc(id).is_some(),
            Self::RouteTable => scenario.route_tables.iter().any(|it| it.id == id),
            Self::NetworkAcl => scenario.network_acl(id).is_some(),
            Self::Function => scenario.functions.iter().any(|it| it.id == id),
            Self::FunctionOrCaller => {
                scenario.functions.iter().any(|it| it.id == id)
                    || scenario.callers.iter().any(|it| it.id == id)
            }
            Self::Bucket => scenario.buckets.iter().any(|it| it.id == id),
            Self::Key => scenario.keys.iter().any(|it| it.id == id),
            Self::AccessPoint => scenario.access_points.iter().any(|it| it.id == id),
        }
    }
}

struct Check<'s> {
    scenario: &'s Scenario,
    /// The place that is being checked.
    place: Vec<Step>,
    found: Vec<Problem>,
}

impl<'s> Check<'s> {
    /// Reports `message` at the place, with `name` behind it where there is one.
    #[inline(never)]
    fn report(&mut self, name: &'static str, message: String) {
        let mut path: Vec<String> = Vec::new();
        for step in &self.place {
            path.push(match step {
                Step::Name(name) => (*name).to_owned(),
                Step::Number(number) => number.to_string(),
            });
        }
        if !name.is_empty() {
            path.push(name.to_owned());
        }
        self.found.push(Problem { path, message });
    }

    #[inline(never)]
    fn enter(&mut self, step: Step) {
        self.place.push(step);
    }

    #[inline(never)]
    fn leave(&mut self) {
        self.place.pop();
    }

    /// Checks every item of the list `name` at its place.
    fn each<T>(&mut self, name: &'static str, items: &'s [T], check: fn(&mut Self, &'s T)) {
        self.enter(Step::Name(name));
        for (at, item) in items.iter().enumerate() {
            self.enter(Step::Number(at));
            check(self, item);
            self.leave();
        }
        self.leave();
    }

    /// Checks that every id of the list `name` is one, and that none stands twice.
    fn unique<T>(&mut self, name: &'static str, items: &'s [T], id: fn(&T) -> &str) {
        let mut seen = Vec::new();
        self.enter(Step::Name(name));
        for (at, item) in items.iter().enumerate() {
            self.enter(Step::Number(at));
            let id = id(item);
            if id.is_empty() {
                self.report("id", "an id is empty".to_owned());
            } else if !is_new(&mut seen, id) {
                self.report("id", format!("the id \"{id}\" stands twice in {name}"));
            }
            self.leave();
        }
        self.leave();
    }

    #[inline(never)]
    fn document(&mut self, name: &'static str, id: &DocumentId) {
        let known = self.scenario.documents.contains_key(id) || AWS_DOCUMENTS.contains(&&**id);
        if !known {
            self.report(name, format!("no document is called \"{id}\""));
        }
    }

    fn fact(&mut self, name: &'static str, id: Option<&Fact<DocumentId>>) {
        if let Some(Fact::Known(id)) = id {
            self.document(name, id);
        }
    }

    #[inline(never)]
    fn documents(&mut self, name: &'static str, ids: &'s [DocumentId]) {
        self.each(name, ids, |check, id| check.document("", id));
    }

    fn levels(&mut self, name: &'static str, levels: Option<&'s Fact<Vec<Vec<DocumentId>>>>) {
        let Some(Fact::Known(levels)) = levels else { return };
        self.enter(Step::Name(name));
        for (at, level) in levels.iter().enumerate() {
            self.enter(Step::Number(at));
            for (at, id) in level.iter().enumerate() {
                self.enter(Step::Number(at));
                self.document("", id);
                self.leave();
            }
            self.leave();
        }
        self.leave();
    }

    #[inline(never)]
    fn account_id(&mut self, name: &'static str, id: &str) {
        if !arn::is_account_id(id) {
            self.report(name, format!("\"{id}\" is no account id: twelve digits"));
        }
    }

    #[inline(never)]
    fn range(&mut self, name: &'static str, text: &str) {
        if Cidr::parse(text).is_none() {
            self.report(name, format!("\"{text}\" is no address range"));
        }
    }

    #[inline(never)]
    fn ranges(&mut self, name: &'static str, texts: &'s [String]) {
        self.each(name, texts, |check, text| check.range("", text));
    }

    #[inline(never)]
    fn known(&mut self, name: &'static str, id: &str, target: Target) {
        if !target.exists(self.scenario, id) {
            self.report(name, format!("no {} has the id \"{id}\"", target.words()));
        }
    }

    #[inline(never)]
    fn all_known(&mut self, name: &'static str, ids: &'s [String], target: Target) {
        self.enter(Step::Name(name));
        for (at, id) in ids.iter().enumerate() {
            self.enter(Step::Number(at));
            self.known("", id, target);
            self.leave();
        }
        self.leave();
    }

    #[inline(never)]
    fn known_if_given(&mut self, name: &'static str, id: Option<&String>, target: Target) {
        if let Some(id) = id {
            self.known(name, id, target);
        }
    }

    fn accounts(&mut self) {
        let scenario = self.scenario;
        self.unique("accounts", &scenario.accounts, |it| &it.id);
        self.each("accounts", &scenario.accounts, |check, it| {
            check.account_id("id", &it.id);
            check.levels("scp_levels", it.scp_levels.as_ref());
            check.levels("rcp_levels", it.rcp_levels.as_ref());
        });
        if let Some(time) = &scenario.time
            && crate::condition::parse_time(time).is_none()
        {
            self.report("time", format!("\"{time}\" is no moment such as 2026-01-01T00:00:00Z"));
        }
    }

    fn roles(&mut self) {
        let scenario = self.scenario;
        self.unique("roles", &scenario.roles, |it| &it.id);
        self.each("roles", &scenario.roles, |check, role| {
            let is_role = Arn::parse(&role.arn).is_some_and(|it| {
                it.service == "iam"
                    && arn::is_account_id(it.account)
                    && it.kind_and_name().0 == "role"
            });
            if !is_role {
                check.report("arn", format!("\"{}\" is no role ARN", role.arn));
            }
            if let Fact::Known(policies) = &role.policies {
                check.documents("policies", policies);
            }
            check.documents("session_policies", &role.session_policies);
            check.fact("boundary", role.boundary.as_ref());
            if let Some(trust) = &role.trust {
                check.document("trust", trust);
            }
        });
    }

    fn functions(&mut self) {
        let scenario = self.scenario;
        self.unique("functions", &scenario.functions, |it| &it.id);
        let mut paths: Vec<&str> = Vec::new();
        for function in &scenario.functions {
            paths.extend(function.placements.iter().map(|it| it.id.as_str()));
        }
        paths.extend(scenario.callers.iter().map(|it| it.id.as_str()));
        let mut seen = Vec::new();
        for id in paths {
            if !is_new(&mut seen, id) {
                self.report("functions", format!("the path id \"{id}\" stands twice"));
            }
        }
        self.each("functions", &scenario.functions, |check, function| {
            check.known("role", &function.role, Target::Role);
            check.fact("policy", function.policy.as_ref());
            check.calls(&function.calls);
            check.each("placements", &function.placements, |check, it| {
                if it.outside != it.subnets.is_empty() {
                    check.report("", "a placement is either outside or in subnets".to_owned());
                }
                check.all_known("subnets", &it.subnets, Target::Subnet);
                check.all_known("security_groups", &it.security_groups, Target::SecurityGroup);
                check.known_if_given("endpoint_url", it.endpoint_url.as_ref(), Target::Endpoint);
                if it.endpoint_zone.is_some() && it.endpoint_url.is_none() {
                    let message = "only an interface endpoint's own name is one of a zone";
                    check.report("endpoint_zone", message.to_owned());
                }
                let own = it.subnets.iter().filter_map(|it| check.scenario.subnet(it));
                if it.ipv6 && own.into_iter().any(|it| it.ipv6_cidr.is_none()) {
                    let message = "Lambda takes IPv6 only where every subnet has an ipv6_cidr";
                    check.report("ipv6", message.to_owned());
                }
            });
        });
        self.each("callers", &scenario.callers, |check, caller| {
            check.known_if_given("role", caller.role.as_ref(), Target::Role);
            if let Fact::Known(policies) = &caller.policies {
                check.documents("policies", policies);
            }
            check.fact("boundary", caller.boundary.as_ref());
            if let Some(address) = &caller.source_ip {
                check.range("source_ip", address);
            }
        });
    }

    fn network(&mut self) {
        let scenario = self.scenario;
        self.unique("vpcs", &scenario.vpcs, |it| &it.id);
        self.unique("subnets", &scenario.subnets, |it| &it.id);
        self.unique("route_tables", &scenario.route_tables, |it| &it.id);
        self.unique("gateways", &scenario.gateways, |it| &it.id);
        self.unique("endpoints", &scenario.endpoints, |it| &it.id);
        self.unique("security_groups", &scenario.security_groups, |it| &it.id);
        self.each("vpcs", &scenario.vpcs, |check, vpc| {
            check.account_id("account", &vpc.account);
            check.ranges("cidrs", &vpc.cidrs);
        });
        self.each("subnets", &scenario.subnets, |check, subnet| {
            check.range("cidr", &subnet.cidr);
            if let Some(range) = &subnet.ipv6_cidr {
                check.range("ipv6_cidr", range);
            }
            check.known("vpc", &subnet.vpc, Target::Vpc);
            check.known_if_given("route_table", subnet.route_table.as_ref(), Target::RouteTable);
            check.known_if_given("network_acl", subnet.network_acl.as_ref(), Target::NetworkAcl);
        });
        self.unique("network_acls", &scenario.network_acls, |it| &it.id);
        self.each("network_acls", &scenario.network_acls, |check, acl| {
            check.acl_rules("inbound", &acl.inbound);
            check.acl_rules("outbound", &acl.outbound);
        });
        self.each("route_tables", &scenario.route_tables, |check, table| {
            check.each("routes", &table.routes, |check, route| {
                if !route.destination.starts_with("pl-") {
                    check.range("destination", &route.destination);
                }
            });
        });
        self.each("endpoints", &scenario.endpoints, |check, endpoint| {
            check.known("vpc", &endpoint.vpc, Target::Vpc);
            check.fact("policy", endpoint.policy.as_ref());
            let of_service = endpoint.service_region.is_some() || endpoint.service_zones.is_some();
            if of_service && endpoint.kind == EndpointKind::Gateway {
                let message = "a gateway endpoint is for all zones of its own Region";
                check.report("kind", message.to_owned());
            }
            check.all_known("subnets", &endpoint.subnets, Target::Subnet);
            check.all_known("security_groups", &endpoint.security_groups, Target::SecurityGroup);
        });
        self.each("gateways", &scenario.gateways, |check, gateway| {
            check.known_if_given("subnet", gateway.subnet.as_ref(), Target::Subnet);
            check.known_if_given("vpc", gateway.vpc.as_ref(), Target::Vpc);
            check.all_known("vpcs", &gateway.vpcs, Target::Vpc);
            if !gateway.vpcs.is_empty()
                && (gateway.kind != GatewayKind::Peering || gateway.vpcs.len() != 2)
            {
                let message = "a peering connection joins two VPCs, and nothing else does";
                check.report("vpcs", message.to_owned());
            }
        });
        self.each("prefix_lists", &scenario.prefix_lists, |check, list| {
            check.ranges("entries", &list.entries);
        });
        self.ranges("own_ranges", &scenario.own_ranges);
    }

    fn moment(&mut self, name: &'static str, text: Option<&str>) {
        if text.is_some_and(|it| crate::condition::parse_time(it).is_none()) {
            self.report(name, "no moment such as 2026-01-01T00:00:00Z".to_owned());
        }
    }

    fn acl_rules(&mut self, name: &'static str, rules: &'s Fact<Vec<AclRule>>) {
        let Fact::Known(rules) = rules else { return };
        let mut seen = BTreeSet::new();
        self.enter(Step::Name(name));
        for (at, rule) in rules.iter().enumerate() {
            self.enter(Step::Number(at));
            self.range("cidr", &rule.cidr);
            if !(1..=32_766).contains(&rule.number) {
                self.report("number", format!("{} is no rule number: 1 to 32766", rule.number));
            } else if !seen.insert(rule.number) {
                self.report("number", format!("rule {} stands twice", rule.number));
            }
            self.leave();
        }
        self.leave();
    }

    fn buckets(&mut self) {
        let scenario = self.scenario;
        self.unique("buckets", &scenario.buckets, |it| &it.id);
        self.each("buckets", &scenario.buckets, |check, bucket| {
            check.account_id("account", &bucket.account);
            check.fact("policy", bucket.policy.as_ref());
            check.notifications(&bucket.notifications);
            check.acl("acl", bucket.acl.as_ref());
        });
        self.objects();
        self.encryption();
        self.unique("access_points", &scenario.access_points, |it| &it.id);
        self.each("access_points", &scenario.access_points, |check, it| {
            check.account_id("account", &it.account);
            check.known("bucket", &it.bucket, Target::Bucket);
            check.fact("policy", it.policy.as_ref());
        });
    }

    fn question(&mut self) {
        let question = &self.scenario.question;
        self.enter(Step::Name("question"));
        self.all_known("callers", &question.callers, Target::FunctionOrCaller);
        self.known("bucket", &question.bucket, Target::Bucket);
        let operation = self.operation(&question.operation);
        self.key(operation, &question.key);
        self.known_if_given("access_point", question.access_point.as_ref(), Target::AccessPoint);
        if self.scenario.access_point().is_some_and(|it| it.bucket != question.bucket) {
            self.report("access_point", "the access point is one of another bucket".to_owned());
        }
        if operation.is_some_and(Operation::copies) && question.options.copy_source.is_none() {
            self.report("options", format!("{} needs a copy_source", question.operation));
        }
        self.options(&question.options);
        self.leave();
        if let Some(upload) = &self.scenario.upload {
            self.enter(Step::Name("upload"));
            let operation = self.operation(&upload.operation);
            self.key(operation, &upload.key);
            self.known_if_given("caller", upload.caller.as_ref(), Target::FunctionOrCaller);
            self.leave();
        }
    }
}

/// Whether `id` is not among those `seen`, which are kept in order; it is then.
#[inline(never)]
fn is_new<'i>(seen: &mut Vec<&'i str>, id: &'i str) -> bool {
    let place = seen.binary_search(&id);
    if let Err(at) = place {
        seen.insert(at, id);
    }
    place.is_err()
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

#[cfg(test)]
mod tests;
