//! One edit of a scenario, applied purely.
//!
//! Whatever changes a scenario (typing, a form, undo of either) is a `Change`.

use std::collections::BTreeMap;

use super::{
    BlockPublicAccess, Document, EndpointKind, Fact, GatewayKind, ObjectOwnership, ResourceState,
    RouteTable, Scenario, SecurityGroup, Subnet, Vpc,
};
use crate::policy::{DocumentId, PolicyKind};

/// A place that a document can be attached to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A role's identity-based policies, by role.
    Identity(String),
    /// A role's permissions boundary, by role.
    Boundary(String),
    /// A role's session policies, by role.
    Session(String),
    /// A role's trust policy, by role.
    Trust(String),
    /// A bucket's policy, by bucket.
    Bucket(String),
    /// The policy that the question's call is to save, by bucket.
    NewPolicy(String),
    /// An access point's policy, by access point.
    AccessPoint(String),
    /// An endpoint's policy, by endpoint.
    Endpoint(String),
    /// A function's resource-based policy, by function.
    Function(String),
    /// A KMS key's policy, by key.
    Key(String),
    /// An account's SCPs at its last level, by account.
    Scp(String),
    /// An account's RCPs at its last level, by account.
    Rcp(String),
}

impl Slot {
    /// The kind of policy that goes there.
    pub const fn kind(&self) -> PolicyKind {
        match self {
            Self::Identity(_) => PolicyKind::Identity,
            Self::Boundary(_) => PolicyKind::Boundary,
            Self::Session(_) => PolicyKind::Session,
            Self::Trust(_) => PolicyKind::Trust,
            Self::Bucket(_) | Self::NewPolicy(_) | Self::AccessPoint(_) => PolicyKind::Bucket,
            Self::Endpoint(_) => PolicyKind::Endpoint,
            Self::Function(_) => PolicyKind::Function,
            Self::Key(_) => PolicyKind::Key,
            Self::Scp(_) => PolicyKind::Scp,
            Self::Rcp(_) => PolicyKind::Rcp,
        }
    }
}

/// One of the four switches of Block Public Access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Switch {
    /// `BlockPublicAcls`
    BlockPublicAcls,
    /// `IgnorePublicAcls`
    IgnorePublicAcls,
    /// `BlockPublicPolicy`
    BlockPublicPolicy,
    /// `RestrictPublicBuckets`
    RestrictPublicBuckets,
}

impl Switch {
    /// All four, in the order in which AWS lists them.
    pub const ALL: [Self; 4] = [
        Self::BlockPublicAcls,
        Self::IgnorePublicAcls,
        Self::BlockPublicPolicy,
        Self::RestrictPublicBuckets,
    ];

    /// AWS's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BlockPublicAcls => "BlockPublicAcls",
            Self::IgnorePublicAcls => "IgnorePublicAcls",
            Self::BlockPublicPolicy => "BlockPublicPolicy",
            Self::RestrictPublicBuckets => "RestrictPublicBuckets",
        }
    }

    /// Its position in `switches`.
    pub const fn of(self, switches: &BlockPublicAccess) -> &Fact<bool> {
        match self {
            Self::BlockPublicAcls => &switches.block_public_acls,
            Self::IgnorePublicAcls => &switches.ignore_public_acls,
            Self::BlockPublicPolicy => &switches.block_public_policy,
            Self::RestrictPublicBuckets => &switches.restrict_public_buckets,
        }
    }

    fn set(self, switches: &mut BlockPublicAccess, to: Fact<bool>) {
        match self {
            Self::BlockPublicAcls => switches.block_public_acls = to,
            Self::IgnorePublicAcls => switches.ignore_public_acls = to,
            Self::BlockPublicPolicy => switches.block_public_policy = to,
            Self::RestrictPublicBuckets => switches.restrict_public_buckets = to,
        }
    }
}

/// A part of the network that people switch on and off to see what happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// An endpoint.
    Endpoint(String),
    /// Private DNS of an interface endpoint.
    PrivateDns(String),
    /// A NAT gateway.
    Nat(String),
    /// The VPC that a function with one placement is attached to, by placement.
    Attachment(String),
}

