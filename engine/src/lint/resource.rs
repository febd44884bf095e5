//! Resources that are no ARNs, or that the statement's actions do not work on.

use super::{Lint, Linter, action_parts, listed};
use crate::arn::Arn;
use crate::facts::{Facts, ResourceType};
use crate::pattern::{self, Part};
use crate::policy::{Entry, Statement};

const PARTITIONS: [&str; 8] =
    ["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"];

pub(super) fn check(linter: &mut Linter<'_>, statement: &Statement) {
    for entry in statement.resource.iter().flat_map(|it| &it.entries) {
        form(linter, entry);
    }
}

/// The parts of one ARN.
fn form(linter: &mut Linter<'_>, entry: &Entry) {
    // Variables may hold colons, and a star at the end of a part may stand for the parts behind it.
    if !entry.text.starts_with("arn:") || entry.text.contains("${") {
        return;
    }
    let Some(arn) = Arn::parse(&entry.text) else {
        if pattern::is_plain(&entry.text) {
            let headline = format!("\"{}\" has fewer than six parts", entry.text);
            linter.report(Lint::MISSING_ARN_FIELD, entry.span, headline);
        }
        return;
    };
    if pattern::is_plain(arn.partition) && !PARTITIONS.contains(&arn.partition) {
        let headline = format!("AWS has no partition \"{}\"", arn.partition);
        linter.report(Lint::INVALID_PARTITION, entry.span, headline);
    }
    // What has a slash after such a word is an access point, a job or the like, and has both.
    let bucket = arn.service == "s3" && !is_regional(arn.resource);
    if bucket && !arn.region.is_empty() && pattern::is_plain(arn.region) {
        let headline = format!("a bucket's ARN has no Region, this one has \"{}\"", arn.region);
        linter.report(Lint::ARN_REGION_NOT_ALLOWED, entry.span, headline);
    }
    if bucket && !arn.account.is_empty() && pattern::is_plain(arn.account) {
        let headline = format!("a bucket's ARN has no account, this one has \"{}\"", arn.account);
        linter.report(Lint::ARN_ACCOUNT_NOT_ALLOWED, entry.span, headline);
    }
    if bucket && !arn.resource.contains(['/', '$']) {
        other_buckets(linter, entry, arn.resource);
    }
}

/// Whether the sixth part of an S3 ARN is that of something with a Region and an account.
fn is_regional(resource: &str) -> bool {
    const KINDS: [&str; 8] = [
        "accesspoint",
        "access-grants",
        "job",
        "storage-lens",
        "storage-lens-group",
        "async-request",
        "*",
        "?",
    ];
    let (kind, _) = resource.split_once(['/', ':']).unwrap_or((resource, ""));
    KINDS.contains(&kind.trim_end_matches('*')) || KINDS.contains(&kind)
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
pub(super) fn check_fit(linter: &mut Linter<'_>, statement: &Statement) {
    let resources = listed(statement.resource.as_ref());
    if resources.is_empty() {
        return;
    }
    for entry in listed(statement.action.as_ref()) {
        let Some(types) = resource_types(linter.facts, &entry.text) else { continue };
        if types.is_empty()
            || resources.iter().any(|own| types.iter().any(|it| fits(&own.text, it)))
        {
            continue;
        }
        let names: Vec<&str> = types.iter().map(|it| it.name).collect();
        let headline = match names.as_slice() {
            [] => continue,
            names if names.contains(&"object") => {
                format!("{} works on objects, and no resource here names any", entry.text)
            }
            names if names.contains(&"bucket") => {
                format!("{} works on the bucket, and no resource here names one", entry.text)
            }
            names => format!(
                "{} works on {}, and no resource here is one",
                entry.text,
                names.join(" or ")
            ),
        };
        let help = help(resources, &types);
        linter.report_with(Lint::RESOURCE_DOES_NOT_FIT, entry.span, headline, help);
    }
}

fn help(resources: &[Entry], types: &[&ResourceType<'_>]) -> String {
    let bucket = resources.iter().find_map(|it| {
        let (_, path) = it.text.split_once(":::")?;
        Some(path.split('/').next().unwrap_or(path)).filter(|it| !it.is_empty())
    });
    match (types.iter().any(|it| it.name == "object"), bucket) {
        (true, Some(bucket)) => format!("add \"arn:aws:s3:::{bucket}/*\""),
        (false, Some(bucket)) if types.iter().any(|it| it.name == "bucket") => {
            format!("add \"arn:aws:s3:::{bucket}\", without a slash")
        }
        _ => {
            let arns: Vec<&str> = types.iter().map(|it| it.arn).collect();
            format!("it takes {}", arns.join(" or "))
        }
    }
}

/// The resource types of an action, or of all actions that fit a pattern; nothing where one of them takes none.
fn resource_types<'f>(facts: &'f Facts<'_>, action: &str) -> Option<Vec<&'f ResourceType<'f>>> {
    let (service, name) = action_parts(action)?;
    let service = facts.service(service)?;
    let mut types: Vec<&ResourceType<'f>> = Vec::new();
    for action in service.fitting(name) {
        if action.resources.is_empty() {
            return None;
        }
        let new = service.resources_of(action).filter(|it| !types.contains(it)).collect::<Vec<_>>();
        types.extend(new);
    }
    Some(types)
}

/// Whether some ARN of `kind` fits the policy's `resource`.
fn fits(resource: &str, kind: &ResourceType<'_>) -> bool {
    if resource == "*" || resource.contains("${") {
        return true;
    }
    // A bucket's name holds no slash, while the placeholder of its ARN stands for any text.
    let is_bucket = kind.arn.ends_with(":${BucketName}");
    if is_bucket && resource.contains('/') {
        return false;
    }
    pattern::overlap(&pattern::wildcards(resource), &template(kind.arn))
}

/// A documented ARN as a pattern: `${…}` stands for any text, and before the resource for text without a colon.
fn template(arn: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = arn;
    let mut colons = 0;
    while let Some((fixed, placeholder)) = rest.split_once("${") {
        parts.extend(pattern::literal(fixed));
        colons += fixed.matches(':').count();
        parts.push(if colons < 5 { Part::RunInSegment } else { Part::Run });
        rest = placeholder.split_once('}').map_or("", |(_, behind)| behind);
    }
    parts.extend(pattern::literal(rest));
    parts
}
