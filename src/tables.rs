//! Turns the scenario's facts and the request's options into tables, and an edit of a cell into a scenario.
//!
//! Pure: each edit gives the scenario after it, or the sentence that says why it is invalid.

mod acl;
mod cell;
mod endpoint;
mod gateway;
mod kind;
mod option;
mod record;
mod route;
mod rule;

use accesspath_engine::scenario::change::without_new_problems;
use accesspath_engine::scenario::remove::removed;
use accesspath_engine::scenario::rename::{Thing, renamed};
use accesspath_engine::scenario::{Fact, Scenario};
pub use kind::Section;
pub use option::{options, options_in_words};

/// The id of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableId {
    /// The options of the request.
    Options,
    /// The records of a kind, by its word.
    Records(&'static str),
    /// The VPC endpoints.
    Endpoints,
    /// The gateways.
    Gateways,
    /// The routes of a route table, by id.
    Routes(String),
    /// The outbound rules of a security group, by id.
    Egress(String),
    /// The inbound rules of a security group, by id.
    Ingress(String),
    /// The inbound rules of a network ACL, by id.
    AclInbound(String),
    /// The outbound rules of a network ACL, by id.
    AclOutbound(String),
}

impl TableId {
    /// The section that it stands in; the options of the request stand in none.
    pub fn section(&self) -> Option<Section> {
        match self {
            Self::Options => None,
            Self::Records(name) => kind::kind(name).map(|it| it.section),
            _ => Some(Section::Network),
        }
    }

    /// Its name for links and labels within the page.
    pub fn name(&self) -> String {
        match self {
            Self::Options => "options".to_owned(),
            Self::Records(kind) => (*kind).to_owned(),
            Self::Endpoints => "endpoints".to_owned(),
            Self::Gateways => "gateways".to_owned(),
            Self::Routes(id) => format!("routes-{id}"),
            Self::Egress(id) => format!("egress-{id}"),
            Self::Ingress(id) => format!("ingress-{id}"),
            Self::AclInbound(id) => format!("acl-inbound-{id}"),
            Self::AclOutbound(id) => format!("acl-outbound-{id}"),
        }
    }
}

/// A table, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its id.
    pub id: TableId,
    /// Its title.
    pub title: String,
    /// The titles of its columns.
    pub columns: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// The rows that can be added: the word for [`add`], and the text of the button.
    pub adds: Vec<(String, String)>,
    /// It has too many columns for a table, and each row is a form.
    pub form: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Its index among the rows that can be edited; `None` for a row that AWS manages.
    pub at: Option<usize>,
    /// It can be removed.
    pub removable: bool,
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
}

/// The content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text that cannot be edited here.
    Fixed(String),
    /// A text that can be edited.
    Text(String),
    /// A text that can be edited, with what the scenario says where it is empty.
    Told {
        /// The text.
        text: String,
        /// It is known, where it may be unknown.
        known: Option<bool>,
        /// What leaving it out says.
        default: &'static str,
    },
    /// One of several words: the current word, and all words with their labels.
    Choice(String, Vec<(String, String)>),
    /// Any of several words, each with `true` if it is ticked.
    Ticks(Vec<(String, bool)>),
}

impl Cell {
    fn fixed(text: impl Into<String>) -> Self {
        Self::Fixed(text.into())
    }

    fn choice(value: &str, options: &[(&str, &str)]) -> Self {
        let options = options.iter().map(|(word, says)| ((*word).to_owned(), (*says).to_owned()));
        Self::Choice(value.to_owned(), options.collect())
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// The table.
    pub table: TableId,
    /// The row, as [`TableRow::at`] counts.
    pub row: usize,
    /// The column.
    pub column: usize,
}

/// A record of the tables that a person asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its table.
    pub table: TableId,
    /// Its row, as [`TableRow::at`] counts.
    pub row: usize,
}

impl Shown {
    /// The record of a hop of a path: an endpoint, a gateway, a function or another caller, by the id or name that the
    /// path has for it.
    pub fn of_hop(scenario: &Scenario, kind: &str, name: &str) -> Option<Self> {
        let at = |table: TableId, row: Option<usize>| Some(Self { table, row: row? });
        match kind {
            "function" => at(
                TableId::Records("functions"),
                scenario.functions.iter().position(|it| it.name == name || it.id == name),
            ),
            "caller" => at(
                TableId::Records("callers"),
                scenario.callers.iter().position(|it| it.name == name || it.id == name),
            ),
            _ => at(TableId::Endpoints, scenario.endpoints.iter().position(|it| it.id == name))
                .or_else(|| {
                    at(TableId::Gateways, scenario.gateways.iter().position(|it| it.id == name))
                }),
        }
    }

    /// The record of the question's bucket.
    pub fn of_bucket(scenario: &Scenario) -> Option<Self> {
        let asked = &scenario.question.bucket;
        let row = scenario.buckets.iter().position(|it| it.id == *asked)?;
        Some(Self { table: TableId::Records("buckets"), row })
    }
}

/// The value of a cell that says that the fact is not known.
pub const NOT_KNOWN: &str = "{unknown}";

/// The facts of a scenario as they are written.
struct Facts(String);

impl Facts {
    fn of(scenario: &Scenario) -> Self {
        Self(scenario.written_facts())
    }
}

