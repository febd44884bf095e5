//! Policies: as they are, as a statement of one, and as the AWS CLI wraps them.

use accesspath_policy::json::{self, Value};
use accesspath_policy::policy::PolicyKind;

use crate::given::Given;
use crate::policy::{document_name, is_policy, is_statement, label, question, shape, shape_of};
use crate::recognised::{Choice, Flaw, Kind, Question, Recognised};
use crate::source::{Found, Source};

/// The longest text of a wrapped policy that is read, in bytes.
const LONGEST: usize = json::MAX_BYTES;

pub(super) fn read(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    if is_policy(found.node) {
        let text = source.text_of(found.span());
        return Some(vec![policy(source, found, text, None, None)]);
    }
    if is_statement(found.node) {
        return Some(vec![statements(source, found)]);
    }
    wrapped(source, found)
}

/// A policy: `kind` is what tells where it is attached, `name` its own name.
fn policy(
    source: &Source<'_>,
    found: Found<'_>,
    text: &str,
    kind: Option<PolicyKind>,
    name: Option<&str>,
) -> Recognised {
    let tree = json::read_up_to(LONGEST, "a policy is 128 KiB long at most", text);
    let mut own = tree.root().map(shape).unwrap_or_default();
    if let Some(kind) = kind {
        own.kinds = vec![kind];
    }
    let mut recognised = source.found(Kind::Policy, "", found.span());
    recognised.title = title(&own.kinds, &own.buckets, name, own.statements);
    // The text is that of the file, or stands in a string of it: then its places are not those of the file.
    let is_own = source.text_of(found.span()) == text;
    recognised.flaws = match is_own {
        true => source.flaws(&tree, found.span().start),
        false => source
            .flaws(&tree, found.span().start)
            .into_iter()
            .map(|it| at(source, found, it))
            .collect(),
    };
    (recognised.facts, recognised.questions) = question(&own, text, name);
    recognised
}

/// A flaw within a text that stands in a string: its place is that of the string.
fn at(source: &Source<'_>, found: Found<'_>, flaw: Flaw) -> Flaw {
    let place = source.place(found.span());
    Flaw { line: place.line, column: place.column, ..flaw }
}

fn title(
    kinds: &[PolicyKind],
    buckets: &[String],
    name: Option<&str>,
    statements: usize,
) -> String {
    let noun = if statements == 1 { "statement" } else { "statements" };
    let what = match kinds.first() {
        Some(PolicyKind::Identity) => "Identity-based policy",
        Some(kind) => label(*kind).split_once(' ').map_or("Policy", |it| it.1),
        None => "Policy",
    };
    let of = match (name, buckets, kinds.first()) {
        (Some(name), ..) => format!(" {name}"),
        (_, [bucket], Some(PolicyKind::Bucket)) => format!(" of {bucket}"),
        _ => String::new(),
    };
    let mut letters = what.chars();
    let first = letters.next().map(|it| it.to_ascii_uppercase()).into_iter();
    let what: String = first.chain(letters).collect();
    format!("{what}{of}: {statements} {noun}")
}

/// Statements without their policy, one or a list.
pub(super) fn statements(source: &Source<'_>, found: Found<'_>) -> Recognised {
    let all = crate::policy::all(found.node);
    let own = shape_of(&all);
    let mut list = String::new();
    json::print_compact(&mut list, found.node);
    let list = if matches!(found.node.value, Value::Array(_)) { list } else { format!("[{list}]") };
    let text = format!("{{\"Version\":\"2012-10-17\",\"Statement\":{list}}}");
    let text = json::read(&text).root().map(json::print).unwrap_or(text);
    let count = all.len();
    let noun = if count == 1 { "A statement" } else { "Statements" };
    let mut recognised = source.found(Kind::Statement, noun, found.span());
    let (facts, questions) = question(&own, &text, None);
    // A policy that has more statements may deny, so part of one decides nothing.
    let choices: Vec<Choice> = match questions.into_iter().next() {
        Some(it) => it.choices,
        None => vec![Choice {
            label: own.kinds.first().map_or("A policy", |it| label(*it)).to_owned(),
            facts,
        }],
    };
    let whole = choices
        .into_iter()
        .map(|it| Choice { label: format!("{}, and all of it", it.label), ..it });
    let part = Choice { label: "Part of a policy: leave it out".to_owned(), facts: Vec::new() };
    let asks = "Which policy is it, and is this all of it?".to_owned();
    recognised.questions =
        vec![Question { asks, choices: whole.chain([part]).collect(), chosen: None }];
    recognised
}

/// The policies in an answer of the AWS CLI.
fn wrapped(source: &Source<'_>, found: Found<'_>) -> Option<Vec<Recognised>> {
    let answer = |own: Found<'_>, kind, name: Option<&str>| {
        let text = match own.node.value {
            Value::String(text) => text.to_owned(),
            _ => source.text_of(own.span()).to_owned(),
        };
        // Whatever is no policy is told so where it stands.
        json::read_up_to(LONGEST, "", &text).root().filter(|it| is_policy(*it))?;
        Some(policy(source, own, &text, kind, name))
    };
    // `get-role-policy`
    if let Some(own) = found.at(&["PolicyDocument"])
        && found.has("RoleName")
    {
        let mut it = answer(own, Some(PolicyKind::Identity), found.text("PolicyName"))?;
        own_role(&mut it, found.text("RoleName"));
        return Some(vec![it]);
    }
    // `get-policy-version`: the policy may be attached as such or as a boundary.
    if let Some(own) = found.at(&["PolicyVersion", "Document"]) {
        return Some(vec![answer(own, None, None)?]);
    }
    // `get-bucket-policy`, `get-key-policy` and `lambda get-policy`
    if let Some(own) = found.at(&["Policy"]).filter(|it| matches!(it.node.value, Value::String(_)))
    {
        return Some(vec![answer(own, None, None)?]);
    }
    // `organizations describe-policy`
    if let Some(own) = found.at(&["Policy", "Content"]) {
        let kind = found.at(&["Policy", "PolicySummary"]).and_then(|it| it.text("Type"));
        let kind = match kind {
            Some("SERVICE_CONTROL_POLICY") => Some(PolicyKind::Scp),
            Some("RESOURCE_CONTROL_POLICY") => Some(PolicyKind::Rcp),
            _ => None,
        };
        return Some(vec![answer(own, kind, None)?]);
    }
    // `get-role`
    let role = found.at(&["Role"]).filter(|it| it.has("AssumeRolePolicyDocument"))?;
    let mut found_role = source.found(Kind::Answer, "", role.span());
    found_role.title = format!("Role {}", role.text("RoleName").unwrap_or_default());
    found_role.facts.extend(role.text("Arn").map(|it| Given::Role(it.to_owned())));
    let mut all = vec![found_role];
    let trust = role.at(&["AssumeRolePolicyDocument"]);
    all.extend(trust.and_then(|it| answer(it, Some(PolicyKind::Trust), None)));
    if !role.has("PermissionsBoundary") {
        all.iter_mut().take(1).for_each(|it| it.facts.push(Given::NoPolicy(PolicyKind::Boundary)));
    }
    Some(all)
}

/// Names the role that a policy is attached to.
fn own_role(recognised: &mut Recognised, role: Option<&str>) {
    for fact in &mut recognised.facts {
        if let Given::Policy { owner, name, .. } = fact {
            *owner = role.map(str::to_owned);
            if name.is_empty() {
                document_name(PolicyKind::Identity).clone_into(name);
            }
        }
    }
}
