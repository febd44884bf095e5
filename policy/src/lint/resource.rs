//! Resources that are no ARNs, or that the statement's actions do not work on.

use super::asked::{FittingActions, Numbers};
use super::{Lint, Linter, action, listed, lists_actions};
use crate::arn::{self, Arn};
use crate::diagnostic::Severity;
use crate::facts::{ActionFacts, ResourceType, Service};
use crate::pattern::{self, PatternPart};
use crate::policy::{Effect, Entry, Form, Statement};
use crate::resource::{self, ResourceFault};

/// Reports resources that are no ARNs of AWS, or of their service; says whether all are well.
pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) -> bool {
    let before = linter.found.len();
    for entry in statement.resource.iter().flat_map(|it| &it.entries) {
        form(linter, entry);
    }
    linter.found.iter().skip(before).all(|it| it.severity != Severity::Error)
}

/// The parts of one ARN.
fn form(linter: &mut Linter<'_>, entry: &Entry) {
    let faults = resource::faults(&entry.text);
    for fault in &faults {
        let arn = Arn::parse(&entry.text);
        let region = arn.map_or("", |it| it.region);
        let (lint, headline, help) = match fault {
            ResourceFault::FewParts => {
                let headline = format!("\"{}\" has fewer than six parts", entry.text);
                (Lint::MISSING_ARN_FIELD, headline, bucket_arn(&entry.text))
            }
            ResourceFault::Partition => {
                let partition = arn.map_or("", |it| it.partition);
                (Lint::INVALID_PARTITION, format!("AWS has no partition \"{partition}\""), None)
            }
            ResourceFault::IamRegion => {
                let headline = format!("an IAM ARN has no Region, this one has \"{region}\"");
                (Lint::ARN_REGION_NOT_ALLOWED, headline, None)
            }
            ResourceFault::BucketRegion => {
                let headline = format!("a bucket's ARN has no Region, this one has \"{region}\"");
                (Lint::ARN_REGION_NOT_ALLOWED, headline, None)
            }
            ResourceFault::BucketAccount => {
                let account = arn.map_or("", |it| it.account);
                let headline = format!("a bucket's ARN has no account, this one has \"{account}\"");
                (Lint::ARN_ACCOUNT_NOT_ALLOWED, headline, None)
            }
            ResourceFault::NoBucket => {
                let help = bucket_arn(&entry.text).unwrap_or_else(|| {
                    "a bucket's name has no colon, and objects stand behind a slash: arn:aws:s3:::BUCKET/KEY".to_owned()
                });
                let headline = format!("\"{}\" names no bucket", entry.text);
                (Lint::INVALID_ARN_RESOURCE, headline, Some(help))
            }
        };
        match help {
            Some(help) => linter.report_with(lint, entry.span, headline, help),
            None => linter.report(lint, entry.span, headline),
        }
    }
    let bucket = Arn::parse(&entry.text).filter(|it| it.service == "s3").map(|it| it.resource);
    alias(linter, entry, bucket.unwrap_or_default());
    if let Some(bucket) = bucket
        && !entry.text.contains("${")
        && !faults.contains(&ResourceFault::NoBucket)
        && !resource::is_regional(bucket)
        && !bucket.contains(['/', '$'])
    {
        other_buckets(linter, entry, bucket);
    }
}

/// Reports the alias of an access point, which stands for the bucket in requests and not in policies.
// AWS: "Access point aliases" — their names end in -s3alias, those of Object Lambda in --ol-s3.
fn alias(linter: &mut Linter<'_>, entry: &Entry, bucket: &str) {
    let name = bucket.split('/').next().unwrap_or(bucket);
    if name.ends_with("-s3alias") || name.ends_with("--ol-s3") {
        let headline = format!(
            "\"{name}\" is the alias of an access point: no request has it as its resource"
        );
        linter.report(Lint::ACCESS_POINT_ALIAS, entry.span, headline);
    }
}

/// The bucket's ARN that a person may have meant by one with too few or too many colons.
fn bucket_arn(arn: &str) -> Option<String> {
    let (partition, rest) = match arn::parts(arn).as_slice() {
        ["arn", "s3", ..] => ("aws", arn.get("arn:s3".len()..)?),
        ["arn", partition, "s3", ..] => {
            (*partition, arn.get("arn:".len() + partition.len() + ":s3".len()..)?)
        }
        _ => return None,
    };
    match rest.trim_start_matches(':') {
        "" => Some(format!("write arn:{partition}:s3:::BUCKET, or \"*\" for every resource")),
        path if path.contains(':') => None,
        path => Some(format!("did you mean \"arn:{partition}:s3:::{path}\"?")),
    }
}

