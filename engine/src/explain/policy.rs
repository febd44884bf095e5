//! Sentences about policy layers.

use accesspath_policy::authorize::{Finding, LayerPolicy, Part, RequestTrace};
use accesspath_policy::caller::Caller;
use accesspath_policy::layer::Layer;
use accesspath_policy::reason::Because;
use accesspath_policy::request::Subject;
use accesspath_policy::trace::GrantForm;
use accesspath_policy::truth::Truth;

use super::hint::{self, clause_name, has};
use super::telling::request_for;
use super::{capital, ownership};
use crate::control::Control;
use crate::judge::PathAnalysis;

/// Whose policy it is, where that is the resource's.
const fn of_subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Bucket | Subject::Account => "the bucket policy",
        Subject::CopySource => "the source bucket's policy",
        Subject::AccessPoint => "the access point policy",
        Subject::Key => "the key policy",
    }
}

pub(super) const fn the(layer: Layer, subject: Subject) -> &'static str {
    match layer {
        Layer::IdentityPolicies => "an identity policy",
        Layer::ResourcePolicy => of_subject(subject),
        Layer::PermissionsBoundaries => "the permissions boundary",
        Layer::SessionPolicies => "a session policy",
        Layer::ServiceControlPolicies => "a service control policy",
        Layer::ResourceControlPolicies => "a resource control policy",
        Layer::VpcEndpointPolicies => "the endpoint policy",
        Layer::BlockPublicAccess => "Block Public Access",
        Layer::ObjectOwnership => "Object Ownership",
    }
}

fn nothing_allows(layer: Layer, subject: Subject) -> String {
    match layer {
        Layer::IdentityPolicies => "No identity policy allows".to_owned(),
        Layer::SessionPolicies => "No session policy allows".to_owned(),
        Layer::ServiceControlPolicies => "No service control policy allows".to_owned(),
        Layer::ResourcePolicy | Layer::PermissionsBoundaries | Layer::VpcEndpointPolicies => {
            format!("{} does not allow", capital(the(layer, subject)))
        }
        Layer::ResourceControlPolicies | Layer::BlockPublicAccess | Layer::ObjectOwnership => {
            "Nothing allows".to_owned()
        }
    }
}

/// One line for a card: which layer blocks, by which statement.
pub(super) fn blocker_line(path: &PathAnalysis, control: Control, layer: Layer) -> String {
    let name = super::name(control);
    let request = request_for(path, control);
    let subject = request.map(|it| it.subject).unwrap_or_default();
    // What nobody has asked for must be named.
    let forwarded = request.filter(|it| it.subject == Subject::Key);
    let what = forwarded.map_or("it", |it| it.request.action.as_str());
    let finding = request.and_then(|it| it.because.iter().find(|it| it.layer == layer));
    match finding.and_then(|it| it.statement.map(|statement| (it, statement))) {
        Some((_, statement)) if layer == Layer::BlockPublicAccess => {
            format!(
                "Block Public Access: statement {statement} makes {} public",
                of_subject(subject)
            )
        }
        Some((_, statement)) => {
            format!("Explicit deny in {}, statement {statement}", the(layer, subject))
        }
        None => match layer {
            Layer::BlockPublicAccess | Layer::ObjectOwnership => match finding {
                Some(it) => acl_line(it.because, it.text.as_deref().unwrap_or_default()),
                None => name.to_owned(),
            },
            Layer::ServiceControlPolicies => {
                let level = finding.and_then(|it| it.level);
                let level = level.map(|it| format!(" at level {it}")).unwrap_or_default();
                format!("No service control policy{level} allows it")
            }
            Layer::ResourceControlPolicies => name.to_owned(),
            _ => format!("{} {what}", nothing_allows(layer, subject)),
        },
    }
}

/// What an ACL, or a switch about ACLs, stops, in one line.
fn acl_line(because: Because, text: &str) -> String {
    match because {
        Because::AclNotSupported => "ACLs are disabled in the bucket".to_owned(),
        Because::PublicAclRefused => format!("BlockPublicAcls refuses {text}"),
        Because::PublicAclIgnored => format!("IgnorePublicAcls ignores the grant to {text}"),
        _ => format!("Account {text} owns the object"),
    }
}

