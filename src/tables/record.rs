//! The records of a kind as a table, and an edit of a cell of one.
//!
//! Reads the scenario as its JSON, so that a kind is described by the names of its members alone.

use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::{self, Change, told, without_new_problems};
use accesspath_engine::scenario::remove::removed;
use accesspath_engine::scenario::rename::{Thing, renamed};
use accesspath_policy::json::{self, Edit, Json, Node, Value};

use super::cell::gone;
use super::kind::{Column, Holds, Kind, Section, kind, kinds};
use super::{Cell, Facts, NOT_KNOWN, Table, TableId, TableRow};

/// A record, and where it stands.
struct Record<'j> {
    /// Its place: names of members, ids of records, and numbers of entries from 1.
    at: Vec<String>,
    /// The name of its owner.
    owner: String,
    node: Node<'j>,
}

/// The facts of a scenario as a JSON tree.
pub(super) fn read(facts: &Facts) -> Json<'_> {
    json::read_up_to(usize::MAX, "", &facts.0)
}

/// The tables of a section.
pub(super) fn tables(scenario: &Scenario, facts: &Json<'_>, section: Section) -> Vec<Table> {
    let of = kinds().filter(|it| it.section == section);
    of.map(|it| table(scenario, facts, it)).collect()
}

fn table(scenario: &Scenario, facts: &Json<'_>, kind: &'static Kind) -> Table {
    let row = |(at, it): (usize, Record<'_>)| {
        let cells = kind.columns.iter().map(|column| cell(scenario, facts, column, &it));
        TableRow { at: Some(at), removable: true, cells: cells.collect() }
    };
    let owners: Vec<(String, String)> = match kind.list {
        [list, _] => items(facts, list).filter_map(|it| Some((id_of(it)?, name_of(it)?))).collect(),
        _ => Vec::new(),
    };
    let add = |to: &str| format!("Add {}{to}", kind.one);
    let adds = match kind.list {
        [_, _] => {
            owners.iter().map(|(id, name)| (id.clone(), add(&format!(" to {name}")))).collect()
        }
        _ => vec![(String::new(), add(""))],
    };
    let can = |it: &(String, String)| !(kind.fresh)(scenario, &it.0).is_empty();
    Table {
        id: TableId::Records(kind.name),
        title: kind.title.to_owned(),
        columns: kind.columns.iter().map(|it| it.says).collect(),
        rows: records(facts, kind).into_iter().enumerate().map(row).collect(),
        adds: adds.into_iter().filter(can).collect(),
        form: kind.form,
    }
}

/// The entries of a list of the scenario; an object that stands alone is one.
fn items<'j>(facts: &'j Json<'_>, list: &str) -> impl Iterator<Item = Node<'j>> + use<'j> {
    let node = facts.root().and_then(|it| it.members()?.get(list)).map(plain);
    let (many, one) = match node.map(|it| it.value) {
        Some(Value::Array(items)) => (Some(items), None),
        Some(Value::Object(_)) => (None, node),
        _ => (None, None),
    };
    many.into_iter().flatten().chain(one)
}

/// The records of a kind, in order.
fn records<'j>(facts: &'j Json<'_>, kind: &Kind) -> Vec<Record<'j>> {
    let place = |before: &[String], number: usize, node: Node<'_>| {
        let own = id_of(node).unwrap_or_else(|| (number + 1).to_string());
        [before, &[own]].concat()
    };
    let mut found = Vec::new();
    let Some((list, inside)) = kind.list.split_first() else { return found };
    for (number, node) in items(facts, list).enumerate() {
        let top = [(*list).to_owned()];
        let is_one = facts.root().and_then(|it| it.members()?.get(list)) == Some(node);
        let at = if is_one { top.to_vec() } else { place(&top, number, node) };
        let Some(inside) = inside.first() else {
            found.push(Record { at, owner: String::new(), node });
            continue;
        };
        let entries = node.members().and_then(|it| it.get(inside)).map(plain);
        let Some(Value::Array(entries)) = entries.map(|it| it.value) else { continue };
        let owner = name_of(node).unwrap_or_default();
        let list = [at, vec![(*inside).to_owned()]].concat();
        for (number, node) in entries.enumerate() {
            found.push(Record { at: place(&list, number, node), owner: owner.clone(), node });
        }
    }
    found
}

