//! The inspector of a control: the reason in words, the deciding statement clause by clause, the condition keys of the
//! path, the message of AWS.

use accesspath_engine::assumed::assumed;
use accesspath_engine::control::Control;
use accesspath_engine::explain::{self, ClauseRow};
use accesspath_engine::judge::{Outcome, PathAnalysis};
use accesspath_engine::repair::Target;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::symptom::symptom;
use accesspath_policy::key::NETWORK_KEYS;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::{Rule, unique};
use accesspath_policy::truth::Truth;
use accesspath_policy::verdict::Verdict;
use yew::{Callback, Html};

use super::fix;
use super::transcript::hops;
use crate::diagram::small_face;
use crate::markup::{El, el, text};
use crate::state::{Action, Selection, View};

pub(super) fn inspector(
    path: Option<&PathAnalysis>,
    selection: Option<&Selection>,
    scenario: &Scenario,
    view: &View,
    act: &Callback<Action>,
) -> Html {
    let (Some(path), Some(selection)) = (path, selection) else {
        let empty = el("p.empty").text("There is no path.");
        return panel().add(empty).done();
    };
    let control = selection.control;
    let verdict = path.control(control).map_or(Verdict::NotConfigured, |it| it.verdict);
    let place = format!("Path {} · {} ", path.path.id, explain::name_on(path, control));
    let word =
        el("strong.inspector__verdict").put("data-verdict", verdict.code()).text(verdict.word());
    let heading = explain::heading(path, control, scenario);
    let target = Target::Path(path.path.id.clone());
    panel()
        .put("data-path", &path.path.id)
        .put("data-control", control.code())
        .add(
            el("p.inspector__where")
                .add(small_face(verdict))
                .add(el("span").text(&place))
                .add(word),
        )
        .add(el("h2.inspector__heading").text(&heading))
        .node(origins(path, control, scenario))
        .node(unverified(path, scenario))
        .node(fix::fix(target, path.outcome, view.repaired.as_deref(), scenario, act))
        .node(clauses(path, control))
        .add(message(path, scenario))
        .node(facts(path, scenario))
        .node(keys(path, control, scenario))
        .done()
}

fn panel() -> Box<El> {
    el("section.panel.inspector[data-inspector][aria-label=Why]")
}

/// A table that scrolls sideways in a narrow window.
fn frame(label: &'static str, table: Box<El>) -> Box<El> {
    el("div.table-frame[tabindex=0][role=group]").put("aria-label", label).add(table)
}

fn clauses(path: &PathAnalysis, control: Control) -> Html {
    let Some(telling) = explain::telling(path, control) else { return Html::default() };
    let rows = explain::clauses(path, control);
    let verdict = path.control(control).map_or(Verdict::NotConfigured, |it| it.verdict);
    let table = el("table.clauses[data-clauses]")
        .put("data-verdict", verdict.code())
        .add(el("caption").text(&telling.caption()))
        .add(head(&["Clause", "The policy says", "The request has", "Result"]))
        .add(el("tbody").each(rows.iter().map(row)));
    frame("Clauses of the statement", table).done()
}

/// The names of a table's columns.
fn head(columns: &[&str]) -> Box<El> {
    let columns = columns.iter().map(|it| el("th[scope=col]").text(it));
    el("thead").add(el("tr").each(columns))
}

fn row(row: &ClauseRow) -> Box<El> {
    let truth = match row.truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    };
    let class = if row.decided { "clauses__row clauses__row--decided" } else { "clauses__row" };
    el("tr")
        .put("class", class)
        .put("data-truth", truth)
        .add(el("th[scope=row]").text(&row.clause))
        .add(el("td[data-label=The policy says]").add(el("code").text(&row.says)))
        .add(el("td[data-label=The request has]").add(el("code").text(&row.has)))
        .add(el("td.clauses__result[data-label=Result]").text(&row.because))
}

/// Where that comes from, if it was told.
fn origins(path: &PathAnalysis, control: Control, scenario: &Scenario) -> Html {
    let all = explain::origins(path, control, scenario);
    if all.is_empty() {
        return Html::default();
    }
    el("p.inspector__where[data-origins]").text(&format!("From {}.", all.join("; "))).done()
}