/// What grants on an open path, in one line.
pub(super) fn granted_by(path: &PathAnalysis) -> String {
    let Some(request) = path.requests.first() else {
        return "Nothing blocks it".to_owned();
    };
    let granting = |layer: Layer, forms: &[GrantForm]| {
        let traced = request.part(layer)?;
        let number = traced.policies.iter().find_map(|policy| {
            policy
                .trace
                .allows()
                .find(|it| it.form.is_none_or(|form| forms.contains(&form)))
                .map(|it| it.number)
        })?;
        Some(number)
    };
    let by_resource = granting(
        Layer::ResourcePolicy,
        &[GrantForm::Role, GrantForm::Itself, GrantForm::Everyone, GrantForm::Service],
    );
    let by_identity = granting(Layer::IdentityPolicies, &GrantForm::ALL);
    let own = of_subject(request.subject);
    let by_acl = request.ownership.as_ref().is_some_and(|it| it.cases.iter().all(|it| it.acl));
    let has_another_policy =
        |it: &RequestTrace| matches!(it.subject, Subject::CopySource | Subject::AccessPoint);
    match (by_identity, by_resource, request.request.is_same_account()) {
        _ if path.requests.iter().any(has_another_policy) => {
            "Every policy that must allow it does".to_owned()
        }
        (Some(_), None, false) if owns_object(request) => {
            "Allowed by the identity policy: the caller's account owns the object".to_owned()
        }
        (Some(_), None, false) if by_acl => "Allowed by the identity policy and the ACL".to_owned(),
        (Some(_), _, false) => "Both accounts allow it".to_owned(),
        (Some(number), None, true) => format!("Allowed by the identity policy, statement {number}"),
        (None, Some(number), _) => format!("Allowed by {own}, statement {number}"),
        (Some(_), Some(_), true) => {
            "Allowed by the identity policy and the bucket policy".to_owned()
        }
        (None, None, _) if matches!(request.request.caller, Caller::Root(_)) => {
            "The account's root user needs no policy".to_owned()
        }
        (None, None, _) if by_acl => "Allowed by the ACL".to_owned(),
        (None, None, _) => "Allowed".to_owned(),
    }
}

/// Whether the caller's account owns the object, and the bucket's does not.
fn owns_object(request: &RequestTrace) -> bool {
    let owner = request.ownership.as_ref().and_then(|it| it.foreign_owner.as_deref());
    owner.is_some() && owner == request.request.caller.account()
}

/// Why a layer does what it does on this path.
pub(super) fn heading(path: &PathAnalysis, control: Control, layer: Layer) -> String {
    let Some(request) = request_for(path, control) else {
        return "The caller, the bucket or the operation is not described.".to_owned();
    };
    let finding = |list: &'_ [Finding]| list.iter().find(|it| it.layer == layer).cloned();
    if request.blocked_by.contains(&layer) {
        return finding(&request.because).map_or_else(String::new, |it| {
            let told = blocks(request, layer, &it) + &hint::account(request, &it);
            told + &super::unused::named(path, request, &it)
        });
    }
    if let Some(open) = finding(&request.open) {
        return depends(layer, request.subject, &open);
    }
    if layer == Layer::ObjectOwnership {
        return ownership::passes(path);
    }
    let Some(traced) = request.part(layer) else { return String::new() };
    if traced
        .policies
        .iter()
        .any(|it| it.trace.unreadable.is_some_and(|(why, _)| why == Because::NotGiven))
    {
        return format!("{} is not given.", capital(the(layer, request.subject)));
    }
    let has_errors = |(why, _)| why == Because::Unreadable;
    if traced.policies.iter().any(|it| it.trace.unreadable.is_some_and(has_errors)) {
        return format!(
            "{} has errors: AWS would refuse to save it, so it allows nothing.",
            capital(the(layer, request.subject))
        );
    }
    if !traced.applies && traced.configured {
        return not_applicable(layer, request.subject);
    }
    if !traced.configured {
        return not_configured(layer, request.subject);
    }
    passes(request, layer, traced)
}

fn not_applicable(layer: Layer, subject: Subject) -> String {
    match layer {
        Layer::BlockPublicAccess => {
            "RestrictPublicBuckets does not affect principals of the bucket's own account."
                .to_owned()
        }
        Layer::ServiceControlPolicies => {
            "Service control policies do not limit this caller.".to_owned()
        }
        Layer::ResourceControlPolicies => {
            "Resource control policies do not limit this resource.".to_owned()
        }
        _ => format!("{} does not apply to this caller.", capital(the(layer, subject))),
    }
}