impl Part {
    /// The stable word for what it is.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Endpoint(_) => "endpoint",
            Self::PrivateDns(_) => "private-dns",
            Self::Nat(_) => "nat",
            Self::Attachment(_) => "vpc",
        }
    }

    /// The id of what it is about.
    pub fn id(&self) -> &str {
        match self {
            Self::Endpoint(id) | Self::PrivateDns(id) | Self::Nat(id) | Self::Attachment(id) => id,
        }
    }

    /// What people call it.
    pub fn title(&self) -> String {
        let what = match self {
            Self::Endpoint(_) => "Endpoint",
            Self::PrivateDns(_) => "Private DNS of",
            Self::Nat(_) => "NAT gateway",
            Self::Attachment(_) => "Function in a VPC,",
        };
        format!("{what} {}", self.id())
    }
}

/// Every part that can be switched, with whether it is on; one that is not known counts as off.
pub fn parts(scenario: &Scenario) -> Vec<(Part, bool)> {
    let available = Fact::Known(ResourceState::Available);
    let mut parts = Vec::new();
    for it in &scenario.endpoints {
        parts.push((Part::Endpoint(it.id.clone()), it.state == available));
        if it.kind == EndpointKind::Interface {
            parts.push((Part::PrivateDns(it.id.clone()), it.private_dns == Fact::Known(true)));
        }
    }
    for it in scenario.gateways.iter().filter(|it| it.kind == GatewayKind::Nat) {
        parts.push((Part::Nat(it.id.clone()), it.state == available));
    }
    for it in &scenario.functions {
        if let [only] = it.placements.as_slice() {
            parts.push((Part::Attachment(only.id.clone()), !only.outside));
        }
    }
    parts
}

fn set_part(scenario: &mut Scenario, part: &Part, to: bool) {
    let state = if to { ResourceState::Available } else { ResourceState::Deleted };
    match part {
        Part::Endpoint(id) => {
            if let Some(it) = scenario.endpoints.iter_mut().find(|it| it.id == *id) {
                it.state = Fact::Known(state);
            }
        }
        Part::PrivateDns(id) => {
            if let Some(it) = scenario.endpoints.iter_mut().find(|it| it.id == *id) {
                it.private_dns = Fact::Known(to);
            }
        }
        Part::Nat(id) => {
            if let Some(it) = scenario.gateways.iter_mut().find(|it| it.id == *id) {
                it.state = Fact::Known(state);
            }
        }
        Part::Attachment(id) => attach_to_vpc(scenario, id, to),
    }
}

/// Attaches a function to the scenario's VPC, or takes it out; where there is no VPC, a bare one is made.
fn attach_to_vpc(scenario: &mut Scenario, placement: &str, to: bool) {
    if to && scenario.subnets.is_empty() {
        let bucket = scenario.bucket();
        let region = bucket.map(|it| it.region.clone()).unwrap_or_default();
        let account = bucket.map(|it| it.account.clone()).unwrap_or_default();
        let (vpc, table) = ("vpc-new".to_owned(), "rtb-new".to_owned());
        scenario.vpcs.push(Vpc {
            id: vpc.clone(),
            account,
            region,
            cidrs: vec!["10.0.0.0/16".to_owned()],
            main_route_table: Some(table.clone()),
            dns_support: Some(Fact::Known(true)),
            dns_hostnames: Some(Fact::Known(true)),
            ..Vpc::default()
        });
        scenario.route_tables.push(RouteTable { id: table, vpc: vpc.clone(), routes: Vec::new() });
        let (id, cidr) = ("subnet-new".to_owned(), "10.0.1.0/24".to_owned());
        scenario.subnets.push(Subnet { id, vpc, cidr, ..Subnet::default() });
    }
    if to && scenario.security_groups.is_empty() {
        let id = "sg-new".to_owned();
        scenario.security_groups.push(SecurityGroup { id, ..SecurityGroup::default() });
    }
    // A function belongs in a private subnet: not where a NAT gateway stands, if there is another.
    let has_nat = |id: &str| scenario.gateways.iter().any(|it| it.subnet.as_deref() == Some(id));
    let private = scenario.subnets.iter().find(|it| !has_nat(&it.id));
    let subnet = private.or_else(|| scenario.subnets.first()).map(|it| it.id.clone());
    let of_endpoint =
        |id: &String| scenario.endpoints.iter().any(|it| it.security_groups.contains(id));
    let own = scenario.security_groups.iter().find(|it| !of_endpoint(&it.id));
    let group = own.or_else(|| scenario.security_groups.first()).map(|it| it.id.clone());
    let mut placements = scenario.functions.iter_mut().flat_map(|it| &mut it.placements);
    if let Some(it) = placements.find(|it| it.id == placement) {
        it.outside = !to;
        it.subnets = subnet.into_iter().filter(|_| to).collect();
        it.security_groups = group.into_iter().filter(|_| to).collect();
        it.private_ip = None;
        it.endpoint_url = None;
        it.ipv6 = false;
    }
}

