//! The kinds of records that forms show: each a list of columns, as data.

mod bucket;
mod caller;
mod network;

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::rename::Thing;

/// The part of the scenario that a table stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The network, which has its own tab.
    Network,
    /// Buckets and access points.
    Buckets,
    /// Objects.
    Objects,
    /// KMS keys and their grants.
    Keys,
    /// What a bucket tells functions of.
    Notifications,
    /// Accounts and their organization.
    Accounts,
    /// Roles, functions and other callers.
    Callers,
}

impl Section {
    /// The sections of the facts, in order.
    pub const FACTS: [Self; 6] = [
        Self::Buckets,
        Self::Objects,
        Self::Keys,
        Self::Notifications,
        Self::Accounts,
        Self::Callers,
    ];

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Network => "Network",
            Self::Buckets => "Buckets and access points",
            Self::Objects => "Objects",
            Self::Keys => "KMS keys",
            Self::Notifications => "Notifications",
            Self::Accounts => "Accounts and organization",
            Self::Callers => "Roles, functions and callers",
        }
    }

    /// Its word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Buckets => "buckets",
            Self::Objects => "objects",
            Self::Keys => "keys",
            Self::Notifications => "notifications",
            Self::Accounts => "accounts",
            Self::Callers => "callers",
        }
    }
}

/// Lists that get an entry, and the entries as JSON.
pub(super) type Entries = Vec<(&'static [&'static str], String)>;

/// A kind of record.
pub(super) struct Kind {
    /// Its word for programs.
    pub(super) name: &'static str,
    /// The title of its table.
    pub(super) title: &'static str,
    /// One of it, as a button adds it.
    pub(super) one: &'static str,
    /// The members that lead to its list: of the scenario, and of an owner's record.
    pub(super) list: &'static [&'static str],
    /// The section that it stands in.
    pub(super) section: Section,
    /// It has too many columns for a table, and each record is a form.
    pub(super) form: bool,
    /// The thing that a record is, where others refer to it.
    pub(super) thing: Option<Thing>,
    /// Its columns.
    pub(super) columns: &'static [Column],
    /// The lists that get an entry with a new record, and the entries; the owner is told by id.
    pub(super) fresh: fn(&Scenario, &str) -> Entries,
}

/// A column: a member of each record.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// AWS's word for it.
    pub(super) says: &'static str,
    /// The member, with a dot before one of its own members.
    pub(super) member: &'static str,
    /// What it holds.
    pub(super) holds: Holds,
    /// It may be unknown.
    pub(super) fact: bool,
    /// What leaving it out says; `None` where it must be given.
    pub(super) default: Option<&'static str>,
}

/// What a member holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// The name of the record's owner, which stands fast.
    Owner,
    /// The name by which others refer to the record; with it, a name of the same text changes.
    Name(Thing, Option<Thing>),
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// Texts, with commas between.
    Texts,
    /// On or off.
    Switch,
    /// One of some words.
    Words(&'static [&'static str]),
    /// The id of a record of one of these lists.
    Record(&'static [&'static str]),
    /// The ids of records of this list.
    Records(&'static str),
    /// The name of a document.
    Document,
    /// The names of documents.
    Documents,
    /// Tags.
    Tags,
    /// A switch of S3 Block Public Access.
    PublicAccess,
}

/// A column whose member must be given.
pub(super) const fn column(says: &'static str, member: &'static str, holds: Holds) -> Column {
    Column { says, member, holds, fact: false, default: None }
}

/// A column for what a record's id or name is.
pub(super) const fn name(says: &'static str, member: &'static str, thing: Thing) -> Column {
    column(says, member, Holds::Name(thing, None))
}

/// The column of the owner.
pub(super) const fn owner(says: &'static str) -> Column {
    column(says, "", Holds::Owner)
}

impl Column {
    /// The column, whose member may be left out.
    pub(super) const fn or(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    /// The column, whose member may be unknown.
    pub(super) const fn fact(self) -> Self {
        Self { fact: true, ..self }
    }
}

/// Every kind, in the order in which people see them.
pub(super) fn kinds() -> impl Iterator<Item = &'static Kind> {
    network::KINDS.iter().chain(bucket::KINDS).chain(caller::KINDS)
}

/// The kind of that name.
pub(super) fn kind(name: &str) -> Option<&'static Kind> {
    kinds().find(|it| it.name == name)
}

/// An entry for each list, where no other list gets one.
fn only(list: &'static [&'static str], entry: String) -> Entries {
    vec![(list, entry)]
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    accesspath_policy::json::print_string(&mut out, text);
    out
}

/// The first of `stem`, `stem-1`, `stem-2` … that is free.
fn free(stem: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (1_u32..).map(|it| format!("{stem}-{it}"));
    let mut names = std::iter::once(stem.to_owned()).chain(numbered);
    names.find(|it| !taken(it)).unwrap_or_default()
}

/// The Region of the question's bucket, else a usual one.
fn region(scenario: &Scenario) -> String {
    let own = scenario.bucket().map(|it| it.region.clone());
    own.unwrap_or_else(|| "us-east-1".to_owned())
}

/// The account of the question's bucket, else one of AWS's examples.
fn account(scenario: &Scenario) -> String {
    let own = scenario.bucket().map(|it| it.account.clone()).filter(|it| !it.is_empty());
    own.unwrap_or_else(|| "111122223333".to_owned())
}