/// Every table of the scenario's network.
pub fn network(scenario: &Scenario) -> Vec<Table> {
    let mut records = section(scenario, Section::Network).into_iter();
    // VPCs, subnets and placements.
    let mut all: Vec<Table> = records.by_ref().take(3).collect();
    if scenario.vpcs.is_empty() {
        return all;
    }
    all.extend([endpoint::table(scenario), gateway::table(scenario)]);
    all.extend(records.next());
    all.extend(scenario.route_tables.iter().map(|it| route::table(scenario, it)));
    all.extend(records.next());
    for group in &scenario.security_groups {
        all.push(rule::table(group, true));
        // The inbound rules of a function's group do not affect its calls.
        if scenario.endpoints.iter().any(|it| it.security_groups.contains(&group.id)) {
            all.push(rule::table(group, false));
        }
    }
    all.extend(records);
    for list in &scenario.network_acls {
        all.extend([acl::table(list, true), acl::table(list, false)]);
    }
    all
}

/// The records of a section as tables.
pub fn section(scenario: &Scenario, section: Section) -> Vec<Table> {
    let facts = Facts::of(scenario);
    record::tables(scenario, &record::read(&facts), section)
}

/// The scenario in which the cell holds `value`; for ticks, in which that tick is toggled.
///
/// # Errors
///
/// The reason why it cannot hold that, in a sentence.
pub fn set(scenario: &Scenario, place: &CellPlace, value: &str) -> Result<Scenario, String> {
    let value = value.trim();
    let CellPlace { table, row, column } = place;
    match table {
        TableId::Records(kind) => return record::set(scenario, kind, *row, *column, value),
        TableId::Endpoints if *column == 0 => {
            let id = scenario.endpoints.get(*row).map(|it| &it.id);
            return named(scenario, Thing::Endpoint, id, value);
        }
        TableId::Gateways if *column == 0 => {
            let id = scenario.gateways.get(*row).map(|it| &it.id);
            return named(scenario, Thing::Gateway, id, value);
        }
        _ => {}
    }
    let mut next = scenario.clone();
    match table {
        TableId::Records(_) => {}
        TableId::Options => option::set(&mut next, *row, value)?,
        TableId::Endpoints => endpoint::set(&mut next, *row, *column, value)?,
        TableId::Gateways => gateway::set(&mut next, *row, *column, value)?,
        TableId::Routes(id) => route::set(&mut next, id, *row, *column, value)?,
        TableId::Egress(id) => rule::set(&mut next, id, true, *row, *column, value)?,
        TableId::Ingress(id) => rule::set(&mut next, id, false, *row, *column, value)?,
        TableId::AclInbound(id) => acl::set(&mut next, id, true, *row, *column, value)?,
        TableId::AclOutbound(id) => acl::set(&mut next, id, false, *row, *column, value)?,
    }
    match table {
        TableId::Options => Ok(next),
        _ => without_new_problems(scenario, next),
    }
}

/// The scenario in which a thing has another name everywhere.
fn named(
    scenario: &Scenario,
    thing: Thing,
    from: Option<&String>,
    to: &str,
) -> Result<Scenario, String> {
    let from = from.ok_or_else(cell::gone)?;
    without_new_problems(scenario, renamed(scenario, thing, from, to)?)
}

/// The scenario with one more row, of the kind that `word` of [`Table::adds`] says.
pub fn add(scenario: &Scenario, table: &TableId, word: &str) -> Scenario {
    let mut next = scenario.clone();
    match table {
        TableId::Options => {}
        TableId::Records(kind) => return record::add(scenario, kind, word),
        TableId::Endpoints => endpoint::add(&mut next, word),
        TableId::Gateways => gateway::add(&mut next, word),
        TableId::Routes(id) => route::add(&mut next, id),
        TableId::Egress(id) => rule::add(&mut next, id, true),
        TableId::Ingress(id) => rule::add(&mut next, id, false),
        TableId::AclInbound(id) => acl::add(&mut next, id, true),
        TableId::AclOutbound(id) => acl::add(&mut next, id, false),
    }
    next
}

/// The scenario without that row.
///
/// # Errors
///
/// The reason why something else needs it, in a sentence.
pub fn remove(scenario: &Scenario, table: &TableId, row: usize) -> Result<Scenario, String> {
    let mut next = scenario.clone();
    match table {
        TableId::Options => {}
        TableId::Records(kind) => return record::remove(scenario, kind, row),
        TableId::Endpoints => {
            let endpoint = scenario.endpoints.get(row).ok_or_else(cell::gone)?;
            return removed(&endpoint::detached(scenario, endpoint), Thing::Endpoint, &endpoint.id);
        }
        TableId::Gateways => gateway::remove(&mut next, row),
        TableId::Routes(id) => {
            cell::take(route::of(&mut next, id).map(|it| &mut it.routes), row);
        }
        TableId::Egress(id) => cell::take(rule::of(&mut next, id, true), row),
        TableId::Ingress(id) => cell::take(rule::of(&mut next, id, false), row),
        TableId::AclInbound(id) => cell::take(acl::of(&mut next, id, true), row),
        TableId::AclOutbound(id) => cell::take(acl::of(&mut next, id, false), row),
    }
    Ok(next)
}

/// An id that no part of the network has.
fn free_id(scenario: &Scenario, stem: &str) -> String {
    let taken = |id: &str| {
        scenario.endpoint(id).is_some()
            || scenario.gateway(id).is_some()
            || scenario.security_group(id).is_some()
            || scenario.network_acl(id).is_some()
            || scenario.prefix_lists.iter().any(|it| it.id == id)
    };
    let numbered = (1_u32..).map(|it| format!("{stem}-{it}"));
    let mut names = std::iter::once(stem.to_owned()).chain(numbered);
    names.find(|it| !taken(it)).unwrap_or_default()
}

/// The value of a fact, to be edited; an unknown fact becomes known.
fn known<T: Default>(fact: &mut Fact<T>) -> &mut T {
    loop {
        match fact {
            Fact::Known(value) => return value,
            Fact::Unknown => *fact = Fact::Known(T::default()),
        }
    }
}

#[cfg(test)]
mod tests;
