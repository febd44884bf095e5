//! The things of a scenario, and those that its policies name, with a new name for each.

use accesspath_policy::arn::Arn;

use super::words::Words;
use crate::scenario::rename::{NewName, Thing};
use crate::scenario::{Fact, Scenario};

/// The new names, in the order of the scenario.
pub(super) struct Names {
    pub all: Vec<NewName>,
    /// Patterns of names in policies, which stay.
    pub patterns: Vec<String>,
    /// The new name for each name: in each of its ARNs a role has the same, and in prose nobody can tell a role from a
    /// function of its name.
    known: Vec<(String, String)>,
}

impl Names {
    pub fn of<'t>(
        scenario: &Scenario,
        texts: impl Iterator<Item = &'t str>,
        words: &mut Words,
    ) -> Self {
        let mut names = Self { all: Vec::new(), patterns: Vec::new(), known: Vec::new() };
        names.network(scenario, words);
        names.callers(scenario, words);
        names.resources(scenario, words);
        for text in texts {
            arns(text).for_each(|it| names.arn(it, words));
        }
        names
    }

    fn network(&mut self, scenario: &Scenario, words: &mut Words) {
        let mut id = |thing, prefix: &'static str, id: &str| {
            let to = words.fresh(&|number| format!("{prefix}-{number:08x}"));
            self.add(thing, id, to);
        };
        scenario.vpcs.iter().for_each(|it| id(Thing::Vpc, "vpc", &it.id));
        scenario.subnets.iter().for_each(|it| id(Thing::Subnet, "subnet", &it.id));
        scenario.route_tables.iter().for_each(|it| id(Thing::RouteTable, "rtb", &it.id));
        scenario.endpoints.iter().for_each(|it| id(Thing::Endpoint, "vpce", &it.id));
        scenario.security_groups.iter().for_each(|it| id(Thing::SecurityGroup, "sg", &it.id));
        scenario.network_acls.iter().for_each(|it| id(Thing::NetworkAcl, "acl", &it.id));
        scenario.prefix_lists.iter().for_each(|it| id(Thing::PrefixList, "pl", &it.id));
        for gateway in &scenario.gateways {
            // A gateway keeps what its id begins with, by which people tell its kind.
            let known = ["igw", "nat", "eigw", "tgw", "pcx", "vgw", "vpce"].into_iter();
            let mut own = known.filter(|it| gateway.id.starts_with(&format!("{it}-")));
            id(Thing::Gateway, own.next().unwrap_or("gateway"), &gateway.id);
        }
    }

    fn callers(&mut self, scenario: &Scenario, words: &mut Words) {
        if let Some(Fact::Known(id)) = scenario.organization.as_ref().map(|it| &it.id) {
            let to = words.fresh(&|number| format!("o-exampleorg{number}"));
            self.add(Thing::Organization, id, to);
        }
        for role in &scenario.roles {
            let name = self.within(Thing::RoleArn, "role", &role.arn, words);
            self.add(Thing::Role, &role.id, name);
        }
        for function in &scenario.functions {
            let name = self.name("function", &function.name, words);
            self.add(Thing::FunctionName, &function.name, name.clone());
            self.add(Thing::Function, &function.id, name);
        }
        for caller in &scenario.callers {
            let to = words.fresh(&|number| format!("caller-{number}"));
            self.add(Thing::Caller, &caller.id, to);
            if let Some(arn) = caller.user.as_ref().filter(|it| it.contains(":user/")) {
                self.within(Thing::User, "user", arn, words);
            }
        }
    }

    fn resources(&mut self, scenario: &Scenario, words: &mut Words) {
        for bucket in &scenario.buckets {
            let name = self.name("bucket", &bucket.name, words);
            self.add(Thing::BucketName, &bucket.name, name.clone());
            self.add(Thing::Bucket, &bucket.id, name);
        }
        for point in &scenario.access_points {
            let name = self.name("access-point", &point.name, words);
            self.add(Thing::AccessPointName, &point.name, name.clone());
            self.add(Thing::AccessPoint, &point.id, name);
        }
        for key in &scenario.keys {
            let to = words.fresh(&|number| format!("key-{number}"));
            self.add(Thing::Key, &key.id, to);
        }
        for object in &scenario.objects {
            let to = words.fresh(&|number| format!("object-{number}"));
            self.add(Thing::Object, &object.id, to);
        }
    }

    /// What a policy names by ARN.
    fn arn(&mut self, text: &str, words: &mut Words) {
        let Some(arn) = Arn::parse(text) else { return };
        let (kind, rest) = arn.resource.split_once(['/', ':']).unwrap_or(("", arn.resource));
        let is_pattern = |it: &str| it.contains(['*', '?', '$']);
        let name = match (arn.service, kind) {
            ("iam", "role" | "user" | "group" | "policy") => rest.rsplit('/').next(),
            ("sts", "assumed-role") | ("lambda", "function") => rest.split(['/', ':']).next(),
            ("s3", "accesspoint") => rest.split('/').next(),
            ("s3", _) => arn.resource.split('/').next(),
            ("kms", "alias") => Some(rest),
            _ => return,
        };
        let Some(name) = name.filter(|it| !it.is_empty() && *it != "*" && *it != "root") else {
            return;
        };
        // AWS's own are the same for everybody.
        let is_of_aws = arn.account == "aws"
            || name.starts_with("AWSServiceRoleFor")
            || name.starts_with("aws/");
        if is_of_aws {
            return;
        }
        if is_pattern(name) || (arn.service != "s3" && is_pattern(rest.trim_end_matches('*'))) {
            let told = text.to_owned();
            if !self.patterns.contains(&told) {
                self.patterns.push(told);
            }
            return;
        }
        match (arn.service, kind) {
            ("iam", "role") => drop(self.within(Thing::RoleArn, "role", text, words)),
            ("iam", "user") => drop(self.within(Thing::User, "user", text, words)),
            // What is plainly an ARN is renamed as a user is.
            ("iam", "group") => drop(self.within(Thing::User, "group", text, words)),
            ("iam", _) => drop(self.within(Thing::User, "policy", text, words)),
            ("kms", _) => drop(self.within(Thing::User, "key", text, words)),
            ("sts", _) => {
                let to = self.name("role", name, words);
                let head = text.split_at_checked(text.len() - rest.len()).map_or("", |it| it.0);
                // The session of a function is called as the function is. Its whole ARN comes before that of the role.
                let session = rest.split_once('/').map(|it| it.1);
                if let Some((own, other)) = session.and_then(|it| Some((it, self.known(it)?))) {
                    let whole = format!("{head}{to}/{other}");
                    let from = format!("{head}{name}/{own}");
                    self.all.insert(0, NewName { thing: Thing::User, from, to: whole });
                }
                self.add(Thing::User, &format!("{head}{name}"), format!("{head}{to}"));
            }
            ("lambda", _) => {
                let to = self.name("function", name, words);
                self.add(Thing::FunctionName, name, to);
            }
            ("s3", "accesspoint") => {
                let to = self.name("access-point", name, words);
                self.add(Thing::AccessPointName, name, to);
            }
            _ => {
                let to = self.name("bucket", name, words);
                self.add(Thing::BucketName, name, to);
            }
        }
    }

    /// Renames what an ARN ends with; gives the new name.
    fn within(&mut self, thing: Thing, kind: &'static str, arn: &str, words: &mut Words) -> String {
        let (head, name) = arn.rsplit_once('/').unwrap_or(("", arn));
        let to = self.name(kind, name, words);
        self.add(thing, arn, format!("{head}/{to}"));
        to
    }

    /// The new name of what is called `name` among those of a kind.
    fn name(&mut self, kind: &'static str, name: &str, words: &mut Words) -> String {
        if let Some(known) = self.known(name) {
            return known;
        }
        let made = words.fresh(&|number| format!("{kind}-{number}"));
        self.known.push((name.to_owned(), made.clone()));
        made
    }

    fn known(&self, name: &str) -> Option<String> {
        self.known.iter().find(|it| it.0 == name).map(|it| it.1.clone())
    }

    fn add(&mut self, thing: Thing, from: &str, to: String) {
        let is_known = self.all.iter().any(|it| it.thing == thing && it.from == from);
        if !from.is_empty() && !is_known {
            self.all.push(NewName { thing, from: from.to_owned(), to });
        }
    }

    /// Every name that people gave with its new one, the longest first.
    pub fn given(&self) -> Vec<(&str, &str)> {
        let known = self.known.iter().map(|(from, to)| (from.as_str(), to.as_str()));
        // A subnet may be called "public", which is a word of sentences too.
        let is_plain = |it: &str| it.bytes().all(|it| it.is_ascii_alphabetic());
        let is_id = |it: &&NewName| {
            !it.from.contains(':') && !it.thing.is_internal() && !is_plain(&it.from)
        };
        let ids = self.all.iter().filter(is_id).map(|it| (it.from.as_str(), it.to.as_str()));
        let mut all: Vec<(&str, &str)> = known.chain(ids).collect();
        all.sort_by_key(|it| (std::cmp::Reverse(it.0.len()), it.0));
        all.dedup_by_key(|it| it.0);
        all
    }
}

/// The ARNs in a text.
fn arns(text: &str) -> impl Iterator<Item = &str> {
    let begins = text.match_indices("arn:aws").filter_map(|it| text.get(it.0..));
    begins.filter_map(|it| it.split(['"', ' ', ',', '\\', '\'', ')', ';', '\n']).next())
}
