//! Collects the sentences about a path, word for word as the page shows them.

use accesspath_policy::key::NETWORK_KEYS;
use accesspath_policy::request::Subject;
use accesspath_policy::rule::unique;
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;
use serde::Serialize;

use super::RuleReport;
use super::place::FilePlace;
use crate::explain::{self, ClauseRow};
use crate::judge::{ControlTrace, Outcome, PathAnalysis};
use crate::scenario::Scenario;
use crate::symptom::symptom;

/// The sentences about one path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldReport {
    /// The path's title.
    pub title: String,
    /// The outcome in one word.
    pub outcome: &'static str,
    /// The verdict in one sentence.
    pub verdict: String,
    /// The condition on which an open path works, where something before its calls stops the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proviso: Option<&'static str>,
    /// What it comes to where nothing that was not told exists, in a sentence; only where that leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_none: Option<&'static str>,
    /// The symptom in a few words; absent where the call succeeds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// The message as AWS words it, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Every control that the path meets, in that order.
    pub controls: Vec<ToldControl>,
    /// The condition keys that depend on the path.
    pub keys: Vec<ToldKey>,
    /// The other condition keys of the request.
    pub common: Vec<ToldKey>,
    /// The condition keys that depend on the path in S3's own call to KMS, where it makes one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forwarded: Vec<ToldKey>,
    /// The rules that AWS leaves unclear and that the answer leans on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unclear: Vec<RuleReport>,
    /// The endpoints beside the path, each with the reason why it does not take it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unused: Vec<String>,
}

/// The sentences about one control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldControl {
    /// The control's word for programs.
    pub control: &'static str,
    /// Its full name.
    pub name: &'static str,
    /// The verdict's word for programs.
    pub face: &'static str,
    /// The verdict's word for people.
    pub verdict: &'static str,
    /// It is a layer of policies.
    #[serde(skip)]
    pub is_policy: bool,
    /// The reason for its verdict, in a sentence.
    pub heading: String,
    /// The statement that decides or comes nearest, in a line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<String>,
    /// The document that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The place in the file of the text that decides.
    #[serde(flatten)]
    pub place: Option<FilePlace>,
    /// The place in the document.
    #[serde(skip)]
    pub at: Option<Span>,
    /// The place of the whole statement in the document.
    #[serde(skip)]
    pub statement_at: Option<Span>,
    /// The clauses of that statement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<ToldClause>,
    /// Where the documents and facts come from that this leans on, as far as that was told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
}

/// One row of a clause table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldClause {
    /// The clause: `Principal`, `StringNotEquals aws:SourceVpce`.
    pub clause: String,
    /// The values in the policy, as written.
    pub says: String,
    /// The value in the request.
    pub has: String,
    /// The result, in words.
    pub result: String,
    /// The clause matches: `yes`, `no` or `unknown`.
    pub matches: &'static str,
    /// This is the clause that decided.
    pub decided: bool,
}

/// One condition key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldKey {
    /// The key.
    pub key: String,
    /// Its value; absent where the request does not carry it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The reason why the request carries the key or not; absent where it is the same on every path.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub why: &'static str,
}

/// The sentences about `path`.
pub(super) fn told(path: &PathAnalysis, scenario: &Scenario) -> ToldReport {
    let seen = symptom(path, scenario);
    let context = path.requests.first().map(|it| &it.request.context);
    let key = |key: &&'static str| ToldKey {
        key: (*key).to_owned(),
        value: context.and_then(|it| it.get(key)).map(|it| it.shown()),
        why: explain::why_key(path, key, scenario),
    };
    let controls: Vec<ToldControl> =
        path.controls.iter().map(|it| control(path, it, scenario)).collect();
    // What a control tells already is not told twice.
    let is_new = |it: &String| !controls.iter().any(|control| control.heading.contains(it));
    let unused = explain::unused(path).into_iter().filter(is_new).collect();
    let network = |it: &str| NETWORK_KEYS.iter().any(|key| key.eq_ignore_ascii_case(it));
    let common = context.iter().flat_map(|it| it.iter()).filter(|(key, _)| !network(key));
    let to_kms = path.requests.iter().find(|it| it.subject == Subject::Key);
    let forwarded = to_kms.map(|it| &it.request.context);
    let forwarded = forwarded.iter().flat_map(|context| {
        NETWORK_KEYS.iter().map(|key| ToldKey {
            key: (*key).to_owned(),
            value: context.get(key).map(|it| it.shown()),
            why: explain::why_forwarded(context, key),
        })
    });
    let mut rules = path.unverified.clone();
    rules.extend(seen.rules.iter().copied());
    ToldReport {
        title: explain::path_title(path, scenario),
        outcome: path.outcome.word(),
        verdict: explain::reason_line(path),
        proviso: None,
        if_none: path.if_none.map(explain::if_none),
        short: Some(seen.short).filter(|_| path.outcome != Outcome::Open),
        message: seen.message,
        controls,
        keys: context.iter().flat_map(|_| NETWORK_KEYS.iter().map(key)).collect(),
        common: common
            .map(|(key, value)| ToldKey {
                key: key.to_string(),
                value: Some(value.shown()),
                why: "",
            })
            .collect(),
        forwarded: forwarded.collect(),
        unclear: unique(rules).iter().map(RuleReport::of).collect(),
        unused,
    }
}

fn control(path: &PathAnalysis, traced: &ControlTrace, scenario: &Scenario) -> ToldControl {
    let telling = explain::telling(path, traced.control);
    let check = path.check(traced.control).and_then(|it| it.place());
    let document = telling.as_ref().map(|it| it.document()).or(check.map(|it| &it.document));
    ToldControl {
        control: traced.control.code(),
        name: explain::name_on(path, traced.control),
        face: traced.verdict.code(),
        verdict: traced.verdict.word(),
        is_policy: traced.control.layer().is_some(),
        heading: explain::heading(path, traced.control, scenario),
        statement: telling.as_ref().map(|it| it.caption()),
        document: document.map(|it| it.to_string()),
        place: None,
        statement_at: telling.as_ref().map(|it| it.statement.span),
        at: telling.as_ref().map(|it| it.at).or(check.map(|it| it.at)),
        clauses: explain::clauses(path, traced.control).into_iter().map(clause).collect(),
        origins: explain::origins(path, traced.control, scenario),
    }
}

fn clause(row: ClauseRow) -> ToldClause {
    ToldClause {
        clause: row.clause,
        says: row.says,
        has: row.has,
        result: row.because,
        matches: match row.truth {
            Truth::Yes => "yes",
            Truth::No => "no",
            Truth::Unknown => "unknown",
        },
        decided: row.decided,
    }
}
