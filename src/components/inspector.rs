//! Why: the reason in words, the deciding statement clause by clause, the keys that the path carries, the message of AWS.

use accesspath_engine::explain::{self, ClauseRow};
use accesspath_engine::judge::{Control, Outcome, PathAnalysis, Verdict};
use accesspath_engine::keys::NETWORK_KEYS;
use accesspath_engine::rule::{Rule, unique};
use accesspath_engine::scenario::Scenario;
use accesspath_engine::symptom::symptom;
use accesspath_engine::truth::Truth;
use yew::prelude::*;

use super::transcript::hops;
use crate::diagram::small_face;
use crate::state::Selection;

pub(super) fn inspector(
    path: Option<&PathAnalysis>,
    selection: Option<&Selection>,
    scenario: &Scenario,
) -> Html {
    let (Some(path), Some(selection)) = (path, selection) else {
        return html! { <section class="panel inspector" data-inspector="" aria-label="Why"><p class="empty">{ "There is no path to look into." }</p></section> };
    };
    let control = selection.control;
    let verdict = path.control(control).map_or(Verdict::NotConfigured, |it| it.verdict);
    html! {
        <section class="panel inspector" data-inspector="" data-path={path.path.id.clone()} data-control={control.code()} aria-label="Why">
            <p class="inspector__where">{ small_face(verdict) }<span>{ format!("Path {} · {} ", path.path.id, explain::name(control)) }</span><strong class="inspector__verdict" data-verdict={verdict.code()}>{ verdict.word() }</strong></p>
            <h2 class="inspector__heading">{ explain::heading(path, control, scenario) }</h2>
            { clauses(path, control) }
            { message(path, scenario) }
            { keys(path) }
            { unverified(path, scenario) }
        </section>
    }
}

fn clauses(path: &PathAnalysis, control: Control) -> Html {
    let Control::Policy(layer) = control else { return Html::default() };
    let Some(telling) = explain::telling(path, layer) else { return Html::default() };
    let rows = explain::clauses(path, layer);
    let verdict = path.control(control).map_or(Verdict::NotConfigured, |it| it.verdict);
    let effect = match telling.statement.effect {
        Some(accesspath_engine::policy::Effect::Allow) => "Allow",
        Some(accesspath_engine::policy::Effect::Deny) => "Deny",
        None => "unreadable",
    };
    let applies = match telling.statement.applies {
        Truth::Yes => "applies",
        Truth::No => "does not apply",
        Truth::Unknown => "may apply",
    };
    let sid = telling.statement.sid.as_ref().map(|it| format!(" \"{it}\"")).unwrap_or_default();
    let caption = format!(
        "Statement {}{sid} of {}, {effect}: {applies}",
        telling.statement.number,
        telling.document()
    );
    html! {
        <div class="table-frame" tabindex="0" role="group" aria-label="Clauses of the statement">
            <table class="clauses" data-clauses="" data-verdict={verdict.code()}>
                <caption>{ caption }</caption>
                <thead><tr><th scope="col">{ "Clause" }</th><th scope="col">{ "The policy says" }</th><th scope="col">{ format!("Path {} brings", path.path.id) }</th><th scope="col">{ "So it" }</th></tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn row(row: &ClauseRow) -> Html {
    let truth = match row.truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Unknown => "unknown",
    };
    html! {
        <tr class={if row.decided { "clauses__row clauses__row--decided" } else { "clauses__row" }} data-truth={truth}>
            <th scope="row">{ &row.clause }</th>
            <td data-label="The policy says"><code>{ &row.says }</code></td>
            <td data-label="This path brings"><code>{ &row.brings }</code></td>
            <td class="clauses__result" data-label="So it">{ &row.because }</td>
        </tr>
    }
}

fn message(path: &PathAnalysis, scenario: &Scenario) -> Html {
    let seen = symptom(path, scenario);
    if path.outcome == Outcome::Open {
        return html! { <p class="symptom symptom--open" data-symptom="">{ "Nothing stops path " }{ &path.path.id }{ ": the call succeeds." }</p> };
    }
    let Some(message) = seen.message else {
        return html! { <p class="symptom" data-symptom="">{ "What you would see is not determined." }</p> };
    };
    html! {
        <div class="symptom" data-symptom="">
            <h3 class="small-title">{ "What you would see" }</h3>
            <pre class="symptom__message">{ message }</pre>
        </div>
    }
}

fn keys(path: &PathAnalysis) -> Html {
    let Some(request) = path.requests.first() else { return Html::default() };
    let context = &request.request.context;
    let network = |it: &str| NETWORK_KEYS.iter().any(|key| key.eq_ignore_ascii_case(it));
    let line = |key: &str, value: Option<String>| {
        let absent = value.is_none();
        html! {
            <tr class={if absent { "keys__row keys__row--absent" } else { "keys__row" }}>
                <th scope="row"><code>{ key.to_owned() }</code></th>
                <td>{ value.map_or_else(|| html! { "absent" }, |it| html! { <code>{ it }</code> }) }</td>
            </tr>
        }
    };
    html! {
        <details class="keys" data-keys="" open=true>
            <summary>{ format!("Condition keys that path {} carries", path.path.id) }</summary>
            <p class="keys__hops">{ hops(path) }</p>
            <div class="table-frame" tabindex="0" role="group" aria-label="Keys that depend on the path">
                { table(NETWORK_KEYS.iter().map(|key| line(key, context.get(key).map(|it| it.shown()))).collect()) }
            </div>
            <details>
                <summary class="keys__more">{ "Keys that every path carries alike" }</summary>
                <div class="table-frame" tabindex="0" role="group" aria-label="Keys that every path carries alike">
                    { table(context.iter().filter(|(key, _)| !network(key)).map(|(key, value)| line(key, Some(value.shown()))).collect()) }
                </div>
            </details>
        </details>
    }
}

fn table(rows: Html) -> Html {
    html! {
        <table class="keys__table">
            <thead class="hidden-text"><tr><th scope="col">{ "Key" }</th><th scope="col">{ "Value" }</th></tr></thead>
            <tbody>{ rows }</tbody>
        </table>
    }
}

fn unverified(path: &PathAnalysis, scenario: &Scenario) -> Html {
    let rules: Vec<Rule> =
        unique(path.unverified.iter().copied().chain(symptom(path, scenario).rules));
    if rules.is_empty() {
        return Html::default();
    }
    html! {
        <section class="unverified" data-unverified="" aria-label="Unclear rules">
            <h3 class="small-title">{ "This answer leans on what AWS leaves unclear" }</h3>
            <ul>
                { for rules.iter().map(|it| html! {
                    <li data-rule={it.id}>
                        <span class="unverified__basis">{ it.basis.word() }</span>{ " " }{ it.title }{ ". " }
                        <a href={it.page} target="_blank" rel="noopener noreferrer">{ "AWS page" }<span class="hidden-text">{ format!(" for rule {}", it.id) }</span></a>
                    </li>
                }) }
            </ul>
        </section>
    }
}
