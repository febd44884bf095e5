//! "User: … is not authorized to perform: …", the sentence by which AWS refuses a call and says why.
//!
//! AWS: "Troubleshoot access denied errors in Amazon S3" has its wordings; the old one ends with the resource, and newer
//! ones name the policy behind its type.

use accesspath_engine::said::Said;
use accesspath_policy::layer::Layer;
use accesspath_policy::text::Span;
use accesspath_policy::truth::Truth;

use super::{MOST, Mark, head, tail, word};

const REFUSED: &str = " is not authorized to perform";

/// The types of policy that the sentence names.
pub(crate) const POLICIES: [(&str, Layer); 7] = [
    ("identity-based policy", Layer::IdentityPolicies),
    ("resource-based policy", Layer::ResourcePolicy),
    ("VPC endpoint policy", Layer::VpcEndpointPolicies),
    ("permissions boundary", Layer::PermissionsBoundaries),
    ("session policy", Layer::SessionPolicies),
    ("service control policy", Layer::ServiceControlPolicies),
    ("resource control policy", Layer::ResourceControlPolicies),
];

/// What S3 says in place of a type of policy.
const OTHERWISE: [&str; 3] = [
    " because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access",
    " because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access",
    " because this bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C)",
];

/// The longest principal, in bytes: an ARN has 2048 at most.
const LONGEST: usize = 2100;

/// Every such sentence in a text.
pub(super) fn marks(flat: &str) -> Vec<Mark> {
    flat.match_indices(REFUSED).take(MOST).filter_map(|(at, _)| mark(flat, at)).collect()
}

fn mark(flat: &str, at: usize) -> Option<Mark> {
    let before = head(flat, at);
    let principal = before.rsplit([' ', '"', '\'', '>', '`']).next().unwrap_or_default();
    if principal.len() > LONGEST {
        return None;
    }
    let opening = before.strip_suffix(principal).unwrap_or_default();
    let opens = opening.ends_with("User: ") || opening.ends_with("user: ");
    let start = at - principal.len() - if opens { "User: ".len() } else { 0 };
    let behind = tail(flat, at + REFUSED.len());
    let gap = behind.len() - behind.trim_start_matches([':', ' ', '[', '"', '\'', '`']).len();
    let action = word(behind.get(gap..)?);
    let is_action = action.split_once(':').is_some_and(|(service, name)| {
        let plain = |it: &str| {
            !it.is_empty()
                && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"-*_".contains(&it))
        };
        plain(service) && plain(name)
    });
    if !is_action {
        return None;
    }
    let rest = behind.get(gap + action.len()..)?;
    let (resource, rest) = resource(rest);
    let reason = reason(rest);
    let end = (at + REFUSED.len() + behind.len() - rest.len() + reason.length).min(flat.len());
    let said = Said {
        sentence: flat.get(start..end).unwrap_or_default().to_owned(),
        caller: Some(principal.to_owned()).filter(|it| !it.is_empty()),
        action: Some(action.to_owned()),
        resource: Some(resource.to_owned()).filter(|it| !it.is_empty()),
        layer: reason.layer,
        explicit: reason.explicit,
        policy: reason.policy,
        ..Said::default()
    };
    Some(Mark { said, ..Mark::new(Span::new(start, end)) })
}

/// The resource, with or without quotes, and what stands behind it.
fn resource(rest: &str) -> (&str, &str) {
    let opening = rest.trim_start_matches([']', '\'', '`', '"']);
    let Some(rest) =
        opening.strip_prefix(" on resource: ").or_else(|| opening.strip_prefix(" on resource "))
    else {
        return ("", rest);
    };
    for quote in ["\"", "'", "`"] {
        if let Some((resource, rest)) = rest.strip_prefix(quote).and_then(|it| it.split_once(quote))
        {
            return (resource, rest);
        }
    }
    // An object's key may have spaces in it.
    let ends = [
        " because ",
        " with an explicit deny",
        "\"",
        "</",
        " (Service:",
        ", and ",
        " status code:",
    ];
    let end = ends.iter().filter_map(|it| rest.find(it)).min();
    // A key with spaces stands before the reason; without one the resource is a word.
    let stop = word(rest).len();
    let is_reason = end.is_some_and(|it| {
        let behind = rest.get(it..).unwrap_or_default();
        behind.starts_with(" because ") || behind.starts_with(" with ")
    });
    let end = end.filter(|it| is_reason || *it < stop).unwrap_or(stop);
    rest.split_at_checked(end).unwrap_or((rest, ""))
}

/// What the end of the sentence says, and how long it is.
struct Reason {
    layer: Option<Layer>,
    explicit: Truth,
    policy: Option<String>,
    length: usize,
}

fn reason(rest: &str) -> Reason {
    let mut reason = Reason { layer: None, explicit: Truth::Unknown, policy: None, length: 0 };
    for (opening, explicit) in [
        (" with an explicit deny in a ", true),
        (" with an explicit deny in an ", true),
        (" with an explicit deny in the ", true),
        (" because no ", false),
    ] {
        let Some(behind) = rest.strip_prefix(opening) else { continue };
        reason.explicit = Truth::from(explicit);
        reason.length = opening.len();
        let Some((name, layer)) = POLICIES.into_iter().find(|it| behind.starts_with(it.0)) else {
            break;
        };
        reason.layer = Some(layer);
        reason.length += name.len();
        let tail = behind.get(name.len()..).unwrap_or_default();
        let allows =
            [" allows the ", " allow the "].into_iter().find_map(|it| tail.strip_prefix(it));
        if let Some(action) = allows.filter(|_| !explicit) {
            let end = word(action).len() + " action".len();
            reason.length += tail.len() - action.len() + end;
        }
        let behind = rest.get(reason.length.min(rest.len())..).unwrap_or_default();
        if let Some((policy, length)) = policy(behind) {
            reason.policy = Some(policy);
            reason.length += length;
        }
        return reason;
    }
    if rest.starts_with(" with an explicit deny") {
        return Reason { explicit: Truth::Yes, length: " with an explicit deny".len(), ..reason };
    }
    if let Some(it) = OTHERWISE.iter().find(|it| rest.starts_with(**it)) {
        reason.length = it.len();
    }
    reason
}

/// The policy's ARN that newer sentences have behind its type, and how far it goes.
fn policy(behind: &str) -> Option<(String, usize)> {
    let openings = [
        ": ",
        " with policy ARN: ",
        ", with policy ARN: ",
        " with policy ARN ",
        " (",
        ", policy ARN: ",
    ];
    let (opening, rest) = openings.iter().find_map(|it| {
        behind.strip_prefix(it).filter(|it| it.starts_with("arn:")).map(|rest| (it, rest))
    })?;
    let arn = word(rest);
    Some((arn.to_owned(), opening.len() + arn.len()))
}