fn not_configured(layer: Layer, subject: Subject) -> String {
    match layer {
        Layer::IdentityPolicies => "The caller has no identity policy.",
        Layer::ResourcePolicy => match subject {
            Subject::Bucket | Subject::Account => "The bucket has no bucket policy.",
            Subject::CopySource => "The source bucket has no bucket policy.",
            Subject::AccessPoint => "The access point has no policy.",
            Subject::Key => "The key has no policy.",
        },
        Layer::PermissionsBoundaries => "The caller has no permissions boundary.",
        Layer::SessionPolicies => "There is no session policy.",
        Layer::ServiceControlPolicies => {
            "No service control policy applies to the caller's account."
        }
        Layer::ResourceControlPolicies => match subject {
            Subject::Key => "No resource control policy applies to the key.",
            Subject::Account => "No resource control policy applies to the caller's account.",
            _ => "No resource control policy applies to the bucket's account.",
        },
        Layer::VpcEndpointPolicies => "The default endpoint policy allows everything.",
        Layer::BlockPublicAccess => "RestrictPublicBuckets is off.",
        Layer::ObjectOwnership => "ACLs have no effect here.",
    }
    .to_owned()
}

fn passes(request: &RequestTrace, layer: Layer, traced: &Part) -> String {
    let action = &request.request.action;
    let allowing = traced.policies.iter().find_map(|it| it.trace.allows().next());
    let same = request.request.is_same_account();
    match (layer, allowing) {
        (Layer::BlockPublicAccess, _) => format!(
            "{} is not public, so RestrictPublicBuckets does not apply.",
            capital(of_subject(request.subject))
        ),
        (Layer::ResourceControlPolicies, _) => "No resource control policy denies it.".to_owned(),
        (Layer::ResourcePolicy, Some(allow)) if allow.form == Some(GrantForm::Account) => {
            "The caller's account is allowed; an identity policy must allow the caller too.".to_owned()
        }
        (Layer::ResourcePolicy, Some(_)) if by_grant(traced) => {
            format!("A grant of the key allows {action}.")
        }
        (Layer::ResourcePolicy, None) if traced.policies.iter().any(|it| it.trace.denies().next().is_some()) => {
            "The bucket policy denies it, but the account's root user can always read, replace and delete the bucket policy.".to_owned()
        }
        (Layer::ResourcePolicy, None) if request.or.contains(&Layer::ResourcePolicy) => {
            "No statement allows it. An Allow here or in an identity policy would be enough.".to_owned()
        }
        (Layer::ResourcePolicy, None) => {
            match same {
                true => "No statement allows or denies it. Within one account an identity policy is enough.",
                false if owns_object(request) => "No statement allows or denies it. The caller's account owns the object.",
                false => "No statement allows or denies it.",
            }
            .to_owned()
        }
        (Layer::IdentityPolicies, None) if same => {
            format!("No identity policy allows it. The Allow in {} is enough.", of_subject(request.subject))
        }
        (_, Some(_)) => format!("{action} is allowed."),
        (_, None) => format!(
            "{} does not limit it: {} grants it directly.",
            capital(the(layer, request.subject)),
            of_subject(request.subject)
        ),
    }
}

/// Whether what allows is a grant of a key and not its policy.
fn by_grant(traced: &Part) -> bool {
    let allows = |it: &&LayerPolicy| it.trace.allows().next().is_some();
    traced.policies.iter().find(allows).is_some_and(|it| it.number > 1)
}

