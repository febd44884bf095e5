//! The reasons of an answer: why a part blocks, or leaves the answer open, with the text that decided.

use super::{LayerPolicy, Part};
use crate::layer::Layer;
use crate::ownership::Ownership;
use crate::policy::{DocumentId, Effect};
use crate::publicness::Publicness;
use crate::reason::Because;
use crate::text::{Span, Text};
use crate::trace::{ClauseTrace, StatementTrace};
use crate::truth::Truth;

/// One reason of an answer, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The layer.
    pub layer: Layer,
    /// The level, where the layer has levels.
    pub level: Option<usize>,
    /// The policy's number within the layer or level.
    pub policy: Option<usize>,
    /// The statement's number within the policy.
    pub statement: Option<usize>,
    /// The statement's name.
    pub sid: Option<Text>,
    /// Why.
    pub because: Because,
    /// The document, where a text decided.
    pub document: Option<DocumentId>,
    /// The statement's place: what is selected.
    pub span: Option<Span>,
    /// The place that decided: what is underlined.
    pub at: Option<Span>,
    /// The text there.
    pub text: Option<String>,
    /// The clause that decided, by its place among the statement's clauses.
    pub clause: Option<usize>,
    /// The Allow that came nearest, where one is missing.
    pub nearest: Option<Box<Finding>>,
}

impl Finding {
    /// A finding that no text decided.
    pub(super) const fn bare(layer: Layer, because: Because) -> Self {
        Self {
            layer,
            level: None,
            policy: None,
            statement: None,
            sid: None,
            because,
            document: None,
            span: None,
            at: None,
            text: None,
            clause: None,
            nearest: None,
        }
    }

    fn of_clause(
        layer: Layer,
        policy: &LayerPolicy,
        statement: &StatementTrace,
        clause: &ClauseTrace,
    ) -> Self {
        Self {
            level: policy.level,
            policy: Some(policy.number),
            statement: Some(statement.number),
            sid: statement.sid.clone(),
            document: Some(policy.trace.document.clone()),
            span: Some(statement.span),
            at: Some(clause.at),
            text: Some(clause.at.of(&policy.trace.text).to_owned()),
            clause: statement.clauses.iter().position(|it| std::ptr::eq(it, clause)),
            ..Self::bare(layer, clause.because)
        }
    }

    /// A missing Allow, with the one that comes nearest.
    #[inline(never)]
    fn of_missing_allow(part: &Part, level: Option<usize>, because: Because) -> Self {
        let near = part.nearest(level).map(|(policy, statement, clause)| {
            Box::new(Self::of_clause(part.layer, policy, statement, clause))
        });
        Self { level, nearest: near, ..Self::bare(part.layer, because) }
    }

    /// RestrictPublicBuckets, with the statement that makes the bucket policy public.
    pub(super) fn of_public_policy(
        publicness: Option<&Publicness>,
        resource: Option<&Part>,
    ) -> Self {
        let mut finding = Self::bare(Layer::BlockPublicAccess, Because::PublicPolicy);
        if let Some((number, sid, at)) = publicness.and_then(|it| it.statement.clone()) {
            finding.policy = Some(1);
            finding.statement = Some(number);
            finding.sid = sid;
            finding.at = Some(at);
            if let Some(policy) = resource.and_then(|it| it.policies.first()) {
                finding.document = Some(policy.trace.document.clone());
                finding.text = Some(at.of(&policy.trace.text).to_owned());
            }
        }
        finding
    }

    /// The reason why an ACL, or a switch about ACLs, blocks.
    pub(super) fn of_acl(part: &Part, ownership: &Ownership, lacks_allow: bool) -> Option<Self> {
        let (because, text) = match part.layer {
            Layer::ObjectOwnership if lacks_allow => {
                (Because::OwnedByAnotherAccount, &ownership.foreign_owner)
            }
            Layer::ObjectOwnership => (Because::AclNotSupported, &ownership.sets),
            Layer::BlockPublicAccess if lacks_allow => {
                (Because::PublicAclIgnored, &ownership.grant)
            }
            Layer::BlockPublicAccess if ownership.refuses_public_acl == Truth::Yes => {
                (Because::PublicAclRefused, &ownership.sets)
            }
            _ => return None,
        };
        Some(Self { text: text.clone(), ..Self::bare(part.layer, because) })
    }
}

/// Why the policies of a part block: the Denies that match, then the Allow that is missing.
pub(super) fn blocking(part: &Part, lacks_allow: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in part.policies.iter().filter(|_| part.deny == Truth::Yes) {
        for statement in policy.trace.denies() {
            let clause = statement.deciding();
            findings.extend(clause.map(|it| Finding::of_clause(part.layer, policy, statement, it)));
        }
    }
    match part.layer {
        // These hold no policies: `Finding::of_acl` and `Finding::of_public_policy` speak for them.
        Layer::BlockPublicAccess | Layer::ObjectOwnership => {}
        // Each level must allow, so that each closed one is a finding of its own.
        Layer::ServiceControlPolicies if lacks_allow => {
            let closed = part.closed_levels.iter();
            findings.extend(
                closed.map(|(level, because)| {
                    Finding::of_missing_allow(part, Some(*level), *because)
                }),
            );
        }
        _ if lacks_allow => {
            findings.push(Finding::of_missing_allow(part, None, Because::NoAllow));
        }
        _ => {}
    }
    findings
}

/// The findings that a part's policies depend on: clauses that are not known, and documents that cannot be read.
pub(super) fn open(part: &Part) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in &part.policies {
        for statement in policy.trace.statements.iter().filter(|it| it.applies == Truth::Unknown) {
            let clauses = statement.open();
            findings
                .extend(clauses.map(|it| Finding::of_clause(part.layer, policy, statement, it)));
        }
        for statement in policy.trace.statements.iter().filter(|it| it.applies == Truth::Yes) {
            // Which principal an Allow names decides what else must allow.
            let may = statement.may.filter(|_| statement.effect == Some(Effect::Allow));
            if let (Some((_, at)), Some(clause)) = (may, statement.clauses.first()) {
                let named =
                    ClauseTrace { because: Because::PrincipalUnknown, at, ..clause.clone() };
                let finding = Finding::of_clause(part.layer, policy, statement, &named);
                findings.push(Finding { clause: Some(0), ..finding });
            }
        }
        if let Some((because, at)) = policy.trace.unreadable {
            findings.push(Finding {
                level: policy.level,
                policy: Some(policy.number),
                document: Some(policy.trace.document.clone()),
                at: Some(at),
                text: Some(at.of(&policy.trace.text).to_owned()).filter(|it| !it.is_empty()),
                ..Finding::bare(part.layer, because)
            });
        }
    }
    findings
}