/// One edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A document's text is now this.
    EditDocument {
        /// The document.
        document: DocumentId,
        /// Its whole new text.
        text: String,
    },
    /// A new document is attached.
    Attach {
        /// Its name; one that is free.
        document: DocumentId,
        /// Where it goes.
        slot: Slot,
        /// Its text.
        text: String,
    },
    /// A document is taken away from a place; it is dropped where nothing else uses it.
    Detach {
        /// The document.
        document: DocumentId,
        /// Where it was.
        slot: Slot,
    },
    /// Another operation is asked for.
    SetOperation(String),
    /// The call goes through an access point, by id, or to the bucket itself.
    SetAccessPoint(Option<String>),
    /// Another object is asked for.
    SetKey(String),
    /// A switch of the bucket's own Block Public Access.
    SetBlockPublicAccess(Switch, Fact<bool>),
    /// The bucket's Object Ownership.
    SetOwnership(Fact<ObjectOwnership>),
    /// A part of the network is there, or not.
    SetPart(Part, bool),
    /// Another scenario altogether, such as one whose facts were edited as text.
    Replace(Box<Scenario>),
}

/// The scenario after `change`.
pub fn apply(scenario: &Scenario, change: Change) -> Scenario {
    let mut next = scenario.clone();
    match change {
        Change::EditDocument { document, text } => {
            next.documents.insert(document, Document::from(text.as_str()));
        }
        Change::Attach { document, slot, text } => {
            next.documents.insert(document.clone(), Document::from(text.as_str()));
            attach(&mut next, document, &slot);
        }
        Change::Detach { document, slot } => {
            detach(&mut next, &document, &slot);
            if !uses(&next, &document) {
                next.documents = BTreeMap::new();
                for (id, text) in scenario.documents.iter().filter(|(id, _)| **id != document) {
                    next.documents.insert(id.clone(), text.clone());
                }
            }
        }
        Change::SetOperation(operation) => next.question.operation = operation,
        Change::SetAccessPoint(id) => next.question.access_point = id,
        Change::SetKey(key) => next.question.key = key,
        Change::SetBlockPublicAccess(switch, to) => {
            let bucket = next.question.bucket.clone();
            if let Some(bucket) = next.buckets.iter_mut().find(|it| it.id == bucket) {
                switch.set(&mut bucket.block_public_access, to);
            }
        }
        Change::SetOwnership(to) => {
            let bucket = next.question.bucket.clone();
            if let Some(bucket) = next.buckets.iter_mut().find(|it| it.id == bucket) {
                bucket.ownership = Some(to);
            }
        }
        Change::SetPart(part, to) => set_part(&mut next, &part, to),
        Change::Replace(other) => return *other,
    }
    next
}

