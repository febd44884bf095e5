//! The scenario in which what was not told is not known.
//!
//! Under `not_told: "unknown"` nothing that is left out counts as none. Every answer is computed from this scenario, and
//! `if_none` from the scenario as it stands.

use std::borrow::Cow;

use accesspath_policy::arn::Arn;

use super::record::{Field, Opening, Untold, words};
use super::{Account, AclRule, Fact, KeyGrant, Object, Scenario, SecurityGroupRule};
use crate::s3::operation::Operation;

words! {
    /// What a member says that is left out.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub enum NotTold {
        /// There is none, or the default holds.
        #[default]
        None = "none",
        /// Nothing.
        Unknown = "unknown",
    }
}

impl Scenario {
    /// The scenario that answers are computed from: what was not told is unknown, where `not_told` says so.
    pub(crate) fn opened(&self) -> Cow<'_, Self> {
        match self.not_told {
            NotTold::None => Cow::Borrowed(self),
            NotTold::Unknown => Cow::Owned(self.walked(&|_| Untold::Unknown).0),
        }
    }

    /// The same, in which the members with the numbers `none` are none; and the places of all that were not told.
    pub(crate) fn opened_but(&self, none: &dyn Fn(usize) -> bool) -> (Self, Vec<String>) {
        self.walked(&|it| if none(it) { Untold::None } else { Untold::Unknown })
    }

    /// The same scenario, in which every default is told.
    #[must_use]
    pub fn all_told(&self) -> Self {
        self.walked(&|_| Untold::Told).0
    }

    fn walked(&self, treat: &dyn Fn(usize) -> Untold) -> (Self, Vec<String>) {
        let mut scenario = self.clone();
        let without = scenario.tells("organization") && scenario.organization.is_none();
        scenario.list_accounts();
        let tells = matches!(treat(0), Untold::Told);
        scenario.list_objects(tells);
        for account in scenario.accounts.iter_mut().filter(|_| without) {
            // Nothing limits an account that is in no organization.
            for member in ["outside_organization", "scp_levels", "rcp_levels"] {
                account.tell(member, true);
            }
        }
        let mut opening = Opening::new(treat);
        scenario.open(&mut opening);
        if tells && scenario.organization.is_some() {
            // Whether an account that no list names belongs to it is not known.
            let listed = self.accounts.len();
            scenario
                .accounts
                .iter_mut()
                .skip(listed)
                .for_each(|it| it.tell("outside_organization", false));
        }
        for bucket in self.buckets.iter().filter(|it| it.default_retention.is_some()) {
            // An object that does not tell its lock may have the one that the bucket gives by default.
            let told = |it: &Object| {
                self.object(&it.bucket, &it.key)
                    .is_some_and(|it| it.tells("lock_mode") || it.lock_mode.is_some())
            };
            let own = scenario.objects.iter_mut().filter(|it| it.bucket == bucket.id);
            own.filter(|it| !told(it)).for_each(|it| it.tell("lock_mode", false));
        }
        scenario.widen_subnets();
        for group in &mut scenario.security_groups {
            for rules in [&mut group.egress, &mut group.ingress].into_iter().flatten() {
                whole(rules, tells);
            }
        }
        for acl in &mut scenario.network_acls {
            whole(&mut acl.inbound, tells);
            whole(&mut acl.outbound, tells);
        }
        for key in &mut scenario.keys {
            whole(&mut key.grants, tells);
        }
        let mut members = opening.members;
        for member in &mut members {
            scenario.name_items(self, member);
        }
        (scenario, members)
    }

    /// Gives a subnet whose range was not told the range that it lies in: that of its VPC, or else all addresses.
    fn widen_subnets(&mut self) {
        let Self { subnets, vpcs, .. } = self;
        for subnet in subnets.iter_mut().filter(|it| it.cidr.is_empty()) {
            let vpc = vpcs.iter().find(|it| it.id == subnet.vpc);
            subnet.cidr = match vpc.map(|it| it.cidrs.as_slice()) {
                Some([only]) => only.clone(),
                _ => "0.0.0.0/0".to_owned(),
            };
        }
    }

    /// Lists every account that is named somewhere, so that what is not told of it has a place.
    fn list_accounts(&mut self) {
        let arns = self.roles.iter().map(|it| &it.arn).chain(self.keys.iter().map(|it| &it.arn));
        let arns = arns.chain(self.callers.iter().filter_map(|it| it.user.as_ref()));
        let of_arns = arns.filter_map(|it| Arn::parse(it)).map(|it| it.account.to_owned());
        let own = self.buckets.iter().map(|it| &it.account);
        let own = own.chain(self.vpcs.iter().map(|it| &it.account));
        let own = own.chain(self.access_points.iter().map(|it| &it.account));
        let all: Vec<String> = own.cloned().chain(of_arns).collect();
        for id in all {
            if !id.is_empty() && self.account(&id).is_none() {
                self.accounts.push(Account { id, ..Account::default() });
            }
        }
    }

    /// Lists the objects that the question is about; `tells`: as those that no scenario describes are taken.
    fn list_objects(&mut self, tells: bool) {
        let question = &self.question;
        let source = question.options.copy_source.as_ref().map(|it| (&it.bucket, &it.key));
        let all = [Some((&question.bucket, &question.key)), source];
        let stores = Operation::parse(&question.operation).is_some_and(Operation::stores);
        // What a conditional request asks for is not taken for granted.
        let options = &question.options;
        let conditional = options.if_match.is_some() || options.if_none_match.is_some();
        let there = if conditional { Fact::Unknown } else { Fact::Known(!stores) };
        let named = |(bucket, key): (&String, &String)| (bucket.clone(), key.clone());
        let all = all.map(|it| it.map(named));
        for (bucket, key) in all.into_iter().flatten() {
            if !key.is_empty() && self.object(&bucket, &key).is_none() {
                let id = format!("{bucket}/{key}");
                let mut object = Object { id, bucket, key, ..Object::default() };
                if tells {
                    object.acl = Some(Fact::Unknown);
                    object.exists = Some(there.clone());
                }
                self.objects.push(object);
            }
        }
    }

    /// Names an account or object that `told` does not list by its id, in place of its number.
    fn name_items(&self, told: &Self, place: &mut String) {
        let lists = [
            ("accounts[", told.accounts.len(), self.accounts.iter().map(|it| &it.id).collect()),
            (
                "objects[",
                told.objects.len(),
                self.objects.iter().map(|it| &it.id).collect::<Vec<_>>(),
            ),
        ];
        for (list, listed, ids) in lists {
            let Some((number, rest)) = place.strip_prefix(list).and_then(|it| it.split_once(']'))
            else {
                continue;
            };
            let unlisted = number.parse().ok().filter(|it: &usize| *it >= listed);
            if let Some(id) = unlisted.and_then(|it| ids.get(it)) {
                *place = format!("{list}{id}]{rest}");
                return;
            }
        }
    }
}

