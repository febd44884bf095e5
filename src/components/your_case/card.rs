//! The five cards: who calls, where the function runs, the bucket, the policies and the call.

use accesspath_engine::s3::operation::Operation;
use accesspath_engine::scenario::Scenario;
use accesspath_engine::scenario::change::slots;
use accesspath_engine::topic::About;
use accesspath_import::{Given, Holder, Standing, assumed};
use accesspath_policy::arn::{Arn, is_account_id};
use accesspath_policy::json;
use accesspath_policy::partition::Partition;
use accesspath_policy::policy::PolicyKind;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field::{choice, field, known};
use super::next::none;
use crate::markup::{El, el};
use crate::state::{Action, Card, CaseStep, Field, YourCase};

/// All five.
pub(super) fn cards(case: &YourCase, scenario: &Scenario, act: &Callback<Action>) -> [Box<El>; 5] {
    [
        caller(case, scenario, act),
        standing(case, scenario, act),
        bucket(case, scenario, act),
        policies(case, scenario, act),
        call(case, scenario, act),
    ]
}

/// A card with its title, where its facts come from, and "I don't know".
fn card(
    of: Card,
    name: &'static str,
    title: &str,
    assumed: &str,
    case: &YourCase,
    act: &Callback<Action>,
) -> Box<El> {
    let unknown = case.unknown.contains(&of);
    let source = match (unknown, case.is_found(of)) {
        (true, _) => "not known",
        (_, true) => "from what you pasted",
        _ => "",
    };
    let source = match (source, assumed) {
        ("", it) => it.to_owned(),
        (source, "") => source.to_owned(),
        (source, it) => format!("{source}; {it}"),
    };
    let toggle = el("button.your-card__unknown[type=button][data-action=unknown]")
        .state("aria-pressed", unknown)
        .on_click(act.reform(move |_: MouseEvent| Action::YourCase(CaseStep::Know(of, unknown))))
        .add(el("span.your-card__box[aria-hidden=true]").text(if unknown { "✓" } else { "" }))
        .text("I don't know");
    el("section.your-card")
        .put("data-your-card", name)
        .put("aria-label", title)
        .state("data-unknown", unknown)
        .add(
            el("div.your-card__head")
                .add(el("h2.your-card__title").text(title))
                .add(el("span.your-card__source").text(&source))
                .add(toggle),
        )
}

fn tell(field: Field, given: Given) -> Option<Action> {
    Some(Action::YourCase(CaseStep::Tell(field, Some(given))))
}

fn caller(case: &YourCase, scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let card = card(Card::Caller, "caller", "Caller", "", case, act);
    let asked = scenario.question.callers.first();
    if let Some(user) = scenario.callers.iter().find(|it| Some(&it.id) == asked) {
        let arn = user.user.as_deref().unwrap_or_default();
        return card.add(el("p.your-card__text").text("The IAM user ").add(el("code").text(arn)));
    }
    let function = scenario.functions.iter().find(|it| Some(&it.id) == asked);
    let name = function.map_or("", |it| known(&it.name));
    let role = function.and_then(|it| scenario.role(&it.role)).map_or("", |it| known(&it.arn));
    let told_name = |name: String| {
        if name.is_empty() { None } else { tell("function", Given::Function(name)) }
    };
    let told_role = |arn: String| {
        let is_role = Arn::parse(&arn).is_some_and(|it| it.kind_and_name().0 == "role");
        if is_role { tell("role", Given::Role(arn)) } else { None }
    };
    card.add(el("div.fields").add(field("function", "Function", name, told_name, act)).add(field(
        "role",
        "Role's ARN",
        role,
        told_role,
        act,
    )))
}

fn standing(case: &YourCase, scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let asked = scenario.question.callers.first();
    let function = scenario.functions.iter().find(|it| Some(&it.id) == asked);
    let placements = function.map(|it| it.placements.as_slice()).unwrap_or_default();
    let outside = placements.iter().any(|it| it.outside);
    let inside = placements.iter().find(|it| !it.outside);
    let both = outside && inside.is_some();
    let note = if both { "both ways are drawn" } else { "" };
    let card = card(Card::Standing, "standing", "Where it runs", note, case, act);
    let to = |label: &str, chosen: bool, standing: Standing| {
        let step = CaseStep::Tell("standing", Some(Given::Stands(standing)));
        choice(label, chosen, Action::YourCase(step), act)
    };
    let in_vpc = Standing::Inside { subnets: Vec::new(), groups: Vec::new() };
    let choices = el("div.choices[role=group][aria-label=Where it runs]")
        .add(to("Outside a VPC", outside && !both, Standing::Outside))
        .add(to("In a VPC", inside.is_some() && !both, in_vpc));
    let known = inside.map(|it| [it.subnets.as_slice(), it.security_groups.as_slice()].concat());
    let ids = known.unwrap_or_default();
    let endpoints = scenario.endpoints.iter().map(|it| it.id.clone());
    let ids =
        ids.into_iter().chain(endpoints).map(|it| el("li.your-card__id").add(el("code").text(&it)));
    card.add(choices).add(el("ul.your-card__ids[aria-label=Network]").each(ids))
}