fn attach(scenario: &mut Scenario, document: DocumentId, slot: &Slot) {
    match slot {
        Slot::Identity(id) | Slot::Boundary(id) | Slot::Session(id) | Slot::Trust(id) => {
            let Some(role) = scenario.roles.iter_mut().find(|it| it.id == *id) else { return };
            match slot {
                Slot::Boundary(_) => role.boundary = Some(Fact::Known(document)),
                Slot::Session(_) => role.session_policies.push(document),
                Slot::Trust(_) => role.trust = Some(document),
                _ => push(&mut role.policies, document),
            }
        }
        Slot::Bucket(id) => {
            if let Some(bucket) = scenario.buckets.iter_mut().find(|it| it.id == *id) {
                bucket.policy = Some(Fact::Known(document));
            }
        }
        Slot::NewPolicy(_) => scenario.question.options.new_policy = Some(document),
        Slot::AccessPoint(id) => {
            if let Some(it) = scenario.access_points.iter_mut().find(|it| it.id == *id) {
                it.policy = Some(Fact::Known(document));
            }
        }
        Slot::Endpoint(id) => {
            if let Some(endpoint) = scenario.endpoints.iter_mut().find(|it| it.id == *id) {
                endpoint.policy = Some(Fact::Known(document));
            }
        }
        Slot::Function(id) => {
            if let Some(function) = scenario.functions.iter_mut().find(|it| it.id == *id) {
                function.policy = Some(Fact::Known(document));
            }
        }
        Slot::Key(id) => {
            if let Some(key) = scenario.keys.iter_mut().find(|it| it.id == *id) {
                key.policy = Some(Fact::Known(document));
            }
        }
        Slot::Scp(id) | Slot::Rcp(id) => {
            if !scenario.accounts.iter().any(|it| it.id == *id) {
                let account = super::Account { id: id.clone(), ..super::Account::default() };
                scenario.accounts.push(account);
            }
            let Some(account) = scenario.accounts.iter_mut().find(|it| it.id == *id) else {
                return;
            };
            let levels = match slot {
                Slot::Scp(_) => &mut account.scp_levels,
                _ => &mut account.rcp_levels,
            };
            match levels {
                Some(Fact::Known(levels)) => match levels.last_mut() {
                    Some(last) => last.push(document),
                    None => levels.push(vec![document]),
                },
                _ => *levels = Some(Fact::Known(vec![vec![document]])),
            }
        }
    }
}

fn push(documents: &mut Fact<Vec<DocumentId>>, document: DocumentId) {
    match documents {
        Fact::Known(documents) => documents.push(document),
        Fact::Unknown => *documents = Fact::Known(vec![document]),
    }
}

fn detach(scenario: &mut Scenario, document: &DocumentId, slot: &Slot) {
    let clear = |fact: &mut Option<Fact<DocumentId>>| {
        if matches!(fact, Some(Fact::Known(id)) if id == document) {
            *fact = None;
        }
    };
    match slot {
        Slot::Identity(id) | Slot::Boundary(id) | Slot::Session(id) | Slot::Trust(id) => {
            let Some(role) = scenario.roles.iter_mut().find(|it| it.id == *id) else { return };
            match slot {
                Slot::Boundary(_) => clear(&mut role.boundary),
                Slot::Session(_) => role.session_policies.retain(|it| it != document),
                Slot::Trust(_) => role.trust = role.trust.take().filter(|it| it != document),
                _ => {
                    if let Fact::Known(policies) = &mut role.policies {
                        policies.retain(|it| it != document);
                    }
                }
            }
        }
        Slot::Bucket(id) => {
            if let Some(bucket) = scenario.buckets.iter_mut().find(|it| it.id == *id) {
                clear(&mut bucket.policy);
            }
        }
        Slot::NewPolicy(_) => {
            let new = &mut scenario.question.options.new_policy;
            *new = new.take().filter(|it| it != document);
        }
        Slot::AccessPoint(id) => {
            if let Some(it) = scenario.access_points.iter_mut().find(|it| it.id == *id) {
                clear(&mut it.policy);
            }
        }
        Slot::Endpoint(id) => {
            if let Some(endpoint) = scenario.endpoints.iter_mut().find(|it| it.id == *id) {
                clear(&mut endpoint.policy);
            }
        }
        Slot::Function(id) => {
            if let Some(function) = scenario.functions.iter_mut().find(|it| it.id == *id) {
                clear(&mut function.policy);
            }
        }
        Slot::Key(id) => {
            if let Some(key) = scenario.keys.iter_mut().find(|it| it.id == *id) {
                clear(&mut key.policy);
            }
        }
        Slot::Scp(id) | Slot::Rcp(id) => {
            let Some(account) = scenario.accounts.iter_mut().find(|it| it.id == *id) else {
                return;
            };
            let levels = match slot {
                Slot::Scp(_) => &mut account.scp_levels,
                _ => &mut account.rcp_levels,
            };
            if let Some(Fact::Known(levels)) = levels {
                levels.iter_mut().for_each(|it| it.retain(|it| it != document));
            }
        }
    }
}