/// An item of a list that may have been told in part.
trait Whole {
    /// It was told as a whole.
    fn is_whole(&self) -> bool;

    /// Tells what is left out, as it is taken.
    fn tell_whole(&mut self);
}

/// Makes a list unknown where some item of it was told in part only; or tells what is left out.
fn whole<T: Whole>(list: &mut Fact<Vec<T>>, tells: bool) {
    match list {
        Fact::Known(items) if tells => items.iter_mut().for_each(T::tell_whole),
        Fact::Known(items) if !items.iter().all(T::is_whole) => *list = Fact::Unknown,
        _ => {}
    }
}

/// A rule tells its protocol, and its ports where the protocol has some.
fn is_whole(protocol: Option<&str>, from: Option<u32>, to: Option<u32>) -> bool {
    match protocol {
        None => false,
        Some("-1" | "all") => true,
        Some(_) => from.is_some() && to.is_some(),
    }
}

/// Tells the protocol and the ports of a rule.
fn tell_whole(protocol: &mut Option<String>, from: &mut Option<u32>, to: &mut Option<u32>) {
    let all = if from.is_some() { "tcp" } else { "-1" };
    let protocol = protocol.get_or_insert_with(|| all.to_owned());
    if !matches!(protocol.as_str(), "-1" | "all") {
        let last = from.unwrap_or(65_535);
        from.get_or_insert(0);
        to.get_or_insert(last);
    }
}

impl Whole for SecurityGroupRule {
    fn is_whole(&self) -> bool {
        let sides = [&self.cidr, &self.prefix_list, &self.security_group];
        let told = sides.into_iter().any(Option::is_some);
        told && is_whole(self.protocol.as_deref(), self.from_port, self.to_port)
    }

    fn tell_whole(&mut self) {
        tell_whole(&mut self.protocol, &mut self.from_port, &mut self.to_port);
    }
}

impl Whole for AclRule {
    fn is_whole(&self) -> bool {
        is_whole(self.protocol.as_deref(), self.from_port, self.to_port)
    }

    fn tell_whole(&mut self) {
        tell_whole(&mut self.protocol, &mut self.from_port, &mut self.to_port);
    }
}

impl Whole for KeyGrant {
    fn is_whole(&self) -> bool {
        self.tells("constraints")
    }

    fn tell_whole(&mut self) {
        self.tell("constraints", true);
    }
}