fn bucket(case: &YourCase, scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let own = scenario.bucket();
    let (name, region) = own.map_or(("", ""), |it| (known(&it.name), it.region.as_str()));
    let account = own.map_or("", |it| known(&it.account));
    let taken: Vec<&str> = assumed(scenario)
        .iter()
        .filter_map(|it| match it.0.rsplit('.').next()? {
            "account" if it.0.starts_with("buckets") => Some("the caller's account"),
            "region" if it.0.starts_with("buckets") => Some("the Region"),
            _ => None,
        })
        .collect();
    let note = match taken.as_slice() {
        [] => String::new(),
        taken => format!("assumed: {}", accesspath_engine::explain::and(taken)),
    };
    let told_name = |name: String| {
        if name.len() < 3 { None } else { tell("bucket", Given::Bucket(name)) }
    };
    let told_region = |region: String| {
        if Partition::takes_region(&region) { member("region", "region", &region) } else { None }
    };
    let told_account = |account: String| {
        if is_account_id(&account) { member("account", "account", &account) } else { None }
    };
    card(Card::Bucket, "bucket", "Bucket", &note, case, act).add(
        el("div.fields")
            .add(field("bucket", "Name", name, told_name, act))
            .add(field("region", "Region", region, told_region, act))
            .add(field("account", "Account", account, told_account, act)),
    )
}

/// Tells a member of the bucket.
fn member(field: Field, name: &'static str, value: &str) -> Option<Action> {
    let mut json = String::new();
    json::print_string(&mut json, value);
    tell(field, Given::Member { of: Holder::Bucket, name, json })
}

fn policies(case: &YourCase, scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let attached = slots(scenario);
    let count =
        |kinds: &[PolicyKind]| attached.iter().filter(|it| kinds.contains(&it.0.kind())).count();
    let row = |label: &str, about: About, kinds: &[PolicyKind]| {
        let own = count(kinds);
        let is_none = none(about).is_some_and(|it| case.told(it.0) == Some(&it.2));
        let (state, text) = match (own, is_none) {
            (0, true) => ("told", "none".to_owned()),
            (0, false) => ("untold", "not told".to_owned()),
            (1, _) => ("told", "1 pasted".to_owned()),
            (several, _) => ("told", format!("{several} pasted")),
        };
        let toggle = none(about).filter(|_| own == 0).map(|(field, word, given)| {
            let step = CaseStep::Tell(field, (!is_none).then_some(given));
            let word = if word == "There is none" { "None" } else { word };
            choice(word, is_none, Action::YourCase(step), act)
                .put("aria-label", &format!("{label}: {word}"))
        });
        el("li.your-card__policy")
            .put("data-state", state)
            .add(el("span.your-card__kind").text(label))
            .add(el("span.your-card__state").text(&text))
            .maybe(toggle)
    };
    let endpoint = (!scenario.endpoints.is_empty())
        .then(|| row("Endpoint's policy", About::EndpointPolicy, &[PolicyKind::Endpoint]));
    card(Card::Policies, "policies", "Policies", "", case, act).add(
        el("ul.your-card__policies")
            .add(row("Bucket policy", About::BucketPolicy, &[PolicyKind::Bucket]))
            .add(row("Caller's policies", About::IdentityPolicies, &[PolicyKind::Identity]))
            .maybe(endpoint)
            .add(row("Permissions boundary", About::Boundary, &[PolicyKind::Boundary]))
            .add(row("SCPs and RCPs", About::Organization, &[PolicyKind::Scp, PolicyKind::Rcp])),
    )
}

fn call(case: &YourCase, scenario: &Scenario, act: &Callback<Action>) -> Box<El> {
    let asked = scenario.question.operation.as_str();
    let on_change = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let mut json = String::new();
            json::print_string(&mut json, &select.value());
            let given = Given::Member { of: Holder::Question, name: "operation", json };
            act.emit(Action::YourCase(CaseStep::Tell("operation", Some(given))));
        })
    };
    let option = |it: &Operation| {
        let name = it.name();
        el("option").put("value", name).toggle("selected", name == asked).text(name)
    };
    let select = el("select.field__input[data-field=operation]")
        .on_change(on_change)
        .each(Operation::ALL.iter().map(option));
    let told_key = |key: String| {
        let mut json = String::new();
        json::print_string(&mut json, &key);
        let given = Given::Member { of: Holder::Question, name: "key", json };
        if key.is_empty() { None } else { tell("key", given) }
    };
    let is_told = case.is_found(Card::Call) || case.told("operation").is_some();
    let note = if is_told { "" } else { "assumed: GetObject" };
    let label = el("label.field").add(el("span.field__label").text("Operation")).add(select);
    card(Card::Call, "call", "Call", note, case, act).add(el("div.fields").add(label).add(field(
        "key",
        "Key",
        &scenario.question.key,
        told_key,
        act,
    )))
}
