//! The tables of the inspector: the clauses of the deciding statement, and the condition keys of the paths.

use accesspath_engine::report::{PathReport, ToldClause, ToldControl, ToldKey, ToldReport};
use yew::Html;

use super::face::badge;
use crate::answer::control_on;
use crate::markup::{El, el, text};

/// So many paths stand side by side in the table of keys.
const MOST_PATHS: usize = 6;

/// The clauses of the statement that decides or comes nearest: those that decide first, the others folded.
pub(super) fn clauses(control: &ToldControl) -> Option<Box<El>> {
    let statement = control.statement.as_ref()?;
    let (decided, others): (Vec<&ToldClause>, Vec<&ToldClause>) =
        control.clauses.iter().partition(|it| it.decided);
    let table = |rows: &[&ToldClause], caption: &str| {
        let table = el("table.clauses[data-clauses]")
            .put("data-verdict", control.face)
            .add(el("caption").text(caption))
            .add(head(&["Clause", "The policy says", "The request has", "Result"]))
            .add(el("tbody").each(rows.iter().map(|it| row(it))));
        frame("Clauses of the statement", table)
    };
    if decided.is_empty() || others.is_empty() {
        let all: Vec<&ToldClause> = control.clauses.iter().collect();
        return Some(el("section.inspector__part").add(table(&all, statement)));
    }
    let (number, s) = (others.len(), if others.len() == 1 { "" } else { "s" });
    let folded = el("details.inspector__more")
        .add(el("summary").text(&format!("{number} other clause{s}")))
        .add(table(&others, "The other clauses"));
    Some(el("section.inspector__part").add(table(&decided, statement)).add(folded))
}

/// A table that scrolls sideways in a narrow window.
fn frame(label: &'static str, table: Box<El>) -> Box<El> {
    el("div.table-frame[tabindex=0][role=group]").put("aria-label", label).add(table)
}

/// The names of a table's columns.
fn head(columns: &[&str]) -> Box<El> {
    let columns = columns.iter().map(|it| el("th[scope=col]").text(it));
    el("thead").add(el("tr").each(columns))
}

fn row(row: &ToldClause) -> Box<El> {
    let class = if row.decided { "clauses__row clauses__row--decided" } else { "clauses__row" };
    el("tr")
        .put("class", class)
        .put("data-truth", row.matches)
        .add(el("th[scope=row]").text(&row.clause))
        .add(el("td[data-label=The policy says]").add(el("code").text(&row.says)))
        .add(el("td[data-label=The request has]").add(el("code").text(&row.has)))
        .add(el("td.clauses__result[data-label=Result]").text(&row.result))
}

/// The keys that the told statements of `control` ask for, with what each path has.
pub(super) fn asked_keys(paths: &[PathReport], control: &str) -> Html {
    let mut keys: Vec<&str> = Vec::new();
    let controls = || paths.iter().filter_map(|it| Some((it, control_on(it, control)?)));
    for clause in controls().flat_map(|it| &it.1.clauses) {
        if let Some(key) = key_of(clause).filter(|it| !keys.contains(it)) {
            keys.push(key);
        }
    }
    let shown: Vec<(&PathReport, &ToldControl)> = controls().take(MOST_PATHS).collect();
    if keys.is_empty() || shown.len() < 2 {
        return Html::default();
    }
    let column = |it: &(&PathReport, &ToldControl)| {
        el("th[scope=col]")
            .add(badge(&it.0.path, it.0.outcome))
            .add(el("span.hidden-text").text(&format!("Path {}", it.0.path)))
    };
    let line = |key: &&str| {
        let cell = |it: &(&PathReport, &ToldControl)| match value_on(it.0, it.1, key) {
            Some(value) => el("td").add(el("code").text(value)),
            None => el("td.asked__absent").text("absent"),
        };
        el("tr").add(el("th[scope=row]").add(el("code").text(key))).each(shown.iter().map(cell))
    };
    let head = el("tr")
        .add(el("th[scope=col]").add(el("span.hidden-text").text("Key")))
        .each(shown.iter().map(column));
    let table = el("table.asked[data-asked-keys]")
        .add(el("caption").text("Condition keys that it asks for"))
        .add(el("thead").add(head))
        .add(el("tbody").each(keys.iter().map(line)));
    frame("Condition keys that it asks for, by path", table).done()
}

/// The condition key of a clause, if it is a condition.
fn key_of(clause: &ToldClause) -> Option<&str> {
    clause.clause.split_once(' ').map(|(_, key)| key)
}

/// What a path has of a key: as the told statement has it, else as the request has it.
fn value_on<'a>(path: &'a PathReport, control: &'a ToldControl, key: &str) -> Option<&'a str> {
    let same = |it: &str| it.eq_ignore_ascii_case(key);
    let clause = control.clauses.iter().find(|it| key_of(it).is_some_and(same));
    if let Some(clause) = clause {
        return Some(clause.has.as_str()).filter(|it| *it != "absent");
    }
    let told = path.told.as_ref()?;
    told.keys.iter().chain(&told.common).find(|it| same(&it.key))?.value.as_deref()
}

/// All condition keys of the request on one path; S3's own request to KMS has other keys.
pub(super) fn keys(path: &PathReport, told: &ToldReport, keys: &[ToldKey]) -> Html {
    let forwarded = std::ptr::eq(keys, told.forwarded.as_slice()) && !keys.is_empty();
    let own = keys.iter().map(|it| line(it).add(el("td.keys__why").text(it.why)));
    let alike = "Keys that are the same on every path";
    let summary = match forwarded {
        true => format!("Condition keys of S3's call to KMS on path {}", path.path),
        false => format!("Condition keys on path {}", path.path),
    };
    el("details.keys[data-keys]")
        .toggle("data-forwarded", forwarded)
        .add(el("summary").text(&summary))
        .add(frame(
            "Keys that depend on the path",
            table(&["Key", "Value", "Why"], el("tbody").each(own)),
        ))
        .add(el("details").add(el("summary.keys__more").text(alike)).add(frame(
            alike,
            table(&["Key", "Value"], el("tbody").each(told.common.iter().map(line))),
        )))
        .done()
}

fn line(key: &ToldKey) -> Box<El> {
    let (class, shown) = match &key.value {
        Some(value) => ("keys__row", el("code").text(value).done()),
        None => ("keys__row keys__row--absent", text("absent")),
    };
    el("tr")
        .put("class", class)
        .add(el("th[scope=row]").add(el("code").text(&key.key)))
        .add(el("td").node(shown))
}

fn table(columns: &[&str], body: Box<El>) -> Box<El> {
    el("table.keys__table").add(head(columns).put("class", "hidden-text")).add(body)
}