fn blocks(request: &RequestTrace, layer: Layer, finding: &Finding) -> String {
    let action = &request.request.action;
    let statement = finding.statement.map(|it| format!("statement {it}")).unwrap_or_default();
    let key = || {
        let clause = clause_name(request, finding);
        clause.unwrap_or_else(|| finding.text.clone().unwrap_or_default().replace('"', ""))
    };
    let text = finding.text.as_deref().unwrap_or_default();
    if let Some(told) = ownership::blocks(request, finding.because, text) {
        return told;
    }
    match finding.because {
        Because::PublicPolicy => format!(
            "RestrictPublicBuckets is on, and {statement} makes {} public: only the bucket's own account gets access.",
            of_subject(request.subject)
        ),
        Because::NoAllow | Because::NoPolicy => missing(request, layer, finding),
        Because::CallerNotTaken => {
            format!("The service takes no {action} from such a caller, whatever policies say.")
        }
        Because::KeyMissing if request.subject == Subject::Key => format!(
            "Explicit deny: S3 calls KMS from its own network, so that call has no {}.",
            key()
        ),
        Because::KeyMissing => {
            format!("Explicit deny: the request has no {}.{}", key(), hint::service(&key()))
        }
        Because::ValueDiffers | Because::ValueMatches | Because::KeyPresent => {
            let value = has(request, finding).unwrap_or_default();
            format!("Explicit deny: {} is {value}.", key())
        }
        Because::HasBoundary => {
            "Explicit deny: a Deny with NotPrincipal applies to every caller that has a permissions boundary.".to_owned()
        }
        Because::PrincipalNotExcluded => {
            "Explicit deny: NotPrincipal does not list both the caller's role and its account.".to_owned()
                + &hint::deleted(text)
        }
        _ => format!("Explicit deny of {action}."),
    }
}

fn missing(request: &RequestTrace, layer: Layer, finding: &Finding) -> String {
    let action = &request.request.action;
    let level = finding.level.map(|it| format!(" at level {it}")).unwrap_or_default();
    let or = if request.or.contains(&Layer::ResourcePolicy) && layer == Layer::IdentityPolicies {
        match request.part(Layer::ResourcePolicy).map(|it| (it.configured, it.allow)) {
            Some((true, Truth::Yes)) => {
                format!(
                    ", and {} leaves it to the account's identity policies",
                    of_subject(request.subject)
                )
            }
            Some((true, _)) => format!(", and neither does {}", of_subject(request.subject)),
            _ => {
                let what = of_subject(request.subject);
                format!(", and there is no {}", what.strip_prefix("the ").unwrap_or(what))
            }
        }
    } else {
        String::new()
    };
    let main = format!("{} {action}{level}{or}.", nothing_allows(layer, request.subject));
    let Some(near) = &finding.nearest else { return main };
    format!("{main} {}", hint::nearest(request, near))
}

fn depends(layer: Layer, subject: Subject, open: &Finding) -> String {
    if let Some(told) = ownership::depends(open.because) {
        return told.to_owned();
    }
    let text = open.text.clone().unwrap_or_default().replace('"', "");
    let statement = open.statement.map(|it| format!(" in statement {it}")).unwrap_or_default();
    match open.because {
        Because::NotGiven => {
            format!("{} is not given.", capital(the(layer, subject)))
        }
        Because::Unreadable => format!(
            "{} has errors: AWS would refuse to save it, so it allows nothing.",
            capital(the(layer, subject))
        ),
        Because::KeyUnknown => {
            format!("It depends on {text}{statement}: value not known.")
        }
        Because::InvalidPolicyValue => {
            format!("It depends on {text}{statement}: malformed for its operator.")
        }
        Because::MalformedArn => {
            format!("It depends on {text}{statement}: AWS has no such ARN, or takes no wildcard there.")
        }
        Because::CallerNotTaken => {
            "Whether the service takes requests from such a caller: not known.".to_owned()
        }
        Because::GrantsNotGiven => {
            "The grants of the key: not known.".to_owned()
        }
        Because::UnknownOperator => {
            format!("It depends on {text}{statement}: IAM has no such operator.")
        }
        Because::ManagementAccountUnknown => {
            "Whether the account is the management account, which these policies do not limit: not known.".to_owned()
        }
        Because::InitiatorUnknown => {
            "The initiator of the multipart upload: not known. That caller needs no policy for this.".to_owned()
        }
        Because::CaseBeyondAscii => format!(
            "It depends on {text}{statement}: AWS does not document which letters beyond ASCII differ only in case."
        ),
        Because::SeveralValues => format!(
            "It depends on {text}{statement}: the key holds a list, and the operator has neither ForAllValues nor ForAnyValue."
        ),
        Because::PublicPolicy => {
            format!("It depends on whether {} is public.", of_subject(subject))
        }
        _ => format!("It depends on {text}{statement}."),
    }
}