/// The cost and the exposure of the path, and what its answer assumes.
fn facts(path: &PathAnalysis, scenario: &Scenario) -> Html {
    let mut list = el("dl.path-facts[data-path-facts]");
    if let Some(facts) = explain::cost_and_exposure(path) {
        let cost = el("dd").text(&format!("{} ", facts.cost));
        list = list
            .add(el("dt").text("Cost"))
            .add(cost.add(aws_page(facts.page, "with the prices")))
            .add(el("dt").text("Network"))
            .add(el("dd").text(facts.exposure));
    }
    if let Some(outcome) = path.if_none {
        list = list
            .add(el("dt").text("Not told"))
            .add(el("dd[data-if-none]").text(explain::if_none(outcome)));
    }
    let assumed = assumed(path, scenario);
    if !assumed.is_empty() {
        let words = assumed.iter().map(|it| explain::assumed(it.what)).collect::<Vec<_>>();
        list = list
            .add(el("dt").text("Assumed"))
            .add(el("dd[data-assumed]").text(&format!("{}.", words.join("; "))));
    }
    list.done()
}

fn aws_page(page: &'static str, about: &str) -> Box<El> {
    el("a[target=_blank][rel=noopener noreferrer]")
        .put("href", page)
        .text("AWS page")
        .add(el("span.hidden-text").text(&format!(" {about}")))
}

fn message(path: &PathAnalysis, scenario: &Scenario) -> Box<El> {
    let seen = symptom(path, scenario);
    if path.outcome == Outcome::Open {
        return el("p.symptom.symptom--open[data-symptom]").text("The call succeeds.");
    }
    let Some(message) = seen.message else {
        return el("p.symptom[data-symptom]").text("What you would see: not known.");
    };
    el("div.symptom[data-symptom]")
        .add(el("h3.small-title").text("What you would see"))
        .add(el("pre.symptom__message").text(&message))
}

/// The condition keys of the request that a control decides on; S3's own request to KMS carries other keys.
fn keys(path: &PathAnalysis, control: Control, scenario: &Scenario) -> Html {
    let of_key = matches!(control, Control::PolicyOf(Subject::Key) | Control::Encryption)
        || explain::telling(path, control).is_some_and(|it| it.request.subject == Subject::Key);
    let forwarded = path.requests.iter().find(|it| of_key && it.subject == Subject::Key);
    let Some(request) = forwarded.or(path.requests.first()) else { return Html::default() };
    let context = &request.request.context;
    let network = |it: &str| NETWORK_KEYS.iter().any(|key| key.eq_ignore_ascii_case(it));
    let own = NETWORK_KEYS.iter().map(|key| {
        let why = match forwarded {
            Some(_) => explain::why_forwarded(context, key),
            None => explain::why_key(path, key, scenario),
        };
        line(key, context.get(key).map(|it| it.shown())).add(el("td.keys__why").text(why))
    });
    let common = context
        .iter()
        .filter(|(key, _)| !network(key))
        .map(|(key, value)| line(key, Some(value.shown())));
    let alike = "Keys that are the same on every path";
    let summary = match forwarded {
        Some(_) => format!("Condition keys of S3's call to KMS on path {}", path.path.id),
        None => format!("Condition keys on path {}", path.path.id),
    };
    el("details.keys[data-keys][open]")
        .toggle("data-forwarded", forwarded.is_some())
        .add(el("summary").text(&summary))
        .add(el("p.keys__hops").text(&hops(path)))
        .add(frame(
            "Keys that depend on the path",
            table(&["Key", "Value", "Why"], el("tbody").each(own)),
        ))
        .add(
            el("details")
                .add(el("summary.keys__more").text(alike))
                .add(frame(alike, table(&["Key", "Value"], el("tbody").each(common)))),
        )
        .done()
}

fn line(key: &str, value: Option<String>) -> Box<El> {
    let (class, shown) = match value {
        Some(value) => ("keys__row", el("code").text(&value).done()),
        None => ("keys__row keys__row--absent", text("absent")),
    };
    el("tr")
        .put("class", class)
        .add(el("th[scope=row]").add(el("code").text(key)))
        .add(el("td").node(shown))
}

fn table(columns: &[&str], body: Box<El>) -> Box<El> {
    el("table.keys__table").add(head(columns).put("class", "hidden-text")).add(body)
}

fn unverified(path: &PathAnalysis, scenario: &Scenario) -> Html {
    let mut rules = path.unverified.clone();
    rules.extend(symptom(path, scenario).rules);
    let rules = unique(rules);
    if rules.is_empty() {
        return Html::default();
    }
    el("section.unverified[data-unverified][aria-label=Unclear rules]")
        .add(el("ul").each(rules.iter().map(unclear)))
        .done()
}

fn unclear(rule: &Rule) -> Box<El> {
    let page = aws_page(rule.page, &format!("for rule {}", rule.id));
    el("li").put("data-rule", rule.id).text(&format!("{} ", explain::unclear(rule))).add(page)
}