/// Whether anything in the scenario still names the document.
fn uses(scenario: &Scenario, document: &DocumentId) -> bool {
    slots(scenario).iter().any(|(_, id)| id == document)
}

/// Every place that bears on the question, with the document that is attached there.
pub fn slots(scenario: &Scenario) -> Vec<(Slot, DocumentId)> {
    let mut found: Vec<(Slot, DocumentId)> = Vec::new();
    for it in &scenario.buckets {
        add_known(&mut found, Slot::Bucket, &it.id, it.policy.as_ref());
    }
    let question = &scenario.question;
    let new = question.options.new_policy.clone().map(|it| vec![it]);
    add_list(&mut found, Slot::NewPolicy, &question.bucket, new.as_ref());
    for it in &scenario.access_points {
        add_known(&mut found, Slot::AccessPoint, &it.id, it.policy.as_ref());
    }
    for it in &scenario.roles {
        add_list(&mut found, Slot::Identity, &it.id, it.policies.known());
        add_known(&mut found, Slot::Boundary, &it.id, it.boundary.as_ref());
        add_list(&mut found, Slot::Session, &it.id, Some(&it.session_policies));
        add_list(&mut found, Slot::Trust, &it.id, it.trust.clone().map(|it| vec![it]).as_ref());
    }
    for it in &scenario.callers {
        add_list(&mut found, Slot::Identity, &it.id, it.policies.known());
        add_known(&mut found, Slot::Boundary, &it.id, it.boundary.as_ref());
    }
    for it in &scenario.endpoints {
        add_known(&mut found, Slot::Endpoint, &it.id, it.policy.as_ref());
    }
    for it in &scenario.functions {
        add_known(&mut found, Slot::Function, &it.id, it.policy.as_ref());
    }
    for it in &scenario.keys {
        add_known(&mut found, Slot::Key, &it.id, it.policy.as_ref());
    }
    for it in &scenario.accounts {
        add_levels(&mut found, Slot::Scp, &it.id, it.scp_levels.as_ref());
        add_levels(&mut found, Slot::Rcp, &it.id, it.rcp_levels.as_ref());
    }
    found
}

/// How the slot of an owner is made.
type Place = fn(String) -> Slot;

#[inline(never)]
fn add_list(
    found: &mut Vec<(Slot, DocumentId)>,
    place: Place,
    owner: &str,
    ids: Option<&Vec<DocumentId>>,
) {
    for id in ids.into_iter().flatten() {
        found.push((place(owner.to_owned()), id.clone()));
    }
}

#[inline(never)]
fn add_known(
    found: &mut Vec<(Slot, DocumentId)>,
    place: Place,
    owner: &str,
    id: Option<&Fact<DocumentId>>,
) {
    if let Some(Fact::Known(id)) = id {
        found.push((place(owner.to_owned()), id.clone()));
    }
}

#[inline(never)]
fn add_levels(
    found: &mut Vec<(Slot, DocumentId)>,
    place: Place,
    owner: &str,
    levels: Option<&Fact<Vec<Vec<DocumentId>>>>,
) {
    if let Some(Fact::Known(levels)) = levels {
        for level in levels {
            add_list(found, place, owner, Some(level));
        }
    }
}