fn other_buckets(linter: &mut Linter<'_>, entry: &Entry, bucket: &str) {
    let Some(name) = bucket.strip_suffix('*') else { return };
    if name.len() >= 3 && pattern::is_plain(name) && !name.ends_with(['-', '.']) {
        let headline =
            format!("this also fits every other bucket whose name begins with \"{name}\"");
        let help = format!(
            "write \"arn:aws:s3:::{name}\" for the bucket and \"arn:aws:s3:::{name}/*\" for its objects"
        );
        linter.report_with(Lint::OTHER_BUCKETS_TOO, entry.span, headline, help);
    }
}

/// Reports actions that none of the resources fits.
pub(super) fn check_fit(
    linter: &mut Linter<'_>,
    statement: &Statement,
    asked: &[FittingActions<'_>],
) {
    let resources = listed(statement.resource.as_ref());
    if resources.is_empty() || !lists_actions(statement) {
        return;
    }
    let (facts, bucket) = (linter.facts, bucket_of(resources));
    for service in &facts.services {
        let own = || asked.iter().filter(|it| it.is_of(service));
        let mut wanted = Numbers::default();
        own().for_each(|it| wanted.add(&it.actions));
        if wanted.is_empty() || !action::is_asked_about(linter.policy.kind, service.name) {
            continue;
        }
        let reachable = reachable(linter, service, &wanted, resources);
        for one in own().filter(|it| !it.actions.is_empty() && !it.actions.meets(&reachable)) {
            misfit(linter, service, one, bucket);
        }
    }
}

/// Those of the actions that work on a resource that the policy's resources fit, or on none where `*` is listed.
fn reachable(
    linter: &mut Linter<'_>,
    service: &Service<'_>,
    wanted: &Numbers,
    resources: &[Entry],
) -> Numbers {
    let mut fitting: Vec<(&str, bool)> = Vec::new();
    for (number, action) in service.actions.iter().enumerate() {
        if !wanted.has(number) {
            continue;
        }
        for kind in service.resources_of(action) {
            let known = |it: &&(&str, bool)| it.0 == kind.name;
            match fitting.iter().find(known) {
                Some((_, false)) => {}
                Some((_, true)) => break,
                None => {
                    let fits = any_fits(linter, resources, kind);
                    fitting.push((kind.name, fits));
                }
            }
        }
    }
    // CloudWatch Logs asks for a log group at some actions for which its table lists none.
    let everything = service.name == "logs" || resources.iter().any(|it| is_everything(&it.text));
    Numbers::pick(service, &|it| {
        let fits = |kind: &&str| fitting.iter().any(|(name, fits)| *fits && name == kind);
        (it.resources.is_empty() && everything) || it.resources.iter().any(fits)
    })
}

/// `resource` may stand for every resource, as actions need that work on none of their own.
fn is_everything(resource: &str) -> bool {
    let all = |it: &str| it.contains("${") || it.bytes().all(|b| b == b'*');
    all(resource)
        || Arn::parse(resource).is_some_and(|it| all(it.resource))
        || !resource.starts_with("arn:")
}

/// One of the policy's resources fits ARNs of `kind`, or could not be compared.
fn any_fits(linter: &mut Linter<'_>, resources: &[Entry], kind: &ResourceType<'_>) -> bool {
    let template = template(kind.arn);
    resources.iter().any(|it| fits(linter, &it.text, kind, &template))
}

fn misfit(
    linter: &mut Linter<'_>,
    service: &Service<'_>,
    asked: &FittingActions<'_>,
    bucket: Option<&str>,
) {
    let mut types: Vec<&ResourceType<'_>> = Vec::new();
    for (number, action) in service.actions.iter().enumerate() {
        if asked.actions.has(number) {
            let new = |it: &&ResourceType<'_>| !types.contains(it);
            let new: Vec<_> = service.resources_of(action).filter(new).collect();
            types.extend(new);
        }
    }
    let entry = asked.entry;
    let names: Vec<&str> = types.iter().map(|it| it.name).collect();
    let headline = match names.as_slice() {
        [] => format!("{} works on no resource of its own, so only \"*\" covers it", entry.text),
        names if names.contains(&"object") => {
            format!("{} works on objects, and no resource here names any", entry.text)
        }
        names if names.contains(&"bucket") => {
            format!("{} works on the bucket, and no resource here names one", entry.text)
        }
        names => {
            format!("{} works on {}, and no resource here is one", entry.text, names.join(" or "))
        }
    };
    let help = help(bucket, &types);
    linter.report_with(Lint::RESOURCE_DOES_NOT_FIT, entry.span, headline, help);
}

/// Reports patterns such as `s3:*` that are allowed on buckets only or on objects only, or denied on buckets only,
/// and nowhere else on the others.
pub(super) fn check_halves(linter: &mut Linter<'_>, asked_by: &[Vec<FittingActions<'_>>]) {
    for effect in [Effect::Allow, Effect::Deny] {
        halves(linter, asked_by, effect);
    }
}