/// The value of a fact, without its origin.
fn plain(node: Node<'_>) -> Node<'_> {
    let members = node.members().filter(|it| it.get("origin").is_some());
    members.and_then(|it| it.get("value")).unwrap_or(node)
}

fn id_of(node: Node<'_>) -> Option<String> {
    node.members()?.get("id").map(plain)?.scalar().map(str::to_owned)
}

/// A record's name for people: of a bucket its name, of others their id.
fn name_of(node: Node<'_>) -> Option<String> {
    let name = node.members()?.get("name").map(plain).and_then(Node::scalar);
    name.map(str::to_owned).or_else(|| id_of(node))
}

/// What stands at a record's member.
fn member<'j>(record: &Record<'j>, column: &Column) -> Option<Node<'j>> {
    let steps = column.member.split('.');
    steps.into_iter().try_fold(record.node, |node, step| node.members()?.get(step).map(plain))
}

fn is_unknown(node: Option<Node<'_>>) -> bool {
    node.and_then(|it| it.members()?.get("unknown")).is_some()
}

/// The texts of a list.
fn texts(node: Option<Node<'_>>) -> Vec<String> {
    match node.map(|it| it.value) {
        Some(Value::Array(items)) => items.filter_map(Node::scalar).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Tags as people write them.
fn tags(node: Node<'_>) -> String {
    let pairs = node.members().into_iter().flatten();
    let pairs = pairs.map(|it| format!("{}={}", it.name, it.node.scalar().unwrap_or_default()));
    pairs.collect::<Vec<_>>().join("&")
}

fn cell(scenario: &Scenario, facts: &Json<'_>, column: &Column, record: &Record<'_>) -> Cell {
    let node = member(record, column);
    let default = column.default.unwrap_or_default();
    // What a symbol stands for is known once it is deployed.
    if let Some(symbol) = node.and_then(|it| it.members()?.get("symbol")).and_then(Node::scalar) {
        return Cell::fixed(symbol);
    }
    let now = match node {
        None => String::new(),
        Some(_) if is_unknown(node) => NOT_KNOWN.to_owned(),
        Some(node) => match node.value {
            Value::Array(_) => texts(Some(node)).join(", "),
            Value::Object(_) => tags(node),
            _ => node.scalar().unwrap_or_default().to_owned(),
        },
    };
    let known = column.fact.then(|| !is_unknown(node));
    let choice = |options: Vec<(String, String)>| {
        let mut all = Vec::new();
        if column.default.is_some() {
            all.push((String::new(), format!("({default})")));
        }
        all.extend(options);
        if column.fact {
            all.push((NOT_KNOWN.to_owned(), "not known".to_owned()));
        }
        if !all.iter().any(|it| it.0 == now) {
            all.push((now.clone(), now.clone()));
        }
        Cell::Choice(now.clone(), all)
    };
    let same = |it: &&str| ((*it).to_owned(), (*it).to_owned());
    let ticks = |all: Vec<(String, String)>| {
        let on = texts(node);
        let mut ticks: Vec<(String, bool)> =
            all.into_iter().map(|it| (it.0.clone(), on.contains(&it.0))).collect();
        let missing = on.iter().filter(|it| !ticks.iter().any(|(id, _)| id == *it)).cloned();
        let missing: Vec<String> = missing.collect();
        ticks.extend(missing.into_iter().map(|it| (it, true)));
        if column.fact {
            ticks.push((NOT_KNOWN.to_owned(), is_unknown(node)));
        }
        Cell::Ticks(ticks)
    };
    let listed = |list: &str| {
        items(facts, list).filter_map(|it| Some((id_of(it)?, name_of(it)?))).collect::<Vec<_>>()
    };
    let documents = || scenario.documents.iter().map(|it| (it.0.to_string(), it.0.to_string()));
    match column.holds {
        Holds::Owner => Cell::Fixed(record.owner.clone()),
        Holds::Name(..) | Holds::Text | Holds::Number | Holds::Texts | Holds::Tags => Cell::Told {
            text: if known == Some(false) { String::new() } else { now },
            known,
            default,
        },
        Holds::Switch => choice(vec![on("true", "on"), on("false", "off")]),
        Holds::PublicAccess => {
            // Where some of the four are told, the others are off.
            let some = member(record, &Column { member: PUBLIC_ACCESS, ..*column }).is_some();
            match (node, some) {
                (None, true) => Cell::Choice("false".to_owned(), switch_words(None)),
                _ => Cell::Choice(now, switch_words((!some).then_some(default))),
            }
        }
        Holds::Words(words) => choice(words.iter().map(same).collect()),
        Holds::Record(lists) => choice(lists.iter().flat_map(|it| listed(it)).collect()),
        Holds::Records(list) => ticks(listed(list)),
        Holds::Document => choice(documents().collect()),
        Holds::Documents => ticks(documents().collect()),
    }
}

const PUBLIC_ACCESS: &str = "block_public_access";

fn on(word: &str, says: &str) -> (String, String) {
    (word.to_owned(), says.to_owned())
}

fn switch_words(default: Option<&str>) -> Vec<(String, String)> {
    let first = default.map(|it| (String::new(), format!("({it})")));
    let rest = [on("true", "on"), on("false", "off"), on(NOT_KNOWN, "not known")];
    first.into_iter().chain(rest).collect()
}

/// The scenario in which the cell holds `value`.
///
/// # Errors
///
/// The reason why it cannot, in a sentence.
pub(super) fn set(
    scenario: &Scenario,
    name: &str,
    row: usize,
    column: usize,
    value: &str,
) -> Result<Scenario, String> {
    let facts = Facts::of(scenario);
    let tree = read(&facts);
    let kind = kind(name).ok_or_else(gone)?;
    let record = records(&tree, kind).into_iter().nth(row).ok_or_else(gone)?;
    let column = kind.columns.get(column).ok_or_else(gone)?;
    let node = member(&record, column);
    let now = node.and_then(Node::scalar);
    let steps = column.member.split('.').map(str::to_owned);
    let at: Vec<String> = record.at.iter().cloned().chain(steps).collect();
    let text = |it: &str| {
        let mut out = String::new();
        json::print_string(&mut out, it);
        out
    };
    let list = |all: &[String]| {
        format!("[{}]", all.iter().map(|it| text(it)).collect::<Vec<_>>().join(","))
    };
    let unknown = || r#"{"unknown":true}"#.to_owned();
    let told = |value: String| told(scenario, &at, &Edit::Set(value));
    if now == Some(value) {
        return Ok(scenario.clone());
    }
    if let Holds::Records(_) | Holds::Documents = column.holds {
        let mut all = texts(node);
        if value == NOT_KNOWN {
            return told(if is_unknown(node) { list(&[]) } else { unknown() });
        }
        match all.iter().position(|it| it == value) {
            Some(at) => drop(all.remove(at)),
            None => all.push(value.to_owned()),
        }
        if (kind.thing, column.member) == (Some(Thing::Placement), "subnets") {
            return placed(scenario, &record.at, &at, all.is_empty(), list(&all));
        }
        return told(list(&all));
    }
    if value == NOT_KNOWN {
        return match column.holds {
            Holds::PublicAccess => public_access(scenario, &record, column, &at, unknown()),
            _ => told(unknown()),
        };
    }
    if value.is_empty() {
        return match (column.default, node) {
            (None, _) => Err(format!("{} cannot be left out.", column.says)),
            (Some(_), None) => Ok(scenario.clone()),
            (Some(_), Some(_)) => change::told(scenario, &at, &Edit::Remove),
        };
    }
    match column.holds {
        Holds::Owner | Holds::Records(_) | Holds::Documents => Err(gone()),
        Holds::Name(thing, id) => match now {
            Some(from) => rename(scenario, &record, (thing, id), from, value),
            None => told(text(value)),
        },
        Holds::Text | Holds::Words(_) | Holds::Record(_) | Holds::Document => told(text(value)),
        Holds::Number => match value.parse::<u32>() {
            Ok(number) => told(number.to_string()),
            Err(_) => Err(format!("\"{value}\" is no whole number.")),
        },
        Holds::Texts => {
            let all = value.split([',', ' ']).filter(|it| !it.is_empty());
            told(list(&all.map(str::to_owned).collect::<Vec<_>>()))
        }
        Holds::Switch => told(value.to_owned()),
        Holds::PublicAccess => public_access(scenario, &record, column, &at, value.to_owned()),
        Holds::Tags => {
            let mut members = Vec::new();
            for pair in value.split('&').filter(|it| !it.is_empty()) {
                let (key, own) = pair.split_once('=').unwrap_or((pair, ""));
                if key.is_empty() {
                    return Err(format!("\"{pair}\" has no key: write tags as a=1&b=2."));
                }
                members.push(format!("{}:{}", text(key), text(own)));
            }
            told(format!("{{{}}}", members.join(",")))
        }
    }
}

/// A name is given everywhere; an id that is the same text is given with it.
fn rename(
    scenario: &Scenario,
    record: &Record<'_>,
    (thing, id): (Thing, Option<Thing>),
    from: &str,
    to: &str,
) -> Result<Scenario, String> {
    let mut next = renamed(scenario, thing, from, to)?;
    let own = record.node.members().and_then(|it| it.get("id")).and_then(Node::scalar);
    if let Some(id) = id.filter(|_| own == Some(from)) {
        // Where the id is taken, the name alone changes.
        next = renamed(&next, id, from, to).unwrap_or(next);
    }
    without_new_problems(scenario, next)
}

/// A placement stands in subnets, or outside a VPC.
fn placed(
    scenario: &Scenario,
    record: &[String],
    subnets: &[String],
    outside: bool,
    list: String,
) -> Result<Scenario, String> {
    let at = |name: &str| [record, &[name.to_owned()]].concat();
    let tell = |at: Vec<String>, edit: Edit| Change::Tell { at, edit };
    let edits = match outside {
        true => [
            tell(subnets.to_vec(), Edit::Remove),
            tell(at("outside"), Edit::Set("true".to_owned())),
            tell(at("security_groups"), Edit::Remove),
        ],
        false => [
            tell(at("outside"), Edit::Set("false".to_owned())),
            tell(subnets.to_vec(), Edit::Set(list)),
            tell(at("outside"), Edit::Remove),
        ],
    };
    let next = change::apply_all(scenario, &edits.iter().collect::<Vec<_>>());
    without_new_problems(scenario, next)
}

/// Sets one switch of Block Public Access; of a bucket of which none was told, the others stay not known.
fn public_access(
    scenario: &Scenario,
    record: &Record<'_>,
    column: &Column,
    at: &[String],
    value: String,
) -> Result<Scenario, String> {
    let whole = Column { member: PUBLIC_ACCESS, ..*column };
    let is_account = column.default == Some("off");
    if member(record, &whole).is_some() || is_account {
        return told(scenario, at, &Edit::Set(value));
    }
    let all = [
        "block_public_acls",
        "ignore_public_acls",
        "block_public_policy",
        "restrict_public_buckets",
    ];
    let own = column.member.rsplit('.').next().unwrap_or_default();
    let members = all.map(|it| {
        let value = if it == own { value.as_str() } else { r#"{"unknown":true}"# };
        format!("\"{it}\":{value}")
    });
    let at: Vec<String> = record.at.iter().cloned().chain([PUBLIC_ACCESS.to_owned()]).collect();
    told(scenario, &at, &Edit::Set(format!("{{{}}}", members.join(","))))
}

/// The scenario with one more record; that of an owner, by id.
pub(super) fn add(scenario: &Scenario, name: &str, owner: &str) -> Scenario {
    let Some(kind) = kind(name) else { return scenario.clone() };
    let mut next = scenario.clone();
    for (list, entry) in (kind.fresh)(scenario, owner) {
        let mut at: Vec<String> = list.iter().map(|it| (*it).to_owned()).collect();
        if let [of, _] = kind.list {
            at = [vec![(*of).to_owned(), owner.to_owned()], at].concat();
        }
        // The organization is no list.
        let alone = list.first() == Some(&"organization");
        let edit = if alone { Edit::Set(entry) } else { Edit::Add(entry) };
        next = change::apply(&next, Change::Tell { at, edit });
    }
    next
}

/// The scenario without a record.
///
/// # Errors
///
/// The reason why it is needed, in a sentence.
pub(super) fn remove(scenario: &Scenario, name: &str, row: usize) -> Result<Scenario, String> {
    let facts = Facts::of(scenario);
    let tree = read(&facts);
    let kind = kind(name).ok_or_else(gone)?;
    let record = records(&tree, kind).into_iter().nth(row).ok_or_else(gone)?;
    match (kind.thing, kind.list, id_of(record.node)) {
        (Some(thing), [_], Some(id)) => removed(scenario, thing, &id),
        _ => told(scenario, &record.at, &Edit::Remove),
    }
}