fn halves(linter: &mut Linter<'_>, asked_by: &[Vec<FittingActions<'_>>], effect: Effect) {
    let (facts, policy) = (linter.facts, linter.policy);
    let Some(s3) = facts.service("s3") else { return };
    let half = |kind: &str| {
        let ResourceType { name, .. } = s3.resources.iter().find(|it| it.name == kind)?;
        let other = if kind == "bucket" { "object" } else { "bucket" };
        let only =
            |it: &ActionFacts<'_>| it.resources.contains(name) && !it.resources.contains(&other);
        Some((s3.resources.iter().find(|it| it.name == kind)?, Numbers::pick(s3, &only)))
    };
    let Some((bucket, object)) = half("bucket").zip(half("object")) else { return };
    let own = move |it: &&Statement| it.effect == Some(effect);
    let statements = || policy.statements.iter().zip(asked_by).filter(move |(it, _)| own(it));
    // For each statement, whether it reaches buckets and objects.
    let mut reach = Vec::new();
    let mut reached = [false; 2];
    for (statement, asked) in statements() {
        let mut own = [true; 2];
        for ((kind, actions), (own, reached)) in
            [&bucket, &object].into_iter().zip(own.iter_mut().zip(&mut reached))
        {
            *own = match &statement.resource {
                Some(it) if it.form == Form::Listed => any_fits(linter, &it.entries, kind),
                _ => true,
            };
            let all_but = !lists_actions(statement);
            let asks = |it: &FittingActions<'_>| {
                it.entry.text == "*" || (it.is_of(s3) && it.actions.meets(actions))
            };
            *reached |= *own && (all_but || asked.iter().any(asks));
        }
        reach.push(own);
    }
    for ((statement, asked), own) in statements().zip(reach) {
        let (missing, found) = match (own, reached) {
            ([true, false], [_, false]) => (&object, &bucket),
            // To deny objects alone is common, and a Deny that reaches the bucket may lock its owner out.
            ([false, true], [false, _]) if effect == Effect::Allow => (&bucket, &object),
            _ => continue,
        };
        let bucket = bucket_of(listed(statement.resource.as_ref()));
        let both = |it: &&FittingActions<'_>| {
            it.is_of(s3) && it.actions.meets(&missing.1) && it.actions.meets(&found.1)
        };
        for FittingActions { entry, .. } in
            asked.iter().filter(|_| lists_actions(statement)).filter(both)
        {
            let kind = missing.0.name;
            let headline = format!(
                "{} also fits actions on {kind}s, and no resource here is {}",
                entry.text,
                if kind == "object" { "an object" } else { "a bucket" }
            );
            let help = help(bucket, &[missing.0]);
            linter.report_with(Lint::RESOURCE_DOES_NOT_FIT_SOME, entry.span, headline, help);
        }
    }
}

/// The bucket that one of the resources names, or whose objects it names.
fn bucket_of(resources: &[Entry]) -> Option<&str> {
    resources.iter().find_map(|it| {
        let (_, path) = it.text.split_once(":::")?;
        Some(path.split('/').next().unwrap_or(path)).filter(|it| !it.is_empty())
    })
}

fn help(bucket: Option<&str>, types: &[&ResourceType<'_>]) -> String {
    match (types.iter().any(|it| it.name == "object"), bucket) {
        (true, Some(bucket)) => format!("add \"arn:aws:s3:::{bucket}/*\""),
        (false, Some(bucket)) if types.iter().any(|it| it.name == "bucket") => {
            format!("add \"arn:aws:s3:::{bucket}\", without a slash")
        }
        _ if types.is_empty() => {
            "put it into a statement of its own with \"Resource\": \"*\"".to_owned()
        }
        _ => {
            let arns: Vec<&str> = types.iter().map(|it| it.arn).collect();
            format!("it takes {}", arns.join(" or "))
        }
    }
}

/// Some ARN of `kind` fits the policy's `resource`, or could not be compared with it.
fn fits(
    linter: &mut Linter<'_>,
    resource: &str,
    kind: &ResourceType<'_>,
    template: &[PatternPart],
) -> bool {
    if resource == "*" || resource.contains("${") {
        return true;
    }
    // A bucket's name holds no slash, while the placeholder of its ARN stands for any text.
    let is_bucket = kind.arn.ends_with(":${BucketName}");
    if is_bucket && resource.contains('/') {
        return false;
    }
    let steps = resource.len().saturating_mul(template.len());
    !linter.spend(steps) || pattern::overlap(&pattern::wildcards(resource), template)
}

/// A documented ARN as a pattern: `${…}` stands for any text, and before the resource for text without a colon.
fn template(arn: &str) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    let mut rest = arn;
    let mut colons = 0;
    while let Some((fixed, placeholder)) = rest.split_once("${") {
        parts.extend(pattern::literal(fixed));
        colons += fixed.matches(':').count();
        parts.push(if colons < 5 { PatternPart::RunInSegment } else { PatternPart::Run });
        rest = placeholder.split_once('}').map_or("", |(_, behind)| behind);
    }
    parts.extend(pattern::literal(rest));
    parts
}
